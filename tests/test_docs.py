"""What the documents say is so: settings, paths, words and commands are all told; examples run."""

from __future__ import annotations

import ast
import json
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from flask import Blueprint, Flask

import kb.cli
from kb.errors import REASONS, KhabarError
from kb.serve import problems
from kb.serve.listing import FILTERS
from kb.serve.places import LISTS
from kb.settings import Settings, data_dir
from kb.store.formats import media_types
from kb.store.journal import KINDS
from tests.conftest import ROOT
from tests.running import Client

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
API = (ROOT / "docs" / "api.md").read_text("utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
EVERYTHING = "\n".join(page.read_text("utf-8") for page in PAGES)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HOSTS = ("pypi" + ".org", "python" + "hosted", "npm" + "js", "conda" + ".org", "crates" + ".io")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|home|root|tmp|Users)/")
HERE = "http://127.0.0.1:8000"


# ---- what must be told -----------------------------------------------------------------------
def defaults() -> Iterator[tuple[str, str]]:
    for name in Settings.__slots__:
        value = getattr(Settings(), name)
        if name in ("seeds", "ontology", "queries"):
            yield name, "of the package"
        elif value is None:
            yield name, "none"
        else:
            yield name, f"{value:,}" if isinstance(value, int) else f"{value}"


@pytest.mark.parametrize(("name", "default"), list(defaults()))
def test_each_setting_is_told_with_its_default(name: str, default: str) -> None:
    row = re.search(rf"^\| `KB_{name.upper()}` \|.*$", OPERATIONS, re.MULTILINE)
    assert row, name
    shown = [cell.strip() for cell in row[0].strip("|").split("|")][1]
    plain = shown.strip("`").replace(",", "") if default[0].isdigit() else shown.strip("`")
    assert plain == default.replace(",", "")


def test_no_setting_is_told_that_does_not_exist() -> None:
    told = set(re.findall(r"\bKB_[A-Z_]+[A-Z]\b", EVERYTHING))
    assert told <= {f"KB_{name.upper()}" for name in Settings.__slots__}


def rules() -> list[str]:
    app = Flask("kb.serve")
    for module in sorted((ROOT / "kb" / "serve").glob("[!_]*.py")):
        for part in vars(import_module(f"kb.serve.{module.stem}")).values():
            if isinstance(part, Blueprint) and part.name not in app.blueprints:
                app.register_blueprint(part)
    return sorted({rule.rule for rule in app.url_map.iter_rules()})


@pytest.mark.parametrize("rule", rules())
def test_each_path_is_told(rule: str) -> None:
    local = "{name}" if rule.startswith("/graphs") else "{type}/{slug}"
    path = re.sub(r"<(?:path:)?(\w+)>", r"{\1}", rule).replace("{local}", local)
    assert f"| `{path}` |" in API


def family(cls: type[KhabarError]) -> list[type[KhabarError]]:
    return [cls, *(found for sub in cls.__subclasses__() for found in family(sub))]


@pytest.mark.parametrize("error", dict.fromkeys(family(KhabarError)))
def test_each_problem_type_is_told_with_its_status(error: type[KhabarError]) -> None:
    path = f"`/problems/{problems.name(error)}`"
    assert path in API
    row = re.search(rf"^\| {path} \| (\d+) \|", API, re.MULTILINE)
    assert row is None or int(row[1]) == error.http_status


@pytest.mark.parametrize("word", REASONS)
def test_each_reason_word_is_told(word: str) -> None:
    assert re.search(rf"^\| `{word}` \|", OPERATIONS, re.MULTILINE)


@pytest.mark.parametrize("path", sorted(data_dir("queries").glob("*.rq")), ids=lambda p: p.stem)
def test_each_named_query_is_told_with_its_parameters(path: Path) -> None:
    row = re.search(rf"^\| `{path.stem}` \|([^|]*)\|", API, re.MULTILINE)
    assert row, path.stem
    taken = set(re.findall(r"\?_([A-Za-z0-9]+)_", path.read_text("utf-8")))
    assert set(re.findall(r"`(\w+)`", row[1])) == taken


@pytest.mark.parametrize("name", sorted(kb.cli.main.commands))
def test_each_command_is_told_with_its_options(name: str) -> None:
    row = re.search(rf"^\| `kb {name}\b[^|]*\|.*$", OPERATIONS, re.MULTILINE)
    assert row, name
    for parameter in kb.cli.main.commands[name].params:
        if parameter.param_type_name == "option" and parameter.name != "help":
            assert max(parameter.opts, key=len) in row[0], parameter.name


@pytest.mark.parametrize("name", [*LISTS, *FILTERS])
def test_each_list_and_filter_is_told(name: str) -> None:
    assert f"`{name}`" in API


