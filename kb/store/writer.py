"""The one read-write store: changes go in, generations come out.

A change is applied at once, so that the next look-up sees it, and can be undone up to the last
commit. What was committed is seen by readers from the next publish on; what a crash or a rollback
leaves unpublished is thrown away, since the store is then rebuilt from the current generation.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, cast

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import ORG
from rdflib.term import Node

from kb.errors import StoreFault
from kb.namespaces import DEFAULT_DATA, KB, SCHEMA
from kb.store import terms
from kb.store.buffer import BufferedStore
from kb.store.files import sync_folder, write_whole
from kb.store.generations import STORE, Generations, Manifest
from kb.store.journal import Journal, Record
from kb.store.locks import lock_writer
from kb.store.memory import Memory
from kb.store.originals import Originals
from kb.store.quads import QuadView, WriteStore
from kb.store.refusals import Refusals
from kb.view import Triple

IMMUTABLE = ".sst"
COUNT = "SELECT ?kind (COUNT(*) AS ?n) WHERE { ?thing a ?kind } GROUP BY ?kind"
ENTITIES = (
    SCHEMA.Person, SCHEMA.Organization, SCHEMA.Place, ORG.Post, SCHEMA.Event, KB.Agreement,
)  # fmt: skip


def now() -> str:
    """The time as a manifest has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def copy_store(source: Path, target: Path) -> None:
    """A second store of the same content: immutable files linked, the few others copied."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in source.iterdir():
        if path.suffix == IMMUTABLE:
            os.link(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)


class Writer(QuadView):
    """The writer of a base; only one at a time, by lock."""

    _store: WriteStore

    def __init__(
        self,
        home: Path,
        *,
        versions: Mapping[str, str] | None = None,
        keep: int = 5,
        wait: float = 0.0,
        clock: Callable[[], str] = now,
    ) -> None:
        self.generations = Generations(home)
        self.layout = self.generations.layout
        self._require()
        self._lock = lock_writer(self.layout.writer_lock, wait)
        try:
            self._open()
        except BaseException:
            self._lock.close()
            raise
        self._versions = dict(versions or {})
        self._keep = keep
        self._clock = clock

    def _require(self) -> None:
        """Raise StoreFault where there is no base, before anything is locked or made."""
        self.generations.required()

    def _open(self) -> None:
        self.parent, store = self._opened()
        super().__init__(store)
        self.journal = Journal(self.layout)
        self.originals = Originals(self.layout.originals)
        self.refusals = Refusals(self.layout.refused, self.originals)
        self._quads = self.parent.quads
        self._memory = Memory()
        self._undo: list[tuple[bool, list[ox.Quad]]] = []
        self._records: list[Record] = []
        self._committed: list[Record] = []
        self._clean = True

    def _opened(self) -> tuple[Manifest, WriteStore]:
        """What the changes will be made to, and the store to make them in."""
        held = self.generations.hold_current()
        with held.lock:
            if self._stands_at() != held.manifest.number:
                copy_store(held.store, self.layout.writer)
                self._stand_at(held.manifest.number)
        try:
            return held.manifest, self._engine()
        except OSError as error:
            raise StoreFault(f"{self.layout.writer} cannot be opened: {error}") from error

    def _engine(self) -> ox.Store | BufferedStore:
        return BufferedStore(ox.Store(str(self.layout.writer)))

    def _stands_at(self) -> int | None:
        try:
            return int(self.layout.writer_state.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return None

    def _stand_at(self, number: int) -> None:
        write_whole(self.layout.writer_state, b"%d\n" % number)

    def _soil(self) -> None:
        """Note on disk, before the first change, that the store equals no generation now."""
        if self._clean:
            self.layout.writer_state.unlink(missing_ok=True)
            sync_folder(self.layout.writer_state.parent)
            self._clean = False

    @property
    def data(self) -> str:
        """The namespace of the base's own IRIs."""
        return self.parent.data

    @property
    def plain(self) -> bool:
        """Whether this is a base for general RDF, without shapes and fusion."""
        return self.parent.plain

    @property
    def changed(self) -> bool:
        """Whether anything was changed or recorded since the last publish."""
        return not self._clean or bool(self._records or self._committed)

    @property
    def full(self) -> bool:
        """Whether so much is new that the disk is due, so that a publish costs little more."""
        return isinstance(self._store, BufferedStore) and self._store.full

    def triples(
        self,
        subject: Node | None = None,
        predicate: Node | None = None,
        obj: Node | None = None,
        graph: URIRef | None = None,
    ) -> Iterator[Triple]:
        """Triples of one graph that fit the pattern; `graph` None is the default graph."""
        read = super().triples
        if subject is None or obj is not None:
            return read(subject, predicate, obj, graph)
        known = self._memory.about(
            terms.subject(subject),
            predicate,
            terms.graph_name(graph),
            lambda: read(subject, predicate, None, graph),
        )
        return iter(known)

    def _insert(self, quads: list[ox.Quad]) -> None:
        if quads:
            self._soil()
            self._memory.forget(quads)
            self._store.extend(quads)
            self._quads += len(quads)

    def _delete(self, quads: list[ox.Quad]) -> None:
        if quads:
            self._soil()
            self._memory.forget(quads)
        for quad in quads:
            self._store.remove(quad)
        self._quads -= len(quads)
        # The engine keeps the name of a graph whose last quad went; the base has no empty graphs.
        for name in {quad.graph_name for quad in quads} - {terms.DEFAULT}:
            if self._emptied(name):
                self._store.remove_graph(name)

    def _emptied(self, name: terms.GraphName) -> bool:
        return not any(self._store.quads_for_pattern(None, None, None, name))

    def _as_quads(self, triples: Iterable[Triple], graph: URIRef | None) -> list[ox.Quad]:
        name = terms.graph_name(graph)
        return list(dict.fromkeys(ox.Quad(s, p, o, name) for s, p, o in terms.converted(triples)))

    def add(self, triples: Iterable[Triple], graph: URIRef | None = None) -> int:
        """How many of the triples were not in the graph before; now all are."""
        quads = [quad for quad in self._as_quads(triples, graph) if quad not in self._store]
        self._undo.append((True, quads))
        self._insert(quads)
        return len(quads)

    def remove(self, triples: Iterable[Triple], graph: URIRef | None = None) -> int:
        """How many of the triples were in the graph before; now none is."""
        quads = [quad for quad in self._as_quads(triples, graph) if quad in self._store]
        self._undo.append((False, quads))
        self._delete(quads)
        return len(quads)

    def replace_graph(self, graph: URIRef | None, triples: Iterable[Triple]) -> int:
        """How many triples differ between what the graph held and what it holds now.

        Only the difference is written, so the same content again costs a read (0.4 ms for 1,500).
        """
        wanted = dict.fromkeys(self._as_quads(triples, graph))
        name = terms.graph_name(graph)
        held = set(self._store.quads_for_pattern(None, None, None, name))
        gone = [quad for quad in held if quad not in wanted]
        new = [quad for quad in wanted if quad not in held]
        self._undo.append((False, gone))
        self._delete(gone)
        self._undo.append((True, new))
        self._insert(new)
        return len(gone) + len(new)

    def record(self, *records: Record) -> None:
        """Note what happened; it is in the journal from the publish after the next commit on."""
        self._records.extend(records)

    def commit(self) -> None:
        """Keep the changes made since the last commit."""
        self._undo.clear()
        self._committed.extend(self._records)
        self._records.clear()

    def rollback(self) -> None:
        """Undo the changes and records made since the last commit."""
        for added, quads in reversed(self._undo):
            (self._delete if added else self._insert)(quads)
        self._undo.clear()
        self._records.clear()

    def _counts(self) -> Counter[str]:
        """How many things of each kind there are; the engine counts ten times faster than we."""
        found = cast("ox.QuerySolutions", cast("ox.Store", self._store).query(COUNT))
        rows = ((row["kind"], row["n"]) for row in found)
        return Counter({k.value: int(n.value) for k, n in rows if isinstance(k, ox.NamedNode)})

    def _free_number(self) -> int:
        return self.generations.free_number()

    def _manifest(self, summary: Mapping[str, Any]) -> Manifest:
        counts = self._counts()
        return Manifest(
            number=self._free_number(),
            parent=self.parent.number or None,
            time=self._clock(),
            data=self.parent.data,
            plain=self.parent.plain,
            quads=self._quads,
            graphs=sum(1 for _ in self._store.named_graphs()),
            articles=counts[str(SCHEMA.NewsArticle)],
            entities=sum(counts[str(kind)] for kind in ENTITIES),
            versions=self._versions,
            summary=dict(summary),
        )

    def publish(self, summary: Mapping[str, Any] | None = None) -> int:
        """The number of a new generation of what was committed, which is current from now on.

        The order is what a kill at any moment is harmless by: originals, journal segment,
        checkpoint and manifest on disk; then the folder's final name; then the pointer; then our
        own marker.
        """
        if self._undo or self._records:
            raise StoreFault("there are changes that were neither committed nor rolled back")
        self.originals.sync()
        manifest = self._manifest(summary or {})
        self.journal.write(manifest.number, manifest.parent, self._committed)
        self._checkpoint(manifest)
        self.parent = manifest
        self._committed.clear()
        self._clean = True
        self.forget_older(self._keep)
        return manifest.number

    def _checkpoint(self, manifest: Manifest) -> None:
        part = self.generations.part(manifest.number)
        try:
            cast("ox.Store", self._store).backup(str(part / STORE))
            self.generations.publish(part, manifest)
        except OSError as error:
            raise StoreFault(f"generation {manifest.number} cannot be written: {error}") from error
        self._stand_at(manifest.number)

    def older(self) -> list[int]:
        """The generations that are there beside the current one."""
        return [number for number in self.generations.numbers() if number != self.parent.number]

    def forget_older(self, keep: int) -> None:
        """Delete all generations but so many of the newest, and those that are read."""
        self.generations.prune_locked(keep)

    def empty(self) -> None:
        """Begin anew: an engine that removes quads keeps their words in its files."""
        self._soil()
        del self._store
        shutil.rmtree(self.layout.writer)
        self._store = self._engine()
        self._memory.clear()
        self._quads = 0
        self._undo.clear()

    def close(self) -> None:
        """Let go of the store and the lock; what was not published is dropped."""
        if hasattr(self, "_store"):
            del self._store
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def init(
    home: Path,
    *,
    data: str = DEFAULT_DATA,
    plain: bool = False,
    versions: Mapping[str, str] | None = None,
    clock: Callable[[], str] = now,
) -> Manifest:
    """The first generation, empty, of a new base. Raises StoreFault where there is one."""
    generations = Generations(home)
    layout = generations.layout
    layout.make()
    with lock_writer(layout.writer_lock):
        if generations.current() is not None:
            raise StoreFault(f"there is a base in {home} already")
        generations.sweep()
        number = generations.free_number()
        manifest = Manifest(number, None, clock(), data, plain, versions=dict(versions or {}))
        Journal(layout).write(number, None, ())
        part = generations.part(number)
        ox.Store(str(part / STORE)).flush()
        generations.publish(part, manifest)
    return manifest
