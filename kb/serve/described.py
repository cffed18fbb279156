"""Graphs that describe the service: service description, VoID, examples of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SKOS, VOID
from rdflib.term import Node

from kb.namespaces import KB, OA, PREFIXES, SCHEMA, SEM, WD
from kb.serve.statistics import Counts, Statistics
from kb.store.base import Base
from kb.store.named import NamedQuery

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SHACL = Namespace("http://www.w3.org/ns/shacl#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
ANSWERS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip
INPUTS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")
VOCABULARIES = (KB, SCHEMA, SEM, OA, str(ORG), str(PROV), str(SKOS))
SELECTS = {"SELECT": "Select", "ASK": "Ask", "CONSTRUCT": "Construct", "DESCRIBE": "Describe"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the service answers, by the address that it was asked at."""

    root: str
    licence: str | None = None

    @property
    def endpoint(self) -> URIRef:
        """The query service."""
        return URIRef(f"{self.root}sparql")

    @property
    def void(self) -> URIRef:
        """The document that describes the dataset."""
        return URIRef(f"{self.root}.well-known/void")

    @property
    def dataset(self) -> URIRef:
        """The dataset, a part of that document."""
        return URIRef(f"{self.void}#dataset")

    def at(self, path: str) -> URIRef:
        """The address of a path."""
        return URIRef(f"{self.root}{path}")


def _empty() -> Graph:
    graph = Graph()
    for prefix, namespace in {**PREFIXES, "sd": SD, "sh": SHACL, "foaf": str(FOAF)}.items():
        graph.bind(prefix, str(namespace), override=True)
    return graph


def _put(graph: Graph, subject: Node, facts: Iterable[tuple[URIRef, object]]) -> None:
    """Add facts to a graph; what is no term becomes a literal."""
    for predicate, value in facts:
        graph.add((subject, predicate, value if isinstance(value, Node) else Literal(value)))


# ---- the service -----------------------------------------------------------------------------
def service_description(base: Base, held: Statistics, at: Addresses, *, updates: bool) -> Graph:
    """What the endpoint is and answers (SPARQL 1.1 Service Description).

    Not said are sd:BasicFederatedQuery, since SERVICE is refused, nor sd:DereferencesURIs.
    """
    graph, service = _empty(), URIRef(f"{at.endpoint}#service")
    _put(graph, service, _abilities(at, updates=updates))
    if base.plain:
        graph.add((service, SD.feature, SD.EmptyGraphs))
    dataset, default = URIRef(f"{at.endpoint}#dataset"), URIRef(f"{at.endpoint}#default-graph")
    _put(graph, service, [(SD.defaultDataset, dataset), (SD.availableGraphs, dataset)])
    _put(graph, dataset, [
        (RDF.type, SD.Dataset), (RDF.type, SD.GraphCollection), (SD.defaultGraph, default),
        (RDFS.seeAlso, at.dataset), (RDFS.comment, _summary(base)),
    ])  # fmt: skip
    _put(graph, default, [(RDF.type, SD.Graph), (VOID.triples, held.triples)])
    for number, (name, size) in enumerate(held.graphs, 1):
        node = URIRef(f"{at.endpoint}#graph-{number}")
        graph.add((dataset, SD.namedGraph, node))
        _named(graph, node, name, size)
    return graph


def _abilities(at: Addresses, *, updates: bool) -> Iterator[tuple[URIRef, object]]:
    yield RDF.type, SD.Service
    yield SD.endpoint, at.endpoint
    yield SD.supportedLanguage, SD.SPARQL11Query
    if updates:
        yield SD.supportedLanguage, SD.SPARQL11Update
        for name in INPUTS:
            yield SD.inputFormat, FORMATS[name]
    for name in ANSWERS:
        yield SD.resultFormat, FORMATS[name]
    yield RDFS.seeAlso, at.at(".well-known/sparql-examples")


def _summary(base: Base) -> Literal:
    count = f"{base.manifest.graphs:,} named graphs"
    if base.plain:
        return Literal(f"{count}, of which the first are listed here.", lang="en")
    articles = f"{base.manifest.articles:,} articles, whose IRI its graph bears: /articles"
    return Literal(f"{count}: those listed here, and one for each of {articles}", lang="en")


