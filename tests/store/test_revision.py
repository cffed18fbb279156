"""How a server learns that the base at an engine has moved."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from kb.errors import StoreFault
from kb.store import revision
from kb.store.generations import Manifest
from kb.store.remote import Address, RemoteClient
from kb.store.revision import FRESH, Revisions
from tests.engines import Engine
from tests.running import free_port


def manifest(number: int) -> Manifest:
    return Manifest(number, None, "2026-01-01T00:00:00+00:00", "https://e.org/", plain=False)


@pytest.fixture
def client(engine: Engine) -> Iterator[RemoteClient]:
    found = RemoteClient(Address(engine.query_url, engine.update_url))
    yield found
    found.close()


def test_a_revision_is_looked_at_again_after_a_while(client: RemoteClient) -> None:
    time = [0.0]
    revisions = Revisions(client, lambda: time[0])
    with pytest.raises(StoreFault, match="kb init"):
        revisions.now()
    revision.move(client, manifest(1))
    time[0] = FRESH * 1.1
    assert revisions.now() == manifest(1)
    revision.move(client, manifest(2))
    assert revisions.now() == manifest(1)
    time[0] = FRESH * 2.2
    assert revisions.now() == manifest(2)


def test_an_engine_that_hangs_is_waited_for_once_and_not_by_each_in_turn() -> None:
    url = f"http://127.0.0.1:{free_port()}/"
    asked = []

    class Slow(RemoteClient):
        def query(self, *_: object, **__: object) -> bytes:
            asked.append(1)
            gate.wait(10)
            raise StoreFault("the SPARQL engine gave nothing")

    gate = threading.Event()
    revisions = Revisions(Slow(Address(url, url)))

    def ask() -> None:
        with suppress(StoreFault):
            revisions.now()

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    assert len(asked) == 1
