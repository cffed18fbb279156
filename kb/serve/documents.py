"""The graph of one entity's document: what the base holds of it and what each fact rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from rdflib import Graph, URIRef
from rdflib.namespace import ORG, RDF, SKOS
from rdflib.term import Node

from kb.namespaces import KB, OA, SCHEMA, graph_iri
from kb.view import TripleView

# A hot entity such as a country is named in every article: its document shows this many of each
# kind, the latest of those looked at, and the paged lists of /api/v1 hold the rest.
MOST = 25
LOOKED_AT = 1000
WHEN = (KB.latest, KB.expectedLatest, KB.lastHeld, KB.publishedLatest)
# A node's document holds the whole of what these lead to.
DEEP = (KB.report, KB.evidence, OA.hasSelector)
# What points at a thing in the default graph and belongs into its document.
INVERSES = (
    KB.participant,
    KB.expectedParticipant,
    ORG.member,
    ORG.organization,
    KB.place,
    KB.expectedPlace,
    KB.party,
    KB.signatory,
    KB.partOf,
    SCHEMA.publisher,
)
# Reports that are about a thing directly, without a canonical node of the default graph between.
REPORTED = (KB.names, KB.speaker)
# What a page needs of a thing that it only refers to.
CAPTIONS = (SKOS.prefLabel, RDF.type, SCHEMA.headline, SCHEMA.publisher, KB.published)


@dataclass(frozen=True, slots=True)
class Document:
    """An entity's IRI and the triples of its document."""

    root: URIRef
    graph: Graph
    terms: Graph  # labels of the ontology's own terms that the graph uses, for pages
    cut: bool  # there is more of something than the document shows


def home(node: Node) -> URIRef | None:
    """The named graph of a report or a piece of evidence: the IRI of its article."""
    iri, mark, _ = str(node).partition("#")
    return URIRef(iri) if mark and isinstance(node, URIRef) else None


class _Gatherer:
    def __init__(self, view: TripleView) -> None:
        self.view = view
        self.graph = Graph()
        self.terms = Graph()
        self.seen: set[Node] = set()
        self.cut = False

    def first(self, nodes: Iterable[Node], most: int = MOST) -> list[Node]:
        found = sorted(islice(nodes, LOOKED_AT), key=str)
        if len(found) <= most:
            return found
        self.cut = True
        return sorted(found, key=self.when, reverse=True)[:most]

    def when(self, node: Node) -> str:
        days = (o for p in WHEN for _, _, o in self.view.triples(node, p, None, home(node)))
        return max(map(str, days), default="")

    def whole(self, node: Node) -> None:
        if node in self.seen:
            return
        self.seen.add(node)
        for triple in list(self.view.triples(node, None, None, home(node))):
            self.graph.add(triple)
            if triple[1] in DEEP:
                self.whole(triple[2])

    def pointing(self, root: URIRef) -> None:
        for predicate in INVERSES:
            for subject in self.first(s for s, _, _ in self.view.triples(None, predicate, root)):
                self.whole(subject)
        for predicate in REPORTED:
            for subject in self.first(s for s, _ in self.view.graphs_with(None, predicate, root)):
                self.whole(subject)

    def inside(self, article: URIRef) -> None:
        """An article's own reports, and the things of the base that they are reports of."""
        reports = self.view.triples(None, RDF.type, KB.Report, article)
        for report in self.first((subject for subject, _, _ in reports), LOOKED_AT):
            self.whole(report)
            for triple in self.view.triples(None, KB.report, report):
                self.graph.add(triple)

    def captions(self, ontology: URIRef) -> None:
        """Twice, since an article's caption names its publisher."""
        for _ in range(2):
            nodes = {node for node in self.graph.all_nodes() if isinstance(node, URIRef)}
            nodes |= {iri for node in nodes if (iri := home(node))}
            for node in sorted(nodes - self.seen):
                self.seen.add(node)
                own = node in KB
                for predicate in CAPTIONS:
                    where = ontology if own else home(node)
                    for triple in self.view.triples(node, predicate, None, where):
                        (self.terms if own else self.graph).add(triple)


def document(view: TripleView, root: URIRef, data: str) -> Document | None:
    """The document of a thing that the base holds; None where it holds nothing of that IRI."""
    gatherer = _Gatherer(view)
    gatherer.whole(root)
    if not gatherer.graph:
        return None
    gatherer.pointing(root)
    if (root, RDF.type, SCHEMA.NewsArticle) in gatherer.graph:
        gatherer.inside(root)
    gatherer.captions(graph_iri(data, "ontology"))
    return Document(root, gatherer.graph, gatherer.terms, gatherer.cut)
