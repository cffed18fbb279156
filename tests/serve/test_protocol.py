"""The tests of the SPARQL 1.1 Protocol's list, each written from the specification.

https://www.w3.org/TR/sparql11-protocol/; the names are those of the W3C list.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

import pytest
from rdflib import Graph

from tests.running import BEARER, Client, Reply

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
G = "http://data.example/graphs/"
ONE, TWO, THREE = (f"{G}{number}" for number in (1, 2, 3))
ARABIC = "http://data.example/شخص/الحموشي"
BOTH = f"ASK {{ <{ONE}> a ?t . <{TWO}> a ?u }}"
NAMED = f"ASK {{ GRAPH ?g {{ <{ONE}> a ?t }} GRAPH ?h {{ <{TWO}> a ?u }} }}"


def update(plain: Client, text: str, **dataset: str | tuple[str, ...]) -> Reply:
    return plain.request("POST", f"/update{_query(dataset)}", text.encode(), {**UPDATE, **BEARER})


def ask(plain: Client, query: str, **dataset: str | tuple[str, ...]) -> bool:
    reply = plain.request("POST", f"/sparql{_query(dataset)}", query.encode(), QUERY)
    assert reply.status == 200, reply.text
    return bool(reply.json()["boolean"])


def _query(dataset: Mapping[str, str | tuple[str, ...]]) -> str:
    fields = {name.replace("_", "-"): value for name, value in dataset.items()}
    return f"?{urlencode(fields, doseq=True)}" if fields else ""


@pytest.fixture(scope="module")
def data(plain: Client) -> Client:
    """Three graphs, each of which says what the thing of its own name is."""
    blocks = " ".join(f"GRAPH <{iri}> {{ <{iri}> a <{G}Thing> }}" for iri in (ONE, TWO, THREE))
    assert update(plain, f"DROP ALL ; INSERT DATA {{ {blocks} }}").status == 204
    return plain


# ---- queries ---------------------------------------------------------------------------------
def test_query_get(data: Client) -> None:
    reply = data.request("GET", f"/sparql?query={quote('ASK {}')}&default-graph-uri={quote(ONE)}")
    assert (reply.status, reply.json()["boolean"]) == (200, True)


def test_query_post_form(data: Client) -> None:
    path = f"/sparql?default-graph-uri={quote(ONE)}"
    reply = data.request("POST", path, b"query=ASK%20%7B%7D", FORM)
    assert (reply.status, reply.json()["boolean"]) == (200, True)


def test_query_post_direct(data: Client) -> None:
    reply = data.request("POST", "/sparql", b"ASK {}", QUERY)
    assert (reply.status, reply.json()["boolean"]) == (200, True)


def test_query_dataset_default_graph(data: Client) -> None:
    one = f"ASK {{ <{ONE}> a ?t }}"
    assert ask(data, one, default_graph_uri=ONE)
    assert not ask(data, one, default_graph_uri=TWO)
    assert not ask(data, one)


def test_query_dataset_default_graphs_get(data: Client) -> None:
    fields = urlencode({"query": BOTH, "default-graph-uri": (ONE, TWO)}, doseq=True)
    assert data.request("GET", f"/sparql?{fields}").json()["boolean"] is True


def test_query_dataset_default_graphs_post(data: Client) -> None:
    assert ask(data, BOTH, default_graph_uri=(ONE, TWO))
    assert not ask(data, BOTH, default_graph_uri=(ONE, THREE))


def test_query_dataset_named_graphs_get(data: Client) -> None:
    fields = urlencode({"query": NAMED, "named-graph-uri": (ONE, TWO)}, doseq=True)
    assert data.request("GET", f"/sparql?{fields}").json()["boolean"] is True


def test_query_dataset_named_graphs_post(data: Client) -> None:
    assert ask(data, NAMED, named_graph_uri=(ONE, TWO))
    assert not ask(data, NAMED, named_graph_uri=ONE)


def test_query_dataset_full(data: Client) -> None:
    query = f"ASK {{ <{THREE}> a ?s GRAPH ?g {{ <{ONE}> a ?t }} GRAPH ?h {{ <{TWO}> a ?u }} }}"
    assert ask(data, query, default_graph_uri=THREE, named_graph_uri=(ONE, TWO))
    assert not ask(data, query, default_graph_uri=ONE, named_graph_uri=(ONE, TWO))


def test_query_dataset_in_the_form(data: Client) -> None:
    fields = {"query": BOTH, "default-graph-uri": (ONE, TWO)}
    reply = data.request("POST", "/sparql", urlencode(fields, doseq=True).encode(), FORM)
    assert reply.json()["boolean"] is True


def test_query_multiple_dataset(data: Client) -> None:
    query = f"ASK FROM <{THREE}> {{ GRAPH ?g {{ <{ONE}> a ?t }} GRAPH ?h {{ <{TWO}> a ?u }} }}"
    assert ask(data, query, named_graph_uri=(ONE, TWO))
    assert not ask(data, f"ASK FROM <{THREE}> {{ <{THREE}> a ?t }}", default_graph_uri=ONE)


@pytest.mark.parametrize(
    ("query", "media"),
    [
        ("SELECT (1 AS ?value) {}", {"json", "xml"}),
        ("ASK {}", {"json", "xml"}),
    ],
    ids=["select", "ask"],
)
def test_query_content_type_of_results(data: Client, query: str, media: set[str]) -> None:
    reply = data.request("POST", "/sparql", query.encode(), QUERY)
    assert reply.media in {f"application/sparql-results+{name}" for name in media}


@pytest.mark.parametrize(
    "query",
    ["DESCRIBE <http://example.org/>", "CONSTRUCT { <s> <p> 1 } WHERE {}"],
    ids=["describe", "construct"],
)
def test_query_content_type_of_graphs(data: Client, query: str) -> None:
    reply = data.request("POST", "/sparql", query.encode(), QUERY)
    assert reply.media == "text/turtle"
    Graph().parse(data=reply.body, format="turtle")


# ---- updates ---------------------------------------------------------------------------------
def test_update_post_form(plain: Client) -> None:
    reply = plain.request("POST", "/sparql", b"update=CLEAR+ALL", {**FORM, **BEARER})
    assert reply.status == 204


@pytest.mark.parametrize("path", ["/sparql", "/update"])
def test_update_post_direct(plain: Client, path: str) -> None:
    assert plain.request("POST", path, b"CLEAR ALL", {**UPDATE, **BEARER}).status == 204


def filled(*graphs: str) -> str:
    blocks = " ".join(f"GRAPH <{iri}> {{ <{iri}> a <{G}Thing> }}" for iri in graphs)
    return f"DROP ALL ; INSERT DATA {{ {blocks} }} ;"


def found(iri: str) -> str:
    return f"ASK {{ GRAPH <{G}out> {{ <{iri}> a <{G}Found> }} }}"


def test_update_dataset_default_graph(plain: Client) -> None:
    text = (
        f"{filled(ONE, TWO)} INSERT {{ GRAPH <{G}out> {{ ?s a <{G}Found> }} }} WHERE {{ ?s a ?t }}"
    )
    assert update(plain, text, using_graph_uri=ONE).status == 204
    assert ask(plain, found(ONE))
    assert not ask(plain, found(TWO))


def test_update_dataset_default_graphs(plain: Client) -> None:
    text = (
        f"{filled(ONE, TWO, THREE)}"
        f"INSERT {{ GRAPH <{G}out> {{ ?s a <{G}Found> }} }} WHERE {{ ?s a ?t }}"
    )
    assert update(plain, text, using_graph_uri=(ONE, TWO)).status == 204
    assert [ask(plain, found(iri)) for iri in (ONE, TWO, THREE)] == [True, True, False]


def test_update_dataset_named_graphs(plain: Client) -> None:
    text = (
        f"{filled(ONE, TWO, THREE)}"
        f"INSERT {{ GRAPH <{G}out> {{ ?s a <{G}Found> }} }} WHERE {{ GRAPH ?g {{ ?s a ?t }} }}"
    )
    assert update(plain, text, using_named_graph_uri=(ONE, TWO)).status == 204
    assert [ask(plain, found(iri)) for iri in (ONE, TWO, THREE)] == [True, True, False]


def test_update_dataset_full(plain: Client) -> None:
    text = (
        f"{filled(ONE, TWO, THREE)} INSERT {{ GRAPH <{G}out> {{ ?s <{G}in> ?in }} }} WHERE {{ "
        f"{{ GRAPH ?in {{ ?s a ?t }} }} UNION {{ ?s a ?t BIND('default' AS ?in) }} }}"
    )
    assert update(plain, text, using_graph_uri=ONE, using_named_graph_uri=TWO).status == 204
    rows = plain.rows(f"SELECT ?s ?in WHERE {{ GRAPH <{G}out> {{ ?s <{G}in> ?in }} }}")
    assert {(row["s"], row["in"]) for row in rows} == {(ONE, "default"), (TWO, TWO)}


def test_update_dataset_of_delete_where(plain: Client) -> None:
    text = f"{filled(ONE, TWO)} INSERT DATA {{ <{ONE}> a <{G}Thing> }} ; DELETE WHERE {{ ?s a ?t }}"
    assert update(plain, text, using_graph_uri=TWO).status == 204
    assert ask(plain, f"ASK {{ <{ONE}> a ?t }}")


def test_update_base_uri(plain: Client) -> None:
    text = f"CLEAR ALL ; INSERT DATA {{ GRAPH <{G}b> {{ <{G}s> <{G}p> <test> }} }}"
    assert update(plain, text).status == 204
    assert ask(
        plain, f"ASK {{ GRAPH <{G}b> {{ ?s ?p ?o FILTER(isIRI(?o) && STR(?o) != 'test') }} }}"
    )


@pytest.mark.parametrize("way", ["direct", "form", "get"])
def test_arabic_iris_come_through_percent_encoded_and_not(plain: Client, way: str) -> None:
    assert update(plain, f"CLEAR ALL ; INSERT DATA {{ <{ARABIC}> a <{G}Thing> }}").status == 204
    query = f"ASK {{ <{ARABIC}> a <{G}Thing> }}"
    encoded = urlencode({"query": query}).encode()
    reply = {
        "direct": lambda: plain.request("POST", "/sparql", query.encode(), QUERY),
        "form": lambda: plain.request("POST", "/sparql", encoded, FORM),
        "get": lambda: plain.request("GET", f"/sparql?{encoded.decode()}"),
    }[way]()
    assert reply.json()["boolean"] is True


def test_what_is_percent_encoded_is_decoded_once(plain: Client) -> None:
    twice = quote(ARABIC, safe=":/")
    assert update(plain, f"CLEAR ALL ; INSERT DATA {{ <{twice}> a <{G}Thing> }}").status == 204
    assert not ask(plain, f"ASK {{ <{ARABIC}> a ?t }}")
    reply = plain.request("GET", f"/sparql?{urlencode({'query': f'ASK {{ <{twice}> a ?t }}'})}")
    assert reply.json()["boolean"] is True


def test_a_graph_of_the_dataset_may_have_an_arabic_name(plain: Client) -> None:
    text = f"CLEAR ALL ; INSERT DATA {{ GRAPH <{ARABIC}> {{ <{ONE}> a <{G}Thing> }} }}"
    assert update(plain, text).status == 204
    assert ask(plain, f"ASK {{ <{ONE}> a ?t }}", default_graph_uri=ARABIC)


# ---- refusals --------------------------------------------------------------------------------
UTF16 = {"Content-Type": "application/sparql-query; charset=UTF-16"}
UPDATE_UTF16 = {"Content-Type": "application/sparql-update; charset=UTF-16"}
CONFLICT = (
    f"WITH <{ONE}> DELETE {{ ?s <{G}p> 'a' }} INSERT {{ ?s <{G}p> 'b' }} WHERE {{ ?s <{G}p> 'a' }}"
)
USING = f"DELETE {{ ?s a ?t }} USING <{ONE}> WHERE {{ ?s a ?t }}"
REFUSED: dict[str, tuple[str, str, bytes, dict[str, str]]] = {
    "bad_query_method": ("PUT", "/sparql?query=ASK%20%7B%7D", b"", FORM),
    "bad_multiple_queries": ("GET", "/sparql?query=ASK%7B%7D&query=SELECT%2A%7B%7D", b"", {}),
    "bad_query_twice": ("POST", "/sparql?query=ASK%7B%7D", b"ASK {}", QUERY),
    "bad_query_and_update": ("POST", "/sparql?query=ASK%7B%7D", b"CLEAR ALL", UPDATE),
    "bad_query_wrong_media_type": ("POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}),
    "bad_query_missing_form_type": ("POST", "/sparql", b"query=ASK%20%7B%7D", {}),
    "bad_query_missing_direct_type": ("POST", "/sparql", b"ASK {}", {}),
    "bad_query_non_utf8": ("POST", "/sparql", "ASK {}".encode("utf-16"), UTF16),
    "bad_query_not_what_it_says": ("POST", "/sparql", b"ASK { ?s ?p '\xe9' }", QUERY),
    "bad_query_syntax": ("GET", "/sparql?query=ASK%20%7B", b"", {}),
    "bad_update_get": ("GET", "/sparql?update=CLEAR%20ALL", b"", {}),
    "bad_multiple_updates": ("POST", "/sparql", b"update=CLEAR+NAMED&update=CLEAR+DEFAULT", FORM),
    "bad_update_wrong_media_type": ("POST", "/sparql", b"CLEAR ALL", {"Content-Type": "text/n3"}),
    "bad_update_missing_form_type": ("POST", "/sparql", b"update=CLEAR%20NAMED", {}),
    "bad_update_non_utf8": ("POST", "/sparql", "CLEAR ALL".encode("utf-16"), UPDATE_UTF16),
    "bad_update_syntax": ("POST", "/sparql", b"update=CLEAR%20XYZ", FORM),
    "bad_update_dataset_conflict": (
        "POST", f"/sparql?using-named-graph-uri={quote(ONE)}", CONFLICT.encode(), UPDATE,
    ),
    "bad_update_using_conflict": (
        "POST", f"/sparql?using-graph-uri={quote(ONE)}", USING.encode(), UPDATE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused(plain: Client, name: str) -> None:
    method, path, body, headers = REFUSED[name]
    reply = plain.request(method, path, body or None, {**headers, **BEARER})
    assert 400 <= reply.status < 500, reply.text
    assert reply.media == "application/problem+json"
    assert reply.json()["detail"]
    assert reply.headers["access-control-allow-origin"] == "*"
