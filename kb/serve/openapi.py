"""The service described as OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb import __version__
from kb.serve.listing import DATES, FILTERS, MOST, USUAL
from kb.serve.places import LISTS
from kb.store.named import NamedQuery

Json = dict[str, Any]
RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")


def _parameter(name: str, where: str, schema: Json, text: str, *, needed: bool = False) -> Json:
    return {
        "name": name,
        "in": where,
        "required": needed or where == "path",
        "schema": schema,
        "description": text,
    }


def _answers(media: Iterable[str], text: str) -> Json:
    problem = {
        "description": "A problem document (RFC 9457)",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    return {
        "200": {"description": text, "content": {kind: {} for kind in media}},
        "default": problem,
    }


def _list(plural: str) -> Json:
    whole: Json = {"type": "integer", "minimum": 1}
    parameters = [
        _parameter("page", "query", {**whole, "default": 1}, "Which page"),
        _parameter("size", "query", {**whole, "maximum": MOST, "default": USUAL}, "Things a page"),
    ]
    for name in FILTERS:
        schema: Json = {"type": "string", **({"format": "date"} if name in DATES else {})}
        parameters.append(_parameter(name, "query", schema, f"Only things that pass {name}"))
    return {
        "get": {
            "operationId": f"list-{plural}",
            "summary": f"The {plural} that the base holds",
            "parameters": parameters,
            "responses": _answers(("application/json", "application/ld+json"), "A page"),
        }
    }


def _document() -> Json:
    parameters = [
        _parameter("type", "path", {"type": "string"}, "person, meeting, agreement …"),
        _parameter("slug", "path", {"type": "string"}, "The rest of the thing's IRI"),
    ]
    media = ("text/html", "application/json", *GRAPHS)
    return {
        "get": {
            "operationId": "document",
            "summary": "What the base holds of a thing, each fact with the words it came from",
            "parameters": parameters,
            "responses": _answers(media, "The document"),
        }
    }


def _lookup() -> Json:
    parameters = [
        _parameter(name, "query", {"type": "string"}, text)
        for name, text in (
            ("qid", "A Wikidata identifier such as Q2821147"),
            ("iri", "An IRI of this base"),
            ("name", "A whole name or spelling"),
        )
    ]
    return {
        "get": {
            "operationId": "lookup",
            "summary": "Things by Wikidata identifier, IRI or name; give exactly one",
            "parameters": parameters,
            "responses": _answers(("application/json",), "What was found"),
        }
    }


def _sparql() -> Json:
    query = _parameter("query", "query", {"type": "string"}, "One SPARQL 1.1 query", needed=True)
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": {"type": "string"}},
    }
    content = {
        "application/x-www-form-urlencoded": {"schema": form},
        "application/sparql-query": {"schema": {"type": "string"}},
    }
    responses = _answers((*RESULTS, *GRAPHS), "The results")
    summary = "SPARQL 1.1 query; SERVICE and LOAD are refused"
    get = {"operationId": "sparql-get", "summary": summary, "parameters": [query]}
    post = {"operationId": "sparql-post", "summary": summary, "requestBody": {"content": content}}
    return {"get": {**get, "responses": responses}, "post": {**post, "responses": responses}}


def _update() -> Json:
    form = {
        "type": "object",
        "required": ["update"],
        "properties": {"update": {"type": "string"}},
    }
    content = {
        "application/x-www-form-urlencoded": {"schema": form},
        "application/sparql-update": {"schema": {"type": "string"}},
    }
    return {
        "post": {
            "operationId": "update",
            "summary": "One SPARQL 1.1 update, for holders of the token",
            "security": [{"token": []}],
            "requestBody": {"content": content},
            "responses": _written("204"),
        }
    }


def _written(*statuses: str) -> Json:
    problem = _answers((), "")["default"]
    done = {status: {"description": "Done and published"} for status in statuses}
    return {**done, "default": problem}


def _graphs() -> Json:
    which = [
        _parameter("graph", "query", {"type": "string", "format": "iri"}, "The graph's IRI"),
        _parameter("default", "query", {"type": "string"}, "Given without a value: the default"),
    ]
    body: Json = {"content": {media: {} for media in GRAPHS}}
    get: Json = {
        "operationId": "graph-get",
        "summary": "A whole graph",
        "parameters": which,
        "responses": _answers(GRAPHS, "The graph"),
    }
    operations: Json = {"get": get}
    for method, summary, statuses in (
        ("put", "Make a graph what the body says", ("201", "204")),
        ("post", "Add the body to a graph, or to a new one", ("201", "204")),
        ("delete", "Delete a graph", ("204",)),
    ):
        operations[method] = {
            "operationId": f"graph-{method}",
            "summary": f"{summary}, for holders of the token",
            "security": [{"token": []}],
            "parameters": which,
            "responses": _written(*statuses),
            **({} if method == "delete" else {"requestBody": body}),
        }
    return operations


def _described(name: str, summary: str) -> Json:
    answers = _answers(GRAPHS, summary)
    return {"get": {"operationId": name, "summary": summary, "responses": answers}}


def _named(query: NamedQuery) -> Json:
    parameters = [
        _parameter(p.name, "query", {"type": "string"}, p.kind, needed=p.required)
        for p in query.parameters
    ]
    return {
        "get": {
            "operationId": f"query-{query.name}",
            "summary": query.summary,
            "description": query.description,
            "tags": list(query.tags),
            "parameters": parameters,
            "responses": _answers(RESULTS, "The rows"),
        }
    }


def _simple(name: str, summary: str) -> Json:
    answers = _answers(("application/json",), summary)
    return {"get": {"operationId": name, "summary": summary, "responses": answers}}


def description(queries: Iterable[NamedQuery]) -> Json:
    """The OpenAPI document, with an operation for each named query."""
    problem = {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            **{name: {"type": "string"} for name in ("type", "title", "detail", "instance")},
            "status": {"type": "integer"},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Khabar", "version": __version__},
        "components": {
            "schemas": {"Problem": problem},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "paths": {
            "/doc/{type}/{slug}": _document(),
            **{f"/api/v1/{plural}": _list(plural) for plural in LISTS},
            "/api/v1/lookup": _lookup(),
            "/sparql": _sparql(),
            "/update": _update(),
            "/graphs": _graphs(),
            "/.well-known/void": _described("void", "The dataset in numbers"),
            "/.well-known/sparql-examples": _described("examples", "Queries that can be sent"),
            **{f"/queries/{query.name}": _named(query) for query in queries},
            "/health": _simple("health", "That the process answers"),
            "/ready": _simple("ready", "That a generation is open and answers"),
            "/openapi.json": _simple("openapi", "This document"),
        },
    }
