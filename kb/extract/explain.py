"""An article sentence by sentence: what was found, by which rule, what was passed over and why.

Nothing is read anew here: the steps that read note what they pass over (trace.py), and what they
found carries the name of its rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

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
    Extraction,
    Heading,
    Mention,
    Post,
    Span,
    Statement,
)

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
    spans = [one.span for one in sentences]
    return Explanation(
        article,
        extraction.heading,
        tuple(sorted(_parts(found.zones, notes), key=lambda one: (one.span, one.zone))),
        tuple(one for one in named if not any(s.holds(one.mention.span) for s in spans)),
        tuple(_line(one, extraction, found.dated, named, passed) for one in sentences),
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
    text, article = zones.text, zones.article
    body = body_start(text) if article.format == "md" else 0
    if body:
        yield Part("noise", Span(0, body), "front matter")
    last = max((span.end for span in zones.main), default=len(text))
    for part in paragraphs(text, body):
        if any(_touch(part.span, span) for span in taken):
            continue
        place = "below the end of the article" if part.span.start >= last else "before the body"
        yield Part("noise", part.span, why.get(part.span) or part.kind or place)


def _touch(one: Span, other: Span) -> bool:
    """Whether two spans share a letter."""
    return one.start < other.end and other.start < one.end


# ---- sentences -----------------------------------------------------------------------------
def _line(
    sentence: Sentence,
    found: Extraction,
    dated: Sequence[DatedSpan],
    named: Sequence[Named],
    passed: Sequence[Passed],
) -> Line:
    """What was found in one sentence and what was passed over there."""
    span = sentence.span

    def here(*spans: Span) -> bool:
        return any(span.start <= one.start < span.end for one in spans)

    return Line(
        span,
        span.of(found.article.text),
        sentence.headline,
        tuple(one for one in named if here(one.mention.span)),
        tuple(Dated(one.span, one.kind, one.value) for one in dated if here(one.span)),
        tuple(one for one in found.posts if here(one.evidence)),
        tuple(one for one in found.events if here(*one.evidence)),
        tuple(one for one in found.agreements if here(*one.evidence)),
        tuple(one for one in found.statements if here(one.span)),
        tuple(one for one in passed if here(one.span)),
    )


def _passed_over(
    found: Reading, named: Sequence[Named], notes: Sequence[Note]
) -> tuple[Passed, ...]:
    """What was passed over, each once; a name that another rule found after all is not."""
    text = found.extraction.article.text
    taken = [one.mention.span for one in named]
    kept = [
        note
        for note in (*_widened(found, notes), *_undated(found), *_offices(found))
        if note.kind != "page" and not (note.kind == "name" and _in(note.span, taken))
    ]
    kept += _capitals(found, [*taken, *(note.span for note in kept if note.kind == "name")])
    ordered = sorted(dict.fromkeys(kept), key=lambda note: (note.span, note.kind))
    return tuple(Passed(one.kind, one.span, one.span.of(text), one.why) for one in ordered)


def _in(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span touches one of others."""
    return any(_touch(span, one) for one in taken)


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
    told = [post.evidence for post in found.extraction.posts]
    for one in found.reads:
        for chunk in one.parts:
            span = Span(chunk.start, chunk.end)
            nobody = chunk.kind == "office" and chunk.entity is None
            if nobody and chunk.form not in GROUPS and not _in(span, told):
                yield Note("office", span, "an office, and nobody is named for it")


def _capitals(found: Reading, taken: Sequence[Span]) -> Iterator[Note]:
    """Capitalised words inside a sentence that no rule took for a name."""
    text = found.extraction.article.text
    for one in found.reads:
        start, end = one.sentence.span.start, one.sentence.span.end
        for match in _CAPITAL.finditer(text, start, end):
            span = Span(*match.span())
            if span.start > start and not _in(span, taken):
                yield Note("name", span, "capitalised, but in no table and beside no title")
