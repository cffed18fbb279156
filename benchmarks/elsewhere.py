"""What it costs that a base lies at a SPARQL engine: the same work embedded and at two engines.

One process beside each engine, the tools made before; engines as the tests start them. A number of
articles is generated and ingested, then points are looked up as strangers do, one after the other.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.generate import write
from kb import kit, pipeline, upkeep
from kb.settings import Settings
from kb.store import opening
from kb.store.guard import check
from kb.store.readers import Limits, QueryRequest
from tests.engines import EMBEDDED, EVERYWHERE, MISSING, started

LOOK_UPS = 300
PEOPLE = "SELECT ?s WHERE { ?s a <https://schema.org/Person> } LIMIT 300"
CSV = "text/csv"


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _look_ups(settings: Settings) -> float:
    """Milliseconds of a look-up, in the middle of so many."""
    with opening.pool(settings, Limits()) as pool:

        def ask(query: str) -> bytes:
            return b"".join(pool.answer(QueryRequest(check(query), CSV)).chunks)

        people = ask(PEOPLE).decode().split()[1:]
        queries = [f"SELECT ?p ?o WHERE {{ <{one}> ?p ?o }}" for one in people[:LOOK_UPS]]
        waits = sorted(_timed(lambda query=query: ask(query)) for query in queries)  # type: ignore[misc]
        return waits[len(waits) // 2] * 1000


def _measured(settings: Settings, articles: list[Path]) -> tuple[float, float]:
    """Seconds of the ingest, and milliseconds of a look-up."""
    upkeep.init(settings)
    return _timed(lambda: pipeline.ingest(articles, settings)), _look_ups(settings)


def main(count: int = 50) -> None:
    """Print a line for each place, with what it costs beside the embedded base."""
    print(f"a base elsewhere: {count} generated articles, {LOOK_UPS} look-ups")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        articles = write(work / "articles", count)
        kit.tools(Settings())
        found: dict[str, tuple[float, float]] = {}
        for name in EVERYWHERE:
            settings = Settings(work / name)
            (work / f"engine-{name}").mkdir()
            if name == EMBEDDED:
                found[name] = _measured(settings, articles)
            elif MISSING[name]:
                print(f"{name:10} not measured: {MISSING[name]}")
                continue
            else:
                with started(name, work / f"engine-{name}") as engine:
                    there = replace(settings, **engine.settings())  # type: ignore[arg-type]
                    found[name] = _measured(there, articles)
            took, wait = found[name]
            times = took / found[EMBEDDED][0]
            print(
                f"{name:10} {count / took:6.1f} articles a second, {times:4.1f} times the embedded"
                f" ingest; a look-up {wait:5.2f} ms"
            )


if __name__ == "__main__":
    main()
