"""Floors under the figures of the gold, measured on the retellings and only ever raised.

`python -m tests.gold.floors` shows figures, floors and errors; `--raise` pins what has become
better; `--lower` pins what is measured even where it is worse, which a change must give a reason
for.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import click

from kb.extract.article import read_file
from kb.extract.lexicon import Lexicon
from kb.extract.reading import read
from kb.seedtables import Seed, Seeds, read_seeds
from tests.gold.answers import Gold
from tests.gold.scoring import Score, score

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).with_name("floors.json")
STANDING = {"intelligence", "police", "ministry", "military", "embassy", "government", "judiciary"}
STANDING |= {"international"}
LEADERS = {"head_of_state", "head_of_government"}
Floors = dict[str, dict[str, float]]


def golds() -> tuple[Gold, ...]:
    """The gold of the five retellings."""
    return tuple(map(Gold, sorted(FLOORS.parent.glob("*-*.json"))))


def all_seeds() -> Seeds:
    """The seed tables as they are shipped."""
    return read_seeds(ROOT / "seeds")


def leaders_only(seeds: Seeds) -> Seeds:
    """Seeds without the people who are no heads of state or government: all others are new."""
    return _less(seeds, {p.id for p in seeds.of("person") if p.extra["standing"] not in LEADERS})


def without(seeds: Seeds, named: set[str]) -> tuple[Seeds, set[str]]:
    """Seeds less those named rows that are no leader, state, place or standing institution."""
    gone = {seed.id for seed in seeds.entities if seed.id in named and not _stands(seed)}
    return _less(seeds, gone), gone


def _stands(seed: Seed) -> bool:
    """Whether an article may count on the tables to hold a name."""
    if seed.type == "person":
        return seed.extra["standing"] in LEADERS
    return seed.type == "place" or seed.extra.get("kind") in STANDING


def _less(seeds: Seeds, gone: set[str]) -> Seeds:
    return replace(
        seeds,
        entities=tuple(seed for seed in seeds.entities if seed.id not in gone),
        links=tuple(link for link in seeds.links if link.id not in gone),
    )


def measure(seeds: Seeds) -> Score:
    """The score of the reader over all retellings."""
    lexicon, total = Lexicon.build(seeds), Score()
    for gold in golds():
        article = read_file(ROOT / "seeds" / "articles" / gold.file)
        total.add(score(gold, read(article, lexicon)))
    return total


def pinned() -> Floors:
    """The floors that hold."""
    floors: Floors = json.loads(FLOORS.read_text("utf-8"))
    return floors


def moved(floors: Floors, figures: Floors, *, lower: bool) -> Floors:
    """Floors at the figures, rounded down; never lower than they were unless that is wanted."""
    new = {
        name: {row: math.floor(figure * 1000) / 1000 for row, figure in rows.items()}
        for name, rows in figures.items()
    }
    if lower:
        return new
    return {
        name: {row: max(figure, floors.get(name, {}).get(row, 0)) for row, figure in rows.items()}
        for name, rows in new.items()
    }


def figures(scores: dict[str, Score]) -> Floors:
    """Figures of the shipped seeds, and what is found of people without theirs."""
    known, strangers = scores["seeds"].figures(), scores["strangers"].figures()
    return {"seeds": known, "strangers": {"people": strangers["people"]}}


@click.command(help=__doc__)
@click.option("--raise", "up", is_flag=True, help="Pin figures that are better than their floors.")
@click.option("--lower", is_flag=True, help="Pin all figures, worse ones too.")
def main(up: bool, lower: bool) -> None:
    """Show what is measured, and pin it if asked to."""
    seeds = all_seeds()
    scores = {"seeds": measure(seeds), "strangers": measure(leaders_only(seeds))}
    found, floors = figures(scores), pinned()
    for name, total in scores.items():
        for row, figure in found[name].items():
            click.echo(f"{name:10}{row:15}{figure:7.3f}{floors.get(name, {}).get(row, 0):7.3f}")
        click.echo(f"{name:10}noise: {total.noise_people} people, {total.noise_events} events")
    click.echo("\n".join(scores["seeds"].errors))
    if up or lower:
        text = json.dumps(moved(floors, found, lower=lower), indent=1)
        FLOORS.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
