"""Tests of the reader pool: strangers' queries, and what becomes of the bad ones."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from rdflib import Graph

from kb.errors import UsageFault
from kb.store.guard import check
from kb.store.process import QueryBroken, QueryTimedOut, QueryTooLarge
from kb.store.readers import AnswerCut, Limits, QueryRequest, ReaderPool
from kb.store.turns import Busy
from kb.store.writer import Writer
from tests.store.conftest import article, ex

JSON = "application/sparql-results+json"


def cross(size: int) -> str:
    """Twenty values, so many times over."""
    values = " ".join(map(str, range(20)))
    return " ".join(f"VALUES ?v{i} {{ {values} }}" for i in range(size))


RUNAWAY = "SELECT (COUNT(*) AS ?n) { " + cross(12) + " }"
ENDLESS = "SELECT * { " + cross(6) + " }"


@pytest.fixture
def filled(home: Path) -> Path:
    with Writer(home) as writer:
        for number in range(3):
            writer.replace_graph(ex(f"a{number}"), article(number))
        writer.add(article(9, 8))
        writer.commit()
        writer.publish()
    return home


@pytest.fixture
def pool(filled: Path) -> Iterator[ReaderPool]:
    limits = Limits(rows=50, bytes=200_000, seconds=1.0, memory=300_000_000)
    with ReaderPool(filled, size=2, limits=limits, queue=2) as pool:
        yield pool


def ask(pool: ReaderPool, query: str, media: str = JSON, **more: tuple[str, ...]) -> bytes:
    return b"".join(pool.answer(QueryRequest(check(query), media, **more)).chunks)  # type: ignore[arg-type]


def rows(pool: ReaderPool, query: str, **more: tuple[str, ...]) -> int:
    return len(json.loads(ask(pool, query, **more))["results"]["bindings"])


def children() -> set[str]:
    """The processes that any thread has started and that were not waited for."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # the thread has ended; its children are another's
            found |= set((task / "children").read_text().split())
    return found


def test_every_row_format_gives_the_rows(pool: ReaderPool) -> None:
    query = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
    words = sorted(str(o) for _, _, o in article(9, 8))
    found = json.loads(ask(pool, query))["results"]["bindings"]
    assert [row["o"]["value"] for row in found] == words
    assert [r[0] for r in csv.reader(io.StringIO(ask(pool, query, "text/csv").decode()))][
        1:
    ] == words
    assert ask(pool, query, "text/tab-separated-values").decode().count("@en") == 8
    assert ask(pool, query, "application/sparql-results+xml").decode().count("<result>") == 8


@pytest.mark.parametrize("media", ["text/turtle", "application/rdf+xml", "application/n-triples",
                                   "application/ld+json", "application/n-quads"])  # fmt: skip
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own
def test_every_graph_format_gives_the_graph(pool: ReaderPool, media: str) -> None:
    body = ask(pool, "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } } ", media)
    graph = Graph()
    graph.parse(data=body, format={"application/n-quads": "nt"}.get(media, media))
    assert len(graph) == 50  # the row cap, out of 60


def test_ask_is_answered(pool: ReaderPool) -> None:
    assert json.loads(ask(pool, "ASK { ?s ?p ?o }"))["boolean"] is True
    with pytest.raises(UsageFault, match="text/csv is no type"):
        ask(pool, "ASK { ?s ?p ?o }", "text/csv")


def test_a_row_capped_answer_is_well_formed_and_the_limit_is_known_first(pool: ReaderPool) -> None:
    answer = pool.answer(QueryRequest(check("SELECT * { GRAPH ?g { ?s ?p ?o } }"), JSON))
    assert answer.limits.rows == 50
    assert len(json.loads(b"".join(answer.chunks))["results"]["bindings"]) == 50


def test_a_limit_of_the_query_itself_stands(pool: ReaderPool) -> None:
    assert rows(pool, "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 7") == 7
    assert rows(pool, "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 5000 OFFSET 55") == 5


def test_from_and_from_named_mean_what_the_standard_says(pool: ReaderPool) -> None:
    everything = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    a0 = "SELECT * FROM <http://example.org/a0> "
    a1 = "SELECT * FROM NAMED <http://example.org/a1> "
    both = a0 + "FROM NAMED <http://example.org/a1> "
    assert rows(pool, a0 + everything) == 20
    assert rows(pool, a1 + everything) == 20
    assert rows(pool, both + everything) == 40


def test_the_dataset_of_the_protocol_replaces_that_of_the_query(pool: ReaderPool) -> None:
    query = "SELECT * FROM <http://example.org/a0> { ?s ?p ?o }"
    assert rows(pool, query, default_graphs=(str(ex("nothing")),)) == 0
    assert rows(pool, query, default_graphs=(str(ex("a1")), str(ex("a2")))) == 40
    assert rows(pool, query, named_graphs=(str(ex("a1")),)) == 0
    named = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    assert rows(pool, named, named_graphs=(str(ex("a1")),)) == 20
    assert rows(pool, named, default_graphs=(str(ex("a1")),)) == 0


def test_a_broken_query_is_told_and_the_reader_goes_on(pool: ReaderPool) -> None:
    with pytest.raises(QueryBroken, match="expected"):
        ask(pool, "SELECT * { ?s ?p }")
    with pytest.raises(QueryBroken, match="custom function"):
        ask(pool, "SELECT (<http://example.org/f>(1) AS ?x) {}")
    assert rows(pool, "SELECT * { ?s ?p ?o }") == 8


