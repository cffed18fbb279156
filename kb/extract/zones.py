"""The paragraphs of a page and what kind of thing each is, by rules of the genre alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.extract import page_words as words
from kb.extract.dates import full_day
from kb.extract.text import fold, fold_view
from kb.records import Span

_GAPS = re.compile(r" {3,}|\u00a0{3,}")
_STATED = (".", "…", '."', '…"', ":")  # headlines too end with ! or ؟
_SENTENCE_END = (*_STATED[:-1], "!", "؟", "?", '!"', '؟"', '?"')
_INNER_STOP = re.compile(r"[.،؛:؟!]")
_IMAGE = re.compile(r"\S*\d{2,5}x\d{2,5}\S*|\S+\.(?:jpe?g|png|gif|webp)", re.IGNORECASE)
_CLOCK_LIST = re.compile(r"gmt \d{1,2}:\d{2}|\d{1,2}:\d{2} (?:ت م|gmt)")
_WORD = re.compile(r"\w+")
_LATIN_END = re.compile(r"[a-zà-ɏ0-9,-]\s*\Z", re.IGNORECASE)
_MARGIN = range(60, 91)  # where plain text of mails and agencies is wrapped
_LONGEST_DATED = 60  # letters of a line of which a date is the most
_DATE_AT = 12  # letters before it: "Published on"
_LONG_TICKER = 300  # measured: bodies of 300 characters all have a comma or a full stop


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a page, or the lines of Latin text that are wrapped into one paragraph."""

    span: Span
    said: str  # its words in the text
    key: str  # the same folded, each line on one
    size: int  # words

    @property
    def prose(self) -> bool:
        """Whether it reads like a paragraph of an article."""
        return (
            self.size >= 8
            and (self.key.endswith(_STATED) or len(self.key) >= 150)
            and not self.noise
        )

    @property
    def noise(self) -> bool:
        """Whether it belongs to the page and not to any article."""
        return self.ticker or self.image or self.ends or _has(self.key, words.NOTICE)

    @property
    def kind(self) -> str:
        """What noise it is, in words; nothing if it is none."""
        kinds = {"a ticker": self.ticker, "the name of an image": self.image}
        kinds |= {"a form or a footer": self.ends, "a notice of the site": self.noise}
        return next((kind for kind, fits in kinds.items() if fits), "")

    @property
    def ticker(self) -> bool:
        """Whether it is a run of other headlines, or a dated list of them."""
        if _CLOCK_LIST.match(self.key):
            return True
        if len(self.key) < _LONG_TICKER:
            return False
        gaps = [found.start() for found in _GAPS.finditer(self.key)]
        stops = sum(self.key[at - 1 : at] in ".:" for at in gaps)
        return len(gaps) - stops >= 4 or not _INNER_STOP.search(self.key)

    @property
    def image(self) -> bool:
        """Whether it is the name of an image."""
        return _IMAGE.fullmatch(self.key) is not None

    @property
    def ends(self) -> bool:
        """Whether it opens a form, a footer or the like, after which no article goes on."""
        return self.label and self.key.startswith(words.END)

    @property
    def aside(self) -> bool:
        """Whether it opens a list of other news."""
        return self.label and self.key.startswith(words.ASIDE)

    @property
    def label(self) -> bool:
        """Whether it can be the label of a part of the page: no sentence of an article."""
        return len(self.key) <= 200 and (self.unfinished or self.size < 8)

    @property
    def unfinished(self) -> bool:
        """Whether it has no mark that ends a sentence: a label, a name, a caption, a headline."""
        return not self.key.endswith(_SENTENCE_END)


def _has(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases is in a short text."""
    return len(text) <= 200 and any(phrase in text for phrase in phrases)


def paragraphs(text: str, start: int = 0) -> tuple[Paragraph, ...]:
    """The paragraphs of a text from a place on, without empty ones."""
    found: list[Paragraph] = []
    at = start
    parts: list[Span] = []
    for line in text[start:].split("\n"):
        span = _trimmed(text, at, at + len(line))
        goes_on = parts and span and _joins(text, parts[-1], at, span)
        if parts and (not goes_on or (len(parts) == 1 and _dated(line))):
            found.append(_paragraph(text, parts))
            parts = []
        if span:
            parts.append(span)
        at += len(line) + 1
    if parts:
        found.append(_paragraph(text, parts))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A line without white space at its ends, or None if nothing is left."""
    line = text[start:end]
    left = start + len(line) - len(line.lstrip())
    right = start + len(line.rstrip())
    return Span(left, right) if left < right else None


def _joins(text: str, last: Span, at: int, span: Span) -> bool:
    """Whether a line goes on with the one before: Latin, unfinished, wrapped at a margin."""
    indent = last.start - text.rfind("\n", 0, last.start) - 1
    if span.start - at > indent or text[span.start] >= "\u0250":
        return False
    wrapped = indent > 1 or last.end - last.start in _MARGIN
    return wrapped and _LATIN_END.search(text, last.end - 1, last.end) is not None


def _dated(line: str) -> bool:
    """Whether a short line begins with a full date, as the one under a headline does."""
    if len(line) > _LONGEST_DATED or not any(char.isdigit() for char in line):
        return False
    found = full_day(fold_view(line))
    return found is not None and found.span.start <= _DATE_AT


def _paragraph(text: str, parts: list[Span]) -> Paragraph:
    """One paragraph of its lines."""
    span = Span(parts[0].start, parts[-1].end)
    key = " ".join(fold(part.of(text)).strip() for part in parts)
    return Paragraph(span, span.of(text), key, sum(1 for _ in _WORD.finditer(key)))


def joined(spans: Iterator[Span], text: str) -> tuple[Span, ...]:
    """Spans with only white space between them as one."""
    found: list[Span] = []
    for span in spans:
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)
