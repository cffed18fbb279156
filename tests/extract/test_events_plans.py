"""What is only ahead: plans told as an eve or as what follows a plan, and mere invitations."""

from __future__ import annotations

import pytest

from tests.extract.marked import events
from tests.extract.told import SP, A, B, M, P, check


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"قبيل زيارة {A} إلى {P}، تحدث مصدر عن ملفات كثيرة.", "visit|planned|salem|paris"),
        (f"وعشية زيارة {A} إلى {P}، بدت الأجواء هادئة.", "visit|planned|salem|paris"),
        (
            f"يزور {A} {M} الاثنين المقبل، قبل أن يتوجه إلى {SP}.",
            "visit|planned|salem|morocco|2019-03-25; visit|planned|salem|spain",
        ),
        (
            f"ومن المقرر أن يعقد {A} و{B} جلسة مباحثات يوم الثلاثاء.",
            "meeting|planned|nabil+salem||2019-03-19",
        ),
    ],
)
def test_what_is_told_as_still_ahead_is_a_plan(sentence: str, expected: str) -> None:
    check(events(sentence), expected)


def test_a_visit_told_as_made_is_held_though_its_eve_is_told_of_too() -> None:
    check(
        events(f"وصل {A} إلى {P} أمس.\nوعشية زيارة {A} إلى {P}، بدت الأجواء هادئة."),
        "visit|held|salem|paris|2019-03-17",
    )


def test_an_eve_of_long_ago_is_of_a_visit_that_was_made() -> None:
    check(
        events(f"عشية زيارة {A} إلى {P} في يناير 2018، بدت الأجواء هادئة."),
        "visit|held|salem|paris|2018-01",
    )


def test_an_invitation_to_visit_is_no_visit() -> None:
    check(events(f"تلقى {A} دعوة لزيارة {P} من {B}."), "")


def test_talks_called_off_between_others_leave_the_talks_before_them_planned() -> None:
    found = events(
        f"سيعقد {A} مباحثات مع {B} يوم الخميس.\n"
        f"وأعلن مصدر إلغاء اللقاء الذي كان مبرمجا بين {A} و[person/laila|ليلى الشافعي]."
    )

    check(found, "meeting|planned|nabil+salem; meeting|cancelled|laila+salem")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"تقررت زيارة {A} إلى {M} يوم 28 مارس.", "visit|planned|salem|morocco|2019-03-28"),
        (f"ومن المبرمج أن يعقد {A} اجتماعا مع {B}.", "meeting|planned|nabil+salem"),
        (f"كما يتضمن برنامج الزيارة لقاء بين {A} و{B}.", "meeting|planned|nabil+salem"),
        (f"على أن يلتقي {A} لاحقا {B} في {P}.", "meeting|planned|nabil+salem|paris"),
        (
            f"اتفق {A} و{B} على عقد لقاء جديد في {P} الشهر المقبل.",
            "meeting|planned|nabil+salem|paris|2019-04",
        ),
        (f"واتفق {A} و{B} على اللقاء في يونيو المقبل.", "meeting|planned|nabil+salem||2019-06"),
        (f"اتفق {A} و{B} على عقد اجتماع اللجنة المشتركة.", ""),
        (
            f"من المقرر أن يصل {A} إلى {P} غدا، ويلتقي {B}.",
            "visit|planned|salem|paris|2019-03-19; meeting|planned|nabil+salem",
        ),
        (f"هذا ويحل {A} ضيفا على {M} يوم غد.", "visit|planned|salem|morocco|2019-03-19"),
    ],
)
def test_what_is_set_down_agreed_on_or_left_for_later_is_a_plan(
    sentence: str, expected: str
) -> None:
    check(events(sentence), expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"تنطلق يوم الأحد زيارة {A} إلى {P}.", "visit|planned|salem|paris|2019-03-24"),
        (f"يزور {A} {M} الأحد.", "visit|planned|salem|morocco|2019-03-24"),
        (
            f"يزور {A} {M} يومي الأربعاء والخميس.",
            "visit|planned|salem|morocco|2019-03-20/2019-03-21",
        ),
        (f"يزور {A} {M} الاثنين.", "visit|held|salem|morocco|2019-03-18"),
        (f"زار {A} {M} الأحد.", "visit|held|salem|morocco|2019-03-17"),
        (f"تراس {A} الأحد الدورة الخامسة للجنة.", "conference|held|salem||2019-03-17"),
    ],
)
def test_a_weekday_with_the_present_tense_is_today_or_ahead(sentence: str, expected: str) -> None:
    check(events(sentence), expected)


def test_a_weekday_with_the_present_tense_of_a_headline_has_gone_by() -> None:
    found = events(f"اختتم {A} مهمته.", headline=f"{A} يزور {M} الأحد")

    check(found, "visit|held|salem|morocco|2019-03-17")
