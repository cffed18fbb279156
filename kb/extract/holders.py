"""Who holds which office: titles beside the names of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.extract.lexicon import Lexicon
from kb.extract.stream import Stream
from kb.extract.titles import Title, titles_at
from kb.extract.words import HONORIFICS, RANKS

_COMMA = frozenset({"،", ","})
_PEER = re.compile(r"(?:[وبل]?)نظير(?:ه|ها|هم|هما|ته|تها|تهم)$")
_AS = frozenset({"منصب", "منصبي", "مهام", "بصفته", "بصفتها", "بوصفه"})


@dataclass(frozen=True, slots=True)
class Held:
    """An office beside a name: the person's number in the list given, and the title's pieces."""

    person: int
    title: Title
    rule: str


def _peer(text: Stream, at: int, lexicon: Lexicon) -> Title | None:
    """His counterpart, with the country that tells which."""
    if not _PEER.match(text.word(at)):
        return None
    last = at + 1
    while lexicon.country(text.word(last)):
        last += 1
    skip = text.word(at).index("نظير")
    return Title(at, last, skip, "نظير")


def all_titles(
    text: Stream, lexicon: Lexicon, known: dict[int, int]
) -> Iterator[tuple[Title, ...]]:
    """Every run of offices in a stream."""
    at = 0
    while at < len(text.pieces):
        peer = _peer(text, at, lexicon)
        found = (peer,) if peer else titles_at(text, at, lexicon, known)
        if found:
            yield found
        at = found[-1].last if found else at + 1


def holders(
    text: Stream, people: Sequence[tuple[int, int]], runs: Sequence[tuple[Title, ...]]
) -> Iterator[Held]:
    """The offices of the people whose names stand at the given pieces."""
    starts = {first: number for number, (first, _) in enumerate(people)}
    ends = {last: number for number, (_, last) in enumerate(people)}
    for run in runs:
        yield from _beside(text, run, starts, ends)


def _beside(
    text: Stream, run: tuple[Title, ...], starts: dict[int, int], ends: dict[int, int]
) -> Iterator[Held]:
    """The offices of one run, given to the name behind them or else to the one before them."""
    after, comma_after = _after(text, run[-1].last, starts)
    before, comma_before = _before(text, run[0], ends)
    if after is not None and (before is None or not comma_after):
        if before is not None and comma_before and len(run) > 1 and not comma_after:
            yield from (Held(before, title, "name and title") for title in run[:-1])
            run = run[-1:]
        yield from (Held(after, title, "title and name") for title in run)
    elif before is not None:
        yield from (Held(before, title, "name and title") for title in run)


def _after(text: Stream, at: int, starts: dict[int, int]) -> tuple[int | None, bool]:
    """The person named right after a title, and whether a comma stands between."""
    comma = text.word(at) in _COMMA
    at += comma
    while at not in starts and (text.word(at) in HONORIFICS or text.word(at) in RANKS):
        at += 1
    return starts.get(at), comma


def _before(text: Stream, title: Title, ends: dict[int, int]) -> tuple[int | None, bool]:
    """The person named right before a title in apposition, and whether a comma stands between."""
    at = title.first
    if title.skip or title.head == "نظير":
        return None, False
    comma = text.word(at - 1) in _COMMA
    found = ends.get(at - comma)
    if found is None and text.word(at - 1) in _AS:
        back = at - 1
        while back > at - 5 and back not in ends:
            back -= 1
        return ends.get(back), True
    return found, comma
