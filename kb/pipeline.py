"""The steps from a file to a generation, in their order; only this module knows it.

    file -> kept original -> Article -> Extraction -> Change -> gate -> base -> generation

What one file does wrong ends in one refusal with one reason word, and the others go on.
"""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeVar

from kb import folders
from kb.errors import KhabarError, NotThere, Refusal, StoreFault
from kb.extract.article import SIDE_SUFFIX, load_file, load_side, printable, read_bytes
from kb.extract.explain import Explanation, explain
from kb.extract.lexicon import Lexicon
from kb.extract.reading import read
from kb.kit import Tools, prepare, rules_version, tools, writer
from kb.model.holding import Change, hold
from kb.model.identity import unchanged
from kb.model.judging import Decisions
from kb.model.shapes import Verdict
from kb.namespaces import KB, graph_iri
from kb.outcomes import Outcome, Report, Status
from kb.records import Article, Extraction
from kb.settings import Settings
from kb.store.journal import Ingested, Judged, Minted
from kb.store.refusals import Refused
from kb.store.writer import Writer

OLD_ROUNDS = 200  # collections of the middle generation, some 480 articles, for one of the oldest
log = logging.getLogger(__name__)
T = TypeVar("T")

STATUS: dict[str, Status] = {
    "new": "stored",
    "replaced": "replaced",
    "unchanged": "unchanged",
    "superseded": "superseded",
}
DECISIONS: dict[str, Literal["same", "different", "unsure"]] = {
    str(KB.same): "same",
    str(KB.different): "different",
    str(KB.unsure): "unsure",
}


