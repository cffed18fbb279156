"""One telling of an event: who, where and with what status, as one clause says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kb.extract.chunks import Chunk
from kb.extract.cues import CANCELLED, DENIALS, HYPOTHETICAL, PLANS
from kb.extract.frames import Frame, Party
from kb.extract.nodes import Sentence
from kb.extract.verbs import CANCELS, NEEDS_PARTNER, OPENS_TOUR
from kb.records import DateValue, EventStatus, EventType, Role, Span

_EXACT = {"city": 3, "site": 3, "region": 1, "continent": 0, "country": 2}


@dataclass(slots=True)
class Draft:
    """An event as one clause tells it; drafts of one event are united later."""

    type: EventType
    status: EventStatus
    sentence: Sentence
    region: Span  # where its date is looked for
    anchor: int  # the offset of its event word
    people: dict[str, Role | None] = field(default_factory=dict)
    place: str | None = None
    unnamed: bool = False  # a party that is not named takes part
    soft: bool = False  # the status is only implied: a headline, a noun
    back: bool = False  # may point back at an event told before
    background: bool = False  # told in passing, with a date of its own
    tour: bool = False
    closing: bool = False  # opens or ends a tour
    stages: list[Span] = field(default_factory=list)  # where it is told as opening or ending it
    inside: bool = False  # told as part of the event before it
    beside_only: bool = False  # names only who came along
    word: str = ""
    date: DateValue = DateValue()
    evidence: list[Span] = field(default_factory=list)
    part_of: Draft | None = None
    merged_into: Draft | None = None
    key: frozenset[str] = frozenset()  # number and name of a session

    @property
    def visit(self) -> bool:
        """Whether it is told as a visit."""
        return self.type == "visit"

    @property
    def guests(self) -> set[str]:
        """Who visits."""
        return {person for person, role in self.people.items() if role == "guest"}


@dataclass(slots=True)
class Context:
    """What has been told so far, for pronouns and for subjects left out."""

    subject: Chunk | None = None  # of the clause before, in this sentence
    people: list[Chunk] = field(default_factory=list)  # named in this sentence so far
    recent: list[str] = field(default_factory=list)  # named in the article so far, last first
    pair: tuple[str, ...] = ()  # who took part in the event told last


def _clear(chunks: Sequence[Chunk], frame: Frame, words: frozenset[str], reach: int) -> bool:
    """Whether none of some words stands shortly before the event word."""
    before = chunks[max(0, frame.at - reach) : frame.at]
    return not any(chunk.form in words or chunk.form[1:] in words for chunk in before)


def status_of(frame: Frame, chunks: Sequence[Chunk], headline: bool) -> tuple[EventStatus, bool]:
    """The status that a clause gives, and whether it is only implied."""
    after = {chunk.form for chunk in chunks[frame.at + 1 : frame.at + 4]}
    carrier = frame.carrier if frame.word.noun else frame.word
    if not _clear(chunks, frame, DENIALS, 8):
        return "denied", False
    if (carrier and carrier.word in CANCELS) or not _clear(chunks, frame, CANCELLED, 3):
        return "cancelled", False
    if frame.word.noun and after & CANCELLED:
        return "cancelled", False
    will_be = any(c.form.startswith(("سيكون", "ستكون")) for c in chunks[frame.first : frame.at])
    planned = frame.tense == "future" or will_be or not _clear(chunks, frame, PLANS, 6)
    if planned or (frame.future and frame.tense != "past"):
        return "planned", False
    return "held", headline or frame.tense in {"none", "present"}


def hypothetical(frame: Frame, chunks: Sequence[Chunk]) -> bool:
    """Whether the clause only wishes, asks for or supposes the event."""
    near = chunks[max(0, frame.at - 5) : frame.at + 1]
    words = {chunk.form for chunk in near}
    return any(word in HYPOTHETICAL or word[1:] in HYPOTHETICAL for word in words)


def place_of(frame: Frame, visit: bool, kinds: Mapping[str, str]) -> str | None:
    """Where it is: a visit's destination, else the most exact place that stands with in or at."""
    if visit and opens_or_ends(frame):
        stops = [p.chunk.id for p in frame.places if p.tie in {"في", "من"}]
        return max(stops, key=lambda one: _EXACT.get(kinds.get(one, ""), 2), default=None)
    if visit:
        noun = frame.kind.noun
        wanted = ("الي", "في", "ل") if noun else ("", "الي", "في", "ل", "بين")
        if noun and frame.places and frame.places[0].chunk.start <= frame.near:
            return frame.places[0].chunk.id  # "the visit of Tunis"
        if frame.kind.tour:
            wanted = (*wanted, "", "بين")
        found = [party.chunk.id for party in frame.places if party.tie in wanted]
        return found[0] if found else None
    hosted = {"احتضن", "استضاف"}
    wanted = {"في", "الي", ""} if frame.word.word in hosted else {"في", "الي"}
    found = [party.chunk.id for party in frame.places if party.tie in wanted]
    return max(found, key=lambda one: _EXACT.get(kinds.get(one, ""), 2), default=None)


def _named(parties: Sequence[Party]) -> list[str]:
    return [party.chunk.id for party in parties if party.chunk.kind == "person"]


