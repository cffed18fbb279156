"""The process that evaluates strangers' queries: one generation, one query at a time.

Run by its path, not as a module, and importing nothing of Khabar: the start is what a killed
reader costs, and this takes 40 ms where rdflib alone takes 200. It can be killed at any moment.

Standard input: requests, each a length of four bytes and JSON. Standard output: frames, each a
length of four bytes, a letter and bytes: `R` ready, `D` data, `E` whole answer given, `X` error.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import resource
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import pyoxigraph as ox

FIRST = 1 << 13
LATER = 1 << 16
NEW_NETWORK = 0x40000000
ARENA_MAX = -8  # M_ARENA_MAX of mallopt
GONE = 75


def frame(kind: bytes, data: bytes = b"") -> bytes:
    """One frame."""
    return struct.pack(">I", len(data)) + kind + data


def send(frames: bytes) -> None:
    """Write frames, however often the pipe is full."""
    left = memoryview(frames)
    while left:
        left = left[os.write(1, left) :]


class Frames:
    """What the serialiser writes to: small pieces gathered, the first sent early."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._wanted = FIRST

    def write(self, data: bytes) -> int:
        """Take a piece; send what has gathered once it is enough."""
        self._parts.append(data)
        self._size += len(data)
        if self._size >= self._wanted:
            send(self.rest())
            self._wanted = LATER
        return len(data)

    def rest(self) -> bytes:
        """A frame of what has gathered and was not sent; nothing if there is nothing."""
        data = b"".join(self._parts)
        self._parts, self._size = [], 0
        return frame(b"D", data) if data else b""

    def flush(self) -> None:
        """Nothing: the serialiser asks for it often, and a frame each would be many."""


def drop_network() -> None:
    """Leave the network, where the system lets us: the guard's second line."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(NEW_NETWORK)


def cap_memory(more: int) -> None:
    """Bound the address space to what is taken now and so much more; arenas would eat it."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(ARENA_MAX, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # elsewhere than on Linux there is no such file, and no cap
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def graphs(names: list[str] | None) -> Any:
    """The graphs of a dataset by their IRIs; None where the store's own stand."""
    return None if names is None else [ox.NamedNode(name) for name in names]


def dump(store: ox.Store, request: dict[str, Any]) -> Frames:
    """The end of a whole graph, its beginning already sent."""
    name = request["graph"]
    graph = ox.DefaultGraph() if name is None else ox.NamedNode(name)
    frames = Frames()
    kind = ox.RdfFormat.from_media_type(request["media"])
    store.dump(cast("IO[bytes]", frames), kind, from_graph=graph, prefixes=request["prefixes"])
    return frames


def evaluate(store: ox.Store, request: dict[str, Any]) -> Frames:
    """The end of an answer, its beginning already sent."""
    if "graph" in request:
        return dump(store, request)
    found = store.query(
        request["query"],
        base_iri=request["base"],
        default_graph=graphs(request["default"]),
        named_graphs=graphs(request["named"]),
    )
    frames = Frames()
    output = cast("IO[bytes]", frames)
    if isinstance(found, ox.QueryTriples):
        kind = ox.RdfFormat.from_media_type(request["media"])
        ox.serialize(found, output, kind, prefixes=request["prefixes"])
    else:
        found.serialize(output, ox.QueryResultsFormat.from_media_type(request["media"]))
    return frames


def fail(kind: str, message: str = "") -> None:
    """Send why there is no answer, or no more of it."""
    send(frame(b"X", json.dumps({"kind": kind, "message": message}).encode()))


def answer(store: ox.Store, request: dict[str, Any]) -> None:
    """Evaluate a query and send its answer, or why there is none."""
    # The default action of SIGALRM is what ends us: no code of ours runs while the engine does.
    signal.setitimer(signal.ITIMER_REAL, request["seconds"])
    try:
        frames = evaluate(store, request)
    except (SyntaxError, ValueError, RuntimeError) as error:
        fail("query", str(error))
    except MemoryError:
        fail("memory")
    except OSError as error:
        fail("store", str(error))
    else:
        send(frames.rest() + frame(b"E"))  # in one: a small answer costs one write and one read
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def requests(source: BinaryIO) -> Any:
    """The requests until the parent ends or closes the pipe."""
    while len(head := source.read(4)) == 4:
        yield json.loads(source.read(struct.unpack(">I", head)[0]))


def main(folder: str, memory: str) -> int:
    """The exit status, once the parent has no more requests."""
    drop_network()
    try:
        lock = os.open(Path(folder, "lock"), os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        store = ox.Store.read_only(str(Path(folder, "store")))
    except OSError:
        return GONE
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    cap_memory(int(memory))
    send(frame(b"R"))
    for request in requests(sys.stdin.buffer):
        answer(store, request)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
