"""Evaluations that turn out long, in real reader processes: what they leave to short ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb.errors import KhabarError
from kb.store import evaluations, readers
from kb.store.guard import check
from kb.store.process import QueryTimedOut
from kb.store.readers import Limits, QueryRequest, ReaderPool
from kb.store.turns import Busy
from kb.store.writer import Writer
from tests.store.conftest import article
from tests.store.test_readers import ENDLESS, JSON, RUNAWAY, ask, children, rows

SHORT = "SELECT * { ?s ?p ?o }"
STOPPED = "T"


@pytest.fixture
def filled(home: Path) -> Path:
    with Writer(home) as writer:
        writer.add(article(9, 8))
        writer.commit()
        writer.publish()
    return home


@pytest.fixture
def one_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """One long evaluation runs at a time, however many cores this machine has."""
    monkeypatch.setattr(readers, "cores_for_long", lambda: 1)


def stat(pid: str) -> list[str]:
    """State, and then the numbers of a process; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def states(pids: set[str]) -> dict[str, str]:
    """The states of processes at a moment at which none of them changed."""
    while True:
        first, second = ({pid: stat(pid)[:1] for pid in pids} for _ in range(2))
        if first == second:
            return {pid: state[0] for pid, state in first.items() if state}


def worked(pid: str) -> int:
    """Processor time of a process, in ticks."""
    return sum(map(int, stat(pid)[11:13]))


class Runaways:
    """Queries without an end, each asked by a thread of its own, and how each ended."""

    def __init__(self) -> None:
        self.outcomes: list[str] = []
        self._threads: list[threading.Thread] = []

    def ask(self, pool: ReaderPool, client: str = "") -> None:
        thread = threading.Thread(target=self._run, args=(pool, client))
        self._threads.append(thread)
        thread.start()

    def _run(self, pool: ReaderPool, client: str) -> None:
        try:
            pool.answer(QueryRequest(check(RUNAWAY), JSON, client=client))
        except KhabarError as error:
            self.outcomes.append(type(error).__name__)

    def join(self) -> None:
        for thread in self._threads:
            thread.join()


@contextmanager
def pool_of(home: Path, size: int, long: int = 0, seconds: float = 2.0) -> Iterator[ReaderPool]:
    limits = Limits(seconds=seconds, memory=300_000_000)
    with ReaderPool(home, size=size, limits=limits, long=long) as pool:
        pool.warm()
        rows(pool, SHORT)
        yield pool


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.usefixtures("one_runs")
def test_of_those_that_are_long_one_runs_at_a_time_each_in_its_turn(filled: Path) -> None:
    before, runaways = children(), Runaways()
    with pool_of(filled, 3, seconds=3.0) as pool:
        at_work = children() - before
        for _ in range(3):
            runaways.ask(pool)
        until(lambda: list(states(at_work).values()).count(STOPPED) >= 2)
        start = {pid: worked(pid) for pid in at_work}
        seen = []
        until(lambda: seen.append(states(at_work)) or all(worked(p) > start[p] for p in at_work))  # type: ignore[func-returns-value]
        runaways.join()
    whole = [list(state.values()).count(STOPPED) for state in seen if len(state) == 3]
    # Who is told to stop shows it only once it is next on a processor, so a few looks catch two.
    assert sum(stopped >= 2 for stopped in whole) > 0.5 * len(whole)
    assert runaways.outcomes == ["QueryTimedOut"] * 3


@pytest.mark.usefixtures("one_runs")
def test_two_services_of_one_base_share_what_runs(filled: Path) -> None:
    before, runaways = children(), Runaways()
    with pool_of(filled, 1, seconds=3.0) as first, pool_of(filled, 1, seconds=3.0) as second:
        at_work = children() - before
        assert len(at_work) == 2
        runaways.ask(first)
        runaways.ask(second)
        until(lambda: STOPPED in states(at_work).values())
        start = {pid: worked(pid) for pid in at_work}
        seen = []
        until(lambda: seen.append(states(at_work)) or all(worked(p) > start[p] for p in at_work))  # type: ignore[func-returns-value]
        runaways.join()
    assert all(STOPPED in state.values() for state in seen if len(state) == 2)


@pytest.mark.usefixtures("one_runs")
def test_the_deadline_of_one_that_is_stopped_goes_on_and_ends_it(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluations.Slots, "hold", lambda *_: 0)  # it never has a turn
    before = children()
    with pool_of(filled, 1, seconds=1.0) as pool:
        (pid,) = children() - before
        start = time.monotonic()
        with pytest.raises(QueryTimedOut, match="1 seconds"):
            ask(pool, RUNAWAY)
        assert time.monotonic() - start > 0.9
        assert not stat(pid)
        assert rows(pool, SHORT) == 8
    assert children() == before


