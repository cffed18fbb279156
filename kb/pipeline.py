"""The steps from a file to a generation, in their order; only this module knows it.

    file -> kept original -> Article -> Extraction -> Change -> gate -> base -> generation

What one file does wrong ends in one refusal with one reason word, and the others go on.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from rdflib import Graph

from kb import __version__
from kb.errors import KhabarError, Refusal, StoreFault
from kb.extract.article import SIDE_SUFFIX, load, read_bytes
from kb.extract.lexicon import Lexicon
from kb.extract.reading import read
from kb.ids import digest
from kb.model.holding import Change, hold
from kb.model.identity import unchanged
from kb.model.reference import ontology, reference
from kb.model.shapes import Gate, Verdict
from kb.namespaces import KB, graph_iri
from kb.records import Article, Extraction
from kb.seedtables import Seeds, read_seeds
from kb.settings import PACKAGE, Settings
from kb.store.journal import Ingested
from kb.store.refusals import Refused
from kb.store.writer import Writer

log = logging.getLogger(__name__)

Status = Literal["stored", "replaced", "unchanged", "superseded", "retracted", "refused"]
STATUS: dict[str, Status] = {
    "new": "stored",
    "replaced": "replaced",
    "unchanged": "unchanged",
    "superseded": "superseded",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    file: str
    status: Status
    article: str | None = None
    reason: str | None = None
    message: str | None = None
    new_entities: int = 0
    new_events: int = 0
    new_agreements: int = 0
    joined: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all files of a run."""

    outcomes: tuple[Outcome, ...]
    generation: int
    seconds: float

    @property
    def counts(self) -> dict[str, int]:
        """How many files ended in each way, and what they brought."""
        found = Counter(outcome.status for outcome in self.outcomes)
        names = ("new_entities", "new_events", "new_agreements", "joined")
        sums = {name: sum(getattr(o, name) for o in self.outcomes) for name in names}
        statuses = (*dict.fromkeys(STATUS.values()), "retracted", "refused")
        return {"read": len(self.outcomes), **{s: found[s] for s in statuses}, **sums}

    def as_json(self) -> dict[str, Any]:
        """The report as `kb ingest --json` prints it."""
        outcomes = [{k: v for k, v in asdict(o).items() if v is not None} for o in self.outcomes]
        return {
            **self.counts,
            "generation": self.generation,
            "seconds": round(self.seconds, 3),
            "files": outcomes,
        }


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
def versions(settings: Settings) -> dict[str, str]:
    """What the facts of a base depend on beside its originals: a manifest holds these."""
    code = _folder_digest([PACKAGE / "extract", PACKAGE / "model"], "*.py")
    shapes = _folder_digest([settings.ontology], "*.ttl")
    words = _folder_digest([PACKAGE / "extract"], "*.csv")
    return {
        "program": __version__,
        "rules": digest(code, shapes, words)[:16],
        "seeds": _folder_digest([settings.seeds], "*.csv"),
    }


def rules_version(settings: Settings) -> str:
    """What an article's facts were read by: it is read again when this differs."""
    found = versions(settings)
    return f"{found['rules']}-{found['seeds']}"


def tools(settings: Settings) -> Tools:
    """The tools by the settings' seeds and shapes."""
    seeds = read_seeds(settings.seeds)
    gate = Gate.load(settings.ontology / "shapes")
    return Tools(Lexicon.build(seeds), gate, seeds, versions(settings))


def writer(settings: Settings) -> Writer:
    """The writer of the settings' base, for as long as a `with` block lasts."""
    return Writer(settings.home, versions=versions(settings), keep=settings.keep_generations)


# ---- reference data ------------------------------------------------------------------------
def load_reference(base: Writer, kit: Tools, settings: Settings) -> None:
    """Put the seeds and the ontology into a base, through the gate, and commit."""
    found = reference(kit.seeds, base.data)
    checked = Graph()
    for triple in found.default:
        checked.add(triple)
    _pass(kit.gate.check_reference(checked), "seeds")
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


def prepare(base: Writer, kit: Tools, settings: Settings) -> None:
    """Load the reference data into a base that has none yet.

    A base whose seeds are not these is left alone: its articles were read with the others.
    """
    if base.has_graph(graph_iri(base.data, "ontology")):
        if base.parent.versions.get("seeds") != kit.versions["seeds"]:
            raise StoreFault("the seeds are not those this base was built with; run kb rebuild")
        return
    load_reference(base, kit, settings)


