"""Answers that need not be worked out or sent again, and those that must be."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb.serve.kept import Kept
from kb.store.guard import check
from tests.running import BEARER, Client, Reply

UPDATE = {"Content-Type": "application/sparql-update", **BEARER}
ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
X = "http://x.example/"


def insert(plain: Client, number: int) -> None:
    text = f"INSERT DATA {{ <{X}cached> <{X}number> {number} }}"
    assert plain.request("POST", "/update", text.encode(), UPDATE).status == 204


def asked(plain: Client, query: str, tag: str = "", accept: str = "*/*") -> tuple[int, str]:
    headers = {"Accept": accept, **({"If-None-Match": tag} if tag else {})}
    reply = plain.request("GET", f"/sparql?query={query.replace(' ', '+')}", headers=headers)
    return reply.status, reply.headers.get("etag", "")


# ---- what the client has ---------------------------------------------------------------------
@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK+%7B%7D", "/queries/articles", "/graphs?default"]
)
def test_an_answer_that_the_client_has_is_not_sent_again(service: Client, path: str) -> None:
    first = service.request("GET", path)
    headers = {"If-None-Match": first.headers["etag"]}
    again = service.request("GET", path, headers=headers)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "Accept" in again.headers["vary"]
    assert again.headers["access-control-allow-origin"] == "*"


def test_the_tag_is_of_generation_query_dataset_and_format(plain: Client) -> None:
    insert(plain, 1)
    tag = asked(plain, ALL)[1]
    assert asked(plain, ALL, tag)[0] == 304
    assert asked(plain, f"{ALL} LIMIT 1", tag)[0] == 200
    assert asked(plain, ALL, tag, "text/csv")[0] == 200
    assert asked(plain, f"{ALL}&default-graph-uri={X}g", tag)[0] == 200
    assert asked(plain, f"{ALL}&named-graph-uri={X}g", tag)[0] == 200
    insert(plain, 2)
    status, new = asked(plain, ALL, tag)
    assert (status, new != tag) == (200, True)


@pytest.mark.parametrize(
    "query", ["SELECT (NOW() AS ?n) {}", "SELECT (RAND() AS ?n) {}", "SELECT (UUID() AS ?n) {}"]
)
def test_what_may_differ_the_next_time_is_kept_by_nobody(service: Client, query: str) -> None:
    first, second = service.sparql(query), service.sparql(query)
    assert "etag" not in first.headers
    assert first.headers["cache-control"] == "no-store"
    assert first.body != second.body


def test_new_blank_nodes_make_an_answer_that_may_differ() -> None:
    assert check("CONSTRUCT { [] a ?t } WHERE { ?s a ?t }").volatile
    assert check("CONSTRUCT { _:x a ?t } WHERE { ?s a ?t }").volatile
    assert not check("SELECT ?t { [] a ?t }").volatile
    assert not check("SELECT ?t { ?t ?p 'NOW() RAND()' }").volatile


# ---- what the service keeps --------------------------------------------------------------------
@contextmanager
def readers_stopped(home: Path) -> Iterator[None]:
    """The reader processes of a base stand still while the block lasts."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = process.read_bytes()
        except OSError:
            continue
        if b"reader.py" in words and str(home).encode() in words:
            found.append(int(process.parent.name))
    assert found
    for pid in found:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in found:
            os.kill(pid, signal.SIGCONT)


def test_a_small_answer_is_kept_and_given_without_a_reader(plain: Client) -> None:
    insert(plain, 3)
    query = f"SELECT ?n WHERE {{ <{X}cached> <{X}number> ?n }}"
    first = plain.sparql(query)
    with readers_stopped(plain.home):
        assert plain.sparql(query).body == first.body
        assert told(plain.sparql(query)) == told(first)
    insert(plain, 4)
    assert plain.sparql(query).body != first.body


def told(reply: Reply) -> dict[str, str]:
    """The headers that a kept answer and one that is worked out have alike."""
    return {
        name: value
        for name, value in reply.headers.items()
        if name in ("etag", "vary", "content-type", "cache-control") or name.startswith("khabar-")
    }


def test_the_cache_holds_no_more_than_its_size_and_no_older_generation() -> None:
    kept = Kept(640)
    for number in range(100):
        kept.put(1, f"1-{number}", b"x" * 10)
    assert kept.get("1-0") is None
    assert kept.get("1-99") == b"x" * 10
    assert sum(kept.get(f"1-{number}") is not None for number in range(100)) == 64
    kept.put(1, "1-large", b"x" * 11)
    assert kept.get("1-large") is None
    kept.put(2, "2-new", b"x")
    assert kept.get("1-99") is None


def test_what_is_asked_for_stays_longest() -> None:
    kept = Kept(128)
    for number in range(64):
        kept.put(1, str(number), b"xx")
    assert kept.get("0") == b"xx"
    kept.put(1, "new", b"xx")
    assert kept.get("0") == b"xx"
    assert kept.get("1") is None


def test_a_cache_of_no_size_keeps_nothing() -> None:
    kept = Kept(0)
    kept.put(1, "a", b"x")
    assert kept.get("a") is None
