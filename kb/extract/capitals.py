"""Cities named as "the Mauritanian capital": mentions of the capital of that country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kb.extract.lexicon import Lexicon
from kb.extract.nodes import Node, Sentence
from kb.records import Entity, Mention

_CAPITAL = "العاصمه"


def capital_seats(lexicon: Lexicon) -> dict[str, str]:
    """The capital of each country, by the country's id."""
    return {
        f"place/{country}": seed.id
        for seed in lexicon.seeds.values()
        if seed.type == "place" and (country := seed.extra.get("capital_of"))
    }


def _letters(word: str) -> int | None:
    """How many letters are attached before "the capital", or None if it is another word."""
    if not word.endswith(_CAPITAL) and word != "للعاصمه":
        return None
    letters = len(word) - len(_CAPITAL)
    return letters if letters <= 2 else None


def _found(
    text: str, nodes: Sequence[Node], seats: Mapping[str, str], lexicon: Lexicon
) -> Iterator[tuple[str, Mention]]:
    for at, node in enumerate(nodes[:-1]):
        letters = _letters(node.form) if node.entity is None else None
        follow = nodes[at + 1]
        if letters is None or follow.entity is not None:
            continue
        behind = nodes[at + 2] if at + 2 < len(nodes) else None
        if behind is not None and behind.is_a("place") and not behind.lead:
            continue  # the city is named: "the Mauritanian capital Nouakchott"
        seat = seats.get(lexicon.country(follow.form) or "")
        if seat is not None:
            start = node.start + max(0, letters)
            yield seat, Mention(text[start : follow.end], start, follow.end, "capital")


def with_capitals(
    text: str, sentences: Sequence[Sentence], entities: Sequence[Entity], lexicon: Lexicon
) -> Sequence[Entity]:
    """The entities with the capitals that the sentences name by their country.

    The very entities that were given where no sentence does.
    """
    if not any("عاصم" in sentence.span.of(text) for sentence in sentences):
        return entities
    seats = capital_seats(lexicon)
    found: dict[str, list[Mention]] = {}
    for sentence in sentences:
        for place, mention in _found(text, sentence.nodes, seats, lexicon):
            found.setdefault(place, []).append(mention)
    if not found:
        return entities
    known = {entity.id: entity for entity in entities}
    for place, more in found.items():
        old = known.get(place) or _place(place, lexicon)
        mentions = sorted((*old.mentions, *more), key=lambda one: one.start)
        known[place] = replace(old, mentions=tuple(mentions))
    return tuple(known.values())


def _place(place: str, lexicon: Lexicon) -> Entity:
    return Entity(place, "place", lexicon.labels(place), (), lexicon.wikidata(place), seeded=True)
