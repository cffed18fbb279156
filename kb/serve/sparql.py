"""`/sparql`: the SPARQL 1.1 Protocol for anybody, and on its bare address what it is.

A text is checked before any engine sees it, and evaluated in a process that can be ended.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from kb.serve import protocol
from kb.serve.describing import describe_service
from kb.serve.problems import Forbidden
from kb.serve.protocol import Asked, asked, media, opened
from kb.serve.service import service
from kb.store.guard import Caps, check
from kb.store.readers import Answer, QueryRequest

sparql = Blueprint("sparql", __name__)
METHODS = "GET, HEAD, POST, OPTIONS"
ABOUT = frozenset(("format", "lang"))  # what the description takes


@sparql.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
def endpoint() -> Response:
    """The answer to one query, streamed; without a query string the service's description."""
    if request.method in {"GET", "HEAD"} and ABOUT.issuperset(request.args):
        return describe_service()
    if protocol.is_update(request):
        raise Forbidden("this endpoint answers queries only; it takes no updates")
    most = service().settings.query_bytes * 3  # percent-encoding triples a byte
    found = asked(request, most)
    if found.is_update:
        raise Forbidden("this endpoint answers queries only; it takes no updates")
    return _answered(found)


def _answered(found: Asked) -> Response:
    checked = check(found.text, Caps(length=service().settings.query_bytes))
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
    response.headers["Cache-Control"] = "public, max-age=10"
    response.headers["Khabar-Generation"] = str(answer.generation)
    response.headers["Khabar-Row-Limit"] = str(answer.limits.rows)
    response.headers["Khabar-Byte-Limit"] = str(answer.limits.bytes)
    response.headers["Khabar-Seconds-Limit"] = str(answer.limits.seconds)
    return opened(response, METHODS)


@sparql.route("/sparql", methods=["OPTIONS"])
def options() -> Response:
    """What a page of another origin may send."""
    return protocol.options(METHODS)
