"""Tests of exports: complete, and equal bytes for equal bases."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, Literal

from kb.errors import UsageFault
from kb.store.export import FORMATS, export
from kb.store.writer import Writer, init
from tests.store.conftest import article, ex


def exported(home: Path, syntax: str, generation: int | None = None) -> str:
    output = io.BytesIO()
    export(home, syntax, output, generation)
    return output.getvalue().decode()


def test_order_of_writing_changes_no_byte(tmp_path: Path) -> None:
    texts: list[dict[str, str]] = []
    for name, order in (("a", [1, 2, 3]), ("b", [3, 1, 2])):
        home = tmp_path / name
        init(home)
        with Writer(home) as writer:
            for number in order:
                writer.replace_graph(ex(f"a{number}"), article(number))
                writer.add([(ex(f"a{number}"), ex("in"), Literal("قاعدة", lang="ar"))])
                writer.commit()
                writer.publish()
        texts.append({syntax: exported(home, syntax) for syntax in FORMATS})
    assert texts[0] == texts[1]
    lines = texts[0]["nquads"].splitlines()
    assert len(lines) == 63
    assert lines == sorted(lines)
    assert len(Graph().parse(data=texts[0]["turtle"], format="turtle")) == 3


def test_an_older_generation_can_be_exported(home: Path, publish: Callable[[int], int]) -> None:
    publish(1)
    publish(2)
    assert len(exported(home, "nquads", 2).splitlines()) == 20
    assert len(exported(home, "nquads").splitlines()) == 40


def test_an_unknown_format_is_told(home: Path) -> None:
    with pytest.raises(UsageFault, match="jsonld, nquads, trig, turtle"):
        exported(home, "xml")
