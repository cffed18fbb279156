"""Parts of an event's clause: where it is, what session it is, how it hangs on what was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.extract.chunks import Chunk
from kb.extract.cues import POINTING, RELATIVES, TIMES
from kb.extract.drafts import Draft
from kb.extract.frames import Frame
from kb.extract.gazetteer import Gazetteer
from kb.extract.text import fold
from kb.extract.verbs import HOSTING, NEEDS_PARTNER, OPENS_TOUR, REMOTE_ONLY
from kb.records import DateValue

_EXACT = {"city": 3, "site": 3, "country": 2, "region": 1, "continent": 0}
_ORDINALS = frozenset(
    fold(
        "الأول الأولى الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة "
        "السابع السابعة الثامن الثامنة التاسع التاسعة العاشر العاشرة"
    ).split()
)
_TALKS = frozenset({"محادثات", "مباحثات", "مفاوضات", "حوار", "مشاورات"})
_AGO = frozenset({"اكثر", "اقل", "من", "اسبوع", "اسبوعين", "ايام", "اشهر", "شهرين", "ساعات", "نحو"})
_TOWARDS = frozenset({"الي", "في", "بين", "قبل", "باتجاه", "علي"})
_TOGETHER = 2  # who accompanies whom
_TRAVELS = frozenset({"رحله", "زياره", "جوله", "سفر", "رحلته", "زيارته", "جولته", "سفره"})
_PROCESS = frozenset(
    {"دفع", "لدفع", "استيناف", "لاستيناف", "مواصله", "اطلاق", "انجاح", "لانجاح", "احياء", "عبر"}
)  # of talks in general: "to resume the talks"
_IN_THE = frozenset({"بالعاصمه", "بمدينه", "بعاصمه", "بقصر"})  # before the name of the place
_WIDE = frozenset({"region", "continent"})
_INSIDE = frozenset(["حيث", "فيها", "فيه", "خلالها", "خلاله", "هناك", "بها"])
_TIMES_OR_AGO = TIMES | _AGO | {"ضيفا", "ضيفه"}  # "comes as a guest to"


def round_of_talks(frame: Frame, parts: Sequence[Chunk]) -> bool:
    """Whether a tour is a round: "the sixth round", "a round of talks"."""
    if not frame.kind.tour or frame.kind.pronoun:
        return False
    near = [chunk.form.removeprefix("ال") for chunk in parts[noun_place(frame) + 1 :][:3]]
    numbered = bool(near) and f"ال{near[0]}" in _ORDINALS
    return numbered or bool(_TALKS & set(near))


def noun_place(frame: Frame) -> int:
    """The chunk of the noun that names the event, else of the event word."""
    return frame.noun_at if frame.noun_at >= 0 else frame.at


def _most_exact(places: Sequence[str], known: Gazetteer) -> str | None:
    return max(places, key=lambda one: _EXACT.get(known.kind(one), 2), default=None)


def _destination(frame: Frame) -> str | None:
    noun = frame.kind.noun
    if noun and frame.places and frame.places[0].chunk.start <= frame.near:
        return frame.places[0].chunk.id  # "the visit of Tunis"
    wanted = {"الي", "ل"} if frame.word.word == "غادر" else {"الي", "في", "ل"}
    if (not noun and frame.word.word != "غادر") or frame.kind.tour:
        wanted |= {"", "بين"}
    return next((party.chunk.id for party in frame.places if party.tie in wanted), None)


def place_of(frame: Frame, known: Gazetteer, *, visit: bool) -> str | None:
    """Where it is: a visit's destination, else the most exact place that stands with in or at."""
    if visit and opens_or_ends(frame):
        return _most_exact([p.chunk.id for p in frame.places if p.tie in {"في", "من"}], known)
    if visit:
        return _destination(frame)
    hosts = frame.word.word in HOSTING
    wanted = {"في", "الي", ""} if hosts else {"في", "الي"}
    inside = [p.chunk.id for p in frame.places if p.tie in wanted]
    found = inside or [chunk.id for chunk in frame.front]
    # "Talks on the situation in North Africa": a region is what is spoken of, not where.
    return _most_exact([one for one in found if known.kind(one) not in _WIDE], known)


def stops(draft: Draft, frame: Frame, known: Gazetteer) -> Iterator[Draft]:
    """A visit for each stop of "a tour that takes him to A and B"; a region is no stop."""
    named = [one for one in frame.stops if known.kind(one.id) not in _WIDE]
    for place in named if draft.tour else ():
        stop = replace(draft, place=place.id, tour=False, people=dict(draft.people))
        stop.evidence, stop.stages, stop.date = list(draft.evidence), [], DateValue()
        if frame.onward and draft.status == "held":
            stop.status, stop.soft = "planned", True
        yield stop


