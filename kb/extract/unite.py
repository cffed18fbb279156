"""Which tellings are of one event: drafts in, one draft for each event out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kb.extract.drafts import Draft
from kb.extract.eventdates import clash, narrower
from kb.records import Role

_BACK = 100  # events that "the meeting" may point back at
_PRESS = frozenset({"موتمر", "ندوه"})  # a conference with the press is no meeting with one another
_RECEIVED = "استق"  # how the words for receiving somebody begin
Same = Callable[[str, str], bool]  # whether two places can be one: a city and its country


def _statuses(one: Draft, other: Draft) -> bool:
    open_ = {"held", "planned"}
    if one.status == other.status:
        return True
    return (one.soft or other.soft) and {one.status, other.status} <= open_


def _visits(one: Draft, other: Draft, same: Same) -> bool:
    if one.tour != other.tour or not one.guests & other.guests:
        return False
    return one.place is None or other.place is None or same(one.place, other.place)


def _sessions(one: Draft, other: Draft) -> bool | None:
    """Whether two sessions have one number; None where one has none."""
    mine, theirs = ({word for word in draft.key if word.isdigit()} for draft in (one, other))
    return None if not mine or not theirs else bool(mine & theirs)


def _told_twice(one: Draft, other: Draft) -> bool:
    """Whether two meetings of one named person can be one."""
    small, large = sorted((one, other), key=lambda draft: len(draft.people))
    if len(large.people) == 1 and one.type == other.type == "conference":
        return bool(one.key & other.key)  # one session, by its number or name
    if len(large.people) == 1:
        return one.unnamed and other.unnamed and _alike(one, other)
    return not small.unnamed or small.sentence.headline


def _kinds_fit(one: Draft, other: Draft) -> bool:
    """Whether the types of two events let them be one."""
    types = {one.type, other.type}
    if types == {"conference", "meeting"}:
        return set(one.people) == set(other.people) and "قمه" in {one.word, other.word}
    return len(types) == 1 or "call" not in types


def _meetings(one: Draft, other: Draft) -> bool:
    session = _sessions(one, other)
    if session is not None:
        return session
    mine, theirs = set(one.people), set(other.people)
    both, within = mine & theirs, mine <= theirs or theirs <= mine
    if not both or not _kinds_fit(one, other):
        return False
    if len(both) >= 2:
        return within or one.date.edtf == other.date.edtf is not None
    return within and _told_twice(one, other)


def _alike(one: Draft, other: Draft) -> bool:
    """Whether two meetings of one named person with somebody unnamed are told in the same terms."""
    placed = one.place is None or other.place is None or one.place == other.place
    return placed and (one.word == other.word or one.date.edtf == other.date.edtf is not None)


def one_event(one: Draft, other: Draft, same: Same) -> bool:
    """Whether two drafts tell of one event."""
    if other.part_of is one or one.visit != other.visit:
        return False
    if one.people.keys().isdisjoint(other.people) and not (one.key and other.key):
        return False
    if not _statuses(one, other) or clash(one.date, other.date):
        return False
    press = {one.word, other.word} & _PRESS
    if press and one.word != other.word:
        return False
    return _visits(one, other, same) if one.visit else _meetings(one, other)


_RANK: Mapping[Role | None, int] = {"host": 3, "guest": 2, "attendee": 1, None: 0}


def absorb(kept: Draft, told: Draft) -> None:
    """Take what another telling of the same event adds."""
    told.merged_into = kept
    for person, role in told.people.items():
        if person not in kept.people or _RANK[kept.people[person]] < _RANK[role]:
            kept.people[person] = role
    kept.date = narrower(kept.date, told.date)
    kept.place = kept.place or told.place
    if told.people:
        kept.unnamed &= told.unnamed
    if kept.soft and not told.soft:
        kept.status, kept.soft = told.status, False
    if kept.soft and told.soft and told.status == "planned":
        kept.status = "planned"
    kept.evidence.extend(told.evidence)
    kept.closing |= told.closing
    kept.stages.extend(told.stages)


def attach(told: Draft, events: Sequence[Draft], same: Same) -> Draft | None:
    """The event told last that "the meeting" or "this visit" points back at."""
    fit = [
        one for one in events[-_BACK:] if one.visit == told.visit and (not told.tour or one.tour)
    ]
    if told.visit and told.place is not None:
        fit = [one for one in fit if one.place is None or same(one.place, told.place)]
    fit = [one for one in fit if (one.word in _PRESS) == (told.word in _PRESS)]
    front = [one for one in fit if not one.background and one.status in {"held", "planned"}]
    found = front or fit
    kin = [one for one in found if one.word[:4] == told.word[:4] == _RECEIVED]
    return (kin or found)[-1] if found else None
