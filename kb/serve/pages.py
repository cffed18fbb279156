"""A document's graph as what a page shows: captions, facts, and the words each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import ORG, RDF, SKOS
from rdflib.term import Node

from kb.namespaces import KB, OA, SCHEMA
from kb.serve.documents import Document, home
from kb.serve.places import path_of

RTL = frozenset(("ar", "fa", "he", "ur"))


@dataclass(frozen=True, slots=True)
class Caption:
    """A name with its language and, where the thing has a page here, the way to it."""

    text: str
    language: str
    link: str | None = None

    @property
    def direction(self) -> str:
        """The direction its script runs in."""
        return "rtl" if self.language in RTL else "ltr"


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words, where they stand, and whose they are."""

    words: Caption
    start: int
    end: int
    article: Caption
    publisher: Caption | None


@dataclass(frozen=True, slots=True)
class Item:
    """One fact with its details (a key of the page's words and the values) and quotations."""

    title: Caption
    details: tuple[tuple[str, tuple[Caption, ...]], ...]
    quotes: tuple[Quote, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Facts of one kind under a key of the page's words."""

    key: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of one thing shows."""

    title: Caption
    kind: str
    retelling: bool
    names: tuple[Caption, ...]
    details: tuple[tuple[str, tuple[Caption, ...]], ...]
    quotes: tuple[Quote, ...]
    sections: tuple[Section, ...]
    cut: bool


# Properties shown of a thing, under which word; several properties may share one.
DETAILS: Mapping[str, tuple[URIRef, ...]] = {
    "status": (KB.status,),
    "postStatus": (KB.postStatus,),
    "agreementStatus": (KB.agreementStatus,),
    "date": (KB.date, KB.expectedDate),
    "dateText": (KB.dateText,),
    "place": (KB.place, KB.expectedPlace),
    "host": (KB.host, KB.expectedHost),
    "guest": (KB.guest, KB.expectedGuest),
    "participant": (KB.participant, KB.expectedParticipant),
    "organisation": (ORG.organization, ORG.postIn),
    "firstHeld": (KB.firstHeld,),
    "lastHeld": (KB.lastHeld,),
    "party": (KB.party,),
    "signatory": (KB.signatory,),
    "signedDate": (KB.signedDate,),
    "period": (KB.period,),
    "partOf": (KB.partOf,),
    "topic": (KB.topic,),
    "speaker": (KB.speaker,),
    "attributedTo": (KB.attributedTo,),
    "publisher": (SCHEMA.publisher,),
    "originalPublisher": (KB.originalPublisher,),
    "published": (KB.published,),
    "byline": (KB.byline,),
    "passesOn": (KB.passesOn,),
    "sameAs": (SCHEMA.sameAs,),
}
# Sections of a page: what points at the thing, by which property, and which of its classes.
OF_REPORTS = frozenset(("statements", "spellings"))
SECTIONS: tuple[tuple[str, tuple[URIRef, ...]], ...] = (
    ("posts", (ORG.member, ORG.organization)),
    ("events", (KB.participant, KB.place, KB.partOf)),
    ("plans", (KB.expectedParticipant, KB.expectedPlace)),
    ("agreements", (KB.party, KB.signatory)),
    ("statements", (KB.speaker,)),
    ("articles", (SCHEMA.publisher,)),
    ("spellings", (KB.names,)),
)
KINDS = (
    (SCHEMA.NewsArticle, "NewsArticle"),
    (SCHEMA.NewsMediaOrganization, "NewsMediaOrganization"),
    (SCHEMA.Person, "Person"),
    (SCHEMA.Place, "Place"),
    (KB.Meeting, "Meeting"),
    (KB.Visit, "Visit"),
    (KB.Call, "Call"),
    (KB.Conference, "Conference"),
    (KB.Exercise, "Exercise"),
    (KB.Agreement, "Agreement"),
    (ORG.Membership, "Membership"),
    (ORG.Post, "Post"),
    (SCHEMA.Event, "Event"),
    (ORG.Organization, "Organization"),
)


class _Shower:
    def __init__(self, document: Document, data: str, language: str) -> None:
        self.graph: Graph = document.graph
        self.terms: Graph = document.terms
        self.root = document.root
        self.data = data
        self.language = language

    def caption(self, node: Node) -> Caption:
        if isinstance(node, Literal):
            return Caption(str(node), node.language or self.language)
        names = self._names(node)
        link = path_of(node, self.data) or (str(node) if str(node).startswith("http") else None)
        if not names:
            local = str(node).rpartition("/")[2].rpartition("#")[2]
            return Caption(local, "en", None if str(node).startswith(str(KB)) else link)
        best = min(names, key=lambda name: self._rank(name.language or ""))
        return Caption(str(best), best.language or self.language, link)

    def _names(self, node: Node) -> list[Literal]:
        predicates = (SKOS.prefLabel, SCHEMA.headline, KB.title, KB.name, KB.surface)
        for predicate in predicates:
            said = (*self.graph.objects(node, predicate), *self.terms.objects(node, predicate))
            found = [o for o in said if isinstance(o, Literal)]
            if found:
                return sorted(found)
        return []

    def _rank(self, tag: str) -> int:
        order = [self.language, "en", "fr", "ar"]
        return order.index(tag) if tag in order else len(order)

    def details(self, node: Node) -> tuple[tuple[str, tuple[Caption, ...]], ...]:
        found = []
        for key, predicates in DETAILS.items():
            values = sorted({o for p in predicates for o in self.graph.objects(node, p)}, key=str)
            shown = tuple(self.caption(value) for value in values if value != self.root)
            if shown:
                found.append((key, shown))
        return tuple(found)

    def quotes(self, node: Node) -> tuple[Quote, ...]:
        reports = [node, *sorted(self.graph.objects(node, KB.report), key=str)]
        parts = [e for report in reports for e in self.graph.objects(report, KB.evidence)]
        found = {quote for part in parts if (quote := self._quote(part))}
        return tuple(sorted(found, key=lambda q: (q.article.text, q.start, q.end)))

    def _quote(self, part: Node) -> Quote | None:
        selector = self.graph.value(part, OA.hasSelector)
        exact, start, end = (self.graph.value(selector, p) for p in (OA.exact, OA.start, OA.end))
        article = home(part)
        if article is None or not all(isinstance(x, Literal) for x in (exact, start, end)):
            return None
        tag = self.graph.value(article, SCHEMA.inLanguage)
        caption = self.caption(article)
        publisher = self.graph.value(article, SCHEMA.publisher)
        return Quote(
            words=Caption(str(exact), str(tag or caption.language)),
            start=int(str(start)),
            end=int(str(end)),
            article=caption,
            publisher=self.caption(publisher) if publisher else None,
        )

    def item(self, node: Node) -> Item:
        # An anchor only on the article's own page: elsewhere two articles' reports would share it.
        anchor = str(node).partition("#")[2] if home(node) == self.root else ""
        return Item(self._title(node), self.details(node), self.quotes(node), anchor)

    def _title(self, node: Node) -> Caption:
        """The caption of a thing; of a report, with the way to what the base holds from it."""
        held = self.graph.value(None, KB.report, node)
        if held is None:
            return self.caption(node)
        named = self.caption(node if self._names(node) else held)
        return replace(named, link=path_of(held, self.data))

    def section(self, key: str, predicates: Iterable[URIRef]) -> tuple[Item, ...]:
        nodes = {
            node
            for predicate in predicates
            for node in self.graph.subjects(predicate, self.root)
            if (home(node) is not None) == (key in OF_REPORTS)
        }
        order = {node: self._when(node) for node in nodes}
        return tuple(self.item(n) for n in sorted(nodes, key=lambda n: (order[n], str(n))))

    def _when(self, node: Node) -> str:
        dates = (KB.latest, KB.expectedLatest, KB.lastHeld, KB.published)
        found = [str(o) for p in dates for o in self.graph.objects(node, p)]
        return max(found, default="")

    def kind(self) -> str:
        types = set(self.graph.objects(self.root, RDF.type))
        return next((name for cls, name in KINDS if cls in types), "Event")


def page(document: Document, data: str, language: str) -> Page:
    """What the page of a document shows in one language."""
    shower = _Shower(document, data, language)
    graph, root = document.graph, document.root
    sections = [Section(key, shower.section(key, predicates)) for key, predicates in SECTIONS]
    if (root, RDF.type, SCHEMA.NewsArticle) in graph:
        reports = sorted(graph.subjects(RDF.type, KB.Report), key=str)
        sections = [Section("reports", tuple(shower.item(report) for report in reports))]
    names = {o for p in (SKOS.prefLabel, SKOS.altLabel) for o in graph.objects(root, p)}
    return Page(
        title=shower.caption(root),
        kind=shower.kind(),
        retelling=(root, RDF.type, KB.Retelling) in graph,
        names=tuple(shower.caption(name) for name in sorted(names, key=str)),
        details=shower.details(root),
        quotes=shower.quotes(root),
        sections=tuple(section for section in sections if section.items),
        cut=document.cut,
    )
