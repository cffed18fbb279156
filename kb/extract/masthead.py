"""What a page says of its article between headline and body: outlet, byline, day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from kb.extract import page_words as words
from kb.extract.dates import DatedSpan, full_day
from kb.extract.text import fold, fold_view
from kb.extract.zones import Paragraph
from kb.records import Span
from kb.seedtables import Seed

_LONGEST = 140
_DASHED = re.compile(r"\s[-–—]\s?|\s?[-–—]\s")
_PUBLISHED_IN = re.compile(r"(?:نشر|نشرت) في (.{2,40}?) يوم\b")
_DOMAIN = re.compile(
    r"(?:www\.)?[a-z0-9-]{2,40}\.(?:com|net|org|info|ma|tn|dz|mr|fr|ly|news|press)"
)
_MARKS = " \u00a0\t-–—،,|:\"'()[]«»"


class Outlets(Protocol):
    """What reading a masthead asks of the lexicon."""

    def outlet(self, name: str) -> str | None:
        """The id of the outlet of a name or web domain."""

    def seed(self, entity: str | None) -> Seed | None:
        """The row of an id."""


class Masthead(NamedTuple):
    """Where a page names its outlet, its writer and its day, if it does."""

    publisher: Span | None
    byline: Span | None
    published: Span | None


def about(part: Paragraph, lexicon: Outlets) -> bool:
    """Whether a paragraph tells of the article instead of belonging to it."""
    if len(part.key) > _LONGEST or part.prose:
        return False
    return bool(dated(part) or _is_byline(part.key, lexicon) or _outlet_in(part.key, lexicon))


def dated(part: Paragraph) -> bool:
    """Whether a short paragraph says a day or when the page was changed."""
    return bool(_day(part.said)) or part.key.startswith((*words.UPDATE, *words.DATELINE))


def read(
    text: str, parts: Sequence[Paragraph], top: int | None, first: int, lexicon: Outlets
) -> Masthead:
    """Outlet, byline and day of publication of a page whose headline and body are known.

    A day above the headline is not taken: there sites print the day on which they are read.
    """
    start = 0 if top is None else top + 1
    between = [part for part in parts[start:first] if len(part.key) <= _LONGEST]
    above = parts[max(0, start - 3) : max(0, start - 1)]
    published = next((day for part in between if (day := _stated_day(part))), None)
    if published is None and first < len(parts):
        published = _agency_day(parts[first])
    byline = next((by for part in between if (by := _byline(text, part, lexicon))), None)
    publisher = _publisher(text, [*between, *above], lexicon)
    if byline is None and between and publisher == _bare(text, between[-1].span):
        byline = publisher  # an outlet's name where a writer's stands
    return Masthead(publisher, byline, published)


@lru_cache(maxsize=1024)
def _day(said: str) -> DatedSpan | None:
    """The full date in a line."""
    return full_day(fold_view(said)) if any(char.isdigit() for char in said) else None


def _stated_day(part: Paragraph) -> Span | None:
    """The day of publication that a line under the headline states."""
    if part.key.startswith(words.UPDATE) or part.ticker or part.noise:
        return None
    return _day_in(part)


def _agency_day(part: Paragraph) -> Span | None:
    """The day in an agency's opening: a place, a date, a dash or bracket, then the news."""
    opening = part.said[:60]
    found = full_day(fold_view(opening))
    if not found or found.span.start > 25:
        return None
    after = opening[found.span.end :].lstrip()[:1]
    return _moved(found.span, part.span.start) if after and after in "(/-–—" else None


def _day_in(part: Paragraph) -> Span | None:
    """The full date in a paragraph, as a span of the text."""
    found = _day(part.said)
    return _moved(found.span, part.span.start) if found else None


def _moved(span: Span, by: int) -> Span:
    """A span counted from further on."""
    return Span(span.start + by, span.end + by)


