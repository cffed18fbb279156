"""A zone of an article as words and marks in folded letters, each knowing where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from kb.extract.text import Folded, fold_view
from kb.records import CleanText, Span

_PIECES = re.compile(r"[^\W_]+|[^\w\s]|\n")
_BEYOND = ("",) * 40
_SILENT = frozenset("\"'-[]*#_|•·")  # inside a name they part nothing


class Piece(NamedTuple):
    """A word, a mark or a newline; its span is one of the folded zone."""

    text: str
    start: int
    end: int
    word: bool


@dataclass(frozen=True)
class Stream:
    """A zone's pieces, and the line of words that the matcher reads."""

    folded: Folded
    base: int
    pieces: tuple[Piece, ...]

    def span(self, first: int, last: int, skip: int = 0) -> Span:
        """Where pieces first to last (exclusive) stand in the article, letters skipped."""
        inside = Span(self.pieces[first].start + skip, self.pieces[self._closed(first, last)].end)
        found = self.folded.original(inside)
        return Span(found.start + self.base, found.end + self.base)

    def _closed(self, first: int, last: int) -> int:
        """The last piece of a name, the mark that closes its quotation included."""
        opened = sum(piece.text == '"' for piece in self.pieces[first:last]) % 2
        return last if opened and self.word(last) == '"' else last - 1

    @cached_property
    def word(self) -> Callable[[int], str]:
        """The folded piece at an index, empty a little beyond either end.

        Measured: a third of the time of a checked look-up, and it is asked for most of all.
        """
        return (*(piece.text for piece in self.pieces), *_BEYOND).__getitem__

    def words(self, first: int, last: int) -> str:
        """The folded words from first to last (exclusive), marks that part nothing left out."""
        return " ".join(p.text for p in self.pieces[first:last] if p.text not in _SILENT)

    def raw(self, index: int) -> str:
        """A piece as the article writes it."""
        piece = self.pieces[index]
        return self.folded.original(Span(piece.start, piece.end)).of(self.folded.source)

    @cached_property
    def capitals(self) -> tuple[bool, ...]:
        """Which pieces are words that begin with a capital letter as the article writes them."""
        source, start = self.folded.source, self.folded.start
        return tuple(piece.word and source[start(piece.start)].isupper() for piece in self.pieces)

    @cached_property
    def latin(self) -> bool:
        """Whether most words are in Latin letters."""
        words = [piece.text for piece in self.pieces if piece.word]
        return 2 * sum(map(str.isascii, words)) > len(words)

    def _wraps(self, index: int) -> bool:
        """Whether a newline stands between two Latin words, as in old agency copy."""
        beside = self.pieces[max(0, index - 1) : index + 2]
        return len(beside) == 3 and all(p.text.isascii() and p.word for p in beside[::2])

    @cached_property
    def line(self) -> tuple[str, dict[int, int]]:
        """The pieces joined by single spaces, and which piece starts at which letter."""
        parts, starts, at = [" "], {}, 1
        for index, piece in enumerate(self.pieces):
            if piece.text not in _SILENT and not (piece.text == "\n" and self._wraps(index)):
                starts[at] = index
                parts += (piece.text, " ")
                at += len(piece.text) + 1
        return "".join(parts), starts


@dataclass(frozen=True, slots=True)
class Zone:
    """A stream with what is already known in it: first to last piece of every name found.

    A piece inside a name, or the first of one that nothing goes on with, leads to itself.
    """

    text: Stream
    known: Mapping[int, int]
    titles: dict[int, Any] = field(default_factory=dict, compare=False)  # those read, by piece


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The words and marks of a folded text."""
    spans = [found.span() for found in _PIECES.finditer(text)]
    return tuple([Piece(text[a:b], a, b, text[a].isalnum()) for a, b in spans])


@lru_cache(maxsize=32)
def stream(text: str, base: int = 0) -> Stream:
    """A text made ready for matching."""
    folded = fold_view(text)
    return Stream(folded, base, pieces_of(folded.text))


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """A name as the matcher compares it: folded words, marks that part nothing left out."""
    folded = fold_view(name).text
    return " ".join(p.text for p in pieces_of(folded) if p.text not in _SILENT)


def zones(clean: CleanText) -> Iterator[tuple[str, Span]]:
    """Headline, byline and main text of an article, in the order of the page."""
    named = [("main", span) for span in clean.main]
    named += [("headline", clean.headline)] if clean.headline else []
    named += [("byline", clean.byline)] if clean.byline else []
    yield from sorted(named, key=lambda pair: pair[1])


def streams(clean: CleanText) -> tuple[tuple[str, Stream], ...]:
    """The zones of an article made ready for matching, each with its name."""
    return tuple((name, stream(span.of(clean.text), span.start)) for name, span in zones(clean))
