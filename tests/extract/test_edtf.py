"""The days that EDTF strings allow."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extract.edtf import bounds, exact, interval


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2022-06-13/2022-06-14", date(2022, 6, 13), date(2022, 6, 14)),
        ("2020/2030", date(2020, 1, 1), date(2030, 12, 31)),
        ("2020/..", date(2020, 1, 1), None),
        ("../2020-05", None, date(2020, 5, 31)),
        ("17XX", date(1700, 1, 1), date(1799, 12, 31)),
        ("2020-XX", date(2020, 1, 1), date(2020, 12, 31)),
        ("XXXX-06", None, None),
        ("2019-02-30", None, None),
        ("2020-13", None, None),
        ("2021/2020", None, None),
        ("soon", None, None),
        ("", None, None),
        (None, None, None),
        ("2020/2021/2022", None, None),
    ],
)
def test_bounds_are_the_first_and_last_day_allowed(
    edtf: str | None, earliest: date | None, latest: date | None
) -> None:
    assert bounds(edtf) == (earliest, latest)


@given(st.dates())
def test_a_day_is_its_own_bounds(day: date) -> None:
    assert exact(day.isoformat()) == day


@given(st.text("0123456789X-/.?~T", max_size=24))
def test_no_string_breaks_the_reader_or_turns_bounds_round(text: str) -> None:
    earliest, latest = bounds(text)
    assert earliest is None or latest is None or earliest <= latest


def test_a_month_is_no_exact_day() -> None:
    assert exact("2020-02") is None


def test_an_interval_of_one_day_is_that_day() -> None:
    assert interval("2020-01-01", "2020-01-01") == "2020-01-01"
