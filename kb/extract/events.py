"""Meetings, visits, calls and conferences: every telling read, and those of one event united."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kb.extract import drafts as d
from kb.extract.chunks import Chunk, Read
from kb.extract.cues import PAIRS, RELATIVES, TOPICAL
from kb.extract.dates import DatedSpan
from kb.extract.drafts import Context, Draft
from kb.extract.eventdates import date_of
from kb.extract.frames import Frame, read_frame
from kb.extract.lexicon import Lexicon
from kb.extract.nodes import Sentence
from kb.extract.text import fold
from kb.extract.topics import topics_in
from kb.extract.unite import absorb, attach, one_event
from kb.extract.verbs import trigger
from kb.ids import free
from kb.records import DateValue, Event, Participant, Span

_INSIDE = frozenset("حيث فيها فيه خلالها خلاله هناك بها".split())
_PRESS = frozenset(fold("صحفي صحفيا صحافي صحافيا صحفية").split())


@dataclass(slots=True)
class _Finder:
    """Reads the sentences in order and keeps the events found so far."""

    dated: Sequence[DatedSpan]
    lexicon: Lexicon
    speakers: Mapping[int, str]
    context: Context = field(default_factory=Context)
    events: list[Draft] = field(default_factory=list)

    def kinds(self, place: str) -> str:
        seed = self.lexicon.seed(place)
        return seed.extra.get("kind", "") if seed else ""

    def same_place(self, one: str, other: str) -> bool:
        """Whether one place is the other or lies in it."""
        if one == other:
            return True
        homes = [{place, self._country(place)} for place in (one, other)]
        countries = [self.kinds(place) == "country" for place in (one, other)]
        return any(countries) and bool(homes[0] & homes[1])

    def _country(self, place: str) -> str:
        seed = self.lexicon.seed(place)
        found = seed and (seed.extra.get("country") or seed.extra.get("capital_of"))
        return f"place/{found}" if found else place

    def sentence(self, read: Read) -> None:
        """Read one sentence."""
        sentence, parts = read.sentence, read.parts
        self.context.subject, self.context.people = None, []
        told: list[Draft] = []
        used: set[int] = set()
        for at, chunk in enumerate(parts):
            if chunk.kind == "person":
                self.context.people.append(chunk)
                self.context.recent = [chunk.id, *(p for p in self.context.recent if p != chunk.id)]
            word = trigger(chunk.form) if chunk.kind == "word" and at not in used else None
            if word is not None:
                frame = read_frame(parts, at, word)
                used |= frame.used
                told.extend(self._read(frame, parts, sentence, told))
        _nest(told)
        self._topics(parts, sentence)

    def _read(
        self, frame: Frame, parts: Sequence[Chunk], sentence: Sentence, told: Sequence[Draft]
    ) -> Iterator[Draft]:
        kind = frame.kind
        filler = d.FILLERS.get(kind.frame)
        if filler is None or (kind.type == "call" and kind.word == "اتصال" and not frame.parties):
            return
        status, soft = d.status_of(frame, parts, sentence.headline)
        last = parts[min(len(parts), max(frame.at + 1, frame.last + _that_was(frame, parts))) - 1]
        region = Span(parts[frame.first].start, last.end)
        draft = Draft(kind.type, status, sentence, region, parts[frame.at].start, soft=soft)
        draft.word, draft.back = kind.word, kind.anaphoric
        if draft.type == "meeting" and frame.remote:
            draft.type = "call"
        noun_at = frame.noun_at if frame.noun_at >= 0 else frame.at
        if kind.noun and noun_at + 1 < len(parts) and parts[noun_at + 1].form in _PRESS:
            draft.type = "conference"
        draft.closing = d.opens_or_ends(frame)
        draft.tour = (frame.tour or kind.tour) and not draft.closing
        if soft and frame.word.noun and told and told[-1].status == "planned":
            draft.status = "planned"
        draft.place = d.place_of(frame, draft.visit, _Kinds(self))
        draft.evidence.append(sentence.span)
        draft.stages = [sentence.span] if draft.closing else []
        filler(draft, frame, self.context)
        if draft.type == "conference" or kind.definite:
            draft.key = _key(frame, parts)
            draft.back &= not _own_name(frame, parts)
        draft.inside = _inside(frame, parts) and frame.implied and kind.frame != "attend"
        self._chaired(draft, frame, parts)
        self._remember(frame, draft)
        since = self._since(frame, draft)
        if not d.hypothetical(frame, parts):
            draft.date = date_of(draft, self.dated)
            draft.background = frame.word.noun and draft.date.basis == "explicit"
            found = self._settle(draft, frame, told)
            yield from (found,) if found else ()
        if since is not None:
            self._keep(since)
            yield since

    def _chaired(self, draft: Draft, frame: Frame, parts: Sequence[Chunk]) -> None:
        """ "The two officials chaired": those of the event before, at a new one."""
        if frame.word.frame != "attend" or frame.word.noun:
            return
        draft.back, draft.type = False, "conference"
        subject = {chunk.form for chunk in parts[frame.at + 1 : frame.at + 3]}
        if subject & PAIRS:
            draft.people = dict.fromkeys(self.context.pair, "attendee")
            draft.unnamed = True

    def _remember(self, frame: Frame, draft: Draft) -> None:
        if frame.subject is not None and frame.subject.kind == "person":
            self.context.subject = frame.subject
            return
        first = next((p.chunk for p in frame.parties if p.chunk.id in draft.people), None)
        if first is not None and not frame.implied:
            self.context.subject = first

    def _since(self, frame: Frame, draft: Draft) -> Draft | None:
        """The earlier visit of "the first to visit since": who came, and when."""
        if frame.since is None or not draft.visit or draft.place is None:
            return None
        region = Span(frame.since.start, draft.sentence.span.end)
        old = replace(draft, status="held", soft=False, region=region, anchor=frame.since.end)
        old.people, old.evidence = {frame.since.id: "guest"}, [draft.sentence.span]
        old.date = date_of(old, self.dated)
        return old if old.date.edtf else None

    def _settle(self, draft: Draft, frame: Frame, told: Sequence[Draft]) -> Draft | None:
        """Take the draft as an event, as part of one, as evidence of one, or as nothing."""
        if frame.word.word == "حضر" and draft.visit and draft.place is None:
            return self._joined(frame, told)
        if d.partner_missing(frame, draft):
            return None
        if draft.inside and told and told[-1].visit:
            self._into(told[-1], draft)
            return None
        if draft.inside and told:
            draft.part_of = told[-1].merged_into or told[-1]
            draft.date = draft.date if draft.date.text else told[-1].date
        own = set(draft.people) - {p.chunk.id for p in frame.tied("beside")}
        if draft.visit and frame.word.noun and not own and draft.place is not None:
            return self._point_back(draft)
        if frame.word.word == "حضر" and not draft.visit:
            own, draft.people = set(), dict.fromkeys(draft.people, "attendee")
        if not own and draft.sentence.headline:
            return self._headline(draft)
        between = frame.between and not frame.sides
        if draft.back and not own and (draft.visit or not between):
            return self._point_back(draft)
        return self._keep(draft) if self._sound(draft, frame) else None

    def _sound(self, draft: Draft, frame: Frame) -> bool:
        """Whether enough is told to say that there was, or will be, such an event."""
        if frame.interview:
            return False
        if draft.visit:
            return bool(draft.guests) and (draft.place is not None or draft.back)
        if draft.type == "conference" or (frame.word.frame == "attend" and not frame.word.noun):
            return bool(draft.people)
        if not draft.people:
            draft.place = None
            return (frame.between or frame.pair) and draft.date.text is not None
        return len(draft.people) > 1 or draft.unnamed

    def _joined(self, frame: Frame, told: Sequence[Draft]) -> None:
        """ "The ambassador attended as well": one more at the meeting told in the sentence."""
        kept = next((one.merged_into or one for one in reversed(told) if not one.visit), None)
        if kept is not None:
            for party in frame.parties:
                if party.chunk.kind == "person":
                    kept.people.setdefault(party.chunk.id, "attendee")

    def _into(self, visit: Draft, met: Draft) -> None:
        """A meeting in the course of a visit: those met are its hosts."""
        kept = visit.merged_into or visit
        for person in met.people:
            kept.people.setdefault(person, "host")
        kept.place = kept.place or met.place

    def _point_back(self, draft: Draft) -> Draft | None:
        event = attach(draft, self.events, self.same_place)
        speaker = self.speakers.get(draft.sentence.number, "")
        if event is None or (speaker.startswith("person/") and speaker not in event.people):
            return None
        known = event.date.text or draft.sentence.number == event.sentence.number
        date = DateValue() if known else draft.date
        absorb(event, replace(draft, status=event.status, date=date))
        return None

    def _headline(self, draft: Draft) -> None:
        """A headline that names nobody tells of an event of its kind told below."""
        fit = [
            event
            for event in self.events
            if event.visit == draft.visit
            and event.tour == draft.tour
            and (None in {event.place, draft.place} or self.same_place(event.place, draft.place))
        ]
        alike = [event for event in fit if event.word == draft.word]
        if fit:
            event = max(alike or fit, key=lambda one: len(one.evidence))
            absorb(event, replace(draft, status=event.status, people={}, place=None))

    def _told_again(self, draft: Draft) -> Draft | None:
        """The event told last, where "this came as he received" tells of it again."""
        start = draft.sentence.nodes[:4]
        last = next((one for one in reversed(self.events) if not one.visit), None)
        again = any(node.form == "ذلك" for node in start) and any(
            node.form in {"لدي", "خلال"} for node in start
        )
        named = bool(draft.people) and last is not None and set(draft.people) <= set(last.people)
        return last if again and named else None

    def _keep(self, draft: Draft) -> Draft:
        if (same := self._told_again(draft)) is not None:
            absorb(same, replace(draft, unnamed=same.unnamed))
            return draft
        for event in self.events if draft.sentence.headline else reversed(self.events):
            if one_event(event, draft, self.same_place):
                self._finer(event, draft)
                absorb(event, draft)
                self._last(event)
                return draft
        if draft.visit and draft.place is None:
            return draft
        self.events.append(draft)
        self._last(draft)
        return draft

    def _finer(self, event: Draft, draft: Draft) -> None:
        """Of a country and a city in it, told of one event, the city."""
        if event.place and draft.place and event.place != draft.place:
            if self.kinds(event.place) == "country" and self.kinds(draft.place) == "city":
                event.place = draft.place

    def _last(self, event: Draft) -> None:
        """Note an event as the one told last."""
        self.events.remove(event)
        self.events.append(event)
        self.context.pair = tuple(event.people)

    def _topics(self, parts: Sequence[Chunk], sentence: Sentence) -> None:
        """ "The two sides discussed": what was said at the meeting told last."""
        words = [chunk.form for chunk in parts[:7]]
        verbs = {word.removeprefix("و") for word in words[:5]}
        both = any(word.endswith("ا") for word in verbs & TOPICAL)
        if not verbs & TOPICAL or not (both or set(words) & PAIRS):
            return
        for event in reversed(self.events):
            if event.type == "meeting":
                if sentence.span not in event.evidence:
                    event.evidence.append(sentence.span)
                return


@dataclass(frozen=True, slots=True)
class _Kinds(Mapping[str, str]):
    """Kinds of places by id, looked up when asked for."""

    finder: _Finder

    def __getitem__(self, place: str) -> str:
        return self.finder.kinds(place)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _that_was(frame: Frame, parts: Sequence[Chunk]) -> int:
    """How many chunks behind the clause say when it was: "and that was in February"."""
    behind = [chunk.form for chunk in parts[frame.last : frame.last + 4]]
    return 10 if "ذلك" in behind and {"وكان", "كان", "وجري", "وتم"} & set(behind) else 0


def _inside(frame: Frame, parts: Sequence[Chunk]) -> bool:
    """Whether the clause tells of what happens in the course of the one before it."""
    near = parts[max(0, frame.at - 2) : frame.at + 3]
    words = {chunk.form for chunk in near} | {chunk.form.removeprefix("و") for chunk in near}
    return bool(words & _INSIDE)


_ORDINALS = frozenset(fold("الاول الاولي الثاني الثانيه الثالث الثالثه الرابع الرابعه").split())


def _own_name(frame: Frame, parts: Sequence[Chunk]) -> bool:
    """Whether a definite noun has a number or a name, so that it points back at nothing."""
    at = frame.noun_at if frame.noun_at >= 0 else frame.at
    if at and parts[at - 1].form in {"هذا", "هذه", "بهذا", "بهذه"}:
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


def _key(frame: Frame, parts: Sequence[Chunk]) -> frozenset[str]:
    """The number and name of a session: the words that follow up to a mark."""
    at = frame.noun_at if frame.noun_at >= 0 else frame.at
    found = []
    for chunk in parts[at + 1 : at + 8]:
        if chunk.kind not in {"word", "body"}:
            break
        found.append(chunk.form.removeprefix("ال"))
    return frozenset(word.removeprefix("لل") for word in found if len(word) > 1)


def _nest(told: Sequence[Draft]) -> None:
    """Make the meetings told with a visit of one who met part of that visit."""
    visits = [one for one in told if one.visit and not one.tour]
    for visit in visits:
        for one in told:
            met = not one.visit and visit.guests & set(one.people) and one.status == visit.status
            if met and visit.date.edtf in {None, one.date.edtf}:
                kept = one.merged_into or one
                kept.part_of = visit.merged_into or visit


def _tours(events: Sequence[Draft]) -> None:
    """Make stops part of their tour; a tour whose first and last stop are dated spans them."""
    for tour in (one for one in events if one.tour):
        stops = [
            one
            for one in events
            if one.visit and not one.tour and one.guests & tour.guests and one.status == tour.status
        ]
        for stop in stops:
            stop.part_of = tour
            tour.evidence.extend(span for span in stop.stages if span not in tour.evidence)
        ends = [one.date for one in stops if one.closing and one.date.earliest and one.date.latest]
        if len(ends) > 1:
            tour.date = _spanning(ends, tour.date.text)


def _spanning(ends: Sequence[DateValue], text: str | None) -> DateValue:
    first = min(ends, key=lambda one: str(one.earliest))
    last = max(ends, key=lambda one: str(one.latest))
    edtf = f"{first.edtf}/{last.edtf}" if first.edtf != last.edtf else first.edtf
    return DateValue(edtf, "relative", text or first.text, first.earliest, last.latest)


def _ids(events: Sequence[Draft]) -> dict[int, str]:
    """An id for each event: its type, who takes part, and where."""
    taken: dict[int, str] = {}
    for event in events:
        names = [person.partition("/")[2] for person in list(event.people)[:2]]
        place = [event.place.partition("/")[2]] if event.place else []
        kind = "tour" if event.tour else ""
        wanted = "-".join(part for part in (*names, kind, *place) if part) or "unnamed"
        slug = f"{event.type}/{wanted}"
        taken[id(event)] = free(slug, set(taken.values()).__contains__)
    return taken


def find_events(
    reads: Sequence[Read],
    dated: Sequence[DatedSpan],
    lexicon: Lexicon,
    speakers: Mapping[int, str],
) -> tuple[Event, ...]:
    """The events of an article. `speakers` says to whom the sentences are attributed, by number."""
    finder = _Finder(dated, lexicon, speakers)
    for one in sorted(reads, key=lambda one: (one.sentence.headline, one.sentence.number)):
        finder.sentence(one)
    sentences = [one.sentence for one in reads]
    events = sorted(finder.events, key=lambda one: min(span.start for span in one.evidence))
    _tours(events)
    ids = _ids(events)
    return tuple(_event(draft, ids, sentences, speakers) for draft in events)


def _event(
    draft: Draft,
    ids: Mapping[int, str],
    sentences: Sequence[Sentence],
    speakers: Mapping[int, str],
) -> Event:
    people = tuple(Participant(person, role) for person, role in draft.people.items())
    told = [one for one in sentences if one.span in draft.evidence]
    source = speakers.get(draft.sentence.number)
    return Event(
        id=ids[id(draft)],
        type=draft.type,
        status=draft.status,
        participants=people,
        place=draft.place,
        date=draft.date,
        evidence=tuple(sorted(draft.evidence)),
        part_of=ids.get(id(draft.part_of)) if draft.part_of else None,
        topics=topics_in(told),
        attributed_to=source if source not in draft.people else None,
        rule=draft.word,
    )
