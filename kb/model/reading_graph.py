"""A graph to read from: what rdflib's store does with contexts and patterns costs ten times more.

pySHACL asks one article's graph some ten thousand questions, nearly all of them for the objects of
a subject and a predicate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rdflib import Graph, URIRef
from rdflib.paths import Path
from rdflib.term import Node

from kb.view import Triple

_NONE: dict[Any, Any] = {}


class ReadingGraph(Graph):
    """Triples that are given once and not changed after."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        super().__init__(store="SimpleMemory", bind_namespaces="none")
        self._by_subject: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._by_predicate: dict[Node, dict[Node, dict[Node, None]]] = {}
        by_subject = self._by_subject
        for subject, predicate, obj in triples:
            found = by_subject.get(subject)
            if found is None:
                found = by_subject[subject] = {}
            values = found.get(predicate)
            if values is None:
                found[predicate] = {obj: None}
            else:
                values[obj] = None

    def __bool__(self) -> bool:
        """True also when empty: pySHACL asks at each result, and counting is slow."""
        return True

    def __len__(self) -> int:
        return sum(len(os) for found in self._by_subject.values() for os in found.values())

    def __contains__(self, triple: Any) -> bool:
        return any(self.triples(triple))

    def _inverse(self, predicate: Node) -> dict[Node, dict[Node, None]]:
        """Object -> subjects of a predicate: made when first asked for, since few are."""
        found = self._by_predicate.get(predicate)
        if found is None:
            found = self._by_predicate[predicate] = {}
            for subject, facts in self._by_subject.items():
                for obj in facts.get(predicate, ()):
                    found.setdefault(obj, {})[subject] = None
        return found

    def triples(self, triple: Any) -> Iterator[Any]:  # type: ignore[override]
        """The triples that fit a pattern."""
        subject, predicate, obj = triple
        if type(predicate) is not URIRef and isinstance(predicate, Path):
            for s, o in predicate.eval(self, subject, obj):
                yield s, predicate, o
        elif subject is None and predicate is not None and obj is not None:
            for s in self._inverse(predicate).get(obj, ()):
                yield s, predicate, obj
        else:
            yield from self._scan(subject, predicate, obj)

    def _scan(
        self, subject: Node | None, predicate: Node | None, obj: Node | None
    ) -> Iterator[Any]:
        known = self._by_subject
        for s in known if subject is None else (subject,):
            facts = known.get(s, _NONE)
            for p in facts if predicate is None else (predicate,):
                values = facts.get(p, _NONE)
                for o in values if obj is None else ((obj,) if obj in values else ()):
                    yield s, p, o

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Any:
        """The objects of a subject and a predicate."""
        # Only an IRI is no path: asking `isinstance(…, Path)`, an abstract class, costs 0.3 µs.
        if type(predicate) is URIRef and subject is not None:
            return iter(self._by_subject.get(subject, _NONE).get(predicate, ()))
        return super().objects(subject, predicate, unique)

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Any:  # noqa: A002
        """The subjects of a predicate and an object."""
        if predicate is None and object is None:
            return iter(self._by_subject)
        if predicate is None or object is None or isinstance(predicate, Path):
            return super().subjects(predicate, object, unique)
        return iter(self._inverse(predicate).get(object, ()))
