"""Meetings, visits, calls and conferences of French and English articles, each counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kb.extract.drafts import Draft
from kb.extract.eventcountries import in_course, of_country
from kb.extract.eventdates import date_of, of_told
from kb.extract.events import records_of
from kb.extract.latin.clauses import Clause, find_clauses
from kb.extract.latin.parts import Part, Read, governed
from kb.extract.latin.telling import Context, further_places, tell
from kb.extract.latin.words import AT_OR_OF
from kb.extract.telling import Known
from kb.extract.toldevents import ToldEvents
from kb.extract.tours import nest
from kb.extract.trace import note
from kb.extract.unite import absorb, one_event
from kb.records import Event, Span


@dataclass(slots=True)
class _Finder:
    """Reads the sentences in order and keeps the events found so far, the last told last."""

    known: Known
    countries: Mapping[str, set[str]]  # of each person's posts
    context: Context = field(default_factory=Context)
    events: ToldEvents = field(default_factory=ToldEvents)

    def sentence(self, read: Read) -> None:
        """Read one sentence."""
        told: list[Draft] = []
        named = False
        clauses = {clause.at: clause for clause in find_clauses(read.parts)}
        for at, part in enumerate(read.parts):
            if part.kind == "person":
                self.context.met(part.people[0])
            if not named and part.party and self._leads(read.parts, at):
                named = True
                if part.kind != "he":
                    self.context.subject = part.people[0] if part.people else ""
            if at in clauses:
                self._tell(clauses[at], read, told)
        nest(told)

    def _leads(self, parts: Sequence[Part], at: int) -> bool:
        """Whether a party is what its sentence begins with, and not its possessor or place."""
        owns = [one.form for one in parts[at + 1 : at + 3]] == ["'", "s"]
        return not owns and governed(parts, at) not in AT_OR_OF

    def _tell(self, clause: Clause, read: Read, told: list[Draft]) -> None:
        """Keep the events that a clause tells of."""
        draft = tell(clause, read, self.context)
        if draft is None:
            return
        if clause.noun and draft.soft and told and told[-1].status == "planned":
            draft.status = "planned"  # "is to travel to A for talks with B"
        awaited = replace(draft, status="planned") if draft.status == "cancelled" else draft
        draft.date = date_of(awaited, self.known.dated, self.known.published)
        draft.date = of_told(draft.date, self.context.date)
        later = self.known.published is not None and draft.date.earliest is not None
        if draft.now and later and str(draft.date.earliest) > str(self.known.published):
            draft.status = "planned"
        if clause.subjects and clause.subjects[0].people and not clause.noun:
            self.context.subject = clause.subjects[0].people[0]
        every = (draft, *further_places(clause, draft))
        told.extend(one for one in every if self._keep(one))
        if draft.date.earliest is not None and draft.date.earliest == draft.date.latest:
            self.context.date = draft.date
        if not draft.visit:
            self.context.pair = tuple(draft.people)

    def _keep(self, draft: Draft) -> bool:
        """Unite a draft with the event it tells of, or add it as a new one."""
        if draft.visit and draft.place is None:
            self._same_visit(draft)
            return False
        self._in_the_course(draft)
        same = self.known.places.same
        told = self.events.sharing(draft)
        event = next((one for one in told if one_event(one, draft, same)), None)
        if event is None:
            self.events.add(draft)
            return True
        event.place = self.known.places.finer(event.place, draft.place)
        absorb(event, draft)
        self.events.add(event)
        return True

    def _same_visit(self, draft: Draft) -> None:
        """A visit whose place is not told is the one told last of the same guest."""
        told = self.events.sharing(draft)
        visits = (one for one in told if one.visit and one.guests & draft.guests)
        event = next((one for one in visits if one.status == draft.status or draft.soft), None)
        if event is None:
            why = "a visit to no place that is named, and no visit of the same guest told before"
            note("event", why, Span, draft.anchor, draft.anchor)
            return
        draft.status = event.status
        absorb(event, draft)
        self.events.note(event)

    def _in_the_course(self, draft: Draft) -> None:
        """Give a meeting with an official of the country visited the place of the visit."""
        visit = self.events.last_visit
        if draft.visit or draft.place or visit is None or visit.place is None:
            return
        if not in_course(draft, visit):
            return
        others, same = set(draft.people) - visit.guests, self.known.places.same
        if others != set(draft.people) and any(
            of_country(one, visit.place, self.countries, same) for one in others
        ):
            draft.place, draft.part_of = visit.place, visit


def latin_events(
    reads: Sequence[Read],
    countries: Mapping[str, set[str]],
    known: Known,
    speakers: Mapping[int, str],
) -> tuple[Event, ...]:
    """The events of an article. `speakers` says to whom the sentences are attributed, by number."""
    finder = _Finder(known, countries)
    for one in sorted(reads, key=lambda one: (one.sentence.headline, one.sentence.number)):
        finder.sentence(one)
    return records_of(finder.events.all(), [one.sentence for one in reads], speakers)
