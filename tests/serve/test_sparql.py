"""The SPARQL endpoint over real HTTP."""

from __future__ import annotations

import time
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from tests.engines import EVERYWHERE
from tests.running import Client, Reply, served

PLACES = EVERYWHERE
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
HELD = """PREFIX kb: <https://w3id.org/khabar#>
SELECT ?m ?who WHERE { ?m kb:participant <https://w3id.org/khabar/id/person/abdellatif-hammouchi> ,
  ?who }"""
GRAPH = "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 5"
ARABIC = 'SELECT ?s WHERE { ?s ?p "عبد اللطيف حموشي"@ar }'
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def by_get(service: Client, query: str) -> Reply:
    return service.sparql(query)


def by_form(service: Client, query: str) -> Reply:
    return service.request("POST", "/sparql", urlencode({"query": query}).encode(), FORM)


def by_post(service: Client, query: str) -> Reply:
    return service.request("POST", "/sparql", query.encode(), DIRECT)


@pytest.mark.parametrize("send", [by_get, by_form, by_post])
@pytest.mark.parametrize("query", [HELD, ARABIC])
def test_a_query_is_answered_by_every_way(service: Client, send: object, query: str) -> None:
    reply = send(service, query)  # type: ignore[operator]
    assert (reply.status, reply.media) == (200, "application/sparql-results+json")
    assert len(reply.json()["results"]["bindings"]) > 0


@pytest.mark.parametrize(
    ("accept", "start"),
    [("application/sparql-results+json", b'{"head"'), ("application/sparql-results+xml", b"<?xml"),
     ("text/csv", b"m,who\r\n"), ("text/tab-separated-values", b"?m\t?who\n")],
)  # fmt: skip
def test_rows_come_in_every_form(service: Client, accept: str, start: bytes) -> None:
    reply = service.sparql(HELD, accept)
    assert reply.media == accept
    assert reply.body.startswith(start)


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_graphs_come_in_every_form(service: Client, accept: str) -> None:
    reply = service.sparql(GRAPH, accept)
    assert reply.media == accept
    syntax = ox.RdfFormat.from_media_type(accept)
    assert syntax is not None
    assert len(list(ox.parse(reply.body, syntax))) == 5


def test_limits_are_told_before_the_answer(service: Client) -> None:
    headers = service.sparql(HELD).headers
    assert int(headers["khabar-row-limit"]) > 0
    assert int(headers["khabar-byte-limit"]) > 0
    assert headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { service SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:9/>",
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
    ],
)
def test_no_query_looks_outward_or_writes(service: Client, query: str) -> None:
    reply = service.sparql(query)
    assert reply.media == "application/problem+json"
    assert reply.status in (400, 403)
    assert reply.json()["detail"]


def test_the_same_words_pass_where_they_are_only_words(service: Client) -> None:
    query = 'SELECT ?s WHERE { ?s ?p "SERVICE LOAD" } # SERVICE'
    assert service.sparql(query).status == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, 400),
        ("GET", "/sparql?update=x", None, {}, 400),
        ("GET", "/sparql?x=1", None, {}, 400),
        ("GET", "/sparql?query=nonsense", None, {}, 400),
        ("GET", "/sparql?query=%FF", None, {}, 400),
        ("POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}, 415),
        ("POST", "/sparql", b"ASK {}", {}, 415),
        ("POST", "/sparql", b"\xff", DIRECT, 400),
        ("POST", "/sparql", b"x=1", FORM, 400),
        ("POST", "/sparql", b"x", {"Content-Type": "application/sparql-update"}, 403),
        ("POST", "/sparql", b"ASK {}" + b" " * 400_000, DIRECT, 413),
        ("PUT", "/sparql", b"", {}, 405),
    ],
)
def test_a_wrong_request_is_refused_with_its_status(
    service: Client, method: str, path: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    reply = service.request(method, path, body, headers)
    assert (reply.status, reply.media) == (status, "application/problem+json")
    assert reply.json()["status"] == status


def test_named_graphs_of_the_protocol_replace_those_of_the_query(service: Client) -> None:
    article = service.get("/api/v1/articles", size="1").json()["items"][0]["id"]
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/khabar#Report> }"
    inside = service.sparql(query, **{"default-graph-uri": article}).json()
    outside = service.sparql(query).json()
    assert int(inside["results"]["bindings"][0]["n"]["value"]) > 10
    assert int(outside["results"]["bindings"][0]["n"]["value"]) == 0


def test_the_deadline_ends_work_and_others_go_on(retold_home: object) -> None:
    with served(retold_home, KB_QUERY_SECONDS="1") as client:  # type: ignore[arg-type]
        started = time.monotonic()
        reply = client.sparql(SLOW)
        assert reply.media == "application/problem+json"
        assert reply.status in {503, 504}
        assert time.monotonic() - started < 10
        assert client.rows(HELD)
