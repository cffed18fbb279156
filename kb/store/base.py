"""One generation, opened for answering, and the follower that moves to the next."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol, Self

import pyoxigraph as ox
from rdflib import Graph
from rdflib.term import Node

from kb.errors import StoreFault, UsageFault
from kb.namespaces import PREFIXES
from kb.store import terms
from kb.store.binding import bind
from kb.store.generations import Generations, Held, Manifest
from kb.store.process import QueryBroken
from kb.store.quads import Answer, QuadView, QueryStore
from kb.view import TripleView

Row = dict[str, Node]


class Engine(TripleView, Protocol):
    """What answers read from, embedded or behind HTTP: patterns, and our own queries.

    Queries given here are the program's own; a stranger's text goes to the reader pool.
    """

    @property
    def generation(self) -> int:
        """The number of the state that is read."""
        ...

    @property
    def published(self) -> datetime:
        """When that state was published."""
        ...

    def select(self, query: str, **bindings: Node | None) -> list[Row]:
        """The rows of a SELECT, its variables bound to the given terms; unbound are left out."""
        ...

    def ask(self, query: str, **bindings: Node | None) -> bool:
        """The answer to an ASK."""
        ...

    def construct(self, query: str, **bindings: Node | None) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        ...


class Base(QuadView):
    """The Engine over one generation on this machine or one revision elsewhere, read-only."""

    _store: QueryStore

    def __init__(
        self, store: QueryStore, manifest: Manifest, release: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(store)
        self.manifest = manifest
        self._release = release

    @property
    def generation(self) -> int:
        """The generation's number."""
        return self.manifest.number

    @property
    def published(self) -> datetime:
        """When the generation was published."""
        return self.manifest.published

    @property
    def data(self) -> str:
        """The namespace of the base's own IRIs."""
        return self.manifest.data

    @property
    def plain(self) -> bool:
        """Whether this is a base for general RDF, without shapes and fusion."""
        return self.manifest.plain

    def _query(self, query: str, bindings: dict[str, Node | None]) -> Answer:
        try:
            return self._store.query(bind(query, bindings), prefixes=_PREFIXES)
        except (SyntaxError, QueryBroken) as error:
            raise UsageFault(f"the query cannot be read: {error}") from error

    def select(self, query: str, **bindings: Node | None) -> list[Row]:
        """The rows of a SELECT, its variables bound to the given terms; unbound are left out."""
        found = self._query(query, bindings)
        if not isinstance(found, ox.QuerySolutions):
            raise UsageFault("this query is not a SELECT")
        names = [variable.value for variable in found.variables]
        read = terms.from_store
        return [
            {name: read(term) for name, term in zip(names, solution, strict=True) if term}
            for solution in found
        ]

    def ask(self, query: str, **bindings: Node | None) -> bool:
        """The answer to an ASK."""
        found = self._query(query, bindings)
        if not isinstance(found, ox.QueryBoolean):
            raise UsageFault("this query is not an ASK")
        return bool(found)

    def construct(self, query: str, **bindings: Node | None) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        found = self._query(query, bindings)
        if not isinstance(found, ox.QueryTriples):
            raise UsageFault("this query is neither a CONSTRUCT nor a DESCRIBE")
        graph = Graph()
        read = terms.from_store
        for triple in found:
            graph.add((read(triple.subject), read(triple.predicate), read(triple.object)))
        return graph

    def close(self) -> None:
        """Let go of the store and of the generation."""
        if hasattr(self, "_store"):
            del self._store
        self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_PREFIXES = {name: str(iri) for name, iri in PREFIXES.items()}


def opened(held: Held) -> Base:
    """A generation that is held, opened; it is let go of with the base."""
    try:
        store = ox.Store.read_only(str(held.store))
    except OSError as error:
        held.close()
        raise StoreFault(f"{held.store} cannot be opened: {error}") from error
    return Base(store, held.manifest, held.close)


def open_base(home: Path, number: int | None = None) -> Base:
    """A generation of a base, by default the current one; close it after use."""
    generations = Generations(home)
    held = generations.hold_current() if number is None else generations.hold(number)
    return opened(held)


class _Shared:
    """An open base with the count of who uses it."""

    def __init__(self, base: Base, stamp: tuple[int, int] | None) -> None:
        self.base = base
        self.stamp = stamp
        self.users = 1  # the follower itself, until it moves on


class Follower:
    """The base of whichever generation is current; old ones close after their last user.

    To be made after a fork, not before: an open store has threads, which a fork does not copy.
    """

    def __init__(self, home: Path) -> None:
        self.generations = Generations(home)
        self._lock = threading.Lock()
        self._now: _Shared | None = None

    def _open(self) -> _Shared:
        # The stamp before the opening: if `current` moves between, the next look finds it moved.
        stamp = self.generations.stamp()
        return _Shared(opened(self.generations.hold_current()), stamp)

    def _leave(self, shared: _Shared) -> None:
        with self._lock:
            shared.users -= 1
            last = shared.users == 0
        if last:
            shared.base.close()

    def _enter(self) -> tuple[_Shared, _Shared | None]:
        """What to use now, and what was used up to now where that changed."""
        with self._lock:
            old = None
            if self._now is None or self._now.stamp != self.generations.stamp():
                old, self._now = self._now, self._open()
            self._now.users += 1
            return self._now, old

    @contextmanager
    def base(self) -> Iterator[Base]:
        """The current generation, open for as long as the block lasts."""
        shared, old = self._enter()
        if old is not None:
            self._leave(old)
        try:
            yield shared.base
        finally:
            self._leave(shared)

    def close(self) -> None:
        """Let go of the current generation; users in a block keep theirs to its end."""
        with self._lock:
            old, self._now = self._now, None
        if old is not None:
            self._leave(old)
