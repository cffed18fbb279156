"""Offices in the plural, handed out by country: وزيرا خارجية A فلان وB علان."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.extract.holders import Place
from kb.extract.lexicon import Lexicon
from kb.extract.stream import Zone
from kb.extract.text import fold
from kb.extract.words import LINKS

_SINGULAR = {
    fold(word): one
    for one, several in {
        "وزير": "وزراء وزيرا وزيري",
        "الوزير": "الوزيران الوزيرين",
        "رئيس": "رؤساء رئيسا رئيسي",
        "الرئيس": "الرئيسان الرئيسين",
        "سفير": "سفراء سفيرا سفيري",
        "مدير": "مديرا مديري",
        "قائد": "قائدا قائدي",
    }.items()
    for word in several.split()
}


@dataclass(frozen=True, slots=True)
class Shared:
    """One person's part of a plural office: title in the singular, country, and the pieces."""

    person: str
    title: str
    country: str
    first: int
    last: int
    skip: int


def shared_offices(zone: Zone, people: Sequence[Place], lexicon: Lexicon) -> Iterator[Shared]:
    """The people who share a plural office, where at least two of them are named after it."""
    starts = {place.first: place for place in people}
    for at, piece in enumerate(zone.text.pieces):
        skip = _plural(piece.text)
        if skip is not None:
            field = _field(zone, at + 1, lexicon)
            found = list(_chain(zone, field, starts, lexicon))
            if len(found) > 1:
                head = f"{_SINGULAR[piece.text[skip:]]} {_raw(zone, at + 1, field)}".strip()
                for place, adjective, country in found:
                    title = f"{head} {adjective}"
                    yield Shared(place.id, title, country, at, place.last, skip)


@lru_cache(maxsize=1 << 14)
def _plural(word: str) -> int | None:
    """How many letters are attached before a plural office; None if the word is none."""
    return next((n for n in range(3) if word[n:] in _SINGULAR), None)


def _field(zone: Zone, at: int, lexicon: Lexicon) -> int:
    """Where the words that name the field of a plural office end."""
    text = zone.text
    while at not in zone.known and (text.word(at).startswith("ال") or text.word(at) in LINKS):
        if lexicon.country(text.word(at)):
            break
        at += 1
    return at


def _chain(
    zone: Zone, at: int, starts: Mapping[int, Place], lexicon: Lexicon
) -> Iterator[tuple[Place, str, str]]:
    """Country and person, again and again, joined by و or commas."""
    text = zone.text
    while at < len(text.pieces):
        joined = text.word(at).removeprefix("و")
        country = lexicon.country(joined) or lexicon.named(joined)
        if country is None or not country.startswith("place/") or at + 1 not in starts:
            return
        place = starts[at + 1]
        yield place, text.raw(at).removeprefix("و"), country
        at = place.last + (text.word(place.last) in {"،", ","})


def _raw(zone: Zone, first: int, last: int) -> str:
    """Pieces as the article writes them."""
    return " ".join(zone.text.raw(at) for at in range(first, last))
