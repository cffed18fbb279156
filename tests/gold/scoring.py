"""How much of the gold a reading finds: a figure for each kind of fact, and the noise.

A thing found is paired with at most one thing of gold, the best pairs first; what is left over
counts as invented or as missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kb.extract.text import fold, tokens
from kb.records import Agreement, Entity, Event, Extraction, Post, Span, Statement
from tests.gold.answers import Gold, Thing

F = TypeVar("F")

ROWS = (
    "people",
    "organisations",
    "posts",
    "events",
    "known_dates",
    "plans",
    "agreements",
    "statements",
    "published",
)
SCOPE = {"meeting", "visit", "call", "conference"}  # gold lists no other events to be found


@dataclass
class Tally:
    """Found and right, invented, missed."""

    right: int = 0
    invented: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find."""
        total = self.right + (self.invented + self.missed) / 2
        return self.right / total if total else 1.0


@dataclass
class Score:
    """The tallies of one article or of several, what was read out of the noise, and why."""

    rows: dict[str, Tally] = field(default_factory=lambda: {row: Tally() for row in ROWS})
    noise_people: int = 0
    noise_events: int = 0
    errors: list[str] = field(default_factory=list)

    def count(self, row: str, *, right: int = 0, invented: str = "", missed: str = "") -> None:
        """Add to a row what was right, or an error in words."""
        tally = self.rows[row]
        tally.right += right
        tally.invented += bool(invented)
        tally.missed += bool(missed)
        self.errors += [f"{row} invented: {invented}"] if invented else []
        self.errors += [f"{row} missed: {missed}"] if missed else []

    def judge(self, row: str, right: bool, note: str) -> None:
        """Count one answer; a wrong one is both invented and a miss."""
        wrong = "" if right else note
        self.count(row, right=right, invented=wrong, missed=wrong)

    def add(self, other: Score) -> None:
        """Count another article in."""
        for row, tally in other.rows.items():
            mine = self.rows[row]
            mine.right += tally.right
            mine.invented += tally.invented
            mine.missed += tally.missed
        self.noise_people += other.noise_people
        self.noise_events += other.noise_events
        self.errors += other.errors

    def figures(self) -> dict[str, float]:
        """F1 of each row."""
        return {row: tally.f1 for row, tally in self.rows.items()}


