"""Keys and slugs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ids import digest, folded, free, slug, unique


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_parts_joined_differently_have_different_digests(left: list[str], right: list[str]) -> None:
    assert (digest(*left) == digest(*right)) == (left == right)


@given(st.text())
def test_a_slug_is_latin_and_never_empty(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
    assert slug(name) == slug(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("فلاح الجندوبي", "flah-al-jndubi"),
        ("عادل بن أحمد", "aadl-bin-ahmd"),
        ("وليد يعقوب", "wlid-yaqub"),
        ("Maïga", "maiga"),
        ("O’Neil", "oneil"),
    ],
)
def test_a_slug_can_be_read(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_spellings_of_one_name_fold_to_one_key() -> None:
    assert folded("مُدرسة الأمل") == folded("مدرسه الامل")
    assert folded("A-B") == folded("a b")


def test_a_taken_slug_gets_the_first_free_number() -> None:
    assert free("x", {"x", "x-2"}.__contains__) == "x-3"
    assert free("y", {"x"}.__contains__) == "y"


def test_unique_keeps_the_first_order() -> None:
    assert unique(["b", "a", "b"]) == ("b", "a")


@given(st.text())
def test_a_folded_name_folds_to_itself(name: str) -> None:
    assert folded(folded(name)) == folded(name)


def test_spellings_that_readers_take_for_one_are_one() -> None:
    assert folded("مُؤتـمر\u200f الأُمّة ٢٠٢٥") == folded("موتمر الامه 2025")
    assert folded("\u0627\u0654\u062d\u0645\u062f") == folded("أحمد") == "احمد"  # composed or not
    assert folded("\ufe8d\ufedf\ufecc\ufead\ufe91") == "العرب"  # presentation forms
    assert folded("Élysée,  PARIS") == "elysee paris"
