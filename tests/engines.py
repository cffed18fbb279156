"""SPARQL engines beside the program for tests: the Oxigraph server and Virtuoso, each a process.

An engine is started once a test process, on free ports of 127.0.0.1 and in a folder of its own,
and emptied before each test that asks for it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.running import free_port

NAMES = ("oxigraph", "virtuoso")
EMBEDDED = "embedded"
EVERYWHERE = (EMBEDDED, *NAMES)
# Virtuoso has no default graph of its own: this one stands for it.
DEFAULT_GRAPH = {"oxigraph": None, "virtuoso": "urn:khabar:default"}
OXIGRAPH = Path(sys.executable).with_name("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
ISQL = shutil.which("isql-vt") or shutil.which("isql-v")
# Each has a sentence for the reader of a skipped test.
MISSING = {
    "oxigraph": None if OXIGRAPH.exists() else f"there is no {OXIGRAPH}: run make .venv/dev-ready",
    "virtuoso": None if VIRTUOSO and ISQL else "virtuoso-t and isql-vt are not installed",
}
# Ports are given with the address, else Virtuoso answers on all of them.
INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxSortedTopRows = 1000000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
"""
# All but the graph in which Virtuoso describes its own storage: 70 ms, where RDF_GLOBAL_RESET
# takes 2.4 s.
EMPTY = (
    "DELETE FROM DB.DBA.RDF_QUAD WHERE G <> "
    "DB.DBA.RDF_MAKE_IID_OF_QNAME('http://www.openlinksw.com/schemas/virtrdf#');"
)


@dataclass(frozen=True)
class Engine:
    """A running engine: where it answers, and what the program is told to use it."""

    name: str
    query_url: str
    update_url: str
    wipe: Callable[[], None]

    def settings(self) -> dict[str, str]:
        """What tells the program to keep its base here, by the names of the settings."""
        found = {"sparql_url": self.query_url, "sparql_update_url": self.update_url}
        default = DEFAULT_GRAPH[self.name]
        return {**found, "sparql_default_graph": default} if default else found

    def environ(self) -> dict[str, str]:
        """The same as variables of the environment."""
        return {f"KB_{name.upper()}": value for name, value in self.settings().items()}

    def post(self, url: str, fields: Mapping[str, str | list[str]], accept: str) -> bytes:
        """The body of the answer to a form; raises AssertionError with what the engine says."""
        raw = urllib.parse.urlencode(fields, doseq=True).encode()
        request = urllib.request.Request(url, raw, {"Accept": accept})  # noqa: S310  our own engine
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            said = error.read().decode(errors="replace")
            raise AssertionError(f"{self.name} answers {error.code}: {said[:500]}") from None

    def query(self, text: str, **dataset: str | list[str]) -> Any:
        """The JSON results of a SELECT or ASK; dataset parameters by their names, `_` for `-`."""
        more = {name.replace("_", "-"): value for name, value in dataset.items()}
        accept = "application/sparql-results+json"
        return json.loads(self.post(self.query_url, {"query": text, **more}, accept))

    def update(self, text: str) -> None:
        """An update, done."""
        self.post(self.update_url, {"update": text}, "*/*")


@contextmanager
def running(command: list[str], folder: Path, url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of an engine, once it answers; ended with the block."""
    log = folder / "output.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        for _ in range(1200):
            assert process.poll() is None, log.read_text("utf-8", errors="replace")[-2000:]
            if _answers(url):
                break
            time.sleep(0.1)
        else:
            raise AssertionError(f"{command[0]} did not answer within two minutes")
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(url: str) -> bool:
    try:
        asked = urllib.parse.urlencode({"query": "ASK {}"})
        with urllib.request.urlopen(f"{url}?{asked}", timeout=30) as answer:  # noqa: S310
            return int(answer.status) == 200
    except OSError:
        return False


@contextmanager
def oxigraph(folder: Path) -> Iterator[Engine]:
    """The Oxigraph server with a store on disk."""
    root = f"127.0.0.1:{free_port()}"
    command = [str(OXIGRAPH), "serve", "--location", str(folder / "store"), "--bind", root]

    def wipe() -> None:
        engine.update("DROP ALL")

    engine = Engine("oxigraph", f"http://{root}/query", f"http://{root}/update", wipe)
    with running(command, folder, engine.query_url):
        yield engine


def isql(port: int, statement: str) -> None:
    """Run a statement as the administrator of a fresh Virtuoso."""
    done = subprocess.run(
        [str(ISQL), f"127.0.0.1:{port}", "dba", "dba", f"exec={statement}"],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "*** Error" not in done.stdout + done.stderr, done.stdout + done.stderr


@contextmanager
def virtuoso(folder: Path) -> Iterator[Engine]:
    """Virtuoso with a database of its own, anybody on this machine allowed to write."""
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(sql=sql, http=http), "utf-8")
    command = [str(VIRTUOSO), "+foreground", "+configfile", "virtuoso.ini"]
    url = f"http://127.0.0.1:{http}/sparql"
    engine = Engine("virtuoso", url, url, lambda: isql(sql, EMPTY))
    with running(command, folder, url) as process:
        isql(sql, 'grant SPARQL_UPDATE to "SPARQL";')
        yield engine
        # A checkpoint and an end; by a signal it would leave its log to be replayed.
        isql(sql, "shutdown;")
        process.wait(timeout=60)


STARTERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}


@contextmanager
def started(name: str, folder: Path) -> Iterator[Engine]:
    """An engine by its name; skips the test where this machine does not have it."""
    reason = MISSING[name]
    if reason:
        pytest.skip(f"{name}: {reason}")
    with STARTERS[name](folder) as engine:
        yield engine
