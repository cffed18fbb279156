"""The system calls of the whole service while it is asked to look outward: none of them does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.running import BEARER, KB, TOKEN, Client, free_port, kb, wait

STRACE = shutil.which("strace")
CALLS = "trace=connect,sendto,sendmsg,open,openat,openat2"
UPDATE = {"Content-Type": "application/sparql-update", **BEARER}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(STRACE is None, reason="no strace on this machine"),
]


def ask(client: Client, secret: Path) -> None:
    """Every way by which a request could name something to open."""
    here = "http://127.0.0.1:9/outside"
    for iri in (here, f"file://{secret}"):
        for query in (
            f"SELECT * WHERE {{ SERVICE <{iri}> {{ ?s ?p ?o }} }}",
            f"SELECT * WHERE {{ \\u0053ervice SILENT <{iri}> {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{iri}> WHERE {{ ?s ?p ?o }}",  # noqa: S608  SPARQL
            f"SELECT * FROM NAMED <{iri}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",  # noqa: S608
        ):
            client.sparql(query)
        client.sparql("SELECT * WHERE { ?s ?p ?o }", **{"default-graph-uri": iri})
        client.get("/graphs", graph=iri)
        for text in (
            f"LOAD <{iri}>",
            f"LOAD SILENT <{iri}> INTO GRAPH <http://x.example/>",
            f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{iri}> {{ ?s ?p ?o }} }}",
            f"INSERT {{ ?s ?p ?o }} USING <{iri}> WHERE {{ ?s ?p ?o }}",
        ):
            client.request("POST", "/update", text.encode(), UPDATE)
        context = f'{{"@context": "{iri}", "@id": "x:a", "@type": "x:t"}}'
        headers = {"Content-Type": "application/ld+json", **BEARER}
        client.request("PUT", "/graphs?default", context.encode(), headers)
        entity = f'<!DOCTYPE r [<!ENTITY e SYSTEM "{iri}">]><r>&e;</r>'
        headers = {"Content-Type": "application/rdf+xml", **BEARER}
        client.request("PUT", "/graphs?default", entity.encode(), headers)


def test_nothing_connects_and_nothing_is_read(tmp_path: Path) -> None:
    home, secret, trace = tmp_path / "kb", tmp_path / "secret.ttl", tmp_path / "trace"
    secret.write_text("<x:a> <x:b> 'read from a file' .", "utf-8")
    assert kb(home, "init", "--plain").returncode == 0
    client = Client(free_port(), home)
    settings = {"KB_HOME": str(home), "KB_PORT": str(client.port), "KB_TOKEN": TOKEN}
    process = subprocess.Popen(
        [str(STRACE), "-f", "-qq", "-e", CALLS, "-o", str(trace), *KB, "serve"],
        env={**os.environ, **settings, "KB_WORKERS": "1", "KB_LOG_LEVEL": "WARNING"},
        start_new_session=True,
    )
    try:
        wait(client, process)
        insert = b"INSERT DATA { <x:a> <x:b> 1 }"
        assert client.request("POST", "/update", insert, UPDATE).status == 204
        ask(client, secret)
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # its own session: strace and what it follows
        process.wait()
    calls = trace.read_text("utf-8", errors="replace").splitlines()
    assert any("reader.py" in call for call in calls), "the readers were not followed"
    assert any("writer/store" in call for call in calls), "the writer was not followed"
    assert not [call for call in calls if secret.name in call]
    assert not [call for call in calls if "connect(" in call and "AF_INET" in call]
