"""Where the time of an ingest goes: seconds of processor by stage, in one process."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kb import kit, pipeline
from kb.extract.article import read_file
from kb.extract.reading import read
from kb.settings import Settings
from kb.store.originals import Originals
from kb.store.writer import Writer
from kb.upkeep import init

# Owner, function and the stage that its time is counted under.
STAGES: tuple[tuple[Any, str, str], ...] = (
    (pipeline, "tools", "start-up"),
    (pipeline, "read_bytes", "read the file"),
    (pipeline, "read", "extract"),
    (pipeline, "hold", "hold: graph, joining, facts"),
    (pipeline.Ingest, "_check", "gate"),
    (pipeline, "apply", "store: quads"),
    (Originals, "keep", "store: originals"),
    (Originals, "keep_text", "store: originals"),
    (Writer, "publish", "publish"),
)


def _timed(function: Callable[..., Any], stage: str, spent: Counter[str]) -> Callable[..., Any]:
    def wrapped(*args: Any, **named: Any) -> Any:
        started = time.process_time()
        try:
            return function(*args, **named)
        finally:
            spent[stage] += time.process_time() - started  # type: ignore[assignment]

    return wrapped


def main(paths: list[Path], home: Path) -> None:
    """Print milliseconds of processor an article of each stage."""
    settings = Settings(home=home)
    init(settings)
    spent: Counter[str] = Counter()
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in STAGES]
    for owner, name, stage in STAGES:
        setattr(owner, name, _timed(getattr(owner, name), stage, spent))
    started = time.process_time()
    try:
        pipeline.ingest(paths, settings)
    finally:
        for owner, name, function in kept:
            setattr(owner, name, function)
    whole = time.process_time() - started
    print(f"one process, {len(paths)} articles: ms of processor an article, share")
    for stage, seconds in (*spent.most_common(), ("the rest", whole - sum(spent.values()))):
        print(f"{stage:30}{1000 * seconds / len(paths):9.2f}{100 * seconds / whole:6.0f}%")


def extraction(paths: list[Path], home: Path) -> None:
    """Print articles a second of extraction alone."""
    lexicon = kit.tools(Settings(home=home)).lexicon
    articles = [read_file(path) for path in paths]
    read(articles[0], lexicon)
    best = min(_seconds(articles, lexicon) for _ in range(3))
    print(f"extraction alone: {len(paths) / best:.1f} articles a second a core, the best of 3")


def _seconds(articles: list[Any], lexicon: Any) -> float:
    started = time.process_time()
    for article in articles:
        read(article, lexicon)
    return time.process_time() - started
