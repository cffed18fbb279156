"""Tests of the guard: what is refused, what passes, and that it takes linear time."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.store.guard import Caps, check, plain
from kb.store.tokens import QueryForbidden, QueryRefused, tokens

OUTWARD = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { service SILENT ?where { ?s ?p ?o } }",
    r"SELECT * { \u0053ERVICE <http://example.org/> {} }",
    r"SELECT * { S\U00000045RV\u0049CE <http://example.org/> {} }",
    # The engine reads keywords without word boundaries: each of these connects out unguarded.
    "SELECT*{?s ?p trueSERVICE<http://example.org/>{}}",
    "SELECT*{?s ?p 5SERVICE<http://example.org/>{}}",
    "SELECT*{SERVICESILENT<http://example.org/>{}}",
    "PREFIX ex:<http://example.org/> SELECT*{SERVICEex:x{}}",
    "PREFIX ex:<http://example.org/> SELECT*{SERVICESILENTex:x{}}",
    "PREFIX :<http://example.org/> SELECT*{SERVICE:x{}}",
    "LOAD <http://example.org/>",
    "SELECT * { ?s ?p ?o } ; LOAD <http://example.org/>",
    "SELECT * FROM <file:///etc/hosts> { ?s ?p ?o }",
    "SELECT * FROM NAMED <FILE:/etc/hosts> { ?s ?p ?o }",
    "BASE <file:///etc/> SELECT * FROM <hosts> { ?s ?p ?o }",
    "PREFIX f: <file:///etc/> SELECT * FROM f:hosts { ?s ?p ?o }",
    r"SELECT * FROM <\u0066ile:///etc/hosts> { ?s ?p ?o }",
]
PASSING = [
    'SELECT * { ?s ?p "SERVICE <http://example.org/> { }" } # LOAD SERVICE FROM <file:x>',
    "SELECT * { ?s ?p '''it's a 'SERVICE' { ''' }",
    "SELECT * { ?s <http://example.org/SERVICE#LOAD> ?service }",
    "PREFIX service: <http://example.org/> SELECT ?load { ?load service:SERVICE service:LOAD }",
    "PREFIX service: <http://example.org/> SELECT * { GRAPH service:x { ?s ?p ?o } }",
    r"SELECT * { ?s ?p 'a\u0022b\\u0041' }",
    "SELECT*{?s<http://example.org/p>?o FILTER(?a<?b&&?c>3)}",
    "SELECT * { VALUES (?a ?b) { (<http://example.org/a#x> <http://example.org/b#y>) } }",
    "PREFIX ex: <http://example.org/> SELECT * { ?s !(ex:p|^ex:q)* (1 2 [ex:r 3]), ex:a.b\\,c . }",
    "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x ?p -5.0e3, +2, .5, true, 'a'@en-GB } GROUP BY ?p",
    "ASK { ?المدير a ?كائن }",
]


@pytest.mark.parametrize("query", OUTWARD)
def test_what_looks_outward_is_forbidden(query: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        check(query)
    assert refused.value.http_status in {400, 403}
    assert isinstance(refused.value, QueryForbidden) or "BASE" in query


@pytest.mark.parametrize("query", PASSING)
def test_the_same_words_where_they_mean_nothing_pass(query: str) -> None:
    assert check(query).form in {"SELECT", "ASK"}


@pytest.mark.parametrize(
    "query",
    [
        # Read as a comparison the rest of the line is a comment or a call; read as an IRI it hides.
        "SELECT*{FILTER(?a<?b)SERVICE#>\n<http://example.org/>{}}",
        'SELECT*{FILTER(?a<ex:b#>"""\n)SERVICE <http://example.org/>{}} #"""',
        "SELECT*{FILTER(?a<'x>y')SERVICE<http://example.org/>{}}",
        'SELECT*{?a<<ex:s#>"""\n}SERVICE <http://example.org/>{}} #"""',
        "SELECT * { ?s ?p ?o } # \\u000A SERVICE <http://example.org/> {}",
    ],
)
def test_a_text_with_two_readings_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused):
        check(query)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "a query is SELECT"),
        ("INSERT DATA { <http://e/a> <http://e/b> 1 }", "part of an update"),
        ("SELECT * { ?s ?p ?o ", "not closed"),
        ("SELECT * { ?s ?p ?o } }", "closes nothing"),
        ("SELECT * { (?s] }", "closes nothing"),
        ("SELECT * { ?s ?p ?o } LIMIT ?x", "whole number"),
        ("SELECT * FROM { ?s ?p ?o }", "FROM needs"),
        ("SELECT * FROM ex:a { ?s ?p ?o }", "not declared"),
        ("PREFIX ex: SELECT * { ?s ?p ?o }", "not complete"),
        ("SELECT * { ?s ?p ?o FROBNICATE }", "no word of SPARQL"),
        ("SELECT * { ?s ?p 'open }", "not SPARQL"),
    ],
)
def test_what_is_no_query_is_refused_with_its_reason(query: str, said: str) -> None:
    with pytest.raises(QueryRefused, match=said) as refused:
        check(query)
    assert refused.value.http_status == 400


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { ?s ?p '" + "x" * 100_000 + "' }", "longer than 100000"),
        ("ASK { FILTER(" + "STR(" * 101 + "1" + ")" * 102 + " }", "100 nested brackets"),
        ("SELECT * { " + "?s ?p ?o . " * 300 + " }", "100 triple patterns"),
        ("SELECT * { ?s ?p " + ", ".join(["?o"] * 300) + " }", "100 triple patterns"),
        ("SELECT * { ?s " + "/".join(["<http://e/p>"] * 300) + " ?o }", "100 triple patterns"),
        ("SELECT * { ?s ?p (" + "1 " * 300 + ") }", "100 triple patterns"),
        ("SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 101 + " }", "100 groups"),
        ("ASK { FILTER(" + "1 = 1 || " * 1000 + " true) }", "1000 operators"),
    ],
)
def test_caps_are_named(query: str, said: str) -> None:
    with pytest.raises(QueryRefused, match=said):
        check(query)


