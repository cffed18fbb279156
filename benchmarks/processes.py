"""The program as it is run: real processes, a real base on disk, a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KB = [sys.executable, "-c", "from kb.cli import main; main()"]
ROOT = Path(__file__).parents[1]
PATIENCE = 180.0  # seconds: the machine may be busy
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Moment:
    """How far an ingest was: articles done, seconds gone and seconds of processor used."""

    done: int
    seconds: float
    processor: float


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
    moments, number = [], 0
    for number, line in enumerate(process.stderr or (), 1):
        if " stored " not in line:
            print(line.strip(), file=sys.stderr)
        if number == 1 or number % every == 0:
            now = time.monotonic() - started
            moments.append(Moment(number, now, processor(process.pid)))
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    end = Moment(number, time.monotonic() - started, used.ru_utime + used.ru_stime)
    return moments, end


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def listening(command: list[str], environ: dict[str, str], url: str) -> Iterator[float]:
    """A server for as long as the block lasts; seconds from its start to its first answer."""
    started = time.monotonic()
    process = subprocess.Popen(command, env=environ, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        while not answers(url):
            if process.poll() is not None or time.monotonic() - started > PATIENCE:
                raise RuntimeError(f"no answer from {url}")
            time.sleep(0.01)
        yield time.monotonic() - started
    finally:
        process.terminate()
        process.wait(30)


def answers(url: str) -> bool:
    """Whether a page is there."""
    try:
        with urllib.request.urlopen(url, timeout=10) as reply:  # noqa: S310
            return bool(reply.status == 200)
    except (OSError, urllib.error.URLError):
        return False
