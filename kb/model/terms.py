"""The terms that the model writes, made once, and its literals.

A term taken from a namespace costs 4 µs each time and an article takes over a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import ORG, PROV, RDF, SKOS, XSD
from rdflib.term import Node

from kb.namespaces import KB, OA, SCHEMA, SEM
from kb.view import Triple

LANGUAGES: Final = ("ar", "fr", "en")
_ARABIC = re.compile(r"[\u0620-\u06ff]")

DECIMAL: Final = XSD.decimal
TYPE: Final = RDF.type
PREF: Final = SKOS.prefLabel
ALT: Final = SKOS.altLabel
DERIVED: Final = PROV.wasDerivedFrom
MEMBER: Final = ORG.member
ORGANISATION: Final = ORG.organization
MEMBERSHIP: Final = ORG.Membership
POST_CLASS: Final = ORG.Post
POST_IN: Final = ORG.postIn
SAME_AS: Final = SCHEMA.sameAs
NEWS_ARTICLE: Final = SCHEMA.NewsArticle
HEADLINE: Final = SCHEMA.headline
IN_LANGUAGE: Final = SCHEMA.inLanguage
PUBLISHER: Final = SCHEMA.publisher
URL: Final = SCHEMA.url
QUOTATION: Final = SCHEMA.Quotation
COUNTRY: Final = SCHEMA.Country
CONTAINED_IN: Final = SCHEMA.containedInPlace
SPECIFIC: Final = OA.SpecificResource
HAS_SOURCE: Final = OA.hasSource
HAS_SELECTOR: Final = OA.hasSelector
POSITION_SELECTOR: Final = OA.TextPositionSelector
QUOTE_SELECTOR: Final = OA.TextQuoteSelector
START: Final = OA.start
END: Final = OA.end
EXACT: Final = OA.exact
PREFIX: Final = OA.prefix
SUFFIX: Final = OA.suffix
SCHEMA_EVENT: Final = SCHEMA.Event
SEM_EVENT: Final = SEM.Event
CREATIVE_WORK: Final = SCHEMA.CreativeWork

ENTITY_CLASSES: Final[dict[str, tuple[URIRef, ...]]] = {
    "person": (SCHEMA.Person,),
    "organisation": (SCHEMA.Organization, ORG.Organization),
    "place": (SCHEMA.Place,),
    "outlet": (SCHEMA.NewsMediaOrganization, SCHEMA.Organization),
    "office": (POST_CLASS,),
}
EVENT_TYPES: Final = ("meeting", "visit", "call", "conference", "exercise", "event")
_NAMED: Final = {kind: kind.capitalize() for kind in EVENT_TYPES}
CLASS_OF: Final[dict[str, URIRef]] = {kind: KB[cls] for kind, cls in _NAMED.items()}
REPORT_OF: Final[dict[str, URIRef]] = {
    kind: KB[f"{kind.capitalize()}Report"] for kind in EVENT_TYPES
}
KIND_OF: Final[dict[Node, str]] = {report: kind for kind, report in REPORT_OF.items()}

REPORT: Final = KB.Report
EVIDENCE_CLASS: Final = KB.Evidence
NAME_REPORT: Final = KB.NameReport
POST_REPORT: Final = KB.PostReport
AGREEMENT_REPORT: Final = KB.AgreementReport
STATEMENT: Final = KB.Statement
PASSING_ON: Final = KB.PassingOnReport
RETELLING: Final = KB.Retelling
COMMUNIQUE: Final = KB.Communique
UNNAMED: Final = KB.UnnamedSource
AGREEMENT: Final = KB.Agreement
JUDGEMENT: Final = KB.Judgement
LINK: Final = KB.Link

EVIDENCE: Final = KB.evidence
RULE: Final = KB.rule
ATTRIBUTED_TO: Final = KB.attributedTo
NAMES: Final = KB.names
SURFACE: Final = KB.surface
OCCURRENCES: Final = KB.occurrences
TITLE: Final = KB.title
POST: Final = KB.post
POST_STATUS: Final = KB.postStatus
STATUS: Final = KB.status
HELD: Final = KB.held
FORMER: Final = KB.former
DATE_BASIS: Final = KB.dateBasis
DATE_TEXT: Final = KB.dateText
PART_OF: Final = KB.partOf
PART_OF_REPORT: Final = KB.partOfReport
TOPIC: Final = KB.topic
NAME: Final = KB.name
PARTY: Final = KB.party
SIGNATORY: Final = KB.signatory
AGREEMENT_STATUS: Final = KB.agreementStatus
PERIOD: Final = KB.period
OCCASION: Final = KB.occasion
SPEAKER: Final = KB.speaker
DIRECT: Final = KB.direct
PASSES_ON: Final = KB.passesOn
BYLINE: Final = KB.byline
PUBLISHED: Final = KB.published
PUBLISHED_EARLIEST: Final = KB.publishedEarliest
PUBLISHED_LATEST: Final = KB.publishedLatest
PUBLISHED_BASIS: Final = KB.publishedBasis
TEXT_SHA256: Final = KB.textSha256
ORIGINAL_SHA256: Final = KB.originalSha256
TEXT_LENGTH: Final = KB.textLength
EXTRACTOR: Final = KB.extractor
ORIGINAL_PUBLISHER: Final = KB.originalPublisher
ORIGINAL_PUBLISHED: Final = KB.originalPublished
IN_REPORT: Final = KB.report
FIRST_HELD: Final = KB.firstHeld
LAST_HELD: Final = KB.lastHeld
FORMER_BY: Final = KB.formerBy
SEED_SOURCE: Final = KB.seedSource
IN_COUNTRY: Final = KB.country

# Facts of events held, and of those only expected, by one name.
HELD_FACTS: Final[dict[str, URIRef]] = {
    "participant": KB.participant,
    "host": KB.host,
    "guest": KB.guest,
    "place": KB.place,
    "date": KB.date,
    "earliest": KB.earliest,
    "latest": KB.latest,
}
EXPECTED_FACTS: Final[dict[str, URIRef]] = {
    name: KB[f"expected{name.capitalize()}"] for name in HELD_FACTS
}
SIGNED_FACTS: Final[dict[str, URIRef]] = {
    "date": KB.signedDate,
    "earliest": KB.signedEarliest,
    "latest": KB.signedLatest,
}

JUDGES: Final = KB.judges
ENTITY: Final = KB.entity
DECISION: Final = KB.decision
SCORE: Final = KB.score
GROUNDS: Final = KB.grounds

SEARCH_KEY: Final = KB.searchKey

# What the next ingest looks up, in the graph `registry`.
JOIN_KEY: Final = KB.joinKey
ARTICLE_KEY: Final = KB.articleKey
RETOLD_KEY: Final = KB.retoldKey
RETOLD_FILE: Final = KB.retoldFile
ARTICLE_STATE: Final = KB.articleState
RULES_VERSION: Final = KB.rulesVersion
SEED_SPELLING: Final = KB.seedSpelling

Objects = dict[Node, list[Node]]  # of one subject: predicate -> objects


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(value)


def tag_of(words: str, language: str) -> str:
    """The language to tag words with: Arabic script is Arabic, Latin script never is."""
    if _ARABIC.search(words):
        return "ar"
    return language if language in LANGUAGES and language != "ar" else "en"


@lru_cache(4096)
def words(value: str, language: str) -> Literal:
    """Words of an article, tagged by their script and the article's language."""
    return Literal(value, lang=tag_of(value, language))


