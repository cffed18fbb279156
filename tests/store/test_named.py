"""Tests of named queries: their headers, parameters and pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Literal

from kb.errors import NotThere, UsageFault
from kb.store.named import QueryFault, named, read_queries, read_query
from kb.store.readers import QueryRequest, ReaderPool
from kb.store.writer import Writer
from tests.store.conftest import ex

PEOPLE = """#+ summary: People by name
#+ description: >-
#+   With the place,
#+   where one is given.
#+ tags: [people]
#+ pagination: 2
#+ enumerate:
#+   - kind: [http://example.org/kind/a, http://example.org/kind/b]
#+ defaults:
#+   - kind: http://example.org/kind/a
#+ parameters:
#+   name: a whole name
PREFIX ex: <http://example.org/>
SELECT ?s ?place WHERE {
  ?s a ?_kind_iri ; ex:name ?__name_ar ; ex:place ?place .
}
ORDER BY ?s
"""
AGES = """#+ summary: Who is of an age
PREFIX ex: <http://example.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?s { ?s ex:age ?_age_number ; ex:born ?__born_xsd_date ; ex:note ?__note }
"""


@pytest.fixture
def pool(home: Path) -> ReaderPool:
    triples = []
    for number in range(5):
        one = ex(f"s{number}")
        triples += [
            (one, ex("name"), Literal(f"اسم {number % 2}", lang="ar")),
            (one, ex("place"), ex("p")),
            (one, ex("age"), Literal(number)),
            (one, ex("note"), Literal('a " quote')),
        ]
    with Writer(home) as writer:
        from rdflib import RDF

        writer.add(triples)
        writer.add([(ex(f"s{n}"), RDF.type, ex("kind/a")) for n in range(5)])
        writer.add([(ex("s1"), ex("born"), Literal("1999-01-02", datatype=ex("x")))])
        writer.commit()
        writer.publish()
    return ReaderPool(home, size=1)


def run(pool: ReaderPool, text: str, page: int = 1, **values: str) -> list[str]:
    query = read_query("q", text).bound(values, page)
    answer = pool.answer(QueryRequest(query, "application/sparql-results+json"))
    found = json.loads(b"".join(answer.chunks))["results"]["bindings"]
    return [row["s"]["value"][-2:] for row in found]


def test_a_header_is_read() -> None:
    query = read_query("people", PEOPLE)
    assert (query.summary, query.description) == (
        "People by name", "With the place, where one is given.",
    )  # fmt: skip
    assert (query.tags, query.pagination, query.form) == (("people",), 2, "SELECT")
    kind, name = query.parameters
    assert (kind.name, kind.kind, kind.required) == ("kind", "iri", False)
    assert kind.values == ("http://example.org/kind/a", "http://example.org/kind/b")
    assert (name.variable, name.kind, name.type) == ("__name_ar", "language", "ar")
    assert (name.required, name.description) == (False, "a whole name")


def test_values_are_bound_and_absent_ones_are_open(pool: ReaderPool) -> None:
    with pool:
        assert run(pool, PEOPLE) == ["s0", "s1"]
        assert run(pool, PEOPLE, name="اسم 1") == ["s1", "s3"]
        assert run(pool, PEOPLE, kind="http://example.org/kind/b") == []
        assert run(pool, AGES.replace("ex:born ?__born_xsd_date ; ", ""), age="3") == ["s3"]


def test_pages_follow_each_other(pool: ReaderPool) -> None:
    with pool:
        assert [run(pool, PEOPLE, page) for page in (1, 2, 3, 4)] == [
            ["s0", "s1"], ["s2", "s3"], ["s4"], [],
        ]  # fmt: skip
    with pytest.raises(UsageFault, match="page must be 1"):
        read_query("q", PEOPLE).bound({}, 0)


@pytest.mark.parametrize("text", ['" } #', "> } #", "\\", "a\nb", "'''", '"@ar . ?s ?p "'])
def test_no_value_leaves_its_place(pool: ReaderPool, text: str) -> None:
    with pool:
        assert run(pool, PEOPLE, name=text) == []
        with pytest.raises(UsageFault, match="kind must be one of"):
            run(pool, PEOPLE, kind=text)
        with pytest.raises(UsageFault, match="type decimal"):
            run(pool, AGES, age=text)
    iri = AGES.replace("?_age_number", "?_age_iri")
    with pytest.raises(UsageFault, match="absolute IRI"):
        read_query("q", iri).bound({"age": text})


def test_missing_unknown_and_unfit_values_are_told() -> None:
    query = read_query("ages", AGES)
    with pytest.raises(UsageFault, match="age is missing"):
        query.bound({})
    with pytest.raises(UsageFault, match="takes no height; it takes age, born, note"):
        query.bound({"age": "1", "height": "2"})
    with pytest.raises(UsageFault, match="type date"):
        query.bound({"age": "1", "born": "yesterday"})
    assert '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>' in query.bound({"age": "1.5"}).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?s { ?s ?p ?o }", "must have a summary"),
        ("#+ summary: [\nSELECT ?s { ?s ?p ?o }", "not YAML"),
        ("#+ summary: x\n#+ colour: red\nSELECT ?s { ?s ?p ?o }", "does not know colour"),
        ("#+ summary: x\n#+ pagination: 5\nSELECT ?s { ?s ?p ?o }", "ORDER BY"),
        ("#+ summary: x\n#+ pagination: many\nSELECT ?s { ?s ?p ?o }", "number of rows"),
        ("#+ summary: x\n#+ defaults:\n#+  - y: 1\nSELECT ?s { ?s ?p ?o }", "y, which is no"),
        ("#+ summary: x\nSELECT ?s { ?s ?p ?_o_foo9 }", "unknown type foo9"),
        ("#+ summary: x\nSELECT ?s { ?s ?_o_iri ?_o_number }", "two types"),
        ("#+ summary: x\nSELECT ?s { SERVICE <http://e/> { ?s ?p ?o } }", "refused"),
    ],
)
def test_a_file_that_breaks_a_rule_is_named(text: str, said: str) -> None:
    with pytest.raises(QueryFault, match=f"bad.rq: .*{said}"):
        read_query("bad", text)


def test_a_folder_of_queries(tmp_path: Path) -> None:
    (tmp_path / "people.rq").write_text(PEOPLE, "utf-8")
    (tmp_path / "ages.rq").write_text(AGES, "utf-8")
    queries = read_queries(tmp_path)
    assert list(queries) == ["ages", "people"]
    assert named(queries, "ages").summary == "Who is of an age"
    with pytest.raises(NotThere, match="no query other"):
        named(queries, "other")
