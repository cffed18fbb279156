"""A wheel works alone: ontology, seeds and queries are in it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in an empty folder, as an installer lays it out."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_the_data_the_program_reads(unpacked: Path) -> None:
    for name in ("ontology/kb.ttl", "ontology/context.jsonld", "seeds/people.csv"):
        assert (unpacked / "kb" / "data" / name).is_file(), name
    for pattern in ("ontology/shapes/*.ttl", "queries/*.rq", "seeds/articles/*.md"):
        here = {path.name for path in (unpacked / "kb" / "data").glob(pattern)}
        assert here == {path.name for path in ROOT.glob(pattern)}
    assert (unpacked / "kb" / "serve" / "templates" / "entity.html").is_file()


def test_a_base_is_built_from_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r}); import kb; "
        f"assert kb.__file__.startswith({str(unpacked)!r}); "
        "from kb.cli import main; main(['init'])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script], cwd=tmp_path, env={"KB_HOME": str(tmp_path / "kb")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "generation 2" in done.stdout
