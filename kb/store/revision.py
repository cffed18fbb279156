"""The one triple at an engine that says which revision of a base it holds: its manifest.

It is written after all that the revision changes, so whoever reads it first and the data after it
never takes old data for new. Two may be there for a moment, or after a crash: the higher counts.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from typing import Final

import pyoxigraph as ox

from kb.errors import KhabarError, StoreFault
from kb.store.generations import Manifest
from kb.store.remote import RESULTS, EngineRefused, RemoteClient

GRAPH: Final = ox.NamedNode("urn:khabar:revision")
_BASE: Final = ox.NamedNode("urn:khabar:base")
_MANIFEST: Final = ox.NamedNode("urn:khabar:manifest")
FRESH: Final = 0.5  # seconds that a server goes on with a revision before it asks again


def _read(client: RemoteClient) -> list[str]:
    query = f"SELECT ?m WHERE {{ GRAPH {GRAPH} {{ {_BASE} {_MANIFEST} ?m }} }}"
    try:
        found = ox.parse_query_results(client.query(query, RESULTS), ox.QueryResultsFormat.JSON)
        return [row["m"].value for row in found]  # type: ignore[union-attr]
    except (SyntaxError, ValueError, TypeError, AttributeError) as error:
        raise EngineRefused(f"the SPARQL engine's answer cannot be read: {error}") from error


def _manifests(client: RemoteClient) -> list[Manifest]:
    try:
        found = [Manifest(**json.loads(text)) for text in _read(client)]
    except (ValueError, TypeError) as error:
        raise StoreFault(f"what the engine says of its base cannot be read: {error}") from error
    return sorted(found, key=lambda manifest: manifest.number)


def find(client: RemoteClient) -> Manifest | None:
    """The manifest of the base at an engine; None where it holds none."""
    return next(reversed(_manifests(client)), None)


def required(client: RemoteClient) -> Manifest:
    """The manifest of the base at an engine; StoreFault where it holds none."""
    found = find(client)
    if found is None:
        raise StoreFault("there is no base at the SPARQL engine; make one: kb init")
    return found


def _data(verb: str, texts: list[str]) -> str:
    values = ", ".join(str(ox.Literal(text)) for text in texts)
    return f"{verb} DATA {{ GRAPH {GRAPH} {{ {_BASE} {_MANIFEST} {values} }} }}"


def move(client: RemoteClient, manifest: Manifest) -> None:
    """Make a revision the one that the engine says it holds."""
    text = manifest.as_bytes().decode()
    client.update(_data("INSERT", [text]))
    if older := [other for other in _read(client) if other != text]:
        client.update(_data("DELETE", older))


class Revisions:
    """The revision at an engine, looked at twice a second at most."""

    def __init__(self, client: RemoteClient, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: tuple[float, Manifest | KhabarError] | None = None

    def now(self) -> Manifest:
        """The manifest of the revision; StoreFault where there is no base."""
        with self._lock:
            if self._seen is None or self._clock() - self._seen[0] > FRESH:
                found = self._looked()  # before the clock: who waited for it is told the same
                self._seen = self._clock(), found
            found = self._seen[1]
        if isinstance(found, KhabarError):
            raise found
        return found

    def _looked(self) -> Manifest | KhabarError:
        """The manifest, or why there is none: of a hanging engine each would else wait in turn."""
        try:
            return required(self._client)
        except KhabarError as error:
            return error
