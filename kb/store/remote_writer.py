"""The writer of a base that lies at a SPARQL engine; originals and journal stay on this machine.

Two writers of one base cannot work side by side: each knows by the journal in its folder whether
the revision at the engine is its own, and writes nothing where it is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any, cast

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import RDF

from kb.errors import StoreFault
from kb.namespaces import DEFAULT_DATA
from kb.store import outbox, revision, terms
from kb.store.engine import EngineStore, Site
from kb.store.generations import Manifest
from kb.store.journal import Journal
from kb.store.layout import Layout
from kb.store.locks import lock_writer
from kb.store.overlay import Overlay
from kb.store.quads import WriteStore
from kb.store.writer import COUNT, Writer, now
from kb.view import Triple

_TYPE = terms.predicate(RDF.type)


class RemoteWriter(Writer):
    """As the embedded writer; a publish sends what changed and then moves the revision."""

    _store: Overlay

    def __init__(
        self,
        home: Path,
        site: Site,
        *,
        versions: Mapping[str, str] | None = None,
        wait: float = 0.0,
        clock: Callable[[], str] = now,
    ) -> None:
        self._site = site
        super().__init__(home, versions=versions, wait=wait, clock=clock)

    def _require(self) -> None:
        refuse_embedded(Layout(self.layout.home))
        revision.required(self._site.client)

    def _opened(self) -> tuple[Manifest, WriteStore]:
        for packed in outbox.waiting(self.layout):
            outbox.send(packed, self._site)
        found = revision.required(self._site.client)
        if not self.layout.segment(found.number).exists():
            raise StoreFault(
                f"the SPARQL engine holds revision {found.number}, of which {self.layout.home} has "
                "no journal: it is written from another folder, and only from there"
            )
        return found, Overlay(EngineStore(self._site, found.data))

    def _soil(self) -> None:
        self._clean = False  # nothing on disk has changed before a publish

    def _emptied(self, name: terms.GraphName) -> bool:
        return isinstance(name, ox.NamedNode) and not self._store.contains_named_graph(name)

    @property
    def full(self) -> bool:
        """Whether so much is new that it is worth a publish."""
        return self._store.full

    def _fetch(self, triples: Iterable[Triple], graph: URIRef | None) -> list[Triple]:
        """The triples, all that is known of their subjects fetched at once."""
        found = list(triples)
        subjects = {subject for subject, _, _ in terms.converted(found)}
        self._store.fetch_about(subjects, terms.graph_name(graph))
        return found

    def add(self, triples: Iterable[Triple], graph: URIRef | None = None) -> int:
        """How many of the triples were not in the graph before; now all are."""
        return super().add(self._fetch(triples, graph), graph)

    def remove(self, triples: Iterable[Triple], graph: URIRef | None = None) -> int:
        """How many of the triples were in the graph before; now none is."""
        return super().remove(self._fetch(triples, graph), graph)

    def _counts(self) -> Counter[str]:
        """How many things of each kind there are: at the engine, and by what is not there yet."""
        found = cast("ox.QuerySolutions", self._store.query(COUNT))
        counts: Counter[str] = Counter()
        for row in found:
            counts[row["kind"].value] += int(row["n"].value)
        for store, sign in ((self._store.added, 1), (self._store.removed, -1)):
            for quad in store.quads_for_pattern(None, _TYPE, None, terms.DEFAULT):
                counts[quad.object.value] += sign  # type: ignore[union-attr]
        return counts

    def _free_number(self) -> int:
        return self.parent.number + 1

    def _manifest(self, summary: Mapping[str, Any]) -> Manifest:
        # By a name of its own a revision is told from another's of the same number and time.
        return super()._manifest({**summary, "sent": token_hex(8)})

    def _checkpoint(self, manifest: Manifest) -> None:
        packed = outbox.pack(self.layout, manifest, self._store.added, self._store.removed)
        outbox.send(packed, self._site)
        self._store.published()

    def older(self) -> list[int]:
        """None: an engine keeps the current state alone."""
        return []

    def forget_older(self, keep: int) -> None:
        """Nothing: there are no older ones."""

    def close(self) -> None:
        """Let go of the engine and the lock; what was not published is dropped."""
        super().close()
        self._site.client.close()

    def empty(self) -> None:
        """Begin anew; what is added again is not sent again."""
        self._soil()
        self._store.remove_everything()
        self._memory.clear()
        self._quads = 0
        self._undo.clear()


def refuse_embedded(layout: Layout) -> None:
    """Raise StoreFault where a folder is that of an embedded base: two journals would be one."""
    if layout.current.exists():
        raise StoreFault(
            f"{layout.home} is the folder of an embedded base: set KB_HOME to another, or bring "
            "that base to the SPARQL engine: kb move"
        )


def init(
    home: Path,
    site: Site,
    *,
    data: str = DEFAULT_DATA,
    versions: Mapping[str, str] | None = None,
    clock: Callable[[], str] = now,
) -> Manifest:
    """The first revision, empty, of a new base. Raises StoreFault where there is one."""
    layout = Layout(home)
    layout.make()
    with lock_writer(layout.writer_lock):
        refuse_embedded(layout)
        if revision.find(site.client) is not None:
            raise StoreFault("there is a base at the SPARQL engine already")
        manifest = Manifest(1, None, clock(), data, plain=False, versions=dict(versions or {}))
        Journal(layout).write(1, None, ())
        revision.move(site.client, manifest)
    return manifest
