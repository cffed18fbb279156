"""An article sentence by sentence: what was found, by which rule, what was passed over and why.

Nothing is read anew here: the steps that read note what they pass over (trace.py), and what they
found carries the name of its rule.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal, TypeVar

from kb.extract.cues import GROUPS
from kb.extract.dates import DatedSpan
from kb.extract.lexicon import Lexicon
from kb.extract.nodes import Sentence
from kb.extract.reading import Reading, reading
from kb.extract.sidefile import body_start
from kb.extract.trace import Kind, Note, noting
from kb.extract.zones import paragraphs
from kb.records import (
    Agreement,
    Article,
    CleanText,
    DateValue,
    Event,
    Heading,
    Mention,
    Post,
    Span,
    Statement,
)

T = TypeVar("T")
ZoneName = Literal["headline", "byline", "publisher", "published", "main", "noise"]
_CAPITAL = re.compile(r"\b[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[ '’-][A-ZÀ-ÖØ-Þ][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page, what it was taken for, and why."""

    zone: ZoneName
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with whom or what it names; `rule` is the mention's."""

    entity: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Dated:
    """Words that say when, and what they were read as."""

    span: Span
    kind: str  # a name of the grammar of dates
    value: DateValue


@dataclass(frozen=True, slots=True)
class Passed:
    """Words that led to nothing, and why."""

    kind: Kind
    span: Span
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with what was found in it and what was passed over."""

    span: Span
    text: str
    headline: bool
    names: tuple[Named, ...]
    dates: tuple[Dated, ...]
    posts: tuple[Post, ...]
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    statements: tuple[Statement, ...]
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All of an article."""

    article: Article
    heading: Heading
    parts: tuple[Part, ...]
    outside: tuple[Named, ...]  # names that stand in no sentence: those of the byline
    lines: tuple[Line, ...]


def explain(article: Article, lexicon: Lexicon) -> Explanation:
    """What reading an article found and passed over, in the order of its text."""
    with noting() as notes:
        found = reading(article, lexicon)
    extraction = found.extraction
    named = sorted(
        (Named(entity.id, one) for entity in extraction.entities for one in entity.mentions),
        key=lambda one: (one.mention.start, one.mention.end),
    )
    passed = _passed_over(found, named, notes)
    sentences = sorted((one.sentence for one in found.reads), key=lambda one: one.span)
    inside = _Taken(one.span for one in sentences)
    return Explanation(
        article,
        extraction.heading,
        tuple(sorted(_parts(found.zones, notes), key=lambda one: (one.span, one.zone))),
        tuple(one for one in named if not inside.touches(one.mention.span)),
        _lines(sentences, found, named, passed),
    )


# ---- the page ------------------------------------------------------------------------------
def _parts(zones: CleanText, notes: Sequence[Note]) -> Iterator[Part]:
    """The zones of a page, each paragraph that is none of them as noise."""
    why = {note.span: note.why for note in notes if note.kind == "page"}
    kept: list[tuple[ZoneName, Span | None]] = [
        ("headline", zones.headline),
        ("byline", zones.byline),
        ("publisher", zones.publisher),
        ("published", zones.published),
    ]
    told = [(name, span) for name, span in kept if span is not None]
    chosen = {span.end: reason for span, reason in why.items()}  # "# " before it is no part of it
    for name, span in told:
        yield Part(name, span, chosen.get(span.end, "") if name == "headline" else "")
    for span in zones.main:
        yield Part("main", span, "prose below the headline")
    yield from _noise(zones, [*zones.main, *(span for _, span in told)], why)


def _noise(zones: CleanText, taken: Sequence[Span], why: dict[Span, str]) -> Iterator[Part]:
    """The paragraphs that no zone touches."""
    text, article, told = zones.text, zones.article, _Taken(taken)
    body = body_start(text) if article.format == "md" else 0
    if body:
        yield Part("noise", Span(0, body), "front matter")
    last = max((span.end for span in zones.main), default=len(text))
    for part in paragraphs(text, body):
        if told.touches(part.span):
            continue
        place = "below the end of the article" if part.span.start >= last else "before the body"
        yield Part("noise", part.span, why.get(part.span) or part.kind or place)


