"""Changes on their way to an engine: on disk before the first goes out, gone after the last.

Once the folder has its name the revision is decided: a crash or an engine that fails in the middle
leaves it here, and the next writer sends all of it again, which is harmless: it adds nothing twice.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as ox

from kb.errors import StoreFault
from kb.store import revision
from kb.store.engine import Site
from kb.store.files import sync_folder, write_synced
from kb.store.generations import MANIFEST, Manifest
from kb.store.layout import Layout

# Virtuoso reads 2,000 quads in one update and not 5,000: its compiler's memory ends.
PIECE: Final = 1_000
PIECE_BYTES: Final = 500_000
ADDED: Final = "added.nq"
REMOVED: Final = "removed.nq"


def pack(layout: Layout, manifest: Manifest, added: ox.Store, removed: ox.Store) -> Path:
    """The folder of a revision's changes, whole on disk."""
    part = layout.outbox / "part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for name, quads in ((ADDED, added), (REMOVED, removed)):
        with (part / name).open("wb") as output:
            ox.serialize(quads, cast("IO[bytes]", output), ox.RdfFormat.N_QUADS)
            os.fsync(output.fileno())
    write_synced(part / MANIFEST, manifest.as_bytes())
    sync_folder(part)
    packed = layout.packed(manifest.number)
    part.rename(packed)
    sync_folder(layout.outbox)
    return packed


def waiting(layout: Layout) -> list[Path]:
    """The folders that were packed and not sent whole, in their order."""
    if not layout.outbox.is_dir():
        return []
    return sorted(path for path in layout.outbox.iterdir() if path.name.isdecimal())


def send(packed: Path, site: Site) -> Manifest:
    """Bring a revision to the engine, say there that it is the one, and let go of the folder.

    Raises StoreFault where the engine holds another than the one it changes.
    """
    manifest = Manifest(**json.loads((packed / MANIFEST).read_bytes()))
    there = revision.find(site.client)
    before = there.number if there else None
    if there != manifest and before != manifest.parent:
        raise StoreFault(
            f"the SPARQL engine holds revision {before}, and {packed} changes {manifest.parent}: "
            "somebody else wrote there, and nothing was sent; move that folder away to give it up"
        )
    if there != manifest:
        for verb, name in (("INSERT", ADDED), ("DELETE", REMOVED)):
            for text in updates(verb, _read(packed / name), site):
                site.client.update(text)
    revision.move(site.client, manifest)
    shutil.rmtree(packed)
    return manifest


def _read(path: Path) -> Iterator[ox.Quad]:
    with path.open("rb") as source:
        yield from ox.parse(cast("IO[bytes]", source), ox.RdfFormat.N_QUADS)


def updates(verb: str, quads: Iterable[ox.Quad], site: Site) -> Iterator[str]:
    """The quads as INSERT DATA or DELETE DATA, in pieces that every engine reads."""
    for piece in _pieces(quads):
        groups = groupby(piece, key=lambda quad: quad.graph_name)
        blocks = (
            site.wrapped(" ".join(f"{q.triple} ." for q in group), name) for name, group in groups
        )
        # One operation a graph: of two graphs in one, Virtuoso leaves words that it should delete.
        yield " ;\n".join(f"{verb} DATA {{ {block} }}" for block in blocks)


def _pieces(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    piece: list[ox.Quad] = []
    size = 0
    for quad in quads:
        piece.append(quad)
        size += len(str(quad))
        if len(piece) >= PIECE or size >= PIECE_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece
