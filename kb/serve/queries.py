"""`/queries/{name}`: each file of `queries/` as a documented, typed, paged operation."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from kb.serve.answers import asker, respond
from kb.serve.problems import BadRequest
from kb.serve.protocol import media
from kb.serve.service import dumps, service
from kb.store.named import NamedQuery, named
from kb.store.readers import QueryRequest

queries = Blueprint("queries", __name__)
OWN = ("format", "page")


@queries.get("/queries")
def index() -> Response:
    """The named queries with what each takes."""
    found = [_described(query) for query in service().queries.values()]
    response = Response(dumps({"total": len(found), "items": found}))
    response.content_type = "application/json; charset=utf-8"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _described(query: NamedQuery) -> dict[str, object]:
    parameters = [
        {
            "name": parameter.name,
            "kind": parameter.kind,
            "required": parameter.required,
            "default": parameter.default,
        }
        for parameter in query.parameters
    ]
    return {
        "name": query.name,
        "url": f"/queries/{query.name}",
        "summary": query.summary,
        "description": query.description,
        "parameters": parameters,
    }


def _values(arguments: MultiDict[str, str]) -> dict[str, str]:
    repeated = [name for name in arguments if len(arguments.getlist(name)) > 1]
    if repeated:
        raise BadRequest(f"{repeated[0]} is given more than once")
    return {name: text for name, text in arguments.items() if name not in OWN}


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1_000_000):
        raise BadRequest(f"page must be a whole number from 1, not {text!r}")
    return int(text)


@queries.get("/queries/<name>")
def run(name: str) -> Response:
    """The answer of a named query; `/queries/name.csv` is that of `?format=csv`."""
    stem, _, ending = name.partition(".")
    query = named(service().queries, stem)
    page = _page(request.args.get("page", "1"))
    bound = query.bound(_values(request.args), page)
    wanted = media(request, ending or request.args.get("format"), bound.form)
    name, line = asker()
    return respond(QueryRequest(bound, wanted, client=name, line=line))