def pair(
    gold: Sequence[Thing], found: Sequence[F], worth: Callable[[Thing, F], float]
) -> list[tuple[Thing, F]]:
    """Things of gold with what was found of them, one to one, the pairs worth most first."""
    ranked = sorted((-worth(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found))
    taken: dict[int, int] = {}
    for value, i, j in ranked:
        if value < 0 and i not in taken and j not in taken.values():
            taken[i] = j
    return [(gold[i], found[j]) for i, j in taken.items()]


def words(name: str) -> frozenset[str]:
    """The words of a name, folded and without the article."""
    return frozenset(token.text.removeprefix("ال") for token in tokens(fold(name)))


def alike(names: Iterable[str], name: str) -> float:
    """The share of words that a name has in common with the likest of some names (Dice)."""
    there = words(name)
    return max(
        (2 * len(there & here) / max(1, len(there) + len(here)) for here in map(words, names)),
        default=0.0,
    )


def shared(left: Span, right: Span) -> float:
    """The part of the shorter of two spans that lies in the other."""
    both = min(left.end, right.end) - max(left.start, right.start)
    return max(0, both) / min(left.end - left.start, right.end - right.start)


def near(left: Iterable[Span], right: Sequence[Span]) -> bool:
    """Whether two of the spans share half of the shorter one."""
    return any(shared(one, other) >= 0.5 for one in left for other in right)


def same_entity(gold: Thing, found: Entity) -> float:
    """How many mentions two entities of one type share; a name or an id in common counts too."""
    if gold.kind != found.type:
        return 0
    places = {mention.span for mention in found.mentions}
    common = sum(any(shared(span, place) >= 0.5 for place in places) for span in gold.spans)
    named = any(alike(gold.names, label) == 1 for label in found.labels.values())
    return common + (named or found.id in gold.who)


def same_event(gold: Thing, event: Event, who: frozenset[str], place: str | None) -> float:
    """How well an event agrees: its participants first, then words, date, place and status.

    Without half of the participants and a word in common it is another event.
    """
    close = near(gold.spans, event.evidence)
    who -= gold.extra
    jaccard = len(gold.who & who) / max(1, len(gold.who | who))
    if not close or (gold.who and jaccard < 0.5) or (gold.optional and gold.kind != event.type):
        return 0
    dated = event.date.edtf in gold.dates or not (gold.dates or event.date.edtf)
    planned = gold.planned == (event.status == "planned")
    agreed = dated + (place in gold.at) + planned + (gold.kind == event.type) + (not gold.optional)
    return 1 + 2 * jaccard + agreed / 5


class Reading:
    """One extraction with the gold that it is held against."""

    def __init__(self, gold: Gold, found: Extraction) -> None:
        """The score of an extraction, counted row by row."""
        self.gold, self.found, self.score = gold, found, Score()
        self.links = self._link()
        self.stray = [e for e in found.entities if e.id not in self.links]
        self._entities()
        self._posts()
        self._events()
        self._rows("agreements", gold.agreements, found.agreements, self._same_deal)
        self._rows("statements", gold.statements, found.statements, self._same_words)
        said = found.heading.published.edtf
        note = f"{said} for {gold.published} in {gold.file}"
        self.score.judge("published", said == gold.published, note)

    def _link(self) -> dict[str, str]:
        """The gold key of each entity found that is one of gold's."""
        everyone = list(self.gold.entities.values())
        found = pair(everyone, self.found.entities, same_entity)
        return {entity.id: next(iter(thing.who)) for thing, entity in found}

    def _key(self, ref: str | None) -> str:
        """The gold key of an id; an entity that gold does not have keeps its own."""
        return self.links.get(ref or "", ref or "")

    def _rows(
        self, row: str, gold: list[Thing], found: Sequence[F], worth: Callable[[Thing, F], float]
    ) -> tuple[list[tuple[Thing, F]], list[F]]:
        """Count a row; return the pairs and what was invented."""
        pairs = pair(gold, found, worth)
        hit, used = {id(thing) for thing, _ in pairs}, {id(one) for _, one in pairs}
        for thing in gold:
            if not thing.optional:
                missed = "" if id(thing) in hit else thing.names[0]
                self.score.count(row, right=not missed, missed=missed)
        left = [one for one in found if id(one) not in used]
        for one in left:
            self.score.count(row, invented=str(one)[:160])
        return pairs, left

    def _outside(self, spans: Sequence[Span]) -> bool:
        return bool(spans) and not any(shared(s, zone) for s in spans for zone in self.gold.zones)

    def _entities(self) -> None:
        for row, kind in (("people", "person"), ("organisations", "organisation")):
            found = [e for e in self.found.entities if e.type == kind]
            self._rows(row, self.gold.of(kind), found, same_entity)
        self.score.noise_people = sum(
            e.type == "person" and self._outside([m.span for m in e.mentions]) for e in self.stray
        )

    def _posts(self) -> None:
        loose = {key for key, thing in self.gold.entities.items() if thing.optional}
        found = [post for post in self.found.posts if self._key(post.person) not in loose]
        self._rows("posts", self.gold.posts, found, self._same_post)

    def _same_post(self, gold: Thing, post: Post) -> float:
        title = alike(gold.names, post.title)
        there = self._key(post.organisation) in gold.at
        other = bool(gold.at and post.organisation) and not there
        holds = self._key(post.person) in gold.who and (there or (title >= 0.6 and not other))
        return holds * (title + there)

    def _events(self) -> None:
        found = [event for event in self.found.events if event.type in SCOPE]
        pairs, left = self._rows("events", self.gold.events, found, self._same_event)
        self.score.noise_events = sum(self._outside(event.evidence) for event in left)
        told = {id(thing): event for thing, event in pairs}
        for thing in (thing for thing in self.gold.events if not thing.optional):
            event = told.get(id(thing))
            if event and thing.dates:
                note = f"{event.date.edtf} for {thing.names[0]} {thing.dates}"
                self.score.judge("known_dates", event.date.edtf in thing.dates, note)
            planned = event is not None and event.status == "planned"
            self.score.count(
                "plans",
                right=thing.planned and planned,
                invented=thing.names[0] if planned and not thing.planned else "",
                missed=thing.names[0] if thing.planned and not planned else "",
            )

    def _same_event(self, gold: Thing, event: Event) -> float:
        who = frozenset(self._key(part.entity) for part in event.participants)
        return same_event(gold, event, who, self._key(event.place))

    def _same_deal(self, gold: Thing, deal: Agreement) -> float:
        name = alike(gold.names, deal.name)
        parties = bool(gold.who) and {self._key(party) for party in deal.parties} == gold.who
        return near(gold.spans, deal.evidence) * (name * (name >= 0.5) + parties)

    def _same_words(self, gold: Thing, said: Statement) -> float:
        part = max((shared(span, said.span) for span in gold.spans), default=0.0)
        speaks = not gold.who or self._key(said.speaker) in gold.who
        return part * (part >= 0.5 and speaks)


def score(gold: Gold, found: Extraction) -> Score:
    """What a reading of one article is worth."""
    return Reading(gold, found).score