def test_a_runaway_query_ends_at_the_deadline_and_leaves_no_process(pool: ReaderPool) -> None:
    pool.warm()
    assert rows(pool, "SELECT * { ?s ?p ?o }") == 8
    before = len(children())
    start = time.monotonic()
    with pytest.raises(QueryTimedOut, match="1 seconds"):
        ask(pool, RUNAWAY)
    assert 0.9 < time.monotonic() - start < 3
    assert rows(pool, "SELECT * { ?s ?p ?o }") == 8
    assert len(children()) == before


def test_a_query_over_its_memory_is_ended(filled: Path) -> None:
    steps = " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(20))
    seed = "word" * 1000
    query = f'SELECT (STRLEN(?a20) AS ?n) {{ BIND("{seed}" AS ?a0) {steps} }}'
    limits = Limits(seconds=20, memory=150_000_000)
    with ReaderPool(filled, size=1, limits=limits) as pool:
        with pytest.raises(QueryTooLarge, match="memory"):
            ask(pool, query)
        assert rows(pool, "SELECT * { ?s ?p ?o }") == 8


def test_a_crash_of_a_reader_is_told_and_mended(pool: ReaderPool) -> None:
    nested = "STR(" * 30_000 + "1" + ")" * 30_000
    checked = check("SELECT * { ?s ?p ?o }")
    broken = type(checked)(f"ASK {{ FILTER({nested}) }}", "ASK", (), (), None, 0)
    with pytest.raises(QueryTooLarge):
        pool.answer(QueryRequest(broken, JSON))
    assert rows(pool, "SELECT * { ?s ?p ?o }") == 8


def test_an_answer_over_its_bytes_ends_without_its_end(filled: Path) -> None:
    with ReaderPool(filled, size=1, limits=Limits(rows=10**9, bytes=100_000)) as pool:
        answer = pool.answer(QueryRequest(check(ENDLESS), JSON))
        got = b""
        with pytest.raises(AnswerCut):  # noqa: PT012
            for chunk in answer.chunks:
                got += chunk
        assert 0 < len(got) <= 100_000
        with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
            json.loads(got)
        assert rows(pool, "SELECT * { ?s ?p ?o }") == 8


def test_a_client_that_goes_away_stops_its_query(filled: Path) -> None:
    with ReaderPool(filled, size=1, limits=Limits(rows=10**9)) as pool:
        answer = pool.answer(QueryRequest(check(ENDLESS), JSON))
        next(answer.chunks)
        before = children()
        answer.chunks.close()
        assert len(children() & before) < len(before)
        assert rows(pool, "SELECT * { ?s ?p ?o }") == 8


def test_a_client_that_fetches_nothing_is_ended(filled: Path) -> None:
    limits = Limits(rows=10**9, seconds=5, fetch_seconds=0.3)
    with ReaderPool(filled, size=1, limits=limits) as pool:
        answer = pool.answer(QueryRequest(check(ENDLESS), JSON))
        time.sleep(0.6)
        with pytest.raises(QueryTimedOut, match="fetched"):
            b"".join(answer.chunks)


def test_beyond_the_queue_the_service_is_busy(pool: ReaderPool) -> None:
    outcomes: list[str] = []

    def run() -> None:
        try:
            ask(pool, RUNAWAY)
        except Busy as error:
            outcomes.append(f"busy for {error.retry_after}")
        except QueryTimedOut:
            outcomes.append("timed out")

    threads = [threading.Thread(target=run) for _ in range(7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 7
    assert outcomes.count("busy for 1") >= 3  # two run, two wait
    assert outcomes.count("timed out") >= 2


def test_readers_move_to_a_new_generation(pool: ReaderPool, publish: Callable[[int], int]) -> None:
    query = QueryRequest(check("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"), JSON)
    first = pool.answer(query)
    b"".join(first.chunks)
    publish(5)
    second = pool.answer(query)
    assert (first.generation, second.generation) == (2, 3)
    assert len(json.loads(b"".join(second.chunks))["results"]["bindings"]) == 4


def test_a_reader_reaches_no_network_even_if_the_guard_failed(pool: ReaderPool) -> None:
    """Where the system lets a process leave the network; elsewhere the guard stands alone."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        port = server.getsockname()[1]
        text = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        checked = check("SELECT * { ?s ?p ?o }")
        request = QueryRequest(type(checked)(text, "SELECT", (), (), None, len(text)), JSON)
        if os.geteuid() != 0:
            pytest.skip("only root may unshare the network here")
        with pytest.raises(Exception, match=r"."):
            pool.answer(request)
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_closed_pool_leaves_no_process(filled: Path) -> None:
    before = children()
    with ReaderPool(filled, size=2) as pool:
        pool.warm()
        rows(pool, "SELECT * { ?s ?p ?o }")
        assert len(children()) == len(before) + 2
    assert children() == before


def test_a_small_answer_that_nobody_reads_costs_no_reader(pool: ReaderPool) -> None:
    pool.warm()
    rows(pool, "SELECT * { ?s ?p ?o }")
    before = children()
    for _ in range(5):
        pool.answer(QueryRequest(check("SELECT * { ?s ?p ?o }"), JSON)).chunks.close()
    assert children() == before


def test_readers_end_with_their_parent_however_it_ends(filled: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from kb.store.readers import ReaderPool\n"
        "pool = ReaderPool(Path(sys.argv[1]), size=1); pool.warm()\n"
        "print(pool._ready._idle[0].pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(filled)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    reader = Path("/proc", parent.stdout.readline().decode().strip(), "cmdline")
    assert b"reader.py" in reader.read_bytes()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 10
    while reader.exists() and reader.read_bytes() and time.monotonic() < until:
        time.sleep(0.05)
    assert not reader.exists() or not reader.read_bytes()
