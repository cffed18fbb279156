"""The query service beside its neighbours: one machine, one run, the same million quads.

Every server is asked in turn within each run, so that what else the machine does falls on all.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

from benchmarks import wrk
from benchmarks.million import DATA, PEOPLE, SCHEMA, Million, million
from benchmarks.neighbours import oxigraph, rdflib_endpoint
from benchmarks.processes import KB, environment, free_port, listening, resident
from benchmarks.serving import peer
from benchmarks.wrk import Pace, Target, sparql

SECONDS = 3
RUNS = 3
CONNECTIONS = (1, 8)
LOADING = 900.0  # seconds that rdflib-endpoint may take to read the quads
SETTINGS = {
    "KB_THREADS": "24",  # eight connections of one client may all land on one worker
    "KB_RESULT_ROWS": "2000000",
    "KB_RESULT_BYTES": "2000000000",
    "KB_QUERY_SECONDS": "60",
}
POINT = f"SELECT ?p ?o WHERE {{ <{DATA}person/NUMBER> ?p ?o }}"
ROWS = "SELECT ?s ?p ?o WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
LONG = {
    "join": f"PREFIX s: <{SCHEMA}> SELECT ?a ?b WHERE {{ "
    f"?a s:worksFor <{DATA}organisation/NUMBER> . ?m s:attendee ?a, ?b ; s:location ?p . "
    "?b s:homeLocation ?p ; s:worksFor ?o . ?c s:worksFor ?o ; s:homeLocation ?p }",
    "aggregate": f"PREFIX s: <{SCHEMA}> SELECT ?p (COUNT(*) AS ?n) WHERE {{ "
    "?m s:location ?p } GROUP BY ?p",
    "join and aggregate": f"PREFIX s: <{SCHEMA}> SELECT ?o (COUNT(DISTINCT ?m) AS ?n) WHERE {{ "
    f"?m s:location <{DATA}place/NUMBER> ; s:attendee ?a . ?a s:worksFor ?o }} GROUP BY ?o",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table: what was measured, and what is asked for."""

    name: str
    value: float
    bound: float
    at_most: bool = False
    unit: str = "x"
    detail: str = ""

    @property
    def met(self) -> bool:
        """Whether the bound holds."""
        return self.value <= self.bound if self.at_most else self.value >= self.bound

    def line(self) -> str:
        """The figure as a line."""
        sign = "<=" if self.at_most else ">="
        asked = f"{sign} {self.bound:g} {self.unit}"
        told = "met" if self.met else "not met"
        return f"{self.name:58}{self.value:9.2f} {self.unit:3} {asked:12} {told:8} {self.detail}"


def measured(targets: Mapping[str, Target], connections: int) -> dict[str, Pace]:
    """The best of several runs of each."""
    found: dict[str, list[Pace]] = {name: [] for name in targets}
    for _ in range(RUNS):
        for name, target in targets.items():
            found[name].append(wrk.pace(target, connections, SECONDS))
    return {name: wrk.best(runs) for name, runs in found.items()}


def _told(name: str, paces: Mapping[str, Pace], connections: int) -> None:
    told = ", ".join(f"{who} {one.rate:.0f}/s {one.median:.2f} ms" for who, one in paces.items())
    print(f"  {name}, {connections} connections: {told}", flush=True)


def points(ours: str, bare: str, engine: str) -> Iterator[Figure]:
    """Look-ups of one subject, another each time, nothing kept."""
    targets = {
        "ours": sparql(ours, "/sparql", POINT, PEOPLE),
        "bare": Target(bare, "/"),
        "oxigraph": sparql(engine, "/query", POINT, PEOPLE),
    }
    for number in CONNECTIONS:
        found = measured(targets, number)
        _told("point look-ups", found, number)
        ratio = found["ours"].rate / found["bare"].rate
        native = f"(bare is {found['bare'].rate / found['oxigraph'].rate:.2f} of Oxigraph's server)"
        yield Figure(f"point look-up of bare Flask, {number} conn.", ratio, 0.6, detail=native)
        if number == 1:
            more = found["ours"].median - found["oxigraph"].median
            name = "point look-up, median above Oxigraph's server, 1 conn."
            yield Figure(name, more, 0.8, at_most=True, unit="ms")


def cached(ours: str, keeping: str) -> Iterator[Figure]:
    """The same hundred look-ups again and again, by a service that keeps answers."""
    targets = {
        "uncached": sparql(ours, "/sparql", POINT, 100),
        "cached": sparql(keeping, "/sparql", POINT, 100),
    }
    for number in CONNECTIONS:
        found = measured(targets, number)
        _told("cached answers", found, number)
        ratio = found["cached"].rate / found["uncached"].rate
        yield Figure(f"cached answers of uncached, {number} conn.", ratio, 1.3)


def long_ones(ours: str, engine: str) -> Iterator[Figure]:
    """Queries in which the engine has work."""
    for name, query in LONG.items():
        targets = {
            "ours": sparql(ours, "/sparql", query, 100),
            "oxigraph": sparql(engine, "/query", query, 100),
        }
        for number in CONNECTIONS:
            found = measured(targets, number)
            _told(name, found, number)
            ratio = found["ours"].rate / found["oxigraph"].rate
            took = f"({found['oxigraph'].median:.0f} ms there)"
            yield Figure(f"{name} of Oxigraph's server, {number} conn.", ratio, 0.9, detail=took)


