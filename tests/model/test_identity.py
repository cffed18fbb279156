"""Which article a file is, and the graph that it becomes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.model import terms as t
from kb.model.identity import canonical_address, unchanged
from kb.model.rdf import article_graph
from kb.records import Extraction
from tests.model.model_base import BURNS, HAMMOUCHI, RABAT, D, Story, five, iri, seeded_base


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/a/?utm_source=x#top",
        "http://example.org:80/a",
        "https://EXAMPLE.org/a/",
    ],
)
def test_one_page_has_one_address(url: str) -> None:
    assert canonical_address(url) == canonical_address("https://example.org/a")
    assert canonical_address(url) != canonical_address("https://example.org/a?id=2")


def story(**given: str) -> Extraction:
    made = Story(**given)  # type: ignore[arg-type]
    made.event("meeting", HAMMOUCHI, BURNS, place=RABAT)
    return made.read()


def test_an_address_makes_two_files_one_article() -> None:
    base = seeded_base()
    first = base.hold(story(name="a", headline="a", url="https://example.org/a?utm_source=x"))
    second = base.hold(story(name="b", headline="b", url="https://www.example.org/a"))
    assert (second.state, second.article) == ("replaced", first.article)


def test_publisher_day_and_headline_make_two_files_one_article() -> None:
    base = seeded_base()
    first = base.hold(story(name="a", headline="لقاءُ أمس", published="2022-06-13"))
    second = base.hold(story(name="b", headline="لقاء امس", published="2022-06-13"))
    assert (second.state, second.article) == ("replaced", first.article)


def test_one_text_in_two_outlets_is_two_articles() -> None:
    base = seeded_base()
    first = story(name="a", publisher="outlet/hespress")
    second = story(name="a", publisher="outlet/arifino")
    article = replace(second.article, sha256="f" * 64)  # other bytes around the same text
    assert base.hold(first).article != base.hold(replace(second, article=article)).article


def test_bytes_and_rules_that_are_known_need_no_reading() -> None:
    base = seeded_base()
    extraction = story(name="a")
    article = base.hold(extraction, rules="1").article
    assert unchanged(base, D, extraction.article.sha256, "1") == article
    assert unchanged(base, D, extraction.article.sha256, "2") is None


def test_counts_are_those_of_the_triples_and_every_evidence_quotes_its_words() -> None:
    for extraction in five():
        iris = {entity.id: iri(entity.id) for entity in extraction.entities}
        iris[extraction.heading.publisher or ""] = iri(extraction.heading.publisher or "")
        graph = article_graph(extraction, iris, iri("article/a"))
        typed = [o for _, p, o in graph.triples if p == t.TYPE]
        assert {cls: typed.count(cls) for cls in set(typed)} == dict(graph.counts)
        facts = t.by_subject(graph.triples)
        selectors = [f for f in facts.values() if t.EXACT in f]
        assert len(selectors) == graph.counts[t.EVIDENCE_CLASS] > 0
        for found in selectors:
            start, end = int(str(found[t.START][0])), int(str(found[t.END][0]))
            assert str(found[t.EXACT][0]) == extraction.article.text[start:end]


def test_a_plan_states_expected_facts_only() -> None:
    extraction = five()[4]
    iris = {entity.id: iri(entity.id) for entity in extraction.entities}
    iris["outlet/ahdath-info"] = iri("outlet/ahdath-info")
    facts = t.by_subject(article_graph(extraction, iris, iri("article/a")).triples)
    plan = facts[iri("article/a#event-3")]
    assert plan[t.EXPECTED_FACTS["guest"]] == plan[t.EXPECTED_FACTS["participant"]]
    assert not set(plan) & set(t.HELD_FACTS.values())
