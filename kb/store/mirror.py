"""What was read of an engine and what is new beside it, as one store.

An engine answers a pattern in one to four milliseconds, and an article asks some 600: so all that
is known of a subject, or of a whole graph, is fetched once and then read here. It is right as long
as nobody else writes, which a base of one writer may count on.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kb.store import terms
from kb.store.engine import EngineStore, Subject
from kb.store.quads import Answer

MOST = 500_000  # quads held; then all that is not new is fetched again
Pattern = tuple[
    Subject | None, ox.NamedNode | None, terms.Stored | None, terms.GraphName | None
]  # fmt: skip
EVERYTHING: Pattern = (None, None, None, None)


class Mirror:
    """As the embedded store, read-only, for whoever knows of no writer beside himself."""

    def __init__(self, engine: EngineStore) -> None:
        self._engine = engine
        self._here = ox.Store()
        self._gone = ox.Store()  # of the engine's: taken out, and to be taken out there
        self._fetched: set[Pattern] = set()
        self._lock = threading.Lock()

    # ---- what is here ------------------------------------------------------------------------
    def _known(self, pattern: Pattern) -> bool:
        s, _, _, g = pattern
        wider: tuple[Pattern, ...] = (EVERYTHING, (None, None, None, g), (s, None, None, g))
        return pattern in self._fetched or any(
            one in self._fetched for one in (wider if s is not None else wider[:2])
        )

    def _fetch(self, pattern: Pattern) -> None:
        """Have all quads here that fit a pattern, and of a subject in a graph all there are."""
        s, _, _, g = pattern
        wanted: Pattern = (s, None, None, g) if s is not None and g is not None else pattern
        if self._known(pattern):
            return
        found = self._engine if wanted == EVERYTHING else self._engine.quads_for_pattern(*wanted)
        self._take(found, [wanted])

    def _take(self, found: Iterable[ox.Quad], patterns: list[Pattern]) -> None:
        quads = list(found)
        with self._lock:
            self._here.extend(quad for quad in quads if quad not in self._gone)
            self._fetched.update(patterns)

    def fetch_about(self, subjects: Iterable[Subject], graph: terms.GraphName) -> None:
        """Have all quads of some subjects here, in one question instead of one each."""
        wanted = dict.fromkeys(s for s in subjects if not self._known((s, None, None, graph)))
        if wanted:
            found = self._engine.about(wanted, graph)
            self._take(found, [(s, None, None, graph) for s in wanted])

    @property
    def size(self) -> int:
        """How many quads are here."""
        return len(self._here)

    # ---- as a store --------------------------------------------------------------------------
    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: ox.NamedNode | None,
        obj: terms.Stored | None,
        graph: terms.GraphName | None,
    ) -> Iterator[ox.Quad]:
        """The quads that fit a pattern; with a graph None those of all graphs."""
        self._fetch((subject, predicate, obj, graph))
        return self._here.quads_for_pattern(subject, predicate, obj, graph)

    def __contains__(self, quad: ox.Quad) -> bool:
        subject = quad.subject
        if isinstance(subject, ox.Triple):
            return False
        self._fetch((subject, None, None, quad.graph_name))
        return quad in self._here

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """The names of the base's named graphs."""
        here = {name for name in self._here.named_graphs() if isinstance(name, ox.NamedNode)}
        changed = set(self._gone.named_graphs())
        for name in here | set(self._engine.named_graphs()):
            if name not in changed or self.contains_named_graph(name):
                yield name

    def contains_named_graph(self, name: ox.NamedNode) -> bool:
        """Whether there is a named graph of this name, which is never empty."""
        if any(self._here.quads_for_pattern(None, None, None, name)):
            return True
        if self._known((None, None, None, name)):
            return False
        gone = sum(1 for _ in self._gone.quads_for_pattern(None, None, None, name))
        return self._engine.count(name) > gone if gone else self._engine.contains_named_graph(name)

    def __iter__(self) -> Iterator[ox.Quad]:
        return self.quads_for_pattern(*EVERYTHING)

    def query(self, query: str, *, prefixes: dict[str, str] | None = None) -> Answer:
        """The engine's answer to a query of our own: of what is published."""
        return self._engine.query(query, prefixes=prefixes)
