"""Generations published under load: no failed request, and no answer of two generations.

`python -m benchmarks.publishing [--count N]`. Each generation bears its mark in three graphs;
an answer reads all. What is not kept is pruned under the readers.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Literal, URIRef

from benchmarks.clients import Client, Given, asking
from benchmarks.endpoint import Figure
from benchmarks.processes import KB, environment, free_port, kb, listening
from kb.store.writer import Writer

READERS = 8  # two cores are full
KEEP = 3
MARK = URIRef("http://example.org/mark")
GRAPHS = tuple(URIRef(f"http://example.org/graph/{number}") for number in range(3))
# All quads are read between the first mark and the last.
QUERY = f"""SELECT ?a ?b ?c (COUNT(?x) AS ?n) {{
  GRAPH <{GRAPHS[0]}> {{ <{MARK}> <{MARK}> ?a }} GRAPH <{GRAPHS[1]}> {{ <{MARK}> <{MARK}> ?b }}
  GRAPH ?g {{ ?x ?y ?z }} GRAPH <{GRAPHS[2]}> {{ <{MARK}> <{MARK}> ?c }} }} GROUP BY ?a ?b ?c"""


@dataclass
class Seen:
    """What the readers saw."""

    answers: int = 0
    generations: set[int] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, given: Given) -> None:
        """Take an answer in."""
        with self.lock:
            self.answers += 1
            if given.status != 200 or not given.whole:
                self.failures.append(f"{given.status} {given.body[:300]!r}")
                return
            number = given.headers["khabar-generation"]
            self.generations.add(int(number))
            rows = json.loads(given.body)["results"]["bindings"]
            marks = {row[name]["value"] for row in rows for name in "abc"}
            if len(rows) != 1 or marks != {number}:
                self.mixed.append(f"generation {number} says {sorted(marks)}")


def publish(home: Path, count: int) -> int:
    """How many files the newest store has, once so many generations were published and pruned."""
    with Writer(home, keep=KEEP, wait=60) as base:
        for _ in range(count):
            number = base.generations.free_number()
            for graph in GRAPHS:
                base.replace_graph(graph, [(MARK, MARK, Literal(str(number)))])
            more = [(URIRef(f"{MARK}/{n}"), MARK, Literal(f"{number} {n}")) for n in range(40)]
            base.replace_graph(URIRef(f"{MARK}/{number % 100}"), more)
            base.commit()
            base.publish()
    newest = Path(home, "generations", f"{base.parent.number:06d}", "store")
    return sum(1 for path in newest.iterdir() if path.suffix == ".sst")


def read(port: int, number: int, seen: Seen, stop: threading.Event) -> None:
    """Ask for the marks again and again."""
    client = Client(port, f"127.0.1.{number + 1}")
    while not stop.is_set():
        try:
            seen.note(client.ask(QUERY))
        except OSError as error:
            seen.failures.append(repr(error))
    client.close()


def under_load(home: Path, port: int, count: int) -> tuple[Seen, int]:
    """What readers saw while so many generations were published, and the files of the last."""
    seen = Seen()
    works = [lambda stop, n=n: read(port, n, seen, stop) for n in range(READERS)]
    with asking(works):
        files = publish(home, count)
    return seen, files


def _figures(seen: Seen, files: int, left: int) -> Iterator[Figure]:
    yield Figure("files of the store, at the end", files, 100, unit="")
    yield Figure("failed requests", len(seen.failures), 0, at_most=True, unit="")
    yield Figure("answers of two generations", len(seen.mixed), 0, at_most=True, unit="")
    yield Figure("generations left after pruning", left, KEEP + 1, at_most=True, unit="")


def main(count: int = 200) -> None:
    """Print a line a figure."""
    with tempfile.TemporaryDirectory() as folder:
        home, port = Path(folder, "base"), free_port()
        kb(home, "init", "--plain")
        publish(home, 1)
        environ = environment(home, KB_PORT=str(port), KB_THREADS="24")  # all may meet one worker
        with listening([*KB, "serve"], environ, f"http://127.0.0.1:{port}/health"):
            seen, files = under_load(home, port, count)
        publish(home, 1)  # the readers are gone: what they kept goes now
        left = len(list(Path(home, "generations").iterdir()))
    print(f"{count} generations published under {READERS} readers that ask all the time:")
    print(f"  {seen.answers} answers of {len(seen.generations)} generations")
    for failure in [*seen.failures, *seen.mixed][:5]:
        print(f"  FAILED {failure}")
    for figure in _figures(seen, files, left):
        print(figure.line())


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="benchmarks.publishing", description=__doc__)
    options.add_argument("--count", type=int, default=200, help="generations")
    main(options.parse_args().count)
