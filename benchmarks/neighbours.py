"""The services that ours is measured beside, from their packages, in a virtual environment apart.

The Oxigraph server is asked of the very files that ours has open; rdflib-endpoint reads the same
quads into memory, which takes it minutes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGES = ("oxigraph==0.5.13", "rdflib-endpoint[cli]==0.6.3")


def programs() -> Path:
    """The folder of their programs, installed now if they are not there."""
    folder = Path(tempfile.gettempdir(), "khabar-neighbours")
    found = folder / "bin"
    if not (folder / "complete").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        installing = [str(found / "python"), "-m", "pip", "install", "--quiet", *PACKAGES]
        subprocess.run(installing, check=True, stderr=subprocess.DEVNULL)
        (folder / "complete").touch()
    return found


def oxigraph(store: Path, port: int) -> list[str]:
    """The Oxigraph server over a store that is only read."""
    place = ["--location", str(store), "--bind", f"127.0.0.1:{port}"]
    return [str(programs() / "oxigraph"), "serve-read-only", *place]


def rdflib_endpoint(quads: Path, port: int) -> list[str]:
    """rdflib-endpoint over N-Quads."""
    place = ["--host", "127.0.0.1", "--port", str(port)]
    return [str(programs() / "rdflib-endpoint"), "serve", *place, str(quads)]
