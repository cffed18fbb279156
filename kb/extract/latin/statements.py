"""Quotations and reported speech of French and English articles, and whose report is passed on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kb.extract.latin.parts import Part, Read
from kb.extract.latin.sayings import Saying, carriers, object_of, sayings
from kb.extract.trace import note
from kb.ids import free, slug
from kb.records import Entity, Mention, PassedOn, Span, Statement

# Bounded, so that a page of opening marks is read once.
_QUOTES = re.compile(
    r"«[^«»]{1,3000}»|“[^“”]{1,3000}”|(?<!\w)\"(?=\S)[^\"]{1,3000}\"(?!\w)"
    r"|(?<![\w'’])['‘](?=[A-ZÀ-Ý])(?:[^'’\n«»“”\"]|['’](?=\w)){12,300}['’](?!\w)"
)
_NEXT = re.compile(r"(?:[\s,]+(?:and|et|a|ont|has|have|la|le|l['’]a?|en|qui|who|s['’]est))+$")
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_LEAST = 3  # words of a quotation; fewer are a term in quotation marks
_MOSTLY = 0.45  # the share of the words said from which on they count as a quotation
_NEAR = 3  # words of speech on either side of a quotation that may be its own
_DETERMINER = 8  # letters of "the" or "its" before a speaker
_SHORTEST = 20  # letters of reported speech


@dataclass(slots=True)
class Voices:
    """Who speaks in an article, and what was said."""

    text: str
    statements: list[Statement] = field(default_factory=list)
    passes_on: dict[str, list[Span]] = field(default_factory=dict)
    unnamed: dict[str, Entity] = field(default_factory=dict)
    speakers: dict[int, str] = field(default_factory=dict)  # by number of sentence
    last: str = ""
    subject: str = ""

    def speaker(self, part: Part | None) -> str:
        """The id of whoever a part means."""
        if part is None or part.kind == "place":
            return ""
        if part.kind == "he":
            said = part.form == "it" or not self.subject
            return self.last if said else self.subject
        if part.people:
            return part.people[0]
        if part.entity is not None:
            return part.entity.id
        return self._somebody(part)

    def _somebody(self, part: Part) -> str:
        """The id of officials nobody names."""
        words = " ".join(self.text[part.start : part.end].split())
        known = self.unnamed.get(words.casefold())
        taken = {one.id for one in self.unnamed.values()}
        wanted = known.id if known else free(f"unnamed/{slug(words)}", taken.__contains__)
        mention = Mention(self.text[part.start : part.end], part.start, part.end, "unnamed")
        mentions = (*(known.mentions if known else ()), mention)
        label = {"fr" if any(ord(letter) > 127 for letter in words) else "en": words}
        self.unnamed[words.casefold()] = Entity(wanted, "unnamed", label, mentions)
        return wanted

    def pass_on(self, entity: str, span: Span) -> None:
        """Note an outlet that is quoted."""
        if entity.startswith(("outlet/", "communique/")):
            spans = self.passes_on.setdefault(entity, [])
            if span not in spans:
                spans.append(span)


def quotations(text: str, zones: Sequence[Span]) -> tuple[Span, ...]:
    """The quotations of at least three words, with their marks."""
    found = sorted(
        Span(*match.span())
        for zone in zones
        for match in _QUOTES.finditer(text, zone.start, zone.end)
    )
    return tuple(one for one in found if len(_WORD.findall(one.of(text))) >= _LEAST)


def hear(text: str, reads: Sequence[Read], zones: Sequence[Span]) -> Voices:
    """What is said in an article: quotations first, then reported speech around them."""
    voices = Voices(text)
    quotes = quotations(text, zones)
    for read in sorted(reads, key=lambda one: (one.sentence.headline, one.sentence.number)):
        _sentence(voices, read, quotes)
    voices.statements.sort(key=lambda one: one.span)
    return voices


def _sentence(voices: Voices, read: Read, quotes: Sequence[Span]) -> None:
    """Add what one sentence says that somebody said."""
    span = read.sentence.span
    first = bisect_right(quotes, span.start, key=lambda one: one.end)
    last = bisect_right(quotes, span.end, key=lambda one: one.end)
    inside, before = quotes[first:last], len(voices.statements)
    heard = (one for one in sayings(read) if inside or one.tells or not one.quoted)
    told = _joined([one for one in heard if not _within(read.parts[one.at], quotes)])
    named = _named(read, quotes)
    voices.subject = named or voices.subject
    owned = _owners(read, inside, told)
    for number, saying in enumerate(told):
        end = read.parts[told[number + 1].at].start if number + 1 < len(told) else span.end
        speaker = voices.speaker(saying.speaker)
        through = voices.speaker(saying.through) if saying.through is not None else None
        for voice in (speaker, through or ""):
            voices.pass_on(voice, span)
        if not speaker:
            word = read.parts[saying.at]
            why = "a word of speech whose speaker is not known"
            note("statement", why, Span, word.start, word.end)
            voices.last = ""
            voices.subject = named
            continue
        mine = owned.get(number, ())
        content = _content(read, saying, end)
        said = _spoken(voices.text, content, mine, saying)
        voices.statements += (Statement(speaker, *one, through, "speech") for one in said)
        voices.last = speaker
        voices.speakers.setdefault(read.sentence.number, speaker)
    _unsaid(voices, read, inside)
    _unheard(inside, voices.statements[before:])
    for part in (*carriers(read), *_dateline(read)):
        voices.pass_on(part.entity.id if part.entity else "", span)


def _joined(told: Sequence[Saying]) -> list[Saying]:
    """The words of speech without those that only go on: "praised A and thanked B"."""
    return [
        one
        for before, one in zip((None, *told), told, strict=False)
        if not (before and before.tells and one.tells and before.speaker == one.speaker) or one.that
    ]


def _dateline(read: Read) -> list[Part]:
    """The agency in brackets at the beginning of a dispatch: "OSLO, May 3 (ABC) - …"."""
    parts = read.parts[:14]
    for at in range(1, len(parts) - 1):
        bracketed = parts[at - 1].form == "(" and parts[at + 1].form == ")"
        entity = parts[at].entity
        if bracketed and entity is not None and entity.type == "outlet":
            return [parts[at]]
    return []


def _named(read: Read, quotes: Sequence[Span]) -> str:
    """Who is the first subject of a sentence: whom "he" means in the next one."""
    for at, part in enumerate(read.parts):
        if not part.party or [one.form for one in read.parts[at + 1 : at + 3]] == ["'", "s"]:
            continue
        if not (object_of(read.parts, at) or _within(part, quotes)):
            return part.people[0] if part.people else ""
    return ""


def _within(part: Part, quotes: Sequence[Span]) -> bool:
    """Whether a part stands inside a quotation; they are in order."""
    at = bisect_right(quotes, part.start, key=lambda one: one.start) - 1
    return at >= 0 and part.start < quotes[at].end


def _owners(read: Read, inside: Sequence[Span], told: Sequence[Saying]) -> dict[int, list[Span]]:
    """The quotations of a sentence by the word of speech, by number, that is nearest to each."""
    found: dict[int, list[Span]] = {}
    starts = [read.parts[one.at].start for one in told]
    for quote in inside:
        here = bisect_right(starts, quote.start)
        near = range(max(0, here - _NEAR), min(len(told), here + _NEAR))
        if near:
            best = min(near, key=lambda n: _distance(told[n], read, quote))
            found.setdefault(best, []).append(quote)
    return found


def _distance(saying: Saying, read: Read, quote: Span) -> tuple[bool, int]:
    """How far a word of speech is from a quotation; one that it precedes is its own first."""
    at = read.parts[saying.at].start
    before = at < quote.start
    gap = quote.start - at if before else at - quote.end
    return (not before and not saying.behind and gap > 3, gap)


def _spoken(
    text: str, content: Span | None, mine: Sequence[Span], saying: Saying
) -> list[tuple[Span, bool]]:
    """The quotations, or the words reported around them where those are most of what is said."""
    length = content.end - content.start if content is not None else 0
    quoted = sum(one.end - one.start for one in mine if content is not None and content.holds(one))
    outside = any(content is None or not content.holds(one) for one in mine)
    if mine and (outside or saying.whole or quoted >= _MOSTLY * length):
        return [(quote, True) for quote in mine]
    if content is None or length < _SHORTEST or (saying.quoted and not (mine or saying.tells)):
        return []
    said = _trimmed(text, content)
    return [(_ended(text, said) if saying.tells or saying.behind else said, False)]


def _content(read: Read, saying: Saying, end: int) -> Span | None:
    """The words that a word of speech introduces."""
    span, verb = read.sentence.span, read.parts[saying.at]
    if saying.whole:
        return span
    if saying.that and saying.that < len(read.parts):
        return Span(read.parts[saying.that].start, max(end, read.parts[saying.that].end))
    if saying.tells:
        return Span(verb.start, end)
    speaker = saying.speaker
    if saying.behind and speaker is not None:
        return Span(span.start, verb.start)
    left = speaker.start if speaker is not None and speaker.start < verb.start else verb.start
    if span.end - verb.end < _SHORTEST and left - span.start >= _SHORTEST:
        return Span(span.start, _comma(read, saying, left))
    carrier = saying.through is not None and verb.end < saying.through.end < end
    start = saying.through.end if carrier and saying.through else verb.end
    return Span(start, end) if saying.bare else None


def _comma(read: Read, saying: Saying, left: int) -> int:
    """Where what is said ends before its speaker: at the comma, "its chairman" behind it or not."""
    marks = (
        one for one in reversed(read.parts[: saying.at]) if one.form == "," and one.end <= left
    )
    found = next(marks, None)
    return found.start if found is not None and left - found.end < _DETERMINER else left


def _trimmed(text: str, span: Span) -> Span:
    """A span without white space and commas at its ends."""
    words = span.of(text)
    left = len(words) - len(words.lstrip(" \n\t,"))
    right = len(words) - len(words.rstrip(" \n\t,"))
    return Span(span.start + left, max(span.start + left, span.end - right))


def _ended(text: str, span: Span) -> Span:
    """A span without the words at its end that belong to the next verb: "and", "et l'a"."""
    found = _NEXT.search(span.of(text))
    return Span(span.start, span.start + found.start()) if found else span


def _unsaid(voices: Voices, read: Read, inside: Sequence[Span]) -> None:
    """A sentence that is a quotation alone goes on with what was said before it."""
    span = read.sentence.span
    taken = {one.span for one in voices.statements[-len(inside) - 1 :]} if inside else set()
    for quote in inside:
        alone = quote.end - quote.start >= 0.9 * (span.end - span.start)
        if quote not in taken and alone and voices.last and not voices.last.startswith("outlet/"):
            voices.statements.append(Statement(voices.last, quote, True, None, "continued"))


def _unheard(quotes: Sequence[Span], said: Sequence[Statement]) -> None:
    """Note the quotations of a sentence that became no statement."""
    for quote in quotes:
        if not any(one.span.holds(quote) for one in said):
            note("statement", "a quotation of nobody who is named", Span, quote.start, quote.end)


def passed_on(voices: Voices, publisher: str | None) -> Iterator[PassedOn]:
    """The outlets that speak in an article, each with the sentences that say so."""
    for entity, spans in voices.passes_on.items():
        if entity != publisher:
            yield PassedOn(entity, tuple(spans))
