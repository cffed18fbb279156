"""The layer rule: who may import whom, imports inside functions included."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

KB = Path(__file__).parents[1] / "kb"
FILES = sorted(KB.rglob("*.py"))
UPPER = {"extract", "wikidata", "model", "store", "serve"}
TOP = {"kit", "pipeline", "upkeep", "curated", "writes", "cli", "wsgi"}
# Layer -> other parts of kb it may import, its own folder and the ground floor apart.
ALLOWED: dict[str, set[str]] = {
    "ground": set(),
    "extract": set(),
    "wikidata": set(),
    "model": set(),
    "store": set(),
    "serve": {"store"},
    "kit": UPPER - {"serve"},
    "pipeline": (UPPER - {"serve"}) | {"kit"},
    "upkeep": (UPPER - {"serve"}) | {"kit", "pipeline", "curated"},
    "curated": {"model", "store"},
    "writes": {"model", "store", "curated"},
    "cli": UPPER | TOP,
    "wsgi": {"serve", "store"},
}
# Library -> where alone it may be imported.
FENCES = {
    "flask": ("serve/",),
    "pyshacl": ("model/shapes.py",),
    "pyoxigraph": ("store/",),
    "socket": ("wikidata/client.py", "store/remote.py"),
    "urllib.request": ("wikidata/client.py", "store/remote.py"),
    "http.client": ("wikidata/client.py", "store/remote.py"),
    "requests": ("wikidata/client.py", "store/remote.py"),
    "trafilatura": ("extract/html.py",),
    "ahocorasick": ("extract/",),
}

READERS = {"environ", "getenv", "environb"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(name: str) -> str:
    return name if name in UPPER | TOP else "ground"


def layer(path: Path) -> str:
    return part(path.relative_to(KB).parts[0].removesuffix(".py"))


def reached(path: Path) -> set[str]:
    names = [n.split(".") for n in imports(path) if n.startswith("kb.")]
    return {part(name[1]) for name in names} - {"ground"}


def test_there_are_files_to_check() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(KB)))
def test_a_module_imports_no_layer_it_may_not(path: Path) -> None:
    own = layer(path)
    below = {"pipeline": {"pipeline"}}.get(own, {own})
    assert reached(path) - ALLOWED[own] - below == set()


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(KB)))
def test_fenced_libraries_stay_in_their_place(path: Path) -> None:
    place = path.relative_to(KB).as_posix()
    for name in imports(path):
        for library, homes in FENCES.items():
            if name == library or name.startswith(f"{library}."):
                assert place.startswith(homes), f"{place} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(KB)))
def test_only_settings_reads_the_environment(path: Path) -> None:
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    found = [n for n in tree if isinstance(n, ast.Attribute) and n.attr in READERS]
    # What WSGI tells of a request is called environ too.
    read = [n for n in found if not (isinstance(n.value, ast.Name) and n.value.id == "request")]
    assert not read or path.name == "settings.py"


def test_modules_form_no_circle() -> None:
    names = {"kb." + ".".join(p.relative_to(KB).with_suffix("").parts): p for p in FILES}
    edges = {
        name: {n for n in imports(path) if n in names and n != name} for name, path in names.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for other in edges[name]:
                visit(other, (*trail, name))
            done.add(name)

    for name in names:
        visit(name, ())
