"""Bases for tests, built in this process: the tools are made once for all tests."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.generate import article
from kb import pipeline
from kb.outcomes import Outcome, Report
from kb.settings import Settings
from kb.store.base import open_base
from kb.store.export import export
from kb.store.generations import Generations
from kb.store.journal import Journal

D = "https://w3id.org/khabar/id/"
KB = "https://w3id.org/khabar#"


def settings(home: Path, **changes: Any) -> Settings:
    return replace(Settings(home=home), **changes)


def ingest(home: Path, *paths: Path, **changes: Any) -> Report:
    return pipeline.ingest(paths, settings(home, **changes))


def one(home: Path, path: Path, **changes: Any) -> Outcome:
    """What becomes of a single file."""
    (outcome,) = ingest(home, path, **changes).outcomes
    return outcome


def exported(home: Path) -> bytes:
    output = io.BytesIO()
    export(home, "nquads", output)
    return output.getvalue()


def current(home: Path) -> int | None:
    return Generations(home).current()


def journal(home: Path) -> list[Any]:
    generations = Generations(home)
    return list(Journal(generations.layout).replay(generations.required()))


def rows(home: Path, query: str) -> list[tuple[str, ...]]:
    """The rows of a SELECT as strings, sorted."""
    with open_base(home) as base:
        found: list[Mapping[str, Any]] = list(base.select(query))
    return sorted(tuple(str(value) for value in row.values()) for row in found)


def written(folder: Path, *numbers: int) -> list[Path]:
    """The files of some invented articles."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in numbers:
        paths.append(folder / f"{number:06d}.txt")
        paths[-1].write_text(article(number), "utf-8")
    return paths
