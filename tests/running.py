"""A served base for tests: a real gunicorn over real sockets, and a small HTTP client."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

KB = [sys.executable, "-c", "from kb.cli import main; main()"]
TOKEN = "a-secret-of-the-tests"  # noqa: S105
# Tests write one after the other, and need not wait a second each time for who else may write.
WITH_TOKEN = {"KB_TOKEN": TOKEN, "KB_GATHER_SECONDS": "0"}
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    links: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Client:
    """Requests to one served base."""

    port: int
    home: Path
    place: str = "embedded"  # where its base lies, which a few facts depend on

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            links = tuple(v for n, v in response.getheaders() if n.lower() == "link")
            return Reply(response.status, found, response.read(), links)
        finally:
            connection.close()

    def get(self, path: str, accept: str | None = None, **parameters: str) -> Reply:
        query = f"?{urlencode(parameters)}" if parameters else ""
        headers = {"Accept": accept} if accept else {}
        return self.request("GET", quote(path, safe="/.?=&%#,:") + query, headers=headers)

    def sparql(self, query: str, accept: str | None = None, **parameters: str) -> Reply:
        return self.get("/sparql", accept, query=query, **parameters)

    def rows(self, query: str) -> list[dict[str, str]]:
        reply = self.sparql(query)
        assert reply.status == 200, reply.text
        found = reply.json()["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kb(home: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A finished `kb` command."""
    environ = {**_bare(), "KB_HOME": str(home), **settings}
    return subprocess.run(
        [*KB, *words], env=environ, capture_output=True, text=True, check=False, timeout=300
    )


def _bare() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("KB_")}


@contextmanager
def served(home: Path, **settings: str) -> Iterator[Client]:
    """A base that answers while the block lasts."""
    port = free_port()
    environ = {
        **_bare(), "KB_HOME": str(home), "KB_PORT": str(port), "KB_LOG_LEVEL": "WARNING", **settings
    }  # fmt: skip
    process = subprocess.Popen([*KB, "serve"], env=environ, stderr=subprocess.PIPE, text=True)
    client = Client(port, home)
    try:
        wait(client, process)
        yield client
    finally:
        process.terminate()
        process.communicate(timeout=30)


def wait(client: Client, process: subprocess.Popen[Any]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise AssertionError(f"kb serve ended: {process.communicate()[1]}")
        try:
            if client.get("/health").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("kb serve did not answer within a minute")