def _is_byline(key: str, lexicon: Outlets) -> bool:
    """Whether a folded line names a writer or says how the report came about."""
    if key.startswith(words.BYLINE):
        return True
    _, colon, right = key.partition(":")
    if colon and (right.strip() in words.FOLLOW_UP or _outlet_in(key, lexicon)):
        return True
    pieces = [piece.strip(" :") for piece in _DASHED.split(key)]
    short = len(pieces) in {2, 3} and all(0 < len(piece.split()) < 5 for piece in pieces)
    return short and not any(char.isdigit() for char in key)


def _byline(text: str, part: Paragraph, lexicon: Outlets) -> Span | None:
    """The byline in a line under the headline, without the date beside it."""
    day = _day_in(part)
    if day is None:
        named = _is_byline(part.key, lexicon) and not part.noise
        return _without_opening(text, part.span) if named else None
    name = _without_opening(text, Span(part.span.start, day.start))
    said = fold(name.of(text)) if name else ""
    dated = any(phrase in said for phrase in (*words.DATELINE, *words.UPDATE))
    if dated or len(said.split()) not in range(2, 9) or any(char.isdigit() for char in said):
        return None
    return name


def _without_opening(text: str, span: Span) -> Span | None:
    """A byline without the word that opens it and the one for "day" that ends it."""
    bare = _bare(text, span)
    words_of = bare.of(text).split() if bare else []
    if not bare or len(words_of) < 2:
        return bare
    start, end = bare.start, bare.end
    if fold(words_of[0]) in {"بقلم", "by", "par", "كتب", "كتبت"}:
        start += len(words_of[0])
    if fold(words_of[-1]) in {"يوم", "le", "on"}:
        end -= len(words_of[-1])
    return _bare(text, Span(start, end))


def _bare(text: str, span: Span) -> Span | None:
    """A span without separators at its ends."""
    start, end = span.start, span.end
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    while start < end and text[start] in _MARKS:
        start += 1
    return Span(start, end) if start < end else None


def _publisher(text: str, parts: Sequence[Paragraph], lexicon: Outlets) -> Span | None:
    """Where the page names its outlet: a known one first, else one that looks like a name."""
    for part in parts:
        found = _PUBLISHED_IN.search(part.span.of(text))
        if found:
            return _moved(Span(*found.span(1)), part.span.start)
    for part in parts:
        name = None if part.noise else _outlet_in(part.key, lexicon)
        if name and not _agency_beside(name, part.key, lexicon):
            at = part.key.index(name)
            return _place(text, part, at, len(name))
    for part in parts:
        if part.size <= 6 and not part.noise and (name := _looks_like_outlet(part.key)):
            return _place(text, part, part.key.index(name), len(name))
    return None


def _agency_beside(name: str, key: str, lexicon: Outlets) -> bool:
    """Whether an outlet is an agency in another outlet's byline: its source, not its publisher."""
    row = lexicon.seed(lexicon.outlet(name))
    return row is not None and row.extra.get("kind") == "agency" and key.strip(_MARKS) != name


def _place(text: str, part: Paragraph, at: int, size: int) -> Span:
    """The span of the text that a part of a folded paragraph came from."""
    view = fold_view(part.span.of(text))
    shift = len(view.text) - len(view.text.lstrip())
    return _moved(view.original(Span(at + shift, at + shift + size)), part.span.start)


def _outlet_in(key: str, lexicon: Outlets) -> str | None:
    """The known outlet that a folded line is, or that stands before its dash or colon."""
    left, _, right = key.partition(":")
    for piece in (key, *_DASHED.split(key)[:1], *_DASHED.split(key)[-1:], left, right):
        name = piece.strip(_MARKS)
        if name and len(name) <= 60 and (lexicon.outlet(name) or _DOMAIN.fullmatch(name)):
            return name
    return None


def _looks_like_outlet(key: str) -> str | None:
    """The part of a short folded line that has a word which outlets have in their names."""
    pieces = (piece.strip(_MARKS) for piece in _DASHED.split(key))
    return next((piece for piece in pieces if set(piece.split()) & set(words.MASTHEAD)), None)
