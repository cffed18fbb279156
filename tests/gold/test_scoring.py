"""The scorer of the retellings: a perfect reading has full marks, and each fault shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kb.records import (
    Agreement,
    Article,
    DateValue,
    Entity,
    Event,
    Extraction,
    Heading,
    Mention,
    Participant,
    Post,
    Span,
    Statement,
)
from tests.gold.answers import Gold, Thing
from tests.gold.scoring import ROWS, Score, pair, score

FOLDER = Path(__file__).parent
GOLDS = tuple(map(Gold, sorted(FOLDER.glob("*-*.json"))))
TOUR = next(gold for gold in GOLDS if gold.file.startswith("esper"))
ROADMAP = next(gold for gold in GOLDS if "roadmap" in gold.file)

Damage = Callable[[Extraction], Extraction]


def person(slug: str, span: Span) -> Entity:
    """Somebody mentioned once."""
    mention = Mention(slug, span.start, span.end)
    return Entity(f"person/{slug}", "person", {"en": slug.replace("-", " ")}, (mention,))


def entity(key: str, thing: Thing) -> Entity:
    """An entity of gold as a reader would give it."""
    mentions = tuple(Mention(thing.names[0], span.start, span.end) for span in thing.spans)
    label = key.split("/")[1].replace("-", " ")
    return Entity(key, thing.kind, {"en": label}, mentions)  # type: ignore[arg-type]


def event(number: int, thing: Thing) -> Event:
    """An event of gold as a reader would give it."""
    date = DateValue(thing.dates[0], "relative") if thing.dates else DateValue()
    return Event(
        f"{thing.kind}/{number}",
        thing.kind,  # type: ignore[arg-type]
        "planned" if thing.planned else "held",
        tuple(Participant(key) for key in sorted(thing.who)),
        min(thing.at, default=None),
        date,
        thing.spans,
    )


def perfect(gold: Gold) -> Extraction:
    """All that gold lists, and nothing else."""
    heading = Heading(None, None, None, DateValue(gold.published), "ar", None, gold.zones)
    return Extraction(
        Article(gold.file, "", "md", "", "test"),
        heading,
        tuple(entity(key, thing) for key, thing in gold.entities.items()),
        tuple(
            Post(min(t.who), t.names[0], min(t.at, default=None), "held", Span(0, 1))
            for t in gold.posts
        ),
        tuple(event(number, thing) for number, thing in enumerate(gold.events)),
        tuple(
            Agreement(
                f"agreement/{n}", t.names[0], tuple(t.who), (), DateValue(), "signed", t.spans
            )
            for n, t in enumerate(gold.agreements)
        ),
        tuple(
            Statement(min(t.who, default="unnamed/nobody"), t.spans[0], direct=False)
            for t in gold.statements
        ),
    )


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.file)
def test_a_perfect_reading_has_full_marks(gold: Gold) -> None:
    found = score(gold, perfect(gold))

    assert found.figures() == dict.fromkeys(ROWS, 1.0)
    assert (found.noise_people, found.noise_events, found.errors) == (0, 0, [])


def test_who_took_part_by_inference_only_counts_neither_way() -> None:
    gold = next(gold for gold in GOLDS if gold.file.startswith("burns"))
    told = perfect(gold)
    talks = next(e for e in told.events if not e.participants)
    named = replace(talks, participants=(Participant("organisation/cia"),))
    others = tuple(e for e in told.events if e is not talks)

    assert score(gold, replace(told, events=(*others, named))).figures()["events"] == 1


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.file)
def test_an_empty_reading_finds_nothing(gold: Gold) -> None:
    empty = replace(perfect(gold), entities=(), posts=(), events=(), agreements=(), statements=())

    figures = score(gold, empty).figures()

    assert {row for row in ROWS if figures[row]} <= {
        "known_dates",
        "plans",
        "agreements",
        "published",
    }
    assert figures["people"] == figures["events"] == 0


def without_first_person(found: Extraction) -> Extraction:
    first = next(e for e in found.entities if e.type == "person")
    return replace(found, entities=tuple(e for e in found.entities if e is not first))


def with_stranger(found: Extraction) -> Extraction:
    there = found.heading.main_text[1].start
    return replace(found, entities=(*found.entities, person("no-body", Span(there, there + 1))))


def two_as_one(found: Extraction) -> Extraction:
    """Two people of one article taken for one."""
    one, two = [e for e in found.entities if e.type == "person"][:2]
    both = replace(one, mentions=one.mentions + two.mentions)
    kept = (e for e in found.entities if e not in (one, two))
    return replace(found, entities=(both, *kept))


def without_an_organisation(found: Extraction) -> Extraction:
    gone = next(e for e in found.entities if e.id == "organisation/dgst")
    return replace(found, entities=tuple(e for e in found.entities if e is not gone))


def with_wrong_organisation(found: Extraction) -> Extraction:
    first, *others = found.posts
    return replace(found, posts=(replace(first, organisation="organisation/nato"), *others))


def with_event(found: Extraction) -> Extraction:
    first = found.events[0]
    return replace(found, events=(*found.events, replace(first, id="meeting/again")))


def with_other_guest(found: Extraction) -> Extraction:
    first, *others = found.events
    who = (Participant("person/mark-esper"), Participant("person/kais-saied"))
    return replace(found, events=(replace(first, participants=who), *others))


def with_words_from_elsewhere(found: Extraction) -> Extraction:
    first, *others = found.events
    return replace(found, events=(replace(first, evidence=(Span(0, 9),)), *others))


def with_wrong_date(found: Extraction) -> Extraction:
    first, *others = found.events
    return replace(found, events=(replace(first, date=DateValue("1999-01-01")), *others))


def with_plan_as_held(found: Extraction) -> Extraction:
    told = [replace(e, status="held") if e.status == "planned" else e for e in found.events]
    return replace(found, events=tuple(told))


def with_agreement(found: Extraction) -> Extraction:
    deal = Agreement("agreement/x", "pact", (), (), DateValue(), "signed", (Span(0, 9),))
    return replace(found, agreements=(*found.agreements, deal))


def with_wrong_speaker(found: Extraction) -> Extraction:
    said = tuple(replace(s, speaker="person/donald-rumsfeld") for s in found.statements)
    return replace(found, statements=said)


def with_wrong_publication(found: Extraction) -> Extraction:
    return replace(found, heading=replace(found.heading, published=DateValue("2026-02-18")))


@pytest.mark.parametrize(
    ("damage", "row"),
    [
        (without_first_person, "people"),
        (with_stranger, "people"),
        (two_as_one, "people"),
        (without_an_organisation, "organisations"),
        (with_wrong_organisation, "posts"),
        (with_event, "events"),
        (with_other_guest, "events"),
        (with_words_from_elsewhere, "events"),
        (with_wrong_date, "known_dates"),
        (with_plan_as_held, "plans"),
        (with_agreement, "agreements"),
        (with_wrong_speaker, "statements"),
        (with_wrong_publication, "published"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_fault_lowers_its_figure(damage: Damage, row: str) -> None:
    found = score(TOUR, damage(perfect(TOUR)))

    assert found.figures()[row] < 1
    assert any(error.startswith(row) for error in found.errors)


@pytest.mark.parametrize("damage", [with_wrong_date, with_plan_as_held, with_wrong_publication])
def test_a_wrong_detail_leaves_the_events_found(damage: Damage) -> None:
    assert score(TOUR, damage(perfect(TOUR))).figures()["events"] == 1


def test_a_missed_agreement_is_missed() -> None:
    found = score(ROADMAP, replace(perfect(ROADMAP), agreements=()))

    assert found.figures()["agreements"] == 0


def test_people_and_events_of_the_ticker_are_noise() -> None:
    ticker = Span(ROADMAP.raw["article"]["noise"][0]["start"], ROADMAP.zones[0].start - 2)
    stranger = person("ticker-runner", ticker)
    met = Event(
        "meeting/x",
        "meeting",
        "held",
        (Participant(stranger.id),),
        None,
        DateValue(),
        (ticker,),
    )
    found = perfect(ROADMAP)

    told = score(
        ROADMAP,
        replace(found, entities=(*found.entities, stranger), events=(*found.events, met)),
    )

    assert (told.noise_people, told.noise_events) == (1, 1)


def test_scores_add_up() -> None:
    total = Score()
    for gold in (TOUR, ROADMAP):
        total.add(score(gold, replace(perfect(gold), events=())))

    assert total.rows["events"].missed == len(TOUR.events) + len(ROADMAP.events)
    assert total.rows["published"].right == 2


def test_the_best_pairs_are_made_first() -> None:
    one, two = (Thing(frozenset(), (name,)) for name in ("one", "two"))
    worth = {("one", "a"): 1.0, ("one", "b"): 3.0, ("two", "b"): 2.0, ("two", "a"): 0.5}

    found = pair([one, two], ["a", "b"], lambda thing, name: worth[thing.names[0], name])

    assert found == [(one, "b"), (two, "a")]


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.file)
def test_every_span_of_gold_reads_as_gold_says(gold: Gold) -> None:
    text = (FOLDER.parents[1] / "seeds/articles" / gold.file).read_bytes().decode("utf-8")
    rows = [(m["surface"], m) for m in gold.raw["mentions"]]
    rows += [(s["text"], s) for s in gold.raw["statements"]]
    for section in ("meetings", "agreements", "other_events"):
        rows += [(e["text"], e) for row in gold.raw[section] for e in row["evidence"]]

    assert all(text[row["start"] : row["end"]] == words for words, row in rows)
    assert text[slice(*gold.raw["article"]["headline_offsets"])] == gold.raw["article"]["headline"]
