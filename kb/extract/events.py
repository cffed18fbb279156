"""Meetings, visits, calls and conferences: every telling read, and those of one event united."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kb.extract.chunks import Chunk, Read
from kb.extract.clauses import read_frame
from kb.extract.cues import PAIRS, TOPICAL
from kb.extract.drafts import Context, Draft
from kb.extract.eventcountries import in_course, of_country
from kb.extract.eventparts import attends, partner_missing, there
from kb.extract.frames import Frame, led_by, topic_of
from kb.extract.nearby import Lead, complete, from_lead, lead_of
from kb.extract.nodes import Sentence
from kb.extract.recalled import RECALLING, Recalled
from kb.extract.status import hypothetical
from kb.extract.telling import Known, apart, more_places, tell, visit_since
from kb.extract.topics import topics_in
from kb.extract.tours import nest, tours
from kb.extract.trace import note
from kb.extract.unite import absorb, attach, one_event
from kb.extract.verbs import VAGUE, trigger
from kb.ids import free
from kb.records import DateValue, Event, Participant, Span

_RECENT = 8  # persons that "the two of them" is looked for among
_BACK = 100  # events that a telling is compared with, so that reading stays linear


@dataclass(slots=True)
class _Finder:
    """Reads the sentences in order and keeps the events found so far, the last told last."""

    known: Known
    speakers: Mapping[int, str]
    countries: Mapping[str, set[str]]
    context: Context = field(default_factory=Context)
    events: list[Draft] = field(default_factory=list)
    lead: Lead | None = None
    recalled: Recalled = field(default_factory=Recalled)
    named: dict[str, Chunk] = field(default_factory=dict)
    leaders: dict[str, Chunk] = field(default_factory=dict)  # of delegations

    def sentence(self, read: Read) -> None:
        """Read one sentence."""
        context = self.context
        self.recalled.note(read.sentence, read.parts)
        self.named |= {chunk.id: chunk for chunk in read.parts if chunk.kind == "person"}
        read = replace(read, parts=self._recall(read.parts))
        context.subject, context.people = None, []
        told: list[Draft] = []
        used: set[int] = set()
        for at, chunk in enumerate(read.parts):
            if chunk.kind == "person":
                context.people.append(chunk)
                others = [one for one in context.recent if one != chunk.id]
                context.recent = [chunk.id, *others[:_RECENT]]
            word = trigger(chunk.form) if chunk.kind == "word" and at not in used else None
            if word is not None:
                frame = read_frame(read.parts, at, word)
                used |= frame.used
                told.extend(self._tell(frame, read, told))
        nest(told)
        complete(told, read, self.known)
        if self.lead is not None:
            from_lead(told, read, self.lead, self.known)
        for one in told:
            date = (one.merged_into or one).date
            if date.earliest is not None and date.earliest == date.latest:
                self.context.date = date
        self._topics(read)
        context.topic = topic_of(read.parts, context.topic)
        if self.lead is None:
            person = context.topic.id if context.topic else ""
            self.lead = lead_of(read, person, told, self.known)

    def _recall(self, parts: Sequence[Chunk]) -> tuple[Chunk, ...]:
        """The parts, with the person whom "His Excellency" and "the delegation" mean."""
        for at in range(len(parts)):
            if (leader := led_by(parts, at)) is not None:
                self.leaders[leader.id] = leader
        return tuple(self._meant(chunk) for chunk in parts)

    def _meant(self, chunk: Chunk) -> Chunk:
        """A chunk, or the person whom it recalls."""
        meant = None
        if chunk.form in RECALLING:
            topic = self.context.topic
            meant = self.named.get(self.recalled.whom(chunk.form, topic.id if topic else ""))
        elif chunk.alone and chunk.form == "وفد" and len(self.leaders) == 1:
            meant = next(iter(self.leaders.values()))
        if meant is None:
            return chunk
        return replace(meant, start=chunk.start, end=chunk.end, lead=chunk.lead)

    def _tell(self, frame: Frame, read: Read, told: Sequence[Draft]) -> Iterator[Draft]:
        """The events that a clause adds or tells of again."""
        draft = tell(frame, read, self.context, told, self.known)
        if draft is None:
            _passed_over(frame, read, "with what stands around it, the word tells of no event")
            return
        before = visit_since(frame, draft, self.known.dated)
        further = [*more_places(frame, draft, self.known), *apart(frame, draft, read.parts)]
        if hypothetical(frame, read.parts):
            _passed_over(frame, read, "only wished for, asked for or supposed")
        elif self._settle(draft, frame, read, told):
            yield draft
            for one in further:
                self._keep(one)
                yield one
        if before is not None:
            self._keep(before)
            yield before

    def _settle(self, draft: Draft, frame: Frame, read: Read, told: Sequence[Draft]) -> bool:
        """Whether the draft is an event, and not part or evidence of another, or nothing."""
        if attends(frame, draft, read.parts, told):
            _join(frame, told or self.events[-1:])
            return False
        if partner_missing(frame, draft, read.parts):
            _passed_over(frame, read, "the verb says neither with whom nor where to")
            return False
        if frame.many and told and told[-1].visit:  # "they came to A and met B"
            draft.date = draft.date if draft.date.text else told[-1].date
            draft.place = draft.place or told[-1].place
        if draft.inside and told and self._in_course(draft, frame, read, told):
            return False
        if self._again(draft, frame):
            return False
        lacking = _lacking(draft, frame)
        if lacking:
            _passed_over(frame, read, lacking)
            return False
        self._keep(draft)
        return True

    def _stop(self, visit: Draft) -> bool:
        """Whether a visit, a stop or told in passing, tells of its hosts and of no meetings."""
        return visit.background or any(
            one.tour and one.guests & visit.guests for one in self.events
        )

    def _in_course(self, draft: Draft, frame: Frame, read: Read, told: Sequence[Draft]) -> bool:
        """Whether a meeting is taken into the visit in whose course it was; else it hangs on it."""
        where = there(frame, read.parts)
        visit = self._at_stop(draft, told)
        if visit is None and told[-1].visit and (self._stop(told[-1]) or not where):
            visit = told[-1]
        if visit is not None:
            _into(visit, draft)
            return True
        draft.part_of = told[-1].merged_into or told[-1]
        draft.date = draft.date if draft.date.text else told[-1].date
        draft.place = draft.place or (told[-1].place if told[-1].visit or where else None)
        return False

    def _at_stop(self, draft: Draft, told: Sequence[Draft]) -> Draft | None:
        """The stop of a tour told in the sentence where a meeting in its course was."""
        same = self.known.places.same
        return next(
            (
                one
                for one in told[:-1]
                if one.visit
                and not one.tour
                and one.place
                and draft.place
                and same(one.place, draft.place)
            ),
            None,
        )

    def _again(self, draft: Draft, frame: Frame) -> bool:
        """Whether the clause tells again of an event told before; it is then taken as evidence."""
        own = set(draft.people) - {party.chunk.id for party in frame.tied("beside")}
        if frame.word.word == "حضر" and not draft.visit:
            own, draft.people = set(), dict.fromkeys(draft.people, "attendee")
        if own:
            return False
        if draft.sentence.headline and not (draft.visit and frame.word.noun and draft.back):
            self._headline(draft)
            return True
        visited = draft.visit and frame.word.noun and draft.place is not None
        between = frame.between and not frame.sides
        if visited or (draft.back and (draft.visit or not between)):
            self._point_back(draft)
            return True
        return False

    def _point_back(self, draft: Draft) -> None:
        event = attach(draft, self.events, self.known.places.same)
        speaker = self.speakers.get(draft.sentence.number, "")
        if event is None and len(draft.people) > 1 and not self.events:
            self._keep(draft)  # "the meeting was attended by A and B"
            return
        if event is None and draft.people and draft.type == "conference" and draft.place:
            self._keep(draft)  # "A will attend the summit in B"
            return
        if event is None:
            _no_telling(draft, "it points back at an event that the article does not tell of")
            return
        if speaker.startswith("person/") and speaker not in event.people:
            _no_telling(draft, "what a commentator says of an event is no evidence of it")
            return
        known = event.date.text or draft.sentence.number == event.sentence.number
        date = DateValue() if known else draft.date
        if draft.type == "call" and event.type == "meeting":
            event.type = "call"
        if draft.status == "cancelled":
            event.status, event.soft = "cancelled", False
        absorb(event, replace(draft, status=event.status, date=date))

    def _headline(self, draft: Draft) -> None:
        """A headline that names nobody tells of an event of its kind told below."""
        general = draft.word in VAGUE
        fit = [
            event
            for event in (() if general else self.events)
            if (event.visit, event.tour) == (draft.visit, draft.tour)
            and self.known.places.may_be(event.place, draft.place)
        ]
        alike = [event for event in fit if event.word == draft.word]
        if fit:
            event = max(alike or fit, key=lambda one: len(set(one.evidence)))
            absorb(event, replace(draft, status=event.status, people={}, place=None))
        else:
            _no_telling(draft, "a headline without names, and no event of its kind below")

    def _told_last(self, draft: Draft) -> Draft | None:
        """The event told last, where "this came as he received" tells of it again."""
        start = {node.form for node in draft.sentence.nodes[:4]}
        again = "ذلك" in start and bool({"لدي", "خلال"} & start)
        if draft.visit or not draft.people or not (again or draft.pointed):
            return None
        last = next((one for one in reversed(self.events) if not one.visit), None)
        if last is None or (draft.pointed and set(draft.people) & set(last.people)):
            return last
        return last if again and set(draft.people) <= set(last.people) else None

    def _visited(self, draft: Draft) -> None:
        """Give a meeting with an official of the country visited the place of the visit."""
        visit = next((one for one in reversed(self.events[-_BACK:]) if one.visit), None)
        if draft.visit or draft.place or draft.type == "call" or draft.sentence.headline:
            return
        if visit is None or visit.place is None or visit.status != draft.status or visit.background:
            return
        others, same = set(draft.people) - visit.guests, self.known.places.same
        met = others and others != set(draft.people) and in_course(draft, visit)
        if met and any(of_country(one, visit.place, self.countries, same) for one in others):
            draft.place = visit.place

    def _keep(self, draft: Draft) -> None:
        """Unite the draft with the event it tells of, or add it as a new one."""
        self._visited(draft)
        event = self._told_last(draft)
        if event is not None:
            draft.unnamed = event.unnamed
        else:
            headline = draft.sentence.headline
            order = self.events[:_BACK] if headline else reversed(self.events[-_BACK:])
            same = self.known.places.same
            event = next((one for one in order if one_event(one, draft, same)), None)
        if event is not None:
            event.place = self.known.places.finer(event.place, draft.place)
            absorb(event, draft)
            self.events.remove(event)
        self.events.append(event or draft)
        self.context.pair = tuple((event or draft).people)

    def _topics(self, read: Read) -> None:
        """Take "the two sides discussed" as evidence of the meeting told last."""
        words = [chunk.form for chunk in read.parts[:7]]
        verbs = {word.removeprefix("و") for word in words[:5]} & TOPICAL
        both = any(word.endswith("ا") for word in verbs)
        if not verbs or not (both or set(words) & PAIRS):
            return
        meeting = next((one for one in reversed(self.events) if one.type == "meeting"), None)
        if meeting is not None:
            meeting.evidence.append(read.sentence.span)


def _join(frame: Frame, told: Sequence[Draft]) -> None:
    """Add who "attended as well" to the meeting told in the sentence."""
    kept = next((one.merged_into or one for one in reversed(told) if not one.visit), None)
    for party in frame.parties if kept else ():
        if party.chunk.kind == "person" and kept is not None:
            kept.people.setdefault(party.chunk.id, "attendee")


def _into(visit: Draft, met: Draft) -> None:
    """Take a meeting in the course of a visit into it: those met are its hosts."""
    kept = visit.merged_into or visit
    for person in met.people:
        kept.people.setdefault(person, "host")
    kept.place = kept.place or met.place


def _passed_over(frame: Frame, read: Read, why: str) -> None:
    """Note why an event word made no event."""
    word = read.parts[frame.at]
    note("event", why, Span, word.start, word.end)


def _no_telling(draft: Draft, why: str) -> None:
    """Note why a clause that tells of an event adds nothing."""
    note("event", why, Span, draft.anchor, draft.anchor)


def _visit_lacking(draft: Draft, frame: Frame) -> str:
    """What is not told that a visit needs: who comes, and where to or when or that it is made."""
    if not draft.guests:
        return "a visit of nobody who is named"
    told = draft.date.text is not None or frame.noun is not None or draft.tour
    told = told or draft.place is not None or draft.back or frame.word.word == "رافق"
    return "" if told else "a visit to no place that is named"


def _lacking(draft: Draft, frame: Frame) -> str:
    """What is not told that an event needs; nothing if enough is told."""
    if frame.interview:
        return "an interview is no meeting"
    if draft.visit:
        return _visit_lacking(draft, frame)
    if draft.type == "conference" or (frame.word.frame == "attend" and not frame.word.noun):
        return "" if draft.people else "nobody is named who takes part"
    if draft.people:
        general = frame.kind.several and frame.word.noun
        told = len(draft.people) > 1 or (draft.unnamed and not general)
        return "" if told else "only one party is named"
    draft.place = None  # a place told here is that of the services or states that met
    dated = (frame.between or frame.pair) and draft.date.text is not None
    return "" if dated else "nobody is named who takes part"


def _ids(events: Sequence[Draft]) -> dict[int, str]:
    """An id for each event: its type, who takes part, and where."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for event in events:
        names = [person.partition("/")[2] for person in list(event.people)[:2]]
        place = [event.place.partition("/")[2]] if event.place else []
        kind = "tour" if event.tour else ""
        wanted = "-".join(part for part in (*names, kind, *place) if part) or "unnamed"
        ids[id(event)] = free(f"{event.type}/{wanted}", taken.__contains__)
        taken.add(ids[id(event)])
    return ids


