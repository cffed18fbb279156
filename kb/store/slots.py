"""Places to run in that all processes of one base share, held by locks that end with the holder."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path

SLICE = 0.2  # seconds that a place is held while another process waits for one
PAUSE = 0.06  # seconds that who gave its places up leaves them to others: three of their looks


class Slots:
    """So many places among all processes; each asks again and again for what it wants.

    There is no queue between processes. Who waits holds a shared lock on a file of its own, by
    which a holder knows that it should give its places up after a while.
    """

    def __init__(self, folder: Path, count: int) -> None:
        self._count = count
        self._files: list[int] = []
        self._waiting = -1
        self._held: list[int] = []
        self._since = 0.0
        self._away_until = 0.0
        with suppress(OSError):  # a home that cannot be written to: then each process counts alone
            folder.mkdir(exist_ok=True)
            names = [*map(str, range(count)), "waiting"]
            *self._files, self._waiting = [_open(folder / name) for name in names]

    def hold(self, wanted: int) -> int:
        """How many places are held from now on, of those wanted."""
        wanted = min(wanted, self._count)
        if self._waiting < 0:
            return wanted
        now = time.monotonic()
        if self._held and now - self._since > SLICE and self._others_wait():
            self._away_until = now + PAUSE
            self._release(0)
        self._release(wanted)
        if now >= self._away_until:
            self._take(wanted, now)
        short = len(self._held) < wanted
        fcntl.flock(self._waiting, fcntl.LOCK_SH if short else fcntl.LOCK_UN)
        return len(self._held)

    def _take(self, wanted: int, now: float) -> None:
        for file in self._files:
            if len(self._held) < wanted and file not in self._held and _lock(file):
                self._since = now if not self._held else self._since
                self._held.append(file)

    def _release(self, left: int) -> None:
        while len(self._held) > left:
            fcntl.flock(self._held.pop(), fcntl.LOCK_UN)

    def _others_wait(self) -> bool:
        """Whether another process wants a place; our own lock, if any, is taken anew after it."""
        fcntl.flock(self._waiting, fcntl.LOCK_UN)
        return not _lock(self._waiting)

    def close(self) -> None:
        """Give everything up."""
        for file in (*self._files, self._waiting):
            if file >= 0:
                os.close(file)
        self._files, self._held, self._waiting = [], [], -1


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)


def _lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
