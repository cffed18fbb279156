"""Aho-Corasick over names: the one module that knows the automaton's library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

from kb.extract.stream import Stream

_CLITICS = frozenset({"", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"})
T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """Pieces first to last (exclusive) of a stream, the letters attached in front, and a value."""

    first: int
    last: int
    skip: int
    value: T


class Matcher(Generic[T]):
    """Names compiled once; finds every one of them in a stream at word boundaries."""

    def __init__(self, names: Mapping[str, T]) -> None:
        self._automaton = ahocorasick.Automaton()
        for name, value in names.items():
            self._automaton.add_word(f"{name} ", (len(name), value))
        self._automaton.make_automaton()
        self._empty = not names

    def hits(self, text: Stream) -> Iterator[Hit[T]]:
        """Every occurrence, overlapping ones too; a prefix must be of attached letters only."""
        line, starts = text.line
        for end, (length, value) in () if self._empty else self._automaton.iter(line):
            begin = end - length
            word = line.rfind(" ", 0, begin) + 1 if line[begin - 1] != " " else begin
            if line[word:begin] in _CLITICS and word in starts:
                last = starts[line.rfind(" ", 0, end) + 1]
                yield Hit(starts[word], last + 1, begin - word, value)


def longest(hits: Iterable[Hit[T]]) -> list[Hit[T]]:
    """The hits that no longer or earlier one overlaps, in order of place."""
    kept: list[Hit[T]] = []
    free = 0
    for hit in sorted(hits, key=lambda h: (h.first, -h.last, h.skip)):
        if hit.first >= free:
            kept.append(hit)
            free = hit.last
        elif hit.last - hit.first > kept[-1].last - kept[-1].first and hit.first > kept[-1].first:
            kept[-1] = hit
            free = hit.last
    return kept
