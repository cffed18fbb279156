"""Strangers' queries at an engine: what is sent there, and what its answer becomes."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import StoreFault, UsageFault
from kb.settings import Settings
from kb.store import making, opening
from kb.store.engine import Site, booleans
from kb.store.guard import check
from kb.store.opening import Pool
from kb.store.process import QueryTooLarge
from kb.store.readers import GraphRequest, Limits, QueryRequest
from kb.store.remote import OWN, Address, Dataset, RemoteClient
from kb.store.remote_pool import constant_graphs, dataset, without_dataset
from tests.engines import Engine
from tests.running import free_port
from tests.store.conftest import EX, article, ex
from tests.store.test_remote import answering

JSON = "application/sparql-results+json"
CLIENT = RemoteClient(Address("http://127.0.0.1:9/", "http://127.0.0.1:9/"))
OWN_DEFAULT, NAMED_DEFAULT = Site(CLIENT), Site(CLIENT, "urn:default")


# ---- what is sent ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("SELECT * FROM <urn:a> WHERE { ?s ?p ?o }", "SELECT *   WHERE { ?s ?p ?o }"),
        ("SELECT * FROM NAMED <urn:a> FROM <urn:b> { ?s ?p ?o }", "SELECT *     { ?s ?p ?o }"),
        ("SELECT ('FROM <urn:a>' AS ?x) {}", "SELECT ('FROM <urn:a>' AS ?x) {}"),
        ("SELECT * { ?FROM <urn:FROM> ?o }", "SELECT * { ?FROM <urn:FROM> ?o }"),
        ("PREFIX e: <urn:> ASK FROM e:a{ ?s ?p ?o }", "PREFIX e: <urn:> ASK  { ?s ?p ?o }"),
    ],
)  # fmt: skip
def test_the_dataset_of_a_query_is_taken_out_of_its_text(query: str, sent: str) -> None:
    assert without_dataset(query).split() == sent.split()


@pytest.mark.parametrize(
    ("query", "graphs"),
    [
        ("SELECT * { GRAPH <urn:a> { ?s ?p ?o } }", ("urn:a",)),
        ("PREFIX e: <urn:> SELECT * { GRAPH e:a {?s ?p ?o} GRAPH <urn:b> {} GRAPH e:a {} }",
         ("urn:a", "urn:b")),
        ("SELECT * { GRAPH <urn:a> { ?s ?p ?o } GRAPH ?g { ?s ?p ?o } }", ()),
        ("SELECT * { ?s ?p 'GRAPH <urn:a>' }", ()),
    ],
)  # fmt: skip
def test_graphs_by_name_are_told_apart_from_graphs_by_variable(
    query: str, graphs: tuple[str, ...]
) -> None:
    assert constant_graphs(query) == graphs


def asked(query: str, site: Site, **protocol: tuple[str, ...]) -> Dataset:
    return dataset(QueryRequest(check(query), JSON, **protocol), site)  # type: ignore[arg-type]


def test_the_protocols_dataset_stands_before_the_querys_own_and_both_halves_are_named() -> None:
    query = "SELECT * FROM <urn:a> { ?s ?p ?o }"
    assert asked(query, OWN_DEFAULT) == Dataset(("urn:a",), ("urn:khabar:nowhere",))
    found = asked(query, OWN_DEFAULT, named_graphs=("urn:b",))
    assert found == Dataset(("urn:khabar:nowhere",), ("urn:b",))


def test_a_query_without_a_dataset_is_asked_of_the_whole_base() -> None:
    assert asked("ASK { ?s ?p ?o }", OWN_DEFAULT) == OWN
    assert asked("ASK { ?s ?p ?o }", NAMED_DEFAULT) == Dataset(("urn:default",))
    assert asked("ASK { GRAPH <urn:a> {} }", NAMED_DEFAULT) == Dataset(("urn:default",), ("urn:a",))


ROW = b'{"o":{"datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "%d" }}'


@given(st.lists(st.booleans(), max_size=4), st.lists(st.integers(0, 400), max_size=6))
def test_booleans_are_words_wherever_the_answer_is_cut(truths: list[bool], cuts: list[int]) -> None:
    raw = b'["\\"XMLSchema#boolean\\", \\"value\\": \\"1\\""' + b"".join(
        b"," + ROW % truth for truth in truths
    ) + b"]"  # fmt: skip
    ends = [0, *sorted(cuts), len(raw)]
    pieces = [raw[start:end] for start, end in itertools.pairwise(ends)]
    told, *rows = json.loads(b"".join(booleans(pieces)))
    assert told == '"XMLSchema#boolean", "value": "1"'
    assert [row["o"]["value"] for row in rows] == [str(truth).lower() for truth in truths]


# ---- what comes back -------------------------------------------------------------------------
@pytest.fixture
def pool(settings_: Settings) -> Iterator[Pool]:
    """Whoever answers from a base of one article at an engine."""
    with making.writer(settings_, {}) as writer:
        writer.add(article(1))
        writer.add(article(2), ex("g"))
        writer.commit()
        writer.publish()
    with opening.pool(settings_, Limits(rows=5)) as found:
        yield found


@pytest.fixture
def settings_(engine: Engine, tmp_path: object) -> Settings:
    """An empty base at an engine."""
    found = replace(Settings(), home=tmp_path, **engine.settings())  # type: ignore[arg-type]
    making.init(found, data=EX, plain=False, versions={})
    return found


def text(pool: Pool, query: str, media: str = "text/csv", **more: str) -> str:
    request = QueryRequest(check(query), media, **more)  # type: ignore[arg-type]
    return b"".join(pool.answer(request).chunks).decode()


def test_rows_are_capped_and_the_revision_is_told(pool: Pool) -> None:
    query = "SELECT ?o { ?s ?p ?o }"
    assert len(text(pool, query).splitlines()) == 6
    assert pool.answer(QueryRequest(check(query), JSON)).generation == pool.number() == 2


def test_relative_iris_are_those_of_the_base_that_is_given(pool: Pool) -> None:
    query = "SELECT ?o { GRAPH <g> { <a2#n0> ?p ?o } }"
    assert "word 2 0" in text(pool, query, base=EX)


def test_graphs_come_in_the_syntax_that_is_asked_for(pool: Pool) -> None:
    found = text(pool, "CONSTRUCT { ?s <urn:p> 'خبر' } { ?s ?p 'word 1 0'@en }", "text/turtle")
    assert '<urn:p> "خبر"' in found
    whole = pool.answer(GraphRequest(f"{EX}g", "application/n-triples"))
    assert len(b"".join(whole.chunks).splitlines()) == 20
    default = pool.answer(GraphRequest(None, "application/n-triples"))
    assert len(b"".join(default.chunks).splitlines()) == 20


def test_a_type_that_an_answer_cannot_have_is_refused(pool: Pool) -> None:
    with pytest.raises(UsageFault, match="no type"):
        text(pool, "ASK {}", "text/turtle")


@pytest.mark.usefixtures("pool")
def test_an_answer_over_its_bytes_is_refused_whole(settings_: Settings) -> None:
    with (
        opening.pool(settings_, Limits(bytes=300)) as small,
        pytest.raises(QueryTooLarge, match="300 bytes"),
    ):
        text(small, "SELECT * { ?s ?p ?o }")


def test_an_engine_that_is_gone_is_told_as_such() -> None:
    gone = Settings(sparql_url=f"http://127.0.0.1:{free_port()}/")
    with (
        opening.pool(gone, Limits()) as pool,
        pytest.raises(StoreFault, match="does not answer"),
    ):
        text(pool, "ASK {}", JSON)


def test_an_answer_that_an_engine_cut_is_refused() -> None:
    body = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
    with answering(200, body, **{"X-SPARQL-MaxRows": "10"}) as (url, _):
        client = RemoteClient(Address(url, url))
        with pytest.raises(Exception, match="cuts answers at 10 rows"):
            client.query("SELECT * {}", JSON)
