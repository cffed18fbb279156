"""Bases that are written to over HTTP."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import WITH_TOKEN, Client, kb, served


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A plain base, served to holders of the token too; by one worker, so by one writer."""
    home = tmp_path_factory.mktemp("plain") / "kb"
    done = kb(home, "init", "--plain")
    assert done.returncode == 0, done.stderr
    with served(home, **WITH_TOKEN, KB_WORKERS="1", KB_UPLOAD_BYTES="200000") as client:
        yield client


@pytest.fixture(scope="module")
def news(retold_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A copy of the base of the retellings, served to holders of the token too."""
    home = Path(shutil.copytree(retold_home, tmp_path_factory.mktemp("news") / "kb"))
    with served(home, **WITH_TOKEN, KB_WORKERS="1") as client:
        yield client
