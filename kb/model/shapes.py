"""The gate: what no shape refuses may be stored, and nothing else.

pySHACL's own entry point parses the shapes again for every graph, builds every constraint again
for every focus node and changes how all of rdflib reads literals. Here its shapes and constraints
are built once and each is given all focus nodes of a graph together: 31 ms for a long article
where `pyshacl.validate` alone takes 114 (benchmarks/gate.py). A test holds that both say the same
of every example.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import rdflib
from pyshacl.constraints import CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.core.shape_based_constraints import PropertyConstraintComponent
from pyshacl.helper.path_helper import shacl_path_to_sparql_path
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kb.model.intake import Violation, article_of, curie, intake, plain, words_read
from kb.model.reading_graph import ReadingGraph
from kb.namespaces import PREFIXES
from kb.view import Triple

log = logging.getLogger(__name__)

SHAPES = "https://w3id.org/khabar/shapes#"
_TARGETS = (SH.targetClass, SH.targetObjectsOf)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a graph may be stored, every reason why not, and how many nodes each class met."""

    accepted: bool
    violations: tuple[Violation, ...]
    focus_counts: Mapping[URIRef, int]


@dataclass(frozen=True, slots=True)
class _Rule:
    """One shape with its constraints, under the node shape that a curator knows it by."""

    owner: URIRef
    shape: Shape
    constraints: tuple[object, ...]
    path: str
    message: str


@contextmanager
def _literals_kept() -> Iterator[None]:
    """Hold rdflib's reading of literals as it is: pySHACL is known to leave it changed."""
    before = rdflib.NORMALIZE_LITERALS
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _iris(nodes: Iterable[Node]) -> Iterator[URIRef]:
    """Those of the nodes that are IRIs."""
    return (node for node in nodes if isinstance(node, URIRef))


def _constraints(shape: Shape, *, nested: bool) -> tuple[object, ...]:
    """The constraints of a shape; those of its properties are rules of their own unless nested."""
    kinds = {
        CONSTRAINT_PARAMETERS_MAP[parameter]
        for parameter in shape.sg.graph.predicates(shape.node)
        if parameter in CONSTRAINT_PARAMETERS_MAP
    }
    if not nested:
        kinds.discard(PropertyConstraintComponent)
    return tuple(kind(shape) for kind in sorted(kinds, key=lambda kind: kind.__name__))


def _path(shape: Shape) -> str:
    """The path of a property shape as SPARQL writes it; empty for a node shape."""
    path = shape.path()  # type: ignore[no-untyped-call]
    if isinstance(path, BNode):
        return str(shacl_path_to_sparql_path(shape.sg, path, prefixes=PREFIXES))
    return "" if path is None else curie(path)


def _message(shape: Shape) -> str:
    """What a shape tells in English."""
    texts = sorted(shape.message, key=lambda text: (text.language != "en", text))
    return str(texts[0]) if texts else ""


def _rule(owner: URIRef, shape: Shape, *, nested: bool) -> _Rule:
    return _Rule(owner, shape, _constraints(shape, nested=nested), _path(shape), _message(shape))


def _rules(shapes: ShapesGraph, node: URIRef) -> Iterator[_Rule]:
    """The rule of a node shape itself, then one for each of its property shapes."""
    shape = shapes.lookup_shape_from_node(node)
    yield _rule(node, shape, nested=False)
    parts = shapes.graph.objects(node, SH.property)
    found = [shapes.lookup_shape_from_node(part) for part in parts]
    for part in sorted(found, key=lambda part: (_path(part), _message(part))):
        yield _rule(node, part, nested=True)


