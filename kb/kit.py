"""What every run needs before its first article: tools, versions, the writer, reference data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rdflib import Graph

from kb import __version__
from kb.errors import Refusal, StoreFault, UsageFault
from kb.extract.lexicon import Lexicon
from kb.ids import digest
from kb.model.reference import Reference, ontology, reference
from kb.model.shapes import Gate, Verdict
from kb.namespaces import graph_iri
from kb.seedtables import Seeds, read_seeds
from kb.settings import PACKAGE, Settings
from kb.store import making
from kb.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading needs beside a file: made once a process."""

    lexicon: Lexicon
    gate: Gate
    seeds: Seeds
    versions: dict[str, str] = field(default_factory=dict)


def _folder_digest(folders: Iterable[Path], pattern: str) -> str:
    files = sorted(path for folder in folders for path in folder.rglob(pattern) if path.is_file())
    return digest(*(path.name + digest(path.read_text("utf-8")) for path in files))[:16]


@cache
def _versions(seeds: Path, ontology: Path) -> dict[str, str]:
    code = _folder_digest([PACKAGE / "extract", PACKAGE / "model"], "*.py")
    shapes = _folder_digest([ontology], "*.ttl")
    words = _folder_digest([PACKAGE / "extract"], "*.csv")
    return {
        "program": __version__,
        "rules": digest(code, shapes, words)[:16],
        "seeds": _folder_digest([seeds], "*.csv"),
    }


def versions(settings: Settings) -> dict[str, str]:
    """What the facts of a base depend on beside its originals: a manifest holds these."""
    return _versions(settings.seeds, settings.ontology)


def rules_version(settings: Settings) -> str:
    """What an article's facts were read by: it is read again when this differs."""
    found = versions(settings)
    return f"{found['rules']}-{found['seeds']}"


@cache
def _tools(seeds: Path, ontology: Path) -> Tools:
    rows = read_seeds(seeds)
    gate = Gate.load(ontology / "shapes")
    return Tools(Lexicon.build(rows), gate, rows, _versions(seeds, ontology))


def tools(settings: Settings) -> Tools:
    """The tools by the settings' seeds and shapes; made once, since it takes two seconds."""
    return _tools(settings.seeds, settings.ontology)


def writer(settings: Settings) -> Writer:
    """The writer of the settings' base, for as long as a `with` block lasts."""
    return making.writer(settings, versions(settings))


@cache
def _reference(seeds: Path, ontology: Path, data: str) -> Reference:
    """The reference data, once the gate let it pass."""
    made = _tools(seeds, ontology)
    found = reference(made.seeds, data)
    checked = Graph()
    for triple in found.default:
        checked.add(triple)
    _pass(made.gate.check_reference(checked), "seeds")
    return found


def load_reference(base: Writer, settings: Settings) -> None:
    """Put the seeds and the ontology into a base, through the gate, and commit."""
    found = _reference(settings.seeds, settings.ontology, base.data)
    base.add(found.default)
    base.replace_graph(graph_iri(base.data, "links"), found.links)
    base.add(found.registry, graph_iri(base.data, "registry"))
    terms = ontology(settings.ontology / "kb.ttl")
    base.replace_graph(graph_iri(base.data, "ontology"), terms)
    base.commit()


def _pass(verdict: Verdict, file: str) -> None:
    if not verdict.accepted:
        first = verdict.violations[0]
        raise Refusal("shapes", f"{file}: {first.message} ({first.focus} {first.path})", file)


def prepare(base: Writer, settings: Settings) -> None:
    """Load the reference data into a base that has none yet.

    A base whose seeds are not these is left alone: its articles were read with the others.
    """
    if base.plain:
        raise UsageFault("this is a plain base, for general RDF: it takes no articles")
    if base.has_graph(graph_iri(base.data, "ontology")):
        if base.parent.versions.get("seeds") != versions(settings)["seeds"]:
            raise StoreFault("the seeds are not those this base was built with; run kb rebuild")
        return
    load_reference(base, settings)
