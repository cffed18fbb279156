"""What a base holds at a SPARQL engine, read by pattern and by our own queries.

A base's default graph is the engine's own, or stands in a named graph where the engine has none of
its own, as Virtuoso. Its named graphs are those of its data namespace; others are not of the base.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kb.errors import StoreFault
from kb.store import terms
from kb.store.quads import Answer
from kb.store.remote import OWN, RESULTS, TRIPLES, Dataset, EngineRefused, RemoteClient
from kb.store.tokens import tokens
from kb.store.words import FORMS

Subject = ox.NamedNode | ox.BlankNode
GRAPH_FORMS: Final = frozenset({"CONSTRUCT", "DESCRIBE"})
NOWHERE: Final = "urn:khabar:nowhere"  # a graph that is never there: an empty half of a dataset
# Virtuoso's JSON has the booleans as numbers, typed booleans still. A quotation mark within a
# string has a backslash before it, so these bytes are never a part of somebody's words.
_BOOLEAN: Final = re.compile(rb'(XMLSchema#boolean"\s*,\s*"value"\s*:\s*")([01])"')
_WORDS: Final = {b"0": b"false", b"1": b"true"}
_OVERLAP: Final = 200
_MANY: Final = 200  # subjects asked for at once


@dataclass(frozen=True, slots=True)
class Site:
    """An engine and how a base lies in it."""

    client: RemoteClient
    default: str | None = None  # the graph that stands for the default graph, where one does

    @property
    def dataset(self) -> Dataset:
        """What a query that names no dataset is asked of."""
        return Dataset((self.default,)) if self.default else OWN

    def wrapped(self, pattern: str, graph: terms.GraphName) -> str:
        """A pattern, or triples, as they stand in a graph of the base."""
        name = self.default if isinstance(graph, ox.DefaultGraph) else graph.value
        return pattern if name is None else f"GRAPH {ox.NamedNode(name)} {{ {pattern} }}"


def booleans(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """JSON results with booleans as words, in as many pieces or fewer."""
    kept = b""
    for piece in pieces:
        kept = _BOOLEAN.sub(lambda found: found[1] + _WORDS[found[2]] + b'"', kept + piece)
        yield kept[:-_OVERLAP]
        kept = kept[-_OVERLAP:]
    yield kept


def form(query: str) -> str:
    """The form of a query: the first word of it that is one."""
    return next((token.word for token in tokens(query) if token.word in FORMS), "")


class EngineStore:
    """As the embedded store where it is read: patterns, graphs and the program's own queries."""

    def __init__(self, site: Site, data: str) -> None:
        self._site = site
        self._data = data

    # ---- patterns ----------------------------------------------------------------------------
    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: ox.NamedNode | None,
        obj: terms.Stored | None,
        graph: terms.GraphName | None,
    ) -> Iterator[ox.Quad]:
        """The quads that fit a pattern; with a graph None those of all graphs."""
        given: dict[str, terms.Stored | None] = {"s": subject, "p": predicate, "o": obj}
        words = " ".join(f"?{name}" if term is None else str(term) for name, term in given.items())
        for row in self._rows(f"SELECT * WHERE {{ {self._anywhere(words, graph)} }}"):
            s, p, o = (term or row[name] for name, term in given.items())
            name = self._graph(row, graph)
            if name is not None:
                yield ox.Quad(s, p, o, name)  # type: ignore[arg-type]  # as the engine has them

    def about(self, subjects: Iterable[Subject], graph: terms.GraphName) -> Iterator[ox.Quad]:
        """All quads of some subjects in a graph."""
        wanted = list(subjects)
        for start in range(0, len(wanted), _MANY):
            values = " ".join(map(str, wanted[start : start + _MANY]))
            pattern = self._site.wrapped("?s ?p ?o", graph)
            query = f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} {pattern} }}"
            for row in self._rows(query):
                yield ox.Quad(row["s"], row["p"], row["o"], graph)

    def _anywhere(self, words: str, graph: terms.GraphName | None) -> str:
        if graph is not None:
            return self._site.wrapped(words, graph)
        named = f"GRAPH ?g {{ {words} }}"
        return named if self._site.default else f"{{ {words} }} UNION {{ {named} }}"

    def _graph(
        self, row: ox.QuerySolution, asked: terms.GraphName | None
    ) -> terms.GraphName | None:
        """The graph of the base that a row is of; None where it is of none."""
        if asked is not None:
            return asked
        try:
            name = row["g"]
        except KeyError:  # only where the pattern has no graph at all
            return terms.DEFAULT
        if name is None or name.value == self._site.default:
            return terms.DEFAULT
        ours = isinstance(name, ox.NamedNode) and name.value.startswith(self._data)
        return name if ours else None

    def _rows(self, query: str) -> ox.QuerySolutions:
        found = self._results(query, OWN)
        if not isinstance(found, ox.QuerySolutions):
            raise EngineRefused("the SPARQL engine answered a SELECT with something else")
        return found

    def __contains__(self, quad: ox.Quad) -> bool:
        pattern = self._site.wrapped(str(quad.triple), quad.graph_name)
        return bool(self._results(f"ASK {{ {pattern} }}", OWN))

    # ---- graphs ------------------------------------------------------------------------------
    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """The names of the base's named graphs."""
        # By GROUP BY: for 39,000 quads DISTINCT takes Virtuoso 10 s, and this 10 ms.
        for row in self._rows("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"):
            name = self._graph(row, None)
            if isinstance(name, ox.NamedNode):
                yield name

    def contains_named_graph(self, name: ox.NamedNode) -> bool:
        """Whether the base has a named graph of this name, which is never empty."""
        return bool(self._results(f"ASK {{ GRAPH {name} {{ ?s ?p ?o }} }}", OWN))

    def count(self, name: ox.NamedNode) -> int:
        """How many quads a named graph has."""
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}"
        return sum(int(row["n"].value) for row in self._rows(query))

    def __iter__(self) -> Iterator[ox.Quad]:
        names: list[terms.GraphName] = [terms.DEFAULT, *self.named_graphs()]
        for name in names:
            yield from self.quads_for_pattern(None, None, None, name)

    # ---- queries -----------------------------------------------------------------------------
    def query(self, query: str, *, prefixes: dict[str, str] | None = None) -> Answer:
        """The answer to a query of our own, whole, of the engine's own terms."""
        declared = (f"PREFIX {name}: <{iri}>\n" for name, iri in (prefixes or {}).items())
        text = "".join((*declared, query))
        if form(query) in GRAPH_FORMS:
            return _triples(self._site.client.query(text, TRIPLES, self._site.dataset))
        return self._results(text, self._site.dataset)

    def _results(self, text: str, dataset: Dataset) -> ox.QuerySolutions | ox.QueryBoolean:
        # Patterns name each graph themselves and are asked of no dataset: where one names default
        # graphs alone, Virtuoso has no graph by a constant name.
        raw = b"".join(booleans([self._site.client.query(text, RESULTS, dataset)]))
        try:
            return ox.parse_query_results(raw, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise EngineRefused(f"the SPARQL engine's answer cannot be read: {error}") from error


def _triples(raw: bytes) -> ox.QueryTriples:
    """N-Triples as an embedded store gives the triples of a CONSTRUCT."""
    whole = ox.Store()
    try:
        whole.extend(ox.parse(raw, ox.RdfFormat.N_TRIPLES))
    except (SyntaxError, ValueError) as error:
        raise EngineRefused(f"the SPARQL engine's answer cannot be read: {error}") from error
    found = whole.query("CONSTRUCT WHERE { ?s ?p ?o }")
    if not isinstance(found, ox.QueryTriples):
        raise StoreFault("triples could not be read")
    return found
