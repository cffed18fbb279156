"""Whether an event was held, is planned, was called off or is denied; and whether it is meant."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kb.extract.chunks import Chunk
from kb.extract.cues import AGREED, CANCELLED, DENIALS, HYPOTHETICAL, NOT, PLANS, RELATIVES
from kb.extract.frames import Frame
from kb.extract.verbs import CANCELS
from kb.records import EventStatus

_EVE = frozenset({"قبيل", "عشيه"})
_PROGRAMMES = frozenset({"برنامج", "برنامجه", "برنامجها", "البرنامج", "اجنده", "جدول"})
_HOLDS = frozenset({"يتضمن", "تتضمن", "يشمل", "تشمل"})  # a programme, what is to come
_ACCEPTS = frozenset({"قبل", "قبلت", "لبي", "لبت", "تلبيه", "سيلبي", "قبول", "قبوله"})
_INVITATIONS = frozenset({"دعوه", "دعوته", "دعوتها"})


def _clear(chunks: Sequence[Chunk], frame: Frame, words: frozenset[str], reach: int) -> bool:
    """Whether none of some words stands shortly before the event word."""
    before = chunks[max(0, frame.at - reach) : frame.at]
    return not any(_one_of(chunk.form, words) for chunk in before)


def _put_off(chunks: Sequence[Chunk], frame: Frame) -> bool:
    """Whether "put off" stands shortly before, which without vowels is also "because of"."""
    places = range(max(0, frame.at - 4), frame.at)
    found = [at for at in places if chunks[at].form.removeprefix("و") == "اجل"]
    return any(at == 0 or chunks[at - 1].form not in {"من", "ومن"} for at in found)


def _one_of(word: str, words: frozenset[str]) -> bool:
    return word in words or (word[:1] in {"و", "ف"} and word[1:] in words)


def _invited(frame: Frame, chunks: Sequence[Chunk]) -> bool:
    """Whether the event is what somebody was invited to: "received an invitation to visit A"."""
    between = {chunk.form.removeprefix("ال") for chunk in chunks[frame.at : frame.noun_at]}
    return not between.isdisjoint(_INVITATIONS)


def _accepted(frame: Frame, chunks: Sequence[Chunk]) -> bool:
    """Whether what somebody is invited to is accepted: "accepted an invitation to visit A"."""
    near = chunks[max(0, frame.at - 5) : frame.at + 1]
    return any(
        one.form.removeprefix("و") in _ACCEPTS and two.form in _INVITATIONS
        for one, two in pairwise(near)
    )


def _on_the_eve(frame: Frame, chunks: Sequence[Chunk]) -> bool:
    """Whether the event is still ahead: "on the eve of the visit of A". Its date may tell else."""
    before = chunks[frame.at - 1].form.removeprefix("و") if frame.at else ""
    return frame.word.noun and before in _EVE


def _set_down(frame: Frame, chunks: Sequence[Chunk]) -> bool:
    """Whether the event stands in a programme, or is what was agreed on or is left for later."""
    before = [chunk.form.removeprefix("و") for chunk in chunks[max(0, frame.at - 12) : frame.at]]
    listed = not _HOLDS.isdisjoint(before[-6:]) and not _PROGRAMMES.isdisjoint(before[-6:])
    agreed = before[-1:] == ["علي"] and not AGREED.isdisjoint(before)
    left = frame.tense == "present" and before[-2:] == ["علي", "ان"]
    return listed or agreed or left


def status_of(frame: Frame, chunks: Sequence[Chunk], headline: bool) -> tuple[EventStatus, bool]:
    """The status that a clause gives, and whether it is only implied."""
    after = {chunk.form for chunk in chunks[frame.at + 1 : max(frame.at + 4, frame.last + 1)]}
    carrier = frame.carrier if frame.word.noun else frame.word
    if not _clear(chunks, frame, DENIALS, 8) or not _clear(chunks, frame, NOT, 2):
        return "denied", False
    called_off = not _clear(chunks, frame, CANCELLED, 3) or _put_off(chunks, frame)
    if (carrier and carrier.word in CANCELS) or called_off:
        return "cancelled", False
    if frame.word.noun and after & CANCELLED:
        return "cancelled", False
    will_be = any(c.form.startswith(("سيكون", "ستكون")) for c in chunks[frame.first : frame.at])
    between = chunks[frame.at : max(frame.at, frame.noun_at)]  # "is preparing a meeting"
    planned = frame.tense == "future" or will_be or not _clear(chunks, frame, PLANS, 6)
    planned |= any(_one_of(chunk.form, PLANS) for chunk in between) or _set_down(frame, chunks)
    planned |= _accepted(frame, chunks)
    if planned or (frame.future and frame.tense != "past"):
        return "planned", False
    if _on_the_eve(frame, chunks):
        return "planned", True
    return "held", headline or frame.tense in {"none", "present"}


def hypothetical(frame: Frame, chunks: Sequence[Chunk]) -> bool:
    """Whether the clause only wishes, asks for or supposes the event."""
    if _accepted(frame, chunks):
        return False
    if _invited(frame, chunks):
        return True
    before = [chunk.form for chunk in chunks[max(0, frame.at - 2) : frame.at]]
    if frame.tense == "present" and before[:1] == ["الاولي"] and before[1] in RELATIVES:
        return True  # "the first time that they meet"
    near = chunks[max(0, frame.at - 5) : frame.at + 1]
    words = {chunk.form for chunk in near}
    return any(_one_of(word, HYPOTHETICAL) for word in words)
