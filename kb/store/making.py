"""A base made, moved, or opened for writing where the settings say that it lies.

Apart from `kb.store.opening`, since the workers that serve load no writer.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing

from kb.errors import NotOffered
from kb.settings import Settings
from kb.store import moving, remote_writer
from kb.store import writer as embedded
from kb.store.generations import Manifest
from kb.store.opening import site
from kb.store.remote_writer import RemoteWriter
from kb.store.writer import Writer


def writer(settings: Settings, versions: Mapping[str, str]) -> Writer:
    """The writer of the base, for as long as a `with` block lasts."""
    if settings.sparql_url is None:
        return Writer(settings.home, versions=versions, keep=settings.keep_generations)
    return RemoteWriter(settings.home, site(settings), versions=versions)


def init(settings: Settings, *, data: str, plain: bool, versions: Mapping[str, str]) -> Manifest:
    """The first state, empty, of a new base. Raises StoreFault where there is one."""
    if settings.sparql_url is None:
        return embedded.init(settings.home, data=data, plain=plain, versions=versions)
    if plain:
        raise NotOffered("a plain base is embedded; for general RDF ask the SPARQL engine itself")
    there = site(settings)
    with closing(there.client):
        return remote_writer.init(settings.home, there, data=data, versions=versions)


def move(settings: Settings) -> Manifest:
    """Bring the embedded base to the engine. Raises StoreFault where a base is there already."""
    there = site(settings)
    with closing(there.client):
        return moving.move(settings.home, there)
