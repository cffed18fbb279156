"""Whose turn it is: places shared out among clients in turn, and not in the order of coming.

A client with fifty queries waiting keeps another one waiting for one of them, not for fifty.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque

from kb.errors import KhabarError


class Busy(KhabarError):
    """More queries wait than may, or a query or write could not have its turn in time."""

    http_status = 503

    def __init__(self, retry_after: int, message: str = "too many queries are waiting") -> None:
        super().__init__(f"{message}; try again later")
        self.retry_after = retry_after


class Turns:
    """So many places, and a bounded queue for them in which each client has its own line.

    A place that comes free goes to the client whose turn is longest ago. `queue` bounds how many
    wait in all, `share` how many of one client.
    """

    def __init__(self, places: int, *, queue: int, share: int) -> None:
        self._lock = threading.Lock()
        self._free = places
        self._queue = queue
        self._share = share
        self._waiting = 0
        # The client first in order is the next; each event is set once its place is given.
        self._lines: OrderedDict[str, deque[threading.Event]] = OrderedDict()

    @property
    def waited_for(self) -> bool:
        """Whether anybody waits for a place."""
        return bool(self._waiting)

    def take(self, client: str, seconds: float) -> None:
        """A place for a client, once it has its turn. Raises Busy where it may not wait so long."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            come = self._admitted(client, seconds)
        if come.wait(seconds):
            return
        with self._lock:
            if come.is_set():  # in the moment between
                return
            self._left(client, come)
        raise Busy(_later(seconds), "the query had no turn in time")

    def give(self) -> None:
        """Give a place back: it goes to the next client that waits, if any does."""
        with self._lock:
            if not self._lines:
                self._free += 1
                return
            client = next(iter(self._lines))
            come = self._lines[client][0]
            self._left(client, come)
            if client in self._lines:
                self._lines.move_to_end(client)
            come.set()

    def _admitted(self, client: str, seconds: float) -> threading.Event:
        """The end of a client's line. Raises Busy where the line or the whole queue is full."""
        line = self._lines.get(client, ())
        if len(line) >= self._share:
            raise Busy(_later(seconds), "too many queries of this client are waiting")
        if self._waiting >= self._queue:
            raise Busy(_later(seconds))
        come = threading.Event()
        self._lines.setdefault(client, deque()).append(come)
        self._waiting += 1
        return come

    def _left(self, client: str, come: threading.Event) -> None:
        """Take one out of its line; a line that is empty goes."""
        line = self._lines[client]
        line.remove(come)
        self._waiting -= 1
        if not line:
            del self._lines[client]


def _later(seconds: float) -> int:
    """Whole seconds after which to try again, where a turn takes at most so many."""
    return max(1, round(seconds))
