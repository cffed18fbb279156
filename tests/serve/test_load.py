"""The load scripts in small: queries that never end, and generations published under readers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import URIRef

from benchmarks.clients import back, settled
from benchmarks.million import DATA, SCHEMA
from benchmarks.processes import KB, Server, environment, free_port, kb, listening
from benchmarks.publishing import KEEP, publish, under_load
from benchmarks.runaways import RUNAWAYS, healthy, in_a_row
from kb.store.guard import check
from kb.store.writer import Writer

PEOPLE = 3_000
KNOWS = URIRef(SCHEMA + "knows")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    kb(tmp_path / "base", "init", "--plain")
    return tmp_path / "base"


def fill(home: Path) -> None:
    """People in one ring of acquaintance: three of them can be taken in 27 billion ways."""
    names = [URIRef(f"{DATA}person/{number}") for number in range(PEOPLE)]
    triples = [(who, KNOWS, names[n - 1]) for n, who in enumerate(names)]
    for kind in ("worksFor", "homeLocation"):
        triples += [(who, URIRef(SCHEMA + kind), URIRef(who + "/x")) for who in names]
    with Writer(home) as base:
        base.replace_graph(None, triples)
        base.commit()
        base.publish()


@pytest.fixture
def server(home: Path, request: pytest.FixtureRequest) -> Iterator[tuple[int, Server]]:
    """A served base, with a deadline of a second unless the test gives another."""
    port, seconds = free_port(), getattr(request, "param", "1")
    environ = environment(home, KB_PORT=str(port), KB_QUERY_SECONDS=seconds, KB_THREADS="24")
    with listening([*KB, "serve"], environ, f"http://127.0.0.1:{port}/health") as started:
        yield port, started


@pytest.mark.parametrize("kind", RUNAWAYS)
def test_no_cap_before_evaluation_stops_a_runaway(kind: str) -> None:
    assert check(RUNAWAYS[kind]).form == "SELECT"


@pytest.mark.slow
def test_two_of_each_runaway_end_and_leave_nothing_behind(
    home: Path, server: tuple[int, Server]
) -> None:
    fill(home)
    port, started = server
    assert healthy(port)
    before = settled(started.pid)
    met = in_a_row(port, started.pid, 2 * len(RUNAWAYS))
    assert met.failures == []
    assert sum(met.statuses.values()) == 2 * len(RUNAWAYS)
    ended = {what for what, status in met.statuses if status in {422, 504}}
    assert len(ended) >= len(RUNAWAYS) - 1  # rows that have begun to come are broken off
    assert back(started.pid, before, 30) == before
    assert healthy(port)


@pytest.mark.slow
@pytest.mark.parametrize("server", ["20"], indirect=True)
def test_generations_published_under_load_fail_no_request_and_are_never_mixed(
    home: Path, server: tuple[int, Server]
) -> None:
    publish(home, 1)
    seen, files = under_load(home, server[0], 25)
    assert files > 100
    assert (seen.failures, seen.mixed) == ([], [])
    assert len(seen.generations) > 5
    for _ in range(60):  # what readers kept from deletion goes once they are asked again
        assert healthy(server[0])
        publish(home, 1)
        left = len(list((home / "generations").iterdir()))
        if left <= KEEP + 2:
            break
        time.sleep(0.5)
    assert left <= KEEP + 2
