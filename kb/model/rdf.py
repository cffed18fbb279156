"""An article's named graph, out of what was read from it: contract of `docs/ontology.md`.

Triples are made as tuples: a Graph of rdflib is built once, by the gate.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import Literal, URIRef
from rdflib.term import Node

from kb import records as r
from kb.model import terms as t
from kb.namespaces import KB
from kb.view import Triple

CONTEXT_CHARACTERS = 20
LOCAL: Final = {"communique": t.COMMUNIQUE, "unnamed": t.UNNAMED}
_CAMEL = {"in_force": "inForce"}
_TRUE = {True: Literal(True), False: Literal(False)}


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """The named graph of an article.

    `counts` says how many focus nodes of each class the gate must meet; `entities` are the
    canonical ones that the graph refers to and does not describe.
    """

    iri: URIRef
    triples: tuple[Triple, ...]
    counts: Mapping[URIRef, int]
    entities: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """One form in which an article names an entity."""

    number: int
    entity: str
    first: r.Mention
    occurrences: int


def local_iris(extraction: r.Extraction, article: URIRef) -> dict[str, URIRef]:
    """IRIs of communiqués and unnamed sources: fragments of the article."""
    return {
        entity.id: URIRef(f"{article}#{entity.id.replace('/', '-')}")
        for entity in extraction.entities
        if entity.type in LOCAL
    }


def event_type(event: r.Event) -> str:
    """The type of an event as IRIs have it."""
    return "event" if event.type == "other" else event.type


def namings(extraction: r.Extraction) -> list[Naming]:
    """Each entity in each form that the article gives it, numbered as its name reports are."""
    found: list[Naming] = []
    for entity in extraction.entities:
        count = Counter(mention.surface for mention in entity.mentions)
        forms: dict[str, r.Mention] = {}
        for mention in sorted(entity.mentions, key=lambda m: m.start):
            forms.setdefault(mention.surface, mention)
        found += [
            Naming(number, entity.id, mention, count[surface])
            for number, (surface, mention) in enumerate(forms.items(), len(found) + 1)
        ]
    return found


def original_publisher(extraction: r.Extraction) -> str | None:
    """The id of the outlet whose article a retelling retells, else nothing."""
    retold = extraction.article.metadata.retold
    if retold is None or not retold.publisher:
        return None
    return retold.publisher if "/" in retold.publisher else f"outlet/{retold.publisher}"


class _Builder:
    """The triples of one article while they are made."""

    def __init__(self, article: URIRef, extraction: r.Extraction, iris: Mapping[str, URIRef]):
        self.article = article
        self.extraction = extraction
        self.language = extraction.heading.language
        self.iris = {**iris, **local_iris(extraction, article)}
        self.triples: list[Triple] = []
        self.counts: Counter[URIRef] = Counter()
        self.referred: dict[URIRef, None] = {}
        self.evidences: dict[r.Span, URIRef] = {}

    def add(self, subject: Node, *pairs: tuple[Node, Node]) -> None:
        self.triples += [(subject, predicate, obj) for predicate, obj in pairs]

    def typed(self, subject: Node, *classes: URIRef) -> None:
        self.counts.update(classes)
        self.triples += [(subject, t.TYPE, cls) for cls in classes]

    def refer(self, subject: Node, predicate: Node, ids: Iterable[str | None]) -> None:
        """Triples to entities by their ids."""
        for name in ids:
            if name is not None:
                iri = self.iris[name]
                if not t.is_fragment(iri):
                    self.referred[iri] = None
                self.triples.append((subject, predicate, iri))

    def evidence(self, span: r.Span) -> URIRef:
        """The node of a piece of evidence, made once for each span."""
        if span in self.evidences:
            return self.evidences[span]
        at = f"{span.start},{span.end}"
        node = self.evidences[span] = URIRef(f"{self.article}#char={at}")
        selector = URIRef(f"{self.article}#selector={at}")
        words = self.extraction.article.text
        before = words[max(0, span.start - CONTEXT_CHARACTERS) : span.start]
        after = words[span.end : span.end + CONTEXT_CHARACTERS]
        self.typed(node, t.EVIDENCE_CLASS, t.SPECIFIC)
        self.add(node, (t.HAS_SOURCE, self.article), (t.HAS_SELECTOR, selector))
        self.typed(selector, t.POSITION_SELECTOR, t.QUOTE_SELECTOR)
        self.add(
            selector,
            (t.START, t.number(span.start)),
            (t.END, t.number(span.end)),
            (t.EXACT, t.text(span.of(words))),
            (t.PREFIX, t.text(before)),
            (t.SUFFIX, t.text(after)),
        )
        return node

    def report(
        self, name: str, kinds: tuple[URIRef, ...], spans: Iterable[r.Span], rule: str
    ) -> URIRef:
        """A report's node with what all reports have."""
        node = URIRef(f"{self.article}#{name}")
        self.typed(node, t.REPORT, *kinds)
        self.add(node, (t.DERIVED, self.article))
        self.add(node, *((t.EVIDENCE, self.evidence(span)) for span in sorted(set(spans))))
        if rule:
            self.add(node, (t.RULE, t.text(rule)))
        return node

    def date(self, node: Node, value: r.DateValue, names: Mapping[str, URIRef]) -> None:
        """A date with its bounds; one that rests on nothing firm is not stated."""
        if value.edtf and value.basis in {"explicit", "relative"}:
            self.add(node, (names["date"], t.text(value.edtf)))
        if value.earliest:
            self.add(node, (names["earliest"], t.day(value.earliest)))
        if value.latest:
            self.add(node, (names["latest"], t.day(value.latest)))
        self.add(node, (t.DATE_BASIS, t.text(value.basis)))
        if value.text:
            self.add(node, (t.DATE_TEXT, t.words(value.text, self.language)))


