"""Reading an open store by pattern: what the writer and a served generation share."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.term import Node

from kb.store import terms
from kb.store.buffer import BufferedStore
from kb.view import Triple


class QuadView:
    """A TripleView over an open store."""

    def __init__(self, store: ox.Store | BufferedStore) -> None:
        self._store = store

    def _match(
        self, s: Node | None, p: Node | None, o: Node | None, graph: terms.GraphName | None
    ) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(
            None if s is None else terms.subject(s),
            None if p is None else terms.predicate(p),
            None if o is None else terms.to_store(o),
            graph,
        )

    def triples(
        self,
        subject: Node | None = None,
        predicate: Node | None = None,
        obj: Node | None = None,
        graph: URIRef | None = None,
    ) -> Iterator[Triple]:
        """Triples of one graph that fit the pattern; `graph` None is the default graph."""
        if subject is not None and predicate is not None and obj is not None:
            yield from self._whole(subject, predicate, obj, graph)
            return
        read = terms.from_store
        for quad in self._match(subject, predicate, obj, terms.graph_name(graph)):
            yield read(quad.subject), read(quad.predicate), read(quad.object)

    def _whole(self, s: Node, p: Node, o: Node, graph: URIRef | None) -> Iterator[Triple]:
        """The triple itself if it is there: asking for it costs 4 µs, matching a pattern 60."""
        value = terms.to_store(o)
        quad = ox.Quad(terms.subject(s), terms.predicate(p), value, terms.graph_name(graph))
        if quad in self._store:
            yield s, p, terms.from_store(value)

    def graphs_with(
        self, subject: Node | None, predicate: Node | None, obj: Node | None
    ) -> Iterator[tuple[Node, URIRef]]:
        """Subject and named graph of each quad that fits the pattern in any named graph."""
        for quad in self._match(subject, predicate, obj, None):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield terms.from_store(quad.subject), URIRef(quad.graph_name.value)

    def graphs(self) -> Iterator[URIRef]:
        """The names of the named graphs."""
        for name in self._store.named_graphs():
            yield URIRef(name.value)

    def has_graph(self, graph: URIRef) -> bool:
        """Whether there is a named graph of this name."""
        return self._store.contains_named_graph(terms.predicate(graph))

    def lacking(self, other: QuadView) -> Iterator[str]:
        """The quads of this store that another lacks, as N-Quads; neither is held in memory."""
        for quad in self._store:
            if quad not in other._store:
                yield f"{quad} ."
