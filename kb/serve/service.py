"""What the views share: settings, the base that is followed, the readers and the context."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from flask import Response, current_app, request

from kb.serve.jsonld import Context
from kb.serve.kept import Kept
from kb.serve.negotiate import JSON, JSONLD, Kind
from kb.serve.statistics import Once, Statistics
from kb.serve.writing import Writes
from kb.settings import Settings
from kb.store.base import Base
from kb.store.named import NamedQuery
from kb.store.opening import Bases, Pool

CONTEXT_PATH = "/ontology/context.jsonld"
CONTEXT_LINK = (
    f'<{CONTEXT_PATH}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
)


@dataclass(frozen=True, slots=True)
class Service:
    """Everything a view needs, made once a process."""

    settings: Settings
    follower: Bases
    pool: Pool
    context: Context
    queries: Mapping[str, NamedQuery]
    statistics: Once[Statistics]
    writes: Writes
    kept: Kept


def service() -> Service:
    """The service of the running application."""
    return cast("Service", current_app.extensions["khabar"])


def tag(base: Base, *parts: str) -> str:
    """A strong ETag: the generation and everything that the bytes depend on beside it."""
    text = "\n".join((str(base.generation), request.full_path, *parts))
    return sha256(text.encode()).hexdigest()[:32]


def cached(response: Response, base: Base, *parts: str) -> Response:
    """The response with the headers of a generation's answer, or 304 where the client has it."""
    response.set_etag(tag(base, *parts))
    response.last_modified = base.published
    response.vary.update(("Accept", "Accept-Language"))
    response.headers.setdefault("Cache-Control", "public, max-age=10, stale-while-revalidate=60")
    response.headers["Khabar-Generation"] = str(base.generation)
    response.make_conditional(request)
    return response


def dumps(value: Any) -> str:
    """JSON as people read it: Arabic as it is, one member a line."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def json_response(value: Mapping[str, Any], kind: Kind = JSON) -> Response:
    """JSON, or JSON-LD with its context named in the body or, for plain JSON, in a Link."""
    body = {"@context": CONTEXT_PATH, **value} if kind == JSONLD else dict(value)
    response = Response(dumps(body), content_type=f"{kind.media}; charset=utf-8")
    if kind == JSON:
        response.headers.add("Link", CONTEXT_LINK)
    return response
