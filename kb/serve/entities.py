"""Things and their documents: `/id/…` leads to `/doc/…`, which speaks HTML, JSON-LD and RDF."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from rdflib import URIRef
from rdflib.namespace import DCTERMS
from werkzeug.wrappers import Response as BaseResponse

from kb.errors import NotThere
from kb.namespaces import KB, PREFIXES
from kb.serve import negotiate
from kb.serve.documents import Document, document
from kb.serve.jsonld import tree
from kb.serve.negotiate import HTML, JSON, JSONLD, NTRIPLES, RDFXML, TURTLE, Kind
from kb.serve.pages import page
from kb.serve.places import iri_of, path_of
from kb.serve.problems import Gone
from kb.serve.service import cached, json_response, service
from kb.serve.words import DIRECTION, words
from kb.store.base import Base

entities = Blueprint("entities", __name__)
SYNTAX = {TURTLE: "turtle", NTRIPLES: "nt", RDFXML: "pretty-xml"}


def _heir(base: Base, iri: URIRef) -> URIRef | None:
    """The thing that an old IRI was merged into."""
    for _, _, heir in base.triples(iri, DCTERMS.isReplacedBy, None):
        return URIRef(str(heir))
    return None


def _refuse_retracted(base: Base, iri: URIRef) -> None:
    for _, _, reason in base.triples(iri, KB.retracted, None):
        raise Gone(f"{iri} was taken out of this base: {reason}")


@entities.get("/id/<path:local>")
def thing(local: str) -> BaseResponse:
    """303 to the document of a thing, 308 to the thing it was merged into."""
    with service().follower.base() as base:
        iri = iri_of(local, base.data)
        heir = _heir(base, iri)
        if heir:
            return redirect(f"/id/{str(heir)[len(base.data) :]}", 308)
        _refuse_retracted(base, iri)
        if not any(base.triples(iri, None, None)):
            raise NotThere(f"this base holds nothing of the IRI {iri}")
        response = redirect(path_of(iri, base.data) or "/", 303)
        response.vary.update(("Accept", "Accept-Language"))
        return response


@entities.get("/doc/<path:local>")
def show(local: str) -> Response:
    """The document of a thing in the representation that the request asks for."""
    stem, fixed = negotiate.by_extension(local, negotiate.DOCUMENT)
    kind = fixed or negotiate.choose(request, negotiate.DOCUMENT, JSONLD)
    language = negotiate.language(request)
    with service().follower.base() as base:
        iri = iri_of(stem, base.data)
        _refuse_retracted(base, iri)
        found = document(base, iri, base.data)
        if found is None:
            raise NotThere(f"this base holds nothing of the IRI {iri}")
        response = _represent(found, base, kind, language)
        _link(response, stem, kind)
        return cached(response, base, kind.name, language)


def _represent(found: Document, base: Base, kind: Kind, language: str) -> Response:
    if kind == HTML:
        return _html(found, base, language)
    if kind in (JSON, JSONLD):
        local = path_of(found.root, base.data)
        body = {**tree(found.graph, found.root, service().context), "url": local}
        return json_response(body, kind)
    for prefix, namespace in PREFIXES.items():
        found.graph.bind(prefix, str(namespace), override=True)
    text = found.graph.serialize(format=SYNTAX[kind], encoding="utf-8")
    return Response(text, content_type=f"{kind.media}; charset=utf-8")


def _html(found: Document, base: Base, language: str) -> Response:
    text = render_template(
        "entity.html",
        page=page(found, base.data, language),
        w=words(language),
        language=language,
        direction=DIRECTION[language],
        path=path_of(found.root, base.data),
        generation=base.generation,
    )
    response = Response(text, content_type="text/html; charset=utf-8")
    response.content_language.add(language)
    return response


def _link(response: Response, stem: str, kind: Kind) -> None:
    response.headers["Content-Location"] = f"/doc/{stem}.{kind.extension}".encode().decode("latin1")
    for other in negotiate.DOCUMENT:
        if other != kind:
            value = f'</doc/{stem}.{other.extension}>; rel="alternate"; type="{other.media}"'
            response.headers.add("Link", value)
    response.headers.add("Link", f'</id/{stem}>; rel="describes"')
