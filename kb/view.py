"""How the model sees a base: patterns in, triples out; the store implements it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from rdflib import URIRef
from rdflib.term import Node

Triple = tuple[Node, Node, Node]


class TripleView(Protocol):
    """Triples of one graph at a time, by pattern, in terms of rdflib."""

    def triples(
        self,
        subject: Node | None = None,
        predicate: Node | None = None,
        obj: Node | None = None,
        graph: URIRef | None = None,
    ) -> Iterator[Triple]:
        """Triples that fit the pattern; `graph` None is the default graph."""
        ...

    def graphs_with(
        self, subject: Node | None, predicate: Node | None, obj: Node | None
    ) -> Iterator[tuple[Node, URIRef]]:
        """Subject and named graph of each quad that fits the pattern in any named graph."""
        ...
