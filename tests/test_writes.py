"""Batches of writes in the writer's own process: one generation, each job alone in its failing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from kb.jobs import Conditions, Job, pack, unpack
from kb.store.base import open_base
from kb.store.direct import MANY
from kb.store.generations import Generations
from kb.store.locks import lock_writer
from kb.store.writer import init
from kb.writes import answer, work

BASE = "http://base.example/"


def insert(number: int) -> Job:
    return Job("update", BASE, text=f"INSERT DATA {{ <a> <b> {number} }}")


def put(text: str, **more: Any) -> Job:
    return Job("put", BASE, graph=f"{BASE}g", parts=(("text/turtle", text.encode()),), **more)


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    init(tmp_path / "kb", plain=True)
    return {"home": str(tmp_path / "kb"), "shapes": "", "keep": 5, "wait": 0.1}


def count(settings: dict[str, Any]) -> int:
    with open_base(Path(settings["home"])) as base:
        return len(base.select("SELECT ?o WHERE { ?s ?p ?o }"))


def test_jobs_that_wait_together_are_one_generation(settings: dict[str, Any]) -> None:
    outcomes = work([insert(1), insert(2), put("<a> <b> 3 .")], settings)
    assert [(o.status, o.generation) for o in outcomes] == [(204, 2), (204, 2), (201, 2)]
    assert count(settings) == 2


def test_a_job_that_fails_takes_no_other_with_it(settings: dict[str, Any]) -> None:
    bad = Job("update", BASE, text="INSERT DATA { <a> <b> 2 } ; CLEAR GRAPH <missing>")
    outcomes = work([insert(1), bad, put("<a> <b> "), insert(3)], settings)
    assert [o.error for o in outcomes] == ["", "UpdateFailed", "RdfUnreadable", ""]
    assert count(settings) == 2


def test_what_changes_nothing_makes_no_generation(settings: dict[str, Any]) -> None:
    work([put("<a> <b> 1 .")], settings)
    assert [o.generation for o in work([put("<a> <b> 1 ."), put("<a> <b")], settings)] == [2, 2]


def test_a_condition_sees_what_the_batch_has_done_already(settings: dict[str, Any]) -> None:
    work([put("<a> <b> 1 .")], settings)
    mine = Conditions(match=("2",))
    first, second = work(
        [put("<a> <b> 2 .", conditions=mine), put("<a> <b> 3 .", conditions=mine)], settings
    )
    assert (first.status, second.error) == (204, "PreconditionFailed")


def test_a_condition_of_a_generation_that_was_pruned_does_not_hold(
    settings: dict[str, Any],
) -> None:
    work([put("<a> <b> 1 .")], settings)
    (outcome,) = work([put("<a> <b> 2 .", conditions=Conditions(match=("1000",)))], settings)
    assert outcome.error == "PreconditionFailed"


def test_who_else_writes_is_named_and_nothing_is_done(settings: dict[str, Any]) -> None:
    layout = Generations(Path(settings["home"])).layout
    with lock_writer(layout.writer_lock):
        (outcome,) = answer(pack([insert(1)]), settings)
    assert outcome.error == "WriterBusy"
    assert "is writing" in outcome.message
    assert count(settings) == 0


TEXTS = st.text(max_size=20)


@given(
    st.builds(
        Job, st.sampled_from(["update", "put", "post", "delete"]), TEXTS, TEXTS,
        using=st.lists(TEXTS).map(tuple), graph=st.none() | TEXTS,
        parts=st.lists(st.tuples(TEXTS, st.binary(max_size=20))).map(tuple),
        conditions=st.builds(Conditions, match=st.lists(TEXTS).map(tuple)),
    )
)  # fmt: skip
def test_a_job_comes_through_the_pipe_as_it_was(job: Job) -> None:
    assert unpack(pack([job])) == [job]


def test_a_large_graph_replaces_another_and_is_replaced(settings: dict[str, Any]) -> None:
    many = "".join(f"<a> <b> {number} .\n" for number in range(MANY + 1))
    assert work([put("<a> <b> 'before' .")], settings)[0].status == 201
    assert work([put(many)], settings)[0].status == 204
    assert count_in_graph(settings) == MANY + 1
    assert work([put("<a> <b> 'after' .")], settings)[0].status == 204
    assert count_in_graph(settings) == 1


def count_in_graph(settings: dict[str, Any]) -> int:
    with open_base(Path(settings["home"])) as base:
        assert base.manifest.quads == sum(1 for _ in base.triples(graph=URIRef(f"{BASE}g")))
        return base.manifest.quads
