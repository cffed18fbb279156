"""What hangs on the event told before: its day, its people, the visit it was part of."""

from __future__ import annotations

import pytest

from kb.records import Post, Span
from tests.extract.marked import events, facts
from tests.extract.told import TN, A, B, C, D, M, P, R, check


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"التقى {A} {B} أمس الأحد.\nوفي اليوم نفسه، استقبل {A} {C}.",
            "meeting|held|nabil+salem||2019-03-17; meeting|held|laila+salem||2019-03-17",
        ),
        (
            f"التقى {A} {B} أمس الأحد.\nوفي اليوم الموالي، استقبل {A} {C}.",
            "meeting|held|nabil+salem||2019-03-17; meeting|held|laila+salem||2019-03-18",
        ),
        (
            f"زار {A} {P} من 10 إلى 12 مارس.\nوفي نفس اليوم، استقبل {B} {C}.",
            "visit|held|salem|paris|2019-03-10/2019-03-12; meeting|held|laila+nabil||",
        ),
        (f"وفي اليوم ذاته، استقبل {A} {B}.", "meeting|held|nabil+salem||"),
    ],
)
def test_the_same_day_and_the_next_are_counted_from_the_one_day_told_before(
    text: str, expected: str
) -> None:
    check(events(text), expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"بحث {A}، السبت، مع {B} العلاقات.\nجاء ذلك في اتصال هاتفي بينهما، وفق بيان.",
            "call|held|nabil+salem||2019-03-16",
        ),
        (
            f"زار {A} و{B} {P} يوم 5 مارس، والتقوا {C}.",
            (
                "visit|held|nabil+salem|paris|2019-03-05; "
                "meeting|held|laila+nabil+salem|paris|2019-03-05"
            ),
        ),
        (
            f"أجرى {A} مباحثات مع {B}، قبل أن يستقبله {C} في {P}.",
            "meeting|held|nabil+salem; meeting|held|laila+salem|paris",
        ),
        (
            f"شارك {A} في المنتدى بمدينة {R}، حيث التقى على هامشه {B}.",
            "conference|held|salem|rabat; meeting|held|nabil+salem|rabat",
        ),
        (
            f"شارك {A} في الجمعية العامة التي انعقدت بمدينة {P} في نونبر 2018.",
            "conference|held|salem|paris|2018-11",
        ),
        (
            f"يغادر {A} يوم الخميس القادم إلى {P} في زيارة رسمية.",
            "visit|planned|salem|paris|2019-03-21",
        ),
        (f"غادر {A} {P} أمس.", ""),
        (
            f"وقال مصدر إن {A} قبل دعوة لزيارة {P} نهاية الشهر الجاري.",
            "visit|planned|salem|paris|2019-03-21/2019-03-31",
        ),
        (f"عين المجلس في اجتماعه الأسبوعي اليوم {A} مديرا خلفا ل{B}.", ""),
        (f"يزور {A} {P} منذ السبت.", "visit|held|salem|paris|2019-03-16"),
        (
            f"استقبل معالي {A} {B}.\nويغادر معاليه يوم الخميس القادم إلى {P}.",
            "meeting|held|nabil+salem; visit|planned|salem|paris|2019-03-21",
        ),
        (
            (
                f"استقبل {A} {B} لبحث التحضيرات للدورة الرابعة للجنة، المقرر عقدها في {R} "
                f"برئاسة {C}.\nوحضر الاستقبال {D}."
            ),
            "meeting|held|nabil+omar+salem; conference|planned|laila|rabat",
        ),
    ],
)
def test_an_event_takes_what_the_one_before_it_tells(text: str, expected: str) -> None:
    check(events(text), expected)


def test_a_meeting_in_the_course_of_a_tour_belongs_to_the_stop_where_it_was() -> None:
    found = events(f"يبدأ {A} غدا جولة تشمل {M} و{TN}، يلتقي خلالها في {M} {B}.")

    check(
        found,
        "visit|planned|salem||2019-03-19; visit|planned|nabil+salem|morocco; "
        "visit|planned|salem|tunisia",
    )


def test_stops_that_a_tour_is_still_to_make_are_planned_though_it_has_begun() -> None:
    found = events(f"وصل {A} أمس إلى {P} في مستهل جولة تشمل {M} و{TN}.")

    assert {(one.place, one.status) for one in found if one.place} == {
        ("place/paris", "held"),
        ("place/morocco", "planned"),
        ("place/tunisia", "planned"),
    }


def test_who_receives_him_is_the_host() -> None:
    (_, found) = events(f"أجرى {A} مباحثات مع {B}، قبل أن يستقبله {C}.")

    roles = {one.entity.partition("/")[2]: one.role for one in found.participants}
    assert roles == {"salem": "guest", "laila": "host"}


def test_a_meeting_with_an_official_of_the_country_visited_was_there() -> None:
    text = f"زار {A} {P} أمس.\nوأجرى {A} مباحثات مع {B}، كما التقى {C}."
    post = Post("person/nabil", "وزير", "place/paris", "held", Span(0, 1), "title")
    found = facts(text, posts=(post,)).events

    check(
        found,
        "visit|held|salem|paris|2019-03-17; meeting|held|nabil+salem|paris; "
        "meeting|held|laila+salem|",
    )


def test_a_meeting_of_another_day_or_told_as_gone_by_was_not_where_the_visit_went() -> None:
    post = Post("person/nabil", "وزير", "place/paris", "held", Span(0, 1), "title")
    for later in (f"والتقى {A} {B} في يناير الماضي.", f"وكان {A} قد التقى {B}."):
        found = facts(f"زار {A} {P} أمس.\n{later}", posts=(post,)).events

        assert [one.place for one in found if one.type == "meeting"] == [None]


def test_the_delegation_is_who_is_said_to_lead_it() -> None:
    text = f"استقبل {A} وفدا يقوده {B}.\nوسيؤدي الوفد يوم غد زيارة إلى {P}."

    check(
        events(text),
        "meeting|held|nabil+salem; visit|planned|nabil|paris|2019-03-19",
    )
    check(
        events(f"{text}\nوسيزور أعضاء الوفد {R} بعد غد."),
        "meeting|held|nabil+salem; visit|planned|nabil|paris|2019-03-19",
    )