def article_graph(
    extraction: r.Extraction, iris: Mapping[str, URIRef], article: URIRef
) -> ArticleGraph:
    """The named graph of an article; `iris` gives each canonical entity's IRI by its id."""
    built = _Builder(article, extraction, iris)
    _heading(built)
    for step in (_locals, _names, _posts, _events, _agreements, _statements, _passed_on):
        step(built)
    return ArticleGraph(
        article, tuple(dict.fromkeys(built.triples)), dict(built.counts), tuple(built.referred)
    )


def _heading(b: _Builder) -> None:
    heading, article = b.extraction.heading, b.extraction.article
    retold = article.metadata.retold
    b.typed(b.article, t.NEWS_ARTICLE, *([t.RETELLING] if retold else []))
    b.add(b.article, *_bibliography(b.extraction))
    b.refer(b.article, t.PUBLISHER, ["outlet/khabar" if retold else heading.publisher])
    b.refer(b.article, t.PASSES_ON, [passed.entity for passed in heading.passes_on])
    if retold:
        b.refer(b.article, t.ORIGINAL_PUBLISHER, [original_publisher(b.extraction)])
        if retold.published:
            b.add(b.article, (t.ORIGINAL_PUBLISHED, t.text(retold.published)))
        hashes = (URIRef(f"urn:sha256:{value}") for value in retold.sha256)
        b.add(b.article, *((t.DERIVED, value) for value in hashes))


def _bibliography(extraction: r.Extraction) -> Iterator[tuple[Node, Node]]:
    heading, article = extraction.heading, extraction.article
    published = heading.published
    if heading.headline:
        yield t.HEADLINE, t.words(heading.headline, heading.language)
    yield t.IN_LANGUAGE, t.text(heading.language)
    if heading.byline:
        yield t.BYLINE, t.text(heading.byline)
    if published.edtf:
        yield t.PUBLISHED, t.text(published.edtf)
    if published.earliest:
        yield t.PUBLISHED_EARLIEST, t.day(published.earliest)
    if published.latest:
        yield t.PUBLISHED_LATEST, t.day(published.latest)
    yield t.PUBLISHED_BASIS, t.text(published.basis)
    if article.metadata.url:
        yield t.URL, URIRef(article.metadata.url)
    yield t.TEXT_SHA256, t.text(text_sha256(article.text))
    yield t.ORIGINAL_SHA256, t.text(article.sha256)
    yield t.TEXT_LENGTH, t.number(len(article.text))
    yield t.EXTRACTOR, t.text(article.extractor)


def _locals(b: _Builder) -> None:
    for entity in b.extraction.entities:
        if entity.type in LOCAL:
            node = b.iris[entity.id]
            b.typed(node, LOCAL[entity.type])
            labels = entity.labels or {b.language: entity.mentions[0].surface}
            b.add(node, *((t.PREF, Literal(label, lang=lang)) for lang, label in labels.items()))


