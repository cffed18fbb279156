"""Acronyms that an article explains: "Agence du bois (ADB)", "the timber agency, ADB"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kb.extract.lexicon import Lexicon
from kb.extract.mentions import Sighting, Texts
from kb.extract.stream import Stream

_SIZES = range(2, 8)
_NAMED = frozenset({"organisation", "outlet", "place"})


def with_acronyms(
    texts: Texts, seen: tuple[Sighting, ...], lexicon: Lexicon
) -> tuple[Sighting, ...]:
    """The sightings with the acronyms that stand right behind a name made names of the same."""
    if not any(text.latin for _, text in texts):
        return seen
    seen = (*seen, *_agencies(texts, seen, lexicon))
    starts = {(s.stream, s.first): s for s in seen}
    meant: dict[str, Sighting] = {}
    known: dict[int, Sighting] = {}
    for at, one in enumerate(seen):
        place = _behind(texts[one.stream][1], one.last)
        acronym = texts[one.stream][1].word(place) if place else ""
        if not acronym or one.type not in _NAMED or _short(texts, one):
            continue
        other = starts.get((one.stream, place or 0))
        if other is None:
            meant.setdefault(acronym, one)
        elif other.id and not one.id and other.type != "place":
            known[at] = other
    found = [replace(s, id=known[at].id, type=known[at].type) if at in known else s
             for at, s in enumerate(seen)]  # fmt: skip
    return (*found, *_spread(texts, seen, meant))


def _agencies(texts: Texts, seen: tuple[Sighting, ...], lexicon: Lexicon) -> Iterator[Sighting]:
    """News agencies by their initials in capitals, which the seeds have as their slugs."""
    taken = {(s.stream, at) for s in seen for at in range(s.first, s.last)}
    for number, (zone, text) in enumerate(texts):
        for at, piece in enumerate(text.pieces):
            if len(piece.text) not in _SIZES or (number, at) in taken or not piece.word:
                continue
            seed = lexicon.seed(f"outlet/{piece.text}")
            if seed is not None and seed.extra.get("kind") == "agency" and text.raw(at).isupper():
                yield Sighting(
                    number, zone, at, at + 1, 0, "outlet", seed.id, "acronym", piece.text
                )


def _short(texts: Texts, one: Sighting) -> bool:
    """Whether a sighting is an acronym itself."""
    return one.last == one.first + 1 and texts[one.stream][1].raw(one.first).isupper()


def _behind(text: Stream, at: int) -> int | None:
    """The piece of an acronym in brackets, between commas, or right behind a name."""
    at += text.word(at) == "\n"
    place = at + (text.word(at) in {"(", ","})
    if place >= len(text.pieces) or not text.pieces[place].word:
        return None
    raw = text.raw(place)
    capital = raw.isupper() and raw.isascii() and raw.isalpha() and len(raw) in _SIZES
    closed = place == at or text.word(place + 1) in {")", ","}
    return place if capital and closed else None


def _spread(
    texts: Texts, seen: tuple[Sighting, ...], meant: dict[str, Sighting]
) -> Iterator[Sighting]:
    """Every place where an acronym that was explained stands in capitals."""
    taken = {(s.stream, at) for s in seen for at in range(s.first, s.last)}
    for number, (zone, text) in enumerate(texts) if meant else ():
        for at, piece in enumerate(text.pieces):
            one = meant.get(piece.text)
            if one is not None and (number, at) not in taken and text.raw(at).isupper():
                yield replace(
                    one, stream=number, zone=zone, first=at, last=at + 1, skip=0, rule="acronym"
                )
