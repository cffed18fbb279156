"""Generations: immutable checkpoints of the base, and the pointer to the current one."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kb.errors import NotThere, StoreFault
from kb.store.files import sync_folder, write_synced, write_whole
from kb.store.layout import Layout, numbered
from kb.store.locks import Lock, lock_for_deletion, lock_shared, lock_writer

LOCK = "lock"
STORE = "store"
MANIFEST = "manifest.json"
_NUMBER = re.compile(r"\d{6,}")
_ATTEMPTS = 1000


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself."""

    number: int
    parent: int | None
    time: str  # ISO 8601 with offset
    data: str  # the data namespace
    plain: bool
    quads: int = 0
    graphs: int = 0
    articles: int = 0
    entities: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)  # program, rules, seeds
    summary: Mapping[str, Any] = field(default_factory=dict)

    @property
    def published(self) -> datetime:
        """When the generation was published."""
        return datetime.fromisoformat(self.time)

    def as_bytes(self) -> bytes:
        """The manifest as the file holds it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True).encode()


@dataclass(frozen=True, slots=True)
class Held:
    """A generation that cannot be deleted while this is open."""

    manifest: Manifest
    store: Path
    lock: Lock

    def close(self) -> None:
        """Let go of it."""
        self.lock.close()


class Generations:
    """The generations of one base."""

    def __init__(self, home: Path) -> None:
        self.layout = Layout(home)
        self._pointer = os.fspath(self.layout.current)  # looked at with every request

    def numbers(self) -> list[int]:
        """The numbers of the generations that are there, ascending."""
        if not self.layout.generations.is_dir():
            return []
        names = (path.name for path in self.layout.generations.iterdir())
        return sorted(int(name) for name in names if _NUMBER.fullmatch(name))

    def stamp(self) -> tuple[int, int] | None:
        """Something that changes whenever `current` is replaced: one system call."""
        try:
            found = os.stat(self._pointer)  # noqa: PTH116  a Path takes ten times as long
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino

    def current(self) -> int | None:
        """The number of the current generation; None before the first."""
        try:
            return int(self.layout.current.read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise StoreFault(f"{self.layout.current} does not hold a number") from error

    def manifest(self, number: int) -> Manifest:
        """The manifest of a generation."""
        try:
            raw = (self.layout.generation(number) / MANIFEST).read_bytes()
        except FileNotFoundError:
            raise NotThere(f"there is no generation {number}") from None
        return Manifest(**json.loads(raw))

    def manifests(self) -> Iterator[Manifest]:
        """The manifests of all generations that are there, ascending."""
        for number in self.numbers():
            yield self.manifest(number)

    def hold(self, number: int) -> Held:
        """A generation, kept from deletion until it is closed."""
        folder = self.layout.generation(number)
        lock = lock_shared(folder / LOCK)
        if lock is None:
            raise NotThere(f"there is no generation {number}")
        try:
            return Held(self.manifest(number), folder / STORE, lock)
        except BaseException:
            lock.close()
            raise

    def hold_current(self) -> Held:
        """The current generation, kept from deletion until it is closed.

        Locks, then reads `current` again: between reading the number and taking the lock it may
        have moved, and what it pointed at may be gone.
        """
        for _ in range(_ATTEMPTS):
            number = self.current()
            if number is None:
                raise StoreFault(f"there is no base in {self.layout.home}; make one: kb init")
            try:
                held = self.hold(number)
            except NotThere:
                if self.current() == number:
                    raise StoreFault(f"generation {number} is current and not there") from None
                continue
            if self.current() == number:
                return held
            held.close()
        raise StoreFault("the current generation moves too fast to be opened")

    def free_number(self) -> int:
        """The number of the next generation; none is ever given twice, since ETags rest on it."""
        return max([0, *self.numbers(), self.current() or 0]) + 1

    def publish(self, part: Path, manifest: Manifest) -> None:
        """Turn a finished folder into a generation and point `current` at it."""
        write_synced(part / LOCK, b"")
        write_synced(part / MANIFEST, manifest.as_bytes())
        sync_folder(part)
        part.rename(self.layout.generation(manifest.number))
        sync_folder(self.layout.generations)
        self.point_at(manifest.number)

    def point_at(self, number: int) -> None:
        """Make a generation the current one, in one step."""
        write_whole(self.layout.current, f"{numbered(number)}\n".encode())

    def rollback(self, number: int | None = None) -> Manifest:
        """The manifest of the generation that is current from now on: by default the parent."""
        with lock_writer(self.layout.writer_lock):
            if number is None:
                number = self.manifest(self.required()).parent
            if number is None:
                raise NotThere("the first generation has none before it")
            found = self.manifest(number)
            self.point_at(number)
            return found

    def required(self) -> int:
        """The number of the current generation; StoreFault where there is none."""
        number = self.current()
        if number is None:
            raise StoreFault(f"there is no base in {self.layout.home}; make one: kb init")
        return number

    def prune(self, keep: int) -> list[int]:
        """The numbers of the generations deleted: all but the newest, the current and those read.

        The newest one stays whatever is current, so that its number is never given again.
        """
        with lock_writer(self.layout.writer_lock):
            return self.prune_locked(keep)

    def prune_locked(self, keep: int) -> list[int]:
        """As `prune`, for a caller that holds the writer lock."""
        self.sweep()
        newest = self.numbers()[-max(keep, 1) :]
        spared = {*newest, self.current()}
        return [n for n in self.numbers() if n not in spared and self._delete(n)]

    def _delete(self, number: int) -> bool:
        folder = self.layout.generation(number)
        lock = lock_for_deletion(folder / LOCK)
        if lock is None:
            return False
        with lock:
            # The rename first: a folder that is half deleted never bears a generation's name.
            gone = folder.with_name(f".gone-{folder.name}")
            (folder / LOCK).unlink()
            folder.rename(gone)
            shutil.rmtree(gone)
        return True

    def sweep(self) -> None:
        """Delete what a crash left half made or half deleted; only under the writer lock."""
        for path in self.layout.generations.iterdir():
            if not _NUMBER.fullmatch(path.name) or not (path / LOCK).exists():
                shutil.rmtree(path)

    def part(self, number: int) -> Path:
        """An empty place to build a generation in."""
        path = self.layout.generations / f"{numbered(number)}.tmp"
        if path.exists():
            shutil.rmtree(path)
        path.mkdir(parents=True)
        return path

    def status(self) -> dict[str, Any]:
        """Current generation, the others, and what they hold, for `kb status`."""
        held = self.manifest(self.required())
        return {"home": os.fspath(self.layout.home), "current": asdict(held),
                "generations": self.numbers()}  # fmt: skip
