"""A base on disk, and triples to put into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from kb.store.writer import Writer, init
from kb.view import Triple

EX = "http://example.org/"


def ex(name: str) -> URIRef:
    return URIRef(EX + name)


def article(number: int, size: int = 20) -> list[Triple]:
    """Invented triples of one article."""
    return [
        (ex(f"a{number}#n{i // 4}"), ex(f"p{i % 4}"), Literal(f"word {number} {i}", lang="en"))
        for i in range(size)
    ]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of an empty base."""
    path = tmp_path / "kb"
    init(path, clock=lambda: "2020-01-01T00:00:00+00:00")
    return path


@pytest.fixture
def publish(home: Path) -> Callable[[int], int]:
    """A function that stores an article by number and publishes; it returns the generation."""

    def run(number: int) -> int:
        with Writer(home) as writer:
            writer.replace_graph(ex(f"a{number}"), article(number))
            writer.commit()
            return writer.publish()

    return run
