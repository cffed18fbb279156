"""When two spellings are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extract.likeness import LikeNames, alike, skeleton
from kb.extract.stream import key
from kb.records import EntityType
from tests.extract.small import LEXICON

WORDS = st.sampled_from(
    [
        *("محمد", "محمود", "بن", "عبد", "السلام", "الجندوبي", "جندوبي", "جنادبي"),
        *("وزارة", "الوزارة", "الخارجية", "المغربية", "الوطنية", "لجنة"),
    ]
)


def score(kind: str, a: str, b: str) -> float:
    return alike(kind, key(a), key(b), LEXICON)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("دافيد ستراندر", "دايفيد ستراندر"),
        ("بونيت ماهاجان", "بونييت ماهجان"),
        ("فلاح الجندوبي", "فلاح جندوبي"),
        ("عبد الوارث نجم", "عبدالوارث النجم"),
        ("فلاح بن سالم الجندوبي", "فلاح الجندوبي"),
        ("فلاح الرماحي الجندوبي", "الرماحي الجندوبي"),
    ],
)
def test_spellings_and_short_forms_of_one_person_are_alike(a: str, b: str) -> None:
    assert score("person", a, b) > 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("محمد زريقات", "محمود زريقات"),
        ("فلاح الجندوبي", "سامر الجندوبي"),
        ("تركي بن راشد بن سالم", "راشد بن سالم"),
        ("فلاح الجندوبي", "فلاح الكيلاني"),
    ],
)
def test_two_people_are_not_alike(a: str, b: str) -> None:
    assert score("person", a, b) == 0


def test_a_body_may_leave_out_its_country_but_not_its_field() -> None:
    assert score("organisation", "وزارة النقل الزمبلية", "وزارة النقل") > 0
    assert score("organisation", "وزارة النقل الزمبلية", "وزارة الصيد الزمبلية") == 0


@given(st.text(alphabet="ابتجدرسلمنويه", min_size=1, max_size=8))
def test_a_skeleton_has_no_long_vowels_and_stays_as_it_is(word: str) -> None:
    found = skeleton(word)
    assert not set(found) & set("اوي")
    assert skeleton(found.removesuffix("ه")) == found.removesuffix("ه")


@given(
    st.sampled_from(("person", "organisation")),
    st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=8),
    st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
)
def test_no_name_that_is_alike_is_left_out_of_the_comparison(
    kind: EntityType, known: list[str], name: str
) -> None:
    names = LikeNames[str]()
    for one in known:
        names.add(kind, key(one), key(one))
    alike_ones = {key(one) for one in known if alike(kind, key(one), key(name), LEXICON) > 0}

    assert alike_ones <= names.near(kind, key(name))


def test_bodies_of_one_kind_are_not_all_compared() -> None:
    names = LikeNames[str]()
    for word in ("الطاقة", "الصحة", "النقل"):
        names.add("organisation", key(f"وزارة {word}"), word)

    assert names.near("organisation", key("وزارة الصحة")) == {"الصحة"}