def _named(graph: Graph, node: URIRef, name: URIRef, size: int) -> None:
    content = URIRef(f"{node}-content")
    _put(graph, node, [(RDF.type, SD.NamedGraph), (SD.name, name), (SD.graph, content)])
    _put(graph, content, [(RDF.type, SD.Graph), (VOID.triples, size)])


# ---- the dataset -----------------------------------------------------------------------------
def void_description(base: Base, held: Statistics, at: Addresses) -> Graph:
    """The dataset in numbers and where to get it (VoID)."""
    graph, dataset = _empty(), at.dataset
    _put(graph, at.void, [
        (RDF.type, VOID.DatasetDescription), (FOAF.primaryTopic, dataset), (FOAF.topic, dataset),
    ])  # fmt: skip
    _put(graph, dataset, _facts(base, held, at))
    _partitions(graph, dataset, held.classes, (VOID.classPartition, VOID["class"], VOID.entities))
    properties = (VOID.propertyPartition, VOID.property, VOID.triples)
    _partitions(graph, dataset, held.properties, properties)
    if held.links:
        _linkset(graph, dataset, held.links)
    return graph


def _facts(base: Base, held: Statistics, at: Addresses) -> Iterator[tuple[URIRef, object]]:
    yield RDF.type, VOID.Dataset
    yield DCTERMS.title, Literal("Khabar", lang="en")
    yield DCTERMS.title, Literal("خبر", lang="ar")
    yield DCTERMS.modified, Literal(base.manifest.time, datatype=XSD.dateTime)
    yield VOID.sparqlEndpoint, at.endpoint
    yield VOID.dataDump, at.at("graphs?default")
    yield VOID.uriSpace, base.data
    if at.licence:
        yield DCTERMS.license, URIRef(at.licence)
    yield VOID.triples, held.triples
    yield VOID.entities, base.manifest.entities
    yield VOID.distinctSubjects, held.subjects
    yield VOID.distinctObjects, held.objects
    yield VOID.classes, len(held.classes)
    yield VOID.properties, len(held.properties)
    for name in ("Turtle", "N-Triples", "RDF_XML", "JSON-LD"):
        yield VOID.feature, FORMATS[name]
    if not base.plain:
        for _, _, thing in base.triples(None, KB.participant):
            yield VOID.exampleResource, thing
            break
        for vocabulary in VOCABULARIES:
            yield VOID.vocabulary, URIRef(vocabulary)


def _partitions(graph: Graph, dataset: URIRef, counts: Counts, terms: tuple[URIRef, ...]) -> None:
    partition, of, size = terms
    for number, (term, count) in enumerate(counts, 1):
        node = URIRef(f"{dataset}-{of.rpartition('#')[2]}-{number}")
        _put(graph, dataset, [(partition, node)])
        _put(graph, node, [(of, term), (size, count)])


def _linkset(graph: Graph, dataset: URIRef, links: int) -> None:
    node, wikidata = URIRef(f"{dataset}-to-wikidata"), URIRef("http://www.wikidata.org/")
    _put(graph, dataset, [(VOID.subset, node)])
    _put(graph, node, [
        (RDF.type, VOID.Linkset), (VOID.subjectsTarget, dataset), (VOID.objectsTarget, wikidata),
        (VOID.target, dataset), (VOID.target, wikidata),
        (VOID.linkPredicate, SCHEMA.sameAs), (VOID.triples, links),
    ])  # fmt: skip
    _put(graph, wikidata, [(RDF.type, VOID.Dataset), (VOID.uriSpace, str(WD))])


# ---- examples --------------------------------------------------------------------------------
def examples(queries: Iterable[NamedQuery], at: Addresses) -> Graph:
    """The named queries as the Swiss Institute of Bioinformatics publishes examples.

    Their values are those they default to, so that each can be sent as it stands.
    """
    graph = _empty()
    for query in queries:
        node = at.at(f".well-known/sparql-examples#{query.name}")
        form = SELECTS[query.form]
        _put(graph, node, [
            (RDF.type, SHACL.SPARQLExecutable), (RDF.type, SHACL[f"SPARQL{form}Executable"]),
            (RDFS.label, Literal(query.name)), (RDFS.comment, Literal(query.summary, lang="en")),
            (SHACL[form.lower()], Literal(query.example())), (SCHEMA.target, at.endpoint),
            (RDFS.seeAlso, at.at(f"queries/{query.name}")),
        ])  # fmt: skip
        _put(graph, node, [(SCHEMA.keywords, tag) for tag in query.tags])
    return graph
