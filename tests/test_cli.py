"""The commands: what they print, how they end, and that nobody ever meets a traceback."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kb import cli
from kb.settings import Settings
from kb.store.generations import Generations
from tests.building import D, current, exported, written
from tests.running import kb, served

ROOT = Path(__file__).parents[1]
BURNS = "nadorcity-undated-dd7dfa7c"
COUNT = "PREFIX schema: <https://schema.org/> SELECT (COUNT(?a) AS ?n) { ?a a schema:NewsArticle }"

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """A command of this process, on the base in tmp_path/kb unless told otherwise."""
    for name in [name for name in os.environ if name.startswith("KB_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(cli, "start_logging", lambda _: None)

    def call(*words: object, given: str | bytes | None = None, **environ: str) -> Result:
        env = {"KB_HOME": str(tmp_path / "kb"), **environ}
        return CliRunner().invoke(cli.main, [str(w) for w in words], input=given, env=env)

    return call


def told(result: Result, status: int, *words: str) -> None:
    """That a command ended with a status and one sentence on standard error."""
    assert result.exit_code == status, result.output + repr(result.exception)
    assert result.stderr.startswith("kb: ")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


# ---- a base -------------------------------------------------------------------------------
def test_a_base_is_made_and_found(tmp_path: Path, run: Run) -> None:
    made = run("init", "--plain")
    assert made.exit_code == 0
    assert made.stdout == f"generation 1 in {tmp_path / 'kb'}: 0 quads\n"
    told(run("init"), 3, "there is a base in")
    again = run("init", "--if-missing")
    assert (again.exit_code, again.stdout) == (0, "")
    assert json.loads(run("status").stdout)["current"]["plain"] is True


@pytest.mark.parametrize(
    "words",
    [
        ("status",), ("generations",), ("rollback",), ("prune",), ("export",), ("serve",),
        ("rebuild",), ("retract", "x", "--reason", "y"), ("query", "-"), ("ingest", "x.txt"),
        ("validate", "x.txt"),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_without_a_base_each_command_says_so(run: Run, words: tuple[str, ...]) -> None:
    told(run(*words, given=COUNT), 3, "there is no base in", "kb init")


@pytest.mark.parametrize("words", [("status",), ("init",), ("export",)], ids=lambda words: words[0])
def test_a_home_that_is_a_file_is_told(tmp_path: Path, run: Run, words: tuple[str, ...]) -> None:
    (tmp_path / "kb").write_text("no folder")
    told(run(*words), 3)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("KB_WORKERS", "many", "KB_WORKERS must be a number"),
        ("KB_WORKERS", "0", "KB_WORKERS must be from 1 to 1,000"),
        ("KB_PORT", "99999", "KB_PORT must be from 1 to 65,535"),
        ("KB_QUERY_SECONDS", "-1", "KB_QUERY_SECONDS must not be negative"),
        ("KB_LOG_LEVEL", "silly", "KB_LOG_LEVEL must be one of DEBUG"),
        ("KB_WORKRES", "2", "unknown setting KB_WORKRES"),
    ],
)
def test_a_wrong_setting_is_told(run: Run, name: str, value: str, message: str) -> None:
    told(run("status", **{name: value}), 2, message)


def test_broken_seeds_are_told(home: Path, run: Run, tmp_path: Path) -> None:
    assert home.exists()
    told(run("ingest", tmp_path / "x.txt", KB_SEEDS=str(tmp_path / "none")), 2, "cannot be read")


def test_a_writer_at_work_is_named(home: Path, run: Run, tmp_path: Path) -> None:
    (path,) = written(tmp_path, 1)
    from kb.store.locks import lock_writer

    with lock_writer(Generations(home).layout.writer_lock):
        for words in (("ingest", path), ("rollback",), ("prune",), ("rebuild",)):
            told(run(*words), 3, f"process {os.getpid()} is writing")


# ---- ingest and extract -------------------------------------------------------------------
def test_ingest_shows_progress_and_a_table(home: Path, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    written(folder, 1, 2)
    (folder / "bad.txt").write_bytes(b"\x89PNG\x00")
    done = run("ingest", folder)
    assert done.exit_code == 1
    assert [line.split()[:2] for line in done.stderr.splitlines()] == [
        ["1/3", "stored"], ["2/3", "stored"], ["3/3", "refused"]
    ]  # fmt: skip
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["read", "3"] in lines
    assert ["stored", "2"] in lines
    assert ["generation", str(current(home))] in lines
    assert lines[-1][:3] == ["refused", "[not-text]", "bad.txt"]
    again = run("ingest", "--json", "--quiet", folder)
    assert again.stderr == ""
    found = json.loads(again.stdout)
    assert (found["unchanged"], found["refused"], found["generation"]) == (2, 1, current(home))
    assert {file["status"] for file in found["files"]} == {"unchanged", "refused"}


def test_an_empty_folder_reads_nothing(home: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = run("ingest", tmp_path / "in")
    assert done.exit_code == 0
    assert ["read", "0"] in [line.split() for line in done.stdout.splitlines()]
    assert current(home) == 2


def test_extract_prints_a_line_an_article_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    written(tmp_path / "in", 1, 2)
    (tmp_path / "in" / "bad.json").write_text("{")
    done = run("extract", tmp_path / "in", tmp_path / "missing.txt")
    assert done.exit_code == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [f["article"]["file"] for f in found] == ["000001.txt", "000002.txt"]
    assert all(f["events"] for f in found)
    assert [line.rpartition(" ")[2] for line in done.stderr.splitlines()] == [
        "[broken-json]",
        "[not-found]",
    ]
    assert not (tmp_path / "kb").exists()


# ---- generations --------------------------------------------------------------------------
def test_generations_are_listed_rolled_back_and_pruned(
    home: Path, run: Run, tmp_path: Path
) -> None:
    before = exported(home)
    run("ingest", "--quiet", *written(tmp_path, 1))
    after = exported(home)
    listed = run("generations").stdout.splitlines()
    assert [line.split()[:2] for line in listed[:-1]] == [
        ["000001", line.split()[1]] for line in listed[:1]
    ] + [["000002", line.split()[1]] for line in listed[1:2]]
    assert listed[-1].startswith("* 000003 ")
    assert run("rollback").stdout == "current is now generation 2\n"
    assert exported(home) == before
    assert run("rollback", 3).stdout == "current is now generation 3\n"
    assert exported(home) == after
    told(run("rollback", 9), 1, "there is no generation 9")
    assert run("prune", "--keep", 1).stdout == "deleted: 1, 2\n"
    assert run("prune", "--keep", 1).stdout == "deleted: none\n"
    told(run("rollback"), 1, "there is no generation 2")
    assert run("prune", "--keep", 0).exit_code == 2


def test_after_a_rollback_the_article_is_new_again(home: Path, run: Run, tmp_path: Path) -> None:
    (path,) = written(tmp_path, 1)
    run("ingest", "--quiet", path)
    after = exported(home)
    run("rollback")
    found = json.loads(run("ingest", "--quiet", "--json", path).stdout)
    assert (found["stored"], found["generation"]) == (1, 4)
    assert exported(home) == after


def test_status_tells_what_a_rebuild_would_change(home: Path, run: Run) -> None:
    found = json.loads(run("status").stdout)
    assert found["generations"] == [1, 2]
    assert found["rebuild_advised_by"] == []
    assert home.exists()


def test_rebuild_says_what_differs(retold: Path, run: Run) -> None:
    done = run("rebuild")
    assert done.exit_code == 0
    number = current(retold)
    assert done.stdout == f"generation {number}: 0 quads added, 0 removed, 0 articles refused\n"


def test_retract_tells_readers_why(retold: Path, run: Run) -> None:
    told(run("retract", "none", "--reason", "x"), 1, "holds no article")
    told(run("retract", BURNS, "--reason", " "), 2, "needs a reason")
    assert run("retract", BURNS).exit_code == 2
    done = run("retract", BURNS, "--reason", "asked for by its author")
    assert done.stdout == f"{D}article/{BURNS} is out of generation {current(retold)}\n"
    with served(retold, KB_WORKERS="1") as client:
        for path in (f"/id/article/{BURNS}", f"/doc/article/{BURNS}"):
            reply = client.get(path, "application/json")
            assert reply.status == 410
            assert reply.media == "application/problem+json"
            assert "asked for by its author" in reply.json()["detail"]


# ---- answers ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "ending", "expected"),
    [
        (COUNT, None, '"value":"5"'),
        (COUNT, "csv", "n\r\n5\r\n"),
        (COUNT, "tsv", "?n\n5\n"),
        (COUNT, "xml", "<literal"),
        ("ASK { ?s ?p ?o }", "json", "true"),
        ("CONSTRUCT { ?s a ?t } { ?s a ?t } LIMIT 1", None, " a "),
        ("CONSTRUCT { ?s a ?t } { ?s a ?t } LIMIT 1", "nt", "rdf-syntax-ns#type> <"),
        ("CONSTRUCT { ?s a ?t } { ?s a ?t } LIMIT 1", "rdf", "<rdf:RDF"),
        (f"DESCRIBE <{D}person/abdellatif-hammouchi>", "jsonld", "abdellatif-hammouchi"),
    ],
)
def test_a_query_is_answered_in_the_asked_format(
    retold: Path, run: Run, query: str, ending: str | None, expected: str
) -> None:
    path = retold.parent / "q.rq"
    path.write_text(query, "utf-8")
    done = run("query", path, *(("--format", ending) if ending else ()))
    assert (done.exit_code, done.stderr) == (0, "")
    assert expected in done.stdout_bytes.decode()


@pytest.mark.parametrize(
    ("given", "words", "status", "expected"),
    [
        ("SELECT ?x WHERE {", (), 1, "bracket"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", (), 1, "SERVICE"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", (), 1, "INSERT"),
        ("SELECT ?x { ?x ?y }", (), 1, "expected"),
        (b"\xff\xfe\x00", (), 2, "UTF-8"),
        (COUNT, ("--format", "turtle"), 2, "json, xml, csv, tsv"),
    ],
)
def test_a_query_that_cannot_be_answered_is_told(
    retold: Path, run: Run, given: Any, words: tuple[str, ...], status: int, expected: str
) -> None:
    assert retold.exists()
    result = run("query", "-", *words, given=given)
    told(result, status, expected)
    assert result.stdout == ""


def test_a_query_stops_at_its_time(retold: Path, run: Run) -> None:
    assert retold.exists()
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    told(run("query", "-", given=slow, KB_QUERY_SECONDS="0.3"), 1, "0.3 seconds")


def test_a_query_file_that_is_not_there_is_told(retold: Path, run: Run) -> None:
    result = run("query", retold / "none.rq")
    assert result.exit_code == 2
    assert "none.rq" in result.stderr


def test_exports_of_all_formats_and_generations(retold: Path, run: Run) -> None:
    whole = run("export").stdout_bytes
    assert whole == exported(retold)
    for syntax in ("trig", "turtle", "jsonld"):
        done = run("export", "--format", syntax)
        assert done.exit_code == 0
        assert b"abdellatif-hammouchi" in done.stdout_bytes
    older = run("export", "--generation", 2).stdout_bytes
    assert set(older.splitlines()) < set(whole.splitlines())
    told(run("export", "--generation", 9), 1, "there is no generation 9")


def test_validate_says_yes_or_why_not(retold: Path, run: Run, tmp_path: Path) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{D}article/{BURNS}> {{ ?s ?p ?o }} }}"
    graph = tmp_path / "graph.nt"
    assert retold.exists()
    graph.write_bytes(run("query", "-", "--format", "nt", given=query).stdout_bytes)
    done = run("validate", graph)
    assert (done.exit_code, done.stdout) == (0, "accepted\n")
    text = graph.read_text("utf-8")
    graph.write_text(text.replace('oa#exact> "', 'oa#exact> "كلا ', 1), "utf-8")
    done = run("validate", graph)
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1].startswith("refused: ")
    told(run("validate", tmp_path / "none.ttl"), 1, "does not exist")


def test_serve_tells_of_a_port_that_is_taken(retold: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = kb(retold, "serve", KB_PORT=port)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert port in done.stderr


def test_the_real_command_reads_settings_and_logs(home: Path, tmp_path: Path) -> None:
    (path,) = written(tmp_path, 1)
    done = kb(home, "ingest", str(path))
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("1/1 stored")
    assert Settings().home == Path("var/kb")


def test_a_name_is_printed_as_the_key_that_finds_it(run: Run) -> None:
    done = run("fold", "عبد اللّطيف  حمُّوشـى")
    assert (done.exit_code, done.output) == (0, "عبد اللطيف حموشي\n")
