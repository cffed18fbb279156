"""Tests of an open generation and of the follower that moves between them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kb.errors import NotThere, StoreFault, UsageFault
from kb.store.base import Follower, open_base
from kb.store.writer import Writer
from tests.store.conftest import article, ex


@pytest.fixture
def filled(home: Path) -> Path:
    with Writer(home) as writer:
        writer.add(
            [
                (ex("a"), ex("name"), Literal("حموشي", lang="ar")),
                (ex("a"), ex("age"), Literal("7", datatype=XSD.integer)),
                (ex("b"), ex("name"), Literal('quote " and } # brace')),
            ]
        )
        writer.add([(ex("a"), ex("said"), ex("b"))], ex("g"))
        writer.commit()
        writer.publish()
    return home


def test_ask_and_construct(filled: Path) -> None:
    with open_base(filled) as base:
        assert base.ask("ASK { GRAPH ?g { ?s ?p ?o } }", o=ex("b"))
        assert not base.ask("ASK { GRAPH ?g { ?s ?p ?o } }", o=ex("c"))
        query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        assert set(base.construct(query, s=ex("b"))) == set(base.triples(ex("b")))
        short = "CONSTRUCT WHERE { ?s ?p ?o }"
        assert set(base.construct(short, s=ex("b"))) == set(base.triples(ex("b")))


def test_a_group_within_the_projection_is_not_the_pattern(filled: Path) -> None:
    query = "SELECT (EXISTS { ?s ?x ?y } AS ?there) ?s WHERE { ?s ?p ?o }"
    with open_base(filled) as base:
        rows = base.select(query, s=ex("b"))
    assert [row["s"] for row in rows] == [ex("b")]


def test_a_group_that_is_a_subquery_is_bound_after_it(filled: Path) -> None:
    with open_base(filled) as base:
        rows = base.select("SELECT * { SELECT ?s { ?s ?p ?o } }", s=ex("b"))
    assert rows == [{"s": ex("b")}]


def test_the_wrong_form_or_a_broken_query_is_a_usage_fault(filled: Path) -> None:
    with open_base(filled) as base:
        with pytest.raises(UsageFault, match="not a SELECT"):
            base.select("ASK { ?s ?p ?o }")
        with pytest.raises(UsageFault, match="cannot be read"):
            base.select("SELECT ?s WHERE { ?s ?p }")
        with pytest.raises(UsageFault, match="variable"):
            base.select("SELECT ?s WHERE { ?s ?p ?o }", **{"x y": ex("a")})


def test_a_generation_by_number_and_one_that_is_not_there(
    home: Path, publish: Callable[[int], int]
) -> None:
    publish(1)
    publish(2)
    with open_base(home, 2) as base:
        assert list(base.graphs()) == [ex("a1")]
    with pytest.raises(NotThere, match="no generation 9"):
        open_base(home, 9)


def test_no_base_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="kb init"):
        open_base(tmp_path)


def test_the_follower_moves_and_keeps_the_old_one_for_its_users(
    home: Path, publish: Callable[[int], int]
) -> None:
    publish(1)
    follower = Follower(home)
    with follower.base() as old:
        publish(2)
        with follower.base() as new:
            assert (old.generation, new.generation) == (2, 3)
            assert set(new.graphs()) == {ex("a1"), ex("a2")}
        assert list(old.graphs()) == [ex("a1")]
    with pytest.raises(AttributeError):
        list(old.graphs())  # closed after its last user
    with follower.base() as again:
        assert again is new
    follower.close()
    with pytest.raises(AttributeError):
        list(new.graphs())


def test_publishing_under_readers_fails_none_and_mixes_no_generations(home: Path) -> None:
    """Each generation holds one marker in two graphs; a reader must see the same in both."""
    follower = Follower(home)
    stop = threading.Event()
    problems: list[str] = []
    seen: set[int] = set()

    def read() -> None:
        while not stop.is_set():
            with follower.base() as base:
                marks = [tuple(base.triples(ex("m"), None, None, ex(g))) for g in ("g1", "g2")]
                seen.add(base.generation)
            if marks[0] != marks[1]:
                problems.append(str(marks))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    with Writer(home, keep=2) as writer:
        for number in range(30):
            for graph in ("g1", "g2"):
                writer.replace_graph(ex(graph), [(ex("m"), ex("is"), Literal(number))])
            writer.commit()
            writer.publish()
    stop.set()
    for thread in threads:
        thread.join()
    follower.close()
    assert problems == []
    assert len(seen) > 3


def test_iris_are_read_as_iris(home: Path, publish: Callable[[int], int]) -> None:
    publish(1)
    with open_base(home) as base:
        found = next(iter(base.triples(graph=ex("a1"))))
    assert isinstance(found[0], URIRef)
    assert found in article(1)