# ---- sentences -----------------------------------------------------------------------------
def _lines(
    sentences: Sequence[Sentence],
    found: Reading,
    named: Sequence[Named],
    passed: Sequence[Passed],
) -> tuple[Line, ...]:
    """Every sentence with what was found in it and what was passed over there."""
    told, text = found.extraction, found.extraction.article.text
    dated = [Dated(one.span, one.kind, one.value) for one in found.dated]
    names = _sorted_in(sentences, named, lambda one: (one.mention.span,))
    dates = _sorted_in(sentences, dated, lambda one: (one.span,))
    posts = _sorted_in(sentences, told.posts, lambda one: (one.evidence,))
    events = _sorted_in(sentences, told.events, lambda one: one.evidence)
    agreements = _sorted_in(sentences, told.agreements, lambda one: one.evidence)
    statements = _sorted_in(sentences, told.statements, lambda one: (one.span,))
    gone = _sorted_in(sentences, passed, lambda one: (one.span,))
    every = zip(names, dates, posts, events, agreements, statements, gone, strict=True)
    return tuple(
        Line(one.span, one.span.of(text), one.headline, *parts)
        for one, parts in zip(sentences, every, strict=True)
    )


def _sorted_in(
    sentences: Sequence[Sentence], every: Sequence[T], spans: Callable[[T], Sequence[Span]]
) -> list[tuple[T, ...]]:
    """For each sentence, which are in order, what begins in it."""
    starts = [one.span.start for one in sentences]
    found: list[dict[int, T]] = [{} for _ in sentences]
    for number, one in enumerate(every):
        for span in spans(one):
            at = bisect_right(starts, span.start) - 1
            if at >= 0 and span.start < sentences[at].span.end:
                found[at][number] = one
    return [tuple(one.values()) for one in found]


class _Taken:
    """Spans, to be asked whether one of them touches another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))  # so far the last

    def touches(self, span: Span) -> bool:
        """Whether a span shares a letter with one of them."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._ends[before - 1] > span.start


def _passed_over(
    found: Reading, named: Sequence[Named], notes: Sequence[Note]
) -> tuple[Passed, ...]:
    """What was passed over, each once; a name that another rule found after all is not."""
    text = found.extraction.article.text
    spans = [one.mention.span for one in named]
    taken = _Taken(spans)
    kept = [
        note
        for note in (*_widened(found, notes), *_undated(found), *_offices(found))
        if note.kind != "page" and not (note.kind == "name" and taken.touches(note.span))
    ]
    spans += [note.span for note in kept if note.kind == "name"]
    kept += _capitals(found, _Taken(spans))
    ordered = sorted(dict.fromkeys(kept), key=lambda note: (note.span, note.kind))
    return tuple(Passed(one.kind, one.span, one.span.of(text), one.why) for one in ordered)


def _widened(found: Reading, notes: Sequence[Note]) -> Iterator[Note]:
    """The notes, those at a place without width widened to the word that begins there."""
    ends = {node.start: node.end for one in found.reads for node in one.sentence.nodes}
    for note in notes:
        start, end = note.span.start, note.span.end
        yield replace(note, span=Span(start, ends.get(start, end) if start == end else end))


def _undated(found: Reading) -> Iterator[Note]:
    """Words that say when but give no date."""
    published = found.extraction.heading.published.edtf
    for one in found.dated:
        if one.value.edtf is None:
            yield Note("date", one.span, _why_undated(one, published))


def _why_undated(one: DatedSpan, published: str | None) -> str:
    if one.kind == "hijri":
        return "a Hijri date, which is not converted"
    if published is None:
        return "unresolved: the day of publication is not known"
    if one.direction == "ambiguous":
        return "unresolved by itself: the tense of an event's verb says before or after"
    return "unresolved: no calendar has such a day, or it gives no bounds"


def _offices(found: Reading) -> Iterator[Note]:
    """Offices for which nobody is named."""
    told = _Taken(post.evidence for post in found.extraction.posts)
    for one in found.reads:
        for chunk in one.parts:
            span = Span(chunk.start, chunk.end)
            nobody = chunk.kind == "office" and chunk.entity is None
            if nobody and chunk.form not in GROUPS and not told.touches(span):
                yield Note("office", span, "an office, and nobody is named for it")


def _capitals(found: Reading, taken: _Taken) -> Iterator[Note]:
    """Capitalised words inside a sentence that no rule took for a name."""
    text = found.extraction.article.text
    for one in found.reads:
        start, end = one.sentence.span.start, one.sentence.span.end
        for match in _CAPITAL.finditer(text, start, end):
            span = Span(*match.span())
            if span.start > start and not taken.touches(span):
                yield Note("name", span, "capitalised, but in no table and beside no title")