@contextmanager
def _watched(process: int) -> Iterator[list[int]]:
    """Bytes that a process and its children hold, looked at ten times a second."""
    found, stop = [resident(process)], threading.Event()

    def look() -> None:
        while not stop.wait(0.1):
            found.append(resident(process))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        stop.set()
        thread.join()


def _streamed(base: str, endpoint: str) -> tuple[float, int]:
    """Seconds that a million rows take, and how many lines came."""
    request = Request(f"{base}{endpoint}?query={quote(ROWS)}")  # noqa: S310
    request.add_header("Accept", "text/tab-separated-values")
    started, rows = time.monotonic(), -1
    with urlopen(request) as reply:  # noqa: S310
        while piece := reply.read(1 << 20):
            rows += piece.count(b"\n")
    return time.monotonic() - started, rows


def streamed(ours: str, process: int, engine: str) -> Iterator[Figure]:
    """A million rows, as the engine's own serializer writes them."""
    found: dict[str, list[float]] = {"ours": [], "oxigraph": []}
    grown = []
    for _ in range(RUNS):
        with _watched(process) as held:
            seconds, rows = _streamed(ours, "/sparql")
        found["ours"].append(seconds)
        grown.append(max(held) - held[0])
        theirs, there = _streamed(engine, "/query")
        found["oxigraph"].append(theirs)
        if rows != there or rows < 1_000_000:
            raise RuntimeError(f"{rows} rows came of ours and {there} of Oxigraph's server")
    best = {name: min(seconds) for name, seconds in found.items()}
    print(f"  a million rows: {best['ours']:.2f} s, Oxigraph's server {best['oxigraph']:.2f} s")
    yield Figure("a million rows of Oxigraph's speed", best["oxigraph"] / best["ours"], 0.7)
    most = max(grown) / 1e6
    yield Figure("growth meanwhile", most, 60, at_most=True, unit="MB")


def beside_rdflib(ours: str, quads: Path) -> Iterator[Figure]:
    """Look-ups beside rdflib-endpoint, once it has read the quads."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = rdflib_endpoint(quads, port)
    environ = environment(quads.parent)
    with listening(command, environ, f"{base}/?query=ASK%7B%7D", LOADING) as server:
        print(f"  rdflib-endpoint has read the quads after {server.seconds:.0f} s", flush=True)
        targets = {
            "ours": sparql(ours, "/sparql", POINT, PEOPLE),
            "rdflib-endpoint": sparql(base, "/", POINT, PEOPLE),
        }
        for number in CONNECTIONS:
            found = measured(targets, number)
            _told("point look-ups", found, number)
            ratio = found["ours"].rate / found["rdflib-endpoint"].rate
            yield Figure(f"point look-up of rdflib-endpoint, {number} conn.", ratio, 100)


def _figures(data: Million) -> Iterator[Figure]:
    ports = [free_port() for _ in range(4)]
    ours, keeping, bare, engine = (f"http://127.0.0.1:{port}" for port in ports)
    with ExitStack() as stack:
        plain = environment(data.home, **SETTINGS)
        uncached = {**plain, "KB_CACHE_BYTES": "0", "KB_PORT": str(ports[0])}
        serve = [*KB, "serve"]
        server = stack.enter_context(listening(serve, uncached, f"{ours}/health"))
        stack.enter_context(
            listening(serve, {**plain, "KB_PORT": str(ports[1])}, f"{keeping}/health")
        )
        threads = int(SETTINGS["KB_THREADS"])
        stack.enter_context(listening(peer(ports[2], threads), plain, bare))
        stack.enter_context(listening(oxigraph(data.store, ports[3]), plain, engine))
        yield from _whatever_comes(points(ours, bare, engine))
        yield from _whatever_comes(cached(ours, keeping))
        yield from _whatever_comes(long_ones(ours, engine))
        yield from _whatever_comes(streamed(ours, server.pid, engine))
        yield from _whatever_comes(beside_rdflib(ours, data.quads))


def _whatever_comes(figures: Iterator[Figure]) -> Iterator[Figure]:
    """The figures up to where their measurement fails, which is told: the other parts go on."""
    try:
        yield from figures
    except (RuntimeError, OSError, subprocess.SubprocessError) as error:
        print(f"  FAILED {error}", flush=True)


def main() -> None:
    """Print a line a figure: measured, asked for, met or not."""
    if wrk.version() is None:
        print("the query service: skipped, since wrk is not installed (Debian: apt install wrk)")
        return
    print(f"the query service, a million quads; load by {wrk.version()}, {SECONDS} s a run,")
    print(f"the best of {RUNS}; two workers of {SETTINGS['KB_THREADS']} threads, as the bare route")
    figures = list(_figures(million()))
    print(f"{'':58}{'measured':>9}     asked for")
    for figure in figures:
        print(figure.line())
