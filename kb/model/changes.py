"""Triples before and after, for all that rests on the article at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from rdflib import Literal as RdfLiteral
from rdflib import URIRef
from rdflib.term import Node

from kb.model import fuse
from kb.model import terms as t
from kb.model.held import Held, reports_of
from kb.model.joining import Joined, judged, refused
from kb.model.judging import Judgement, judgement_triples
from kb.model.likeness import keys
from kb.model.members import memberships
from kb.model.names import Names, names
from kb.model.rdf import ArticleGraph
from kb.namespaces import KB
from kb.view import Triple

Place = Literal["default", "registry", "judgements"]
_NAMING: Final = tuple(
    facts[name] for facts in (t.HELD_FACTS, t.EXPECTED_FACTS) for name in ("participant", "place")
)
# All that `fuse` says of an event or agreement: what others said of it stays.
_FUSED: Final = frozenset(
    {
        t.TYPE, t.PREF, t.ALT, t.STATUS, t.IN_REPORT, t.TOPIC, t.PART_OF, t.AGREEMENT_STATUS,
        t.PARTY, t.SIGNATORY, t.PERIOD,
        *t.HELD_FACTS.values(), *t.EXPECTED_FACTS.values(), *t.SIGNED_FACTS.values(),
    }
)  # fmt: skip
_FALLBACK: Final = {"ar": ("ar", "en", "fr"), "fr": ("fr", "en", "ar"), "en": ("en", "fr", "ar")}


@dataclass(frozen=True, slots=True)
class Patch:
    """Triples to take out of a graph and to put in, each in a fixed order."""

    removes: tuple[Triple, ...] = ()
    adds: tuple[Triple, ...] = ()


@dataclass(slots=True)
class Tally:
    """Before and after, collected for each graph, and the labels as they will be."""

    held: Held
    before: dict[Place, set[Triple]] = field(default_factory=dict)
    after: dict[Place, set[Triple]] = field(default_factory=dict)
    labels: dict[Node, dict[str, str]] = field(default_factory=dict)
    renamed: list[URIRef] = field(default_factory=list)
    described: dict[Node, tuple[Triple, ...]] = field(default_factory=dict)

    def swap(self, place: Place, before: Iterable[Triple], after: Iterable[Triple]) -> None:
        """Count triples that were and those that are to be."""
        self.before.setdefault(place, set()).update(before)
        self.after.setdefault(place, set()).update(after)

    def patch(self, place: Place) -> Patch:
        """The difference for one graph."""
        before, after = self.before.get(place, set()), self.after.get(place, set())
        return Patch(_ordered(before - after), _ordered(after - before))

    def label(self, entity: Node, language: str) -> str:
        """An entity's name in a language, else in another, as it will be."""
        found = self.labels.get(entity)
        if found is None:
            found = self.labels[entity] = _names(self.held.view.triples(entity, t.PREF))
        tried = (found[lang] for lang in _FALLBACK[language] if lang in found)
        return next(tried, t.slug_of(entity))


def _ordered(triples: set[Triple]) -> tuple[Triple, ...]:
    return tuple(sorted(triples, key=lambda x: (str(x[0]), str(x[1]), x[2].n3())))


def _names(triples: Iterable[Triple]) -> dict[str, str]:
    return {
        str(o.language): str(o)
        for _, p, o in sorted(triples)
        if p == t.PREF and isinstance(o, RdfLiteral)
    }


def article(
    tally: Tally,
    graph: ArticleGraph | None,
    registered: Iterable[Triple],
    strangers: dict[URIRef, list[RdfLiteral]],
) -> None:
    """Count the article itself, the names it gives and the memberships it tells of."""
    held, iri = tally.held, tally.held.article
    copy = fuse.bibliography(graph.triples, iri) if graph else []
    tally.swap("default", fuse.bibliography(held.default(iri), iri), copy)
    tally.swap("registry", held.view.triples(iri, graph=held.registry), registered)
    for found in names(held, strangers):
        _named(tally, found)
    for membership in memberships(held):
        tally.swap("default", membership.before, membership.after)


def _named(tally: Tally, found: Names) -> None:
    held = tally.held
    tally.swap("default", found.before, found.after)
    if found.keys is None:
        return
    stored = held.view.triples(found.entity, t.JOIN_KEY, None, held.registry)
    tally.swap("registry", stored, found.keys)
    tally.described[found.entity] = found.after
    tally.labels[found.entity] = _names(found.after)
    if found.before and found.after and _names(found.before) != _names(found.after):
        tally.renamed.append(found.entity)
    if found.gone:
        tally.swap("judgements", _judgements(held, t.ENTITY, found.entity), ())


