"""What the engines do with the same data: the facts that docs/operations.md tells of them."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest

from tests.engines import Engine

G = "http://example.org/خبر"


def put(engine: Engine, graph: str, triples: str) -> None:
    engine.update(
        f"PREFIX : <http://example.org/> INSERT DATA {{ GRAPH <{graph}> {{ {triples} }} }}"
    )


def cells(found: Any, name: str = "o") -> list[str]:
    return sorted(row[name]["value"] for row in found["results"]["bindings"])


def test_an_engine_starts_empty_and_keeps_what_it_is_given(engine: Engine) -> None:
    query = f"SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o }} }}"
    assert cells(engine.query(query)) == []
    put(engine, G, ':أ :p "خبر"@ar')
    assert cells(engine.query(query)) == ["خبر"]
    engine.wipe()
    assert cells(engine.query(query)) == []


ONE, TWO, NOWHERE = (f"http://example.org/{name}" for name in ("one", "two", "nowhere"))
BARE = "SELECT ?o {dataset} {{ ?s <http://example.org/p> ?o }}"
NAMED = "SELECT ?o {dataset} {{ GRAPH ?g {{ ?s <http://example.org/p> ?o }} }}"


@pytest.fixture
def two(engine: Engine) -> Engine:
    """An engine with a triple in each of two graphs."""
    put(engine, ONE, ':s :p "1"')
    put(engine, TWO, ':s :p "2"')
    return engine


def test_a_dataset_that_names_both_kinds_is_that_dataset(two: Engine) -> None:
    given = {"default_graph_uri": ONE, "named_graph_uri": TWO}
    assert cells(two.query(BARE.format(dataset=""), **given)) == ["1"]
    assert cells(two.query(NAMED.format(dataset=""), **given)) == ["2"]


def test_a_graph_that_is_not_there_stands_for_an_empty_half_of_a_dataset(two: Engine) -> None:
    some, none = {"default_graph_uri": ONE}, {"default_graph_uri": NOWHERE}
    assert cells(two.query(NAMED.format(dataset=""), **some, named_graph_uri=NOWHERE)) == []
    assert cells(two.query(BARE.format(dataset=""), **none, named_graph_uri=TWO)) == []


def test_default_graphs_alone_leave_virtuoso_all_named_ones(two: Engine) -> None:
    found = cells(two.query(NAMED.format(dataset=""), default_graph_uri=ONE))
    assert found == {"oxigraph": [], "virtuoso": ["1", "2"]}[two.name]


def test_virtuoso_adds_a_querys_own_from_to_the_dataset_of_the_protocol(two: Engine) -> None:
    found = cells(two.query(BARE.format(dataset=f"FROM <{ONE}>"), default_graph_uri=TWO))
    assert found == {"oxigraph": ["2"], "virtuoso": ["1", "2"]}[two.name]


def test_the_default_graph_of_virtuoso_is_the_union_of_all(two: Engine) -> None:
    found = cells(two.query(BARE.format(dataset="")))
    assert found == {"oxigraph": [], "virtuoso": ["1", "2"]}[two.name]


def test_arabic_iris_paths_and_languages_are_the_same_in_both(engine: Engine) -> None:
    put(engine, G, ':أ :ب :ج . :ج :ب :د . :د :اسم "خبر"@ar')
    path = f"SELECT ?o {{ GRAPH <{G}> {{ <http://example.org/أ> <http://example.org/ب>+ ?o }} }}"
    assert cells(engine.query(path)) == ["http://example.org/ج", "http://example.org/د"]
    words = f'SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o FILTER(LANG(?o) = "ar") }} }}'
    assert cells(engine.query(words)) == ["خبر"]


def test_virtuoso_keeps_a_boolean_as_a_number_and_gives_it_so_in_json(engine: Engine) -> None:
    put(engine, G, ":s :p true, 1")
    found = cells(engine.query(f"SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o }} }}"))
    assert found == {"oxigraph": ["1", "true"], "virtuoso": ["1"]}[engine.name]


def test_virtuoso_tells_a_typed_string_from_a_plain_one(engine: Engine) -> None:
    put(engine, G, ':s :p "a"^^<http://www.w3.org/2001/XMLSchema#string>')
    found = engine.query(f'ASK {{ GRAPH <{G}> {{ ?s ?p "a" }} }}')
    assert found["boolean"] == {"oxigraph": True, "virtuoso": False}[engine.name]


@pytest.mark.parametrize("media", ["application/trig", "application/n-quads"])
def test_virtuoso_gives_no_quads(engine: Engine, media: str) -> None:
    query = {"query": "CONSTRUCT { ?s ?p 1 } WHERE { VALUES (?s ?p) { (<http://a> <http://b>) } }"}
    if engine.name == "oxigraph":
        assert b"<http://a> <http://b>" in engine.post(engine.query_url, query, media)
        return
    with pytest.raises(AssertionError, match="answers 406"):
        engine.post(engine.query_url, query, media)


def test_a_query_that_cannot_be_read_is_a_400_and_a_function_unknown_a_500(engine: Engine) -> None:
    with pytest.raises(AssertionError, match="answers 400"):
        engine.query("SELECT ?s {")
    with pytest.raises(AssertionError, match="answers 500"):
        engine.query("SELECT (<http://example.org/f>(1) AS ?o) {}")


def test_a_description_is_of_the_graphs_of_the_dataset(two: Engine) -> None:
    raw = two.post(
        two.query_url,
        {
            "query": "DESCRIBE <http://example.org/s>",
            "default-graph-uri": ONE,
            "named-graph-uri": NOWHERE,
        },
        "application/n-triples",
    )
    assert b'"1"' in raw
    assert b'"2"' not in raw


def test_virtuosos_replace_breaks_arabic_letters(engine: Engine) -> None:
    query = 'SELECT (REPLACE("حموشى", "[ىیئ]", "ي") AS ?o) WHERE {}'
    found = cells(engine.query(query))
    assert (found == ["حموشي"]) == (engine.name == "oxigraph")


def test_virtuoso_has_no_graph_by_a_constant_beside_default_graphs_alone(two: Engine) -> None:
    query = f"SELECT ?o {{ GRAPH <{TWO}> {{ ?s <http://example.org/p> ?o }} }}"
    assert cells(two.query(query, default_graph_uri=ONE)) == []
    assert cells(two.query(query, default_graph_uri=ONE, named_graph_uri=TWO)) == ["2"]


def test_an_optional_sees_no_values_of_the_group_around_it_in_virtuoso(two: Engine) -> None:
    inner = "OPTIONAL { ?s <http://example.org/p> ?o FILTER(STR(?o) != ?not) }"
    query = f'SELECT ?o {{ VALUES ?not {{ "2" }} ?s <http://example.org/p> ?any . {inner} }}'
    found = two.query(query, default_graph_uri=ONE, named_graph_uri=NOWHERE)["results"]["bindings"]
    assert [row.get("o", {}).get("value") for row in found] == (
        ["1"] if two.name == "oxigraph" else [None]
    )


def test_virtuoso_leaves_words_where_one_deletion_names_two_graphs(engine: Engine) -> None:
    left = {}
    for glue in (" ", " } ; DELETE DATA { "):
        triple = f'<{ONE}> <http://example.org/p> "خبر"@ar'
        blocks = [f"GRAPH <{graph}> {{ {triple} }}" for graph in (ONE, TWO)]
        engine.update(f"INSERT DATA {{ {' '.join(blocks)} }}")
        engine.update(f"DELETE DATA {{ {glue.join(blocks)} }}")
        left[glue] = len(cells(engine.query(f"SELECT ?o {{ GRAPH ?g {{ <{ONE}> ?p ?o }} }}")))
    one, two = left.values()
    assert (one > 0, two) == (engine.name == "virtuoso", 0)


def test_virtuoso_takes_no_update_of_five_thousand_quads(engine: Engine) -> None:
    def many(count: int) -> str:
        return " ".join(f'<{ONE}> <http://example.org/p{n}> "كلمة {n}"@ar .' for n in range(count))

    engine.update(f"INSERT DATA {{ GRAPH <{ONE}> {{ {many(2000)} }} }}")
    refused = pytest.raises(AssertionError, match="memory exhausted")
    with refused if engine.name == "virtuoso" else nullcontext():
        engine.update(f"INSERT DATA {{ GRAPH <{TWO}> {{ {many(5000)} }} }}")


def test_virtuoso_fails_on_a_row_of_two_values_beside_an_optional(two: Engine) -> None:
    values = f"VALUES (?a ?b) {{ (<{ONE}> <{TWO}>) }}"
    query = f"SELECT ?s {{ {values} ?s <{ONE}> ?a, ?b OPTIONAL {{ ?s <{TWO}> ?o }} }}"
    refused = pytest.raises(AssertionError, match="Internal error")
    with refused if two.name == "virtuoso" else nullcontext():
        two.query(query, default_graph_uri=ONE, named_graph_uri=NOWHERE)
