"""The named queries of `queries/` over HTTP: each answers, and none can be broken by a value."""

from __future__ import annotations

import pytest

from kb.settings import data_dir
from kb.store.named import NamedQuery, read_queries
from tests.engines import EVERYWHERE
from tests.running import Client

PLACES = EVERYWHERE
QUERIES = read_queries(data_dir("queries"))
NAMES = sorted(QUERIES)
EACH = pytest.mark.parametrize("name", NAMES)
HOSTILE = (
    '"> } #',
    "https://example.org/x> } UNION { ?s ?p ?o } #",
    'x" . ?s ?p ?o . #',
    "'; DROP ALL; --",
    "${x} {{x}} %s",
    "\\u003e }",
    "javascript:alert(1)",
    "\x00",
    "ا" * 1000,
)
JOINED = """PREFIX kb: <https://w3id.org/khabar#>
SELECT ?event WHERE { ?event a kb:Meeting ; kb:report ?one, ?two . FILTER(STR(?one) < STR(?two)) }
LIMIT 1"""


@pytest.fixture(scope="module")
def given(service: Client) -> dict[str, dict[str, str]]:
    """Values for the queries that have no default for everything that they need."""
    meeting = service.get("/api/v1/meetings", size="1").json()["items"][0]["id"]
    joined = service.rows(JOINED)[0]["event"]
    found = {"who-says": {"event": meeting}, "judgements": {"event": joined}}
    # Virtuoso's REPLACE breaks letters beyond ASCII, so there names are folded of such alone.
    ascii_name = {"by-name": {"name": "ABDELLATIF Hammouchi"}}
    return found | ascii_name if service.place == "virtuoso" else found


def rows(service: Client, query: str, /, **parameters: str) -> list[dict[str, dict[str, str]]]:
    reply = service.get(f"/queries/{query}.json", **parameters)
    assert reply.status == 200, reply.text
    found: list[dict[str, dict[str, str]]] = reply.json()["results"]["bindings"]
    return found


def parameters(query: NamedQuery) -> list[str]:
    return [parameter.name for parameter in query.parameters]


def test_at_least_ten_questions_stand_ready() -> None:
    assert len(NAMES) >= 10


@EACH
def test_each_query_answers_on_the_retellings(
    service: Client, given: dict[str, dict[str, str]], name: str
) -> None:
    assert rows(service, name, **given.get(name, {}))


@EACH
def test_each_query_says_what_it_is_for_and_comes_in_pages(name: str) -> None:
    query = QUERIES[name]
    assert query.summary[0].isupper()
    assert not query.summary.endswith(".")
    assert query.description.endswith(".")
    assert query.tags
    assert query.pagination


@EACH
def test_each_query_stands_in_the_list_and_in_the_description(service: Client, name: str) -> None:
    items = {item["name"]: item for item in service.get("/queries").json()["items"]}
    assert [p["name"] for p in items[name]["parameters"]] == parameters(QUERIES[name])
    described = service.get("/openapi.json").json()["paths"][f"/queries/{name}"]["get"]
    assert described["summary"] == QUERIES[name].summary
    assert [p["name"] for p in described["parameters"]] == parameters(QUERIES[name])


@EACH
def test_a_page_after_the_last_is_empty(
    service: Client, given: dict[str, dict[str, str]], name: str
) -> None:
    assert rows(service, name, page="1000", **given.get(name, {})) == []


@pytest.mark.parametrize(
    ("ending", "media"),
    [("json", "application/sparql-results+json"), ("xml", "application/sparql-results+xml"),
     ("csv", "text/csv"), ("tsv", "text/tab-separated-values")],
)  # fmt: skip
def test_the_ending_decides_the_form(service: Client, ending: str, media: str) -> None:
    reply = service.get(f"/queries/people-met.{ending}")
    assert (reply.status, reply.media) == (200, media)
    assert service.get("/queries/people-met", format=ending).body == reply.body
    assert service.get("/queries/people-met", media).body == reply.body


@pytest.mark.parametrize(
    ("name", "parameter"), [(name, p) for name in NAMES for p in parameters(QUERIES[name])]
)
@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_a_value_or_a_problem(
    service: Client, given: dict[str, dict[str, str]], name: str, parameter: str, value: str
) -> None:
    reply = service.get(f"/queries/{name}.json", **{**given.get(name, {}), parameter: value})
    if reply.status == 200:
        assert reply.json()["results"]["bindings"] == []
    else:
        assert reply.media == "application/problem+json"
        assert reply.status in {400, 404}
        assert parameter in reply.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/queries/no-such-query", 404, "no-such-query"),
        ("/queries/people-met?colour=red", 400, "colour"),
        ("/queries/people-met?person=urn:x&person=urn:y", 400, "person"),
        ("/queries/people-met?page=0", 400, "page"),
        ("/queries/people-met?page=x", 400, "page"),
        ("/queries/people-met.exe", 406, "text/csv"),
        ("/queries/timeline?from=soon", 400, "from"),
        ("/queries/who-says", 400, "event"),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(
    service: Client, path: str, status: int, word: str
) -> None:
    reply = service.get(path)
    assert (reply.status, reply.media) == (status, "application/problem+json")
    assert word in reply.json()["detail"]


def test_an_empty_value_is_an_absent_one(service: Client) -> None:
    assert rows(service, "people-met", person="") == rows(service, "people-met")
