"""The writer of a base at an engine: what a failure in the middle leaves, and who may write."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import BNode, Literal

from kb.errors import NotOffered, StoreFault
from kb.settings import Settings
from kb.store import making, opening, outbox, revision
from kb.store.layout import Layout
from kb.store.remote import RemoteClient
from kb.store.writer import Writer
from tests.engines import Engine
from tests.store.conftest import EX, article, ex


@pytest.fixture
def place(engine: Engine, tmp_path: Path) -> Settings:
    """An empty base at an engine."""
    found = Settings(tmp_path / "kb", **engine.settings())  # type: ignore[arg-type]
    making.init(found, data=EX, plain=False, versions={})
    return found


def written(place: Settings) -> Writer:
    return making.writer(place, {})


def publish(place: Settings, *numbers: int) -> None:
    with written(place) as writer:
        for number in numbers:
            writer.replace_graph(ex(f"a{number}"), article(number))
        writer.commit()
        writer.publish()


def exported(place: Settings) -> bytes:
    output = io.BytesIO()
    opening.export(place, "nquads", output)
    return output.getvalue()


@contextmanager
def failing_after(updates: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An engine that takes so many updates and then no more."""
    whole, left = RemoteClient.update, [updates]

    def update(self: RemoteClient, text: str) -> None:
        if not left[0]:
            raise StoreFault("the SPARQL engine does not answer")
        left[0] -= 1
        whole(self, text)

    with monkeypatch.context() as patch:
        patch.setattr(RemoteClient, "update", update)
        yield


@pytest.mark.parametrize("updates", range(5))
def test_what_an_engine_did_not_take_is_sent_by_the_next_writer(
    place: Settings, monkeypatch: pytest.MonkeyPatch, updates: int
) -> None:
    monkeypatch.setattr(outbox, "PIECE", 10)  # four pieces, then the revision
    publish(place, 1)
    with written(place) as writer:
        writer.replace_graph(ex("a1"), [])
        writer.replace_graph(ex("a2"), article(2))
        writer.commit()
        with (
            failing_after(updates, monkeypatch),
            pytest.raises(StoreFault, match="does not answer"),
        ):
            writer.publish()
    with opening.base(place) as base:
        assert base.generation == 2  # the revision is the last to move
    with written(place) as writer:
        assert writer.parent.number == 3
        assert not outbox.waiting(Layout(place.home))
    with opening.base(place) as base:
        assert list(base.graphs()) == [ex("a2")]
        assert set(base.triples(graph=ex("a2"))) == set(article(2))


def test_a_folder_that_is_not_the_writers_writes_nothing(place: Settings, tmp_path: Path) -> None:
    publish(place, 1)
    before = exported(place)
    other = replace(place, home=tmp_path / "other")
    Layout(other.home).make()
    with pytest.raises(StoreFault, match="written from another folder"):
        written(other)
    assert exported(place) == before


def test_changes_of_a_revision_that_is_past_are_not_sent(place: Settings, tmp_path: Path) -> None:
    publish(place, 1)
    copy = replace(place, home=Path(shutil.copytree(place.home, tmp_path / "copy")))
    with written(copy) as behind:
        behind.add(article(9))
        behind.commit()
        publish(place, 2)
        before = exported(place)
        with pytest.raises(StoreFault, match="somebody else wrote there"):
            behind.publish()
    assert exported(place) == before
    with pytest.raises(StoreFault, match="move that folder away"):
        written(copy)


def test_blank_nodes_are_refused(place: Settings) -> None:
    with written(place) as writer, pytest.raises(StoreFault, match="blank nodes"):
        writer.add([(ex("s"), ex("p"), BNode())])


def test_an_engine_without_a_base_says_how_to_make_one(engine: Engine, tmp_path: Path) -> None:
    found = Settings(tmp_path / "kb", **engine.settings())  # type: ignore[arg-type]
    for attempt in (lambda: written(found), lambda: opening.require(found)):
        with pytest.raises(StoreFault, match="kb init"):
            attempt()
    assert opening.current(found) is None


def test_generations_and_plain_bases_are_not_offered(place: Settings) -> None:
    with pytest.raises(NotOffered, match="no generations"):
        opening.generations(place)
    with pytest.raises(NotOffered, match="no generations"):
        opening.export(place, "nquads", io.BytesIO(), 1)
    with pytest.raises(NotOffered, match="plain"):
        making.init(place, data=EX, plain=True, versions={})


def test_of_two_revisions_the_higher_counts(place: Settings) -> None:
    there = opening.site(place)
    first = revision.required(there.client)
    text = replace(first, number=7).as_bytes().decode().replace('"', '\\"').replace("\n", "\\n")
    there.client.update(
        f"INSERT DATA {{ GRAPH {revision.GRAPH} "
        f'{{ <urn:khabar:base> <urn:khabar:manifest> "{text}" }} }}'
    )
    assert revision.required(there.client).number == 7
    revision.move(there.client, replace(first, number=8))
    assert revision.required(there.client).number == 8


# ---- moving ----------------------------------------------------------------------------------
@pytest.fixture
def embedded(tmp_path: Path) -> Settings:
    """An embedded base of two articles."""
    found = Settings(tmp_path / "here")
    making.init(found, data=EX, plain=False, versions={})
    publish(found, 1, 2)
    return found


def test_a_base_that_is_moved_is_the_same_and_goes_on(embedded: Settings, engine: Engine) -> None:
    before = exported(embedded)
    there = replace(embedded, **engine.settings())  # type: ignore[arg-type]
    assert making.move(there).number == 2
    assert exported(there) == before
    publish(there, 3)
    with opening.base(there) as base:
        assert (base.generation, len(list(base.graphs()))) == (3, 3)
    with pytest.raises(StoreFault, match="no base"):
        written(embedded)


def test_a_move_that_broke_off_goes_on(
    embedded: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "PIECE", 10)
    before = exported(embedded)
    there = replace(embedded, **engine.settings())  # type: ignore[arg-type]
    with failing_after(2, monkeypatch), pytest.raises(StoreFault):
        making.move(there)
    assert exported(embedded) == before
    assert making.move(there).number == 2
    assert exported(there) == before


def test_a_base_is_not_moved_onto_another_nor_made_in_its_folder(
    embedded: Settings, place: Settings
) -> None:
    publish(place, 5)
    before = exported(place)
    there = replace(place, home=embedded.home)
    with pytest.raises(StoreFault, match="already"):
        making.move(there)
    with pytest.raises(StoreFault, match="kb move"):
        written(there)
    assert exported(place) == before
    with written(embedded) as writer:
        assert writer.add([(ex("s"), ex("p"), Literal("x"))]) == 1
