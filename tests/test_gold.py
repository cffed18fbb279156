"""The whole reader over the five retellings, held against gold that was made by hand."""

from __future__ import annotations

import pytest

from tests.gold.floors import all_seeds, figures, leaders_only, measure, pinned
from tests.gold.scoring import Score

LEAST = {"people": 0.9, "events": 0.8, "known_dates": 0.85, "plans": 0.75, "published": 1.0}
LEAST_STRANGERS = 0.6


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    """The reader with all seeds, and with those of leaders only."""
    seeds = all_seeds()
    return {"seeds": measure(seeds), "strangers": measure(leaders_only(seeds))}


def test_the_figures_stay_above_what_was_promised(scores: dict[str, Score]) -> None:
    found = scores["seeds"].figures()

    assert {row: found[row] for row, least in LEAST.items() if found[row] < least} == {}


def test_the_roadmap_and_the_protocol_are_found_and_no_other_agreement(
    scores: dict[str, Score],
) -> None:
    tally = scores["seeds"].rows["agreements"]

    assert (tally.right, tally.invented, tally.missed) == (2, 0, 0)


def test_nothing_is_read_out_of_the_page_around_an_article(scores: dict[str, Score]) -> None:
    assert [(s.noise_people, s.noise_events) for s in scores.values()] == [(0, 0), (0, 0)]


def test_people_without_seeds_are_found_all_the_same(scores: dict[str, Score]) -> None:
    assert scores["strangers"].figures()["people"] >= LEAST_STRANGERS


def test_no_figure_falls_below_its_floor(scores: dict[str, Score]) -> None:
    found = figures(scores)
    low = {
        f"{name}/{row}": (found[name][row], floor)
        for name, rows in pinned().items()
        for row, floor in rows.items()
        if found[name][row] < floor
    }

    assert low == {}
