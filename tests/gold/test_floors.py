"""Floors rise with what is measured and fall only when that is asked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.gold.floors import Floors, all_seeds, leaders_only, moved

FIGURES = st.dictionaries(st.sampled_from(["people", "events"]), st.floats(0, 1), min_size=2)


@given(FIGURES, FIGURES)
def test_a_floor_never_falls_by_itself(floors: dict[str, float], found: dict[str, float]) -> None:
    new = moved({"seeds": floors}, {"seeds": found}, lower=False)["seeds"]

    assert all(new[row] >= floors[row] for row in floors)


@given(FIGURES)
def test_no_floor_is_above_what_was_measured(found: dict[str, float]) -> None:
    new = moved({}, {"seeds": found}, lower=False)["seeds"]

    assert all(-1e-9 <= found[row] - new[row] < 0.0011 for row in found)


def test_a_floor_falls_when_asked_to() -> None:
    old: Floors = {"seeds": {"people": 0.9}}
    found: Floors = {"seeds": {"people": 0.85}}

    assert moved(old, found, lower=False) == old
    assert moved(old, found, lower=True) == found


def test_without_their_seeds_only_leaders_are_known() -> None:
    known = leaders_only(all_seeds()).of("person")

    assert known
    assert all(person.extra["standing"].startswith("head_of_") for person in known)
