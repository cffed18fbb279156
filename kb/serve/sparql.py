"""`/sparql`: the SPARQL 1.1 Protocol for anybody, read only.

Query by GET, by form POST and by direct POST (SPARQL 1.1 Protocol, section 2.1). The text is
decoded once, checked before any engine sees it, and evaluated in a process that can be ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from flask import Blueprint, Request, Response, request

from kb.serve.problems import BadRequest, Forbidden, NotAcceptable, TooLarge, UnsupportedMedia
from kb.serve.service import service
from kb.store.formats import media_types
from kb.store.guard import Caps, check
from kb.store.readers import Answer, QueryRequest

sparql = Blueprint("sparql", __name__)
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
# Generic types that clients send when they mean the rows of a SELECT or the graph of a CONSTRUCT.
ALSO = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/plain": "application/n-triples",
}
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Expose-Headers": "Khabar-Generation, Khabar-Row-Limit, Khabar-Byte-Limit",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the protocol means it."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("the request is not UTF-8") from None


def _fields(raw: bytes) -> dict[str, list[str]]:
    """The fields of a query string or form, decoded once."""
    try:
        return parse_qs(
            _text(raw), keep_blank_values=True, strict_parsing=bool(raw), errors="strict",
            max_num_fields=1000,
        )  # fmt: skip
    except UnicodeDecodeError:
        raise BadRequest("a percent-encoded value is not UTF-8") from None
    except ValueError as error:
        raise BadRequest(f"the fields cannot be read: {error}") from None


def _body(given: Request, most: int) -> bytes:
    if given.content_length is not None and given.content_length > most:
        raise TooLarge(f"the body is {given.content_length:,} bytes, and at most {most:,} are read")
    raw = given.stream.read(most + 1)
    if len(raw) > most:
        raise TooLarge(f"the body is over {most:,} bytes")
    return raw


def _one(values: Sequence[str], name: str) -> str:
    if len(values) != 1:
        raise BadRequest(f"give exactly one {name}, not {len(values)}")
    return values[0]


def asked(given: Request, most: int) -> Asked:
    """What a request asks; raises BadRequest, UnsupportedMedia, TooLarge or Forbidden."""
    fields = _fields(given.query_string)
    if given.method == "POST":
        if given.mimetype == FORM:
            # The protocol's dataset may be in either place; a query in both is one too many.
            for name, values in _fields(_body(given, most)).items():
                fields.setdefault(name, []).extend(values)
        elif given.mimetype == DIRECT:
            fields.setdefault("query", []).append(_text(_body(given, most)))
        elif given.mimetype == UPDATE:
            raise Forbidden("this endpoint answers queries only; it takes no updates")
        else:
            raise UnsupportedMedia(
                f"a query is posted as {FORM} or {DIRECT}, not {given.mimetype or 'untyped'}"
            )
    if "update" in fields:
        raise Forbidden("this endpoint answers queries only; it takes no updates")
    if "query" not in fields:
        raise BadRequest("there is no query: give it as the field query")
    return Asked(
        query=_one(fields["query"], "query"),
        default_graphs=tuple(fields.get("default-graph-uri", ())),
        named_graphs=tuple(fields.get("named-graph-uri", ())),
        format=_one(fields["format"], "format") if fields.get("format") else None,
    )


def media(given: Request, wanted: str | None, form: str) -> str:
    """The media type of an answer, by `format` or Accept; raises NotAcceptable with the list."""
    offered = media_types(form)
    if wanted:
        found = next((m for m, ending in offered.items() if wanted in (m, ending)), None)
        if not found:
            raise NotAcceptable(list(offered))
        return found
    if not given.headers.get("Accept"):
        return next(iter(offered))
    also = {generic: own for generic, own in ALSO.items() if own in offered}
    best = given.accept_mimetypes.best_match([*offered, *also])
    if best is None:
        raise NotAcceptable(list(offered))
    return also.get(best, best)


@sparql.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """The answer to one query, streamed."""
    settings = service().settings
    found = asked(request, settings.query_bytes * 3)  # percent-encoding triples a byte
    checked = check(found.query, Caps(length=settings.query_bytes))
    wanted = media(request, found.format, checked.form)
    answer = service().pool.answer(
        QueryRequest(
            checked,
            wanted,
            found.default_graphs,
            found.named_graphs,
            base=request.base_url,
            client=request.remote_addr or "",
        )
    )
    return stream(answer)


def stream(answer: Answer) -> Response:
    """An answer as a response whose limits stand in its headers."""
    response = Response(answer.chunks, content_type=f"{answer.media}; charset=utf-8")
    response.vary.update(("Accept",))
    response.headers.update(CORS)
    response.headers["Cache-Control"] = "public, max-age=10"
    response.headers["Khabar-Generation"] = str(answer.generation)
    response.headers["Khabar-Row-Limit"] = str(answer.limits.rows)
    response.headers["Khabar-Byte-Limit"] = str(answer.limits.bytes)
    response.headers["Khabar-Seconds-Limit"] = str(answer.limits.seconds)
    return response


@sparql.route("/sparql", methods=["OPTIONS"])
def options() -> Response:
    """What a page of another origin may send."""
    return Response(status=204, headers={**CORS, "Allow": CORS["Access-Control-Allow-Methods"]})
