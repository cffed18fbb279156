"""Day and place of an event that its clause leaves to what is told in front of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.extract.chunks import Chunk, Read
from kb.extract.cues import TIMES
from kb.extract.drafts import Draft
from kb.extract.eventdates import date_of, within
from kb.extract.eventparts import said_inside
from kb.extract.telling import Known
from kb.extract.verbs import trigger
from kb.records import DateValue, Span

_OTHER = frozenset({"منذ", "حتي", "عام", "سنه", "الي", "بعد", "قبل", "لعام"})  # of something else
_NEAR = 2  # sentences behind the first
_DATELINE_ENDS = frozenset({":", "-", "–", "—", "--", "ـ"})
_DATELINE = 9  # words and marks in which a dateline ends
_AGENCY = 5  # of them between its place and the dash behind the agency
_LETTER = 1  # letters of a word that an agency is shortened to
_DAY_WORDS = TIMES | {"في"}
_THAT = frozenset({"ان", "بان"})
_LEAST = 10  # words and marks of a sentence that is no dateline


@dataclass(frozen=True, slots=True)
class Lead:
    """What the first sentence says without telling of an event: of whom, when and where."""

    number: int
    told: bool  # it tells of an event itself
    person: str
    span: Span
    place: str | None


def _place(parts: Sequence[Chunk], before: int, known: Known) -> str | None:
    """The one city or country that something is said to be in, in front of an offset."""
    front = {
        chunk.id
        for at, chunk in enumerate(parts)
        if chunk.end <= before and said_inside(parts, at) and chunk.id
    }
    fit = [one for one in front if known.places.kind(one) not in {"region", "continent"}]
    return fit[0] if len(fit) == 1 else None


def _date(draft: Draft, parts: Sequence[Chunk], region: Span, known: Known) -> DateValue:
    """The one date that stands in a part of the text, if it dates no other thing."""
    found = within(known.dated, region)
    if len(found) != 1:
        return DateValue()
    before = [chunk.form for chunk in parts if chunk.end <= found[0].span.start][-1:]
    if before and before[0] in _OTHER:
        return DateValue()
    return date_of(replace(draft, region=region), known.dated, known.published)


def _in_dateline(word: Chunk) -> bool:
    """Whether a word may stand beside the place: a letter of an agency's name, or of the day."""
    return len(word.form) <= _LETTER or word.form.isdigit() or word.form in _DAY_WORDS


def _dateline(parts: Sequence[Chunk]) -> str | None:
    """The one place that a sentence begins with, in front of its colon or dash: "Rabat (ABC) -"."""
    opening = parts[:_DATELINE]
    mark = next((at for at, one in enumerate(opening) if one.form in _DATELINE_ENDS), 0)
    while any(one.form in _DATELINE_ENDS for one in parts[mark + 1 : mark + _AGENCY]):
        mark += 1  # "Rabat - ABC - "
    before = opening[:mark]
    named = [one.id for one in before if one.kind == "place"]
    others = any(one.party or (one.kind == "word" and not _in_dateline(one)) for one in before)
    others |= any(one.kind == "place" and one.lead for one in before)
    return named[0] if len(named) == 1 and not others else None


def complete(told: Sequence[Draft], read: Read, known: Known) -> None:
    """Give the one event of a sentence the day and place that stand in front of its clause."""
    kept = {id(one.merged_into or one): one for one in told}
    if len(kept) != 1 or read.sentence.headline:
        return
    draft = next(iter(kept.values()))
    event = draft.merged_into or draft
    if event.place is None and (event.type, event.status) == ("meeting", "held"):
        event.place = _dateline(read.parts)
    region = Span(read.sentence.span.start, max(draft.region.start, read.sentence.span.start))
    front = [chunk for chunk in read.parts if chunk.end <= region.end and chunk.kind == "word"]
    if any(trigger(chunk.form) for chunk in front):
        return  # what stands there may be said of another event
    if event.date.text is None:
        event.date = _date(draft, read.parts, region, known)
    if event.place is None and not event.visit:
        event.place = _place(read.parts, region.end, known)


def lead_of(read: Read, person: str, told: Sequence[Draft], known: Known) -> Lead | None:
    """What a first sentence without an event leaves to those behind it; a dateline is none."""
    if read.sentence.headline or len(read.parts) < _LEAST:
        return None
    said = (chunk.start for chunk in read.parts if chunk.form in _THAT)  # what is said is not now
    span = Span(read.sentence.span.start, next(said, read.sentence.span.end))
    place = _place(read.parts, span.end, known)
    return Lead(read.sentence.number, bool(told), person, span, place)


def from_lead(told: Sequence[Draft], read: Read, lead: Lead, known: Known) -> None:
    """Give the events told right behind the first sentence its day and place, if of one man."""
    behind = read.sentence.number - lead.number
    if lead.told or not 0 < behind <= (_NEAR if lead.person else 1):
        return
    for draft in told[:1]:
        event = draft.merged_into or draft
        if event.background or event.visit or (lead.person and lead.person not in event.people):
            continue
        if event.date.text is None:
            event.date = _date(event, (), lead.span, known)
        event.place = known.places.finer(event.place, lead.place)
