"""What was lately read about subjects, so that an ingest asks the store once.

An article asks 360 times, mostly of the same twenty entities, and each question costs 60 µs; all
but 150 are answered from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox
from rdflib.term import Node

from kb.store.terms import GraphName
from kb.view import Triple

MOST = 50_000  # answers; then all is forgotten
Found = tuple[Triple, ...]
Subject = ox.NamedNode | ox.BlankNode | ox.Triple


class Memory:
    """Answers to patterns of a subject, with or without a predicate, until the subject changes."""

    def __init__(self) -> None:
        self._found: dict[GraphName, dict[Subject, dict[Node | None, Found]]] = {}
        self._size = 0

    def about(
        self,
        subject: Subject,
        predicate: Node | None,
        graph: GraphName,
        read: Callable[[], Iterable[Triple]],
    ) -> Found:
        """The triples of a subject, and a predicate if one is given, read where not known."""
        known = self._found.setdefault(graph, {}).setdefault(subject, {})
        if predicate in known:
            return known[predicate]
        if None in known:
            found = tuple(triple for triple in known[None] if triple[1] == predicate)
        else:
            found = tuple(read())
        known[predicate] = found
        self._size += 1
        if self._size > MOST:
            self.clear()
        return found

    def forget(self, quads: Iterable[ox.Quad]) -> None:
        """Forget the subjects of quads that change."""
        for quad in quads:
            known = self._found.get(quad.graph_name)
            if known:
                known.pop(quad.subject, None)

    def clear(self) -> None:
        """Forget everything."""
        self._found.clear()
        self._size = 0
