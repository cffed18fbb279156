"""Requests as the SPARQL 1.1 Protocol means them: one query or one update, and its dataset.

By GET, by form POST and by direct POST. What is percent-encoded is decoded once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qs

from flask import Request, Response
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from kb.serve.negotiate import by_type
from kb.serve.problems import BadRequest, NotAcceptable, TooLarge, UnsupportedMedia
from kb.store.formats import media_types

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
# Generic types that clients send when they mean the rows of a SELECT or the graph of a CONSTRUCT.
ALSO: Final = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/plain": "application/n-triples",
}
EXPOSED: Final = "ETag, Khabar-Generation, Khabar-Row-Limit, Khabar-Byte-Limit, Link, Location"
SENT: Final = "Accept, Authorization, Content-Type, If-Match, If-None-Match"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the text, whether it is an update, the dataset and the format."""

    text: str
    is_update: bool
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None = None


OPENED: Final = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Allow-Headers", SENT),
    ("Access-Control-Expose-Headers", EXPOSED),
)
Fields = dict[str, list[str]]


def opened(response: Response, methods: str) -> Response:
    """The response with what lets pages of any origin read it; writes still need a token."""
    response.headers.update(OPENED)
    response.headers["Access-Control-Allow-Methods"] = methods
    return response


def options(methods: str) -> Response:
    """The answer to OPTIONS, a preflight or not."""
    return opened(Response(status=204, headers={"Allow": methods}), methods)


def decoded(raw: bytes) -> str:
    """Bytes of a request as text; raises BadRequest."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("the request is not UTF-8") from None


def fields(raw: bytes, *, strict: bool = True) -> Fields:
    """The fields of a query string or form, decoded once; a name without `=` only if not strict."""
    try:
        return parse_qs(
            decoded(raw), keep_blank_values=True, strict_parsing=strict and bool(raw),
            errors="strict", max_num_fields=1000,
        )  # fmt: skip
    except UnicodeDecodeError:
        raise BadRequest("a percent-encoded value is not UTF-8") from None
    except ValueError as error:
        raise BadRequest(f"the fields cannot be read: {error}") from None


def body(given: Request, most: int) -> bytes:
    """The bytes of a request; raises TooLarge where they are more than so many."""
    if given.content_length is not None and given.content_length > most:
        raise TooLarge(f"the body is {given.content_length:,} bytes, and at most {most:,} are read")
    raw = given.stream.read(most + 1)
    if len(raw) > most:
        raise TooLarge(f"the body is over {most:,} bytes")
    return raw


def utf8_only(given: Request) -> None:
    """Raise UnsupportedMedia where the body is said to be in another charset."""
    charset = given.mimetype_params.get("charset", "utf-8").strip().lower()
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise UnsupportedMedia(f"the charset {charset} is not read here; send UTF-8")


def one(values: Sequence[str], name: str) -> str:
    """The only value of a field; raises BadRequest."""
    if len(values) != 1:
        raise BadRequest(f"give exactly one {name}, not {len(values)}")
    return values[0]


def is_update(given: Request) -> bool:
    """Whether a request says by its type that it is an update."""
    return given.method == "POST" and given.mimetype == UPDATE


def asked(given: Request, most: int) -> Asked:
    """What a request asks; raises BadRequest, UnsupportedMedia or TooLarge."""
    found = fields(given.query_string)
    if given.method != "POST":
        return asked_by_get(found)
    _add_body(given, found, most)
    return _asked(found)


def asked_by_get(found: Fields) -> Asked:
    """What the fields of a URL ask; raises BadRequest."""
    if "update" in found:
        raise BadRequest("an update is sent by POST")
    return _asked(found)


def _asked(found: Fields) -> Asked:
    kinds = [name for name in ("query", "update") if name in found]
    if not kinds:
        raise BadRequest("there is no query: give it as the field query")
    if len(kinds) > 1:
        raise BadRequest("a request is a query or an update, not both")
    prefix = "using-graph-uri", "using-named-graph-uri"
    names = prefix if kinds[0] == "update" else ("default-graph-uri", "named-graph-uri")
    return Asked(
        text=one(found[kinds[0]], kinds[0]),
        is_update=kinds[0] == "update",
        default_graphs=tuple(found.get(names[0], ())),
        named_graphs=tuple(found.get(names[1], ())),
        format=one(found["format"], "format") if found.get("format") else None,
    )


def _add_body(given: Request, found: Fields, most: int) -> None:
    """Put the fields of a body to those of the URL: a query in both is one too many."""
    kinds = {FORM: "", QUERY: "query", UPDATE: "update"}
    if given.mimetype not in kinds:
        raise UnsupportedMedia(
            f"a query or update is posted as {', '.join(kinds)}, not {given.mimetype or 'untyped'}"
        )
    utf8_only(given)
    raw = body(given, most)
    kind = kinds[given.mimetype]
    # The protocol's dataset may be in either place.
    more = {kind: [decoded(raw)]} if kind else fields(raw)
    for name, values in more.items():
        found.setdefault(name, []).extend(values)


def media(given: Request, wanted: str | None, form: str) -> str:
    """The media type of an answer, by `format` or Accept; raises NotAcceptable with the list."""
    return chosen(given.headers.get("Accept", ""), wanted, form)


@lru_cache(1024)  # programs send the same words each time
def chosen(accept: str, wanted: str | None, form: str) -> str:
    """The media type that an Accept header and a `format` choose; raises NotAcceptable."""
    offered = media_types(form)
    if wanted:
        found = next((m for m, ending in offered.items() if wanted in (m, ending)), None)
        if not found:
            raise NotAcceptable(list(offered))
        return found
    if not accept:
        return next(iter(offered))
    also = {generic: own for generic, own in ALSO.items() if own in offered}
    best = by_type(parse_accept_header(accept, MIMEAccept)).best_match([*offered, *also])
    if best is None:
        raise NotAcceptable(list(offered))
    return also.get(best, best)