def _event(
    draft: Draft,
    ids: Mapping[int, str],
    sentences: Mapping[Span, Sentence],
    speakers: Mapping[int, str],
) -> Event:
    source = speakers.get(draft.sentence.number)
    evidence = tuple(sorted(set(draft.evidence)))
    return Event(
        id=ids[id(draft)],
        type=draft.type,
        status=draft.status,
        participants=tuple(Participant(person, role) for person, role in draft.people.items()),
        place=draft.place,
        date=draft.date,
        evidence=evidence,
        part_of=ids.get(id(draft.part_of)) if draft.part_of else None,
        topics=topics_in([sentences[span] for span in evidence]),
        attributed_to=source if source not in draft.people else None,
        rule=draft.word,
    )


def find_events(
    reads: Sequence[Read],
    known: Known,
    speakers: Mapping[int, str],
    countries: Mapping[str, set[str]],
) -> tuple[Event, ...]:
    """The events of an article. `speakers` says to whom the sentences are attributed, by number.

    `countries` are those of each person's posts.
    """
    finder = _Finder(known, speakers, countries)
    for one in sorted(reads, key=lambda one: (one.sentence.headline, one.sentence.number)):
        finder.sentence(one)
    return records_of(finder.events, [one.sentence for one in reads], speakers)


def records_of(
    found: Sequence[Draft], sentences: Sequence[Sentence], speakers: Mapping[int, str]
) -> tuple[Event, ...]:
    """The drafts of an article's events as records, stops and tours joined."""
    events = sorted(found, key=lambda one: min(span.start for span in one.evidence))
    tours(events)
    ids = _ids(events)
    by_span = {one.span: one for one in sentences}
    return tuple(_event(draft, ids, by_span, speakers) for draft in events)
