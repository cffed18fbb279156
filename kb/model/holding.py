"""The whole step from an extraction to what it changes in the base.

The order: which article, which entities, the article's graph, which events and agreements, then
the facts, names and memberships that rest on it. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from rdflib import Literal as RdfLiteral
from rdflib import URIRef
from rdflib.term import Node

from kb.errors import NotThere
from kb.model import terms as t
from kb.model.changes import Patch, Tally, context
from kb.model.changes import article as article_changes
from kb.model.changes import joined as joined_changes
from kb.model.held import Held
from kb.model.identity import State, place
from kb.model.joining import Joined, join_agreements, join_events
from kb.model.judging import Decisions, given_key
from kb.model.rdf import ArticleGraph, article_graph
from kb.model.strangers import Resolved, resolve
from kb.namespaces import graph_iri
from kb.records import Extraction
from kb.view import Triple, TripleView

NO_DECISIONS: Final = Decisions()


@dataclass(frozen=True, slots=True)
class Counts:
    """What an article brought: minted things, and reports that joined something known."""

    new_entities: int = 0
    new_events: int = 0
    new_agreements: int = 0
    joined: int = 0
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What giving or retracting an article changes in the base.

    `graph` takes the place of the article's named graph; None where there is nothing to store or,
    for `retracted`, where it is to go. `context` holds the types and labels of every entity that
    the graph refers to, for the gate.
    """

    article: URIRef
    state: State | Literal["retracted"]
    graph: ArticleGraph | None = None
    context: tuple[Triple, ...] = ()
    default: Patch = field(default_factory=Patch)
    registry: Patch = field(default_factory=Patch)
    judgements: Patch = field(default_factory=Patch)
    counts: Counts = Counts()
    given: tuple[tuple[str, str], ...] = ()  # key and IRI of all that the article brings or meets

    @property
    def changes_nothing(self) -> bool:
        """Whether the base stays as it is."""
        return self.state in {"unchanged", "superseded"}


def hold(
    extraction: Extraction,
    view: TripleView,
    data: str,
    decisions: Decisions = NO_DECISIONS,
    rules: str = "",
) -> Change:
    """What an extraction changes in the base; `rules` is the version that read it."""
    placed = place(extraction, view, data, rules)
    if placed.state in {"unchanged", "superseded"}:
        return Change(placed.iri, placed.state)
    former = _stored(view, placed.iri) if placed.state == "replaced" else {}
    before = Held(view, data, placed.iri, decisions, former, {})
    resolved = resolve(extraction, before)
    graph = article_graph(extraction, resolved.iris, placed.iri)
    held = replace(before, fresh=t.by_subject(graph.triples))
    strangers = _labels(extraction, resolved)
    return _change(held, placed.state, graph, placed.registry, resolved, strangers)


def retract(
    article: URIRef, view: TripleView, data: str, decisions: Decisions = NO_DECISIONS
) -> Change:
    """What taking an article out changes: it goes with all that rested on it alone."""
    former = _stored(view, article)
    if not any(view.triples(article, t.ARTICLE_STATE, None, graph_iri(data, "registry"))):
        raise NotThere(f"the base holds no article {article}")
    held = Held(view, data, article, decisions, former, {})
    return _change(held, "retracted", None, (), Resolved(), {})


def _stored(view: TripleView, article: URIRef) -> dict[Node, t.Objects]:
    return t.by_subject(view.triples(graph=article))


def _labels(extraction: Extraction, resolved: Resolved) -> dict[URIRef, list[RdfLiteral]]:
    """The labels that the extraction gives to strangers, for those that the text never names."""
    return {
        resolved.strangers[entity.id]: [
            RdfLiteral(label, lang=language) for language, label in entity.labels.items()
        ]
        for entity in extraction.entities
        if entity.id in resolved.strangers
    }


def _change(
    held: Held,
    state: State | Literal["retracted"],
    graph: ArticleGraph | None,
    registered: Iterable[Triple],
    resolved: Resolved,
    strangers: dict[URIRef, list[RdfLiteral]],
) -> Change:
    tally = Tally(held)
    article_changes(tally, graph, registered, strangers)
    events, agreements = join_events(held), join_agreements(held)
    joined_changes(tally, events, agreements, resolved.judgements)
    return Change(
        article=held.article,
        state=state,
        graph=graph,
        context=tuple(context(tally, graph)),
        default=tally.patch("default"),
        registry=tally.patch("registry"),
        judgements=tally.patch("judgements"),
        counts=_counts(resolved, events, agreements),
        given=tuple(
            (given_key(held.article, path), str(iri))
            for found in (resolved.given, events.given, agreements.given)
            for path, iri in found.items()
        ),
    )


def _counts(resolved: Resolved, events: Joined, agreements: Joined) -> Counts:
    both = (events, agreements)
    notes = [*resolved.judgements, *events.unsure, *agreements.unsure]
    return Counts(
        new_entities=len(resolved.minted),
        new_events=len(events.minted),
        new_agreements=len(agreements.minted),
        joined=sum(len(found.canonical) - len(found.minted) for found in both),
        unsure=sum(note.decision == "unsure" for note in notes),
    )
