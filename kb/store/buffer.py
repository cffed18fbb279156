"""The writer's store with what is new held in memory until many quads go to disk together.

One transaction of the engine costs 20 µs a quad, its bulk loader 8, but only for tens of thousands
at once. What is not flushed when a process dies is lost, as all is that was not published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import pyoxigraph as ox

from kb.store.terms import GraphName, Stored

# Quads in memory, some 200 MB: as many as are worth a publish, which has to write them, and as many
# as are written without one. Each bulk load is one more file per index, four of which the engine
# merges with all that is there: at 200,000 those merges were a fifth of an ingest's processor time
# and grew with the base.
FULL = 700_000
MOST = 800_000


class BufferedStore:
    """As the engine's store, for whoever never adds a quad twice; all else goes to disk first.

    Only `extend`, `remove`, `in` and `quads_for_pattern` know of the buffer.
    """

    def __init__(self, store: ox.Store) -> None:
        self._disk = store
        self._fresh = ox.Store()
        self._held = 0

    def __contains__(self, quad: ox.Quad) -> bool:
        return quad in self._fresh or quad in self._disk

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | ox.BlankNode | None,
        predicate: ox.NamedNode | None,
        obj: Stored | None,
        graph: GraphName | None,
    ) -> Iterator[ox.Quad]:
        """The quads that fit a pattern; with a graph None those of all graphs."""
        found = self._disk.quads_for_pattern(subject, predicate, obj, graph)
        if not self._held:
            return found
        return chain(self._fresh.quads_for_pattern(subject, predicate, obj, graph), found)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads that are not there."""
        given = list(quads)
        self._fresh.extend(given)
        self._held += len(given)
        if self._held > MOST:
            self.flush()

    def remove(self, quad: ox.Quad) -> None:
        """Take a quad out."""
        if quad in self._fresh:
            self._fresh.remove(quad)
            self._held -= 1
        else:
            self._disk.remove(quad)

    @property
    def full(self) -> bool:
        """Whether enough is held to be worth writing."""
        return self._held >= FULL

    def flush(self) -> ox.Store:
        """The engine's store once all is in it."""
        if self._held:
            self._disk.bulk_extend(self._fresh)
            self._fresh = ox.Store()
            self._held = 0
        return self._disk

    def __iter__(self) -> Iterator[ox.Quad]:
        return iter(self.flush())

    def __len__(self) -> int:
        return len(self.flush())

    def __getattr__(self, name: str) -> Any:
        return getattr(self.flush(), name)
