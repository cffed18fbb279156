"""The writer's store over an engine: changes are held until they are published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from kb.errors import StoreFault
from kb.store import terms
from kb.store.engine import EngineStore
from kb.store.mirror import EVERYTHING, MOST, Mirror

FULL: Final = 100_000  # quads that are worth a publish; while they go there, readers see a part


class Overlay(Mirror):
    """As the embedded store where it is written, for whoever never adds a quad twice."""

    def __init__(self, engine: EngineStore) -> None:
        super().__init__(engine)
        self._new = ox.Store()
        self._size = 0

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads that are not there."""
        for quad in quads:
            if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
                raise StoreFault("a base at an engine has no blank nodes: nobody could name them")
            self._here.add(quad)
            self._move(quad, self._gone, self._new)

    def remove(self, quad: ox.Quad) -> None:
        """Take out a quad that is there."""
        self._here.remove(quad)
        self._move(quad, self._new, self._gone)

    def _move(self, quad: ox.Quad, undone: ox.Store, done: ox.Store) -> None:
        """Note a change, or that one is undone."""
        if quad in undone:
            undone.remove(quad)
            self._size -= 1
        else:
            done.add(quad)
            self._size += 1

    def remove_graph(self, name: terms.GraphName) -> None:
        """Forget the name of a graph without quads."""
        self._here.remove_graph(name)
        self._new.remove_graph(name)

    def remove_everything(self) -> None:
        """Take out all there is."""
        for quad in list(self):
            self.remove(quad)

    @property
    def full(self) -> bool:
        """Whether enough is held to be worth a publish."""
        return self._size >= FULL

    @property
    def added(self) -> ox.Store:
        """What the engine lacks."""
        return self._new

    @property
    def removed(self) -> ox.Store:
        """What the engine has and the base has no more."""
        return self._gone

    def published(self) -> None:
        """Note that the engine now has all changes."""
        self._new, self._gone, self._size = ox.Store(), ox.Store(), 0
        if EVERYTHING in self._fetched or len(self._here) > MOST:
            self._here = ox.Store()
            self._fetched.clear()
