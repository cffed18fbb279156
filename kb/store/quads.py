"""Reading an open store by pattern: what the writer and a served generation share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.term import Node

from kb.store import terms
from kb.view import Triple

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class ReadStore(Protocol):
    """The part of the embedded store by which a base is read, here or at an engine."""

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | ox.BlankNode | None,
        predicate: ox.NamedNode | None,
        obj: terms.Stored | None,
        graph: terms.GraphName | None,
        /,
    ) -> Iterator[ox.Quad]:
        """The quads that fit a pattern; with a graph None those of all graphs."""
        ...

    def named_graphs(self) -> Iterator[Any]:
        """The names of the named graphs."""
        ...

    def contains_named_graph(self, name: ox.NamedNode, /) -> bool:
        """Whether there is a named graph of this name."""
        ...

    def __contains__(self, quad: ox.Quad, /) -> bool: ...

    def __iter__(self) -> Iterator[ox.Quad]: ...


class QueryStore(ReadStore, Protocol):
    """The part by which our own queries are answered."""

    def query(self, query: str, /, *, prefixes: dict[str, str] | None = None) -> Answer:
        """The answer to a query."""
        ...


class WriteStore(ReadStore, Protocol):
    """The part by which a base is changed."""

    def extend(self, quads: Iterable[ox.Quad], /) -> None:
        """Add quads that are not there."""
        ...

    def remove(self, quad: ox.Quad, /) -> None:
        """Take out a quad that is there."""
        ...

    def remove_graph(self, name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph, /) -> None:
        """Forget the name of a graph."""
        ...


class QuadView:
    """A TripleView over an open store."""

    _store: ReadStore

    def __init__(self, store: ReadStore) -> None:
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
