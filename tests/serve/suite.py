"""The W3C's manifests of SPARQL 1.1 tests as records, and answers compared as they mean it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node

from kb.store.guard import Prologue
from kb.store.tokens import tokens

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
ROOT = "http://suite.example/"
# Protocols have tests of their own, and nothing is federated or entailed here.
LEFT_OUT = {"entailment", "service", "syntax-fed", "service-description", "protocol",
            "graph-store-protocol", "http-rdf-update"}  # fmt: skip
SYNTAX = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}
NUMBERS = {XSD.integer, XSD.decimal, XSD.double, XSD.float}
RESULTS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON,
           ".tsv": ox.QueryResultsFormat.TSV}  # fmt: skip

Rows = list[tuple[Node | None, ...]]


@dataclass(frozen=True)
class Case:
    """One test: what it is, the file of its query or update, its data and what is to come out."""

    id: str
    kind: str
    text: Path
    data: tuple[tuple[str | None, Path], ...] = ()  # graph and file
    result: Path | None = None
    after: tuple[tuple[str | None, Path], ...] = ()  # of an update

    @property
    def base(self) -> str:
        return address(self.text)

    @property
    def sent(self) -> str:
        """The text with the base that its relative IRIs are meant against."""
        return f"BASE <{self.base}>\n{self.text.read_text('utf-8')}"

    @property
    def after_filling(self) -> str:
        """An update with its data put in before it, below its prologue."""
        found = list(tokens(self.sent))
        start = found[Prologue(found).size].start
        return f"{self.sent[:start]}{filling(self.data)} ;\n{self.sent[start:]}"


@dataclass
class _Manifest:
    graph: Graph
    folder: Path
    found: list[Case] = field(default_factory=list)

    def path(self, node: Node | None) -> Path:
        return self.folder.parent / str(node)[len(ROOT) :]

    def graphs(
        self, node: Node | None, data: URIRef, named: URIRef
    ) -> Iterator[tuple[str | None, Path]]:
        for one in self.graph.objects(node, data):
            yield None, self.path(one)
        for one in self.graph.objects(node, named):
            label = self.graph.value(one, RDFS.label)
            file = self.graph.value(one, UT.graph) or one
            yield str(label or file), self.path(file)

    def case(self, test: Node, kind: str) -> Case:
        action, result = self.graph.value(test, MF.action), self.graph.value(test, MF.result)
        name = f"{self.folder.name}/{str(test).partition('#')[2]}"
        if kind == "UpdateEvaluationTest":
            text = self.path(self.graph.value(action, UT.request))
            data = tuple(self.graphs(action, UT.data, UT.graphData))
            return Case(
                name, kind, text, data, after=tuple(self.graphs(result, UT.data, UT.graphData))
            )
        if "Syntax" in kind:
            return Case(name, kind, self.path(action))
        data = tuple(self.graphs(action, QT.data, QT.graphData))
        text = self.path(self.graph.value(action, QT.query))
        return Case(name, kind, text, data, self.path(result))


def address(path: Path) -> str:
    """The IRI that a file of the suite is known by here."""
    return f"{ROOT}{path.parent.name}/{path.name}"


def cases(folder: Path) -> list[Case]:
    """Every test of the suite that this service can be held to."""
    found: list[Case] = []
    for path in sorted(folder.glob("*/manifest.ttl")):
        if path.parent.name not in LEFT_OUT:
            graph = Graph().parse(path, publicID=address(path), format="turtle")
            manifest = _Manifest(graph, path.parent)
            for entries in graph.objects(None, MF.entries):
                for test in Collection(graph, entries):
                    kinds = [str(k)[len(MF) :] for k in graph.objects(test, RDF.type) if k in MF]
                    found += [manifest.case(test, kind) for kind in kinds]
    return found


@cache
def triples(path: Path) -> tuple[ox.Triple, ...]:
    """The triples of a file of data."""
    raw = path.read_bytes()
    read = ox.parse(raw, SYNTAX[path.suffix], base_iri=address(path), rename_blank_nodes=True)
    return tuple(quad.triple for quad in read)


def filling(data: Iterable[tuple[str | None, Path]]) -> str:
    """The update that makes a dataset of files, and of nothing else."""
    blocks = []
    for graph, path in data:
        text = " ".join(f"{triple} ." for triple in triples(path))
        blocks.append(f"GRAPH <{graph}> {{ {text} }}" if graph else text)
    creations = "".join(f" ; CREATE SILENT GRAPH <{graph}>" for graph, _ in data if graph)
    return f"DROP ALL{creations} ; INSERT DATA {{ {' '.join(blocks)} }}"


# ---- answers ---------------------------------------------------------------------------------
def node(term: object) -> Node | None:
    """A term of the engine as rdflib's, numbers by their value."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language.lower())
        datatype = URIRef(term.datatype.value)
        return Literal(term.value) if datatype == XSD.string else _typed(term.value, datatype)
    return None


def _typed(text: str, datatype: URIRef) -> Literal:
    """A literal whose text is that of its value, since engines write 2.0 and 2 for one number."""
    if datatype == XSD.boolean:
        text = {"1": "true", "0": "false"}.get(text, text)
    try:
        kept = datatype not in NUMBERS
        return Literal(text if kept else repr(float(text)), datatype=URIRef(f"{datatype}#value"))
    except ValueError:
        return Literal(text, datatype=URIRef(f"{datatype}#text"))


def rows(raw: bytes, syntax: ox.QueryResultsFormat) -> tuple[tuple[str, ...], Rows] | bool:
    """Names and rows of results, or the answer of an ASK."""
    found = ox.parse_query_results(raw, syntax)
    if not isinstance(found, ox.QuerySolutions):
        return bool(found)
    names = tuple(sorted(variable.value for variable in found.variables))
    return names, [tuple(node(row[name]) for name in names) for row in found]


def same_rows(left: Rows, right: Rows) -> bool:
    """Whether two lists hold the same rows, in any order, up to the names of blank nodes."""
    if not any(isinstance(term, BNode) for row in (*left, *right) for term in row):
        return Counter(left) == Counter(right)
    return len(left) == len(right) and isomorphic(_as_graph(left), _as_graph(right))


def _as_graph(found: Rows) -> Graph:
    graph = Graph()
    for row in found:
        subject = BNode()
        for place, term in enumerate(row):
            if term is not None:
                graph.add((subject, URIRef(f"urn:column:{place}"), term))
    return graph


def as_rdflib(found: Iterable[ox.Triple]) -> Graph:
    graph = Graph()
    for triple in found:
        graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))  # type: ignore[arg-type]
    return graph


def table(text: str) -> Counter[tuple[str, ...]]:
    """The lines of CSV, in any order of lines and columns, numbers by their value."""
    names, *lines = csv.reader(text.splitlines())
    order = sorted(range(len(names)), key=names.__getitem__)
    return Counter(tuple(_cell(line[place]) for place in order) for line in (names, *lines))


def _cell(text: str) -> str:
    if text.startswith("_:"):
        return "_:"
    try:
        return repr(float(text))
    except ValueError:
        return text


def dataset(files: Iterable[tuple[str | None, Path]]) -> Rows:
    """The rows of graph, object, predicate and subject that files make."""
    return [
        (URIRef(graph) if graph else None, *map(node, (t.object, t.predicate, t.subject)))
        for graph, path in files
        for t in triples(path)
    ]
