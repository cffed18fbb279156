"""Tests of generations: rollback, pruning, and that pruning harms no reader."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Literal

from kb.errors import NotThere, StoreFault
from kb.store.base import Follower, open_base
from kb.store.generations import Generations
from kb.store.guard import check
from kb.store.readers import QueryRequest, ReaderPool
from kb.store.writer import Writer
from tests.store.conftest import article, ex


def test_rollback_goes_to_the_parent_or_to_a_number(
    home: Path, publish: Callable[[int], int]
) -> None:
    for number in range(3):
        publish(number)
    generations = Generations(home)
    assert generations.rollback().number == 3
    assert generations.current() == 3
    assert generations.rollback(4).number == 4
    with pytest.raises(NotThere, match="no generation 77"):
        generations.rollback(77)
    assert generations.current() == 4
    generations.rollback(1)
    with pytest.raises(NotThere, match="none before it"):
        generations.rollback()


def test_rollback_and_pruning_wait_for_no_writer(home: Path) -> None:
    generations = Generations(home)
    with Writer(home):
        with pytest.raises(StoreFault, match=str(os.getpid())):
            generations.rollback()
        with pytest.raises(StoreFault, match=str(os.getpid())):
            generations.prune(1)


def test_pruning_keeps_the_newest_the_current_and_the_read(
    home: Path, publish: Callable[[int], int]
) -> None:
    for number in range(5):
        publish(number)
    generations = Generations(home)
    assert generations.numbers() == [2, 3, 4, 5, 6]  # five are kept, the first went
    generations.rollback(3)
    with open_base(home, 4) as base:
        assert generations.prune(1) == [2, 5]
        assert generations.numbers() == [3, 4, 6]
        assert base.has_graph(ex("a2"))
    assert generations.prune(1) == [4]
    with Writer(home) as writer:
        writer.replace_graph(ex("z"), article(1))
        writer.commit()
        assert writer.publish() == 7


def test_what_a_crash_left_is_swept(home: Path, publish: Callable[[int], int]) -> None:
    publish(1)
    generations = Generations(home)
    (generations.layout.generations / ".gone-000009").mkdir()
    generations.part(7)
    half = generations.layout.generation(8)
    half.mkdir()
    assert generations.prune(5) == []
    assert sorted(p.name for p in generations.layout.generations.iterdir()) == ["000001", "000002"]


def test_status_tells_current_and_counts(home: Path, publish: Callable[[int], int]) -> None:
    publish(1)
    status = Generations(home).status()
    assert status["current"]["number"] == 2
    assert status["current"]["quads"] == 20
    assert status["generations"] == [1, 2]


def test_a_pointer_at_nothing_is_told(home: Path) -> None:
    generations = Generations(home)
    generations.point_at(9)
    with pytest.raises(StoreFault, match="generation 9 is current and not there"):
        generations.hold_current()
    generations.layout.current.write_text("rubbish")
    with pytest.raises(StoreFault, match="does not hold a number"):
        generations.current()


def test_a_locked_generation_is_read_again_if_current_moved(
    home: Path, publish: Callable[[int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the reading of the pointer and the lock the pointer moves, and its aim is pruned."""
    publish(1)
    generations = Generations(home)
    numbers = iter([1, 2, 2])
    generations.prune(1)
    monkeypatch.setattr(Generations, "current", lambda _: next(numbers, 2))
    held = generations.hold_current()
    assert held.manifest.number == 2
    held.close()


def many_files(home: Path) -> int:
    """How many data files the store has after forty publishes of small articles."""
    with Writer(home, keep=2) as writer:
        for number in range(40):
            writer.replace_graph(ex(f"a{number}"), article(number, 40))
            writer.commit()
            writer.publish()
    with open_base(home) as base:
        folder = Generations(home).layout.generation(base.generation)
    return len(list((folder / "store").glob("*.sst")))


class Readers:
    """Readers in this process and in the pool that count what they see of forty articles."""

    def __init__(self, home: Path) -> None:
        self.stop = threading.Event()
        self.problems: list[object] = []
        self.answered = {"in_process": 0, "in_pool": 0}
        self._follower = Follower(home)
        self._pool = ReaderPool(home, size=1)
        text = 'SELECT ?s { GRAPH ?g { ?s ?p ?o } FILTER(LANG(?o) = "en") }'
        self._request = QueryRequest(check(text), "text/csv")

    def in_process(self) -> int:
        with self._follower.base() as base:
            found = sum(1 for g in base.graphs() for _ in base.triples(graph=g))
            return found if found == base.manifest.quads else -1

    def in_pool(self) -> int:
        return b"".join(self._pool.answer(self._request).chunks).count(b"\n") - 1

    def run(self, name: str) -> None:
        while not self.stop.is_set():
            try:
                found = getattr(self, name)()
            except Exception as error:  # noqa: BLE001
                found = error
            if not isinstance(found, int) or found < 1600:
                self.problems.append(found)
            self.answered[name] += 1

    def close(self) -> None:
        self._follower.close()
        self._pool.close()


@pytest.mark.slow
def test_pruning_under_readers_on_a_store_of_many_files_harms_nobody(home: Path) -> None:
    """With fewer than a hundred files the engine may hold all open and notice no deletion."""
    assert many_files(home) > 100
    readers = Readers(home)
    threads = [threading.Thread(target=readers.run, args=(n,)) for n in readers.answered]
    for thread in threads:
        thread.start()
    with Writer(home, keep=1) as writer:
        for number in range(15):
            writer.replace_graph(ex("new"), [(ex("n"), ex("is"), Literal(number))])
            writer.commit()
            writer.publish()
    readers.stop.set()
    for thread in threads:
        thread.join()
    readers.close()
    assert readers.problems == []
    assert min(readers.answered.values()) > 2
    generations = Generations(home)
    generations.prune(1)
    assert len(generations.numbers()) == 1
