"""Entity tags: the generation an answer is of, and a digest of all else its bytes depend on."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from flask import Request, Response, request

from kb.jobs import Conditions
from kb.serve.problems import BadRequest

CACHED: Final = (("Cache-Control", "public, max-age=10, stale-while-revalidate=60"),)


def tag(generation: int, *parts: str) -> str:
    """A strong tag whose first part is the generation, so that a write can name it."""
    digest = sha256("\n".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()
    return f"{generation}-{digest[:24]}"


def tagged(response: Response, generation: int, *parts: str) -> Response:
    """The response with its tag and what tells caches how long it holds."""
    response.set_etag(tag(generation, *parts))
    response.headers["Khabar-Generation"] = str(generation)
    response.headers.update(CACHED)
    response.vary.update(("Accept",))
    return response


def fresh(generation: int, *parts: str) -> Response | None:
    """304 where the client has the answer of this generation already."""
    if request.method not in {"GET", "HEAD"}:
        return None
    if not request.if_none_match.contains(tag(generation, *parts)):
        return None
    return tagged(Response(status=304), generation, *parts)


def _numbers(header: str, given: Request) -> tuple[str, ...]:
    text = given.headers.get(header, "").strip()
    if text == "*":
        return ("*",)
    tags = given.if_match if header == "If-Match" else given.if_none_match
    found = tuple(value.partition("-")[0] for value in tags.as_set())
    if text and not found:
        raise BadRequest(f"{header} holds no entity tag")
    return found


def conditions(given: Request) -> Conditions:
    """What must hold for a write to go on; a tag stands for the generation it was read in."""
    return Conditions(_numbers("If-Match", given), _numbers("If-None-Match", given))
