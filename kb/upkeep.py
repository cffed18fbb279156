"""What an operator does to a whole base: make it, retract from it, rebuild it, check against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from kb import curated, kit, pipeline
from kb.errors import Refusal, UsageFault
from kb.extract.article import bytes_of
from kb.model.holding import hold, retract
from kb.model.judging import Decisions
from kb.model.shapes import Gate, Verdict
from kb.namespaces import DEFAULT_DATA, KB, graph_iri
from kb.settings import Settings
from kb.store import making, opening
from kb.store.base import Base
from kb.store.export import ENDINGS, parsed
from kb.store.generations import Manifest
from kb.store.journal import Erased, Ingested, Minted, Retracted, Wrote
from kb.store.layout import Layout
from kb.store.originals import Originals
from kb.store.writer import Writer
from kb.view import Triple

NO_IRI = r"\x00-\x20<>\"{}|\\^`"  # characters that no IRI has
KNOWN_BY = (KB.articleKey, KB.retoldKey, KB.retoldFile, KB.originalSha256)


def init(settings: Settings, *, data: str = DEFAULT_DATA, plain: bool = False) -> Manifest:
    """A new base: empty when plain, else with the seeds and the ontology."""
    if not re.fullmatch(rf"https?://[^/?#{NO_IRI}]+/[^{NO_IRI}]*(?<=[/#])", data):
        raise UsageFault(f"a data namespace is an http(s) IRI that ends in / or #, not {data!r}")
    found = kit.versions(settings)
    manifest = making.init(settings, data=data, plain=plain, versions=found)
    if plain:
        return manifest
    with kit.writer(settings) as base:
        kit.load_reference(base, settings)
        base.publish({"seeds": True})
        return base.parent


# ---- retraction ----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class TakenOut:
    """What a retraction left: the new generation, and older ones that somebody still reads."""

    article: str
    generation: int
    still_read: tuple[int, ...] = ()


def take_out(name: str, reason: str, settings: Settings, *, erase: bool = False) -> TakenOut:
    """The base without an article and what rested on it alone; 410 with the reason is left.

    With `erase` its originals go too, what others brought is worked out anew as if it had never
    been given, and older generations are deleted. Raises NotThere where there is no such article.
    """
    if not reason.strip():
        raise UsageFault("a retraction needs a reason: it is what readers are told")
    with kit.writer(settings) as base:
        article = _article(name, base)
        gone = any(base.triples(article, KB.retracted))
        if gone and not erase:
            raise UsageFault(f"{article} is retracted already; --erase deletes its originals too")
        if not gone:
            base.record(_retract(base, Retracted(str(article), reason)))
            base.commit()
            base.publish({"retracted": str(article)})
        if erase:
            _erase(base, article, reason, settings)
        left = base.older() if erase else []
        return TakenOut(str(article), base.parent.number, tuple(left))


def _article(name: str, base: Writer) -> URIRef:
    """The IRI that a name stands for: itself, type and slug, or the slug alone."""
    if not re.fullmatch(f"[^{NO_IRI}]+", name):
        raise UsageFault(f"{name!r} is no IRI of an article")
    return URIRef(name if ":" in name else f"{base.data}article/{name.removeprefix('article/')}")


def _retract(base: Writer, record: Retracted) -> Retracted:
    """The record with all that the article is known by; it stays, so that it is known again.

    Where an original was erased there is nothing to take out, and the record alone knows it.
    """
    article, registry = URIRef(record.article), graph_iri(base.data, "registry")
    held = base.triples(article, None, None, registry)
    known = {(str(p), str(o)) for _, p, o in held if p in KNOWN_BY} | set(record.keys)
    if not record.keys or any(base.triples(graph=article)):
        pipeline.apply(base, retract(article, base, base.data))
    keys = [(article, URIRef(predicate), Literal(key)) for predicate, key in sorted(known)]
    base.add(keys, registry)
    base.add([(article, KB.retracted, Literal(record.reason))])
    return replace(record, keys=tuple(sorted(known)))


def _erase(base: Writer, article: URIRef, reason: str, settings: Settings) -> None:
    """Note what is to go, publish a base made without it, and only then delete.

    A kill between leaves files, which the same command deletes when it is given again.
    """
    records = list(base.journal.replay(base.parent.number))
    ours = {r.original for r in records if isinstance(r, Ingested) and r.article == str(article)}
    noted = [Erased(str(article), original, reason) for original in sorted(ours)]
    base.record(*noted)
    base.commit()
    _remake(base, [*records, *noted], settings)
    number = base.publish({"erased": str(article)})
    _delete(base, ours, records)
    base.journal.forget(str(article), number)
    base.forget_older(1)


def _delete(base: Writer, originals: set[str], records: Sequence[object]) -> None:
    """Delete files of an article, but none that another article's file or text is as well."""
    given = [r for r in records if isinstance(r, Ingested)]
    others = [r for r in given if r.original not in originals]
    spared = {name for r in others for name in (r.text, r.side) if name}
    sides = {r.side for r in given if r.original in originals and r.side} - spared
    for original in sorted(originals | sides):
        base.originals.erase(original, spared)
        base.refusals.erase(original)


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

    By the same program and seeds it is the same, triple for triple, and nothing is published. An
    original that the rules of today refuse stays out and is named.
    """
    with kit.writer(settings) as base, opening.base(settings) as before:
        if base.plain:
            raise UsageFault(
                "this is a plain base, for general RDF: it has nothing to rebuild from"
            )
        records = list(base.journal.replay(base.parent.number))
        refused = tuple(_remake(base, records, settings))
        removed, added = sorted(before.lacking(base)), sorted(base.lacking(before))
        number = base.parent.number
        if added or removed or base.parent.versions != kit.versions(settings):
            number = base.publish({"rebuilt": True})
    return Difference(number, tuple(added), tuple(removed), refused)


def _remake(base: Writer, records: Sequence[object], settings: Settings) -> list[str]:
    """Do again what records tell of, in their order; what of it was refused this time."""
    base.empty()
    made = kit.tools(settings)
    kit.load_reference(base, settings)
    given: dict[str, str] = {}
    for record in records:
        if isinstance(record, Minted):
            given.setdefault(record.key, record.iri)
    run = pipeline.Ingest(base, made, settings, again=Decisions(given=given))
    return list(_replay(run, records))


def _replay(run: pipeline.Ingest, records: Sequence[object]) -> Iterator[str]:
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
            _retract(base, record)
            base.commit()
        elif isinstance(record, Wrote):
            try:
                curated.again(base, record, run.kit.gate)
            except Refusal as refusal:
                yield refusal.message


# ---- validation ----------------------------------------------------------------------------
def validate(path: Path, settings: Settings) -> Verdict:
    """Whether the gate would take a file: an article of any format, or a graph in RDF.

    A graph about an article is checked against the kept text that its kb:textSha256 names, one
    without an article as reference data. Nothing is stored.
    """
    gate = kit.tools(settings).gate
    with opening.base(settings) as base:
        if path.suffix.lower() in ENDINGS:
            return _validate_graph(path, gate, base, settings)
        found = pipeline.extracted(path, kit.tools(settings), settings)
        if isinstance(found, Refusal):
            raise found
        change = hold(found, base, base.data, rules="validate")
        if change.graph is None:
            return Verdict(True, (), {})
        graph = _graph(change.graph.triples)
        return gate.check(graph, change.context, found.article.text, change.graph.counts)


def _graph(triples: Sequence[Triple]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def _parse(path: Path, limit: int) -> Graph:
    raw = bytes_of(path, path.name, limit)
    try:
        return _graph(parsed(raw, path.suffix.lower()))
    except UsageFault as fault:
        raise Refusal("broken-markup", f"{path}: {fault.message}") from fault


def _validate_graph(path: Path, gate: Gate, base: Base, settings: Settings) -> Verdict:
    graph = _parse(path, settings.upload_bytes)
    sha256 = next(graph.objects(None, KB.textSha256), None)
    if sha256 is None:
        return gate.check_reference(graph)
    text = Originals(Layout(settings.home).originals).text(str(sha256))
    return gate.check(graph, _context(graph, base), text, _counts(graph))


def _context(graph: Graph, base: Base) -> Iterator[Triple]:
    own = set(graph.subjects())
    for node in set(graph.objects()) - own:
        if isinstance(node, URIRef) and str(node).startswith(base.data):
            for predicate in (RDF.type, SKOS.prefLabel):
                yield from base.triples(node, predicate)


def _counts(graph: Graph) -> dict[URIRef, int]:
    return dict(Counter(URIRef(str(o)) for o in graph.objects(None, RDF.type)))
