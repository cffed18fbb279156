"""The client of engines: forms to real ones, and what becomes of an engine that fails."""

from __future__ import annotations

import logging
import socket
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pyoxigraph as ox
import pytest

from kb.errors import StoreFault
from kb.store.process import QueryBroken, QueryTimedOut
from kb.store.remote import RESULTS, TRIPLES, Address, Dataset, EngineRefused, RemoteClient
from tests.engines import Engine
from tests.running import free_port

E = "http://example.org/"
G = "http://example.org/خبر"
PUT = f'INSERT DATA {{ GRAPH <{G}> {{ <{E}أ> <{E}p> "زيارة"@ar }} }}'
SECRET = "not-to-be-told"  # noqa: S105


def client(engine: Engine, **changes: Any) -> RemoteClient:
    address = Address(engine.query_url, engine.update_url)
    return RemoteClient(replace(address, **changes))


def values(answer: bytes, name: str) -> list[str]:
    found = ox.parse_query_results(answer, ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    return [row[name].value for row in found]  # type: ignore[union-attr]


# ---- real engines ---------------------------------------------------------------------------
def test_arabic_goes_there_and_comes_back_as_it_was(engine: Engine) -> None:
    remote = client(engine)
    remote.update(PUT)
    answer = remote.query(f"SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o }} }}", RESULTS)
    assert values(answer, "o") == ["زيارة"]
    asked = "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } FILTER(?o = 'زيارة'@ar) }"
    triples = list(ox.parse(remote.query(asked, TRIPLES), ox.RdfFormat.N_TRIPLES))
    assert [triple.subject.value for triple in triples] == ["http://example.org/أ"]  # type: ignore[union-attr]


def test_the_dataset_asked_for_is_the_one_answered_from(engine: Engine) -> None:
    remote = client(engine)
    remote.update(PUT)
    query = "SELECT ?o { ?s <http://example.org/p> ?o }"
    assert values(remote.query(query, RESULTS, Dataset((G,))), "o") == ["زيارة"]
    other = Dataset(("http://example.org/other",))
    assert values(remote.query(query, RESULTS, other), "o") == []


def test_a_query_that_cannot_be_read_is_told_in_the_engines_words(engine: Engine) -> None:
    with pytest.raises(QueryBroken, match=r"\w{3}") as caught:
        client(engine).query("SELECT WHERE FROM", RESULTS)
    assert len(caught.value.message) <= 500


def test_an_update_that_cannot_be_read_changes_nothing(engine: Engine) -> None:
    remote = client(engine)
    with pytest.raises(QueryBroken):
        remote.update(PUT + " nonsense")
    assert values(remote.query(f"SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o }} }}", RESULTS), "o") == []


def test_an_answer_comes_in_pieces(engine: Engine) -> None:
    rows = " ".join(f"({number})" for number in range(5000))
    with client(engine).stream(f"SELECT ?o {{ VALUES (?o) {{ {rows} }} }}", RESULTS) as pieces:
        first = next(pieces)
        rest = b"".join(pieces)
    assert len(values(first + rest, "o")) == 5000


def test_virtuoso_takes_a_password_as_a_digest(started: Any) -> None:
    engine = started("virtuoso")
    engine.wipe()
    guarded = engine.query_url.replace("/sparql", "/sparql-auth")
    remote = client(engine, query_url=guarded, update_url=guarded, user="dba", password="dba")  # noqa: S106
    remote.update(PUT)
    assert values(remote.query(f"SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o }} }}", RESULTS), "o") == [
        "زيارة"
    ]


def test_virtuoso_lets_nobody_in_by_a_wrong_password(started: Any) -> None:
    engine = started("virtuoso")
    guarded = engine.query_url.replace("/sparql", "/sparql-auth")
    for remote in (
        client(engine, query_url=guarded, user="dba", password=SECRET),
        client(engine, query_url=guarded),
    ):
        with pytest.raises(EngineRefused, match="401") as caught:
            remote.query("ASK {}", RESULTS)
        assert SECRET not in str(caught.value)


# ---- engines that fail ----------------------------------------------------------------------
@contextmanager
def answering(status: int, body: bytes, **headers: str) -> Iterator[tuple[str, list[str | None]]]:
    """An engine that answers everything alike; its address, and the credentials it is given."""
    given: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            given.append(self.headers.get("Authorization"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/sparql", given
        finally:
            server.shutdown()
            thread.join()


def at(url: str, **changes: Any) -> RemoteClient:
    return RemoteClient(replace(Address(url, url), **changes))


def test_a_token_is_borne() -> None:
    with answering(200, b"{}") as (url, given):
        at(url, token=SECRET).query("ASK {}", RESULTS)
    assert given == [f"Bearer {SECRET}"]


def test_a_password_goes_as_basic_where_no_digest_is_asked_for() -> None:
    plain = f"me:{SECRET}".encode()
    with answering(200, b"{}") as (url, given):
        at(url, user="me", password=SECRET).query("ASK {}", RESULTS)
    assert given == [f"Basic {b64encode(plain).decode()}"]


@pytest.mark.parametrize(
    ("status", "raised"),
    [
        (400, QueryBroken), (401, EngineRefused), (403, EngineRefused), (404, EngineRefused),
        (302, EngineRefused), (500, EngineRefused), (503, StoreFault), (504, QueryTimedOut),
    ],
)  # fmt: skip
def test_each_refusal_has_its_kind_and_tells_no_credential(
    status: int, raised: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with answering(status, b"why", Location="http://127.0.0.1:1/elsewhere") as (url, _):
        named = url.replace("//", f"//me:{SECRET}@")
        for remote in (at(url, user="me", password=SECRET), at(url, token=SECRET), at(named)):
            with pytest.raises(raised) as caught:
                remote.update("DROP ALL")
            assert SECRET not in str(caught.value)
            assert SECRET not in repr(remote.address)
    assert SECRET not in caplog.text


def test_an_engine_that_is_not_there_is_a_fault_that_names_no_address() -> None:
    remote = at(f"http://me:{SECRET}@127.0.0.1:{free_port()}/sparql")
    with pytest.raises(StoreFault, match="does not answer") as caught:
        remote.query("ASK {}", RESULTS)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("begins", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"])
def test_an_engine_that_falls_silent_is_left(begins: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        held: list[socket.socket] = []

        def serve() -> None:
            connection, _ = listening.accept()
            held.append(connection)
            connection.sendall(begins)

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(QueryTimedOut):
            at(url, seconds=0.3).query("ASK {}", RESULTS)
        thread.join()
        held[0].close()


def test_an_engine_that_breaks_off_is_a_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(StoreFault, match="does not answer"):
            at(url).query("ASK {}", RESULTS)
        thread.join()


def test_an_address_is_shown_without_its_secrets() -> None:
    url = f"http://me:{SECRET}@e/q"
    assert SECRET not in repr(Address(url, url, user="me", password=SECRET, token=SECRET))
