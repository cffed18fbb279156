"""Two ministries told by one word in the dual: وزارتا A وB, of one country or of two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.extract.lexicon import Lexicon
from kb.extract.stream import Stream, Zone
from kb.extract.titles import bare
from kb.extract.words import folded

_DUAL = folded("وزارتا وزارتي")
_ENDS = ("تان", "تين")  # of an adjective in the dual


class Ministry(NamedTuple):
    """The pieces that stand for a ministry, the letters attached in front, and which it is."""

    first: int
    last: int
    skip: int
    id: str


def ministries(zone: Zone, lexicon: Lexicon) -> Iterator[Ministry]:
    """The ministries that are told two at a time, where the seeds know them."""
    text = zone.text
    for at, piece in enumerate(text.pieces):
        skip = next((n for n in range(3) if piece.text[n:] in _DUAL), None)
        if skip is not None and text.word(at + 1).startswith("ال"):
            yield from _two(text, at, skip, lexicon)


def _two(text: Stream, at: int, skip: int, lexicon: Lexicon) -> Iterator[Ministry]:
    """The two ministries of a word in the dual."""
    field, next_ = text.word(at + 1), text.word(at + 2)
    if lexicon.country(next_) and text.word(at + 3).startswith("وال"):  # of A and of B
        other = text.word(at + 3)[1:]
        yield from _known(lexicon, at, at + 3, skip, f"{field} {next_}")
        yield from _known(lexicon, at + 3, at + 4, 1, f"{field} {other}")
    elif next_.startswith("وال"):
        adjective, last = _country(text, at + 3, lexicon)
        yield from _known(lexicon, at, at + 2, skip, f"{field} {adjective}")
        yield from _known(lexicon, at + 2, last, 1, f"{next_[1:]} {adjective}")


def _country(text: Stream, at: int, lexicon: Lexicon) -> tuple[str, int]:
    """The adjective of the country that two ministries are of, and where it ends."""
    word = text.word(at)
    if lexicon.country(word):
        stem = next((word.removesuffix(end) for end in _ENDS if word.endswith(end)), "")
        return (f"{stem}ه" if stem else word), at + 1
    place = lexicon.named(text.word(at + 1)) if word == "في" else None
    every = (one for one, country in lexicon.demonyms.items() if country == place)
    feminine = next((one for one in every if place and one.endswith("يه")), "")
    return f"ال{bare(feminine)}", at


def _known(lexicon: Lexicon, first: int, last: int, skip: int, of: str) -> Iterator[Ministry]:
    """A ministry, if the seeds know it by what it is of."""
    found = lexicon.named(f"وزاره {of}")
    if found is not None and found.startswith("organisation/"):
        yield Ministry(first, last, skip, found)
