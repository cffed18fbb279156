"""A base at an engine, by commands and over HTTP, to an engine that is gone."""

from __future__ import annotations

import io
import json
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from kb import pipeline, upkeep
from kb.settings import Settings
from kb.store import making, opening
from tests import engines
from tests.building import written
from tests.conftest import ROOT
from tests.engines import Engine
from tests.running import BEARER, WITH_TOKEN, Client, Reply, kb, served

D = "https://w3id.org/khabar/id/"
PLACES = engines.NAMES
ARTICLES = sorted((ROOT / "seeds" / "articles").glob("*.md"))


def at(home: Path, engine: Engine) -> Settings:
    """The settings of a base at an engine."""
    return Settings(home, **engine.settings())  # type: ignore[arg-type]  # of strings alone


def exported(settings: Settings) -> bytes:
    output = io.BytesIO()
    opening.export(settings, "nquads", output)
    return output.getvalue()


def problem(reply: Reply, status: int) -> str:
    assert (reply.status, reply.media) == (status, "application/problem+json"), reply.text
    return str(reply.json()["detail"])


def test_a_base_at_an_engine_goes_the_same_way_as_one_here(engine: Engine, tmp_path: Path) -> None:
    there, here = at(tmp_path / "there", engine), Settings(tmp_path / "here")
    for base in (there, here):
        upkeep.init(base)
        assert pipeline.ingest(ARTICLES[:2], base).counts["stored"] == 2
    before = exported(here)
    assert exported(there) == before
    made_again = upkeep.rebuild(there)
    assert (made_again.added, made_again.removed, made_again.generation) == ((), (), 3)
    lines = before.decode().splitlines()
    article = next(line.split()[0] for line in lines if "/article/" in line.split()[0])
    for base in (there, here):
        done = upkeep.take_out(article.strip("<>").partition("#")[0], "withdrawn", base, erase=True)
        assert (done.generation, done.still_read) == (5, ())
    assert exported(there) == exported(here) != before


@pytest.fixture
def oxigraph(started: Callable[[str], Engine]) -> Engine:
    """One engine, empty, for what is the same at each."""
    found = started("oxigraph")
    found.wipe()
    return found


def test_commands_are_told_of_an_engine_by_the_environment(
    oxigraph: Engine, tmp_path: Path
) -> None:
    there = at(tmp_path / "kb", oxigraph)
    making.init(there, data=D, plain=False, versions={})
    done = kb(there.home, "status", **oxigraph.environ())
    assert json.loads(done.stdout)["store"] == "remote", done.stderr
    query = tmp_path / "q.rq"
    query.write_text("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "utf-8")
    done = kb(there.home, "query", str(query), "--format", "csv", **oxigraph.environ())
    assert done.stdout.split() == ["n", "0"], done.stderr
    done = kb(there.home, "rollback", **oxigraph.environ())
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "no generations" in done.stderr


def test_a_base_is_moved_by_a_command(oxigraph: Engine, tmp_path: Path) -> None:
    here = Settings(tmp_path / "kb")
    making.init(here, data=D, plain=False, versions={})
    done = kb(here.home, "move", **oxigraph.environ())
    assert (done.returncode, done.stdout.startswith("revision 1:")) == (0, True), done.stderr
    assert exported(at(here.home, oxigraph)) == b""
    again = kb(here.home, "move", **oxigraph.environ())
    assert (again.returncode, "no base" in again.stderr) == (3, True)


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"KB_SPARQL_URL": "file:///etc/passwd"}, "must begin with http"),
        ({"KB_SPARQL_URL": "http://127.0.0.1:9/sparql"}, "does not answer"),
    ],
)
def test_an_engine_that_cannot_be_asked_is_one_sentence(
    tmp_path: Path, environ: dict[str, str], said: str
) -> None:
    for word in ("init", "serve"):
        done = kb(tmp_path / "kb", word, **environ)
        assert said in done.stderr, done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_health_says_where_the_base_lies_and_ready_which_revision(service: Client) -> None:
    assert service.get("/health").json()["store"] == "remote"
    assert service.get("/ready").json()["generation"] == 3


def test_a_whole_graph_is_had(service: Client) -> None:
    graph = service.get("/graphs/registry", "application/n-triples")
    assert graph.status == 200
    assert len(graph.body.splitlines()) > 1000
    assert service.get("/graphs/nowhere", "application/n-triples").status == 404


@pytest.mark.parametrize("call", ["bif:http_get", "<bif:http_get>", "sql:anything"])
def test_what_an_engine_would_call_is_refused_before_it_sees_it(service: Client, call: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        reply = service.sparql(f"SELECT ({call}('{url}') AS ?x) {{}}")
        listener.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listener.accept()
    assert reply.status in {400, 403}, reply.text


def test_writes_over_http_are_not_offered(engine: Engine, tmp_path: Path) -> None:
    making.init(at(tmp_path / "kb", engine), data=D, plain=False, versions={})
    with served(tmp_path / "kb", **engine.environ(), **WITH_TOKEN) as client:
        put = client.request(
            "PUT", "/graphs/curated/x", b"<urn:a> <urn:b> <urn:c> .",
            {"Content-Type": "text/turtle", **BEARER},
        )  # fmt: skip
        assert "not over HTTP" in problem(put, 501)
        update = {"Content-Type": "application/sparql-update"}
        reply = client.request("POST", "/update", b"CLEAR ALL", {**update, **BEARER})
        assert "not over HTTP" in problem(reply, 501)
        assert client.request("POST", "/update", b"CLEAR ALL", update).status == 401


def test_a_served_base_moves_with_the_engine(engine: Engine, tmp_path: Path) -> None:
    there = at(tmp_path / "kb", engine)
    upkeep.init(there)
    query = "SELECT (COUNT(*) AS ?n) { ?s a <https://schema.org/NewsArticle> }"
    with served(there.home, **engine.environ()) as client:
        first = client.sparql(query)
        pipeline.ingest(written(tmp_path / "more", 1), there)
        for _ in range(100):
            again = client.sparql(query)
            if again.headers["khabar-generation"] == "3":
                break
    assert (first.headers["khabar-generation"], first.json() != again.json()) == ("2", True)
    assert first.headers["etag"] != again.headers["etag"]


def test_an_engine_that_goes_is_a_problem_and_the_service_lives_on(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with ExitStack() as going:
        folder = tmp_path_factory.mktemp("going")
        engine = going.enter_context(engines.started("oxigraph", folder))
        upkeep.init(at(tmp_path / "kb", engine))
        with served(tmp_path / "kb", **engine.environ()) as client:
            assert client.get("/ready").status == 200
            going.close()
            time.sleep(1)  # longer than a revision counts as just looked at
            for path in ("/ready", "/", "/sparql?query=ASK%7B%7D", "/doc/place/rabat"):
                assert "does not answer" in problem(client.request("GET", path), 503)
            assert client.get("/health").status == 200
