"""One telling of an event: who, where and with what status, as one clause says it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.extract.chunks import Chunk
from kb.extract.nodes import Sentence
from kb.records import DateValue, EventStatus, EventType, Role, Span


@dataclass(slots=True, eq=False)
class Draft:
    """An event as one clause tells it; drafts of one event are united later."""

    type: EventType
    status: EventStatus
    sentence: Sentence
    region: Span  # where its date is looked for
    anchor: int  # the offset of its event word
    people: dict[str, Role | None] = field(default_factory=dict)
    place: str | None = None
    unnamed: bool = False  # a party that is not named takes part
    soft: bool = False  # the status is only implied: a headline, a noun
    back: bool = False  # may point back at an event told before
    now: bool = False  # told in the present tense, of what was or of what will be
    pointed: bool = False  # "this meeting"
    background: bool = False  # told in passing, with a date of its own
    tour: bool = False
    closing: bool = False  # opens or ends a tour
    stages: list[Span] = field(default_factory=list)  # where it is told as opening or ending it
    inside: bool = False  # told as part of the event before it
    word: str = ""
    date: DateValue = field(default_factory=DateValue)
    evidence: list[Span] = field(default_factory=list)
    part_of: Draft | None = None
    merged_into: Draft | None = None
    key: frozenset[str] = frozenset()  # number and name of a session

    @property
    def visit(self) -> bool:
        """Whether it is told as a visit."""
        return self.type == "visit"

    @property
    def guests(self) -> set[str]:
        """Who visits."""
        return {person for person, role in self.people.items() if role == "guest"}


@dataclass(slots=True)
class Context:
    """What has been told so far, for pronouns and for subjects left out."""

    subject: Chunk | None = None  # of the clause before, in this sentence
    people: list[Chunk] = field(default_factory=list)  # named in this sentence so far
    recent: list[str] = field(default_factory=list)  # named in the article so far, last first
    pair: tuple[str, ...] = ()  # who took part in the event told last
    date: DateValue = field(default_factory=DateValue)  # of the event told last that has one
    topic: Chunk | None = None  # whom the sentences before are about