def test_one_that_is_stopped_ends_with_its_client(filled: Path) -> None:
    before = children()
    limits = Limits(rows=10**9, memory=300_000_000)
    with ReaderPool(filled, size=1, limits=limits) as pool:
        answer = pool.answer(QueryRequest(check(ENDLESS), JSON))
        next(answer.chunks)
        (pid,) = children() - before
        until(lambda: stat(pid)[0] == STOPPED)  # nobody takes what is there already
        answer.chunks.close()
        assert not stat(pid)
        assert rows(pool, SHORT) == 8


def test_one_that_nobody_fetches_ends_at_its_time_though_it_is_stopped(filled: Path) -> None:
    before = children()
    limits = Limits(rows=10**9, seconds=5, fetch_seconds=0.5, memory=300_000_000)
    with ReaderPool(filled, size=1, limits=limits) as pool:
        answer = pool.answer(QueryRequest(check(ENDLESS), JSON))
        (pid,) = children() - before
        until(lambda: stat(pid)[0] == STOPPED)
        until(lambda: stat(pid)[0] == "Z")
        with pytest.raises(QueryTimedOut, match="fetched"):
            b"".join(answer.chunks)


@pytest.mark.usefixtures("one_runs")
def test_an_answer_that_was_stopped_now_and_then_is_whole(filled: Path) -> None:
    values = " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(20)))} }}" for i in range(4))
    limits = Limits(rows=10**9, seconds=60, memory=300_000_000)
    runaways = Runaways()
    with ReaderPool(filled, size=2, limits=limits) as pool, pool_of(filled, 1) as other:
        runaways.ask(other)
        answer = pool.answer(QueryRequest(check(f"SELECT * {{ {values} }}"), JSON))
        assert len(json.loads(b"".join(answer.chunks))["results"]["bindings"]) == 20**4
        runaways.join()


def test_a_long_one_leaves_its_place_to_a_short_one(filled: Path) -> None:
    runaways = Runaways()
    with pool_of(filled, 1, long=2) as pool:
        runaways.ask(pool, "a")
        runaways.ask(pool, "b")
        until(lambda: pool.long == 2)
        assert rows(pool, SHORT) == 8
        assert not runaways.outcomes
        runaways.join()
    assert runaways.outcomes == ["QueryTimedOut"] * 2


def test_beyond_the_room_for_long_ones_a_further_one_is_refused(filled: Path) -> None:
    runaways = Runaways()
    with pool_of(filled, 1, long=1, seconds=20.0) as pool:
        runaways.ask(pool)
        until(lambda: pool.long == 1)
        with pytest.raises(Busy, match="too many long queries"):
            ask(pool, RUNAWAY)
        assert rows(pool, SHORT) == 8
        pool.close()
        runaways.join()


def test_one_client_leaves_room_for_a_long_one_of_another(filled: Path) -> None:
    runaways = Runaways()
    with pool_of(filled, 1, long=2) as pool:
        runaways.ask(pool, "a")
        until(lambda: pool.long == 1)
        runaways.ask(pool, "a")
        until(lambda: runaways.outcomes == ["Busy"])
        runaways.ask(pool, "b")
        runaways.join()
    assert runaways.outcomes == ["Busy", "QueryTimedOut", "QueryTimedOut"]


def test_afterwards_processes_and_descriptors_are_as_many_as_before(filled: Path) -> None:
    runaways = Runaways()
    with pool_of(filled, 2, long=4, seconds=1.0) as pool:
        ask(pool, "SELECT * { ?s ?p ?o }")
        before = len(children()), len(list(Path("/proc/self/fd").iterdir()))
        for number in range(6):
            runaways.ask(pool, str(number % 2))
        runaways.join()
        until(lambda: len(children()) == before[0])
        slots = 2 + len(os.sched_getaffinity(0))  # the files of the locks, opened once
        assert abs(len(list(Path("/proc/self/fd").iterdir())) - before[1]) <= slots
        assert rows(pool, SHORT) == 8


def test_one_core_is_enough_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for cores, most in ((1, 1), (2, 1), (8, 7)):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, n=cores: set(range(n)))
        assert evaluations.cores_for_long() == most


def test_one_that_is_stopped_ends_with_its_server_however_that_ends(filled: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from kb.store.guard import check\n"
        "from kb.store.readers import Limits, QueryRequest, ReaderPool\n"
        "pool = ReaderPool(Path(sys.argv[1]), size=1, limits=Limits(rows=10**9))\n"
        "answer = pool.answer(QueryRequest(check(sys.argv[2]), sys.argv[3]))\n"
        "print(answer.chunks._evaluation.reader.pid, flush=True); time.sleep(60)"
    )
    arguments = [sys.executable, "-c", code, str(filled), ENDLESS, JSON]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = parent.stdout.readline().decode().strip()
        until(lambda: stat(pid)[0] == STOPPED)
        parent.kill()
    until(lambda: stat(pid)[:1] in ([], ["Z"]))
