"""Reader processes of the current generation, started ahead and replaced when they end."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path

from kb.errors import KhabarError, StoreFault
from kb.store.generations import Generations
from kb.store.process import Reader

_STARTS = 20
_RENEWAL = 1.0  # seconds


class Ready:
    """So many readers that stand ready. Who gets one puts it back, ended or not.

    To be made after a fork, as a Follower.
    """

    def __init__(self, home: Path, *, size: int, memory: int) -> None:
        self._generations = Generations(home)
        self._size = size
        self._memory = memory
        self._lock = threading.Lock()
        self._open = True
        self._idle: list[Reader] = []
        self._busy: set[Reader] = set()
        self._lent: set[Reader] = set()  # those of the busy that left their places
        self._renewed = time.monotonic()
        self._seen: tuple[tuple[int, int] | None, int | None] = (None, None)

    def warm(self) -> None:
        """Start every reader now instead of with the first queries."""
        with self._lock:
            self._idle += [self._spawn() for _ in range(self._size - len(self._idle))]

    def number(self) -> int | None:
        """The current generation: a look at the pointer's stamp, and inside only if it changed."""
        stamp = self._generations.stamp()
        if stamp != self._seen[0]:
            self._seen = (stamp, self._generations.current())
        return self._seen[1]

    def get(self) -> Reader:
        """A started reader of the current generation: one that stood ready, else a new one."""
        with self._lock:
            reader = self._idle.pop() if self._idle else None
        reader = self._current(reader)
        with self._lock:
            self._busy.add(reader)
        return reader

    def put(self, reader: Reader) -> None:
        """Take a reader back; in the place of one that ended a new one is started at once."""
        if not self._kept(reader):
            reader.kill()
            self._replace()
        self._renew()

    def _kept(self, reader: Reader) -> bool:
        with self._lock:
            self._busy.discard(reader)
            self._lent.discard(reader)
            kept = self._open and reader.alive and self._short()
            if kept:
                self._idle.append(reader)
            return kept

    def _renew(self) -> None:
        """Bring one that was not needed lately to the current generation.

        The last to be taken would else hold its old generation, and that on disk, for ever. One a
        second, since a start costs 25 ms and generations may come faster than that.
        """
        with self._lock:
            if time.monotonic() < self._renewed + _RENEWAL:
                return
            self._renewed = time.monotonic()
            old = next((one for one in self._idle if one.generation != self._seen[1]), None)
            if old is None:
                return
            self._idle.remove(old)
        old.kill()
        self._replace()

    def lend(self, reader: Reader) -> None:
        """Count a reader at work no more, and start one for those to come."""
        with self._lock:
            self._lent.add(reader)
        self._replace()

    def _short(self) -> bool:
        """Whether there are fewer than should be, of those that stand ready or soon will again."""
        return len(self._idle) + len(self._busy - self._lent) < self._size

    def _replace(self) -> None:
        with self._lock:
            if not (self._open and self._short()):
                return
        with suppress(OSError, KhabarError):  # the system gives none now: the next query tries
            reader = self._spawn()
            with self._lock:
                if self._open and self._short():
                    self._idle.append(reader)
                    return
            reader.kill()

    def _spawn(self) -> Reader:
        number = self.number()
        layout = self._generations.layout
        if number is None:
            raise StoreFault(f"there is no base in {layout.home}; make: kb init")
        return Reader(layout.generation(number), number, self._memory)

    def _current(self, reader: Reader | None) -> Reader:
        for _ in range(_STARTS):
            if reader is None:
                reader = self._spawn()
            fits = reader.alive and reader.generation == self.number()
            if fits and reader.start():
                return reader
            reader.kill()
            reader = None
        raise StoreFault("the current generation moves too fast to be read")

    def close(self) -> None:
        """End all readers, those at work too."""
        with self._lock:
            self._open = False
            readers = [*self._busy, *self._idle]
            self._idle.clear()
        for reader in readers:
            reader.kill()
