from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kb.store.files import sync_all, write_unsynced
from kb.store.originals import Originals
from kb.store.quads import QuadView
from kb.store.writer import Writer, init
from kb.view import Triple

GRAPHS = (None, URIRef("https://w3id.org/khabar/id/graph/registry"))
SUBJECTS = tuple(URIRef(f"https://w3id.org/khabar/id/person/p{n}") for n in range(2))
PREDICATES = tuple(URIRef(f"https://w3id.org/khabar#p{n}") for n in range(2))
OBJECTS = (Literal("one"), Literal("two", lang="en"), SUBJECTS[0])
TRIPLES = st.tuples(*(st.sampled_from(terms) for terms in (SUBJECTS, PREDICATES, OBJECTS)))
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["add", "remove", "replace_graph"]),
            st.lists(TRIPLES, max_size=3),
            st.sampled_from(GRAPHS),
        ),
        st.tuples(st.sampled_from(["commit", "rollback"])),
    ),
    max_size=12,
)


def _seen(view: Writer) -> tuple[set[Triple], ...]:
    return tuple(
        set(view.triples(s, p, None, graph))
        for graph in GRAPHS
        for s in SUBJECTS
        for p in (None, *PREDICATES)
    )


def _stored(view: Writer) -> tuple[set[Triple], ...]:
    return tuple(
        set(QuadView.triples(view, s, p, None, graph))
        for graph in GRAPHS
        for s in SUBJECTS
        for p in (None, *PREDICATES)
    )


def test_what_a_writer_remembers_is_what_its_store_holds(tmp_path: Path) -> None:
    init(tmp_path)
    with Writer(tmp_path) as base:

        @settings(max_examples=60, deadline=None)
        @given(STEPS)
        def hold(steps: list[tuple[str, list[Triple], URIRef | None]]) -> None:
            for name, *arguments in steps:
                ordered = arguments[::-1] if name == "replace_graph" else arguments
                getattr(base, name)(*ordered)
                assert _seen(base) == _stored(base)

        hold()


def test_a_whole_triple_is_found_only_where_it_is(tmp_path: Path) -> None:
    init(tmp_path)
    triple = (SUBJECTS[0], PREDICATES[0], OBJECTS[1])
    with Writer(tmp_path) as base:
        base.add([triple], GRAPHS[1])
        assert list(base.triples(*triple, GRAPHS[1])) == [triple]
        assert list(base.triples(*triple)) == []


def test_an_original_whose_bytes_a_power_cut_took_is_kept_again(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    key = originals.keep(b"the whole page")
    write_unsynced(tmp_path / key[:2] / key, b"")
    assert originals.keep(b"the whole page") == key
    assert originals.read(key) == b"the whole page"


def test_files_that_are_gone_again_need_no_syncing(tmp_path: Path) -> None:
    write_unsynced(tmp_path / "here", b"x")
    sync_all([tmp_path / "here", tmp_path / "gone"])
    assert (tmp_path / "here").read_bytes() == b"x"
