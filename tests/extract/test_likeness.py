"""When two spellings are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extract.likeness import alike, skeleton
from kb.extract.stream import key
from tests.extract.small import LEXICON


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
