"""Judgements: that a report tells of an entity, or does not, with rule, score and grounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from rdflib import Literal as RdfLiteral
from rdflib import URIRef
from rdflib.term import Node

from kb.ids import digest
from kb.model import terms as t
from kb.namespaces import KB
from kb.view import Triple

Decision = Literal["same", "different", "unsure"]
Pair = tuple[str, str]
CURATED: Final = 100
CURATOR: Final = "curator"
_DECISIONS: Final[dict[str, Decision]] = {
    "same": "same",
    "different": "different",
    "unsure": "unsure",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """That a report tells of an entity; `score` in hundredths."""

    report: Node
    entity: Node
    decision: Decision
    rule: str
    score: int
    grounds: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided before: by curators, which wins over every rule, and which IRIs were given.

    Pairs hold IRIs of reports or of canonical entities, in either order. `retired` are IRIs that
    lead elsewhere since a merge and are never minted again. `given` holds the IRIs that articles
    brought or met, by `given_key`: a rebuild gives them again, also where what first had one is
    gone.
    """

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    retired: frozenset[str] = frozenset()
    given: Mapping[str, str] = field(default_factory=dict)

    def same_as(self, iri: Node) -> list[str]:
        """What was decided to be the same as something."""
        return _partners(self.same, str(iri))

    def different_from(self, iri: Node) -> frozenset[str]:
        """What was decided not to be the same as something."""
        return frozenset(_partners(self.different, str(iri)))


def given_key(article: Node, path: str) -> str:
    """What an IRI is remembered by: the article and the type and slug that it would mint."""
    return f"{t.slug_of(article)} {path}"


def _partners(pairs: frozenset[Pair], iri: str) -> list[str]:
    left = (b for a, b in pairs if a == iri)
    right = (a for a, b in pairs if b == iri)
    return sorted({*left, *right})


def read_judgement(node: t.Objects, report: Node) -> Judgement | None:
    """A judgement out of its triples, on a report that may have another number now."""
    entity, decision = t.first(node, t.ENTITY), t.first(node, t.DECISION)
    if entity is None or decision is None:
        return None
    return Judgement(
        report,
        entity,
        _DECISIONS[t.slug_of(decision)],
        str(t.first(node, t.RULE)),
        int(Decimal(str(t.first(node, t.SCORE))) * 100),
        str(t.first(node, t.GROUNDS)),
    )


def judgement_triples(judgement: Judgement, data: str) -> Iterator[Triple]:
    """A judgement as triples for the graph `judgements`."""
    parts = (str(judgement.report), str(judgement.entity), judgement.decision, judgement.rule)
    node = URIRef(f"{data}judgement/{digest(*parts)[:16]}")
    score = (Decimal(judgement.score) / 100).normalize()
    yield node, t.TYPE, t.JUDGEMENT
    yield node, t.JUDGES, judgement.report
    yield node, t.ENTITY, judgement.entity
    yield node, t.DECISION, KB[judgement.decision]
    yield node, t.RULE, t.text(judgement.rule)
    yield node, t.SCORE, RdfLiteral(f"{score:f}", datatype=t.DECIMAL)
    yield node, t.GROUNDS, t.text(judgement.grounds)