# ---- files ---------------------------------------------------------------------------------
def files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files of paths and of the folders among them, sorted; side files go with theirs."""
    return folders.files(paths, SIDE_SUFFIX)


@contextmanager
def failing(name: str) -> Iterator[None]:
    """Turn what the program itself does wrong with a file into a refusal of that file."""
    try:
        yield
    except KhabarError:
        raise
    except Exception as error:
        log.debug("%s: unexpected error", name, exc_info=True)
        message = f"{name}: the program failed on this file ({type(error).__name__}: {error})"
        raise Refusal("internal", message, name) from error


def extracted(path: Path, kit: Tools, settings: Settings) -> Extraction | Refusal:
    """What a file says, or why it is refused; nothing is stored."""
    return _told(path, kit, settings, read)


def explained(path: Path, kit: Tools, settings: Settings) -> Explanation | Refusal:
    """What is found in a file sentence by sentence and what is passed over; nothing is stored."""
    return _told(path, kit, settings, explain)


def _told(
    path: Path, kit: Tools, settings: Settings, step: Callable[[Article, Lexicon], T]
) -> T | Refusal:
    """What a step makes of a file, or why the file is refused."""
    name = printable(path.name)
    try:
        with failing(name):
            raw = load_file(path, settings.article_bytes)
            return step(read_bytes(name, raw, load_side(path)), kit.lexicon)
    except Refusal as refusal:
        return refusal


# ---- one article ---------------------------------------------------------------------------
class Ingest:
    """One run over a base: reads, checks and applies one article at a time."""

    def __init__(
        self, base: Writer, kit: Tools, settings: Settings, *, again: Decisions | None = None
    ) -> None:
        self.base = base
        self.kit = kit
        self.settings = settings
        self.recording = again is None  # a replay of the journal is not written into it again
        self.decisions = again or Decisions()
        self.rules = rules_version(settings)

    def file(self, path: Path) -> Outcome:
        """What became of a file; never raises for what the file itself does wrong."""
        name = printable(str(path))
        raw: bytes | None = None
        try:
            with failing(name):
                raw = load_file(path, self.settings.article_bytes)
                outcome = self.article(printable(path.name), raw, load_side(path))
        except Refusal as refusal:
            return self._refused(name, refusal, raw)
        for sha in (sha256(raw).hexdigest(), None):  # as it is, and as it could not be read
            self.base.refusals.forget(Refused(name, "internal", "", sha))
        return replace(outcome, file=name)

    def article(self, name: str, raw: bytes, side: bytes | None) -> Outcome:
        """Read, check and apply one article; raises Refusal."""
        original = self.base.originals.keep(raw)
        beside = self.base.originals.keep(side) if side is not None else None
        rules = f"{self.rules}-{beside[:16]}" if beside else self.rules
        known = unchanged(self.base, self.base.data, original, rules)
        if known:
            return Outcome(name, "unchanged", str(known))
        article = read_bytes(name, raw, side)
        extraction = read(article, self.kit.lexicon)
        text = self.base.originals.keep_text(original, article.text, article.extractor)
        change = hold(extraction, self.base, self.base.data, self.decisions, rules)
        if any(self.base.triples(change.article, KB.retracted)):
            return Outcome(name, "retracted", str(change.article))
        if not change.changes_nothing:
            self._check(extraction, change, text)
            iri = str(change.article)
            self._keep(change, Ingested(iri, original, text, name, article.extractor, beside))
        return _outcome(name, change)

    def _keep(self, change: Change, ingested: Ingested) -> None:
        """Apply, note in the journal and commit a change that the gate let pass."""
        apply(self.base, change)
        if self.recording:
            given = (Minted(iri, key) for key, iri in change.given)
            self.base.record(ingested, *given, *judged(change, self.base))
        self.base.commit()

    def _check(self, extraction: Extraction, change: Change, text: str) -> None:
        if change.graph is None:
            return
        stored = _stored_text(self.base, extraction.article, text)
        graph = change.graph
        verdict = self.kit.gate.check(graph.triples, change.context, stored, graph.counts)
        if not verdict.accepted:
            raise ShapesRefusal(extraction.article.file, verdict)

    def _refused(self, name: str, refusal: Refusal, raw: bytes | None) -> Outcome:
        self.base.rollback()
        original = self.base.originals.keep(raw) if raw is not None else None
        report = refusal.report if isinstance(refusal, ShapesRefusal) else {}
        kept = Refused(name, refusal.reason, refusal.message, original, report)
        self.base.refusals.keep(kept, raw)
        return Outcome(name, "refused", reason=refusal.reason, message=refusal.message)


def apply(base: Writer, change: Change) -> None:
    """Put a change into the writer's store, to be committed by the caller."""
    base.replace_graph(change.article, change.graph.triples if change.graph else ())
    registry, judgements = (graph_iri(base.data, name) for name in ("registry", "judgements"))
    for patch, graph in (
        (change.default, None), (change.registry, registry), (change.judgements, judgements)
    ):  # fmt: skip
        base.remove(patch.removes, graph)
        base.add(patch.adds, graph)


def judged(change: Change, after: Writer) -> Iterator[Judged]:
    """The judgements that a change makes or changes."""
    graph = graph_iri(after.data, "judgements")
    for node in dict.fromkeys(triple[0] for triple in change.judgements.adds):
        said = {predicate: str(obj) for _, predicate, obj in after.triples(node, graph=graph)}
        decision = DECISIONS[said[KB.decision]]
        rule, score, grounds = said[KB.rule], said[KB.score], said[KB.grounds]
        yield Judged(said[KB.judges], said[KB.entity], decision, rule, score, grounds)


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
    except (StoreFault, NotThere) as fault:
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
def spare_collector() -> None:
    """Have the collector go over the tools never, and over all that is remembered seldom.

    The first took 7% of an ingest. With the second all collections took 3.6 ms an article at first
    and 9.8 at the 5,000th, without it 2 to 2.7 throughout. Of what an article leaves in cycles,
    nine tenths are found by the middle generation.
    """
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, OLD_ROUNDS)


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
        prepare(base, settings)
        run = Ingest(base, kit, settings)
        spare_collector()
        outcomes = []
        published = time.monotonic()
        for path in files(paths):
            outcomes.append(run.file(path))
            progress(outcomes[-1])
            late = time.monotonic() - published > settings.publish_seconds
            if base.full or (late and base.changed):
                base.publish()
                published = time.monotonic()
        if base.changed:
            base.publish({"files": len(outcomes)})
        number = base.parent.number
    return Report(tuple(outcomes), number, time.monotonic() - started)
