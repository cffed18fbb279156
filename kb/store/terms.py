"""Terms of rdflib as terms of the engine, and back.

A plain literal and one of type `xsd:string` are one term in RDF 1.1: both are read back plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from kb.errors import UsageFault
from kb.view import Triple

Stored = ox.NamedNode | ox.BlankNode | ox.Literal
StoredObject = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Converted = tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Stored]
GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

DEFAULT = ox.DefaultGraph()
_CACHED = 1 << 16
_PLAIN = str(XSD.string)


@lru_cache(_CACHED)
def _named(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise UsageFault(f"not an absolute IRI: {iri!r}") from error


@lru_cache(_CACHED)
def _uriref(iri: str) -> URIRef:
    return URIRef(iri)


def _literal(term: Literal) -> ox.Literal:
    if term.language:
        return ox.Literal(str(term), language=term.language)
    if term.datatype is None:
        return ox.Literal(str(term))
    return ox.Literal(str(term), datatype=_named(str(term.datatype)))


def to_store(term: Node) -> Stored:
    """A term of rdflib as the engine's."""
    if isinstance(term, URIRef):
        return _named(str(term))
    if isinstance(term, Literal):
        return _literal(term)
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    raise UsageFault(f"not an RDF term: {term!r}")


def _read_literal(term: ox.Literal) -> Literal:
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    if datatype == _PLAIN:
        return Literal(term.value)
    return Literal(term.value, datatype=_uriref(datatype), normalize=False)


def from_store(term: StoredObject) -> Node:
    """A term of the engine as rdflib's."""
    if isinstance(term, ox.NamedNode):
        return _uriref(term.value)
    if isinstance(term, ox.Literal):
        return _read_literal(term)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise UsageFault("the base holds a triple term, which cannot be shown here")


def subject(term: Node) -> ox.NamedNode | ox.BlankNode:
    """A term that may stand first in a triple."""
    found = to_store(term)
    if isinstance(found, ox.Literal):
        raise UsageFault(f"a literal cannot be a subject: {found}")
    return found


def predicate(term: Node) -> ox.NamedNode:
    """A term that may stand second in a triple."""
    found = to_store(term)
    if not isinstance(found, ox.NamedNode):
        raise UsageFault(f"only an IRI can be a predicate, not {found}")
    return found


def graph_name(graph: Node | None) -> ox.NamedNode | ox.DefaultGraph:
    """A graph's name; None is the default graph."""
    return DEFAULT if graph is None else predicate(graph)


def converted(triples: Iterable[Triple]) -> Iterator[Converted]:
    """The triples in the engine's terms; each IRI is looked up once, not at each occurrence."""
    subjects: dict[Node, ox.NamedNode | ox.BlankNode] = {}
    predicates: dict[Node, ox.NamedNode] = {}
    objects: dict[Node, Stored] = {}
    for s, p, o in triples:
        first, second = subjects.get(s), predicates.get(p)
        if first is None:
            first = subjects[s] = subject(s)
        if second is None:
            second = predicates[p] = predicate(p)
        third = _literal(o) if isinstance(o, Literal) else objects.get(o)
        if third is None:
            third = objects[o] = to_store(o)
        yield first, second, third
