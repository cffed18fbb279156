"""What a generation holds, in numbers: counted once, when somebody first asks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from rdflib import Literal, URIRef
from rdflib.term import Node

from kb.namespaces import WD
from kb.store.base import Base

T = TypeVar("T")
# A base has as many graphs as articles: those of its own are listed, of a plain base the first.
MOST_GRAPHS = 100
_WHOLE = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects)
(COUNT(DISTINCT ?o) AS ?objects) WHERE { ?s ?p ?o }"""
_CLASSES = "SELECT ?of (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?of } GROUP BY ?of ORDER BY ?of"
_PROPERTIES = "SELECT ?of (COUNT(*) AS ?n) WHERE { ?s ?of ?o } GROUP BY ?of ORDER BY ?of"
_LINKS = "SELECT (COUNT(*) AS ?n) WHERE { ?s schema:sameAs ?o FILTER(STRSTARTS(STR(?o), ?start)) }"
_GRAPH = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"

Counts = tuple[tuple[URIRef, int], ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of the default graph, and of the named graphs that are listed."""

    triples: int
    subjects: int
    objects: int
    classes: Counts
    properties: Counts
    links: int  # to Wikidata
    graphs: Counts


def _number(value: Node) -> int:
    return int(str(value))


def _counts(base: Base, query: str) -> Counts:
    rows = ((row.get("of"), row["n"]) for row in base.select(query))
    return tuple((of, _number(n)) for of, n in rows if isinstance(of, URIRef))


def _listed(base: Base) -> list[URIRef]:
    """The named graphs that a description lists, which are never those of articles."""
    own = (g for g in base.graphs() if base.plain or str(g).startswith(f"{base.data}graph/"))
    return sorted(islice(own, MOST_GRAPHS))


def statistics(base: Base) -> Statistics:
    """The counts of a generation: half a second for 300,000 quads."""
    whole = base.select(_WHOLE)[0]
    return Statistics(
        triples=_number(whole["triples"]),
        subjects=_number(whole["subjects"]),
        objects=_number(whole["objects"]),
        classes=_counts(base, _CLASSES),
        properties=_counts(base, _PROPERTIES),
        links=_number(base.select(_LINKS, start=Literal(str(WD)))[0]["n"]),
        graphs=tuple((g, _number(base.select(_GRAPH, g=g)[0]["n"])) for g in _listed(base)),
    )


class Once(Generic[T]):
    """A value of a generation that is made once, however many ask for it at a time."""

    def __init__(self, make: Callable[[Base], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: tuple[int, T] | None = None

    def of(self, base: Base) -> T:
        """The value for a base's generation."""
        with self._lock:
            if self._made is None or self._made[0] != base.generation:
                self._made = base.generation, self._make(base)
            return self._made[1]
