"""Who may write over HTTP, to what, and what cannot be done by it."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from kb.settings import Settings
from kb.store.export import export
from kb.store.generations import Generations
from kb.store.journal import Journal, Wrote
from kb.store.locks import lock_writer
from kb.upkeep import rebuild
from tests.running import BEARER, TOKEN, WITH_TOKEN, Client, Reply, kb, served

UPDATE = {"Content-Type": "application/sparql-update"}
TURTLE = {"Content-Type": "text/turtle"}
D = "https://w3id.org/khabar/id/"
NOTES = f"{D}graph/curated/notes"
KEPT = f"{D}graph/curated/kept"
PERSON = f"{D}person/a-person-of-the-test"
SKOS = "http://www.w3.org/2004/02/skos/core#"
GOOD = f'<{PERSON}> a <https://schema.org/Person> ; <{SKOS}prefLabel> "Amina Test"@en .'
BAD = f'<{PERSON}> a <https://schema.org/Person> ; <{SKOS}prefLabel> "Amina"@en, "Amina Test"@en .'
X = "http://x.example/"


def update(client: Client, text: str, **headers: str) -> Reply:
    return client.request("POST", "/update", text.encode(), {**UPDATE, **BEARER, **headers})


def put(client: Client, address: str, text: str) -> Reply:
    return client.request("PUT", address, text.encode(), {**TURTLE, **BEARER})


def has(client: Client, pattern: str) -> bool:
    return bool(client.sparql(f"ASK {{ {pattern} }}").json()["boolean"])


# ---- who -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [("POST", "/update", UPDATE), ("POST", "/sparql", UPDATE), ("PUT", "/graphs?default", TURTLE),
     ("POST", "/graphs", TURTLE), ("DELETE", "/graphs?default", {})],
)  # fmt: skip
@pytest.mark.parametrize(
    "given", [{}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": f"Basic {TOKEN}"}]
)
def test_who_has_not_the_token_is_told_to_bring_it(
    plain: Client, method: str, path: str, headers: dict[str, str], given: dict[str, str]
) -> None:
    reply = plain.request(method, path, b"", {**headers, **given})
    assert (reply.status, reply.media) == (401, "application/problem+json")
    assert reply.headers["www-authenticate"].startswith('Bearer realm="khabar"')
    assert TOKEN not in reply.text


def test_without_a_token_set_writes_are_off_and_it_is_said_how_to_turn_them_on(
    service: Client,
) -> None:
    for path, headers in (("/update", UPDATE), ("/sparql", UPDATE), ("/graphs", TURTLE)):
        reply = service.request("POST", path, b"", {**headers, **BEARER})
        assert reply.status == 403
        assert "KB_TOKEN" in reply.json()["detail"]


# ---- what a plain base refuses -----------------------------------------------------------------
def test_nothing_connects_and_nothing_is_read(plain: Client, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text(f"<{X}a> <{X}b> 'read from a file' .", "utf-8")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        here = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        for text in (
            f"LOAD <{here}>", f"load silent <{here}> INTO GRAPH <{X}g>", f"LOAD <file://{secret}>",
            f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{here}> {{ ?s ?p ?o }} }}",
            f"INSERT {{ ?s ?p ?o }} WHERE {{ \\u0053ERVICE SILENT <{here}> {{ ?s ?p ?o }} }}",
            f"INSERT {{ ?s ?p ?o }} USING <file://{secret}> WHERE {{ ?s ?p ?o }}",
        ):  # fmt: skip
            reply = update(plain, text)
            assert reply.status in (400, 403), text
        context = f'{{"@context": "{here}", "@id": "{X}a", "@type": "{X}t"}}'
        headers = {"Content-Type": "application/ld+json", **BEARER}
        assert plain.request("PUT", "/graphs?default", context.encode(), headers).status == 400
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert not has(plain, "?s ?p 'read from a file'")


def test_the_same_words_pass_where_they_are_only_words(plain: Client) -> None:
    text = f"INSERT DATA {{ <{X}LOAD> <{X}SERVICE> 'LOAD SERVICE' }} # LOAD"
    assert update(plain, text).status == 204
    assert has(plain, f"<{X}LOAD> ?p 'LOAD SERVICE'")


def growing(levels: int) -> bytes:
    """RDF/XML whose one literal is ten times longer with each level of entities."""
    entities = '<!ENTITY e0 "aaaaaaaaaa">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels)
    )
    return (
        f"<!DOCTYPE r [{entities}]><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        f" xmlns:x='{X}'><rdf:Description rdf:about='{X}a'><x:b>&e{levels - 1};</x:b>"
        "</rdf:Description></rdf:RDF>"
    ).encode()


@pytest.mark.parametrize(("levels", "status"), [(3, 201), (7, 413), (8, 413)])
def test_a_small_text_may_grow_but_not_without_end(plain: Client, levels: int, status: int) -> None:
    address = f"/graphs?graph={X}grown-{levels}"
    headers = {"Content-Type": "application/rdf+xml", **BEARER}
    reply = plain.request("PUT", address, growing(levels), headers)
    assert reply.status == status, reply.text
    assert plain.request("GET", address).status == (200 if status == 201 else 404)


def test_a_write_over_its_memory_ends_alone(tmp_path: Path) -> None:
    doubled = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(30))
    text = f"INSERT {{ <{X}a> <{X}b> ?v30 }} WHERE {{ BIND('0123456789' AS ?v0) {doubled} }}"
    kb(tmp_path / "kb", "init", "--plain")
    settings = {"KB_WORKERS": "1", "KB_QUERY_MEMORY": "300000000"}
    with served(tmp_path / "kb", **WITH_TOKEN, **settings) as client:
        assert update(client, f"INSERT DATA {{ <{X}before> <{X}p> 1 }}").status == 204
        assert update(client, text).json()["type"] == "/problems/write-too-large"
        assert update(client, f"INSERT DATA {{ <{X}after> <{X}p> 1 }}").status == 204
        assert len(client.rows("SELECT ?s WHERE { ?s ?p ?o }")) == 2


def test_a_write_ends_at_its_deadline_and_the_next_goes_on(tmp_path: Path) -> None:
    kb(tmp_path / "kb", "init", "--plain")
    with served(tmp_path / "kb", **WITH_TOKEN, KB_WORKERS="1", KB_WRITE_SECONDS="4") as client:
        rows = " ".join(f"<{X}{n}> <{X}p> {n} ." for n in range(300))
        assert update(client, f"INSERT DATA {{ {rows} }}").status == 204
        started = time.monotonic()
        reply = update(client, f"INSERT {{ <{X}s> <{X}n> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ "
                               "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } }")  # fmt: skip
        assert reply.status == 504
        assert time.monotonic() - started < 20
        assert update(client, f"INSERT DATA {{ <{X}after> <{X}p> 1 }}").status == 204
        assert has(client, f"<{X}after> ?p 1")
        assert not has(client, f"<{X}s> ?p ?o")


def test_nesting_that_ends_the_engine_ends_one_write_only(plain: Client) -> None:
    deep = "(" * 90 + "1" + ")" * 90
    assert (
        update(plain, f"INSERT {{ <{X}s> <{X}p> ?n }} WHERE {{ BIND({deep} AS ?n) }}").status == 204
    )
    deeper = "(" * 2000 + "1" + ")" * 2000
    assert (
        update(plain, f"INSERT {{ <{X}s> <{X}p> ?n }} WHERE {{ BIND({deeper} AS ?n) }}").status
        == 400
    )


def test_writes_that_wait_together_are_all_done(plain: Client) -> None:
    def one(number: int) -> int:
        return update(plain, f"INSERT DATA {{ <{X}many> <{X}number> {number} }}").status

    with ThreadPoolExecutor(3) as threads:
        assert set(threads.map(one, range(12))) == {204}
    rows = plain.rows(f"SELECT ?n WHERE {{ <{X}many> <{X}number> ?n }}")
    assert {int(row["n"]) for row in rows} == set(range(12))


def test_writes_within_a_second_share_a_generation_and_the_refused_is_refused_alone(
    retold: Path,
) -> None:
    def one(number: int) -> int:
        names = '"A"@en , "B"@en' if number == 7 else f'"Person {number}"@en'
        person = f"<{D}person/gathered-{number}> a <https://schema.org/Person>"
        graph = f"{D}graph/curated/gathered-{number}"
        text = f"INSERT DATA {{ GRAPH <{graph}> {{ {person} ; <{SKOS}prefLabel> {names} }} }}"
        return update(client, text).status

    settings = {**WITH_TOKEN, "KB_GATHER_SECONDS": "1", "KB_WORKERS": "1"}
    with served(retold, **settings) as client:
        before = Generations(retold).required()
        with ThreadPoolExecutor(20) as threads:
            statuses = list(threads.map(one, range(20)))
        assert statuses == [422 if number == 7 else 204 for number in range(20)]
        assert Generations(retold).required() - before <= 3
        asked = f"?s <{SKOS}prefLabel> ?n FILTER(CONTAINS(STR(?s), 'gathered'))"
        assert len(client.rows(f"SELECT ?s WHERE {{ GRAPH ?g {{ {asked} }} }}")) == 19


def test_while_another_process_writes_a_write_is_put_off(tmp_path: Path) -> None:
    kb(tmp_path / "kb", "init", "--plain")
    layout = Generations(tmp_path / "kb").layout
    text = f"INSERT DATA {{ <{X}a> <{X}b> 1 }}"
    with served(tmp_path / "kb", **WITH_TOKEN, KB_LOCK_SECONDS="0.2") as client:
        with lock_writer(layout.writer_lock):
            for reply in (update(client, text), put(client, f"/graphs?graph={X}g", "")):
                assert (reply.status, reply.media) == (503, "application/problem+json")
                assert int(reply.headers["retry-after"]) > 0
                assert "is writing" in reply.json()["detail"]
        assert update(client, text).status == 204


def test_reading_goes_on_while_others_write(plain: Client) -> None:
    failed: list[int] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            status = plain.sparql(f"ASK {{ <{X}many> ?p ?o }}").status
            if status != 200:
                failed.append(status)

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(5):
        assert update(plain, f"INSERT DATA {{ <{X}seen> <{X}number> {number} }}").status == 204
    over.set()
    reader.join()
    assert not failed


# ---- a news base -------------------------------------------------------------------------------
def test_what_is_derived_is_not_written_by_hand(news: Client) -> None:
    article = news.get("/api/v1/articles", size="1").json()["items"][0]["id"]
    before = Generations(news.home).current()
    refused = [
        put(news, "/graphs?default", GOOD),
        put(news, f"/graphs?graph={quote(article)}", GOOD),
        put(news, "/graphs/judgements", GOOD),
        update(news, f"INSERT DATA {{ {GOOD} }}"),
        update(news, f"INSERT DATA {{ GRAPH <{article}> {{ {GOOD} }} }}"),
        update(news, "CLEAR ALL"),
        update(news, "DROP NAMED"),
        update(news, "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }"),
        update(news, f"DELETE WHERE {{ GRAPH <{article}> {{ ?s ?p ?o }} }}"),
        update(news, f"WITH <{article}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}"),
        update(news, f"MOVE <{article}> TO <{NOTES}>"),
        update(news, f"COPY <{NOTES}> TO DEFAULT"),
        update(news, f"PREFIX g: <{D}graph/> INSERT DATA {{ GRAPH g:links {{ {GOOD} }} }}"),
        news.request("DELETE", f"/graphs?graph={quote(article)}", headers=BEARER),
    ]
    for reply in refused:
        assert reply.status == 403, reply.text
        assert "kb ingest" in reply.json()["detail"]
        assert "graph/curated/" in reply.json()["detail"]
    assert Generations(news.home).current() == before


def test_a_curated_graph_is_written_changed_and_deleted_and_a_rebuild_keeps_it(
    news: Client,
) -> None:
    assert put(news, "/graphs/curated/kept", GOOD).status == 201
    assert has(news, f"GRAPH <{KEPT}> {{ <{PERSON}> ?p ?o }}")
    more = f'INSERT DATA {{ GRAPH <{KEPT}> {{ <{PERSON}> <{SKOS}altLabel> "A. Test"@en }} }}'
    assert update(news, more).status == 204
    assert put(news, f"/graphs?graph={quote(X + 'gone')}", GOOD).status == 201
    assert (
        news.request("DELETE", f"/graphs?graph={quote(X + 'gone')}", headers=BEARER).status == 204
    )

    generations = Generations(news.home)
    records = Journal(generations.layout).replay(generations.required())
    wrote = [r for r in records if isinstance(r, Wrote) and r.graph in (KEPT, X + "gone")]
    assert [record.graph for record in wrote] == [KEPT, KEPT, X + "gone", X + "gone"]
    assert wrote[-1].content == ""
    found = rebuild(Settings(home=news.home))
    assert (found.added, found.removed, found.refused) == ((), (), ())
    assert has(news, f'GRAPH <{KEPT}> {{ <{PERSON}> <{SKOS}altLabel> "A. Test"@en }}')


def test_what_the_shapes_refuse_changes_nothing_and_the_report_is_told(news: Client) -> None:
    put(news, "/graphs/curated/notes", GOOD)
    before = dump(news)
    replies = [
        put(news, "/graphs/curated/notes", BAD),
        put(news, "/graphs/curated/other", "[] a <https://schema.org/Person> ."),
        update(news, f"INSERT DATA {{ GRAPH <{NOTES}> {{ {BAD} }} }}"),
        update(news, f"INSERT DATA {{ GRAPH <{X}n> {{ {GOOD} }} GRAPH <{NOTES}> {{ {BAD} }} }}"),
    ]
    for reply in replies:
        assert (reply.status, reply.media) == (422, "application/problem+json"), reply.text
        assert reply.json()["violations"][0]["message"]
    assert dump(news) == before
    assert put(news, "/graphs/curated/later", GOOD).status == 201
    assert not has(news, f"GRAPH <{X}n> {{ ?s ?p ?o }}")


def dump(client: Client) -> bytes:
    from io import BytesIO

    output = BytesIO()
    export(client.home, "nquads", output)
    return output.getvalue()


def target(link: Path) -> list[str]:
    """Where a descriptor leads; nowhere if it was closed meanwhile."""
    try:
        return [str(link.readlink())]
    except OSError:
        return []


def test_web_workers_hold_no_writable_store(news: Client) -> None:
    put(news, "/graphs/curated/notes", GOOD)
    opened = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            if b"kb.wsgi" in (process / "cmdline").read_bytes():
                opened += [name for link in (process / "fd").iterdir() for name in target(link)]
    assert any(str(news.home / "generations") in name for name in opened)
    assert not [name for name in opened if name.startswith(str(news.home / "writer"))]


def test_what_web_workers_load_has_neither_shapes_nor_the_writer() -> None:
    program = "import kb.wsgi, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "kb.serve.app" in loaded
    assert not loaded & {"pyshacl", "kb.store.writer", "kb.model.shapes", "kb.extract.lexicon"}


def test_updates_read_what_is_derived_and_write_what_is_curated(news: Client) -> None:
    text = (
        f"PREFIX skos: <{SKOS}> INSERT {{ GRAPH <{NOTES}> {{ ?s a <https://schema.org/Person> ; "
        "skos:prefLabel ?name } } WHERE { ?s a <https://schema.org/Person> ; skos:prefLabel ?name "
        'FILTER(LANG(?name) = "en") }'
    )
    assert update(news, text).status == 204
    assert has(news, f"GRAPH <{NOTES}> {{ <{D}person/abdellatif-hammouchi> ?p ?o }}")
