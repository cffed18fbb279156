"""How far two reports may tell of one event, in hundredths, and on which grounds.

Hard conditions come first: kind, principals, place and time must allow it at all. Then grounds add
up. The weights are set so that one pair at one place is enough only while nothing dates either
report, one pair within overlapping days is enough at an unknown place, and a visitor at a place is
enough only with a date. Whoever calls refuses a match where a second one is about as good.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rdflib.term import Node

from kb.ids import digest, folded
from kb.model import terms as t
from kb.model.held import Held
from kb.model.reports import EventReport

THRESHOLD: Final = 75
MARGIN: Final = 10  # a second candidate within so much of the best makes the match unsure
# Names and titles of a pair are up to twenty words that any two reports on it share.
WORDS_ALIKE: Final = 0.5
FEWEST_WORDS: Final = 30
MONTH, QUARTER, LONG_AGO = 31, 92, 120  # days

MOST_YEARS: Final = 3
UNDATED: Final = "undated"

GATHERINGS: Final = frozenset({"conference", "exercise", "event"})


@dataclass(slots=True)
class Likeness:
    """A score with its grounds; `possible` is false where the reports exclude each other."""

    possible: bool = True
    score: int = 0
    grounds: list[str] = field(default_factory=list)

    def add(self, score: int, ground: str) -> None:
        """Count a ground."""
        self.score += score
        self.grounds.append(ground)


def keys(report: EventReport, held: Held) -> list[str]:
    """Keys under which another report of the event is found, whatever the base's size."""
    return [key for base in _bases(report, held) for key in (base, *_dated(base, report))]


def probes(report: EventReport, held: Held) -> list[str]:
    """Keys to look up: a dated report asks for its years and for what nothing dates alone.

    Without the years a pair that meets every week would be compared with each of its meetings.
    """
    bases = _bases(report, held)
    if not report.dated:
        return bases
    return [k for base in bases for k in (*_dated(base, report), digest(base, UNDATED))]


def _dated(base: str, report: EventReport) -> list[str]:
    low, high = report.earliest, report.latest
    if low is None or high is None or high.year - low.year > MOST_YEARS:
        return [digest(base, UNDATED)]
    return [digest(base, str(year)) for year in range(low.year, high.year + 1)]


def _bases(report: EventReport, held: Held) -> list[str]:
    found = [digest("pair", *pair) for pair in sorted(report.pairs)]
    if report.place is not None:
        region = str((held.containers(report.place) or [report.place])[-1])
        found += [digest("visit", str(guest), region) for guest in sorted(report.visitors, key=str)]
        if report.kind in GATHERINGS:
            found.append(digest("gathering", report.kind, region))
    return found


def likeness(a: EventReport, b: EventReport, held: Held) -> Likeness:
    """How far two reports of different articles may tell of one event."""
    found = Likeness()
    for step in (_kind, _principals, _place, _time):
        step(found, a, b, held)
        if not found.possible:
            return Likeness(possible=False)
    if a.topics & b.topics:
        found.add(5, "a topic shared")
    if THRESHOLD - 15 <= found.score < THRESHOLD and _words_alike(a.iri, b.iri, held):
        found.add(15, "wording alike")
    return found


def _kind(found: Likeness, a: EventReport, b: EventReport, _: Held) -> None:
    if a.kind == b.kind:
        found.add(10, f"both a {a.kind}")
        return
    kinds = {a.kind: a, b.kind: b}
    visit, meeting = kinds.get("visit"), kinds.get("meeting")
    # A visit to several hosts is more than the meeting with one of them.
    found.possible = bool(
        visit
        and meeting
        and len(visit.participants) > 1
        and set(visit.people) <= set(meeting.people)
    )


def _principals(found: Likeness, a: EventReport, b: EventReport, _: Held) -> None:
    shared = a.participants & b.participants
    if a.pairs & b.pairs:
        found.add(50, "the same who met whom")
    elif a.visitors & b.visitors:
        found.add(40, "the same visitor")
    elif a.kind in GATHERINGS and shared in (a.participants, b.participants):
        found.add(40, "the same who took part")
    else:
        found.possible = False
        return
    if len(shared) > 2:
        found.add(15, f"{len(shared)} participants shared")
    elif a.participants - shared and b.participants - shared:
        found.score -= 10


def _place(found: Likeness, a: EventReport, b: EventReport, held: Held) -> None:
    if a.place is None or b.place is None:
        found.possible = a.kind not in GATHERINGS
    elif a.place == b.place:
        found.add(15, f"the same place, {t.slug_of(a.place)}")
    elif a.place in held.containers(b.place) or b.place in held.containers(a.place):
        found.add(10, f"{t.slug_of(a.place)} and {t.slug_of(b.place)}, one within the other")
    else:
        # A region says too little to set a meeting apart; a tour of one is not a stop within it.
        vague = held.is_region(a.place) or held.is_region(b.place)
        found.possible = vague and a.kind == b.kind == "meeting"


def _time(found: Likeness, a: EventReport, b: EventReport, _: Held) -> None:
    if _gap(a.window, b.window):
        found.possible = False
    elif a.dated and b.dated:
        width = max(_days(a), _days(b))
        if width <= MONTH:
            found.add(25, "days that overlap")
        elif width <= QUARTER:
            found.add(10, "weeks that overlap")
    elif a.near and b.near and _gap(a.near, b.near) > LONG_AGO:
        found.score -= 25


def _gap(a: tuple[date, date], b: tuple[date, date]) -> int:
    """The days between two spans of time; 0 where they overlap."""
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)


def _days(report: EventReport) -> int:
    low, high = report.earliest, report.latest
    return (high - low).days + 1 if low and high else 0


def _words_alike(a: Node, b: Node, held: Held) -> bool:
    left, right = (set(folded(held.exact(iri)).split()) for iri in (a, b))
    shared = len(left & right)
    return shared >= FEWEST_WORDS and shared >= WORDS_ALIKE * min(len(left), len(right))
