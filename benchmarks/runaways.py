"""Queries that never end, and what others notice of them: nothing, is asked for.

`python -m benchmarks.runaways [--count N] [--seconds S]`: first eight in flight all the time while
other clients look things up fifty times a second; then so many with a deadline of one second.
"""

from __future__ import annotations

import argparse
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path

from benchmarks.clients import Client, Given, asking, back, settled
from benchmarks.endpoint import Figure
from benchmarks.million import DATA, PEOPLE, SCHEMA, million
from benchmarks.processes import KB, environment, free_port, largest, listening

# Of people, 40,000 each: a pattern of all quads would end by its memory and not by its time.
_PAIRS = f"?a <{SCHEMA}worksFor> ?c . ?d <{SCHEMA}homeLocation> ?f . ?g <{SCHEMA}knows> ?i"
_TEN = " ".join(str(number) for number in range(10))
RUNAWAYS = {
    "a cross product that yields rows": f"SELECT * {{ {_PAIRS} "
    'FILTER(MD5(CONCAT(STR(?a), STR(?f), STR(?i))) < "00001") }',
    "a cross product that yields none": f"SELECT * {{ {_PAIRS} "
    'FILTER(CONCAT(STR(?a), "x") = STR(?f)) }',
    "a cross product of VALUES": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{number} {{ {_TEN} }}" for number in range(12))
    + " }",
    "a property path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:y>)* ?d }",
    "a huge sort": f"SELECT * {{ {_PAIRS} }} ORDER BY ?i ?f ?c",
    "building of strings": 'SELECT * { BIND("0123456789" AS ?s0) '
    + " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(40))
    + " }",
    "deep nesting": f"SELECT * {{ {_PAIRS} FILTER({'(!' * 80}"
    f"(CONCAT(STR(?a), STR(?f)) = STR(?i)){')' * 80}) }}",
}
IN_FLIGHT = 8
LOOK_UPS = 50  # a second
PEERS = 10  # who look things up
MEMORY = 1_000_000_000  # the default
ENDED = {200, 422, 503, 504}  # whole or cut, too large, not admitted, out of time
POINT = f"SELECT ?p ?o WHERE {{ <{DATA}person/%d> ?p ?o }}"


