"""What a graph must be before any shape looks at it, and the words its selectors point at."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD
from rdflib.term import Node

from kb.namespaces import KB, OA, PREFIXES, SCHEMA
from kb.view import Triple

# Oxigraph rewrites other types and their lexical forms: what is stored would not be what was given.
DATATYPES = frozenset(
    {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.date, XSD.dateTime, RDF.langString}
)
# A look-up in a namespace costs 4 µs, and an article would ask for a thousand.
_PLAIN, _TAGGED = XSD.string, RDF.langString
_WORDS, _START, _END, _SELECTOR = KB.wordsAtSpan, OA.start, OA.end, OA.hasSelector
_IRI = re.compile(r'[a-zA-Z][a-zA-Z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')
_CONTEXT = frozenset({RDF.type, SKOS.prefLabel})


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One reason to refuse a graph, and what to do about it.

    `shape` and `constraint` name what refused: a shape and a constraint component, or `gate` and
    one word. `path` is a property or path as SPARQL writes it.
    """

    focus: str
    path: str
    value: str
    message: str
    shape: str
    constraint: str


def curie(node: Node) -> str:
    """An IRI with the prefix that this project uses for it, else the whole."""
    for prefix, base in PREFIXES.items():
        if node.startswith(base):  # type: ignore[attr-defined]  # nodes of rdflib are strings
            return f"{prefix}:{str(node)[len(base) :]}"
    return str(node)


def article_of(graph: Graph) -> URIRef | None:
    """The only article of a graph; None where there is none, or several."""
    found = set(graph.subjects(RDF.type, SCHEMA.NewsArticle))
    only = found.pop() if len(found) == 1 else None
    return only if isinstance(only, URIRef) else None


def intake(graph: Graph, context: Iterable[Triple], text: str | None) -> Iterator[Violation]:
    """What is wrong with a graph and its context as such; without a text it is reference data."""
    copied = tuple(context)
    yield from _terms((*graph, *copied))
    for triple in copied:
        if triple[1] not in _CONTEXT:
            yield _refusal(triple, "Context holds types and labels only.", "context")
    if text is not None:
        yield from _one_article(graph, text)


def _refusal(triple: Triple, message: str, word: str) -> Violation:
    subject, predicate, value = triple
    return Violation(str(subject), curie(predicate), str(value), message, "gate", word)


def _terms(triples: tuple[Triple, ...]) -> Iterator[Violation]:
    """What is wrong with the terms of triples; each term is looked at once."""
    found = {term: _wrong(term) for term in set(chain.from_iterable(triples))}
    wrong = {term: reason for term, reason in found.items() if reason is not None}
    if wrong:
        for triple in triples:
            for term in wrong.keys() & set(triple):
                word, message = wrong[term]
                yield _refusal(triple, message, word)


def _wrong(term: Node) -> tuple[str, str] | None:
    """The word and sentence for what is wrong with a term; None where nothing is."""
    if isinstance(term, Literal):
        return _wrong_literal(term)
    if isinstance(term, BNode):
        return "blank-node", "Give every node an IRI: no blank nodes."
    if term == _WORDS:
        return "words-given", "Only the gate states kb:wordsAtSpan: remove it."
    return None if _IRI.fullmatch(str(term)) else ("iri", f"{str(term)!r} is no absolute IRI.")


def _wrong_literal(value: Literal) -> tuple[str, str] | None:
    kind = _TAGGED if value.language else value.datatype or _PLAIN
    if kind not in DATATYPES:
        allowed = ", ".join(sorted(curie(one) for one in DATATYPES))
        return "datatype", f"{curie(kind)} is not one of {allowed}."
    return ("datatype", f"{str(value)!r} is no {curie(kind)}.") if value.ill_typed else None


def _one_article(graph: Graph, text: str) -> Iterator[Violation]:
    """What does not belong to the one article whose graph and text these are."""
    article = article_of(graph)
    if article is None:
        message = "An article's graph holds one schema:NewsArticle."
        yield Violation("", "rdf:type", str(SCHEMA.NewsArticle), message, "gate", "article")
        return
    for subject in set(graph.subjects()):
        if subject != article and not str(subject).startswith(f"{article}#"):
            message = "Only the article and its fragments are described in its graph."
            yield Violation(str(subject), "", "", message, "gate", "subject")
    yield from _same_text(graph, article, text)
    for selector in set(graph.subjects(_START)) | set(graph.subjects(_END)):
        yield from _span(graph, article, selector, len(text))


def _same_text(graph: Graph, article: URIRef, text: str) -> Iterator[Violation]:
    """Whether the text is the one that the graph was made from."""
    found = {
        KB.textSha256: Literal(hashlib.sha256(text.encode()).hexdigest()),
        KB.textLength: Literal(len(text)),
    }
    for predicate, value in found.items():
        for stated in graph.objects(article, predicate):
            if str(stated) != str(value):
                message = f"The stored text has {value}: the graph was made from another text."
                yield _refusal((article, predicate, stated), message, "text")


def _offsets(graph: Graph, selector: Node) -> tuple[int, int] | None:
    """The one start and the one end of a selector; None where the shapes will complain."""
    ends = [list(graph.objects(selector, name)) for name in (_START, _END)]
    values = [one.value for found in ends for one in found if isinstance(one, Literal)]
    if any(len(found) != 1 for found in ends) or not all(isinstance(v, int) for v in values):
        return None
    return values[0], values[1]


def _span(graph: Graph, article: URIRef, selector: Node, length: int) -> Iterator[Violation]:
    """Whether a selector lies in the text and its IRI, and that of its evidence, say the same."""
    offsets = _offsets(graph, selector)
    if offsets is None:
        return
    start, end = offsets
    if not 0 <= start <= length or not 0 <= end <= length:
        message = f"The span {start},{end} is out of the text, which has {length} characters."
        yield Violation(str(selector), "oa:start", str(start), message, "gate", "span")
    named = [(selector, "selector")]
    named += [(node, "char") for node in graph.subjects(_SELECTOR, selector)]
    for node, word in named:
        if str(node) != f"{article}#{word}={start},{end}":
            message = f"The selector says {start},{end}: its IRI must end in #{word}={start},{end}."
            yield Violation(str(node), "oa:start", str(start), message, "gate", "span")


def words_read(graph: Graph, text: str) -> Iterator[Triple]:
    """The words that stand at each selector's span of the stored text."""
    for selector in set(graph.subjects(_START)):
        offsets = _offsets(graph, selector)
        if offsets is not None and offsets[0] < offsets[1]:
            yield selector, _WORDS, Literal(text[slice(*offsets)])


def plain(triple: Triple) -> Triple:
    """The triple with an `xsd:string` as rdflib's parsers make it: one term, for it two."""
    subject, predicate, value = triple
    if isinstance(value, Literal) and value.datatype == _PLAIN:
        return subject, predicate, Literal(str(value))
    return triple
