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
