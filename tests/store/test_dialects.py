"""Words that are calls to some engine only."""

from __future__ import annotations

import pytest

from kb.store.dialects import refuse_dialect
from kb.store.guard import check
from kb.store.tokens import QueryForbidden, QueryRefused


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (bif:http_get('http://127.0.0.1:1/') AS ?x) {}",
        "SELECT * { ?s ?p ?o FILTER(sql:anything(?o)) }",
        "SELECT (<bif:http_get>('http://127.0.0.1:1/') AS ?x) {}",
        "PREFIX x: <bif:> SELECT (x:http_get('http://127.0.0.1:1/') AS ?x) {}",
        "PREFIX bif: <bif:> SELECT * { ?s bif:contains 'x' }",
        "BASE <sql:> SELECT (<anything>() AS ?x) {}",
        "SELECT (<BIF:http_get>('http://127.0.0.1:1/') AS ?x) {}",
        "SELECT (<\\u0062if:http_get>('x') AS ?x) {}",
        "SELECT * { ?s undeclared:name ?o }",
    ],
)
def test_what_an_engine_would_call_is_refused_however_it_is_spelt(query: str) -> None:
    with pytest.raises(QueryRefused):
        refuse_dialect(check(query).text)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s <http://example.org/bif:x> 'bif:http_get(1)' } # sql:x",
        "PREFIX b: <http://example.org/bif/> PREFIX : <urn:x:> ASK { :a b:if _:sql ; a :c }",
        "SELECT ?bif { ?bif ?sql true }",
    ],
)
def test_the_same_words_pass_where_they_are_only_words(query: str) -> None:
    refuse_dialect(check(query).text)


def test_a_call_is_told_as_forbidden() -> None:
    with pytest.raises(QueryForbidden, match="bif:http_get"):
        refuse_dialect("SELECT (<bif:http_get>('x') AS ?x) {}")
