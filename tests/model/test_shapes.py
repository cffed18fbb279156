"""The gate cannot be passed by tampering, by vacuity, by failure or by leaving rdflib changed."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyshacl.constraints.core.cardinality_constraints import MinCountConstraintComponent
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD

from kb.model.shapes import Gate, Verdict
from kb.namespaces import KB, OA, SCHEMA
from tests.model.gate_examples import EXAMPLES, SHAPES, Example, gate, read, verdict

ARTICLE = URIRef("https://w3id.org/khabar/id/article/example")
NAME = URIRef(f"{ARTICLE}#name-1")
PERSON = URIRef("https://w3id.org/khabar/id/person/nadia")


@pytest.fixture
def example() -> Example:
    return read(EXAMPLES / "valid" / "name.ttl")


def words(found: Verdict) -> set[str]:
    """The constraints that refused."""
    assert found.accepted is (not found.violations)
    return {violation.constraint for violation in found.violations}


def replaced(example: Example, old: Literal, new: Literal) -> None:
    """Put a literal in place of another."""
    ((subject, predicate, _),) = list(example.graph.triples((None, None, old)))
    example.graph.remove((subject, predicate, old))
    example.graph.add((subject, predicate, new))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_other_words_pass_as_those_at_the_span(data: st.DataObject) -> None:
    example = read(EXAMPLES / "valid" / "name.ttl")
    (exact,) = example.graph.objects(None, OA.exact)
    at = data.draw(st.integers(0, len(exact) - 1))
    letter = data.draw(st.characters(exclude_categories=["C"]).filter(lambda c: c != exact[at]))
    changed = Literal(exact[:at] + letter + exact[at + 1 :])
    assert isinstance(exact, Literal)
    replaced(example, exact, changed)
    assert words(verdict(example)) == {"sh:EqualsConstraintComponent"}


def test_a_text_that_was_changed_afterwards_is_refused(example: Example) -> None:
    assert example.text is not None
    example.text = example.text.replace("نادية", "سامية")
    assert words(verdict(example)) == {"text"}


def test_the_words_at_a_span_cannot_be_given_by_whoever_hands_in_the_graph(
    example: Example,
) -> None:
    (selector,) = example.graph.subjects(RDF.type, OA.TextQuoteSelector)
    example.graph.add((selector, KB.wordsAtSpan, Literal("نادية المخترعة")))
    assert words(verdict(example)) == {"words-given"}
    example.graph.remove((selector, KB.wordsAtSpan, None))
    example.context.append((selector, KB.wordsAtSpan, Literal("نادية المخترعة")))
    assert words(verdict(example)) == {"words-given", "context"}


def test_offsets_that_the_iri_does_not_say_are_refused(example: Example) -> None:
    (start,) = example.graph.objects(None, OA.start)
    assert isinstance(start, Literal)
    replaced(example, start, Literal(start.value - 1))
    assert words(verdict(example)) == {"span"}


@pytest.mark.parametrize("missing", [KB.NameReport, KB.Evidence, SCHEMA.NewsArticle, KB.Report])
def test_a_record_that_met_no_shape_refuses_the_article(example: Example, missing: URIRef) -> None:
    example.expected[missing] += 1
    assert words(verdict(example)) == {"count"}


def test_a_node_more_than_the_records_refuses_the_article(example: Example) -> None:
    del example.expected[KB.NameReport]
    (violation,) = verdict(example).violations
    assert violation.value == str(KB.NameReport)
    assert "0 records of kb:NameReport were handed in and 1 were met" in violation.message


def test_a_node_without_a_type_does_not_pass_unseen(example: Example) -> None:
    example.graph.add((URIRef(f"{ARTICLE}#stray"), SCHEMA.name, Literal("x")))
    assert words(verdict(example)) == {"unreached"}


def test_shapes_that_target_nothing_accept_nothing(example: Example) -> None:
    found = Gate(Graph()).check(example.graph, example.context, example.text or "", {})
    assert "unreached" in words(found)


def test_an_empty_graph_is_refused() -> None:
    assert words(gate().check(Graph(), [], "text", {})) == {"article"}
    assert words(gate().check_reference(Graph())) == {"unreached"}


@pytest.mark.parametrize(
    ("subject", "value", "word"),
    [
        (PERSON, Literal("x"), "subject"),
        (URIRef(f"{ARTICLE}x#name"), Literal("x"), "subject"),
        (BNode("b0"), Literal("x"), "blank-node"),
        (ARTICLE, BNode("b1"), "blank-node"),
        (ARTICLE, Literal("2030", datatype=XSD.gYear), "datatype"),
        (ARTICLE, Literal("7", datatype=XSD.int), "datatype"),
        (ARTICLE, Literal("2030-02-31", datatype=XSD.date), "datatype"),
        (ARTICLE, URIRef("https://example.org/a b"), "iri"),
        (ARTICLE, URIRef("relative"), "iri"),
    ],
)
@pytest.mark.filterwarnings("ignore")  # rdflib warns of each ill-typed literal and bad IRI
def test_what_the_store_would_change_or_misplace_is_refused(
    example: Example, subject: URIRef | BNode, value: Literal | URIRef | BNode, word: str
) -> None:
    example.graph.add((subject, SCHEMA.keywords, value))
    assert word in words(verdict(example))


def test_context_holds_types_and_labels_only(example: Example) -> None:
    example.context.append((PERSON, SKOS.altLabel, Literal("x", lang="en")))
    assert words(verdict(example)) == {"context"}


def test_strings_typed_and_plain_are_one(example: Example) -> None:
    (exact,) = example.graph.objects(None, OA.exact)
    assert isinstance(exact, Literal)
    replaced(example, exact, Literal(str(exact), datatype=XSD.string))
    assert verdict(example).violations == ()


def test_the_given_graph_is_left_as_it_was(example: Example) -> None:
    before = set(example.graph)
    assert verdict(example).accepted
    assert set(example.graph) == before


def test_a_check_that_fails_refuses_and_leaves_literals_as_they_were(
    example: Example, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        rdflib.NORMALIZE_LITERALS = False
        raise RuntimeError("broken inside")

    monkeypatch.setattr(MinCountConstraintComponent, "evaluate", fail)
    with caplog.at_level(logging.CRITICAL):
        found = verdict(example)
    assert words(found) == {"failure"}
    assert "broken inside" in found.violations[0].message
    assert rdflib.NORMALIZE_LITERALS is True


def test_a_constraint_that_does_not_hold_and_says_nothing_refuses(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MinCountConstraintComponent, "evaluate", lambda *_: (False, []))
    assert words(verdict(example)) == {"failure"}


def test_shapes_that_cannot_be_parsed_leave_literals_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("this is no Turtle", encoding="utf-8")
    with pytest.raises(SyntaxError):
        Gate.load(tmp_path)
    assert rdflib.NORMALIZE_LITERALS is True


def test_a_shape_that_is_mutated_goes_red() -> None:
    """Without its rule on evidence the gate accepts what it must refuse: the rule does the work."""
    mutated = Graph()
    for file in SHAPES.glob("*.ttl"):
        source = file.read_text(encoding="utf-8")
        if file.stem == "report":
            part = "sh:path kb:evidence ;\n        sh:minCount 1 ;"
            assert part in source
            source = source.replace(part, "sh:path kb:evidence ;")
        mutated.parse(data=source, format="turtle")
    example = read(EXAMPLES / "invalid" / "report--without-evidence.ttl")
    assert not verdict(example).accepted
    assert example.text is not None
    assert (
        Gate(mutated).check(example.graph, example.context, example.text, example.expected).accepted
    )


def test_an_article_is_not_let_in_as_reference_data(example: Example) -> None:
    assert words(gate().check_reference(example.graph)) == {"article"}
