"""Whether the gate would take a file: articles of any format, and graphs in RDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb import upkeep
from kb.errors import Refusal
from kb.store.base import open_base
from tests.building import D, settings, written

BURNS = "nadorcity-undated-dd7dfa7c"


def article_graph(home: Path, path: Path) -> Path:
    """The named graph of the retelling of BURNS, as a file."""
    with open_base(home) as base:
        query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{D}article/{BURNS}> {{ ?s ?p ?o }} }}"
        base.construct(query).serialize(path, format="turtle", encoding="utf-8")
    return path


def test_a_stored_articles_graph_is_accepted_until_a_word_is_changed(
    retold: Path, tmp_path: Path
) -> None:
    graph = article_graph(retold, tmp_path / "graph.ttl")
    assert upkeep.validate(graph, settings(retold)).accepted
    text = graph.read_text("utf-8")
    at = text.index("oa:exact") if "oa:exact" in text else text.index(":exact")
    word = text.index('"', at) + 1
    graph.write_text(text[:word] + "كلا " + text[word:], "utf-8")
    verdict = upkeep.validate(graph, settings(retold))
    assert not verdict.accepted
    assert any("selector" in violation.focus for violation in verdict.violations)


def test_validation_stores_nothing(retold: Path, tmp_path: Path) -> None:
    before = sorted(str(p) for p in retold.rglob("*"))
    (path,) = written(tmp_path, 1)
    assert upkeep.validate(path, settings(retold)).accepted
    assert sorted(str(p) for p in retold.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("none.ttl", None, "not-found"),
        ("broken.ttl", b"<a> <b>", "broken-markup"),
        ("picture.ttl", b"\x89PNG\x00", "broken-markup"),
        ("none.txt", None, "not-found"),
        ("empty.txt", b"", "empty"),
    ],
)
def test_what_cannot_be_validated_is_told(
    home: Path, tmp_path: Path, name: str, raw: bytes | None, reason: str
) -> None:
    path = tmp_path / name
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(Refusal) as caught:
        upkeep.validate(path, settings(home))
    assert caught.value.reason == reason
    assert "\n" not in caught.value.message
