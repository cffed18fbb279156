"""A French or English clause made a draft of an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kb.extract.drafts import Draft
from kb.extract.latin.clauses import HAVE, Clause
from kb.extract.latin.parts import Part, Read
from kb.extract.latin.words import (
    ARRANGED,
    AT,
    BETWEEN,
    BY,
    CANCELS,
    CONFERENCES,
    DENIALS,
    DISCUSSED,
    LIGHT_FUTURE,
    LIGHT_PAST,
    LIGHT_PRESENT,
    MAYBE,
    NEGATIONS,
    PLAN_WORDS,
    SUMMONS,
    UPCOMING,
    WHERE,
    WHO,
    WITH,
    folded,
)
from kb.extract.trace import note
from kb.records import DateValue, EventStatus, EventType, Role, Span

_TYPES: dict[str, EventType] = {
    "meet": "meeting",
    "receive": "meeting",
    "visit": "visit",
    "call": "call",
    "attend": "conference",
}
_FROM = frozenset({"from", "de", "du", "d"})
_REMOTE = folded("téléphone téléphonique telephone phone visioconférence videoconference virtual")
_SPOKE = frozenset({"spoke", "talked", "spoken"})
_OPENING = 6  # parts
_NEAR = 6  # parts before an event word that tell of its status
_DENIED = 9  # parts before it that may deny it
_TO = frozenset({"to", "pour", "de", "d", "afin"})
_BY_OR_AT_OR_WITH = BY | AT | WITH
_BY_OR_WITH = BY | WITH


@dataclass(slots=True)
class Context:
    """Whom pronouns may mean."""

    subject: str = ""
    recent: dict[str, None] = field(default_factory=dict)  # last named at the end
    date: DateValue = field(default_factory=DateValue)  # of the event told last that has one
    pair: tuple[str, ...] = ()  # who was named together in the event told last

    def met(self, person: str) -> None:
        """Note that somebody is named."""
        self.recent.pop(person, None)
        self.recent[person] = None

    def meant(self, other_than: Sequence[str] = ()) -> str:
        """Whom "he" means; as an object, not the subject itself."""
        if not other_than:
            return self.subject
        return next((one for one in reversed(self.recent) if one not in other_than), "")


def status_of(clause: Clause, read: Read) -> tuple[EventStatus, bool] | None:
    """The status and whether it is only implied; nothing where the event is only wished for."""
    before = [part.form for part in read.parts[max(0, clause.at - _DENIED) : clause.at]]
    near, after = before[-_NEAR:], [part.form for part in read.parts[clause.at : clause.last]]
    if set(before) & DENIALS or set(near[-4:]) & NEGATIONS:
        return "denied", False
    if set(near) & CANCELS or (clause.noun and set(after) & CANCELS):
        return "cancelled", False
    if clause.noun:
        planned = set(near) & (UPCOMING | LIGHT_FUTURE | (PLAN_WORDS - {"would", "agreed"}))
        wished = set(near) & MAYBE
        arranged = set(after[:4]) & UPCOMING or set(after) & ARRANGED
        arranged = arranged if not set(near) & LIGHT_PAST else set()
        found: EventStatus = "planned" if planned or arranged else "held"
        return None if wished and found == "held" else (found, found == "held")
    return _of_verb(clause, near, headline=read.sentence.headline)


def _of_verb(
    clause: Clause, near: Sequence[str], *, headline: bool
) -> tuple[EventStatus, bool] | None:
    """The status that a verb and the words before it tell."""
    tense, planned = clause.trigger.tense, bool(set(near) & PLAN_WORDS)
    if tense == "future":
        return "planned", False
    if tense == "base":
        to = bool(near) and near[-1] in _TO | {"se", "s", "'"}
        if planned or (to and (headline or not set(near) & MAYBE) and clause.subjects):
            return "planned", not planned
        return None
    to_be = {"be", "etre"} & set(near) and planned
    will_be = {"sera", "seront", "will", "serait", "would"} & set(near)
    if tense == "past" and (to_be or will_be):
        return "planned", False
    return None if set(near[-3:]) & MAYBE else ("held", headline or tense == "present")


def tell(clause: Clause, read: Read, context: Context) -> Draft | None:
    """The event that a clause tells of, its date apart."""
    status = status_of(clause, read)
    if status is None:
        _passed_over(clause, read, "only wished for, asked for or supposed")
        return None
    parts = read.parts
    first = _first(clause, parts)
    draft = Draft(
        _TYPES[clause.trigger.frame],
        status[0],
        read.sentence,
        Span(parts[first].start, parts[max(first, _dated_to(clause, parts) - 1)].end),
        parts[clause.at].start,
        soft=status[1],
        word=clause.trigger.frame,
        evidence=[read.sentence.span],
    )
    draft.now = clause.trigger.tense == "present" or _goes_on(clause, parts)
    teller = _Teller(clause, read, context, draft)
    if not teller.fill():
        _passed_over(clause, read, _lacking(clause, draft))
        return None
    words = {part.form for part in parts[clause.at : clause.last]}
    if draft.type == "meeting" and words & _REMOTE:
        draft.type = "call"
    if parts[clause.at].form in _SPOKE and draft.type != "call":
        return None  # with whom somebody spoke is no meeting, if no telephone is told of
    draft.place = None if draft.type == "call" else _place(clause, draft)
    return draft


def _goes_on(clause: Clause, parts: Sequence[Part]) -> bool:
    """Whether a verb in the present carries the noun: "entame une visite", not "a entamé"."""
    near = [part.form for part in parts[max(0, clause.at - _NEAR - 1) : clause.at]]
    light = (verb in LIGHT_PRESENT and before not in HAVE for before, verb in pairwise(near))
    return clause.noun and any(light)


def _dated_to(clause: Clause, parts: Sequence[Part]) -> int:
    """Where what dates the event ends: before something else that is planned, if it is past."""
    near = {part.form for part in parts[max(0, clause.at - _NEAR) : clause.at]}
    if not near & LIGHT_PAST:
        return clause.last
    later = (at for at in range(clause.at, clause.last) if parts[at].form in ARRANGED)
    return next(later, clause.last)


def _passed_over(clause: Clause, read: Read, why: str) -> None:
    """Note why an event word made no event."""
    last = clause.at + max(1, clause.trigger.size) - 1
    note("event", why, Span, read.parts[clause.at].start, read.parts[last].end)


def _lacking(clause: Clause, draft: Draft) -> str:
    """What is not told that an event of its kind needs."""
    if clause.trigger.frame == "visit" and clause.trigger.to and not clause.places:
        return "no place is named to go to"
    if not draft.people:
        return "nobody is named beside it"
    if clause.trigger.frame == "attend":
        return "no conference is named near it"
    return "only one party is named"


def _first(clause: Clause, parts: Sequence[Part]) -> int:
    """Where the clause begins: behind what is told before it, or in a relative clause."""
    comma = clause.at > 0 and parts[clause.at - 1].form == ","
    for at in range(clause.at - 1, -1, -1):
        form = parts[at].form
        if parts[at].kind == "mark" and form in {";", ":"}:
            return at + 1
        if parts[at].kind == "word" and form in WHERE:
            return at
        if comma and form in WHO:
            return clause.at
    return 0


def _place(clause: Clause, draft: Draft) -> str | None:
    """Where it was: told behind the event word, before "where", or at the beginning."""
    named = clause.places[0] if clause.places else clause.where or clause.before
    if draft.visit and not clause.places:
        named = clause.where if not clause.noun else None
    return named.entity.id if named is not None and named.entity is not None else None


class _Teller:
    """Fills in who takes part."""

    def __init__(self, clause: Clause, read: Read, context: Context, draft: Draft) -> None:
        self.clause, self.parts, self.context, self.draft = clause, read.parts, context, draft

    def fill(self) -> bool:
        """Fill the draft; false if the clause is not one of an event."""
        frame = self.clause.trigger.frame
        if frame == "receive":
            return self._received()
        if frame == "visit" and self.clause.trigger.to and not self.clause.places:
            return False  # "is expected to …"
        if frame == "visit":
            self._add(self._own(), "guest")
            return bool(self.draft.people)
        if frame == "attend":
            near = {part.form for part in self.parts[self.clause.at : self.clause.at + 10]}
            self._add(self._own(), "attendee")
            return bool(self.draft.people) and bool(near & CONFERENCES)
        return self._met()

    def _own(self) -> list[Part]:
        """The subjects of a verb, or whose event a noun says it is."""
        clause = self.clause
        if clause.owners:
            return clause.owners
        if clause.subjects or not clause.possessive:
            return clause.subjects
        behind = clause.at if clause.trigger.frame == "visit" else clause.last
        later = [part for part in self.parts[behind:] if part.kind == "person"]
        opens = clause.at <= _OPENING  # "in his talks with …, the minister said"
        return later[:1] if later and opens else [_HE]

    def _met(self) -> bool:
        """Those who met or spoke: subject, and whom or with whom, or between whom."""
        noun, call = self.clause.noun, self.clause.trigger.frame == "call"
        objects = [(tie, part) for tie, part in self.clause.objects if tie not in BY]
        if self.parts[self.clause.at].form in DISCUSSED:
            objects = [(tie, part) for tie, part in objects if tie in WITH]
        between = [part for tie, part in objects if tie in BETWEEN]
        if noun:
            fits = WITH | ((_FROM | AT) if call else frozenset())
            objects = [(tie, part) for tie, part in objects if tie in fits]
            if not (objects or between or (call and self.clause.owners)):
                return False
        if not between:
            self._add(self._own(), "attendee")
        rest = between or [part for tie, part in objects if call or tie not in AT]
        self._add(rest, "attendee", objects=True)
        self._add(self.clause.beside, "attendee")
        together = not noun and len(self.clause.subjects) > 1  # "A and B met"
        return self._enough(partner=bool(rest) or together)

    def _received(self) -> bool:
        """Host and guest, the other way round in the passive voice."""
        clause = self.clause
        agents = [part for tie, part in clause.objects if tie in BY]
        others = [part for tie, part in clause.objects if tie not in _BY_OR_AT_OR_WITH]
        if self.parts[clause.at].form in SUMMONS:
            return self._summoned()
        passive = bool(agents) or (clause.passive and not others)
        self._add(clause.subjects, "guest" if passive else "host")
        rest = agents if passive else others
        self._add(rest, "host" if passive else "guest", objects=True)
        self._add(clause.beside, "attendee")
        return self._enough(partner=bool(rest))

    def _summoned(self) -> bool:
        """Who was summoned, and by whom or to speak with whom, named or not."""
        clause = self.clause
        self._add(clause.subjects if clause.passive else [], "guest")
        self._add(
            [part for tie, part in clause.objects if tie in _BY_OR_WITH], "host", objects=True
        )
        self.draft.unnamed = True
        return clause.passive and self._enough(partner=True)

    def _enough(self, *, partner: bool) -> bool:
        """Whether it is told who met whom."""
        people = len(self.draft.people)
        return partner and (people > 1 or (people == 1 and self.draft.unnamed))

    def _add(self, parts: Sequence[Part], role: Role, *, objects: bool = False) -> None:
        """Add whom some parts mean."""
        people = self.draft.people
        for part in parts:
            if part.form == "it":
                continue
            if part.kind == "he":
                person = self.context.meant(tuple(people) if objects else ())
                self.draft.unnamed |= not person
                people.update({one: people.get(one, role) for one in (person,) if one})
            else:
                meant = part.people or (self.context.pair if part.form == "both" else ())
                self.draft.unnamed |= not meant
                people.update({one: people.get(one, role) for one in meant})


_HE = Part("he", 0, 0, "he")


def further_places(clause: Clause, draft: Draft) -> Iterator[Draft]:
    """A visit for each further place of "visited A, B and C"."""
    for place in clause.places[1:] if draft.visit else ():
        if place.entity is not None and place.entity.id != draft.place:
            more = replace(draft, place=place.entity.id, people=dict(draft.people))
            more.evidence = list(draft.evidence)
            yield more
