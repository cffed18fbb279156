"""The base at a SPARQL engine as the service reads it, revision by revision."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kb.store.base import Base
from kb.store.engine import EngineStore, Site
from kb.store.generations import Manifest
from kb.store.mirror import MOST, Mirror
from kb.store.revision import Revisions


class RemoteFollower:
    """The base of the current revision. What was fetched of it is kept until it moves."""

    def __init__(self, site: Site, revisions: Revisions) -> None:
        self._site = site
        self._revisions = revisions
        self._lock = threading.Lock()
        self._kept: tuple[int, Mirror] | None = None

    @contextmanager
    def base(self) -> Iterator[Base]:
        """The current revision."""
        manifest = self._revisions.now()
        yield Base(self._mirror(manifest), manifest)

    def _mirror(self, manifest: Manifest) -> Mirror:
        with self._lock:
            kept = self._kept
            if kept is None or kept[0] != manifest.number or kept[1].size > MOST:
                mirror = Mirror(EngineStore(self._site, manifest.data))
                kept = self._kept = manifest.number, mirror
            return kept[1]

    def close(self) -> None:
        """Let go of the connections."""
        self._site.client.close()
