"""Agreements of French and English articles: name, parties, day, status, each counted once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.extract.dates import DatedSpan, value_of
from kb.extract.eventdates import clash, narrower, within
from kb.extract.latin.agreementnames import (
    AGREED,
    Named,
    agreed,
    named,
    status_of,
)
from kb.extract.latin.parts import Part, Read
from kb.extract.latin.words import AND, MAYBE
from kb.extract.occasions import Occasions, occasions
from kb.extract.trace import note
from kb.ids import free, slug
from kb.records import Agreement, AgreementStatus, DateValue, Event, Span

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_PERIOD = re.compile(r"\b(20\d\d)\s?[-–/]\s?(20\d\d)\b")
_RANK = {"mentioned": 0, "planned": 1, "signed": 2, "in_force": 3, "ended": 3, "cancelled": 3}
_RESPECTIVELY = frozenset({"respectively", "respectivement"})


@dataclass(slots=True)
class Draft:
    """An agreement as the sentences so far tell it."""

    name: str
    words: frozenset[str]
    status: AgreementStatus
    number: int
    parties: list[str] = field(default_factory=list)
    signatories: list[str] = field(default_factory=list)
    date: DateValue = field(default_factory=DateValue)
    evidence: dict[Span, None] = field(default_factory=dict)  # in the order told
    head: str = ""


@dataclass(slots=True)
class _Finder:
    """Reads the sentences in order and keeps the agreements found so far."""

    text: str
    dated: Sequence[DatedSpan]
    met: Mapping[Span, tuple[str, ...]]  # the countries of those who met, by sentence
    found: list[Draft] = field(default_factory=list)
    signs: dict[object, set[int]] = field(default_factory=dict)  # places in `found`, see _sign
    pair: tuple[str, ...] = ()  # the two states told of last

    def sentence(self, read: Read) -> None:
        """Read one sentence."""
        for at, part in enumerate(read.parts):
            if part.kind != "word":
                continue
            one = agreed(read.parts, at) if part.form in AGREED else named(read.parts, at)
            if one is not None:
                self._settle(one, read)
        met = self.met.get(read.sentence.span, ())
        self.pair = met or _pair(read.parts) or self.pair

    def _settle(self, one: Named, read: Read) -> None:
        """Unite what is told with an agreement told before, or keep it as a new one."""
        if _RESPECTIVELY & {part.form for part in read.parts}:
            self._respectively(one, read)
            return
        draft = self._draft(one, read)
        known = self._same(draft, one)
        if known is not None:
            _absorb(self.found[known], draft)
            self._sign(known)
        elif self._specific(draft, one, read):
            self._keep(draft)
        else:
            start, end = read.parts[one.first].start, read.parts[one.last - 1].end
            why = "too little is said to tell it from other agreements, or only a wish for one"
            note("agreement", why, Span, start, end)

    def _draft(self, one: Named, read: Read) -> Draft:
        start, end = read.parts[one.first].start, read.parts[one.last - 1].end
        words = frozenset(
            part.form for part in read.parts[one.first : one.last] if part.kind == "word"
        )
        status = status_of(read.parts, one)
        draft = Draft(
            " ".join(self.text[start:end].split()), words, status, read.sentence.number,
            [_id(part) for part in one.parties], [_id(part) for part in one.signatories],
            evidence={read.sentence.span: None}, head=one.head,
        )  # fmt: skip
        if one.both and self.pair:
            draft.parties = list(dict.fromkeys((*self.pair, *draft.parties)))
        draft.date = self._date(one, read, Span(start, end), status)
        return draft

    def _date(self, one: Named, read: Read, name: Span, status: str) -> DateValue:
        """The date in the sentence that stands nearest to the word of signing."""
        fit = [
            date
            for date in within(self.dated, read.sentence.span)
            if one.head == "agreed" or not name.holds(date.span)
        ]
        anchor = read.parts[one.sign if one.sign >= 0 else one.first].start
        best = min(fit, key=lambda date: abs(date.span.start - anchor), default=None)
        if best is None or (status == "mentioned" and best.value.edtf is None):
            return DateValue()
        return best.towards("future" if status == "planned" else "past")

    def _respectively(self, one: Named, read: Read) -> None:
        """Two agreements of "A and B signed peace treaties in 1979 and 1994 respectively"."""
        years = _YEAR.findall(read.sentence.span.of(self.text))
        states = self.pair if one.both or len(one.parties) < 2 else tuple(map(_id, one.parties))
        if len(years) != len(states) or len(years) < 2:
            return
        before = read.parts[: one.sign] if one.sign >= 0 else read.parts
        others = [_id(part) for part in before if part.kind == "place"]
        for state, year in zip(states, years, strict=True):
            draft = self._draft(one, read)
            draft.parties = [state, *(other for other in others if other not in states)]
            draft.date = value_of(year, "explicit", year)
            self._keep(draft)

    def _keep(self, draft: Draft) -> None:
        self.found.append(draft)
        self._sign(len(self.found) - 1)

    def _sign(self, at: int) -> None:
        """Have an agreement found by its parties, its kind and each of its words."""
        draft = self.found[at]
        for sign in (frozenset(draft.parties), ("head", draft.head), *draft.words):
            self.signs.setdefault(sign, set()).add(at)

    def _like(self, told: Draft, one: Named) -> list[int]:
        """Places of the agreements that share what `_same` asks for, the one told last first."""
        found = set(self.signs.get(frozenset(told.parties), ()))
        if one.back:
            found |= self.signs.get(("head", told.head), set())
        if told.words:
            found |= min((self.signs.get(word, set()) for word in told.words), key=len)
        return sorted(found, reverse=True)

    def _same(self, told: Draft, one: Named) -> int | None:
        """The place of the agreement told before that this is: of one pair, or "the accord"."""
        for at in self._like(told, one):
            known = self.found[at]
            if clash(known.date, told.date):
                continue
            parties = set(known.parties), set(told.parties)
            if len(parties[1]) > 1 and parties[0] == parties[1]:
                return at
            inside = not parties[1] or parties[1] <= parties[0]
            short = len(told.words) < 4 or told.words <= known.words
            if one.back and inside and short and told.head == known.head:
                return at
            if len(told.words) > 2 and told.words <= known.words and inside:
                return at
        return None

    def _specific(self, draft: Draft, one: Named, read: Read) -> bool:
        """Whether enough is told to say which agreement it is, and that there is or will be one."""
        near = {part.form for part in read.parts[max(0, one.first - 6) : one.first]}
        if near & MAYBE and draft.status == "mentioned":
            return False
        if one.draft or (one.back and draft.status == "mentioned" and len(draft.parties) < 2):
            return False
        firm = draft.status != "mentioned"
        return (
            len(draft.parties) > 1
            or (firm and bool(draft.parties or draft.signatories))
            or (one.head in AGREED and bool(draft.parties))
        )


def _id(part: Part) -> str:
    return part.entity.id if part.entity else part.people[0] if part.people else ""


def _met(events: Sequence[Event], countries: Mapping[str, set[str]]) -> dict[Span, tuple[str, ...]]:
    """The two countries of those who met, by the sentence that tells of it."""
    found: dict[Span, tuple[str, ...]] = {}
    for event in events:
        homes = [home for one in event.participants for home in countries.get(one.entity, ())]
        states = tuple(dict.fromkeys(home for home in homes if home.startswith("place/")))
        if len(states) == 2:
            found.update(dict.fromkeys(event.evidence, states))
    return found


def _pair(parts: Sequence[Part]) -> tuple[str, ...]:
    """The two states that a sentence joins by "and"."""
    for at, part in enumerate(parts):
        if part.kind != "place":
            continue
        follow = [
            one for one in parts[at + 1 : at + 5] if one.form not in {"'", "l", "la", "le", "the"}
        ]
        if len(follow) > 1 and follow[0].form in AND and follow[1].kind == "place":
            return _id(part), _id(follow[1])
    return ()


def _absorb(known: Draft, told: Draft) -> None:
    """Take what another telling of the same agreement adds."""
    if len(told.words) > len(known.words) and set(told.parties) >= set(known.parties):
        known.name, known.words = (told.name, told.words) if known.head == told.head else (
            known.name, known.words
        )  # fmt: skip
    if len(known.parties) < 2:
        known.parties = list(dict.fromkeys((*known.parties, *told.parties)))
    known.signatories.extend(one for one in told.signatories if one not in known.signatories)
    if _RANK[told.status] > _RANK[known.status]:
        known.status = told.status
    known.date = narrower(known.date, told.date)
    known.evidence |= told.evidence


def _occasion(draft: Draft, told: Occasions) -> str | None:
    """The one event that the sentence tells of which says that it was or will be signed."""
    here = told.get(next(iter(draft.evidence)), ())
    return here[0].id if len(here) == 1 and draft.status in {"signed", "planned"} else None


def latin_agreements(
    text: str,
    reads: Sequence[Read],
    dated: Sequence[DatedSpan],
    told: tuple[Sequence[Event], Mapping[int, str]],
    countries: Mapping[str, set[str]],
) -> tuple[Agreement, ...]:
    """The agreements of an article. `told` holds its events, and the speaker of each sentence.

    `countries` are those of each person's posts.
    """
    finder = _Finder(text, dated, _met(told[0], countries))
    for read in sorted(reads, key=lambda one: (one.sentence.headline, one.sentence.number)):
        finder.sentence(read)
    return tuple(_records(finder.found, *told))


def _records(
    found: Sequence[Draft], events: Sequence[Event], speakers: Mapping[int, str]
) -> Iterator[Agreement]:
    """The drafts as records."""
    taken: set[str] = set()
    here = occasions(events)
    for draft in found:
        wanted = free(f"agreement/{slug(draft.name)[:60].rstrip('-')}", taken.__contains__)
        taken.add(wanted)
        period = _PERIOD.search(draft.name)
        signed = draft.status == "signed"
        yield Agreement(
            id=wanted,
            name=draft.name,
            parties=tuple(dict.fromkeys(draft.parties)),
            signatories=tuple(dict.fromkeys(draft.signatories)) if signed else (),
            signed=draft.date,
            status=draft.status,
            evidence=tuple(sorted(draft.evidence)),
            period=(period[1], period[2]) if period else None,
            attributed_to=speakers.get(draft.number),
            occasion=_occasion(draft, here),
            rule=draft.head,
        )