def _names(b: _Builder) -> None:
    for naming in namings(b.extraction):
        mention = naming.first
        node = b.report(f"name-{naming.number}", (t.NAME_REPORT,), [mention.span], mention.rule)
        b.refer(node, t.NAMES, [naming.entity])
        b.add(
            node,
            (t.SURFACE, t.words(naming.first.surface, b.language)),
            (t.OCCURRENCES, t.number(naming.occurrences)),
        )


def _posts(b: _Builder) -> None:
    for number, post in enumerate(b.extraction.posts, 1):
        node = b.report(f"post-{number}", (t.POST_REPORT,), [post.evidence], post.rule)
        b.refer(node, t.MEMBER, [post.person])
        b.refer(node, t.ORGANISATION, [post.organisation])
        b.add(
            node,
            (t.TITLE, t.words(post.title, b.language)),
            (t.POST_STATUS, KB[post.status]),
        )


def canonical(ids: Iterable[str]) -> list[str]:
    """Those that have an IRI for all articles: a communiqué or unnamed source takes no part."""
    return [name for name in ids if name.split("/", 1)[0] not in LOCAL]


def _numbers(extraction: r.Extraction) -> dict[str, int]:
    """The number of each event's report; a meeting of nobody known has none.

    Such a one ("talks of the two services") is in what `kb extract` prints; the base, whose events
    are known by who took part, could neither join nor ever find it.
    """
    told = [e for e in extraction.events if canonical(p.entity for p in e.participants)]
    return {event.id: number for number, event in enumerate(told, 1)}


def _events(b: _Builder) -> None:
    numbers = _numbers(b.extraction)
    for event in b.extraction.events:
        number = numbers.get(event.id)
        if number is None:
            continue
        kind = t.REPORT_OF[event_type(event)]
        node = b.report(f"event-{number}", (kind,), event.evidence, event.rule)
        names = t.HELD_FACTS if event.status == "held" else t.EXPECTED_FACTS
        b.add(node, (t.STATUS, KB[event.status]))
        b.refer(node, names["participant"], canonical(p.entity for p in event.participants))
        for role in ("host", "guest"):
            ids = canonical(p.entity for p in event.participants if p.role == role)
            b.refer(node, names[role], ids)
        b.refer(node, names["place"], [event.place])
        b.date(node, event.date, names)
        b.refer(node, t.ATTRIBUTED_TO, [event.attributed_to])
        b.add(
            node,
            *((t.TOPIC, KB[f"topic-{topic.removeprefix('topic-')}"]) for topic in event.topics),
        )
        if event.part_of in numbers:
            whole = URIRef(f"{b.article}#event-{numbers[event.part_of]}")
            b.add(node, (t.PART_OF_REPORT, whole))


def _agreements(b: _Builder) -> None:
    numbers = _numbers(b.extraction)
    for number, found in enumerate(b.extraction.agreements, 1):
        kind = (t.AGREEMENT_REPORT,)
        node = b.report(f"agreement-{number}", kind, found.evidence, found.rule)
        status = _CAMEL.get(found.status, found.status)
        b.add(node, (t.NAME, t.words(found.name, b.language)), (t.AGREEMENT_STATUS, KB[status]))
        b.refer(node, t.PARTY, canonical(found.parties))
        b.refer(node, t.SIGNATORY, canonical(found.signatories))
        b.date(node, found.signed, t.SIGNED_FACTS)
        b.refer(node, t.ATTRIBUTED_TO, [found.attributed_to])
        if found.period:
            b.add(node, (t.PERIOD, t.text("/".join(found.period))))
        if found.occasion in numbers:
            event = URIRef(f"{b.article}#event-{numbers[found.occasion]}")
            b.add(node, (t.OCCASION, event))


def _statements(b: _Builder) -> None:
    for number, said in enumerate(b.extraction.statements, 1):
        kinds = (t.STATEMENT, t.QUOTATION) if said.direct else (t.STATEMENT,)
        node = b.report(f"statement-{number}", kinds, [said.span], said.rule)
        b.refer(node, t.SPEAKER, [said.speaker])
        b.refer(node, t.ATTRIBUTED_TO, [said.attributed_to])
        b.add(node, (t.DIRECT, _TRUE[said.direct]))


def _passed_on(b: _Builder) -> None:
    for number, passed in enumerate(b.extraction.heading.passes_on, 1):
        node = b.report(f"passes-on-{number}", (t.PASSING_ON,), passed.evidence, "")
        b.refer(node, t.PASSES_ON, [passed.entity])


def text_sha256(text: str) -> str:
    """The sha256 of a text as stored, in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
