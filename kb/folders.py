"""The files that paths and folders name, in an order that is the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

Known = set[tuple[int, int]]


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def files(paths: Sequence[Path], beside: str) -> Iterator[Path]:
    """The files of paths and of the folders among them, sorted, each folder once.

    Left out are hidden names in folders and side files (names that end in `beside`) whose own
    file is there. A folder that cannot be read is itself given, so that its reader says why.
    """
    known: Known = set()
    for path in sorted(paths):
        if is_folder(path):
            yield from _inside(path, beside, known)
        else:
            yield path


def _inside(folder: Path, beside: str, known: Known) -> Iterator[Path]:
    try:
        about = folder.stat()
        found = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    here = (about.st_dev, about.st_ino)
    if here in known:  # links of folders may lead in a circle
        return
    known.add(here)
    names = {path.name for path in found}
    for path in found:
        if is_folder(path):
            if not path.name.startswith("."):
                yield from _inside(path, beside, known)
        elif not _left_out(path.name, names, beside):
            yield path


def _left_out(name: str, names: set[str], beside: str) -> bool:
    return name.startswith(".") or (name.endswith(beside) and name.removesuffix(beside) in names)
