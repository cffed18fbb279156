"""The W3C's SPARQL 1.1 query and update suites, through the endpoint, on a plain base."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from rdflib.compare import isomorphic

from tests.conftest import SHARED
from tests.running import BEARER, WITH_TOKEN, Client, Reply, kb, served
from tests.serve import suite
from tests.serve.suite import Case

FOLDER = SHARED / "suites" / "sparql11"
# Those of the same data one after the other: it is put into the base once.
CASES = sorted(suite.cases(FOLDER), key=lambda case: str(case.data)) if FOLDER.is_dir() else []
QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update", **BEARER}
EVERYTHING = "SELECT ?g ?o ?p ?s WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CASES, reason="the suite is not beside the checkout"),
]
# What this service refuses to do for anybody: it loads nothing and connects to nothing.
REFUSED = frozenset({"update-silent/load-silent", "update-silent/load-into-silent"})
# What the engine does otherwise, and why.
GROUPED = "GRAPH ?g is not joined to what a subquery in it counts of an empty graph"
TAGGED = (
    "GROUP_CONCAT keeps a language that all values share, where the standard gives a plain text"
)
OUTER = "GRAPH ?g is bound within the group, where the standard binds it around it"
ZERO = "a path of length zero does not match a term that is in no triple of the graph"
ENGINE = {
    "aggregates/agg-groupconcat-04": TAGGED,
    "aggregates/agg-groupconcat-06": TAGGED,
    "aggregates/agg-empty-group-count-graph": GROUPED,
    "bindings/graph": OUTER,
    "negation/graph-minus": OUTER,
    "csv-tsv-res/tsv03": "integers of derived types are stored as xsd:integer",
    "functions/bnode01": "BNODE of one text gives one blank node in all rows, not one in each",
    "property-path/zero_or_more_set_start": ZERO,
    "property-path/zero_or_more_set_end": ZERO,
    "property-path/zero_or_one_set_start": ZERO,
    "property-path/zero_or_one_set_end": ZERO,
    "syntax-query/test_4": "a call of a function that is not there is refused, not unbound",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home = tmp_path_factory.mktemp("suite") / "kb"
    assert kb(home, "init", "--plain").returncode == 0
    settings = {"KB_WORKERS": "1", "KB_READERS": "1", "KB_KEEP_GENERATIONS": "1"}
    with served(home, **WITH_TOKEN, **settings) as client:
        yield client


_filled: list[object] = []


def fill(base: Client, data: tuple[object, ...]) -> None:
    """Make the base hold this data, if it does not already."""
    if _filled == [base.port, data]:
        return
    reply = update(base, suite.filling(data))  # type: ignore[arg-type]
    assert reply.status == 204, reply.text
    _filled[:] = [base.port, data]


def update(base: Client, text: str) -> Reply:
    _filled.clear()
    return base.request("POST", "/update", text.encode(), UPDATE)


def query(base: Client, text: str, accept: str = "") -> Reply:
    headers = {"Accept": accept} if accept else {}
    return base.request("POST", "/sparql", text.encode(), {**QUERY, **headers})


def passes(base: Client, case: Case) -> bool:
    """Whether the service does what a test wants."""
    if case.kind.startswith("Negative"):
        send = update if "Update" in case.kind else query
        return send(base, case.sent).status in (400, 403)  # it may not even come to its syntax
    if case.kind.startswith("PositiveSyntax"):
        return query(base, case.sent).status == 200
    if case.kind.startswith("PositiveUpdate"):
        return update(base, case.sent).status != 400
    if case.kind.startswith("Update"):
        return updated(base, case)
    fill(base, case.data)
    return answered(base, case)


def updated(base: Client, case: Case) -> bool:
    # Data and update in one request: each is a generation otherwise, and there are hundreds.
    reply = update(base, case.after_filling)
    found = suite.rows(query(base, EVERYTHING).body, ox.QueryResultsFormat.JSON)
    assert not isinstance(found, bool)
    return reply.status == 204 and suite.same_rows(found[1], suite.dataset(case.after))


def answered(base: Client, case: Case) -> bool:
    assert case.result is not None
    ending = case.result.suffix
    if ending == ".csv":
        reply = query(base, case.sent, "text/csv")
        wanted_table = suite.table(case.result.read_text("utf-8"))
        return reply.status == 200 and suite.table(reply.text) == wanted_table
    if ending in suite.SYNTAX:
        reply = query(base, case.sent, "application/n-triples")
        if reply.status != 200:
            return False
        found = (quad.triple for quad in ox.parse(reply.body, ox.RdfFormat.N_TRIPLES))
        return isomorphic(suite.as_rdflib(found), suite.as_rdflib(suite.triples(case.result)))
    syntax = suite.RESULTS[ending]
    reply = query(base, case.sent, syntax.media_type)
    if reply.status != 200:
        return False
    wanted, found_rows = (
        suite.rows(case.result.read_bytes(), syntax),
        suite.rows(reply.body, syntax),
    )
    if isinstance(found_rows, bool) or isinstance(wanted, bool):
        return found_rows == wanted
    return found_rows[0] == wanted[0] and suite.same_rows(found_rows[1], wanted[1])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_suite(base: Client, case: Case) -> None:
    assert passes(base, case) is (case.id not in ENGINE and case.id not in REFUSED)
