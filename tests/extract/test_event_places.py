"""Where events are said to be: sites, what is only talked of, and meetings at a distance."""

from __future__ import annotations

import pytest

from tests.extract.marked import events
from tests.extract.told import SP, A, B, M, P, R, check

LIBYA = "[place/libya|ليبيا]"
SUDAN = "[place/sudan|السودان]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"بحث {A} مع {B} الوضع في {LIBYA}.", "meeting|held|nabil+salem|"),
        (f"بحث {A} مع {B} الأوضاع الأمنية في {LIBYA} و{SUDAN}.", "meeting|held|nabil+salem|"),
        (f"ناقش {A} مع {B} مستجدات الأزمة ب{LIBYA}.", "meeting|held|nabil+salem|"),
        (f"بحث {A} في {P} مع {B} تطورات الحرب في {SUDAN}.", "meeting|held|nabil+salem|paris"),
        (f"استقبل {A} {B} لبحث مسار السلام في {LIBYA}.", "meeting|held|nabil+salem|"),
        (f"تباحث {A} مع {B} في {R}.", "meeting|held|nabil+salem|rabat"),
        (f"اجتمع {A} مع {B} في {SP}.", "meeting|held|nabil+salem|spain"),
    ],
)
def test_a_place_that_is_talked_of_is_not_where_they_met(text: str, expected: str) -> None:
    check(events(text), expected)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"استقبل {A} في القصر الملكي {B}.", "place/al-qsr-al-mlki"),
        (f"استقبل {A} بالقصر الرئاسي {B}.", "place/al-qsr-al-riasi"),
        (f"استقبل {A} بالمجمع الرئاسي {B}.", "place/al-mjma-al-riasi"),
        (f"استقبل {A} بالقصر الملكي ب{R} {B}.", "place/rabat"),
        (f"استقبل {A} بمقر الوزارة ب{R} {B}.", "place/rabat"),
        (f"وجد {A} القصر الملكي مغلقا.", None),
    ],
)
def test_a_palace_is_a_place_and_its_city_goes_before_it(text: str, place: str | None) -> None:
    assert [event.place for event in events(text)] == ([place] if place else [])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{R}: استقبل {A} {B}.", "rabat"),
        (f"{R} - التقى {A} {B} أمس.", "rabat"),
        (f"{R} - و م ع - التقى {A} {B} أمس.", "rabat"),
        (f"{R} - التقى {A} {B} في {P} أمس.", "paris"),
        (f"{R} - تحدث {A} هاتفيا مع {B}.", ""),
        (f"{R} - سيلتقي {A} {B} غدا.", ""),
        (f"{R} و{P} - التقى {A} {B} أمس.", ""),
        (f"بيان من {R}: التقى {A} {B} أمس.", ""),
    ],
)
def test_a_meeting_in_the_sentence_of_a_dateline_was_there(text: str, place: str) -> None:
    [event] = events(text)
    assert (event.place or "") == (place and f"place/{place}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"في ختام زيارته إلى {P}، التقى {A} ب{B}.",
            "visit|held|salem|paris; meeting|held|nabil+salem|paris",
        ),
        (
            f"استقبل {A} {B} الذي يقوم بزيارة إلى {M}.",
            "meeting|held|nabil+salem|morocco; visit|held|nabil|morocco",
        ),
        (
            f"استقبل {A} ب{R} {B} الذي يقوم بزيارة إلى {M}.",
            "meeting|held|nabil+salem|rabat; visit|held|nabil|morocco",
        ),
    ],
)
def test_a_meeting_in_the_course_of_a_visit_is_where_it_went(text: str, expected: str) -> None:
    check(events(text), expected)


def test_talks_of_two_are_no_telephone_call() -> None:
    check(events(f"تحادث {A} مع {B} في {R}."), "meeting|held|nabil+salem|rabat")
    check(events(f"تحادث {A} هاتفيا مع {B}."), "call|held|nabil+salem|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"عقدت {B} لقاء عن بعد مع {A}.", "call|held|nabil+salem|"),
        (f"أجرى {A} مباحثات عن بعد مع {B}.", "call|held|nabil+salem|"),
        (f"اجتمع {A} عن بعد مع {B}.", "call|held|nabil+salem|"),
        (f"عقد {A} اجتماعا افتراضيا مع {B}.", "call|held|nabil+salem|"),
        (f"التقى {A} ب{B} بعد أسبوع من الانتظار.", "meeting|held|nabil+salem|"),
    ],
)
def test_who_meets_at_a_distance_calls(text: str, expected: str) -> None:
    check(events(text), expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"شهدت {R} اليوم مباحثات بين {A} و{B}.", "meeting|held|nabil+salem|rabat|2019-03-18"),
        (f"ضم اللقاء، الذي احتضنته {R}، كلا من {A} و{B}.", "meeting|held|nabil+salem|rabat"),
        (f"ناقش {A} مع {B} خلال مأدبة غداء ب{P} سبل التعاون.", "meeting|held|nabil+salem|paris"),
        (
            f"وخلال لقائهما أمس في {P}، بحث {A} و{B} الأزمة.",
            "meeting|held|nabil+salem|paris|2019-03-17",
        ),
        (
            f"{R}، 17 مارس 2019 - استقبل {A} {B}.",
            "meeting|held|nabil+salem|rabat|2019-03-17",
        ),
        (f"تفقد {A} القاعدة العسكرية ب{P} أمس.", "visit|held|salem|paris|2019-03-17"),
        (f"تفقد {A} القاعدة العسكرية أمس.", ""),
    ],
)
def test_where_they_met_is_read_from_the_host_the_table_and_the_dateline(
    text: str, expected: str
) -> None:
    check(events(text), expected)
