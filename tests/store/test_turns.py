"""Tests of whose turn it is: fair between clients, bounded for each and for all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kb.store.turns import Busy, Turns

PATIENCE = 30.0


class Line:
    """Clients that wait for the places of `turns`, and the order in which they got them."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.order: list[str] = []
        self._threads: list[threading.Thread] = []

    def wait(self, client: str) -> None:
        """Let a client wait, and go on once it does."""
        before = self.turns._waiting
        thread = threading.Thread(target=self._take, args=(client,))
        self._threads.append(thread)
        thread.start()
        until(lambda: self.turns._waiting > before)

    def _take(self, client: str) -> None:
        self.turns.take(client, PATIENCE)
        self.order.append(client)

    def serve(self) -> list[str]:
        """Give a place back as often as somebody waits, each once the last has come."""
        for number in range(len(self._threads)):
            self.turns.give()
            until(lambda reached=number + 1: len(self.order) == reached)
        for thread in self._threads:
            thread.join()
        return self.order


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.001)


@contextmanager
def full(places: int = 1, *, queue: int = 100, share: int = 100) -> Iterator[Turns]:
    """Turns whose places are all taken."""
    turns = Turns(places, queue=queue, share=share)
    for _ in range(places):
        turns.take("first", PATIENCE)
    yield turns


def test_a_client_that_comes_last_waits_for_one_of_the_fifty_before_it() -> None:
    with full() as turns:
        line = Line(turns)
        for _ in range(50):
            line.wait("many")
        line.wait("one")
        order = line.serve()
    assert order.index("one") == 1
    assert order.count("many") == 50


def test_all_who_wait_have_their_turn_one_after_the_other() -> None:
    with full() as turns:
        line = Line(turns)
        for client in "aaabbc":
            line.wait(client)
        assert "".join(line.serve()) == "abcaba"


def test_a_client_that_had_its_turn_and_comes_again_is_behind_the_others() -> None:
    with full() as turns:
        line = Line(turns)
        line.wait("a")
        line.wait("b")
        turns.give()
        until(lambda: line.order == ["a"])
        line.wait("a")
        turns.give()
        until(lambda: len(line.order) == 2)
        turns.give()
        until(lambda: len(line.order) == 3)
        assert line.order == ["a", "b", "a"]


def test_places_that_nobody_waits_for_are_kept_for_who_comes() -> None:
    with full(places=2) as turns:
        turns.give()
        turns.give()
        turns.take("a", 0)
        turns.take("b", 0)
        with pytest.raises(Busy):
            turns.take("c", 0)


def test_one_client_fills_its_share_of_the_queue_and_not_the_queue() -> None:
    with full(queue=6, share=3) as turns:
        line = Line(turns)
        for _ in range(3):
            line.wait("many")
        with pytest.raises(Busy, match="of this client"):
            turns.take("many", PATIENCE)
        for client in ("b", "b", "c"):
            line.wait(client)
        with pytest.raises(Busy, match="too many queries are waiting") as refused:
            turns.take("d", PATIENCE)
        assert refused.value.retry_after == PATIENCE
        assert "".join(line.serve()) == "manybcmanybmany"


def test_who_waited_in_vain_is_told_and_takes_no_turn_from_the_next() -> None:
    with full() as turns:
        with pytest.raises(Busy, match="no turn in time"):
            turns.take("a", 0.01)
        line = Line(turns)
        line.wait("b")
        assert line.serve() == ["b"]