# ---- files ---------------------------------------------------------------------------------
def files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files of paths and of the folders among them, sorted; side files go with theirs."""
    for path in sorted(paths):
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for found in inside:
            hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
            if not hidden and not found.name.endswith(SIDE_SUFFIX):
                yield found


# ---- one article ---------------------------------------------------------------------------
class Ingest:
    """One run over a base: reads, checks and applies one article at a time."""

    def __init__(
        self, base: Writer, kit: Tools, settings: Settings, *, recording: bool = True
    ) -> None:
        self.base = base
        self.kit = kit
        self.settings = settings
        self.recording = recording  # a replay of the journal is not written into it again
        self.rules = rules_version(settings)

    def file(self, path: Path) -> Outcome:
        """What became of a file; never raises for what the file itself does wrong."""
        raw: bytes | None = None
        try:
            raw, side = load(path, limit=self.settings.article_bytes)
            return replace(self.article(path.name, raw, side), file=str(path))
        except Refusal as refusal:
            return self._refused(str(path), refusal, raw)
        except KhabarError:
            raise
        except Exception as error:
            log.exception("%s: unexpected error", path)
            message = f"{path}: the program failed on this file ({type(error).__name__}: {error})"
            return self._refused(str(path), Refusal("internal", message), raw)

    def article(self, name: str, raw: bytes, side: bytes | None) -> Outcome:
        """Read, check and apply one article; raises Refusal."""
        sha256 = self.base.originals.keep(raw)
        beside = self.base.originals.keep(side) if side is not None else None
        rules = f"{self.rules}-{beside[:16]}" if beside else self.rules
        known = unchanged(self.base, self.base.data, sha256, rules)
        if known:
            return Outcome(name, "unchanged", str(known))
        article = read_bytes(name, raw, side)
        extraction = read(article, self.kit.lexicon)
        text = self.base.originals.keep_text(sha256, article.text, article.extractor)
        change = hold(extraction, self.base, self.base.data, rules=rules)
        if any(self.base.triples(change.article, KB.retracted)):
            return Outcome(name, "retracted", str(change.article))
        if not change.changes_nothing:
            self._check(extraction, change, text)
            self.apply(change)
            if self.recording:
                iri = str(change.article)
                self.base.record(Ingested(iri, sha256, text, name, article.extractor, beside))
            self.base.commit()
            self.base.refusals.forget(Refused(name, "internal", "", sha256))
        return _outcome(name, change)

    def _check(self, extraction: Extraction, change: Change, text: str) -> None:
        if change.graph is None:
            return
        stored = _stored_text(self.base, extraction.article, text)
        graph = Graph()
        for triple in change.graph.triples:
            graph.add(triple)
        verdict = self.kit.gate.check(graph, change.context, stored, change.graph.counts)
        if not verdict.accepted:
            raise ShapesRefusal(extraction.article.file, verdict)

    def apply(self, change: Change) -> None:
        """Put a change into the writer's store, to be committed by the caller."""
        base = self.base
        base.replace_graph(change.article, change.graph.triples if change.graph else ())
        for patch, graph in (
            (change.default, None),
            (change.registry, graph_iri(base.data, "registry")),
            (change.judgements, graph_iri(base.data, "judgements")),
        ):
            base.remove(patch.removes, graph)
            base.add(patch.adds, graph)

    def _refused(self, name: str, refusal: Refusal, raw: bytes | None) -> Outcome:
        self.base.rollback()
        sha256 = self.base.originals.keep(raw) if raw is not None else None
        report = refusal.report if isinstance(refusal, ShapesRefusal) else {}
        kept = Refused(name, refusal.reason, refusal.message, sha256, report)
        self.base.refusals.keep(kept, raw)
        return Outcome(name, "refused", reason=refusal.reason, message=refusal.message)


class ShapesRefusal(Refusal):
    """An article whose graph the gate refuses, with every violation."""

    def __init__(self, file: str, verdict: Verdict) -> None:
        first, rest = verdict.violations[0], len(verdict.violations) - 1
        more = f" and {rest} more" if rest else ""
        super().__init__("shapes", f"{file}: {first.message} ({first.focus}){more}", file)
        self.report = {"violations": [asdict(violation) for violation in verdict.violations]}


def _stored_text(base: Writer, article: Article, sha256: str) -> str:
    """The text as it lies on disk: evidence is checked against what is kept, not against memory."""
    try:
        return base.originals.text(sha256)
    except StoreFault as fault:
        raise Refusal("tampered", f"{article.file}: {fault.message}", article.file) from fault


def _outcome(name: str, change: Change) -> Outcome:
    counts = change.counts
    return Outcome(
        name,
        STATUS[change.state],
        str(change.article),
        new_entities=counts.new_entities,
        new_events=counts.new_events,
        new_agreements=counts.new_agreements,
        joined=counts.joined,
    )


# ---- a run ---------------------------------------------------------------------------------
def ingest(
    paths: Sequence[Path],
    settings: Settings,
    progress: Callable[[Outcome], None] = lambda _: None,
) -> Report:
    """Read all files of the paths into the base and publish; the report says what became of each.

    A long run publishes on its way, so that readers see it grow and a kill loses little.
    """
    started = time.monotonic()
    kit = tools(settings)
    with writer(settings) as base:
        prepare(base, kit, settings)
        run = Ingest(base, kit, settings)
        outcomes = []
        published = time.monotonic()
        for path in files(paths):
            outcomes.append(run.file(path))
            progress(outcomes[-1])
            if base.changed and time.monotonic() - published > settings.publish_seconds:
                base.publish()
                published = time.monotonic()
        if base.changed:
            base.publish({"files": len(outcomes)})
        number = base.parent.number
    return Report(tuple(outcomes), number, time.monotonic() - started)
