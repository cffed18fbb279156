"""Fixtures for all tests; connections beyond this machine are refused."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kb import pipeline, upkeep
from kb.settings import Settings
from tests import engines
from tests.running import Client, served

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
LOCAL = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections go to this machine or fail the test."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOCAL:
            raise AssertionError(f"a test tried to connect to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture(scope="session")
def seeded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of the seeds alone, to be copied."""
    home = tmp_path_factory.mktemp("seeded") / "kb"
    upkeep.init(Settings(home=home))
    return home


@pytest.fixture
def home(seeded_home: Path, tmp_path: Path) -> Path:
    """A base of the seeds alone, of its own for each test."""
    return Path(shutil.copytree(seeded_home, tmp_path / "kb"))


@pytest.fixture(scope="session")
def retold_home(seeded_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of the seeds and the five retellings; tests that write copy it."""
    home = Path(shutil.copytree(seeded_home, tmp_path_factory.mktemp("retold") / "kb"))
    report = pipeline.ingest([ROOT / "seeds" / "articles"], Settings(home=home))
    assert report.counts["stored"] == 5, report.as_table()
    return home


@pytest.fixture
def retold(retold_home: Path, tmp_path: Path) -> Path:
    """A base of the five retellings, of its own for each test."""
    return Path(shutil.copytree(retold_home, tmp_path / "kb"))


@pytest.fixture(scope="session")
def serving(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Client]]:
    """A function that gives the base of the retellings, served from where it is to lie.

    Each engine is one for this base alone: the others are emptied by the tests that use them.
    """
    found: dict[str, Client] = {}
    with ExitStack() as stack:

        def start(name: str) -> Client:
            if name not in found:
                if name == engines.EMBEDDED:
                    home, environ = request.getfixturevalue("retold_home"), {}
                else:
                    folder = tmp_path_factory.mktemp(f"serving-{name}")
                    engine = stack.enter_context(engines.started(name, folder))
                    home, environ = _retold(folder / "kb", engine), engine.environ()
                found[name] = replace(stack.enter_context(served(home, **environ)), place=name)
            return found[name]

        yield start


def _retold(home: Path, engine: engines.Engine) -> Path:
    """The home of a base of the retellings that lies at an engine."""
    settings = Settings(home, **engine.settings())  # type: ignore[arg-type]  # of strings alone
    upkeep.init(settings)
    report = pipeline.ingest([ROOT / "seeds" / "articles"], settings)
    assert report.counts["stored"] == 5, report.as_table()
    return home


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a module whose answers are the same wherever a base lies once for each of its PLACES."""
    places = getattr(metafunc.module, "PLACES", None)
    if places and "service" in metafunc.fixturenames:
        metafunc.parametrize("service", places, indirect=True, scope="session")


@pytest.fixture(scope="session")
def service(request: pytest.FixtureRequest, serving: Callable[[str], Client]) -> Client:
    """The base of the retellings, served; where a module says so, from each place in turn."""
    return serving(getattr(request, "param", engines.EMBEDDED))


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], engines.Engine]]:
    """A function that gives a running engine by name, started once a process."""
    found: dict[str, engines.Engine] = {}
    with ExitStack() as stack:

        def start(name: str) -> engines.Engine:
            if name not in found:
                folder = tmp_path_factory.mktemp(name)
                found[name] = stack.enter_context(engines.started(name, folder))
            return found[name]

        yield start


@pytest.fixture(params=engines.NAMES)
def engine(
    request: pytest.FixtureRequest, started: Callable[[str], engines.Engine]
) -> engines.Engine:
    """Each engine beside the program, empty."""
    found = started(request.param)
    found.wipe()
    return found