@dataclass
class Met:
    """What clients met."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    largest: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, given: Given, fine: set[int]) -> None:
        """Take an answer in."""
        with self.lock:
            self.statuses[what, given.status] += 1
            if given.status not in fine:
                self.failures.append(f"{what}: {given.status} {given.body[:300]!r}")

    def percentile(self, share: float) -> float:
        """The wait in milliseconds that such a share of the look-ups stayed under."""
        waits = sorted(self.waits)
        return waits[min(len(waits) - 1, int(len(waits) * share))] if waits else 0.0


def _admitted(client: Client, query: str, stop: threading.Event) -> Given:
    """The answer to a query, asked again while there is no room for it."""
    while (given := client.ask(query)).status == 503 and not stop.wait(0.2):
        pass
    return given


def run_away(port: int, met: Met, kinds: Iterator[str], stop: threading.Event) -> None:
    """Ask one runaway after the other, each as another client, until they or the time are over."""
    while not stop.is_set():
        with met.lock:
            kind = next(kinds, None)
            number = sum(met.statuses.values())
        if kind is None:
            return
        client = Client(port, f"127.0.1.{number % 200 + 1}")
        try:
            met.note(kind, _admitted(client, RUNAWAYS[kind], stop), ENDED)
        except OSError as error:
            met.failures.append(f"{kind}: {error!r}")
        finally:
            client.close()


def look_up(port: int, number: int, met: Met, stop: threading.Event) -> None:
    """Look a person up so many times a second, at set moments, however long answers take."""
    client, pause = Client(port, f"127.0.2.{number + 1}"), PEERS / LOOK_UPS
    start = time.monotonic() + pause * number / PEERS
    for turn in count():
        due = start + turn * pause
        if stop.wait(max(0.0, due - time.monotonic())):
            break
        given = client.ask(POINT % ((turn * PEERS + number) * 7919 % PEOPLE))
        met.note("a look-up", given, {200})
        # From when it was due: a client kept waiting would else ask less often.
        met.waits.append((time.monotonic() - due) * 1000)
    client.close()


def watch(process: int, met: Met, stop: threading.Event) -> None:
    """Note the most that any one process held."""
    while not stop.wait(0.25):
        met.largest = max(met.largest, largest(process))


def beside(port: int, process: int, seconds: float) -> Met:
    """What those who look up met while eight runaways were in flight all the time."""
    met, kinds = Met(), cycle(RUNAWAYS)
    works = [lambda stop: run_away(port, met, kinds, stop) for _ in range(IN_FLIGHT)]
    works += [lambda stop, n=n: look_up(port, n, met, stop) for n in range(PEERS)]  # type: ignore[misc]
    works.append(lambda stop: watch(process, met, stop))
    with asking(works):
        time.sleep(seconds)
    return met


def in_a_row(port: int, process: int, number: int) -> Met:
    """What became of so many runaways, eight at a time."""
    met = Met()
    kinds = (kind for kind, _ in zip(cycle(RUNAWAYS), range(number), strict=False))
    ended = threading.Event()
    threads = [
        threading.Thread(target=run_away, args=(port, met, kinds, ended)) for _ in range(IN_FLIGHT)
    ]
    with asking([lambda stop: watch(process, met, stop)]):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return met


def healthy(port: int) -> bool:
    """Whether forty look-ups, enough for each worker to have some, are answered."""
    found = []
    for number in range(40):
        client = Client(port, "127.0.3.1")
        found.append(client.ask(POINT % number).status == 200)
        client.close()
    return all(found)


def _told(met: Met, before: tuple[int, int], after: tuple[int, int]) -> None:
    for (what, status), number in sorted(met.statuses.items()):
        print(f"  {what}, {status}: {number}")
    for failure in met.failures[:5]:
        print(f"  FAILED {failure}")
    print(f"  processes and descriptors: {before} before, {after} after", flush=True)


def _measure(home: Path, deadline: float, number: int, seconds: float) -> Iterator[Figure]:
    port = free_port()
    environ = environment(
        home, KB_PORT=str(port), KB_QUERY_SECONDS=str(deadline), KB_QUERY_MEMORY=str(MEMORY)
    )
    with listening([*KB, "serve"], environ, f"http://127.0.0.1:{port}/health") as server:
        if not healthy(port):
            raise RuntimeError("the service does not answer")
        before = settled(server.pid)
        idle = largest(server.pid)
        met = beside(port, server.pid, seconds) if seconds else in_a_row(port, server.pid, number)
        after = back(server.pid, before, deadline + 20)
        _told(met, before, after)
        name = f"{IN_FLIGHT} runaways in flight" if seconds else f"{number} runaways in a row"
        if seconds:
            p50, p99 = met.percentile(0.5), met.percentile(0.99)
            detail = f"(median {p50:.1f}, {len(met.waits)} look-ups)"
            yield Figure(f"{name}: look-ups, p99", p99, 25, at_most=True, unit="ms", detail=detail)
        most = (met.largest - idle) / 1e6
        cap = MEMORY / 1e6
        yield Figure(f"{name}: a reader's growth", most, cap, at_most=True, unit="MB")
        lost = float(len(met.failures) + (not healthy(port)))
        yield Figure(f"{name}: other failures", lost, 0, at_most=True, unit="")
        for what, was, now in zip(("processes", "descriptors"), before, after, strict=True):
            yield Figure(f"{name}: {what} left over", now - was, 0, at_most=True, unit="")


def main(number: int = 64, seconds: float = 30.0) -> None:
    """Print a line a figure."""
    home = million().home
    print(
        f"runaway queries, a million quads: {seconds:g} s of {IN_FLIGHT} in flight, then {number}"
    )
    figures = [*_measure(home, 10.0, 0, seconds), *_measure(home, 1.0, number, 0.0)]
    for figure in figures:
        print(figure.line())


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="benchmarks.runaways", description=__doc__)
    options.add_argument("--count", type=int, default=2000, help="runaways in a row")
    options.add_argument("--seconds", type=float, default=30.0, help="of look-ups beside runaways")
    given = options.parse_args()
    main(given.count, given.seconds)