def joined(
    tally: Tally, events: Joined, agreements: Joined, judgements: Iterable[Judgement]
) -> None:
    """Count the events and agreements that the article tells of, or told of, and judgements."""
    held = tally.held
    for report in held.former:
        tally.swap("judgements", _judgements(held, t.JUDGES, report), ())
    reports = reports_of(held.fresh, *t.KIND_OF, t.AGREEMENT_REPORT, t.NAME_REPORT)
    notes = [*judgements, *events.unsure, *agreements.unsure]
    if held.decisions.different:
        notes += [note for report in reports for note in refused(report, held)]
    tally.swap("judgements", (), _written(notes, held))
    for entity in _touched(held, events, reports_of(held.former, *t.KIND_OF), tally.renamed):
        _event(tally, entity, _reports(held, events, entity), events)
    for entity in _touched(held, agreements, reports_of(held.former, t.AGREEMENT_REPORT), ()):
        _agreement(tally, entity, _reports(held, agreements, entity))


def _touched(
    held: Held, found: Joined, former: list[Node], renamed: Iterable[URIRef]
) -> list[URIRef]:
    """Canonical things with a report in the article, now or before, or a name that changes."""
    entities = {*found.canonical.values()}
    entities |= {URIRef(str(e)) for e in map(held.canonical, former) if e is not None}
    for name in renamed:
        for predicate in _NAMING:
            entities |= {URIRef(str(e)) for e in held.subjects(predicate, name)}
    return sorted(entities)


def _reports(held: Held, found: Joined, entity: URIRef) -> list[Node]:
    own = [report for report, canonical in found.canonical.items() if canonical == entity]
    return sorted([*held.others(entity), *own], key=str)


def _event(tally: Tally, entity: URIRef, reports: list[Node], events: Joined) -> None:
    held = tally.held
    told = [held.event(report) for report in reports]

    def whole(report: Node) -> Node | None:
        own = t.article_of(report) == held.article
        return events.canonical.get(report) if own else held.canonical(report)

    _settle(tally, entity, fuse.event(entity, told, held, whole, tally.label), reports)
    joins = {key for report in told for key in keys(report, held)}
    _keyed(tally, entity, joins)


def _agreement(tally: Tally, entity: URIRef, reports: list[Node]) -> None:
    told = [tally.held.agreement(report) for report in reports]
    _settle(tally, entity, fuse.agreement(entity, told), reports)
    _keyed(tally, entity, {key for report in told for key in report.keys})


def _keyed(tally: Tally, entity: URIRef, joins: set[str]) -> None:
    held = tally.held
    stored = held.view.triples(entity, t.JOIN_KEY, None, held.registry)
    tally.swap("registry", stored, ((entity, t.JOIN_KEY, t.text(key)) for key in joins))


def _settle(tally: Tally, entity: URIRef, facts: Iterable[Triple], reports: list[Node]) -> None:
    """Count the facts of an event or agreement and the judgements that hold it together."""
    held = tally.held
    tally.swap("default", (x for x in held.default(entity) if x[1] in _FUSED), facts)
    old = list(_judgements(held, t.ENTITY, entity))
    if reports:
        same = {s for s, p, o in old if p == t.DECISION and o == KB.same}
        old = [x for x in old if x[0] in same]
    tally.swap("judgements", old, _written(judged(entity, reports, held), held))


def _judgements(held: Held, predicate: Node, obj: Node) -> Iterator[Triple]:
    """The triples of judgements on a report, or of an entity."""
    for node in held.subjects(predicate, obj, held.judgements):
        yield from held.view.triples(node, graph=held.judgements)


def _written(notes: Iterable[Judgement], held: Held) -> Iterator[Triple]:
    for note in notes:
        yield from judgement_triples(note, held.data)


def context(tally: Tally, graph: ArticleGraph | None) -> Iterator[Triple]:
    """Types and labels of every entity that the article's graph refers to."""
    for entity in graph.entities if graph else ():
        if entity in tally.described:
            yield from (x for x in tally.described[entity] if x[1] in {t.TYPE, t.PREF})
        else:
            for predicate in (t.TYPE, t.PREF):
                yield from tally.held.view.triples(entity, predicate)