@lru_cache(4096)
def day(value: date) -> Literal:
    """An `xsd:date`."""
    return Literal(value)


@lru_cache(4096)
def number(value: int) -> Literal:
    """An `xsd:integer`."""
    return Literal(value)


@lru_cache(4096)
def as_date(literal: Node) -> date:
    """The date of an `xsd:date`."""
    return date.fromisoformat(str(literal))


def by_subject(triples: Iterable[Triple]) -> dict[Node, Objects]:
    """The triples as subject -> predicate -> objects."""
    found: dict[Node, Objects] = {}
    for subject, predicate, obj in triples:
        facts = found.get(subject)
        if facts is None:
            facts = found[subject] = {}
        if (values := facts.get(predicate)) is None:
            facts[predicate] = [obj]
        else:
            values.append(obj)
    return found


def first(objects: Objects, predicate: Node) -> Node | None:
    """The first object of a predicate, else nothing."""
    return next(iter(objects.get(predicate, ())), None)


def slug_of(iri: Node | str) -> str:
    """The last part of an IRI."""
    return str(iri).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def type_of(iri: Node | str) -> str:
    """The type in an IRI of the base: `person` of `…/person/slug`."""
    return str(iri).rsplit("/", 2)[-2]


def article_of(report: Node) -> URIRef:
    """The article that a report stands in."""
    return URIRef(str(report).split("#", 1)[0])


def is_fragment(iri: Node) -> bool:
    """Whether an IRI is a fragment of an article: a report, communiqué or unnamed source."""
    return "#" in str(iri)
