"""Locks between processes: one writer a base, many readers a generation.

`flock` and not a pid file: the kernel lets go of it whenever its holder ends, killed or not.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import ClassVar, Self

from kb.errors import StoreFault

PAUSE = 0.05


class Lock:
    """A held lock; closing it, or the end of the process, frees it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def close(self) -> None:
        """Free the lock; a second call does nothing."""
        if self._descriptor >= 0:
            _drop(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


# Locks that a forked child must not keep: after a kill of the parent they would go on being held.
_writing: set[int] = set()


def _drop(descriptor: int) -> None:
    _writing.discard(descriptor)
    os.close(descriptor)


def _close_in_child() -> None:
    for descriptor in tuple(_writing):
        _drop(descriptor)


os.register_at_fork(after_in_child=_close_in_child)


def _take(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(path: Path) -> str:
    text = path.read_text(encoding="ascii", errors="replace").strip()
    return f"process {text}" if text.isdigit() else "another process"


class WriterBusy(StoreFault):
    """Another process writes, and went on for longer than this one waits."""

    retry_after: ClassVar[int] = 30  # seconds; an ingest publishes about as often


def lock_writer(path: Path, wait: float = 0.0) -> Lock:
    """The writer lock, once it is free; WriterBusy naming its holder after `wait` seconds."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    until = time.monotonic() + wait
    while not _take(descriptor, fcntl.LOCK_EX):
        if time.monotonic() >= until:
            os.close(descriptor)
            message = f"{_holder(path)} is writing to {path.parent}; try again when it has ended"
            raise WriterBusy(message)
        time.sleep(PAUSE)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, b"%d\n" % os.getpid(), 0)
    _writing.add(descriptor)
    return Lock(descriptor)


def _lock_existing(path: Path, kind: int) -> Lock | None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    # No link left: the folder was deleted between our open and our lock.
    if _take(descriptor, kind) and os.fstat(descriptor).st_nlink > 0:
        return Lock(descriptor)
    os.close(descriptor)
    return None


def lock_shared(path: Path) -> Lock | None:
    """A reader's lock on a file that exists; None where it is gone or being deleted."""
    return _lock_existing(path, fcntl.LOCK_SH)


def lock_for_deletion(path: Path) -> Lock | None:
    """The lock of who deletes; None while anybody reads, or where it is gone."""
    return _lock_existing(path, fcntl.LOCK_EX)
