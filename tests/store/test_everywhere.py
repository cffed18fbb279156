"""What holds of a base wherever it lies: embedded, at an Oxigraph server, at Virtuoso."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, XSD

from kb.errors import StoreFault, UsageFault
from kb.namespaces import SCHEMA
from kb.settings import Settings
from kb.store import making, opening
from kb.store.journal import Journal, Minted
from kb.store.layout import Layout
from kb.store.writer import Writer
from tests.engines import EMBEDDED, EVERYWHERE, Engine
from tests.store.conftest import EX, article, ex

FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(params=EVERYWHERE)
def place(
    request: pytest.FixtureRequest, tmp_path: Path, started: Callable[[str], Engine]
) -> Settings:
    """The settings of an empty base in each place."""
    found = Settings(tmp_path / "kb")
    if request.param != EMBEDDED:
        engine = started(request.param)
        engine.wipe()
        found = Settings(tmp_path / "kb", **engine.settings())  # type: ignore[arg-type]
    making.init(found, data=EX, plain=False, versions={"program": "test"})
    return found


def written(place: Settings) -> Writer:
    return making.writer(place, {"program": "test"})


def exported(place: Settings, syntax: str = "nquads") -> bytes:
    output = io.BytesIO()
    opening.export(place, syntax, output)
    return output.getvalue()


@pytest.fixture
def filled(place: Settings) -> Settings:
    with written(place) as writer:
        writer.add(
            [
                (ex("a"), ex("name"), Literal("حموشي", lang="ar")),
                (ex("a"), ex("age"), Literal("7", datatype=XSD.integer)),
                (ex("a"), ex("known"), Literal("true", datatype=XSD.boolean)),
                (ex("b"), ex("name"), Literal('quote " and } # brace')),
            ]
        )
        writer.add([(ex("a"), ex("said"), ex("b"))], ex("g"))
        writer.commit()
        writer.publish()
    return place


# ---- reading ---------------------------------------------------------------------------------
def test_select_binds_terms_and_leaves_unbound_out(filled: Settings) -> None:
    query = "SELECT ?s ?age WHERE { ?s <http://example.org/name> ?n OPTIONAL { ?s ex:age ?age } }"
    query = "PREFIX ex: <http://example.org/> " + query
    with opening.base(filled) as base:
        rows = base.select(query, n=Literal("حموشي", lang="ar"))
        assert rows == [{"s": ex("a"), "age": Literal("7", datatype=XSD.integer)}]
        assert base.select(query, n=Literal('quote " and } # brace')) == [{"s": ex("b")}]
        assert base.select(query, n=Literal("} UNION { ?s ?p ?n")) == []
        assert len(base.select(query, n=None)) == 2


def test_ask_and_construct(filled: Settings) -> None:
    with opening.base(filled) as base:
        assert base.ask("ASK { ?s ?p ?o }", o=Literal("حموشي", lang="ar"))
        assert not base.ask("ASK { ?s ?p ?o }", o=ex("c"))
        query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        assert set(base.construct(query, s=ex("b"))) == set(base.triples(ex("b")))


def test_a_boolean_is_a_boolean_in_patterns_and_in_rows(filled: Settings) -> None:
    true = Literal("true", datatype=XSD.boolean)
    with opening.base(filled) as base:
        assert [o for _, _, o in base.triples(ex("a"), ex("known"))] == [true]
        assert base.select("SELECT ?o { ?s <http://example.org/known> ?o }") == [{"o": true}]


def test_patterns_are_of_one_graph_and_graphs_with_of_the_named_ones(filled: Settings) -> None:
    with opening.base(filled) as base:
        assert list(base.triples(None, ex("said"))) == []
        assert list(base.triples(None, ex("said"), None, ex("g"))) == [
            (ex("a"), ex("said"), ex("b"))
        ]
        assert list(base.graphs_with(None, ex("said"), ex("b"))) == [(ex("a"), ex("g"))]
        assert list(base.graphs_with(None, ex("name"), None)) == []
        assert (list(base.graphs()), base.has_graph(ex("g"))) == ([ex("g")], True)
        assert not base.has_graph(ex("other"))


def test_the_wrong_form_or_a_broken_query_is_told(filled: Settings) -> None:
    with opening.base(filled) as base:
        with pytest.raises(UsageFault, match="not a SELECT"):
            base.select("ASK { ?s ?p ?o }")
        with pytest.raises(UsageFault, match="neither a CONSTRUCT"):
            base.construct("ASK { ?s ?p ?o }")
        with pytest.raises(UsageFault, match="the query cannot be read"):
            base.select("SELECT ?s WHERE { ?s ?p }")


def test_an_export_holds_the_base_and_nothing_of_the_engines_own(filled: Settings) -> None:
    lines = exported(filled).splitlines()
    assert len(lines) == 5
    assert lines == sorted(lines)
    assert f"<{EX}a> <{EX}said> <{EX}b> <{EX}g> .".encode() in lines
    assert len(list(ox.parse(exported(filled, "turtle"), ox.RdfFormat.TURTLE))) == 4


# ---- writing ---------------------------------------------------------------------------------
def test_changes_are_seen_at_once_and_undone_by_rollback(place: Settings) -> None:
    with written(place) as writer:
        writer.replace_graph(ex("g"), article(1))
        writer.commit()
        before = set(writer.triples(graph=ex("g")))
        assert before == set(article(1))
        writer.replace_graph(ex("g"), article(2))
        writer.add([(ex("s"), ex("p"), Literal("x"))])
        writer.remove(article(2)[:3], ex("g"))
        assert set(writer.triples(graph=ex("g"))) == set(article(2)[3:])
        writer.rollback()
        assert set(writer.triples(graph=ex("g"))) == before
        assert list(writer.triples()) == []


def test_what_was_published_is_changed_by_the_next_writer(place: Settings) -> None:
    for number in (1, 2):
        with written(place) as writer:
            writer.replace_graph(ex("g"), article(number))
            assert writer.add([(ex("s"), ex("p"), Literal("always"))]) == (number == 1)
            writer.commit()
            writer.publish()
    with opening.base(place) as base:
        assert set(base.triples(graph=ex("g"))) == set(article(2))
        assert base.generation == 3


def test_add_and_remove_count_only_what_changes(place: Settings) -> None:
    triple = (ex("s"), ex("p"), Literal("o"))
    with written(place) as writer:
        assert writer.add([triple, triple]) == 1
        assert writer.add([triple]) == 0
        assert writer.remove([triple, triple]) == 1
        assert writer.remove([triple]) == 0


def test_a_graph_whose_last_triple_went_is_gone(filled: Settings) -> None:
    with written(filled) as writer:
        writer.remove([(ex("a"), ex("said"), ex("b"))], ex("g"))
        assert not writer.has_graph(ex("g"))
        assert list(writer.graphs()) == []
        writer.commit()
        writer.publish()
    with opening.base(filled) as base:
        assert list(base.graphs()) == []


def test_the_same_words_go_from_several_graphs_at_once(place: Settings) -> None:
    graphs = [None, ex("g"), ex("h")]
    words = [(ex("s"), ex("p"), Literal("اجتماع أمني", lang="ar")), (ex("s"), ex("p"), ex("o"))]
    with written(place) as writer:
        for graph in graphs:
            writer.add(words, graph)
        writer.commit()
        writer.publish()
        for graph in graphs:
            writer.remove(words, graph)
        writer.commit()
        writer.publish()
    assert exported(place) == b""


def test_readers_see_a_change_only_after_publish(place: Settings) -> None:
    with written(place) as writer:
        writer.add(article(1))
        writer.commit()
        with opening.base(place) as base:
            assert (list(base.triples()), base.generation) == ([], 1)
        writer.publish()
        with opening.base(place) as base:
            assert (set(base.triples()), base.generation) == (set(article(1)), 2)


def test_what_was_committed_and_not_published_is_dropped(place: Settings) -> None:
    with written(place) as writer:
        writer.add(article(1))
        writer.commit()
    with written(place) as writer:
        assert list(writer.triples()) == []
        assert not writer.changed


def test_the_manifest_counts_what_the_base_holds(place: Settings) -> None:
    with written(place) as writer:
        kinds = ((ex("n"), SCHEMA.NewsArticle), (ex("p"), SCHEMA.Person), (ex("q"), SCHEMA.Person))
        writer.add([(one, RDF.type, kind) for one, kind in kinds])
        writer.add(article(1), ex("g"))
        writer.commit()
        writer.publish()
        writer.remove([(ex("q"), RDF.type, SCHEMA.Person)])
        writer.commit()
        writer.publish({"told": "why"})
        found = writer.parent
    assert (found.articles, found.entities, found.graphs, found.quads) == (1, 1, 1, 22)
    again = opening.current(place)
    assert again == found
    assert opening.status(place)["current"]["summary"]["told"] == "why"


def test_the_journal_follows_what_was_published(place: Settings) -> None:
    for number in (1, 2):
        with written(place) as writer:
            writer.record(Minted(f"http://example.org/{number}", str(number)))
            writer.commit()
            writer.publish()
    found = Journal(Layout(place.home)).replay(3)
    assert [record.key for record in found if isinstance(record, Minted)] == ["1", "2"]


def test_a_second_base_and_a_second_writer_are_refused(place: Settings) -> None:
    with pytest.raises(StoreFault, match="already"):
        making.init(place, data=EX, plain=False, versions={})
    with written(place), pytest.raises(StoreFault, match="is writing"):
        written(place)


# ---- properties ------------------------------------------------------------------------------
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30
)
OBJECTS = st.one_of(
    WORDS.map(Literal),
    st.tuples(WORDS, st.sampled_from(["ar", "fr", "en"])).map(lambda x: Literal(x[0], lang=x[1])),
    st.integers(-(10**9), 10**9).map(lambda n: Literal(str(n), datatype=XSD.integer)),
    st.dates().map(lambda day: Literal(day.isoformat(), datatype=XSD.date)),
    st.sampled_from([ex("x"), ex("خبر"), URIRef("urn:khabar:x")]),
)


@pytest.fixture
def writer(place: Settings) -> Iterator[Writer]:
    with written(place) as found:
        yield found


@FEW
@given(st.lists(OBJECTS, max_size=5))
def test_terms_come_back_as_they_were_published(
    writer: Writer, objects: list[Literal | URIRef]
) -> None:
    writer.replace_graph(ex("g"), [(ex("s"), ex("p"), obj) for obj in objects])
    writer.commit()
    writer.publish()
    forget(writer)
    assert {obj for _, _, obj in writer.triples(ex("s"), ex("p"), graph=ex("g"))} == set(objects)


def forget(writer: Writer) -> None:
    """Have a writer at an engine ask it again."""
    writer._memory.clear()
    if (fetched := getattr(writer._store, "_fetched", None)) is not None:
        fetched.clear()
        writer._store._here = ox.Store()  # type: ignore[attr-defined]


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "replace", "commit", "rollback", "publish", "forget"]),
        st.lists(st.integers(0, 7), max_size=4),
    ),
    max_size=12,
)


@FEW
@given(OPERATIONS)
def test_a_writer_behaves_as_a_set(  # noqa: C901  one branch for each operation
    writer: Writer, operations: list[tuple[str, list[int]]]
) -> None:
    def all_of(numbers: list[int]) -> list[tuple[URIRef, URIRef, Literal]]:
        return [(ex(f"s{n % 3}"), ex("p"), Literal(n)) for n in numbers]

    writer.replace_graph(ex("g"), [])
    writer.commit()
    committed: set[object] = set()
    now: set[object] = set()
    for name, numbers in operations:
        if name == "add":
            writer.add(all_of(numbers), ex("g"))
            now |= set(all_of(numbers))
        elif name == "remove":
            writer.remove(all_of(numbers), ex("g"))
            now -= set(all_of(numbers))
        elif name == "replace":
            writer.replace_graph(ex("g"), all_of(numbers))
            now = set(all_of(numbers))
        elif name == "rollback":
            writer.rollback()
            now = set(committed)
        else:
            writer.commit()
            committed = set(now)
            if name != "commit" and writer.changed:
                writer.publish()
            if name == "forget":
                forget(writer)
        assert set(writer.triples(graph=ex("g"))) == now
        assert writer.has_graph(ex("g")) == bool(now)
