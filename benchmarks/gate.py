"""How long the gate takes for a long article: 30 pieces of evidence, 46 reports.

Run from the project's root: `python benchmarks/gate.py`. Prints the least of ten runs in
milliseconds, and what `pyshacl.validate` needs for the same graph, shapes parsed before.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import ORG, PROV, RDF, SKOS, XSD
from rdflib.term import Node

from kb.model.intake import words_read
from kb.model.shapes import Gate
from kb.namespaces import DEFAULT_DATA, KB, OA, SCHEMA
from kb.view import Triple

ROOT = Path(__file__).parents[1]
TEXT = "كلمات مخترعة للقياس وحده. " * 120
ARTICLE = URIRef(f"{DEFAULT_DATA}article/measured")
PEOPLE = [URIRef(f"{DEFAULT_DATA}person/number-{n}") for n in range(25)]
PLACE = URIRef(f"{DEFAULT_DATA}place/somewhere")
OFFICE = URIRef(f"{DEFAULT_DATA}organisation/office")


def evidence(number: int) -> tuple[URIRef, list[Triple]]:
    """A piece of evidence and its triples."""
    start, end = number * 40, number * 40 + 30
    node = URIRef(f"{ARTICLE}#char={start},{end}")
    selector = URIRef(f"{ARTICLE}#selector={start},{end}")
    return node, [
        (node, RDF.type, KB.Evidence),
        (node, RDF.type, OA.SpecificResource),
        (node, OA.hasSource, ARTICLE),
        (node, OA.hasSelector, selector),
        (selector, RDF.type, OA.TextPositionSelector),
        (selector, RDF.type, OA.TextQuoteSelector),
        (selector, OA.start, Literal(start)),
        (selector, OA.end, Literal(end)),
        (selector, OA.exact, Literal(TEXT[start:end])),
        (selector, OA.prefix, Literal(TEXT[max(0, start - 20) : start])),
        (selector, OA.suffix, Literal(TEXT[end : end + 20])),
    ]


def reports() -> list[tuple[str, URIRef, list[tuple[Node, Node]]]]:
    """Name, kind and own properties of every report."""
    day = [Literal("2030-02-03", datatype=XSD.date)] * 2
    found: list[tuple[str, URIRef, list[tuple[Node, Node]]]] = []
    for number, person in enumerate(PEOPLE):
        surface = Literal(f"اسم {number}", lang="ar")
        own: list[tuple[Node, Node]] = [
            (KB.names, person),
            (KB.surface, surface),
            (KB.occurrences, Literal(2)),
        ]
        found.append((f"name-{number}", KB.NameReport, own))
    for number in range(6):
        own = [
            (ORG.member, PEOPLE[number]),
            (ORG.organization, OFFICE),
            (KB.title, Literal("مدير", lang="ar")),
            (KB.postStatus, KB.held),
        ]
        found.append((f"post-{number}", KB.PostReport, own))
    for number in range(5):
        own = [(KB.participant, PEOPLE[number + n]) for n in range(3)]
        own += [(KB.host, PEOPLE[number]), (KB.place, PLACE), (KB.status, KB.held)]
        own += [(KB.date, Literal("2030-02-03")), (KB.earliest, day[0]), (KB.latest, day[1])]
        own += [(KB.dateBasis, Literal("explicit")), (KB.topic, KB["topic-sahel"])]
        found.append((f"event-{number}", KB.MeetingReport, own))
    for number in range(10):
        own = [(KB.speaker, PEOPLE[number]), (KB.direct, Literal("false", datatype=XSD.boolean))]
        found.append((f"statement-{number}", KB.Statement, own))
    return found


def article() -> tuple[Graph, list[Triple], Counter[URIRef]]:
    """Graph, context and counts of the article that is measured."""
    graph = Graph()
    facts = {
        RDF.type: SCHEMA.NewsArticle,
        SCHEMA.inLanguage: Literal("ar"),
        KB.textSha256: Literal(hashlib.sha256(TEXT.encode()).hexdigest()),
        KB.originalSha256: Literal("0" * 64),
        KB.textLength: Literal(len(TEXT)),
        KB.extractor: Literal("invented 1"),
    }
    for predicate, value in facts.items():
        graph.add((ARTICLE, predicate, value))
    pieces = [evidence(number) for number in range(30)]
    graph += [triple for _, triples in pieces for triple in triples]
    for number, (name, kind, own) in enumerate(reports()):
        node = URIRef(f"{ARTICLE}#{name}")
        common: list[tuple[Node, Node]] = [
            (RDF.type, KB.Report),
            (RDF.type, kind),
            (PROV.wasDerivedFrom, ARTICLE),
        ]
        common += [(KB.evidence, pieces[number % 30][0]), (KB.rule, Literal("invented"))]
        graph += [(node, predicate, value) for predicate, value in [*common, *own]]
    context: list[Triple] = [(person, RDF.type, SCHEMA.Person) for person in PEOPLE]
    context += [(PLACE, RDF.type, SCHEMA.Place), (OFFICE, RDF.type, ORG.Organization)]
    context.append((OFFICE, RDF.type, SCHEMA.Organization))
    label = Literal("اسم", lang="ar")
    context += [(node, SKOS.prefLabel, label) for node in [*PEOPLE, PLACE, OFFICE]]
    return (
        graph,
        context,
        Counter(o for o in graph.objects(None, RDF.type) if isinstance(o, URIRef)),
    )


def least(run: Callable[[], object]) -> float:
    """The least time of ten runs, in milliseconds."""
    times = []
    for _ in range(10):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    """Print both times."""
    folder = ROOT / "ontology" / "shapes"
    gate = Gate.load(folder)
    graph, context, expected = article()
    verdict = gate.check(graph, context, TEXT, expected)
    if not verdict.accepted:
        sys.exit("\n".join(map(str, verdict.violations[:10])))
    print(f"triples {len(graph)}, context {len(context)}")
    print(f"gate {least(lambda: gate.check(graph, context, TEXT, expected)):.1f} ms")
    shapes, whole = Graph(), Graph()
    for file in folder.glob("*.ttl"):
        shapes.parse(file)
    whole += [*graph, *context, *words_read(graph, TEXT)]
    print(f"pyshacl.validate {least(lambda: pyshacl.validate(whole, shacl_graph=shapes)):.1f} ms")


if __name__ == "__main__":
    main()
