"""Tests of the read-write store: what is seen when, and what a crash leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

from kb.errors import StoreFault, UsageFault
from kb.store.base import open_base
from kb.store.generations import Generations
from kb.store.journal import Journal, Minted, Retracted
from kb.store.writer import Writer, init
from tests.store.conftest import article, ex


def test_rollback_of_a_removed_graph_brings_it_back(home: Path) -> None:
    with Writer(home) as writer:
        writer.replace_graph(ex("g"), article(1))
        writer.commit()
        writer.replace_graph(ex("g"), [])
        assert list(writer.graphs()) == []
        writer.rollback()
        assert set(writer.triples(graph=ex("g"))) == set(article(1))


def test_the_same_graph_again_changes_nothing(home: Path) -> None:
    with Writer(home) as writer:
        assert writer.replace_graph(ex("g"), article(1)) == 20
        writer.commit()
        writer.publish()
        assert writer.replace_graph(ex("g"), reversed(article(1))) == 0
        writer.commit()
        assert not writer.changed


def test_graphs_with_names_the_named_graphs_only(home: Path) -> None:
    triple = (ex("s"), ex("p"), ex("o"))
    with Writer(home) as writer:
        writer.add([triple])
        writer.add([triple], ex("g1"))
        writer.add([triple], ex("g2"))
        found = set(writer.graphs_with(None, ex("p"), ex("o")))
    assert found == {(ex("s"), ex("g1")), (ex("s"), ex("g2"))}


def test_publish_refuses_what_was_not_committed(home: Path) -> None:
    with Writer(home) as writer:
        writer.add([(ex("s"), ex("p"), ex("o"))])
        with pytest.raises(StoreFault, match="neither committed nor rolled back"):
            writer.publish()


def test_after_a_rollback_the_writer_continues_from_the_older_generation(
    home: Path, publish: Callable[[int], int]
) -> None:
    assert [publish(1), publish(2)] == [2, 3]
    Generations(home).rollback(2)
    with Writer(home) as writer:
        assert list(writer.graphs()) == [ex("a1")]
        writer.replace_graph(ex("a3"), article(3))
        writer.commit()
        assert writer.publish() == 4  # 3 is not given again
    with open_base(home) as base:
        assert set(base.graphs()) == {ex("a1"), ex("a3")}
        assert base.manifest.parent == 2
        assert base.manifest.quads == 40


def test_the_journal_follows_the_generations(home: Path) -> None:
    with Writer(home) as writer:
        writer.record(Minted("http://example.org/1", "one"))
        writer.commit()
        writer.publish()
        writer.record(Minted("http://example.org/lost", "lost"))
        writer.rollback()
        writer.record(Retracted("http://example.org/2", "wrong"))
        writer.commit()
        number = writer.publish()
        journal = writer.journal
    assert list(journal.replay(number)) == [
        Minted("http://example.org/1", "one"),
        Retracted("http://example.org/2", "wrong"),
    ]


def test_a_second_writer_is_told_who_holds_the_lock(home: Path) -> None:
    import os

    with Writer(home), pytest.raises(StoreFault, match=f"process {os.getpid()} is writing"):
        Writer(home)


def test_a_writer_without_a_base_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="kb init"):
        Writer(tmp_path)


def test_init_refuses_to_touch_a_base(home: Path) -> None:
    with pytest.raises(StoreFault, match="already"):
        init(home)


def test_a_plain_base_stays_plain(tmp_path: Path) -> None:
    init(tmp_path, plain=True, data="http://example.org/id/")
    with Writer(tmp_path) as writer:
        writer.add([(ex("s"), ex("p"), ex("o"))])
        writer.commit()
        writer.publish()
    with open_base(tmp_path) as base:
        assert base.plain
        assert base.data == "http://example.org/id/"


def test_what_is_no_triple_is_refused_with_a_sentence(home: Path) -> None:
    with Writer(home) as writer:
        with pytest.raises(UsageFault, match="a literal cannot be a subject"):
            writer.add([(Literal("x"), ex("p"), ex("o"))])
        with pytest.raises(UsageFault, match="only an IRI can be a predicate"):
            writer.add([(ex("s"), BNode(), ex("o"))])
        with pytest.raises(UsageFault, match="not an absolute IRI"):
            writer.add([(URIRef("relative"), ex("p"), ex("o"))])
        assert list(writer.triples()) == []


def test_the_pointer_journal_and_manifest_agree(home: Path, publish: Callable[[int], int]) -> None:
    publish(1)
    publish(2)
    generations = Generations(home)
    assert generations.current() == 3
    assert Journal(generations.layout).chain(3) == [1, 2, 3]
    assert [m.parent for m in generations.manifests()] == [None, 1, 2]


@pytest.fixture
def writer(home: Path) -> Iterator[Writer]:
    with Writer(home) as writer:
        yield writer


Objects = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00")).map(Literal),
    st.text(st.characters(codec="utf-8")).map(lambda t: Literal(t, lang="ar")),
    st.integers(-(2**60), 2**60).map(Literal),
    st.dates().map(lambda d: Literal(d.isoformat(), datatype=XSD.date)),
    st.sampled_from([ex("é"), ex("معنى"), URIRef("urn:x:y")]),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(Objects, max_size=5))
def test_terms_come_back_as_they_went_in(writer: Writer, objects: list[Literal | URIRef]) -> None:
    writer.add([(ex("s"), ex("p"), obj) for obj in objects])
    assert {obj for _, _, obj in writer.triples(ex("s"), ex("p"))} == set(objects)
    writer.rollback()
