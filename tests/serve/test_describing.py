"""The service's descriptions of itself over real HTTP: the bare endpoint, VoID, examples."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, VOID, XSD

from kb.settings import data_dir
from tests.engines import EVERYWHERE
from tests.running import WITH_TOKEN, Client, Reply, served

PLACES = EVERYWHERE
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
SYNTAX = ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples")
PATHS = ("/sparql", "/.well-known/void", "/.well-known/sparql-examples")


def parsed(reply: Reply) -> Graph:
    assert reply.status == 200, reply.text
    syntax = ox.RdfFormat.from_media_type(reply.media)
    plain = ox.serialize(ox.parse(reply.body, syntax), format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=plain or b"", format="nt")


def of_service(service: Client) -> tuple[Graph, URIRef]:
    graph = parsed(service.get("/sparql"))
    found = graph.value(None, RDF.type, SD.Service)
    assert isinstance(found, URIRef)
    return graph, found


@pytest.mark.parametrize("media", SYNTAX)
@pytest.mark.parametrize("path", PATHS)
def test_each_description_is_the_same_graph_in_every_syntax(
    service: Client, path: str, media: str
) -> None:
    reply = service.get(path, media)
    assert reply.media == media
    assert set(parsed(reply)) == set(parsed(service.get(path)))
    assert reply.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_to_be_had_is_refused_with_the_list(service: Client, path: str) -> None:
    reply = service.get(path, "image/png")
    assert reply.status == 406
    assert "text/turtle" in reply.json()["available"]


@pytest.mark.parametrize("path", PATHS)
def test_a_description_answers_head_and_options(service: Client, path: str) -> None:
    head = service.request("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["etag"] == service.get(path).headers["etag"]
    options = service.request("OPTIONS", path)
    assert options.status == 204
    assert {"GET", "HEAD", "OPTIONS"} <= set(options.headers["allow"].split(", "))
    assert options.headers["access-control-allow-origin"] == "*"
    assert "Accept" in options.headers["access-control-allow-headers"]


@pytest.mark.parametrize("path", PATHS)
def test_a_description_that_the_client_has_is_not_sent_again(service: Client, path: str) -> None:
    tag = service.get(path).headers["etag"]
    again = service.request("GET", path, headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")


def test_the_service_names_its_own_endpoint_and_what_it_answers(service: Client) -> None:
    graph, found = of_service(service)
    assert graph.value(found, SD.endpoint) == URIRef(f"http://127.0.0.1:{service.port}/sparql")
    assert (found, SD.supportedLanguage, SD.SPARQL11Query) in graph
    formats = set(graph.objects(found, SD.resultFormat))
    assert {FORMATS["SPARQL_Results_JSON"], FORMATS["Turtle"], FORMATS["JSON-LD"]} <= formats


def test_the_service_claims_nothing_that_it_refuses(service: Client) -> None:
    graph, found = of_service(service)
    features = set(graph.objects(found, SD.feature))
    assert not features & {SD.BasicFederatedQuery, SD.DereferencesURIs, SD.UnionDefaultGraph}
    assert (found, SD.supportedLanguage, SD.SPARQL11Update) not in graph


def test_updates_are_described_where_they_are_on(retold_home: object) -> None:
    with served(retold_home, **WITH_TOKEN) as client:  # type: ignore[arg-type]
        graph, found = of_service(client)
        assert (found, SD.supportedLanguage, SD.SPARQL11Update) in graph
        assert (found, SD.inputFormat, FORMATS["Turtle"]) in graph


def test_the_dataset_of_the_service_is_what_a_query_reads(service: Client) -> None:
    graph, found = of_service(service)
    dataset = graph.value(found, SD.defaultDataset)
    default = graph.value(dataset, SD.defaultGraph)
    (row,) = service.rows("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert graph.value(default, VOID.triples) == Literal(int(row["n"]))
    for named in graph.objects(dataset, SD.namedGraph):
        name, content = graph.value(named, SD.name), graph.value(named, SD.graph)
        (row,) = service.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        assert graph.value(content, VOID.triples) == Literal(int(row["n"]))
    names = {str(name) for name in graph.objects(None, SD.name)}
    assert any(name.endswith("/graph/ontology") for name in names)
    assert not any("/article/" in name for name in names)


def test_browsers_get_a_page_that_sends_a_query(service: Client) -> None:
    reply = service.get("/sparql", "text/html,application/xhtml+xml,*/*;q=0.8", lang="en")
    assert reply.media == "text/html"
    assert '<form action="/sparql"' in reply.text
    assert 'lang="en"' in reply.text


def test_void_counts_what_the_base_holds(service: Client) -> None:
    graph = parsed(service.get("/.well-known/void"))
    (dataset,) = graph.subjects(VOID.sparqlEndpoint)
    rows = service.rows("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c")
    told = {
        (str(graph.value(part, VOID["class"])), int(str(graph.value(part, VOID.entities))))
        for part in graph.objects(dataset, VOID.classPartition)
    }
    assert told == {(row["c"], int(row["n"])) for row in rows}
    rows = service.rows("SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p")
    told = {
        (str(graph.value(part, VOID.property)), int(str(graph.value(part, VOID.triples))))
        for part in graph.objects(dataset, VOID.propertyPartition)
    }
    assert told == {(row["p"], int(row["n"])) for row in rows}


def test_void_tells_where_the_dataset_is_and_when_it_changed(service: Client) -> None:
    graph = parsed(service.get("/.well-known/void"))
    (dataset,) = graph.subjects(VOID.sparqlEndpoint)
    assert graph.value(dataset, VOID.uriSpace) == Literal("https://w3id.org/khabar/id/")
    modified = graph.value(dataset, DCTERMS.modified)
    assert isinstance(modified, Literal)
    assert modified.datatype == XSD.dateTime
    ready = service.get("/ready").json()
    assert str(modified) == ready["published"]
    assert graph.value(dataset, VOID.exampleResource)
    assert graph.value(dataset, DCTERMS.license) is None


def test_the_links_to_wikidata_are_a_linkset(service: Client) -> None:
    graph = parsed(service.get("/.well-known/void"))
    linkset = graph.value(None, RDF.type, VOID.Linkset)
    (row,) = service.rows(
        "SELECT (COUNT(*) AS ?n) WHERE { ?s <https://schema.org/sameAs> ?o "
        'FILTER(STRSTARTS(STR(?o), "http://www.wikidata.org/entity/")) }'
    )
    assert graph.value(linkset, VOID.triples) == Literal(int(row["n"]))
    assert graph.value(linkset, VOID.linkPredicate) == URIRef("https://schema.org/sameAs")


def test_the_licence_is_the_one_that_is_set(retold_home: object) -> None:
    licence = "https://example.org/licence"
    with served(retold_home, KB_LICENCE=licence) as client:  # type: ignore[arg-type]
        graph = parsed(client.get("/.well-known/void"))
        assert set(graph.objects(None, DCTERMS.license)) == {URIRef(licence)}


def test_every_named_query_is_an_example_that_is_answered(service: Client) -> None:
    graph = parsed(service.get("/.well-known/sparql-examples"))
    examples = list(graph.subjects(RDF.type, SH.SPARQLExecutable))
    assert len(examples) == len(list(data_dir("queries").glob("*.rq")))
    for example in examples:
        assert (example, RDF.type, SH.SPARQLSelectExecutable) in graph
        text = str(graph.value(example, SH.select))
        assert service.sparql(text).status == 200, text


def test_a_page_of_another_origin_may_read_answers(service: Client) -> None:
    options = service.request("OPTIONS", "/sparql")
    assert options.status == 204
    assert "POST" in options.headers["access-control-allow-methods"]
    reply = service.sparql("ASK {}")
    assert reply.headers["access-control-allow-origin"] == "*"
    assert json.loads(reply.body)["boolean"] is True
