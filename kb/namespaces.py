"""Namespaces, and the fixed IRIs of the base's own graphs."""

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, VOID, XSD

KB = Namespace("https://w3id.org/khabar#")
SCHEMA = Namespace("https://schema.org/")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
OA = Namespace("http://www.w3.org/ns/oa#")
WD = Namespace("http://www.wikidata.org/entity/")

DEFAULT_DATA = "https://w3id.org/khabar/id/"

# Prefixes that every serialisation, every example and the SPARQL page use.
PREFIXES: dict[str, Namespace | str] = {
    "kb": KB,
    "schema": SCHEMA,
    "org": str(ORG),
    "sem": SEM,
    "prov": str(PROV),
    "oa": OA,
    "skos": str(SKOS),
    "dcterms": str(DCTERMS),
    "void": str(VOID),
    "owl": str(OWL),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "xsd": str(XSD),
    "wd": WD,
}


def graph_iri(data: str, name: str) -> URIRef:
    """The IRI of one of the base's own graphs: judgements, links, registry."""
    return URIRef(f"{data}graph/{name}")
