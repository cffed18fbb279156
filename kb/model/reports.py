"""Reports of events and agreements as records, read back from an article's graph."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from datetime import date
from itertools import combinations

from rdflib import Literal
from rdflib.term import Node

from kb.ids import digest, folded
from kb.model import terms as t
from kb.namespaces import KB

_PLANNED = KB.planned
MOST = 6  # participants whose pairs are looked at: 15 pairs
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class EventReport:
    """What one article says of an event; held and expected facts under one name."""

    iri: Node
    kind: str
    status: Node
    participants: frozenset[Node]
    hosts: frozenset[Node]
    guests: frozenset[Node]
    place: Node | None
    edtf: Node | None
    earliest: date | None
    latest: date | None
    topics: frozenset[Node]
    part_of: Node | None
    published: tuple[date | None, date | None]

    @property
    def content(self) -> tuple[object, ...]:
        """What it says, whichever numbers the reports have."""
        return astuple(replace(self, part_of=None))[1:]

    @property
    def held(self) -> bool:
        """Whether it is told as having taken place."""
        return self.status == t.HELD

    @property
    def dated(self) -> bool:
        """Whether the report dates it on both sides."""
        return self.earliest is not None and self.latest is not None

    @property
    def window(self) -> tuple[date, date]:
        """The days on which it can have been, or be: what is held lies before publication."""
        low, high = self.earliest or date.min, self.latest or date.max
        before, after = self.published
        if self.held and after:
            high = min(high, after)
        if self.status == _PLANNED and before and not self.earliest:
            low = before
        return low, max(low, high)

    @property
    def near(self) -> tuple[date, date] | None:
        """Its own date, else the day it was published, by which news is told."""
        for low, high in ((self.earliest, self.latest), self.published):
            if low and high:
                return low, high
        return None

    @property
    def visitors(self) -> frozenset[Node]:
        """Whose visit it is: its guests, or the only one who takes part."""
        if self.kind != "visit":
            return frozenset()
        return self.guests or (self.participants if len(self.participants) == 1 else frozenset())

    @property
    def people(self) -> list[str]:
        """Those it is between: persons, or whoever takes part where there are not two."""
        persons = sorted(str(p) for p in self.participants if t.type_of(p) == "person")
        return persons if len(persons) > 1 else sorted(map(str, self.participants))

    @property
    def pairs(self) -> frozenset[Pair]:
        """Who met whom: hosts with guests where the roles are told, else all with all."""
        people = self.people
        hosts = [p for p in people if p in {str(h) for h in self.hosts}]
        guests = [p for p in people if p in {str(g) for g in self.guests}]
        if hosts and guests:
            return frozenset(_pair(h, g) for h in hosts for g in guests if h != g)
        one_side = hosts or guests
        if one_side and len(one_side) < len(people):
            rest = [p for p in people if p not in one_side]
            return frozenset(_pair(a, b) for a in one_side for b in rest)
        return frozenset(combinations(people[:MOST], 2))


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def event_report(iri: Node, facts: t.Objects, published: t.Objects) -> EventReport:
    """A report of an event out of its triples and the dates of its article."""
    status = t.first(facts, t.STATUS) or t.HELD
    names = t.HELD_FACTS if status == t.HELD else t.EXPECTED_FACTS
    return EventReport(
        iri=iri,
        kind=next(t.KIND_OF[cls] for cls in facts[t.TYPE] if cls in t.KIND_OF),
        status=status,
        participants=frozenset(facts.get(names["participant"], ())),
        hosts=frozenset(facts.get(names["host"], ())),
        guests=frozenset(facts.get(names["guest"], ())),
        place=t.first(facts, names["place"]),
        edtf=t.first(facts, names["date"]),
        earliest=_day(facts, names["earliest"]),
        latest=_day(facts, names["latest"]),
        topics=frozenset(facts.get(t.TOPIC, ())),
        part_of=t.first(facts, t.PART_OF_REPORT),
        published=(_day(published, t.PUBLISHED_EARLIEST), _day(published, t.PUBLISHED_LATEST)),
    )


def _day(facts: t.Objects, predicate: Node) -> date | None:
    found = t.first(facts, predicate)
    return t.as_date(found) if found is not None else None


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """What one article says of an agreement."""

    iri: Node
    name: Literal
    parties: frozenset[Node]
    signatories: frozenset[Node]
    status: Node
    edtf: Node | None
    earliest: date | None
    latest: date | None
    period: Node | None

    @property
    def content(self) -> tuple[object, ...]:
        """What it says, whichever number the report has."""
        return astuple(self)[1:]

    @property
    def kind(self) -> str:
        """The first word of its name without the article: roadmap, protocol and so on."""
        return folded(self.name).partition(" ")[0].removeprefix("ال")

    @property
    def keys(self) -> list[str]:
        """Keys under which another report of it would be found."""
        found = [digest("agreement", folded(self.name))]
        if len(self.parties) > 1 and self.period:
            parties = sorted(map(str, self.parties))
            found.append(digest("parties", self.kind, str(self.period), *parties))
        return found


def agreement_report(iri: Node, facts: t.Objects) -> AgreementReport:
    """A report of an agreement out of its triples."""
    name = t.first(facts, t.NAME)
    return AgreementReport(
        iri=iri,
        name=name if isinstance(name, Literal) else Literal(""),
        parties=frozenset(facts.get(t.PARTY, ())),
        signatories=frozenset(facts.get(t.SIGNATORY, ())),
        status=t.first(facts, t.AGREEMENT_STATUS) or KB.mentioned,
        edtf=t.first(facts, t.SIGNED_FACTS["date"]),
        earliest=_day(facts, t.SIGNED_FACTS["earliest"]),
        latest=_day(facts, t.SIGNED_FACTS["latest"]),
        period=t.first(facts, t.PERIOD),
    )