@pytest.mark.parametrize("form", ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
def test_each_format_of_an_answer_is_told(form: str) -> None:
    row = next(line for line in API.splitlines() if line.startswith("| `") and f"`{form}`" in line)
    assert re.findall(r"`([a-z]+/[^`]+)`", row) == list(media_types(form))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_of_journal_record_is_told(kind: str) -> None:
    assert f"`{kind}`" in EVERYTHING


def test_no_module_or_function_is_told_that_does_not_exist() -> None:
    known = {path.name for path in (ROOT / "kb").rglob("*.py")}
    told = set(re.findall(r"`(?:\w+/)*(\w+\.py)`", EVERYTHING))
    tests = {path.name for path in (ROOT / "tests").rglob("*.py")}
    bench = {path.name for path in (ROOT / "benchmarks").glob("*.py")}
    assert told <= known | tests | bench
    for dotted in set(re.findall(r"`kb((?:\.\w+)+)(?:\(\))?`", EVERYTHING)):
        assert exists(dotted.strip(".").split(".")), dotted


def exists(parts: list[str]) -> bool:
    """Whether a dotted name is a module or a name that a module defines."""
    place = ROOT / "kb"
    while parts and (place / parts[0]).is_dir():
        place, parts = place / parts[0], parts[1:]
    if not parts:
        return True
    module = place / f"{parts[0]}.py"
    if not module.is_file() or len(parts) == 1:
        return module.is_file()
    tree = ast.parse(module.read_text("utf-8"))
    defined = {n.name for n in ast.walk(tree) if isinstance(n, ast.ClassDef | ast.FunctionDef)}
    return set(parts[1:]) <= defined


# ---- links and hygiene -----------------------------------------------------------------------
def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip("# ").lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        if target.startswith(("http:", "https:")):
            continue
        name, _, fragment = target.partition("#")
        path = page.parent / name if name else page
        assert path.exists(), target
        if fragment:
            headings = re.findall(r"^#+ .*$", path.read_text("utf-8"), re.MULTILINE)
            assert fragment in {anchor(heading) for heading in headings}, target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_no_registry_and_no_path_of_a_machine_is_named(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not [host for host in HOSTS if host in text]
    assert not MACHINE_PATHS.search(text)


# ---- examples --------------------------------------------------------------------------------
def examples(text: str) -> list[tuple[str, str, str]]:
    """Each curl command or SPARQL query with the kind and text of the answer shown after it."""
    blocks = FENCE.findall(text)
    return [
        (asked, kind, shown)
        for (first, asked), (kind, shown) in pairwise(blocks)
        if kind in ("json", "csv") and (first == "sparql" or asked.startswith("curl "))
    ]


def answer(service: Client, asked: str, kind: str) -> str:
    if not asked.startswith("curl "):
        return service.sparql(asked, format=kind).text
    words = shlex.split(asked.removeprefix("curl "))
    address = next(word for word in words if word.startswith(HERE))
    fields = [
        (words[i + 1].partition("=")[0], words[i + 1].partition("=")[2])
        for i, word in enumerate(words)
        if word == "--data-urlencode"
    ]
    query = urlencode(fields, quote_via=quote) if fields else urlsplit(address).query
    return service.get(f"{urlsplit(address).path}?{query}".rstrip("?")).text


def holds(real: Any, shown: Any) -> bool:
    """Whether a JSON answer holds what is shown of it: members and items may be left out."""
    if isinstance(shown, dict):
        return isinstance(real, dict) and all(
            key in real and holds(real[key], value) for key, value in shown.items()
        )
    if isinstance(shown, list):
        left: Iterator[Any] = iter(real if isinstance(real, list) else ())
        return all(any(holds(item, one) for item in left) for one in shown)
    return bool(real == shown)


EXAMPLES = [
    pytest.param(*example, id=f"{page.name}-{number}")
    for page in (ROOT / "README.md", ROOT / "docs" / "api.md")
    for number, example in enumerate(examples(page.read_text("utf-8")), 1)
]


@pytest.mark.parametrize(("asked", "kind", "shown"), EXAMPLES)
def test_an_example_gives_the_answer_that_is_shown(
    service: Client, asked: str, kind: str, shown: str
) -> None:
    real = answer(service, asked, kind)
    if kind == "json":
        assert json.loads(shown), "an example must show something"
        assert holds(json.loads(real), json.loads(shown)), real
    else:
        assert real.split() == shown.split()


def test_the_readme_shows_a_query_and_a_look_up() -> None:
    assert [kind for _, kind, _ in examples(README)] == ["csv", "json"]


def test_the_pages_that_the_readme_names_are_there(service: Client) -> None:
    paths = [urlsplit(found).path for found in re.findall(rf"{HERE}([^\s)>']*)", README)]
    assert len(paths) >= 4
    for path in paths:
        reply = service.get(path, "text/html, */*;q=0.1")
        assert reply.status in {200, 400}, path
        assert reply.status == 200 or "lookup" in path, path


def test_the_readmes_way_from_an_article_to_the_words_is_one_of_links(service: Client) -> None:
    steps = re.findall(rf"{HERE}(/(?:articles|doc/[^\s)>]+))", README)
    assert [step.split("/")[1] for step in steps] == ["articles", "doc", "doc", "doc"]
    for here, there in pairwise(steps):
        assert f'href="{there}?' in service.get(here, "text/html").text
    assert "<blockquote" in service.get(steps[-1], "text/html").text