class Gate:
    """Shapes that were parsed once, ready to check any number of graphs."""

    def __init__(self, graph: Graph) -> None:
        shapes = ShapesGraph(ReadingGraph(graph))
        list(shapes.shapes)  # builds the table that lookups use
        targets = {node for kind in _TARGETS for node in graph.subjects(kind)}
        self._rules = tuple(tuple(_rules(shapes, node)) for node in sorted(_iris(targets), key=str))
        self.classes = frozenset(_iris(graph.objects(None, SH.targetClass)))

    @classmethod
    def load(cls, folder: Path) -> Gate:
        """The gate of a folder of shapes, one file a class."""
        graph = Graph()
        with _literals_kept():
            for file in sorted(folder.glob("*.ttl")):
                graph.parse(file)
            return cls(graph)

    def check(
        self,
        triples: Iterable[Triple],
        context: Iterable[Triple],
        text: str,
        expected: Mapping[URIRef, int],
    ) -> Verdict:
        """Whether the triples of an article's graph may be stored.

        `context` holds types and labels of the entities it refers to, `text` what its offsets
        count in, `expected` how many records of each class were handed in: a class left out
        counts as none, and entities of the context are counted here.
        """
        graph, copied = ReadingGraph(triples), list(context)
        found = list(intake(graph, copied, text))
        if found:
            return self._verdict(found, {})
        whole = ReadingGraph(map(plain, (*graph, *copied, *words_read(graph, text))))
        wanted = Counter(dict(expected))
        wanted.update(_iris(o for _, o in {(s, o) for s, p, o in copied if p == RDF.type}))
        return self._validated(whole, wanted)

    def check_reference(self, graph: Graph) -> Verdict:
        """Whether reference data or a curated graph, which rests on no text, may be stored."""
        if article_of(graph) is not None:
            message = "An article is checked with its text, not as reference data."
            return self._verdict([Violation("", "", "", message, "gate", "article")], {})
        found = list(intake(graph, (), None))
        if found:
            return self._verdict(found, {})
        whole = ReadingGraph(map(plain, graph))
        wanted = Counter(_iris(graph.objects(None, RDF.type)))
        return self._validated(whole, wanted)

    def _validated(self, graph: Graph, wanted: Mapping[URIRef, int]) -> Verdict:
        """The verdict of the shapes; a check that fails is a refusal, never a pass."""
        counts = {kind: len(set(graph.subjects(RDF.type, kind))) for kind in sorted(self.classes)}
        try:
            with _literals_kept():
                found = [*self._reached(graph), *_miscounted(counts, wanted)]
                found += self._violations(graph)
        except Exception as error:
            log.exception("the shapes could not be checked")
            message = f"The check itself failed, so nothing is accepted: {error}"
            found = [Violation("", "", "", message, "gate", "failure")]
        return self._verdict(found, counts)

    def _verdict(self, found: Iterable[Violation], counts: Mapping[URIRef, int]) -> Verdict:
        violations = tuple(sorted(set(found)))
        return Verdict(not violations, violations, counts)

    def _reached(self, graph: Graph) -> Iterator[Violation]:
        """A violation for each node that no shape is about: it would pass unseen."""
        seen = {node for kind in self.classes for node in graph.subjects(RDF.type, kind)}
        described = set(graph.subjects())
        for node in described - seen:
            message = "No shape is about this node: give it a type of the model."
            yield Violation(str(node), "rdf:type", "", message, "gate", "unreached")
        if not described:
            yield Violation("", "", "", "The graph is empty.", "gate", "unreached")

    def _violations(self, graph: Graph) -> Iterator[Violation]:
        executor = SHACLExecutor(abort_on_first=True)  # nobody reads the details of alternatives
        for rules in self._rules:
            focus = rules[0].shape.focus_nodes(graph)  # type: ignore[no-untyped-call]
            for rule in rules if focus else ():
                yield from _broken(rule, executor, graph, focus)


def _broken(
    rule: _Rule, executor: SHACLExecutor, graph: Graph, focus: set[Node]
) -> Iterator[Violation]:
    """What the focus nodes break of one rule."""
    values = rule.shape.value_nodes(graph, focus)
    for constraint in rule.constraints:
        conforms, results = constraint.evaluate(  # type: ignore[attr-defined]
            executor, graph, values, [rule.shape, constraint]
        )
        if not conforms and not results:
            raise RuntimeError(f"{curie(rule.owner)} does not hold and says not why")
        for _, result, triples in results:
            yield _violation(rule, {p: o for s, p, o in triples if s == result})


def _violation(rule: _Rule, told: Mapping[Node, object]) -> Violation:
    """A result of pySHACL, whose nodes may come paired with their graph, as plain strings."""
    bare = {key: o[1] if isinstance(o, tuple) else o for key, o in told.items()}
    path = bare.get(SH.resultPath)
    return Violation(
        focus=str(bare[SH.focusNode]),
        path=curie(path) if isinstance(path, URIRef) else rule.path,
        value=str(bare.get(SH.value, "")),
        message=rule.message or str(bare.get(SH.resultMessage, "")),
        shape=rule.owner.replace(SHAPES, "shape:"),
        constraint=str(bare[SH.sourceConstraintComponent]).replace(str(SH), "sh:"),
    )


def _miscounted(counts: Mapping[URIRef, int], wanted: Mapping[URIRef, int]) -> Iterator[Violation]:
    """A violation for each class whose focus nodes are not as many as the records handed in."""
    for kind in sorted({*counts, *wanted}):
        met, records = counts.get(kind), wanted.get(kind, 0)
        if kind in counts and met != records:
            message = f"{records} records of {curie(kind)} were handed in and {met} were met."
            yield Violation("", "", str(kind), message, "gate", "count")
