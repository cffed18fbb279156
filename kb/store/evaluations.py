"""Evaluations that turn out long give way to short ones.

A long one leaves its place in the pool to the next query, and runs only in its turn: of all that
are long, in all processes of a base, at most cores minus one run at a time, and the others are
stopped. Its deadline goes on meanwhile.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from kb.store.process import Reader
from kb.store.slots import Slots

LONG = 0.1  # seconds after which an evaluation is long
SOON = 0.02  # seconds after which it leaves its place to a query that waits for one
TICK = 0.02  # seconds between two looks at those that run
SLOW = 0.05  # seconds without anybody waiting for bytes after which an answer has a slow client


def cores_for_long() -> int:
    """How many long evaluations run at a time: one less than the cores we may use, at least one."""
    return max(1, len(os.sched_getaffinity(0)) - 1)


@dataclass(eq=False, slots=True)
class Evaluation:
    """A query at work in a reader."""

    reader: Reader
    client: str
    fetch_seconds: float
    begun: float = field(default_factory=time.monotonic)
    placed: bool = True  # whether it holds a place of the pool
    sending: bool = False  # whether its first bytes are there
    refused: bool = False  # whether it was ended because too many are long
    stopped: bool = False
    awaited: bool = True  # whether somebody waits for bytes of it now
    touched: float = 0.0  # when anybody last did
    ran: int = 0  # looks at which it ran, since it was long

    def wants(self, now: float) -> bool:
        """Whether it would run: not while its client takes what is there already."""
        return self.awaited or now - self.touched < SLOW

    def overdue(self, now: float) -> bool:
        """Whether its own alarm has gone, which ends a stopped process once it goes on."""
        return now - self.begun > self.fetch_seconds

    def let_run(self, on: bool) -> None:
        """Stop the process or let it go on."""
        if on == self.stopped:
            (self.reader.resume if on else self.reader.stop)()
            self.stopped = not on


class Evaluations:
    """Those that may be long, and the thread that looks after them.

    `room` is how many may have left their places, one client all of it but one; a further one is
    ended unless its answer has begun. With no room, all keep their places and none is ended.
    """

    def __init__(
        self, slots: Slots, room: int, waited_for: Callable[[], bool],
        leave_place: Callable[[Evaluation], None],
    ) -> None:  # fmt: skip
        self._slots = slots
        self._room = room
        self._waited_for = waited_for
        self._leave_place = leave_place
        self._change = threading.Condition()
        self._watched: list[Evaluation] = []
        self._outside: Counter[str] = Counter()
        self._thread: threading.Thread | None = None
        self._open = True

    @property
    def outside(self) -> int:
        """How many have left their places."""
        return self._outside.total()

    def watch(self, evaluation: Evaluation) -> None:
        """Look after an evaluation that was not over at once; one that is watched stays so."""
        with self._change:
            if evaluation in self._watched:
                return
            self._watched.append(evaluation)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, daemon=True)
                self._thread.start()
            self._change.notify()

    def over(self, evaluation: Evaluation) -> None:
        """Look after it no more; the process goes on."""
        with self._change:
            if evaluation not in self._watched:
                return
            self._watched.remove(evaluation)
            evaluation.let_run(True)
            if not evaluation.placed:
                self._outside[evaluation.client] -= 1
                self._outside += Counter()  # names of clients that have none go

    def close(self) -> None:
        """Let all go on and end the thread."""
        with self._change:
            self._open = False
            for evaluation in self._watched:
                evaluation.let_run(True)
            self._change.notify()
        if self._thread is not None:
            self._thread.join()
        self._slots.close()

    def _look(self) -> None:
        while True:
            with self._change:
                if not self._watched:
                    self._slots.hold(0)
                self._change.wait_for(lambda: self._watched or not self._open)
                if not self._open:
                    return
                self._tick(time.monotonic())
            time.sleep(TICK)

    def _tick(self, now: float) -> None:
        for evaluation in self._watched:
            if evaluation.placed and self._room:
                self._move(evaluation, now - evaluation.begun)
        long = [each for each in self._watched if now - each.begun >= LONG]
        running = self._chosen(long, now)
        running += [each for each in long if each.overdue(now)]
        for evaluation in sorted(long, key=running.__contains__):  # first those to be stopped
            evaluation.let_run(evaluation in running)

    def _move(self, evaluation: Evaluation, age: float) -> None:
        """Take an evaluation from its place, where it is time."""
        if age < (SOON if self._waited_for() else LONG):
            return
        share = max(1, self._room - 1)
        if self._outside.total() < self._room and self._outside[evaluation.client] < share:
            self._outside[evaluation.client] += 1
            evaluation.placed = False
            self._leave_place(evaluation)
        elif age >= LONG and not evaluation.sending:
            evaluation.refused = True
            evaluation.reader.end()

    def _chosen(self, long: list[Evaluation], now: float) -> list[Evaluation]:
        """Which run until the next look: those that ran least, so all in turn."""
        wanting = sorted((each for each in long if each.wants(now)), key=lambda each: each.ran)
        chosen = wanting[: self._slots.hold(len(wanting))]
        for evaluation in chosen:
            evaluation.ran += 1
        return chosen
