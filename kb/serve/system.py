"""Describing and running the service: health, readiness, the home page, the ontology, OpenAPI."""

from __future__ import annotations

import re

from flask import Blueprint, Response, render_template, request, send_file

from kb import __version__
from kb.errors import KhabarError, NotThere, StoreFault
from kb.serve import negotiate, problems
from kb.serve.listing import Window, listing
from kb.serve.openapi import description
from kb.serve.places import LISTS
from kb.serve.service import cached, dumps, service
from kb.serve.words import DIRECTION, words

system = Blueprint("system", __name__)


def _json(value: object, status: int = 200) -> Response:
    response = Response(dumps(value), status=status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


@system.get("/health")
def health() -> Response:
    """That the process answers, with its version."""
    store = "remote" if service().settings.sparql_url else "embedded"
    return _json({"status": "ok", "version": __version__, "store": store})


@system.get("/ready")
def ready() -> Response:
    """That a generation is open and answers; a 503 problem document where none is."""
    with service().follower.base() as base:
        if not any(base.triples(None, None, None)):
            raise StoreFault("the current generation holds nothing; ingest something first")
        published = base.published.isoformat()
        return _json({"status": "ready", "generation": base.generation, "published": published})


@system.get("/")
def home() -> Response:
    """The first page: what the base holds and the questions that stand ready."""
    language = negotiate.language(request)
    with service().follower.base() as base:
        everything = Window(1, 1, {}, {})
        totals = [
            (entry.plural, listing(base, entry, everything).total) for entry in LISTS.values()
        ]
        text = render_template(
            "home.html",
            totals=[pair for pair in totals if pair[1]],
            queries=service().queries.values(),
            generation=base.generation,
            **_frame(language),
        )
        response = Response(text, content_type="text/html; charset=utf-8")
        return cached(response, base, "home", language)


def _frame(language: str) -> dict[str, object]:
    return {"w": words(language), "language": language, "direction": DIRECTION[language]}


@system.get("/openapi.json")
def openapi() -> Response:
    """The description of the service as OpenAPI 3.1."""
    response = _json(description(service().queries.values()))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@system.get("/ontology")
def ontology() -> Response:
    """The ontology in Turtle."""
    return _file("kb.ttl", "text/turtle")


@system.get("/ontology/context.jsonld")
def context() -> Response:
    """The JSON-LD context, which any page of any origin may read."""
    response = _file("context.jsonld", "application/ld+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _file(name: str, media: str) -> Response:
    path = service().settings.ontology / name
    return send_file(path.resolve(), mimetype=media, conditional=True, max_age=3600)


def _families(cls: type[KhabarError]) -> list[type[KhabarError]]:
    return [cls, *(found for sub in cls.__subclasses__() for found in _families(sub))]


@system.get("/problems/<name>")
def problem(name: str) -> Response:
    """What a problem's `type` means, in a sentence."""
    known = {problems.name(cls): cls for cls in _families(KhabarError)}
    if name not in known:
        raise NotThere(f"no problem is called {name!r}; known are {', '.join(sorted(known))}")
    text = re.sub(r"\s+", " ", known[name].__doc__ or "").strip()
    return _json({"type": f"/problems/{name}", "status": known[name].http_status, "means": text})
