"""Files that are whole or not there, also after a crash."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last; a rename is not durable before this."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_synced(path: Path, data: bytes) -> None:
    """Write a file and wait until its bytes are on disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _part(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place in one step: readers see the old bytes or the new, never a part."""
    part = _part(path)
    write_synced(part, data)
    part.replace(path)
    sync_folder(path.parent)


def write_unsynced(path: Path, data: bytes) -> None:
    """As `write_whole`, but a power cut may leave it empty or take it until `sync_all`."""
    part = _part(path)
    part.write_bytes(data)
    part.replace(path)


def sync_all(paths: Iterable[Path]) -> None:
    """Make files last that were written unsynced, each folder once."""
    found = [path for path in paths if path.exists()]
    for path in found:
        sync_folder(path)  # a descriptor that only reads is enough to sync a file too
    for folder in sorted({path.parent for path in found}):
        sync_folder(folder)
