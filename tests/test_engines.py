"""What the engines do with the same data: the facts that docs/operations.md tells of them."""

from __future__ import annotations

from typing import Any

from tests.engines import Engine

G = "http://example.org/خبر"


def put(engine: Engine, graph: str, triples: str) -> None:
    engine.update(
        f"PREFIX : <http://example.org/> INSERT DATA {{ GRAPH <{graph}> {{ {triples} }} }}"
    )


def cells(found: Any, name: str = "o") -> list[str]:
    return sorted(row[name]["value"] for row in found["results"]["bindings"])


def test_an_engine_starts_empty_and_keeps_what_it_is_given(engine: Engine) -> None:
    query = f"SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o }} }}"
    assert cells(engine.query(query)) == []
    put(engine, G, ':أ :p "خبر"@ar')
    assert cells(engine.query(query)) == ["خبر"]
    engine.wipe()
    assert cells(engine.query(query)) == []
