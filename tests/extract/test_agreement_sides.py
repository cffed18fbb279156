"""Parties that an agreement's own words do not name, and contracts of states."""

from __future__ import annotations

import pytest

from kb.records import Agreement, Post, Span
from tests.extract.marked import facts

A = "[person/salem|سالم العمري]"
B = "[person/nabil|نبيل الراوي]"
MOROCCO, TUNISIA, LIBYA = "[place/morocco|المغرب]", "[place/tunisia|تونس]", "[place/libya|ليبيا]"
FIRM, CLUB = "[organisation/firm|شركة المنارة]", "[organisation/club|نادي النجوم]"
ARMY, OFFICE = (
    "[organisation/army|وزارة الدفاع التونسية]",
    "[organisation/office|وزارة الماء المغربية]",
)
BOTH = {"place/morocco", "place/tunisia"}


def agreements(
    source: str, headline: str = "", posts: tuple[Post, ...] = ()
) -> tuple[Agreement, ...]:
    return facts(source, headline, posts=posts).agreements


@pytest.mark.parametrize(
    "source",
    [
        f"وكان وزيرا نقل {MOROCCO} و{TUNISIA} وقعا اتفاقا للصيد البحري سنة 2017.",
        f"تعتزم {TUNISIA} و{MOROCCO} التوقيع على اتفاقية شراكة بحرية.",
        f"نفذت المدن خريطة الطريق الجديدة التي اتفقت عليها كل من {TUNISIA} و{MOROCCO} قبل عام.",
        f"نفذت المدن اتفاقية الصيد البحري التي وقعها {MOROCCO} و{TUNISIA} قبل عام.",
        f"درس الوفد خطة العمل الموقعة بين {MOROCCO} و{TUNISIA} سنة 2017.",
        f"جدد {MOROCCO} و{TUNISIA}، أمس، الاتفاق الخاص بالصيد البحري.",
        "ووقعت الحكومة المغربية مذكرة تفاهم مع نظيرتها التونسية بشأن الصيد.",
        f"وتشمل الصفقة الموقعة بين {MOROCCO} و{TUNISIA} ثلاثين قاربا.",
        f"وتوصل {MOROCCO} و{TUNISIA} إلى اتفاق لاستئناف الملاحة.",
        f"صادق [organisation/house|البرلمان المغربي] على اتفاقية الصيد البحري مع {TUNISIA}.",
    ],
)
def test_who_acts_before_or_behind_an_agreement_is_party_to_it(source: str) -> None:
    (found,) = agreements(source)

    assert set(found.parties) == BOTH


def test_a_headline_that_begins_with_two_states_names_the_parties() -> None:
    body = "وقع الطرفان اتفاقا للصيد البحري."

    (found,) = agreements(body, f"{MOROCCO} و{TUNISIA}: التوقيع على اتفاق للصيد البحري")
    (renewed,) = agreements("انتهى اللقاء.", f"{MOROCCO} و{TUNISIA} يجددان اتفاق الصيد البحري")
    (of_three,) = agreements(body, f"{MOROCCO} و{TUNISIA} و{LIBYA}: توقيع اتفاق للصيد البحري")

    assert set(found.parties) == set(renewed.parties) == BOTH
    assert of_three.parties == ()


def test_to_renew_an_agreement_puts_nothing_into_force() -> None:
    (found,) = agreements("انتهى اللقاء.", f"{MOROCCO} و{TUNISIA} يجددان اتفاق الصيد البحري")

    assert found.status == "mentioned"


def posts(*titles: str) -> tuple[Post, ...]:
    people = ("person/salem", "person/nabil")
    span = Span(0, 1)
    return tuple(
        Post(one, title, None, "held", span, "invented")
        for one, title in zip(people, titles, strict=True)
    )


def test_what_is_signed_at_the_end_of_a_meeting_binds_the_states_of_those_who_met() -> None:
    source = f"استقبل {A} {B} أمس. وفي ختام اللقاء تم التوقيع على اتفاق للصيد البحري."

    (found,) = agreements(source, posts=posts("الوزير المغربي", "الوزير التونسي"))
    (unsure,) = agreements(source, posts=posts("الوزير المغربي", "الوزير"))

    assert set(found.parties) == BOTH
    assert unsure.parties == ()


def test_an_agreement_only_spoken_of_is_not_given_to_the_two_who_talk_of_it() -> None:
    source = f"وقع {MOROCCO} و{TUNISIA} اتفاقا للماء. وناقش الطرفان أمس تنفيذ الاتفاق السياسي."

    assert [len(one.parties) for one in agreements(source)] == [2, 0]


def test_a_contract_is_an_agreement_between_states_and_ministries_only() -> None:
    (found,) = agreements(f"أعلنت {ARMY}، أمس، إبرام عقد مع {OFFICE}.")
    (deal,) = agreements("انتهى اللقاء.", f"{MOROCCO} و{TUNISIA} يبرمان صفقة للقطارات")

    assert set(found.parties) == {"organisation/army", "organisation/office"}
    assert (set(deal.parties), deal.status) == (BOTH, "signed")


@pytest.mark.parametrize(
    "source",
    [
        f"وقع {A} عقدا مع {CLUB} لثلاث سنوات.",
        f"وقعت {FIRM} عقدا مع {ARMY} لبناء الطرق.",
        f"عقد {A} اجتماعا مع {B} خلال العقد الماضي بين {MOROCCO} و{TUNISIA}.",
        f"أشاد {A} ببرنامج التعاون بين {MOROCCO} و{TUNISIA}.",
    ],
)
def test_contracts_of_clubs_and_firms_decades_and_programmes_are_no_agreements(source: str) -> None:
    assert agreements(source) == ()


def test_where_it_was_signed_and_before_whom_is_no_part_of_its_name() -> None:
    (found,) = agreements(
        f"أبرم {MOROCCO} و{TUNISIA} اتفاق شراكة بحرية. وجرى توقيع الاتفاق بالقصر بحضور {A}."
    )

    assert found.name == "اتفاق شراكة بحرية"
    assert set(found.parties) == BOTH


def test_what_the_headline_tells_in_other_words_is_the_signing_told_below() -> None:
    (found,) = agreements(
        f"وقع {MOROCCO} و{TUNISIA}، يوم 4 مارس 2019، اتفاقا لحماية المرجان في البحر.",
        f"{MOROCCO} و{TUNISIA}: توقيع اتفاق للصيد",
    )
    ended = agreements(
        f"وقد انهار اتفاق سلام بين {MOROCCO} و{TUNISIA} سنة 2009.",
        f"{MOROCCO} و{TUNISIA}: توقيع اتفاق للصيد",
    )

    assert found.signed.edtf == "2019-03-04"
    assert [one.status for one in ended] == ["signed", "ended"]


def test_an_agreement_that_somebody_wants_is_none() -> None:
    assert agreements(f'قال {A}: "نريد اتفاقا مربحا بين {MOROCCO} و{TUNISIA}".') == ()
