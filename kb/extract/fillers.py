"""Who takes part in which role, by the frame of the event word."""

from __future__ import annotations

from collections.abc import Sequence

from kb.extract.chunks import Chunk
from kb.extract.drafts import Context, Draft
from kb.extract.frames import Frame, Party, Tie
from kb.records import Role

# Who telephoned is named with "from": "received a call from".
_CALLER: tuple[tuple[Tie, ...], tuple[Tie, ...]] = ((), ("من",))


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
    told = context.subject or (context.people[-1] if context.people else frame.ahead)
    told_of = frame.noun is not None and frame.noun.definite  # "the summit was held": by whom?
    return told or (context.topic if frame.goes_on and not told_of else None)


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
    if frame.welcomed and len(groups) > 1:
        groups[0], groups[1] = groups[1], groups[0]
    if hosts := frame.tied("by"):
        _fill(draft, hosts, "host")
        bare = frame.subject is None and not groups and not guests
        _add(draft, _subject(frame, context) if bare else frame.subject, "guest")
        guests = [*guests, *(party for one in groups for party in one)]
    elif frame.word.pronoun and not frame.word.noun and groups:
        _fill(draft, groups[0], "host")  # "A received him"
        _add(draft, _subject(frame, context), "guest")
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


def _who_met(frame: Frame, context: Context, told: bool, *, gathered: bool) -> Chunk | None:
    """The subject of a meeting, in front of its verb or left out."""
    if frame.subject is not None:
        return frame.subject
    if frame.tied("بين") or frame.word.word == "حضر":
        return None
    left_out = frame.purpose or _left_out(frame, context, told, gathered=gathered)
    return _subject(frame, context) if left_out else None


def fill_met(draft: Draft, frame: Frame, context: Context) -> None:
    """Those who met: subject, object, and who stands with, by and between."""
    partners = ("ب", "مع", "بين", *_CALLER[frame.kind.type == "call"])
    partners += ("الي",) if frame.word.word == "اجتمع" else ()
    groups, others = frame.loose(), frame.tied(*partners)
    pronoun = frame.kind.pronoun or (frame.carrier.pronoun if frame.carrier else "")
    gathered = frame.kind.frame == "gather" or frame.noun is not None or frame.word.noun
    told = bool(others or pronoun)
    if pronoun == "هما" or (frame.dual and not groups and not others):
        draft.people |= dict.fromkeys(context.recent[:2], "attendee")
    elif frame.many and frame.subject is None and not frame.foreign:
        draft.people |= dict.fromkeys(context.pair, "attendee")  # "A and B came and met C"
    else:
        _add(draft, _who_met(frame, context, told, gathered=gathered), "attendee")
    for group in groups[:2]:
        _fill(draft, group, "attendee")
    for joined in frame.others:
        _add(draft, joined, "attendee")
    _fill(draft, others, "attendee")
    _fill(draft, frame.tied(*_further(frame, gathered=gathered)), "attendee")


def _further(frame: Frame, *, gathered: bool) -> tuple[Tie, ...]:
    """How those are tied who take part besides: "a meeting of ministers", "on our side"."""
    if frame.word.word == "حضر":
        return "beside", "ل", "من"
    return ("beside", "ل") if gathered else ("beside",)


def _left_out(frame: Frame, context: Context, told: bool, *, gathered: bool) -> bool:
    """Whether the subject of a meeting is not said in its clause. `told`: there are partners."""
    groups = frame.loose()
    if not groups:
        return told or frame.carrier is not None
    if frame.word.noun and frame.word.pronoun and len(groups) == 1:
        return True  # "on his meeting A"
    only_object = len(groups) == 1 and not frame.tied("ب", "مع", "بين") and not gathered
    before = frame.word.word.isascii()  # in French and English the subject stands before the verb
    return only_object and (before or len(groups[0]) == 1 or context.subject is not None)


def fill_visited(draft: Draft, frame: Frame, context: Context) -> None:
    """Who visits, and who comes along."""
    owned = frame.word.noun and frame.word.pronoun
    groups = [] if owned else frame.loose() or ([frame.tied("ل")] if frame.tied("ل") else [])
    if frame.subject is not None:
        _add(draft, frame.subject, "guest")
    elif groups:
        _fill(draft, groups[0], "guest")
    elif (
        frame.word.noun and frame.carrier is None and not frame.kind.pronoun and frame.kind.definite
    ):
        return
    elif frame.word.noun:
        topic = context.topic if frame.goes_on else None
        _add(draft, context.people[-1] if context.people else frame.ahead or topic, "guest")
    else:
        _add(draft, _subject(frame, context), "guest")
    for one in frame.others:
        _add(draft, one, "guest")
    if frame.word.word == "رافق":
        _fill(draft, [party for group in groups for party in group], "guest")
    _fill(draft, frame.tied("beside", "مع"), "attendee")


def fill_attended(draft: Draft, frame: Frame, context: Context) -> None:
    """Who chairs, opens or attends; "the two officials" are those of the event before."""
    groups = frame.loose()
    if frame.subject is not None:
        _add(draft, frame.subject, "attendee")
    elif groups:
        _fill(draft, groups[0], "attendee")
    elif (
        not frame.word.noun
        or frame.word.pronoun
        or frame.kind.pronoun
        or frame.tied("مع")
        or frame.speaks
    ):
        _add(draft, _subject(frame, context), "attendee")
    _fill(draft, frame.tied("مع", "beside", "بين"), "attendee")


FILLERS = {
    "receive": fill_received,
    "meet": fill_met,
    "visit": fill_visited,
    "attend": fill_attended,
}
