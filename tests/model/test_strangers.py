"""Strangers: people, bodies and places that no seed knows."""

from __future__ import annotations

from kb.model import terms as t
from kb.namespaces import graph_iri
from tests.model.model_base import D, MemoryBase, Story, iri, seeded_base

NAME = "سالم الوزاني"
PERSON = "person/salim"


def told(name: str, surface: str = NAME, post: tuple[str, str | None] | None = None) -> Story:
    story = Story(name=name, headline=name)
    story.name_(PERSON, surface)
    if post:
        story.post(PERSON, *post)
    return story


def base_of(*stories: Story) -> MemoryBase:
    base = seeded_base()
    for story in stories:
        base.hold(story.read())
    return base


def people(base: MemoryBase) -> list[str]:
    return [p for p in base.all_of("person") if not any(base.triples(iri(p), t.SEED_SOURCE))]


def decisions(base: MemoryBase) -> list[str]:
    graph = graph_iri(D, "judgements")
    return sorted(t.slug_of(o) for _, p, o in base.graphs.get(graph, ()) if p == t.DECISION)


def test_one_name_with_a_post_shared_is_one_person_with_a_judgement() -> None:
    post = ("خبير في شؤون الحدود", "organisation/dgst")
    base = base_of(told("a", post=post), told("b", post=post))
    assert len(people(base)) == 1
    assert decisions(base) == ["same"]


def test_one_name_without_grounds_is_two_people_and_unsure() -> None:
    base = base_of(told("a"), told("b"))
    first, second = people(base)
    assert second == f"{first}-2"
    assert decisions(base) == ["unsure"]


def test_one_name_with_different_posts_is_two_people() -> None:
    posts = ("مدير معهد", "organisation/dgst"), ("طبيب الفريق", "organisation/fbi")
    base = base_of(told("a", post=posts[0]), told("b", post=posts[1]))
    assert len(people(base)) == 2


def test_a_name_of_one_word_joins_nobody() -> None:
    post = ("خبير في شؤون الحدود", "organisation/dgst")
    base = base_of(told("a", "الوزاني", post), told("b", "الوزاني", post))
    assert len(people(base)) == 2
    assert decisions(base) == []


def test_unknown_bodies_of_one_folded_name_are_one() -> None:
    base = seeded_base()
    for name, surface in (("a", "مركز الأبحاث"), ("b", "مركز الابحاث")):
        story = Story(name=name, headline=name)
        story.name_("organisation/local", surface)
        base.hold(story.read())
    (centre,) = [o for o in base.all_of("organisation") if o.endswith("-l-bhth") or "mrkz" in o]
    assert base.values(centre, t.PREF) == ["مركز الأبحاث"]
    assert base.values(centre, t.ALT) == ["مركز الابحاث"]


def test_a_stranger_never_takes_the_iri_of_a_seed() -> None:
    story = Story(name="a")
    story.name_("place/morocco-local", "Morocco")
    base = base_of(story)
    assert "place/morocco-2" in base.all_of("place")


def test_a_strangers_name_is_the_longest_form_seen() -> None:
    story = told("a")
    story.name_(PERSON, "سالم أحمد الوزاني")
    base = base_of(story)
    (person,) = people(base)
    assert base.values(person, t.PREF) == ["سالم أحمد الوزاني"]
    assert base.values(person, t.ALT) == [NAME]


def test_words_of_an_office_are_no_name_of_the_person() -> None:
    story = told("a")
    story.name_(PERSON, "المدير العام للمعهد الوطني", rule="office")
    base = base_of(story)
    (person,) = people(base)
    assert base.values(person, t.PREF) == [NAME]
    assert base.values(person, t.ALT) == []


def test_a_longer_name_from_another_article_renames_events_and_its_going_renames_them_back() -> (
    None
):
    post = ("خبير في شؤون الحدود", "organisation/dgst")
    first = told("a", post=post)
    first.event("meeting", PERSON, "person/mark-esper", place="place/rabat")
    base = base_of(first)
    before = base.state()
    second = told("b", post=post)
    second.name_(PERSON, "سالم أحمد الوزاني")
    article = base.hold(second.read()).article
    (meeting,) = base.all_of("meeting")
    assert any("سالم أحمد الوزاني" in label for label in base.values(meeting, t.PREF))
    base.retract(article)
    assert base.state() == before


def test_a_seed_gains_the_spelling_of_an_article_and_loses_it_with_the_last() -> None:
    base = seeded_base()
    articles = []
    for name in ("a", "b"):
        story = Story(name=name, headline=name)
        story.name_("person/mark-esper", "مارك اسبير", "like 0.90")
        articles.append(base.hold(story.read()).article)
    assert base.values("person/mark-esper", t.ALT) == ["مارك اسبير"]
    base.retract(articles[0])
    assert base.values("person/mark-esper", t.ALT) == ["مارك اسبير"]
    base.retract(articles[1])
    assert base.values("person/mark-esper", t.ALT) == []


def test_a_spelling_of_the_seed_tables_stays_when_the_article_that_used_it_goes() -> None:
    base = seeded_base()
    story = Story(name="a")
    story.name_("person/william-burns", "وليام بيرنز", "spelling")
    article = base.hold(story.read()).article
    base.retract(article)
    assert base.values("person/william-burns", t.ALT) == ["وليام بيرنز"]


def test_latin_letters_in_an_arabic_article_are_not_tagged_arabic() -> None:
    story = Story(name="a")
    story.name_("organisation/fbi", "F.B.I")
    base = base_of(story)
    languages = [o.language for _, _, o in base.triples(iri("organisation/fbi"), t.ALT)]  # type: ignore[attr-defined]
    assert languages == ["en"]
