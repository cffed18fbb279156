"""A base opened for reading where the settings say that it lies: here, or at a SPARQL engine.

With `kb.store.making`, which opens it for writing, the only place that knows of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import asdict
from typing import Any, BinaryIO, Protocol

from kb.errors import NotOffered, SettingFault
from kb.settings import Settings
from kb.store import export as files
from kb.store import revision
from kb.store.base import Base, Follower, open_base
from kb.store.engine import EngineStore, Site
from kb.store.generations import Generations, Manifest
from kb.store.mirror import Mirror
from kb.store.readers import Answer, GraphRequest, Limits, QueryRequest, ReaderPool
from kb.store.remote import Address, RemoteClient
from kb.store.remote_base import RemoteFollower
from kb.store.remote_pool import RemotePool
from kb.store.revision import Revisions


class Bases(Protocol):
    """The current state of a base, whenever it is asked for."""

    def base(self) -> AbstractContextManager[Base]:
        """The current state, open for as long as the block lasts."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Pool(Protocol):
    """Whoever answers strangers' queries."""

    limits: Limits

    def warm(self) -> None:
        """Start what can be started before the first query."""
        ...

    def number(self) -> int | None:
        """The current generation or revision."""
        ...

    def answer(self, request: QueryRequest | GraphRequest) -> Answer:
        """The answer to a query, or a whole graph."""
        ...

    def close(self) -> None:
        """End what is at work."""
        ...


def site(settings: Settings, seconds: float | None = None) -> Site:
    """The engine of the settings. Raises SettingFault for what no engine can be reached by."""
    if settings.sparql_url is None:
        raise SettingFault("KB_SPARQL_URL is not set: there is no SPARQL engine")
    for name, url in (("URL", settings.sparql_url), ("UPDATE_URL", settings.sparql_update_url)):
        if url and not url.lower().startswith(("http://", "https://")):
            raise SettingFault(f"KB_SPARQL_{name} must begin with http:// or https://")
    address = Address(
        settings.sparql_url,
        settings.sparql_update_url or settings.sparql_url,
        settings.sparql_user,
        settings.sparql_password,
        settings.sparql_token,
        settings.sparql_seconds if seconds is None else seconds,
    )
    return Site(RemoteClient(address, settings.threads), settings.sparql_default_graph)


@contextmanager
def base(settings: Settings) -> Iterator[Base]:
    """The current state of the base, open for as long as the block lasts."""
    if settings.sparql_url is None:
        with open_base(settings.home) as found:
            yield found
        return
    there = site(settings)
    with closing(there.client):
        manifest = revision.required(there.client)
        yield Base(Mirror(EngineStore(there, manifest.data)), manifest)


def service(settings: Settings) -> tuple[Bases, Pool]:
    """What a serving process reads from; to be made after its fork."""
    if settings.sparql_url is None:
        return Follower(settings.home), ReaderPool.from_settings(settings)
    there = site(settings, settings.query_seconds)
    revisions = Revisions(there.client)
    return RemoteFollower(there, revisions), _remote_pool(settings, there, revisions)


def _remote_pool(settings: Settings, there: Site, revisions: Revisions) -> RemotePool:
    limits = Limits.from_settings(settings, settings.query_seconds * 6)
    # Half of the threads for queries, so that pages and health have some.
    size = max(1, settings.threads // 2)
    return RemotePool(there, revisions, limits, size=size, queue=max(1, settings.threads // 4))


def pool(settings: Settings, limits: Limits) -> AbstractContextManager[Pool]:
    """Whoever answers one query of this machine."""
    if settings.sparql_url is None:
        Generations(settings.home).required()
        return ReaderPool(settings.home, size=1, limits=limits)
    there = site(settings, settings.query_seconds)
    return closing(RemotePool(there, Revisions(there.client), limits, size=1, queue=1))


def current(settings: Settings) -> Manifest | None:
    """The manifest of the base; None where there is none."""
    if settings.sparql_url is None:
        found = Generations(settings.home)
        number = found.current()
        return None if number is None else found.manifest(number)
    there = site(settings)
    with closing(there.client):
        return revision.find(there.client)


def require(settings: Settings) -> None:
    """Raise StoreFault where there is no base that can be served."""
    if settings.sparql_url is None:
        Generations(settings.home).hold_current().close()
        return
    there = site(settings)
    with closing(there.client):
        revision.required(there.client)


def status(settings: Settings) -> dict[str, Any]:
    """Where the base lies, its current state and what that holds, for `kb status`."""
    if settings.sparql_url is None:
        return Generations(settings.home).status()
    there = site(settings)
    with closing(there.client):
        found = asdict(revision.required(there.client))
    return {"home": str(settings.home), "store": "remote", "current": found}


def generations(settings: Settings) -> Generations:
    """The generations of an embedded base. Raises NotOffered where there are none."""
    if settings.sparql_url is not None:
        raise _no_generations()
    return Generations(settings.home)


def _no_generations() -> NotOffered:
    return NotOffered("a base at a SPARQL engine has its current state alone, no generations")


def export(
    settings: Settings, syntax: str, output: BinaryIO, generation: int | None = None
) -> None:
    """Write the base, or a generation of it, in a syntax of `export.FORMATS`."""
    if settings.sparql_url is None:
        files.export(settings.home, syntax, output, generation)
        return
    if generation is not None:
        raise _no_generations()
    there = site(settings)
    with closing(there.client):
        manifest = revision.required(there.client)
        files.write(EngineStore(there, manifest.data), syntax, output)
