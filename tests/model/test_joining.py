"""Which reports are one event, and which must never be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import pytest

from kb.model import terms as t
from kb.model.judging import Decisions
from kb.namespaces import KB, graph_iri
from kb.records import EventStatus, EventType
from kb.settings import Settings
from kb.store import making
from tests.engines import EMBEDDED, EVERYWHERE, Engine
from tests.model.model_base import (
    BURNS,
    ESPER,
    FISCHER,
    HAMMOUCHI,
    MOROCCO,
    RABAT,
    STATES,
    TALWAR,
    WRAY,
    D,
    MemoryBase,
    StoredBase,
    Story,
    empty_base,
    five,
    iri,
    seeded_base,
    when,
)

MET = "meeting/abdellatif-hammouchi-william-burns-rabat"


def base_of(*stories: Story) -> MemoryBase:
    base = seeded_base()
    for story in stories:
        base.hold(story.read())
    return base


def met(  # noqa: PLR0913, PLR0917
    name: str,
    place: str | None = RABAT,
    on: str | None = None,
    published: str | None = None,
    status: EventStatus = "held",
    kind: EventType = "meeting",
    words: str = "التقى الطرفان",
) -> Story:
    story = Story(name=name, published=published, headline=f"عنوان {name}")
    who = ((HAMMOUCHI, "host"), (BURNS, "guest"))
    story.event(kind, *who, place=place, on=when(on), status=status, words=words)  # type: ignore[arg-type]
    return story


def decisions_of(base: MemoryBase, decision: str) -> int:
    graph = graph_iri(D, "judgements")
    return len(list(base.triples(None, t.DECISION, KB[decision], graph)))


@pytest.fixture(autouse=True, params=["memory", *EVERYWHERE])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, started: Callable[[str], Engine]
) -> Iterator[None]:
    """Where the bases of a test lie; of an engine the last that the test made."""
    with ExitStack() as stack:

        def make() -> MemoryBase:
            if request.param == "memory":
                return MemoryBase()
            found = Settings(tmp_path / token_hex(4))
            if request.param != EMBEDDED:
                engine = started(request.param)
                engine.wipe()
                found = replace(found, **engine.settings())  # type: ignore[arg-type]
            making.init(found, data=D, plain=False, versions={})
            return StoredBase(stack.enter_context(making.writer(found, {})))

        empty_base.append(make)
        yield
        empty_base.pop()


@pytest.fixture
def held() -> MemoryBase:
    base = seeded_base()
    for extraction in five():
        base.hold(extraction)
    return base


def test_the_five_articles_give_the_meetings_and_visits_they_tell_of(held: MemoryBase) -> None:
    reports = {
        e: len(held.values(e, t.IN_REPORT)) for k in ("meeting", "visit") for e in held.all_of(k)
    }
    assert reports == {
        "meeting/abdellatif-hammouchi-christopher-wray-rabat": 1,
        "meeting/abdellatif-hammouchi-david-fischer-rabat": 2,
        MET: 2,
        "visit/abdellatif-hammouchi-united-states-2022-06": 2,
        "visit/mark-esper-2020": 1,
        "visit/mark-esper-rabat-2020-10": 2,
        "visit/mark-esper-tunis-2020-09-30": 1,
    }


def test_an_undated_report_takes_the_day_from_the_one_that_tells_it(held: MemoryBase) -> None:
    fischer = "meeting/abdellatif-hammouchi-david-fischer-rabat"
    assert held.values(fischer, t.HELD_FACTS["date"]) == ["2020-09-24"]


def test_a_plan_and_the_visit_held_are_one_with_facts_apart(held: MemoryBase) -> None:
    visit = "visit/mark-esper-rabat-2020-10"
    assert held.values(visit, t.STATUS) == [str(KB.held)]
    assert held.values(visit, t.HELD_FACTS["date"]) == ["2020-10"]
    assert held.values(visit, t.EXPECTED_FACTS["date"]) == ["2020-10-02"]
    assert held.values(visit, t.PART_OF) == ["visit/mark-esper-2020"]


def test_every_report_of_a_joined_event_is_judged_with_grounds(held: MemoryBase) -> None:
    graph = graph_iri(D, "judgements")
    judged = [s for s, _, _ in held.triples(None, t.ENTITY, iri(MET), graph)]
    assert len(judged) == 2
    assert {str(o) for s in judged for _, _, o in held.triples(s, t.SCORE, None, graph)} == {"0.9"}
    grounds = [str(o) for s in judged for _, _, o in held.triples(s, t.GROUNDS, None, graph)]
    assert all("the same place, rabat" in ground for ground in grounds)


def test_two_meetings_of_one_pair_on_different_days_stay_two() -> None:
    base = base_of(met("a", on="2022-06-13"), met("b", on="2023-04-07"))
    assert base.all_of("meeting") == [f"{MET}-2022-06-13", f"{MET}-2023-04-07"]


def test_two_meetings_of_one_pair_in_different_countries_stay_two() -> None:
    base = base_of(met("a"), met("b", place=STATES))
    assert len(base.all_of("meeting")) == 2


def test_two_meetings_of_one_article_are_never_one() -> None:
    story = met("a")
    story.event("meeting", (HAMMOUCHI, "host"), (BURNS, "guest"), place=RABAT)
    assert base_of(story).all_of("meeting") == [MET, f"{MET}-2"]


def test_a_report_that_fits_two_meetings_joins_neither_and_says_so() -> None:
    base = base_of(met("a", on="2022-06-13"), met("b", on="2023-04-07"), met("c"))
    assert len(base.all_of("meeting")) == 3
    assert decisions_of(base, "unsure") == 1


def test_an_undated_report_cannot_tell_of_what_came_after_it() -> None:
    base = base_of(met("a", on="2023-04-07"), met("b", published="2022-12-01"))
    assert len(base.all_of("meeting")) == 2


def test_an_undated_report_long_after_a_meeting_tells_of_another() -> None:
    base = base_of(met("a", on="2020-01-07"), met("b", published="2022-12-01"))
    assert len(base.all_of("meeting")) == 2
    assert decisions_of(base, "same") == 0


def test_without_day_and_place_only_like_wording_joins() -> None:
    told = " ".join(f"{letter}كلمة{ending}" for letter in "ابتثجح" for ending in "سشصضط")
    base = base_of(met("a", place=None, words=told), met("b", place=None, words=told))
    assert len(base.all_of("meeting")) == 1
    other = met("b", place=None, words="عقدا اجتماعا حول ملفات شتى")
    assert len(base_of(met("a", place=None, words=told), other).all_of("meeting")) == 2


def test_a_city_and_its_country_are_one_place_and_the_city_is_kept() -> None:
    base = base_of(met("a", on="2022-06-13", place=MOROCCO), met("b", on="2022-06-13"))
    (event,) = base.all_of("meeting")
    assert base.values(event, t.HELD_FACTS["place"]) == [RABAT]


def test_a_visit_that_is_the_meeting_with_its_host_is_one_with_it() -> None:
    base = base_of(met("a", on="2022-06-13"), met("b", on="2022-06-13", kind="visit"))
    assert base.all_of("visit") == []
    assert len(base.values(base.all_of("meeting")[0], t.IN_REPORT)) == 2


def test_a_visit_to_several_hosts_is_more_than_the_meeting_with_one() -> None:
    tour = Story(name="b")
    tour.event(
        "visit", (BURNS, "guest"), (HAMMOUCHI, "host"), (WRAY, "host"), place=RABAT,
        on=when("2022-06-13"),
    )  # fmt: skip
    base = base_of(met("a", on="2022-06-13"), tour)
    assert len(base.all_of("meeting") + base.all_of("visit")) == 2


def test_two_visitors_to_one_place_on_one_day_made_two_visits() -> None:
    stories = []
    for name, guest in (("a", BURNS), ("b", ESPER)):
        story = Story(name=name, headline=name)
        story.event("visit", (guest, "guest"), place=RABAT, on=when("2022-06-13"))
        stories.append(story)
    assert len(base_of(*stories).all_of("visit")) == 2


def test_undated_visits_of_one_person_to_one_place_are_not_joined() -> None:
    stories = []
    for name in ("a", "b"):
        story = Story(name=name, headline=name)
        story.event("visit", (ESPER, "guest"), place=RABAT, words=f"قدم {name}")
        stories.append(story)
    assert len(base_of(*stories).all_of("visit")) == 2


def test_a_call_is_not_a_meeting() -> None:
    base = base_of(met("a", on="2022-06-13"), met("b", on="2022-06-13", kind="call"))
    assert (len(base.all_of("meeting")), len(base.all_of("call"))) == (1, 1)


def test_a_plan_that_was_called_off_keeps_its_expected_facts_only() -> None:
    plan = met("a", on="2022-06-13", status="planned")
    base = base_of(plan, met("b", on="2022-06-13", status="cancelled"))
    (event,) = base.all_of("meeting")
    assert base.values(event, t.STATUS) == [str(KB.cancelled)]
    assert base.values(event, t.HELD_FACTS["participant"]) == []
    assert len(base.values(event, t.EXPECTED_FACTS["participant"])) == 2


def test_a_curator_separates_what_the_rule_would_join() -> None:
    base = base_of(met("a"))
    second = met("b").read()
    report = str(iri(f"article/{probe(base, second)}#event-1"))
    base.hold(second, Decisions(different=frozenset({(report, str(iri(MET)))})))
    assert base.all_of("meeting") == [MET, f"{MET}-2"]
    assert decisions_of(base, "different") == 1


def test_a_curator_joins_what_the_rule_would_leave() -> None:
    base = base_of(met("a"))
    second = met("b", place=STATES).read()
    report = str(iri(f"article/{probe(base, second)}#event-1"))
    base.hold(second, Decisions(same=frozenset({(str(iri(MET)), report)})))
    assert base.all_of("meeting") == [MET]
    graph = graph_iri(D, "judgements")
    rules = {str(o) for _, _, o in base.triples(None, t.RULE, None, graph)}
    assert "curator" in rules


def test_an_iri_that_leads_elsewhere_is_not_minted_again() -> None:
    base = seeded_base()
    base.hold(met("a").read(), Decisions(retired=frozenset({str(iri(MET))})))
    assert base.all_of("meeting") == [f"{MET}-2"]


def probe(base: MemoryBase, extraction: object) -> str:
    from kb.model.holding import hold

    return t.slug_of(hold(extraction, base, D).article)  # type: ignore[arg-type]


def agreed(name: str, title: str, *parties: str, until: str | None = "2030") -> Story:
    story = Story(name=name, headline=name)
    period = ("2020", until) if until else None
    story.agreement(title, *parties, period=period)
    return story


ROADMAP = "خارطة الطريق للتعاون في مجال الفلاحة"


@pytest.mark.parametrize(
    ("second", "held_apart"),
    [
        (agreed("b", ROADMAP, MOROCCO, STATES), 1),
        (agreed("b", "خارطة طريق عسكرية", MOROCCO, STATES), 1),
        (agreed("b", "بروتوكول للتعليم والثقافة", MOROCCO, STATES), 2),
        (agreed("b", ROADMAP, MOROCCO, STATES, until="2040"), 2),
        (agreed("b", ROADMAP, MOROCCO, "place/tunisia", until=None), 1),
        (agreed("b", ROADMAP, "place/tunisia", "place/tunis", until=None), 2),
    ],
)
def test_agreements_are_one_by_name_or_by_kind_parties_and_period(
    second: Story, held_apart: int
) -> None:
    base = base_of(agreed("a", ROADMAP, MOROCCO, STATES), second)
    assert len(base.all_of("agreement")) == held_apart


def test_a_short_name_alone_makes_no_two_agreements_one() -> None:
    base = base_of(agreed("a", "اتفاق تعاون", until=None), agreed("b", "اتفاق تعاون", until=None))
    assert len(base.all_of("agreement")) == 2


def test_talwar_present_in_both_reports_is_one_more_ground() -> None:
    stories = []
    for name in ("a", "b"):
        story = met(name, place=None)
        story.events.clear()
        story.event("meeting", (HAMMOUCHI, "host"), (BURNS, "guest"), TALWAR, words=f"خبر {name}")
        stories.append(story)
    assert len(base_of(*stories).all_of("meeting")) == 1


def test_fischer_and_burns_are_not_one_guest() -> None:
    story = Story(name="b", headline="b")
    story.event("meeting", (HAMMOUCHI, "host"), (FISCHER, "guest"), place=RABAT)
    assert len(base_of(met("a"), story).all_of("meeting")) == 2


def test_a_region_sets_no_meeting_apart_and_gives_way_to_the_city() -> None:
    told = " ".join(f"{letter}كلمة{ending}" for letter in "ابتثجح" for ending in "سشصضط")
    base = base_of(met("a", words=told), met("b", place="place/north-africa", words=told))
    (event,) = base.all_of("meeting")
    assert base.values(event, t.HELD_FACTS["place"]) == [RABAT]
