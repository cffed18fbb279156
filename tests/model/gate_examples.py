"""The examples of the ontology as tests use them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kb.model.intake import article_of
from kb.model.shapes import Gate, Verdict
from kb.settings import data_dir
from kb.view import Triple

SHAPES = data_dir("ontology") / "shapes"
EXAMPLES = data_dir("ontology") / "examples"
VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))


@dataclass
class Example:
    """An article's graph with what the gate is given beside it; or reference data, without text."""

    graph: Graph
    context: list[Triple]
    text: str | None
    expected: Counter[URIRef]
    reasons: set[tuple[str, ...]]


@cache
def gate() -> Gate:
    """The gate of the project's shapes."""
    return Gate.load(SHAPES)


@cache
def shapes() -> Graph:
    """All shapes as one graph."""
    graph = Graph()
    for file in SHAPES.glob("*.ttl"):
        graph.parse(file)
    return graph


def header(path: Path, word: str) -> str | None:
    """What the first lines of an example state under a word."""
    lines = path.read_text(encoding="utf-8").splitlines()[:2]
    return next((line.split(": ", 1)[1] for line in lines if line.startswith(f"# {word}: ")), None)


def read(path: Path) -> Example:
    """An example by its file."""
    whole, reason = Graph().parse(path), header(path, "expects")
    reasons = {tuple((*reason.split(" ", 2), "")[:3])} if reason else set()
    text = header(path, "text")
    article = article_of(whole)
    if text is None or article is None:
        return Example(whole, [], None, Counter(), reasons)
    graph = Graph()
    graph += [t for t in whole if str(t[0]).split("#")[0] == str(article)]
    expected = Counter(graph.objects(None, RDF.type))
    return Example(graph, [t for t in whole if t not in graph], text, expected, reasons)


def verdict(example: Example) -> Verdict:
    """What the gate says of an example."""
    if example.text is None:
        return gate().check_reference(example.graph)
    return gate().check(example.graph, example.context, example.text, example.expected)
