"""What the base holds while one article is put into it or taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rdflib import URIRef
from rdflib.term import Node

from kb.model import terms as t
from kb.model.judging import CURATOR, Decisions, Judgement, read_judgement
from kb.model.reports import AgreementReport, EventReport, agreement_report, event_report
from kb.namespaces import graph_iri
from kb.view import Triple, TripleView

DEPTH = 4  # a site in a city in a country on a continent


@dataclass(frozen=True, slots=True)
class Held:
    """A base, and the article at hand with its former and its new graph by subject."""

    view: TripleView
    data: str
    article: URIRef
    decisions: Decisions
    former: dict[Node, t.Objects]
    fresh: dict[Node, t.Objects]
    _events: dict[Node, EventReport] = field(default_factory=dict)

    @property
    def registry(self) -> URIRef:
        """The graph of keys."""
        return graph_iri(self.data, "registry")

    @property
    def judgements(self) -> URIRef:
        """The graph of judgements."""
        return graph_iri(self.data, "judgements")

    def objects(self, subject: Node, predicate: Node, graph: URIRef | None = None) -> list[Node]:
        """All objects of a subject and a predicate."""
        return [o for _, _, o in self.view.triples(subject, predicate, None, graph)]

    def subjects(self, predicate: Node, obj: Node, graph: URIRef | None = None) -> list[Node]:
        """All subjects of a predicate and an object, sorted."""
        return sorted({s for s, _, _ in self.view.triples(None, predicate, obj, graph)}, key=str)

    def about(self, subject: Node, graph: URIRef | None = None) -> t.Objects:
        """All that a graph says of a subject."""
        found: t.Objects = {}
        for _, predicate, obj in self.view.triples(subject, None, None, graph):
            found.setdefault(predicate, []).append(obj)
        return found

    def is_taken(self, iri: URIRef) -> bool:
        """Whether an IRI is in use, or leads elsewhere."""
        return str(iri) in self.decisions.retired or any(self.view.triples(iri))

    def is_seed(self, iri: Node) -> bool:
        """Whether an entity stands in the seed tables."""
        return any(self.view.triples(iri, t.SEED_SOURCE))

    def by_key(self, keys: Iterable[str]) -> list[Node]:
        """Entities that the registry has under any of the keys, sorted."""
        found = {e for key in keys for e in self.subjects(t.JOIN_KEY, t.text(key), self.registry)}
        return sorted(found, key=str)

    def elsewhere(self, entity: Node) -> bool:
        """Whether another article names, publishes or is first told by an entity."""
        for predicate in (t.NAMES, t.PUBLISHER, t.ORIGINAL_PUBLISHER):
            for _, graph in self.view.graphs_with(None, predicate, entity):
                if graph != self.article:
                    return True
        return False

    def others(self, entity: Node) -> list[Node]:
        """The reports of an entity that stand in other articles, sorted."""
        found = self.objects(entity, t.IN_REPORT)
        return sorted((r for r in found if t.article_of(r) != self.article), key=str)

    def canonical(self, report: Node) -> Node | None:
        """What a stored report was judged to tell of, else nothing."""
        return next(iter(self.subjects(t.IN_REPORT, report)), None)

    def judged_before(self, report: Node, now: Node) -> list[Judgement]:
        """What rules judged of a stored report, for the one that takes its place."""
        nodes = self.subjects(t.JUDGES, report, self.judgements)
        read = (read_judgement(self.about(node, self.judgements), now) for node in nodes)
        return [found for found in read if found is not None and found.rule != CURATOR]

    def stored(self, report: Node) -> t.Objects:
        """What the graph of its article says of a report."""
        return self.about(report, t.article_of(report))

    def facts(self, report: Node) -> t.Objects:
        """What a report says: the article at hand as it is to be, any other as it is stored."""
        if t.article_of(report) == self.article:
            return self.fresh[report]
        return self.stored(report)

    def published(self, article: URIRef) -> t.Objects:
        """The dates of an article's publication, as `facts` reads them."""
        if article == self.article:
            return self.fresh.get(article, {})
        return {
            predicate: self.objects(article, predicate, article)
            for predicate in (t.PUBLISHED_EARLIEST, t.PUBLISHED_LATEST)
        }

    def event(self, report: Node) -> EventReport:
        """A report of an event."""
        if report not in self._events:
            facts, published = self.facts(report), self.published(t.article_of(report))
            self._events[report] = event_report(report, facts, published)
        return self._events[report]

    def former_event(self, report: Node) -> EventReport:
        """A report of an event as the article at hand was."""
        return event_report(report, self.former[report], self.former.get(self.article, {}))

    def agreement(self, report: Node) -> AgreementReport:
        """A report of an agreement."""
        return agreement_report(report, self.facts(report))

    def exact(self, report: Node) -> str:
        """The words that a report rests on."""
        article = t.article_of(report)
        facts = self.facts(report) if article != self.article else self.fresh.get(report, {})
        return " ".join(str(w) for e in facts.get(t.EVIDENCE, ()) for w in self._words(e, article))

    def _words(self, evidence: Node, article: URIRef) -> Iterator[Node]:
        selector = URIRef(str(evidence).replace("#char=", "#selector="))
        if article == self.article:
            yield from self.fresh.get(selector, {}).get(t.EXACT, ())
        else:
            yield from self.objects(selector, t.EXACT, article)

    def containers(self, place: Node) -> list[Node]:
        """The places that a place lies in, the nearest first."""
        found: list[Node] = []
        level = [place]
        for _ in range(DEPTH):
            level = [o for p in level for o in self.objects(p, t.CONTAINED_IN)]
            found += [p for p in level if p not in found]
        return found

    def is_region(self, place: Node) -> bool:
        """Whether a place is neither a country nor known to lie in one."""
        return not self.containers(place) and not any(self.view.triples(place, t.TYPE, t.COUNTRY))

    def default(self, subject: Node) -> list[Triple]:
        """The triples of a subject in the default graph."""
        return list(self.view.triples(subject))


def reports_of(graph: dict[Node, t.Objects], *kinds: Node) -> list[Node]:
    """The reports of some kinds in a graph, in the order of their numbers."""
    wanted = set(kinds)
    found = [s for s, facts in graph.items() if not wanted.isdisjoint(facts.get(t.TYPE, ()))]
    return sorted(found, key=lambda s: (len(str(s)), str(s)))
