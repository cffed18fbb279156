"""Clients that ask a served base all the time, and note every answer that is not one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.running import Client

QUERY = """PREFIX kb: <https://w3id.org/khabar#>
SELECT ?meeting ?report { ?meeting a kb:Meeting ; kb:report ?report } ORDER BY ?report LIMIT 50"""


@dataclass
class Load:
    """What the clients met."""

    answers: int = 0
    failures: list[str] = field(default_factory=list)
    generations: set[int] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, status: int, generation: str | None) -> None:
        with self.lock:
            self.answers += 1
            if not 200 <= status < 400:
                self.failures.append(f"{what}: {status}")
            if generation:
                self.generations.add(int(generation))

    def fail(self, what: str, error: Exception) -> None:
        with self.lock:
            self.failures.append(f"{what}: {error!r}")


def _ask(client: Client, what: str) -> tuple[int, str | None]:
    if what == "sparql":
        reply = client.sparql(QUERY)
        reply.json()
    else:
        reply = client.get(what)
    if what == "/ready" and reply.status == 200:
        return reply.status, str(reply.json()["generation"])
    return reply.status, reply.headers.get("khabar-generation")


def _loop(client: Client, what: str, load: Load, stop: threading.Event) -> None:
    while not stop.wait(0.03):
        try:
            load.note(what, *_ask(client, what))
        except Exception as error:  # noqa: BLE001  whatever breaks an answer is a failed one
            load.fail(what, error)


@contextmanager
def loaded(client: Client) -> Iterator[Load]:
    """Readers at work while the block lasts: readiness, a document, a list and a query."""
    load, stop = Load(), threading.Event()
    asked = ("/ready", "/doc/person/abdellatif-hammouchi.json", "/id/place/rabat", "sparql")
    threads = [threading.Thread(target=_loop, args=(client, a, load, stop)) for a in asked]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        stop.set()
        for thread in threads:
            thread.join()