def test_many_values_are_no_patterns() -> None:
    rows = " ".join(f'("a{i}" <http://example.org/{i}>)' for i in range(1000))
    assert check(f"SELECT * {{ VALUES (?a ?b) {{ {rows} }} }}").form == "SELECT"


def test_caps_can_be_set() -> None:
    with pytest.raises(QueryRefused, match="longer than 10"):
        check("SELECT * { ?s ?p ?o }", Caps(length=10))


def test_the_dataset_of_the_query_is_told() -> None:
    text = (
        "PREFIX ex: <http://example.org/> SELECT * FROM ex:a FROM NAMED <http://example.org/b> {}"
    )
    checked = check(text)
    assert checked.default_graphs == ("http://example.org/a",)
    assert checked.named_graphs == ("http://example.org/b",)


@pytest.mark.parametrize(
    ("query", "limited"),
    [
        ("SELECT * {} # end", "SELECT * {} # end\nLIMIT 7\n"),
        ("SELECT * {} LIMIT 900", "SELECT * {} LIMIT 7"),
        ("SELECT * {} LIMIT 3 OFFSET 9", "SELECT * {} LIMIT 3 OFFSET 9"),
        ("SELECT * { { SELECT * {} LIMIT 2 } }", "SELECT * { { SELECT * {} LIMIT 2 } }\nLIMIT 7\n"),
        ("SELECT * {} VALUES ?x { 1 }", "SELECT * {} \nLIMIT 7\nVALUES ?x { 1 }"),
        ("SELECT * {} LIMIT " + "9" * 5000, "SELECT * {} LIMIT 7"),
        ("ASK {}", "ASK {}"),
    ],
)
def test_rows_are_limited_in_the_outermost_query_only(query: str, limited: str) -> None:
    assert check(query).limited(7) == limited


@pytest.mark.parametrize(
    "piece", ["a.", '"', "<", ":a....", "a", "\\", '""a', "?", "a-", "_:a.", "ab ", ".", "#\\u000",
              "'''", "(", "@a-", "<a ", "%41", "1e", "PREFIX "],
)  # fmt: skip
def test_no_text_takes_more_than_linear_time(piece: str) -> None:
    """100,000 characters took 11 s where a search began anew at each sign; a second is ample."""
    for start in ("", "SELECT * { ", 'SELECT * { ?s ?p """'):
        text = (start + piece * 100_000)[:100_000]
        begin = time.process_time()
        with pytest.raises(QueryRefused):
            check(text)
        assert time.process_time() - begin < 1.5


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_checked_or_refused(text: str) -> None:
    with suppress(QueryRefused):
        assert check(text).form


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters='\\"\n\r'), max_size=30))
def test_nothing_inside_a_string_is_seen(text: str) -> None:
    assert [t.kind for t in tokens(f'"{text}" ?x')] == ["string", "variable"]


def test_only_letters_are_unescaped() -> None:
    assert plain(r"\u0041 \u0022 \\u0041 \u00E9 \U0001F600 \uD800") == (
        r"A \u0022 \\u0041 é \U0001F600 \uD800"
    )


SUITE = Path(__file__).parents[3] / "shared" / "suites" / "sparql11"
REFUSED_ON_PURPOSE = {
    "syntax-bindings-09.rq",  # BINDINGS, a word of a draft
    "syn-bad-pname-05.rq",
    "syn-bad-pname-06.rq",
    "syn-bad-pname-07.rq",
    "syn-codepoint-escape-bad-04.rq",
    "syn-codepoint-escape-bad-05.rq",
}


@pytest.mark.skipif(not SUITE.is_dir(), reason="the suites are not here")
def test_no_good_query_of_the_w3c_suite_is_refused() -> None:
    paths = sorted(SUITE.rglob("*.rq"))
    assert len(paths) > 300
    refused = set()
    for path in paths:
        try:
            check(path.read_text("utf-8"))
        except QueryRefused:
            refused.add(path.name)
    assert refused <= REFUSED_ON_PURPOSE
