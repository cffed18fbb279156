"""Graphs of a news base that people write themselves: which they are, checked and kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from rdflib import Graph, URIRef

from kb.errors import Refusal
from kb.jobs import Derived, ShapesRefused
from kb.store.direct import read_ntriples
from kb.store.journal import Wrote
from kb.store.terms import from_store
from kb.store.writer import Writer

if TYPE_CHECKING:
    from kb.model.shapes import Gate  # at run time a second and 60 MB that plain bases spare

WHO = "holder of the token"


def curated_prefix(data: str) -> str:
    """What the IRIs of a base's own curated graphs begin with."""
    return f"{data}graph/curated/"


def is_curated(graph: str | None, data: str) -> bool:
    """Whether a graph is written by people: a curated one of the base, or of another namespace."""
    if graph is None:
        return False
    own = curated_prefix(data)
    return not graph.startswith(data) or (graph.startswith(own) and graph != own)


def refuse_derived(graph: str | None, data: str) -> None:
    """Raise Derived, with the way that is open, for a graph that the base works out itself."""
    if is_curated(graph, data):
        return
    name = "the default graph" if graph is None else f"<{graph}>"
    raise Derived(
        f"{name} is worked out from articles: change it by kb ingest and kb retract, or write to "
        f"a curated graph, <{curated_prefix(data)}NAME>"
    )


def check(graph: str, raw: bytes, gate: Gate) -> None:
    """Raise ShapesRefused, with the report, where the shapes refuse the content of a graph."""
    verdict = gate.check_reference(_graph(raw))
    if verdict.accepted:
        return
    first, rest = verdict.violations[0], len(verdict.violations) - 1
    more = f" and {rest} more" if rest else ""
    violations = [asdict(violation) for violation in verdict.violations]
    raise ShapesRefused(
        f"<{graph}> is refused: {first.message} ({first.focus}){more}",
        {"graph": graph, "violations": violations},
    )


def _graph(raw: bytes) -> Graph:
    graph = Graph()
    for triple in read_ntriples(raw):
        subject, predicate, value = map(
            from_store, (triple.subject, triple.predicate, triple.object)
        )
        graph.add((subject, predicate, value))
    return graph


def wrote(base: Writer, graph: str, raw: bytes) -> Wrote:
    """The record of a graph as it is now, its content kept; none where it is gone."""
    return Wrote(graph, base.originals.keep(raw) if raw else "", WHO)


def again(base: Writer, record: Wrote, gate: Gate) -> None:
    """Write again what a record tells of. Raises Refusal where the shapes of today refuse it."""
    raw = base.originals.read(record.content) if record.content else b""
    try:
        if raw:
            check(record.graph, raw, gate)
    except ShapesRefused as error:
        raise Refusal("shapes", error.message, record.graph) from error
    base.replace_graph(URIRef(record.graph), _graph(raw))
    base.commit()
