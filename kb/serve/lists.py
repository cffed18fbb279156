"""Lists of things: `/people` for people, `/api/v1/people` for programs, and the look-up."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from rdflib import Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from kb.errors import NotThere
from kb.namespaces import SCHEMA
from kb.serve import negotiate
from kb.serve.listing import Result, links, listing, summary, window
from kb.serve.negotiate import HTML, JSON, JSONLD, Kind
from kb.serve.places import LISTS, Listed
from kb.serve.problems import BadRequest
from kb.serve.service import cached, json_response, service
from kb.serve.words import DIRECTION, words
from kb.store.base import Base

lists = Blueprint("lists", __name__)
STATES = ("status", "agreementStatus", "postStatus")


def _listed(plural: str) -> Listed:
    return LISTS.get(plural) or abort(404)


@lists.get("/<plural>")
def for_people(plural: str) -> Response:
    """A list of one kind in the representation that the request asks for."""
    listed = _listed(plural)
    return _answer(listed, negotiate.choose(request, negotiate.LISTING, JSONLD))


@lists.get("/api/v1/<plural>")
def for_programs(plural: str) -> Response:
    """A list of one kind as JSON."""
    return _answer(_listed(plural), negotiate.choose(request, (JSON, JSONLD), JSON))


def _answer(listed: Listed, kind: Kind) -> Response:
    language = negotiate.language(request)
    with service().follower.base() as base:
        result = listing(base, listed, window(request, base.data))
        rows = [summary(base, item) for item in result.items]
        if kind == HTML:
            response = _page(listed, result, rows, language)
        else:
            response = json_response(_collection(listed, result, rows), kind)
        for rel, path in links(result, request.path).items():
            response.headers.add("Link", f'<{request.host_url.rstrip("/")}{path}>; rel="{rel}"')
        response.headers["X-Total-Count"] = str(result.total)
        return cached(response, base, kind.name, language)


def _collection(listed: Listed, result: Result, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "Collection",
        "kind": listed.plural,
        "total": result.total,
        "page": result.window.page,
        "size": result.window.size,
        "links": links(result, request.path),
        "items": rows,
    }


def _row(row: dict[str, Any], language: str) -> dict[str, Any]:
    names = row["name"]
    tag = next((tag for tag in (language, "en", "fr", "ar") if tag in names), None)
    tag = tag or next(iter(names), "en")
    dates = ("date", "expectedDate", "signedDate", "published")
    return {
        "url": row["url"],
        "label": names.get(tag, row["id"].rpartition("/")[2]),
        "tag": tag,
        "when": next((row[key] for key in dates if key in row), None),
        "state": next((f"{k}-{row[k]}" for k in STATES if k in row), ""),
    }


def _page(listed: Listed, result: Result, rows: list[dict[str, Any]], language: str) -> Response:
    text = render_template(
        "list.html",
        plural=listed.plural,
        result=result,
        rows=[_row(row, language) for row in rows],
        links=links(result, request.path),
        w=words(language),
        language=language,
        direction=DIRECTION[language],
    )
    return Response(text, content_type="text/html; charset=utf-8")


def _found(base: Base, patterns: list[tuple[URIRef, Node]]) -> list[URIRef]:
    things = {s for p, o in patterns for s, _, _ in base.triples(None, p, o)}
    return sorted(URIRef(str(thing)) for thing in things)


@lists.get("/api/v1/lookup")
def lookup() -> Response:
    """What the base holds under a Wikidata identifier, an IRI or a whole name."""
    given = {k: v for k in ("qid", "iri", "name") if (v := request.args.get(k))}
    if len(given) != 1 or set(request.args) - {"qid", "iri", "name", "format"}:
        raise BadRequest("give exactly one of qid (Q2821147), iri or name")
    ((key, text),) = given.items()
    with service().follower.base() as base:
        found = _look(base, key, text)
        if not found:
            raise NotThere(f"this base holds nothing with the {key} {text!r}")
        rows = [summary(base, thing) for thing in found]
        return cached(json_response({"total": len(rows), "items": rows}), base, "lookup")


def _look(base: Base, key: str, text: str) -> list[URIRef]:
    if key == "qid":
        if not (text.startswith("Q") and text[1:].isascii() and text[1:].isdigit()):
            raise BadRequest(f"qid must look like Q2821147, not {text!r}")
        return _found(base, [(SCHEMA.sameAs, URIRef(f"http://www.wikidata.org/entity/{text}"))])
    if key == "iri":
        iri = URIRef(text)
        return [iri] if any(base.triples(iri, None, None)) else []
    names = [Literal(text, lang=tag) for tag in negotiate.LANGUAGES]
    return _found(base, [(p, name) for p in (SKOS.prefLabel, SKOS.altLabel) for name in names])
