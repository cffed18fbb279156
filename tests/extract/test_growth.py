"""Twice the text is about twice the work, also where one name or thousands of them fill it.

Work is counted in lines of Python gone through, which is the same on every machine.
"""

from __future__ import annotations

from random import Random

import pytest

from benchmarks import fuzz, growth, hostile
from kb.errors import REASONS

# Each of these took the square of its length, for another cause, until it was looked up instead.
ONCE_SQUARE = (
    "many people Latin",  # whom "he" may mean
    "many ministres apposes",  # which event a clause tells of again
    "many treaties",  # which agreement a sentence tells of again
    "many bodies",  # which name another is like
    "many bodies of offices",  # who is meant by an office
    "many people apposed",  # which post another wording is of
    "endless same sentence",  # which body an office names
    "endless agreements",  # at which event it was signed
    "many offices alone",  # who is meant by a French or English office
)


@pytest.mark.slow
@pytest.mark.parametrize("family", ONCE_SQUARE)
def test_twice_the_text_is_about_twice_the_work(family: str) -> None:
    assert growth.growth(family) < 2.2


@pytest.mark.slow
@pytest.mark.parametrize("family", hostile.FAMILIES)
def test_what_is_made_to_be_slow_gives_a_record_or_a_reason(family: str) -> None:
    made = hostile.FAMILIES[family](Random(family))  # noqa: S311  # inputs, no secrets

    assert fuzz.ended(f"a{made.suffix}", made.text[:9_000].encode()) in {"record", *REASONS}


def test_families_are_made_of_their_numbers_alone_and_reach_the_size_allowed() -> None:
    made = [hostile.two_thousand(Random(7)) for _ in range(2)]  # noqa: S311  # inputs, no secrets

    assert made[0] == made[1]
    assert 90_000 < len(hostile.largest(made[0].text).encode()) <= hostile.LARGEST


def test_the_work_that_a_loop_does_is_counted() -> None:
    few, many = growth.steps("endless meetings", 300), growth.steps("endless meetings", 6_000)

    assert many > 10 * few
