"""A reader process seen from its parent: started, asked, listened to, killed."""

from __future__ import annotations

import fcntl
import json
import math
import os
import select
import signal
import struct
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.errors import KhabarError, StoreFault

SCRIPT = Path(__file__).with_name("reader.py")
PIPE_SIZE = 1 << 18
START_SECONDS = 30.0
GONE = 75
LAST = 19  # of niceness
# No variable of ours: a reader needs no token, and one arena keeps its memory countable. More small
# pieces of memory at hand: a look-up takes 205 and not 265 microseconds of a reader's processor.
ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=2000",
    "LC_ALL": "C.UTF-8",
}


class QueryTimedOut(KhabarError):
    """A query that was ended at its deadline."""

    http_status = 504


class QueryTooLarge(KhabarError):
    """A query that was ended because it took too much memory."""

    http_status = 422


class QueryBroken(KhabarError):
    """A query that the engine refuses: its syntax, or a function it does not know."""

    http_status = 400


class ClientGone(KhabarError):
    """A client that ended its connection before the answer began; nobody reads this."""

    http_status = 400


@dataclass(frozen=True, slots=True)
class Frame:
    """One message of a reader."""

    kind: bytes
    data: bytes


class Patience:
    """How long a query may still keep us waiting; time the client takes does not count.

    `line` is the descriptor of the client's connection, where there is one to look at.
    """

    def __init__(self, seconds: float, line: int = -1) -> None:
        self.seconds = seconds
        self._line = line
        self._left = seconds

    def wait(self, descriptor: int, at_most: float = math.inf) -> bool:
        """Whether there is something to read before the time is up, or so many seconds of it.

        Raises ClientGone where there is nothing and nobody to give it to.
        """
        start = time.monotonic()
        poll = select.poll()  # not select(): that fails from the 1,024th descriptor on
        poll.register(descriptor, select.POLLIN)
        if self._line >= 0:
            poll.register(self._line, select.POLLRDHUP)
        found = dict(poll.poll(max(min(self._left, at_most), 0) * 1000))
        self._left -= time.monotonic() - start
        if found and descriptor not in found:
            raise ClientGone("the client ended its connection, and so its query")
        return bool(found)


class Reader:
    """One process on one generation."""

    def __init__(self, folder: Path, generation: int, memory: int) -> None:
        self.generation = generation
        self._ready = False
        self._buffer = bytearray()
        # By an argument list and with exec: safe beside threads, where a bare fork is not.
        self._process = subprocess.Popen(  # noqa: S603  our own script, and a path and a number
            [sys.executable, "-I", str(SCRIPT), str(folder), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            bufsize=0,
            process_group=0,  # an interrupt at the terminal is for the server, which ends us
        )
        assert self._process.stdin is not None  # noqa: S101  both are pipes, by the lines above
        assert self._process.stdout is not None  # noqa: S101
        self._in, self._out = self._process.stdin, self._process.stdout
        if hasattr(fcntl, "F_SETPIPE_SZ"):
            fcntl.fcntl(self._out, fcntl.F_SETPIPE_SZ, PIPE_SIZE)

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def start(self) -> bool:
        """Whether it has its generation open; False where that is gone."""
        if not self._ready:
            try:
                self._ready = self.next(Patience(START_SECONDS)).kind == b"R"
            except (QueryTooLarge, QueryTimedOut):
                if self._process.wait() != GONE:
                    raise StoreFault("a reader process cannot be started") from None
        return self._ready

    def ask(self, request: dict[str, Any]) -> None:
        """Send a query."""
        data = json.dumps(request).encode()
        try:
            _write(self._in.fileno(), struct.pack(">I", len(data)) + data)
        except BrokenPipeError:
            raise self._ended() from None

    def _fill(self, size: int, patience: Patience) -> None:
        while len(self._buffer) < size:
            if not patience.wait(self._out.fileno()):
                self.kill()
                raise QueryTimedOut(
                    f"the query took more than {patience.seconds:g} seconds and was ended; "
                    "ask for less: a LIMIT, fewer patterns, bound subjects"
                )
            data = os.read(self._out.fileno(), PIPE_SIZE)
            if not data:
                raise self._ended()
            self._buffer += data

    def _take(self, size: int) -> bytes:
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def comes(self, patience: Patience, seconds: float) -> bool:
        """Whether anything comes within so many seconds."""
        return bool(self._buffer) or patience.wait(self._out.fileno(), seconds)

    @property
    def ends(self) -> bool:
        """Whether the end of the answer is here already."""
        return self._buffer[4:5] == b"E"

    def next(self, patience: Patience) -> Frame:
        """The next message. Raises QueryTimedOut or QueryTooLarge where there will be none."""
        self._fill(5, patience)
        size: int = struct.unpack_from(">I", self._buffer)[0]
        self._fill(5 + size, patience)
        head = self._take(5)
        return Frame(head[4:5], self._take(size))

    def _ended(self) -> KhabarError:
        status = self._process.wait()
        if status == -signal.SIGALRM:
            return QueryTimedOut("the answer was not fetched in time and was ended")
        return QueryTooLarge("the query needs more memory than one may have, and was ended")

    def stop(self) -> None:
        """Let the process do nothing until it is resumed. It can be killed meanwhile."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a stopped process go on."""
        self._process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """End the process; who waits for its next message is told that there is none."""
        self._lower()
        self._process.send_signal(signal.SIGKILL)

    def _lower(self) -> None:
        """Let all others go first: giving back a gigabyte takes the system a while, in its name."""
        with suppress(OSError):  # it may be over
            os.setpriority(os.PRIO_PROCESS, self.pid, LAST)

    def kill(self) -> None:
        """End the process and wait for it, so that nothing of it is left."""
        self._lower()
        self._process.kill()
        self._process.wait()
        self._in.close()
        self._out.close()


def _write(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]
