"""One clause made a draft of an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb.extract import eventparts as parts_of
from kb.extract.chunks import Chunk, Read
from kb.extract.cues import PAIRS, POINTING, PRESS
from kb.extract.dates import DatedSpan
from kb.extract.drafts import Context, Draft
from kb.extract.eventdates import date_of, of_told
from kb.extract.fillers import FILLERS
from kb.extract.frames import Frame
from kb.extract.gazetteer import Gazetteer
from kb.extract.status import status_of
from kb.records import EventType, Span

_SEPARATE = frozenset({"منفصله", "منفصلين", "منفصل", "انفراد", "حده"})
_BILATERAL = _SEPARATE | {"ثناييه", "سلسله"}  # where there were several
_AND_THEN = frozenset({("قبل", "ان"), ("علي", "ان")})


@dataclass(frozen=True, slots=True)
class Known:
    """What a clause is read against: places, the dates of the article, its day of publication."""

    places: Gazetteer
    dated: Sequence[DatedSpan]
    published: date | None


def more_places(frame: Frame, draft: Draft, known: Known) -> Iterator[Draft]:
    """A visit for each further place of "visited A, B and C"."""
    yield from parts_of.stops(draft, frame, known.places)
    if not draft.visit or draft.tour:
        return
    found = [party.chunk.id for party in frame.places]
    at = found.index(draft.place) if draft.place in found else len(found)
    for party in frame.places[at + 1 :]:
        if not party.joined:
            return
        more = replace(draft, place=party.chunk.id, people=dict(draft.people))
        more.evidence, more.stages = list(draft.evidence), []
        yield more


def apart(frame: Frame, draft: Draft, parts: Sequence[Chunk]) -> Iterator[Draft]:
    """A meeting with each further of those whom somebody had meetings with, one by one."""
    met = [p.chunk.id for p in frame.tied("مع", "ب") if p.chunk.kind == "person"]
    noun_at = parts_of.noun_place(frame)
    near = {chunk.form for chunk in parts[max(0, noun_at - 1) : noun_at + 4]}
    one_by_one = _BILATERAL if frame.kind.several else _SEPARATE
    two = frame.kind.several and parts[noun_at].form.endswith(("ين", "ان"))
    if (
        not frame.kind.noun
        or (one_by_one.isdisjoint(near) and not two)
        or len(draft.people) != len(met) + 1
    ):
        return
    for person in met[1:]:
        role = draft.people.pop(person)
        more = replace(draft, evidence=list(draft.evidence), stages=[])
        more.people = {one: role for one, role in draft.people.items() if one not in met}
        more.people[person] = role
        yield more


def _region(frame: Frame, parts: Sequence[Chunk]) -> Span:
    """Where the date of the event may be told."""
    last = max(frame.at + 1, frame.last + parts_of.that_was(frame, parts))
    return Span(parts[frame.first].start, parts[min(len(parts), last) - 1].end)


def _type(frame: Frame, parts: Sequence[Chunk]) -> EventType:
    kind = frame.kind
    if parts_of.round_of_talks(frame, parts):
        return "conference"
    behind = parts_of.noun_place(frame) + 1
    if kind.noun and behind < len(parts) and parts[behind].form in PRESS:
        return "conference"
    return "call" if kind.type == "meeting" and frame.remote else kind.type


def _chaired(draft: Draft, frame: Frame, parts: Sequence[Chunk], context: Context) -> None:
    """Those of the event before, at a new one: "the two officials chaired"."""
    if frame.word.frame != "attend" or frame.word.noun:
        return
    draft.back, draft.type = False, "conference"
    subject = {chunk.form for chunk in parts[frame.at + 1 : frame.at + 3]}
    if subject & PAIRS:
        draft.people = dict.fromkeys(context.pair, "attendee")
        draft.unnamed = True


def _pointers(draft: Draft, frame: Frame, parts: Sequence[Chunk]) -> None:
    """Note how the draft hangs on what was told before."""
    if draft.type == "conference" or frame.kind.definite:
        draft.key = parts_of.key_of(frame, parts)
        draft.back &= not parts_of.own_name(frame, parts)
    draft.back &= not parts_of.in_general(frame, parts)
    noun_at = parts_of.noun_place(frame)
    draft.pointed = noun_at > 0 and parts[noun_at - 1].form in POINTING
    in_course = parts_of.inside(frame, parts) and frame.kind.frame != "attend"
    draft.inside = (in_course and frame.implied) or frame.purpose
    draft.back |= frame.word.word == "حضر"
    draft.background = frame.word.noun and draft.date.basis == "explicit"


def _remember(context: Context, frame: Frame, draft: Draft) -> None:
    """Keep the subject for the next clause."""
    if frame.subject is not None and frame.subject.kind == "person":
        context.subject = frame.subject
        return
    first = next((p.chunk for p in frame.parties if p.chunk.id in draft.people), None)
    if first is not None and not frame.implied:
        context.subject = first


def _after_plan(frame: Frame, parts: Sequence[Chunk]) -> bool:
    """Whether what is told goes on with the plan before it: "…, before he heads for B"."""
    before = tuple(chunk.form for chunk in parts[max(0, frame.at - 2) : frame.at])
    goes_on = before in _AND_THEN or before[-1:] == ("ثم",)
    goes_on |= parts[frame.at].form.startswith("و")
    return frame.word.noun or (frame.tense == "present" and goes_on)


def _after(day: date | None, other: date | None) -> bool:
    """Whether a day is known to come after another."""
    return day is not None and other is not None and day > other


def _this_came(read: Read) -> bool:
    """Whether a sentence says on which occasion the one before was: "this came in a call"."""
    return "ذلك" in {node.form for node in read.sentence.nodes[:4]}


def tell(
    frame: Frame,
    read: Read,
    context: Context,
    told: Sequence[Draft],
    known: Known,
) -> Draft | None:
    """The event that a clause tells of. `told` holds those of the sentence so far."""
    kind, parts = frame.kind, read.parts
    filler = FILLERS.get(kind.frame)
    this_came = kind.type == "call" and _this_came(read)
    if filler is None or (kind.word == "اتصال" and not frame.parties and not this_came):
        return None
    if parts_of.round_of_talks(frame, parts):
        if frame.word.frame != "attend":
            return None
        filler = FILLERS["attend"]
    status, soft = status_of(frame, parts, read.sentence.headline)
    only_implied = soft and status == "planned"
    if soft and told and told[-1].status == "planned" and _after_plan(frame, parts):
        status = "planned"
    anchor = parts[frame.at].start
    draft = Draft(
        _type(frame, parts), status, read.sentence, _region(frame, parts), anchor, soft=soft
    )
    draft.word, draft.back = kind.word, kind.anaphoric or this_came
    draft.closing = parts_of.opens_or_ends(frame) and not frame.stops
    draft.tour = (frame.tour or kind.tour) and not draft.closing and draft.visit
    draft.place = parts_of.place_of(frame, known.places, visit=draft.visit)
    draft.evidence = [read.sentence.span]
    draft.stages = [read.sentence.span] if draft.closing else []
    draft.now = frame.tense == "present" and draft.status == "held"
    filler(draft, frame, context)
    draft.date = date_of(draft, known.dated, known.published)
    draft.date = of_told(draft.date, context.date)
    if frame.tense == "present" and _after(draft.date.earliest, known.published):
        draft.status = "planned"
    if only_implied and _after(known.published, draft.date.latest):
        draft.status = "held"
    _pointers(draft, frame, parts)
    _chaired(draft, frame, parts, context)
    _remember(context, frame, draft)
    return draft


def visit_since(frame: Frame, draft: Draft, dated: Sequence[DatedSpan]) -> Draft | None:
    """The earlier visit of "the first to visit since": who came, and when."""
    if frame.since is None or not draft.visit or draft.place is None:
        return None
    region = Span(frame.since.start, draft.sentence.span.end)
    old = replace(draft, status="held", soft=False, region=region, anchor=frame.since.end)
    old.people, old.evidence = {frame.since.id: "guest"}, [draft.sentence.span]
    old.stages, old.key = [], frozenset()
    old.date = date_of(old, dated, None)
    return old if old.date.edtf else None
