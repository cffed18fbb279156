"""An embedded base brought to a SPARQL engine, its originals and journal left where they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kb.errors import NotOffered, StoreFault
from kb.store import outbox, revision
from kb.store.engine import Site
from kb.store.generations import Generations, Manifest
from kb.store.layout import Layout
from kb.store.locks import lock_writer


def move(home: Path, site: Site) -> Manifest:
    """The manifest of a base that lies at the engine from now on, under the number it had.

    Given again after a crash it goes on. The generations stay; nothing opens them any more.
    """
    layout = Layout(home)
    Generations(home).required()
    with lock_writer(layout.writer_lock):
        packed = outbox.waiting(layout) or [_packed(layout, site)]
        manifest = outbox.send(packed[0], site)
        layout.current.rename(layout.moved)
    return manifest


def _packed(layout: Layout, site: Site) -> Path:
    if revision.find(site.client) is not None:
        raise StoreFault("there is a base at the SPARQL engine already")
    held = Generations(layout.home).hold_current()
    with held.lock:
        if held.manifest.plain:
            raise NotOffered("a plain base is embedded; write its export to the SPARQL engine")
        store = ox.Store.read_only(str(held.store))
        # No parent: the engine holds nothing that this changes. The journal keeps its own chain.
        return outbox.pack(layout, replace(held.manifest, parent=None), store, ox.Store())
