"""A document's graph as a JSON-LD tree that reads as plain JSON.

The context of `ontology/context.jsonld` decides every key; a key that it defines by `@reverse`
turns what points at a thing into a member of it. rdflib compacts but does not frame, hence this.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import PROV, RDF, XSD
from rdflib.term import Node

from kb.namespaces import KB, PREFIXES

Json = dict[str, Any]


REPORTED = (KB.names, KB.speaker, KB.report, PROV.wasDerivedFrom)


@dataclass(frozen=True, slots=True)
class Term:
    """A key of the context: the property it stands for and how its values are written."""

    key: str
    iri: URIRef
    type: str | None
    container: frozenset[str]
    reverse: bool


@dataclass(frozen=True, slots=True)
class Context:
    """The context, ready to write by."""

    terms: Mapping[URIRef, Term]
    reverses: Mapping[URIRef, Term]
    names: Mapping[str, str]  # IRI of a class or individual -> its short name
    raw: Json


def _expand(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name


def _term(key: str, value: Any, prefixes: Mapping[str, str]) -> Term | None:
    entry = value if isinstance(value, dict) else {"@id": value}
    name = entry.get("@reverse") or entry.get("@id")
    if key.startswith("@") or not isinstance(name, str) or name.startswith("@"):
        return None
    held = entry.get("@container", ())
    container = frozenset([held] if isinstance(held, str) else held)
    iri = URIRef(_expand(name, prefixes))
    return Term(key, iri, entry.get("@type"), container, "@reverse" in entry)


def read_context(path: Path) -> Context:
    """The context of a file."""
    raw = json.loads(path.read_text("utf-8"))
    entries = raw["@context"]
    prefixes = {k: str(v) for k, v in PREFIXES.items()}
    prefixes |= {k: v for k, v in entries.items() if isinstance(v, str) and v[-1] in "#/"}
    terms = [term for k, v in entries.items() if (term := _term(k, v, prefixes))]
    return Context(
        terms={t.iri: t for t in terms if not t.reverse},
        reverses={t.iri: t for t in terms if t.reverse},
        names={str(t.iri): t.key for t in terms if not t.reverse},
        raw=raw,
    )


def _scalar(value: Literal) -> Any:
    if value.datatype in (XSD.boolean, XSD.integer):
        return value.toPython()
    return str(value)


class _Writer:
    def __init__(self, graph: Graph, context: Context) -> None:
        self.graph = graph
        self.context = context
        self.open: list[Node] = []

    def short(self, iri: Node) -> str:
        """A class by the context's own name, else by prefix, else whole."""
        text = str(iri)
        if text in self.context.names:
            return self.context.names[text]
        for prefix, base in PREFIXES.items():
            if text.startswith(base):
                return f"{prefix}:{text[len(base) :]}"
        return text

    def node(self, node: Node) -> Json:
        """A thing with all that the graph says of it; inside itself, its IRI alone."""
        tree: Json = {"id": str(node)}
        if node in self.open:
            return tree
        self.open.append(node)
        types = sorted(self.short(t) for t in self.graph.objects(node, RDF.type))
        if types:
            tree["type"] = types
        for predicate in sorted({URIRef(str(p)) for p in self.graph.predicates(node)} - {RDF.type}):
            self._property(tree, node, predicate)
        for predicate, term in self.context.reverses.items():
            # Below the root only a report says what it is of: every participant of every event
            # would else bring all other events in again.
            if node == self.open[0] or predicate == KB.report:
                subjects = sorted(self.graph.subjects(predicate, node), key=str)
                nested = [
                    self.node(s) for s in subjects if s not in self.open and self._own(s, predicate)
                ]
                if nested:
                    tree[term.key] = nested
        self.open.pop()
        return tree

    def _own(self, subject: Node, predicate: URIRef) -> bool:
        """Whether a thing is listed by itself: a report is where the thing that it is of is."""
        return predicate in REPORTED or not any(self.graph.subjects(KB.report, subject))

    def _property(self, tree: Json, node: Node, predicate: URIRef) -> None:
        values = sorted(self.graph.objects(node, predicate), key=str)
        term = self.context.terms.get(predicate)
        if term is None:
            tree[self.short(predicate)] = [self._expanded(value) for value in values]
        elif "@language" in term.container:
            tree[term.key] = _by_language(values)
        else:
            written = [self._value(value, term) for value in values]
            single = len(written) == 1 and "@set" not in term.container
            tree[term.key] = written[0] if single else written

    def _expanded(self, value: Node) -> Any:
        if not isinstance(value, Literal):
            return self.node(value)
        if value.language:
            return {"@value": str(value), "@language": value.language}
        return {"@value": str(value), "@type": self.short(value.datatype or XSD.string)}

    def _value(self, value: Node, term: Term) -> Any:
        if not isinstance(value, Literal):
            if term.type == "@vocab":
                return self.short(value)
            return self.node(value)
        plain = value.datatype in (None, XSD.string, XSD.boolean, XSD.integer)
        if value.language is None and (plain or term.type):
            return _scalar(value)
        return self._expanded(value)


def _by_language(values: list[Node]) -> Json:
    found: dict[str, list[str]] = {}
    for value in values:
        if isinstance(value, Literal):
            found.setdefault(value.language or "@none", []).append(str(value))
    return {tag: texts[0] if len(texts) == 1 else texts for tag, texts in found.items()}


def tree(graph: Graph, root: URIRef, context: Context) -> Json:
    """The JSON-LD of a document, its context by reference left to the caller."""
    return _Writer(graph, context).node(root)
