"""The program as it is run: real processes, a real base on disk, a port of its own."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

KB = [sys.executable, "-c", "from kb.cli import main; main()"]
ROOT = Path(__file__).parents[1]
PATIENCE = 180.0  # seconds: the machine may be busy
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Moment:
    """How far an ingest was: articles done, seconds gone and seconds of processor used.

    And how many seconds of processor a fixed piece of work took beside it since the moment before.
    """

    done: int
    seconds: float
    processor: float
    yardstick: float = float("nan")


def environment(home: Path, **settings: str) -> dict[str, str]:
    """The environment without a developer's own settings."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("KB_")}
    return {**bare, "KB_HOME": str(home), "KB_LOG_LEVEL": "WARNING", **settings}


def kb(home: Path, *words: str) -> None:
    """Run a `kb` command to its end."""
    subprocess.run([*KB, *words], env=environment(home), check=True, stdout=subprocess.DEVNULL)


def processor(pid: int) -> float:
    """Seconds of processor that a process has used so far, its threads included."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Yardstick:
    """A fixed piece of work done again and again beside what is measured: how fast the machine is.

    One virtual machine needed 51 seconds of processor for a thousand articles, and 64 later on.
    """

    def __init__(self) -> None:
        self._taken: list[float] = []
        self._over = threading.Event()
        threading.Thread(target=self._measure, daemon=True).start()

    def _measure(self) -> None:
        while not self._over.wait(1.0):
            before = time.thread_time()
            hash(tuple(str(number) for number in range(100_000)))
            self._taken.append(time.thread_time() - before)

    def lately(self) -> float:
        """Median seconds of processor that the work took since this was last asked."""
        taken, self._taken = self._taken, []
        return statistics.median(taken or [float("nan")])

    def close(self) -> None:
        """Measure no more."""
        self._over.set()


def ingested(home: Path, folder: Path, every: int) -> tuple[list[Moment], Moment]:
    """Moments of a `kb ingest` of a folder: each `every` articles; and its end, start-up included.

    The command's own progress lines tell how far it is.
    """
    started = time.monotonic()
    process = subprocess.Popen(
        [*KB, "ingest", str(folder), "--json"],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    moments, number, yardstick = [], 0, Yardstick()
    for number, line in enumerate(process.stderr or (), 1):
        if " stored " not in line:
            print(line.strip(), file=sys.stderr)
        if number == 1 or number % every == 0:
            now = time.monotonic() - started
            moments.append(Moment(number, now, processor(process.pid), yardstick.lately()))
    yardstick.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    end = Moment(number, time.monotonic() - started, used.ru_utime + used.ru_stime)
    return moments, end


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: its process, and seconds from its start to its first answer."""

    pid: int
    seconds: float


@contextmanager
def listening(
    command: list[str], environ: dict[str, str], url: str, patience: float = PATIENCE
) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    started = time.monotonic()
    process = subprocess.Popen(
        command, env=environ, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not answers(url):
            if process.poll() is not None or time.monotonic() - started > patience:
                raise RuntimeError(f"no answer from {url}")
            time.sleep(0.01)
        yield Server(process.pid, time.monotonic() - started)
    finally:
        process.terminate()
        process.wait(30)


def family(pid: int) -> list[int]:
    """A process and all that descend from it and are there."""
    found, left = [], [pid]
    while left:
        one = left.pop()
        with suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                left += map(int, (task / "children").read_text("ascii").split())
            found.append(one)
    return found


def resident(pid: int) -> int:
    """Bytes of memory that a process and its descendants hold, shared pages counted by their share.

    As the kernel counts them: a page that four have open is a fourth of a page in each.
    """
    found = 0
    for one in family(pid):
        with suppress(OSError):
            told = Path(f"/proc/{one}/smaps_rollup").read_text("ascii")
            found += next(int(line.split()[1]) for line in told.splitlines() if "Pss:" in line)
    return found * 1024


def descriptors(pid: int) -> int:
    """How many descriptors a process has open."""
    with suppress(OSError):
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return 0


def largest(pid: int) -> int:
    """Bytes of its own that the largest of a process and its descendants holds."""
    found = [0]
    for one in family(pid):
        with suppress(OSError):
            told = Path(f"/proc/{one}/status").read_text("ascii").splitlines()
            found += [int(line.split()[1]) * 1024 for line in told if line.startswith("RssAnon")]
    return max(found)


def answers(url: str) -> bool:
    """Whether a page is there."""
    try:
        with urllib.request.urlopen(url, timeout=10) as reply:  # noqa: S310
            return bool(reply.status == 200)
    except (OSError, urllib.error.URLError):
        return False
