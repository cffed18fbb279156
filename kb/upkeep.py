"""What an operator does to a whole base: make it, retract from it, rebuild it, check against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from kb import pipeline
from kb.errors import NotThere, Refusal, UsageFault
from kb.extract.article import read_file
from kb.extract.reading import read
from kb.model.holding import hold, retract
from kb.model.shapes import Gate, Verdict
from kb.namespaces import DEFAULT_DATA, KB
from kb.settings import Settings
from kb.store.base import Base, open_base
from kb.store.generations import Generations, Manifest
from kb.store.journal import Erased, Ingested, Retracted
from kb.store.originals import Originals
from kb.store.writer import Writer
from kb.store.writer import init as make
from kb.view import Triple

SYNTAX = {".ttl": "turtle", ".trig": "trig", ".nt": "nt", ".nq": "nquads"}
Quad = tuple[Node, Node, Node, URIRef | None]


def init(settings: Settings, *, data: str = DEFAULT_DATA, plain: bool = False) -> Manifest:
    """A new base: empty when plain, else with the seeds and the ontology."""
    if not data.startswith(("http://", "https://")) or data[-1] not in "/#":
        raise UsageFault(f"a data namespace is an http(s) IRI that ends in / or #, not {data!r}")
    manifest = make(settings.home, data=data, plain=plain, versions=pipeline.versions(settings))
    if plain:
        return manifest
    with pipeline.writer(settings) as base:
        pipeline.load_reference(base, pipeline.tools(settings), settings)
        base.publish({"seeds": True})
        return base.parent


# ---- retraction ----------------------------------------------------------------------------
def take_out(name: str, reason: str, settings: Settings, *, erase: bool = False) -> int:
    """The generation without an article and what rested on it alone; 410 with the reason is left.

    With `erase` its originals are deleted too, and every older generation that still holds its
    words. Raises NotThere where the base holds no such article.
    """
    if not reason.strip():
        raise UsageFault("a retraction needs a reason: it is what readers are told")
    with pipeline.writer(settings) as base:
        article = URIRef(name if ":" in name else base.data + name)
        _retract(base, article, reason, settings)
        if erase:
            _erase(base, str(article), reason)
        number = base.publish({"retracted": str(article)})
        if erase:
            base.generations.prune_locked(1)
    return number


def _retract(base: Writer, article: URIRef, reason: str, settings: Settings) -> None:
    run = pipeline.Ingest(base, pipeline.tools(settings), settings)
    run.apply(retract(article, base, base.data))
    base.add([(article, KB.retracted, Literal(reason))])
    base.record(Retracted(str(article), reason))
    base.commit()


def _erase(base: Writer, article: str, reason: str) -> None:
    records = base.journal.replay(base.parent.number)
    given = {r.original for r in records if isinstance(r, Ingested) and r.article == article}
    for original in sorted(given):
        base.originals.erase(original)
        base.record(Erased(article, original, reason))
    base.commit()


# ---- rebuild -------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Difference:
    """What a rebuild changed against the generation that was current."""

    generation: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    refused: tuple[str, ...]


def rebuild(settings: Settings) -> Difference:
    """The base made anew from originals and journal, as the next generation.

    By the same program and seeds it is the same, triple for triple. An original that the rules
    of today refuse stays out and is named.
    """
    with pipeline.writer(settings) as base:
        before = set(_quads(base))
        records = list(base.journal.replay(base.parent.number))
        for graph in (None, *base.graphs()):
            base.replace_graph(graph, ())
        kit = pipeline.tools(settings)
        pipeline.load_reference(base, kit, settings)
        refused = tuple(_replay(pipeline.Ingest(base, kit, settings, recording=False), records))
        after = set(_quads(base))
        number = base.publish({"rebuilt": True}) if after != before else base.parent.number
    return Difference(number, _shown(after - before), _shown(before - after), refused)


def _quads(base: Writer) -> Iterator[Quad]:
    for graph in (None, *base.graphs()):
        for s, p, o in base.triples(graph=graph):
            yield s, p, o, graph


def _shown(quads: set[Quad]) -> tuple[str, ...]:
    lines = (" ".join(term.n3() for term in quad if term is not None) + " ." for quad in quads)
    return tuple(sorted(lines))


def _replay(run: pipeline.Ingest, records: Sequence[object]) -> Iterator[str]:
    """Do again what the journal tells of, in its order; the refused files by name."""
    erased = {record.original for record in records if isinstance(record, Erased)}
    base = run.base
    for record in records:
        if isinstance(record, Ingested) and record.original not in erased:
            side = base.originals.read(record.side) if record.side else None
            try:
                run.article(record.name, base.originals.read(record.original), side)
            except Refusal as refusal:
                base.rollback()
                yield refusal.message
        elif isinstance(record, Retracted):
            _retract_again(run, record)


def _retract_again(run: pipeline.Ingest, record: Retracted) -> None:
    article = URIRef(record.article)
    with suppress(NotThere):  # where its original was erased, nothing of it was replayed
        run.apply(retract(article, run.base, run.base.data))
    run.base.add([(article, KB.retracted, Literal(record.reason))])
    run.base.commit()


# ---- validation ----------------------------------------------------------------------------
def validate(path: Path, settings: Settings) -> Verdict:
    """Whether the gate would take a file: an article of any format, or a graph in RDF.

    A graph about an article is checked against the kept text that its kb:textSha256 names, one
    without an article as reference data. Nothing is stored.
    """
    gate = Gate.load(settings.ontology / "shapes")
    with open_base(settings.home) as base:
        if path.suffix.lower() in SYNTAX:
            return _validate_graph(path, gate, base, settings)
        extraction = read_file(path, limit=settings.article_bytes)
        found = read(extraction, pipeline.tools(settings).lexicon)
        change = hold(found, base, base.data, rules="validate")
        if change.graph is None:
            return Verdict(True, (), {})
        graph = _graph(change.graph.triples)
        return gate.check(graph, change.context, extraction.text, change.graph.counts)


def _graph(triples: Sequence[Triple]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def _parse(path: Path) -> Graph:
    data = Dataset(default_union=True)
    try:
        data.parse(data=path.read_text("utf-8"), format=SYNTAX[path.suffix.lower()])
    except OSError as error:
        raise Refusal("not-a-file", f"{path}: cannot be read: {error.strerror}") from error
    except Exception as error:  # every parser of rdflib raises its own kind of error
        first = str(error).strip().splitlines()[0]
        raise Refusal("broken-markup", f"{path}: not well-formed RDF: {first}") from error
    return _graph([(s, p, o) for s, p, o in data.triples((None, None, None))])


def _validate_graph(path: Path, gate: Gate, base: Base, settings: Settings) -> Verdict:
    graph = _parse(path)
    sha256 = next(graph.objects(None, KB.textSha256), None)
    if sha256 is None:
        return gate.check_reference(graph)
    text = Originals(Generations(settings.home).layout.originals).text(str(sha256))
    return gate.check(graph, _context(graph, base), text, _counts(graph))


def _context(graph: Graph, base: Base) -> Iterator[Triple]:
    own = set(graph.subjects())
    for node in set(graph.objects()) - own:
        if isinstance(node, URIRef) and str(node).startswith(base.data):
            for predicate in (RDF.type, SKOS.prefLabel):
                yield from base.triples(node, predicate)


def _counts(graph: Graph) -> dict[URIRef, int]:
    return dict(Counter(URIRef(str(o)) for o in graph.objects(None, RDF.type)))
