"""`kill -9` of an ingest under read load, and new generations under read load."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.generate import article
from kb.store.base import open_base
from kb.store.generations import Generations
from tests.building import D, current, exported, ingest
from tests.loading import loaded
from tests.running import served

KILLS = 20
AHEAD = 40  # articles that an ingest has before it: more than it can read until it is killed
PUBLISH_SECONDS = 0.1

# Loads what takes seconds once, then forks an ingest for each line it gets: killed is the
# process that writes. It has one thread, so that a fork of it is safe.
NURSERY = """
import os, sys
from pathlib import Path
from kb import kit, pipeline
from kb.settings import Settings
home, folder, seconds = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
settings = Settings(home=home, publish_seconds=seconds)
kit.tools(settings)
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        said = []
        def tell(outcome):
            if not said:
                os.write(1, b"working\\n")
            said.append(outcome)
        report = pipeline.ingest([folder], settings, tell)
        os._exit(1 if report.counts["refused"] else 0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""

BROKEN = {
    "a report without evidence": "GRAPH ?g { ?r a kb:Report MINUS { ?r kb:evidence ?e } }",
    "evidence without words": (
        "GRAPH ?g { ?e a kb:Evidence MINUS { ?e oa:hasSelector/oa:exact ?words } }"
    ),
    "a fact whose report is not there": ("?e kb:report ?r MINUS { GRAPH ?g { ?r a kb:Report } }"),
    "an article without its graph": (
        "?a a schema:NewsArticle MINUS { GRAPH ?a { ?a a schema:NewsArticle } }"
    ),
    "a graph without its article": (
        "GRAPH ?a { ?a a schema:NewsArticle } MINUS { ?a a schema:NewsArticle }"
    ),
    "an event that no report tells of": "?e a kb:Meeting MINUS { ?e kb:report ?r }",
}


def check_whole(home: Path) -> int:
    """The number of articles in the current generation, all of them whole."""
    with open_base(home) as base:
        for what, pattern in BROKEN.items():
            query = f"PREFIX oa: <http://www.w3.org/ns/oa#> SELECT * {{ {pattern} }} LIMIT 3"
            assert base.select(query) == [], what
        count = sum(1 for graph in base.graphs() if str(graph).startswith(f"{D}article/"))
        assert count == base.manifest.articles
        number = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        assert int(str(base.select(number)[0]["n"])) == base.manifest.quads
        return count


def short(number: int) -> str:
    """An invented article with one meeting."""
    parts = article(number).split("\n\n")
    return "\n\n".join([*parts[:4], parts[-1]])


def fill(folder: Path, upto: int) -> int:
    """The number of articles in a folder, after those that lacked were added behind the others."""
    folder.mkdir(exist_ok=True)
    there = len(list(folder.iterdir()))
    for number in range(there, upto):
        (folder / f"{number:04d}.txt").write_text(short(number), "utf-8")
    return max(there, upto)


class Nursery:
    """A process that starts ingests."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.orders, self.news = process.stdin, process.stdout
        assert self.line() == "ready"

    def line(self) -> str:
        return self.news.readline().strip()

    def start(self) -> int:
        """The process of a new ingest, which has read its first file."""
        self.orders.write("go\n")
        self.orders.flush()
        found = {self.line(), self.line()}
        found.discard("working")
        return int(found.pop())

    def end(self) -> int:
        """How the ingest ended."""
        return int(self.line())


@contextmanager
def nursery(home: Path, folder: Path) -> Iterator[Nursery]:
    words = [sys.executable, "-c", NURSERY, str(home), str(folder), str(PUBLISH_SECONDS)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Nursery(process)
        finally:
            process.kill()


def until(true: Callable[[], bool], most: float = 20.0) -> None:
    end = time.monotonic() + most
    while not true() and time.monotonic() < end:
        time.sleep(0.0005)


def publishing(home: Path, since: float) -> bool:
    """Whether a generation is being made, or was when its maker was killed."""
    generations = Generations(home)
    number = max(generations.numbers()) + 1
    made = (
        generations.layout.segment(number),
        generations.layout.generations / f"{number:06d}.tmp",
    )
    return any(path.exists() and path.stat().st_mtime >= since for path in made)


def kill(child: int, home: Path, turn: int, chance: random.Random) -> bool:
    """Whether the kill met a publish: each turn waits for none to three of them before it.

    Every other kill falls at any moment, and every other one within a publish.
    """
    since, first = time.time(), current(home) or 0
    until(lambda: (current(home) or 0) >= first + turn // 2 % 4)
    if turn % 2:
        until(lambda: publishing(home, since))
        time.sleep(chance.random() * 0.02)
    else:
        time.sleep(chance.random() * 0.3)
    os.kill(child, signal.SIGKILL)
    time.sleep(0.01)
    return publishing(home, since)


@pytest.mark.slow
def test_twenty_kills_under_load_lose_nothing(
    home: Path, seeded_home: Path, tmp_path: Path
) -> None:
    chance, folder = random.Random(7), tmp_path / "in"  # noqa: S311
    published, during, count = [0], 0, 0
    with served(home, KB_WORKERS="1") as client, nursery(home, folder) as nursed:
        with loaded(client) as load:
            for turn in range(KILLS):
                count = fill(folder, published[-1] + AHEAD)
                during += kill(nursed.start(), home, turn, chance)
                assert nursed.end() == -signal.SIGKILL, "the ingest had ended before the kill"
                published.append(check_whole(home))
            nursed.start()
            assert nursed.end() == 0
            time.sleep(0.2)
        assert client.get("/ready").json()["generation"] == current(home)
    assert load.failures == []
    assert load.answers > 10 * KILLS
    assert len(load.generations) > 3
    assert published == sorted(published)
    assert 0 < published[-1] < count
    assert during > 0, "no kill met a publish"
    assert check_whole(home) == count
    undisturbed = Path(shutil.copytree(seeded_home, tmp_path / "undisturbed"))
    assert ingest(undisturbed, folder).counts["stored"] == count
    assert exported(home) == exported(undisturbed)


@pytest.mark.slow
def test_a_served_base_moves_on_without_failing_a_request(home: Path, tmp_path: Path) -> None:
    fill(tmp_path / "in", 10)
    first = current(home) or 0
    with served(home) as client, loaded(client) as load:
        for number, path in enumerate(sorted((tmp_path / "in").iterdir()), 1):
            assert ingest(home, path, keep_generations=2).generation == first + number
            assert client.get("/ready").json()["generation"] == first + number
            found = client.rows("SELECT ?a { ?a a <https://schema.org/NewsArticle> }")
            assert len(found) == number
            assert client.get("/articles").status == 200
    assert load.failures == []
    assert load.generations >= set(range(first + 1, first + 11))
