"""Where the service describes itself in RDF: the bare endpoint, VoID, examples of queries."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from rdflib import Graph

from kb.serve import negotiate, protocol
from kb.serve.described import Addresses, examples, service_description, void_description
from kb.serve.negotiate import HTML, JSONLD, NTRIPLES, RDFXML, TURTLE, Kind
from kb.serve.protocol import opened
from kb.serve.service import cached, service
from kb.serve.words import DIRECTION, words

describing = Blueprint("describing", __name__)
KINDS = (TURTLE, JSONLD, RDFXML, NTRIPLES)
SYNTAX = {TURTLE: "turtle", JSONLD: "json-ld", RDFXML: "xml", NTRIPLES: "nt"}
METHODS = "GET, HEAD, OPTIONS"
WELL_KNOWN = ("void", "sparql-examples")
EXAMPLE = """PREFIX kb: <https://w3id.org/khabar#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?meeting ?who ?name ?date WHERE {
  ?meeting kb:participant <https://w3id.org/khabar/id/person/abdellatif-hammouchi>, ?who .
  ?who skos:prefLabel ?name .
  OPTIONAL { ?meeting kb:date ?date }
  FILTER(LANG(?name) = "en" && ?who != <https://w3id.org/khabar/id/person/abdellatif-hammouchi>)
}
"""


def _at() -> Addresses:
    return Addresses(request.url_root, service().settings.licence)


def _rdf(graph: Graph, kind: Kind) -> Response:
    text = graph.serialize(format=SYNTAX[kind], encoding="utf-8")
    return Response(text, content_type=f"{kind.media}; charset=utf-8")


def describe_service() -> Response:
    """What the endpoint is: in RDF, and for browsers a page that sends a query."""
    kind = negotiate.choose(request, (*KINDS, HTML), TURTLE)
    language = negotiate.language(request)
    with service().follower.base() as base:
        if kind == HTML:
            response = _page(language)
        else:
            held = service().statistics.of(base)
            updates = service().settings.token is not None
            response = _rdf(service_description(base, held, _at(), updates=updates), kind)
        return opened(cached(response, base, kind.name, language, request.url_root), METHODS)


def _page(language: str) -> Response:
    text = render_template(
        "sparql.html",
        example=EXAMPLE,
        w=words(language),
        language=language,
        direction=DIRECTION[language],
    )
    return Response(text, content_type="text/html; charset=utf-8")


@describing.get("/.well-known/void", provide_automatic_options=False)
def void() -> Response:
    """The dataset as VoID, counted once a generation."""
    kind = negotiate.choose(request, KINDS, TURTLE)
    with service().follower.base() as base:
        graph = void_description(base, service().statistics.of(base), _at())
        return opened(cached(_rdf(graph, kind), base, kind.name, request.url_root), METHODS)


@describing.get("/.well-known/sparql-examples", provide_automatic_options=False)
def sparql_examples() -> Response:
    """The named queries as examples that can be sent as they stand."""
    kind = negotiate.choose(request, KINDS, TURTLE)
    with service().follower.base() as base:
        graph = examples(service().queries.values(), _at())
        return opened(cached(_rdf(graph, kind), base, kind.name, request.url_root), METHODS)


@describing.route("/.well-known/void", methods=["OPTIONS"])
@describing.route("/.well-known/sparql-examples", methods=["OPTIONS"])
def options() -> Response:
    """What a page of another origin may send."""
    return protocol.options(METHODS)
