"""Writes handed to the writer process: who may, what waits together, and how it ends.

The process is started with the first write, keeps its gate and programs loaded while writes go
on, and ends by itself after a while. Writes that come within a second of the first, or
wait for one at work, go together in the next batch, which is one generation.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from flask import Request

from kb.errors import KhabarError, NotOffered, StoreFault
from kb.jobs import Job, Outcome, WriteTimedOut, WriteTooLarge, pack
from kb.serve.clients import bears_token
from kb.serve.problems import Forbidden, Unauthorized
from kb.settings import Settings
from kb.store.process import ENVIRONMENT, Patience
from kb.store.turns import Busy

STARTING = 30.0  # seconds that a new process may take beyond the deadline to load its gate
MOST = 32  # writes in one batch, and waiting for the next


def authorise(given: Request, settings: Settings) -> None:
    """Let the holder of the token pass. Raises Forbidden where none is set, else Unauthorized."""
    if settings.token is None:
        raise Forbidden("writes over HTTP are off; the operator turns them on by setting KB_TOKEN")
    if bears_token(given, settings):
        return
    if given.headers.get("Authorization", "").lower().startswith("bearer "):
        raise Unauthorized("this is not the token", error="invalid_token")
    raise Unauthorized("a write needs the token: Authorization: Bearer TOKEN")


class _Ended(Exception):
    """The process ended without an answer; its argument is the exit status."""


class _Process:
    """The writer process, seen from its parent."""

    def __init__(self, settings: Settings) -> None:
        self._seconds = settings.write_seconds
        told = {
            "home": str(settings.home.resolve()),
            "shapes": str((settings.ontology / "shapes").resolve()),
            "keep": settings.keep_generations,
            "seconds": settings.write_seconds,
            # Time is left to do what was waited for.
            "wait": min(settings.lock_seconds, settings.write_seconds / 2),
            "memory": settings.query_memory,
        }
        self._new = True
        # By an argument list and with exec: safe beside threads, where a bare fork is not.
        self._process = subprocess.Popen(  # noqa: S603  our own module, and settings as JSON
            [sys.executable, "-m", "kb.writes", json.dumps(told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=ENVIRONMENT,
            bufsize=0,
            process_group=0,
        )

    def ask(self, data: bytes) -> list[dict[str, Any]]:
        """The outcomes of a batch. Raises _Ended or WriteTimedOut."""
        assert self._process.stdin is not None  # noqa: S101  both are pipes, as they were asked for
        assert self._process.stdout is not None  # noqa: S101
        patience = Patience(self._seconds + STARTING * self._new)
        try:
            _write(self._process.stdin.fileno(), struct.pack(">I", len(data)) + data)
            source = self._process.stdout.fileno()
            size = struct.unpack(">I", self._read(source, 4, patience))[0]
            found: list[dict[str, Any]] = json.loads(self._read(source, size, patience))
        except BrokenPipeError:
            raise _Ended(self._process.wait()) from None
        self._new = False
        return found

    def _read(self, source: int, size: int, patience: Patience) -> bytes:
        found = bytearray()
        while len(found) < size:
            if not patience.wait(source):
                self.end()
                raise _late(self._seconds)
            more = os.read(source, size - len(found))
            if not more:
                raise _Ended(self._process.wait())
            found += more
        return bytes(found)

    def end(self) -> None:
        """End the process; what it has not published is thrown away by the next."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def _write(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


class _Ticket:
    """A job that waits, and what became of it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.came = time.monotonic()
        self.outcome: Outcome | KhabarError | None = None


class Writes:
    """The writes of one web worker: one batch at a time, in the order of their coming.

    Who is first waits for the others that come within a moment, so that all are one generation.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: _Process | None = None
        self._turn = threading.Lock()
        self._guard = threading.Lock()
        self._waiting: list[_Ticket] = []

    def run(self, job: Job) -> Outcome:
        """The outcome of a job that was done and published. Raises the error that refused it."""
        if self._settings.sparql_url:
            raise NotOffered(
                "a base at a SPARQL engine is written by commands on the machine of its journal, "
                "not over HTTP"
            )
        ticket = _Ticket(job)
        with self._guard:
            if len(self._waiting) >= min(MOST, self._settings.write_threads):
                raise Busy(
                    max(1, round(self._settings.write_seconds)), "too many writes are waiting"
                )
            self._waiting.append(ticket)
        with self._turn:
            if ticket.outcome is None:
                together = ticket.came + self._settings.gather_seconds
                time.sleep(max(0.0, together - time.monotonic()))
                with self._guard:
                    batch, self._waiting = self._waiting, []
                self._do(batch)
        if isinstance(ticket.outcome, Outcome):
            return _said(ticket.outcome)
        raise ticket.outcome or StoreFault("the writer process gave no answer")

    def _do(self, batch: list[_Ticket]) -> None:
        """Fill the outcomes of a batch; one that ends the process is found by trying each alone."""
        try:
            found = self._ask([ticket.job for ticket in batch])
        except KhabarError as error:
            if len(batch) > 1:
                for ticket in batch:
                    self._do([ticket])
            else:
                batch[0].outcome = error
        else:
            for ticket, outcome in zip(batch, found, strict=True):
                ticket.outcome = outcome

    def _ask(self, jobs: list[Job]) -> list[Outcome]:
        data = pack(jobs)
        for _ in range(2):
            process = self._process or _Process(self._settings)
            self._process = None
            try:
                found = process.ask(data)
            except _Ended as ended:
                process.end()
                if ended.args[0] == 0:  # it had nothing to do for a while, and never read this
                    continue
                raise _why(ended.args[0], self._settings.write_seconds) from None
            self._process = process
            return [Outcome(**outcome) for outcome in found]
        raise StoreFault("the writer process ends before it reads anything")

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.end()
            self._process = None


def _why(status: int, seconds: float) -> KhabarError:
    """The error that a process's end stands for."""
    if status == -signal.SIGALRM:
        return _late(seconds)
    if status < 0:
        return WriteTooLarge(
            "the write needs more memory or nesting than one may have; nothing was changed"
        )
    return StoreFault(f"the writer process failed with status {status}; its log has the details")


def _late(seconds: float) -> WriteTimedOut:
    return WriteTimedOut(
        f"the write took over {seconds:g} seconds and was ended; nothing was changed"
    )


def _kinds(cls: type[KhabarError] = KhabarError) -> dict[str, type[KhabarError]]:
    found = {cls.__name__: cls}
    for sub in cls.__subclasses__():
        found.update(_kinds(sub))
    return found


def _said(outcome: Outcome) -> Outcome:
    """The outcome, unless it is an error, which is raised."""
    if not outcome.error:
        return outcome
    kind = _kinds().get(outcome.error, StoreFault)
    error = kind(outcome.message)
    with suppress(AttributeError):
        error.more = outcome.more  # type: ignore[attr-defined]
    raise error