def _bound(frame: Frame, parts: Sequence[Chunk]) -> bool:
    """Whether where to follows the verb, with only the subject and the time between.

    "Came to" and "presented", "stayed in" and "solved" are the same verbs.
    """
    for chunk in parts[frame.at + 1 : frame.at + 14]:
        if chunk.party or chunk.kind == "mark" or chunk.form in _TIMES_OR_AGO:
            continue
        lead = chunk.lead.lstrip("وف")
        return chunk.form in _TOWARDS or "ب" in (lead, chunk.form[:1])
    return False


def partner_missing(frame: Frame, draft: Draft, parts: Sequence[Chunk]) -> bool:
    """Whether a verb that may also mean to study or to go says neither with whom nor where."""
    if draft.visit and frame.implied and frame.word.pronoun and not frame.word.noun:
        return True  # "which he will be the first to visit": told in passing
    if frame.word.word == "رافق":
        behind = {chunk.form.removeprefix("ال") for chunk in parts[frame.at + 1 : frame.at + 12]}
        return len(draft.guests) < _TOGETHER or not behind & _TRAVELS
    if frame.word.word in REMOTE_ONLY and not frame.word.noun:
        return not frame.remote
    if frame.word.word not in NEEDS_PARTNER or frame.word.noun:
        return False
    if draft.visit:
        inspects = frame.word.word == "تفقد"  # its object, which stands somewhere
        return draft.place is None or not (inspects or _bound(frame, parts))
    told = frame.tied("مع", "ب") or len(draft.people) > 1
    return not told and frame.word.word != "حضر"


def opens_or_ends(frame: Frame) -> bool:
    """Whether the clause tells of the first or last stop of a tour."""
    return frame.word.word in OPENS_TOUR and not frame.word.noun and frame.kind.tour


def that_was(frame: Frame, parts: Sequence[Chunk]) -> int:
    """How many chunks behind the clause say when it was: "and that was in February"."""
    behind = [chunk.form for chunk in parts[frame.last : frame.last + 4]]
    return 10 if "ذلك" in behind and {"وكان", "كان", "وجري", "وتم"} & set(behind) else 0


def said_inside(parts: Sequence[Chunk], at: int) -> bool:
    """Whether a chunk is a place that something is said to be in."""
    chunk = parts[at]
    if chunk.kind != "place":
        return False
    letters = chunk.lead.lstrip("وف")
    before = {one.form for one in parts[max(0, at - 2) : at]}
    right = parts[at - 1].form if at else ""
    return letters == "ب" or (not letters and (right in {"في", "وفي"} or bool(before & _IN_THE)))


def there(frame: Frame, parts: Sequence[Chunk]) -> bool:
    """Whether what is told was where the visit before it went to: "…, where he met A"."""
    return any(chunk.form in {"حيث", "وهناك"} for chunk in parts[max(0, frame.at - 2) : frame.at])


def inside(frame: Frame, parts: Sequence[Chunk]) -> bool:
    """Whether the clause tells of what happens in the course of the one before it."""
    near = parts[max(0, frame.at - 2) : frame.at + 3]
    words = {chunk.form for chunk in near} | {chunk.form.removeprefix("و") for chunk in near}
    return bool(words & _INSIDE)


def own_name(frame: Frame, parts: Sequence[Chunk]) -> bool:
    """Whether a definite noun has a number or a name, so that it points back at nothing."""
    at = noun_place(frame)
    if at and parts[at - 1].form in POINTING:
        return False
    if any(chunk.form in RELATIVES for chunk in parts[max(0, at - 2) : at]):
        return True  # "the school that housed the summit" tells of the school
    near = parts[at + 1 : at + 4]
    named = any(
        chunk.kind == "body" or chunk.form in _ORDINALS or chunk.form.isdigit() for chunk in near
    )
    return named or any(
        chunk.form.endswith(("عشره", "عشر", "العشرون", "الثلاثين")) for chunk in near
    )


def attends(frame: Frame, draft: Draft, parts: Sequence[Chunk], told: Sequence[Draft]) -> bool:
    """Whether a clause only names more of those at an event: "B attended too", "chaired by B"."""
    word = frame.word
    if word.noun:
        return False
    if word.word == "تراس" and told and told[-1].type == "conference":
        return "الجانب" in {chunk.form for chunk in parts[frame.at + 1 : frame.at + 12]}
    present = word.word == "حضر" and draft.visit and draft.place is None
    return present or (word.frame == "attend" and bool(word.pronoun))


def in_general(frame: Frame, parts: Sequence[Chunk]) -> bool:
    """Whether talks are spoken of that are no event of a day: "to give the talks a push"."""
    at = noun_place(frame)
    return at > 0 and parts[at - 1].form in _PROCESS


def key_of(frame: Frame, parts: Sequence[Chunk]) -> frozenset[str]:
    """The number and name of a session: the words that follow up to a mark."""
    at = noun_place(frame)
    found = []
    for chunk in parts[at + 1 : at + 8]:
        if chunk.kind not in {"word", "body"}:
            break
        found.append(chunk.form.removeprefix("ال"))
    return frozenset(word.removeprefix("لل") for word in found if len(word) > 1)
