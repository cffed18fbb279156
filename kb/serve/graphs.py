"""`/graphs`: the Graph Store HTTP Protocol. Anybody reads; writes are for holders of the token.

A graph is named by `?graph=IRI`, `?default`, or by its own address: `/graphs/notes/one` is the
graph whose IRI is `graph/notes/one` in the base's namespace, whatever host serves it.
"""

from __future__ import annotations

import re
import secrets

from flask import Blueprint, Response, request
from rdflib import URIRef

from kb.errors import NotThere
from kb.jobs import Job, Kind
from kb.serve import protocol
from kb.serve.answers import asker
from kb.serve.problems import BadRequest
from kb.serve.protocol import opened
from kb.serve.service import service
from kb.serve.tags import conditions, fresh, tagged
from kb.serve.writing import authorise
from kb.store.base import Base
from kb.store.readers import GraphRequest

graphs = Blueprint("graphs", __name__)
METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
WRITES: dict[str, Kind] = {"PUT": "put", "POST": "post", "DELETE": "delete"}
IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+')
FORM_DATA = "multipart/form-data"


@graphs.route("/graphs", methods=["OPTIONS"])
@graphs.route("/graphs/<path:local>", methods=["OPTIONS"])
def options(local: str = "") -> Response:  # noqa: ARG001  the same for every graph
    """What a page of another origin may send."""
    return protocol.options(METHODS)


@graphs.route("/graphs", methods=["GET"], provide_automatic_options=False)
@graphs.route("/graphs/<path:local>", methods=["GET"], provide_automatic_options=False)
def read(local: str = "") -> Response:
    """A whole graph, streamed."""
    with service().follower.base() as base:
        graph = _named(local, base)
        if graph == "":
            raise BadRequest("say which graph: ?default, or ?graph= and its IRI")
        if graph is not None and not base.has_graph(URIRef(graph)):
            raise NotThere(f"there is no graph <{graph}>")
        wanted = protocol.media(request, request.args.get("format"), "CONSTRUCT")
        parts = ("graph", graph or "", wanted)
        known = fresh(base.generation, *parts)
    if known:
        return opened(known, METHODS)
    answer = service().pool.answer(GraphRequest(graph, wanted, *asker()))
    response = Response(answer.chunks, content_type=f"{answer.media}; charset=utf-8")
    response.headers["Khabar-Byte-Limit"] = str(answer.limits.bytes)
    return opened(tagged(response, answer.generation, *parts), METHODS)


@graphs.route("/graphs", methods=["PUT", "POST", "DELETE"], provide_automatic_options=False)
@graphs.route(
    "/graphs/<path:local>", methods=["PUT", "POST", "DELETE"], provide_automatic_options=False
)
def write(local: str = "") -> Response:
    """What became of a graph that was put, added to or deleted."""
    settings = service().settings
    authorise(request, settings)
    with service().follower.base() as base:
        graph = _named(local, base)
        minted = graph == ""
        if minted and request.method != "POST":
            raise BadRequest("say which graph: ?default, or ?graph= and its IRI")
        if minted:
            graph = f"{_root(base)}{secrets.token_hex(8)}"
        address = _address(graph, base)
    job = Job(
        kind=WRITES[request.method],
        base=address or request.base_url,
        graph=graph,
        parts=() if request.method == "DELETE" else _parts(settings.upload_bytes),
        conditions=conditions(request),
    )
    outcome = service().writes.run(job)
    response = Response(status=outcome.status)
    response.headers["Khabar-Generation"] = str(outcome.generation)
    if outcome.status == 201 and address:
        response.headers["Location"] = address
    return opened(response, METHODS)


def _root(base: Base) -> str:
    """What the IRI of a new graph begins with."""
    return f"{base.data}graph/" if base.plain else f"{base.data}graph/curated/"


def _address(graph: str | None, base: Base) -> str | None:
    """Where this service serves a graph; by its own address where it has one."""
    start = f"{base.data}graph/"
    if graph is None or not graph.startswith(start):
        return None
    return f"{request.url_root}graphs/{graph[len(start) :]}"


def _named(local: str, base: Base) -> str | None:
    """The IRI of the graph that a request names; None for the default graph, empty for none."""
    found = protocol.fields(request.query_string, strict=False)
    ways = [bool(local), "default" in found, "graph" in found]
    if sum(ways) > 1:
        raise BadRequest("name one graph: by ?default, by ?graph= or by its address")
    if "default" in found:
        return None
    iri = protocol.one(found["graph"], "graph") if "graph" in found else ""
    local = local or _own(iri)
    if local:
        iri = f"{base.data}graph/{local}"
    if iri and not IRI.fullmatch(iri):
        raise BadRequest(f"a graph is named by an absolute IRI, not {iri!r}")
    return iri


def _own(iri: str) -> str:
    """The rest of an address of this service's own graphs, as Location tells them."""
    start = f"{request.url_root}graphs/"
    return iri[len(start) :] if iri.startswith(start) else ""


def _parts(most: int) -> tuple[tuple[str, bytes], ...]:
    """The media type and content of the body, or of each part of a form."""
    if request.mimetype == FORM_DATA:
        files = [file for _, file in request.files.items(multi=True)]
        return tuple((file.mimetype, file.stream.read()) for file in files)
    protocol.utf8_only(request)
    raw = protocol.body(request, most)
    return ((request.mimetype, raw),) if raw or request.mimetype else ()
