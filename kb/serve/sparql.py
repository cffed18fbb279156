"""`/sparql`: the SPARQL 1.1 Protocol for anybody, and on its bare address what it is.

A text is checked before any engine sees it, and evaluated in a process that can be ended.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from kb.jobs import Job
from kb.serve import protocol
from kb.serve.answers import METHODS, asker, respond
from kb.serve.describing import describe_service
from kb.serve.lookups import query_request
from kb.serve.problems import BadRequest
from kb.serve.protocol import Asked, asked, opened
from kb.serve.service import service
from kb.serve.tags import conditions
from kb.serve.writing import authorise
from kb.store.guard import Caps

sparql = Blueprint("sparql", __name__)
ABOUT = frozenset(("format", "lang", "version"))  # what the description takes


@sparql.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
def endpoint() -> Response:
    """The answer to one query, streamed; without a query string the service's description.

    An update is taken here too, since clients that know one endpoint send it there.
    """
    if request.method in {"GET", "HEAD"} and ABOUT.issuperset(request.args):
        return describe_service()
    if protocol.is_update(request):
        return update()
    # Percent-encoding triples a byte; a form that may hold an update bears a token.
    most = service().settings.query_bytes * 3
    if "Authorization" in request.headers:
        most = max(most, service().settings.upload_bytes)
    found = asked(request, most)
    return _updated(found) if found.is_update else _answered(found)


@sparql.route("/update", methods=["POST"], provide_automatic_options=False)
def update() -> Response:
    """204 once an update is done and published."""
    authorise(request, service().settings)
    found = asked(request, service().settings.upload_bytes)
    if not found.is_update:
        raise BadRequest("there is no update: give it as the field update")
    return _updated(found)


def _updated(found: Asked) -> Response:
    authorise(request, service().settings)
    job = Job(
        kind="update",
        base=request.base_url,
        text=found.text,
        using=found.default_graphs,
        using_named=found.named_graphs,
        conditions=conditions(request),
    )
    outcome = service().writes.run(job)
    response = Response(status=outcome.status)
    response.headers["Khabar-Generation"] = str(outcome.generation)
    return opened(response, METHODS)


def _answered(found: Asked) -> Response:
    caps = Caps(length=service().settings.query_bytes)
    accept = request.headers.get("Accept", "")
    return respond(query_request(found, accept, request.base_url, asker(), caps))


@sparql.route("/sparql", methods=["OPTIONS"])
@sparql.route("/update", methods=["OPTIONS"])
def options() -> Response:
    """What a page of another origin may send."""
    return protocol.options(METHODS)
