"""A sentence as its words and the entities named in it: what all fact finders walk over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kb.extract.text import fold, sentences
from kb.records import CleanText, Entity, Mention, Span

_TOKENS = re.compile(
    r"\d+(?:[.,٫]\d+)*|[^\W\d_][^\W\d_\u064b-\u065f\u0670\u0640\u200c-\u200f]*"
    r"(?:[\u064b-\u065f\u0670\u0640\u200c-\u200f]+[^\W\d_]*)*|[^\s]"
)
_LONGEST = 3000  # letters; what is read within a sentence may take the square of its length
QUOTES = frozenset('"“”«»„‟')


class Node(NamedTuple):
    """A word, a mark or the mention of an entity, with the letters attached in front of it."""

    start: int
    end: int
    form: str  # folded
    lead: str = ""
    entity: Entity | None = None
    by_office: bool = False
    is_mark: bool = False

    def is_a(self, *types: str) -> bool:
        """Whether it names an entity of one of the types."""
        return self.entity is not None and self.entity.type in types


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the headline or the main text."""

    number: int
    paragraph: int
    span: Span
    nodes: tuple[Node, ...]
    headline: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention with whom it names; of nested mentions only the longest is kept."""

    mention: Mention
    entity: Entity


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    return fold(word)


def _outermost(entities: Sequence[Entity]) -> list[_Named]:
    named = [_Named(mention, entity) for entity in entities for mention in entity.mentions]
    named.sort(key=lambda one: (one.mention.start, -one.mention.end, one.mention.rule == "office"))
    kept: list[_Named] = []
    for one in named:
        if not kept or one.mention.start >= kept[-1].mention.end:
            kept.append(one)
    return kept


@lru_cache(maxsize=2)
def _read(text: str) -> dict[tuple[int, int], tuple[Node, ...]]:
    """The words of the parts of a text that were read before; two or three steps read the same."""
    del text
    return {}


def _words(text: str, start: int, end: int) -> tuple[Node, ...]:
    """The words and marks of a part of a text."""
    if start >= end:
        return ()
    known, part = _read(text), (start, end)
    if part not in known:
        known[part] = tuple(_tokens(text, start, end))
    return known[part]


def _tokens(text: str, start: int, end: int) -> Iterator[Node]:
    for found in _TOKENS.finditer(text, start, end):
        first, last = found.span()
        word = text[first:last]
        if word[0].isalnum():
            yield Node(first, last, _fold(word))
        else:  # as it stands: quotation marks differ by side
            yield Node(first, last, word, is_mark=True)


def _nodes(text: str, span: Span, named: list[_Named], starts: list[int]) -> Iterator[Node]:
    at = span.start
    place = bisect_left(starts, span.start)
    while place < len(named) and named[place].mention.end <= span.end:
        mention, entity = named[place].mention, named[place].entity
        place += 1
        before = _words(text, at, mention.start)
        lead = ""
        last = before[-1] if before and not before[-1].is_mark else None
        if last is not None and last.end == mention.start and len(last.form) <= 2:
            lead, before = last.form, before[:-1]
        yield from before
        surface = _fold(mention.surface)
        if surface.startswith("لل") and not lead.endswith("ل"):
            lead += "ل"
        yield Node(
            mention.start, mention.end, surface, lead, entity, mention.rule.startswith("office")
        )
        at = max(at, mention.end)
    yield from _words(text, at, span.end)


def _short(text: str, parts: Sequence[Span]) -> Iterator[Span]:
    """The sentences, with one that no sentence of an article is as long as cut at spaces."""
    for part in parts:
        start = part.start
        while part.end - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            cut = space if space > 0 else start + _LONGEST
            yield Span(start, cut)
            start = cut
        yield Span(start, part.end)


def read_sentences(clean: CleanText, entities: Sequence[Entity]) -> tuple[Sentence, ...]:
    """The sentences of the headline and then of the main text, with the entities in place."""
    named = _outermost(entities)
    starts = [one.mention.start for one in named]
    zones = [(clean.headline, True)] if clean.headline else []
    found: list[Sentence] = []
    lines = [at.start() for at in re.finditer("\n", clean.text)]
    for zone, headline in [*zones, *((span, False) for span in clean.main)]:
        for part in _short(clean.text, sentences(clean.text, zone)):
            paragraph = bisect_left(lines, part.start)
            nodes = tuple(_nodes(clean.text, part, named, starts))
            found.append(Sentence(len(found), paragraph, part, nodes, headline))
    return tuple(found)
