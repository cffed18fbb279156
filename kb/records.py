"""Frozen records that pass from one step of the pipeline to the next.

Offsets count Unicode code points of the article's text, start inclusive, end exclusive.
Ids (`person/abdellatif-hammouchi`) are those of `kb extract`: a seed entity's own id where
one matched, else an id that is local to the article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

EntityType = Literal["person", "organisation", "place", "outlet", "communique", "unnamed"]
PostStatus = Literal["held", "former", "unknown"]
EventType = Literal["meeting", "visit", "call", "conference", "exercise", "other"]
EventStatus = Literal["held", "planned", "cancelled", "denied"]
AgreementStatus = Literal["signed", "planned", "mentioned", "in_force", "ended", "cancelled"]
DateBasis = Literal["explicit", "relative", "unresolved", "none"]
Role = Literal["host", "guest", "attendee"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Part of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words at this span."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether another span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Retold:
    """What a retelling says of its original, so that the original takes its place."""

    slug: str
    keys: tuple[str, ...]
    sha256: tuple[str, ...]
    publisher: str | None = None
    published: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page's markup, front matter or side file states about the article."""

    headline: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: str | None = None  # EDTF
    language: str | None = None  # BCP 47
    url: str | None = None
    retold: Retold | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A file that was read: its bytes' hash and the text that all offsets count in."""

    file: str
    sha256: str
    format: Literal["txt", "html", "md", "json"]
    text: str
    extractor: str  # what made the text of the bytes, with its version
    metadata: Metadata = Metadata()


@dataclass(frozen=True, slots=True)
class CleanText:
    """An article with its zones marked; nothing is copied or changed."""

    article: Article
    headline: Span | None
    main: tuple[Span, ...]
    byline: Span | None = None
    publisher: Span | None = None
    published: Span | None = None

    @property
    def text(self) -> str:
        """The text that the zones lie in."""
        return self.article.text


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as EDTF with its bounds, the basis it rests on and the words that say it."""

    edtf: str | None = None
    basis: DateBasis = "none"
    text: str | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an entity."""

    surface: str
    start: int
    end: int
    rule: str = "name"  # name | spelling | office | pattern | short | acronym | capital …

    @property
    def span(self) -> Span:
        """Where the words stand."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something an article speaks of, with every mention of it."""

    id: str
    type: EntityType
    labels: Mapping[str, str]
    mentions: tuple[Mention, ...]
    wikidata: str | None = None
    seeded: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """An office that the article says a person holds or held."""

    person: str
    title: str
    organisation: str | None
    status: PostStatus
    evidence: Span
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took, or was to take, part in an event."""

    entity: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting, visit, call, conference or exercise as one article tells it."""

    id: str
    type: EventType
    status: EventStatus
    participants: tuple[Participant, ...]
    place: str | None
    date: DateValue
    evidence: tuple[Span, ...]
    part_of: str | None = None
    topics: tuple[str, ...] = ()
    attributed_to: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement as one article tells it."""

    id: str
    name: str
    parties: tuple[str, ...]
    signatories: tuple[str, ...]
    signed: DateValue
    status: AgreementStatus
    evidence: tuple[Span, ...]
    period: tuple[str, str] | None = None  # EDTF start and end
    attributed_to: str | None = None
    occasion: str | None = None  # id of the event it was signed at
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said, at a span."""

    speaker: str
    span: Span
    direct: bool
    attributed_to: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Another outlet or a communiqué whose report the article passes on."""

    entity: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What an article says of itself."""

    headline: str | None
    publisher: str | None  # an entity's id, else None
    publisher_name: str | None
    published: DateValue
    language: str
    byline: str | None
    main_text: tuple[Span, ...]
    passes_on: tuple[PassedOn, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one article: the contract of `kb extract`."""

    article: Article
    heading: Heading
    entities: tuple[Entity, ...] = ()
    posts: tuple[Post, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = field(default=())
