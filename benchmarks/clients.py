"""Clients with a connection each, from addresses of this machine, so that they are told apart."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.processes import descriptors, family
from benchmarks.wrk import JSON_ROWS

PATIENCE = 120.0  # seconds for an answer
STILL, PAUSE = 10, 0.2  # counts alike, that many seconds apart, before they are taken as settled


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: its status, headers in small letters, body, and milliseconds to its end."""

    status: int
    headers: dict[str, str]
    body: bytes
    waited: float
    whole: bool = True


class Client:
    """One client; its connection is kept while the server keeps it."""

    def __init__(self, port: int, address: str = "127.0.0.1") -> None:
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=PATIENCE, source_address=(address, 0)
        )

    def ask(self, query: str) -> Given:
        """The answer to a query."""
        started = time.monotonic()
        path = "/sparql?" + urlencode({"query": query})
        self._connection.request("GET", path, headers={"Accept": JSON_ROWS})
        reply = self._connection.getresponse()
        headers = {name.lower(): value for name, value in reply.getheaders()}
        body, whole = _read(reply)
        if not whole:
            self._connection.close()
        return Given(reply.status, headers, body, (time.monotonic() - started) * 1000, whole)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def _read(reply: http.client.HTTPResponse) -> tuple[bytes, bool]:
    """The body, and whether its last chunk came."""
    try:
        return reply.read(), True
    except (http.client.IncompleteRead, ConnectionError):
        return b"", False


@contextmanager
def asking(works: Sequence[Callable[[threading.Event], None]]) -> Iterator[threading.Event]:
    """Works that go on, each in a thread, while the block lasts; the event tells them to stop."""
    stop = threading.Event()
    threads = [threading.Thread(target=work, args=(stop,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield stop
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def counts(process: int) -> tuple[int, int]:
    """How many processes there are from one on, and how many descriptors it and workers have.

    A reader's own are left out: the engine opens its files as it comes to need them.
    """
    workers = [one for one in family(process) if one == process or _parent(one) == process]
    return len(family(process)), sum(map(descriptors, workers))


def settled(process: int) -> tuple[int, int]:
    """The counts once they stand still: connections just closed are let go of a moment later."""
    now, alike = counts(process), 0
    while alike < STILL:
        time.sleep(PAUSE)
        before, now = now, counts(process)
        alike = alike + 1 if now == before else 0
    return now


def _parent(process: int) -> int:
    told = Path(f"/proc/{process}/stat").read_text("ascii")
    return int(told.rpartition(")")[2].split()[1])


def back(process: int, before: tuple[int, int], seconds: float) -> tuple[int, int]:
    """The counts once they are as before, or what they are when the time is up."""
    until = time.monotonic() + seconds
    while (now := counts(process)) != before and time.monotonic() < until:
        time.sleep(0.1)
    return now
