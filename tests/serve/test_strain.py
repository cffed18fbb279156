"""Clients that leave, that are slow and that are many, on real sockets of a real gunicorn."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.running import Client, served

VALUES = " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(20)))} }}" for n in range(12))
RUNAWAY = f"SELECT (COUNT(*) AS ?n) {{ {VALUES} }}"
ENDLESS = f"SELECT * {{ {VALUES} }}"
SHORT = "SELECT * { ?s ?p ?o } LIMIT 3"
MUCH = 1_000_000
SETTINGS = {"KB_WORKERS": "1", "KB_RESULT_ROWS": "100000000"}


@pytest.fixture
def strained(retold_home: Path) -> Iterator[Client]:
    """A service that gives a query a minute, so that nothing here ends at a deadline."""
    with served(retold_home, **SETTINGS, KB_QUERY_SECONDS="60") as client:
        yield client


def asking(client: Client, query: str) -> socket.socket:
    """A connection on which a query was sent and nothing is read."""
    connection = socket.create_connection(("127.0.0.1", client.port))
    connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return connection


def readers(client: Client) -> dict[str, int]:
    """The reader processes on a base, and the processor time each has used, in ticks.

    One that is stopped, as it is while its client takes nothing, counts as having used much.
    """
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            words = (process / "cmdline").read_bytes()
            if b"reader.py" in words and str(client.home).encode() in words:
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                used = int(fields[11]) + int(fields[12])
                found[process.name] = used + (MUCH if fields[0] == "T" else 0)
    return found


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 40
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("query", [RUNAWAY, ENDLESS])
def test_a_client_that_goes_away_ends_its_query(strained: Client, query: str) -> None:
    assert strained.sparql(SHORT).status == 200
    before = readers(strained)
    connection = asking(strained, query)
    worked = set()

    def at_work() -> set[str]:
        now = readers(strained)
        worked.update(pid for pid, ticks in now.items() if ticks > before.get(pid, ticks) + 10)
        return worked

    until(at_work)
    connection.close()
    until(lambda: not worked & set(readers(strained)))
    assert strained.sparql(SHORT).status == 200


def test_slow_clients_hold_neither_pages_nor_short_queries(strained: Client) -> None:
    slow = [asking(strained, ENDLESS) for _ in range(5)]
    half = [socket.create_connection(("127.0.0.1", strained.port)) for _ in range(20)]
    for connection in half:
        connection.sendall(b"GET /sparql?query=ASK HTTP/1.1\r\nHost:")  # and never the rest
    time.sleep(1)
    for _ in range(5):
        assert strained.get("/health").status == 200
        assert strained.get("/people.json").status in {200, 404}
        assert strained.sparql(SHORT).status == 200
    for connection in (*slow, *half):
        connection.close()


def test_beyond_its_bounds_the_service_says_when_to_come_back(retold_home: Path) -> None:
    few = {"KB_THREADS": "12", "KB_LONG_QUERIES": "0", "KB_QUERY_SECONDS": "2"}
    with served(retold_home, **{**SETTINGS, **few}) as client, ThreadPoolExecutor(12) as threads:
        replies = list(threads.map(lambda _: client.sparql(RUNAWAY), range(12)))
        refused = [reply for reply in replies if reply.status == 503]
        assert {reply.status for reply in replies} == {503, 504}
        assert refused
        assert all(int(reply.headers["retry-after"]) > 0 for reply in refused)
        assert client.sparql(SHORT).status == 200
