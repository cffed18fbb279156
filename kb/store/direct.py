"""The writer as writes over HTTP use it: whole graphs in the engine's own terms, and updates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pyoxigraph as ox
from rdflib import URIRef

from kb.errors import NotThere
from kb.jobs import RdfTooLarge, RdfUnreadable, RdfUnsupported, UpdateFailed
from kb.store import terms
from kb.store.process import QueryBroken
from kb.store.quads import QuadView
from kb.store.writer import Writer

# RDF may say more than it holds: prefixes do, and so do entities, which can make 100 MB of 600
# bytes. Turtle of long IRIs and one-letter prefixes grows some tenfold.
GROWTH: Final = 40
AT_LEAST: Final = 1_000_000
MANY: Final = 5_000
DIALECTS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}

Triples = list[ox.Triple]


def _size(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> int:
    if isinstance(term, ox.Triple):
        raise RdfUnreadable("a triple within a triple is not supported")
    return len(term.value)


def parse(media: str, content: bytes, base: str) -> Triples:
    """The triples of an RDF text. Raises RdfUnsupported, RdfUnreadable or RdfTooLarge.

    To be called where memory is capped: the engine's reader expands before anybody can look.
    """
    if media not in DIALECTS:
        known = ", ".join(sorted(DIALECTS))
        raise RdfUnsupported(f"{media or 'a body without a type'} is not read; there are {known}")
    most, size = max(AT_LEAST, GROWTH * len(content)), 0
    found = []
    try:
        for quad in ox.parse(content, DIALECTS[media], base_iri=base, rename_blank_nodes=True):
            if quad.graph_name != terms.DEFAULT:
                raise RdfUnreadable("a graph is written alone: the body holds named graphs")
            size += sum(map(_size, (quad.subject, quad.predicate, quad.object)))
            if size > most:
                raise RdfTooLarge(f"the body says over {most:,} characters once it is read")
            found.append(quad.triple)
    except (SyntaxError, ValueError) as error:
        raise RdfUnreadable(f"the body is not {media}: {error}") from error
    return found


def ntriples(triples: Iterable[ox.Triple]) -> bytes:
    """Triples as sorted lines of N-Triples: the same graph gives the same bytes."""
    raw = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(raw.splitlines(keepends=True)))


def read_ntriples(raw: bytes) -> Triples:
    """The triples of N-Triples that were kept."""
    return [quad.triple for quad in ox.parse(raw, ox.RdfFormat.N_TRIPLES)]


class DirectWriter(Writer):
    """A writer of whole graphs: each change is committed by the caller, or put back by it."""

    _store: ox.Store
    written = False  # whether anything was since the last publish
    triples = QuadView.triples  # the engine changes what a writer remembers to have read

    def _engine(self) -> ox.Store:
        return ox.Store(str(self.layout.writer))  # it adds quads that may be there

    def exists(self, graph: str | None) -> bool:
        """Whether there is such a graph; the default graph always is."""
        return graph is None or self.has_graph(URIRef(graph))

    def content(self, graph: str | None) -> Triples:
        """The triples of a graph."""
        return [quad.triple for quad in self._quads_of(graph)]

    def _quads_of(self, graph: str | None) -> Iterable[ox.Quad]:
        return self._store.quads_for_pattern(None, None, None, _name(graph))

    def put(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Make a graph hold these triples and no others."""
        self._touch()
        self._store.clear_graph(_name(graph))
        self.merge(graph, triples)

    def merge(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Put triples to those of a graph, which then exists."""
        self._touch()
        name = _name(graph)
        if isinstance(name, ox.NamedNode):
            self._store.add_graph(name)
        quads = [ox.Quad(t.subject, t.predicate, t.object, name) for t in triples]
        # 150,000 quads take 36 s in one transaction and 10 s in bulk (on a busy machine). Bulk may
        # fail half way: the process then ends, and what it has not published is thrown away.
        (self._store.bulk_extend if len(quads) > MANY else self._store.extend)(quads)

    def drop(self, graph: str | None) -> None:
        """Leave nothing of a graph, its name included."""
        self._touch()
        if graph is None:
            self._store.clear_graph(terms.DEFAULT)
        else:
            self._store.remove_graph(ox.NamedNode(graph))

    def update(self, text: str, base: str) -> None:
        """Run an update that was checked: wholly or, where it fails, not at all."""
        self._soil()
        try:
            self._store.update(text, base_iri=base)
        except SyntaxError as error:
            raise QueryBroken(str(error)) from error
        except (ValueError, RuntimeError) as error:
            raise UpdateFailed(str(error)) from error
        self.written = True

    def _touch(self) -> None:
        self._soil()
        self.written = True

    def same_since(self, number: int, graph: str | None) -> bool:
        """Whether a graph holds what it held in a generation, which may be gone."""
        try:
            held = self.generations.hold(number)
        except NotThere:
            return False
        with held.lock:
            then = ox.Store.read_only(str(held.store))
            name = _name(graph)
            known = set(then.quads_for_pattern(None, None, None, name))
            exists = graph is None or then.contains_named_graph(ox.NamedNode(graph))
            return exists == self.exists(graph) and known == set(self._quads_of(graph))

    def publish(self, summary: Mapping[str, Any] | None = None) -> int:
        """The number of a new generation, its quads counted anew: an update does not tell."""
        self._quads = len(self._store)
        number = super().publish(summary)
        self.written = False
        return number


def _name(graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
    return terms.DEFAULT if graph is None else terms.predicate(URIRef(graph))