def _fill(draft: Draft, parties: Sequence[Party], role: Role | None) -> None:
    for party in parties:
        if party.chunk.kind == "person":
            draft.people.setdefault(party.chunk.id, role)
        else:
            draft.unnamed = True


def _subject(frame: Frame, context: Context) -> Chunk | None:
    """The subject before the verb, else the one of the clause before."""
    if frame.subject is not None:
        return frame.subject
    if frame.foreign:
        return None
    frame.implied = True
    if frame.aside and context.people:
        return context.people[-1]  # "A received B, who had come"
    return context.subject or (context.people[-1] if context.people else None)


def _add(draft: Draft, chunk: Chunk | None, role: Role | None) -> None:
    if chunk is None:
        return
    if chunk.kind == "person":
        draft.people.setdefault(chunk.id, role)
    else:
        draft.unnamed = True


def fill_received(draft: Draft, frame: Frame, context: Context) -> None:
    """Host and guests of "A received B", of its passive and of "A's reception of B"."""
    groups, guests = frame.loose(), frame.tied("ل")
    if hosts := frame.tied("by"):
        _fill(draft, hosts, "host")
        guests = [*guests, *(party for one in groups for party in one)]
    elif frame.subject is not None:
        _add(draft, frame.subject, "host")
        guests = [*(groups[0] if groups else ()), *guests]
    elif groups and (len(groups) > 1 or guests or frame.word.noun):
        _fill(draft, groups[0], "host")
        guests = [*(groups[1] if len(groups) > 1 else ()), *guests]
    else:
        _add(draft, _subject(frame, context), "host")
        guests = [*(groups[0] if groups else ()), *guests]
    _fill(draft, guests, "guest")
    _fill(draft, frame.tied("beside", "مع"), "attendee")


def fill_met(draft: Draft, frame: Frame, context: Context) -> None:
    """Those who met: subject, object, and who stands with, by and between."""
    groups, others = frame.loose(), frame.tied("ب", "مع", "بين")
    pronoun = frame.kind.pronoun or (frame.carrier.pronoun if frame.carrier else "")
    gathered = frame.kind.frame == "gather" or frame.noun is not None or frame.word.noun
    if pronoun == "هما" or (frame.dual and not groups and not others):
        for one in context.recent[:2]:
            draft.people.setdefault(one, "attendee")
    elif frame.subject is not None:
        _add(draft, frame.subject, "attendee")
    elif frame.tied("بين") or frame.word.word == "حضر":
        pass
    elif not groups and (others or frame.carrier or pronoun):
        _add(draft, _subject(frame, context), "attendee")
    elif len(groups) == 1 and not others and not gathered and len(groups[0]) == 1:
        _add(draft, _subject(frame, context), "attendee")
    elif len(groups) == 1 and not others and context.subject is not None and not gathered:
        _add(draft, _subject(frame, context), "attendee")
    for one in groups[:2]:
        _fill(draft, one, "attendee")
    if gathered:
        others = [*others, *frame.tied("ل")]
    _fill(draft, others, "attendee")
    _fill(draft, frame.tied("beside"), "attendee")


def fill_visited(draft: Draft, frame: Frame, context: Context) -> None:
    """Who visits, and who comes along."""
    groups = frame.loose()
    if frame.subject is not None:
        _add(draft, frame.subject, "guest")
    elif groups:
        _fill(draft, groups[0], "guest")
    elif (
        frame.word.noun and frame.carrier is None and not frame.kind.pronoun and frame.kind.definite
    ):
        return
    elif frame.word.noun:
        _add(draft, context.people[-1] if context.people else None, "guest")
    else:
        _add(draft, _subject(frame, context), "guest")
    _fill(draft, frame.tied("beside", "مع"), "attendee")


def fill_attended(draft: Draft, frame: Frame, context: Context) -> None:
    """Who chairs, opens or attends; "the two officials" are those of the event before."""
    groups = frame.loose()
    if frame.subject is not None:
        _add(draft, frame.subject, "attendee")
    elif groups:
        _fill(draft, groups[0], "attendee")
    elif not frame.word.noun or frame.word.pronoun or frame.kind.pronoun or frame.tied("مع"):
        _add(draft, _subject(frame, context), "attendee")
    _fill(draft, frame.tied("مع", "beside", "بين"), "attendee")


FILLERS = {
    "receive": fill_received,
    "meet": fill_met,
    "visit": fill_visited,
    "attend": fill_attended,
}


def partner_missing(frame: Frame, draft: Draft) -> bool:
    """Whether a verb that may also mean to study or to go says neither with whom nor where."""
    if draft.visit and frame.implied and frame.word.pronoun and not frame.word.noun:
        return True  # "which he will be the first to visit": told in passing
    if frame.word.word not in NEEDS_PARTNER or frame.word.noun:
        return False
    if draft.visit:
        return draft.place is None
    return not frame.tied("مع", "ب") and frame.word.word != "حضر"


def opens_or_ends(frame: Frame) -> bool:
    """Whether the clause tells of the first or last stop of a tour."""
    return frame.word.word in OPENS_TOUR and not frame.word.noun and frame.kind.tour
