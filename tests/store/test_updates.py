"""Updates before the engine sees them: what is refused, what they write to, USING put in."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.store.tokens import QueryForbidden, QueryRefused
from kb.store.updates import check_update

G, H = "http://g.example/1", "http://g.example/2"
P = "PREFIX g: <http://g.example/> "


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("INSERT DATA { <x:a> <x:b> <x:c> }", (None,)),
        ("DELETE DATA { <x:a> <x:b> <x:c> }", (None,)),
        (f"INSERT DATA {{ GRAPH <{G}> {{ <x:a> <x:b> <x:c> }} }}", (G,)),
        (f"INSERT DATA {{ <x:a> <x:b> 1 . GRAPH <{G}> {{ <x:a> <x:b> 2 }} }}", (None, G)),
        (f"{P}INSERT DATA {{ GRAPH g:1 {{ <x:a> <x:b> 1 }} }}", (G,)),
        (f"INSERT {{ GRAPH <{G}> {{ ?s ?p 1 }} }} WHERE {{ GRAPH <{H}> {{ ?s ?p ?o }} }}", (G,)),
        (f"WITH <{G}> DELETE {{ ?s ?p 1 }} INSERT {{ ?s ?p 2 }} WHERE {{ ?s ?p ?o }}", (G,)),
        (f"WITH <{G}> INSERT {{ GRAPH <{H}> {{ ?s ?p 2 }} }} WHERE {{ ?s ?p ?o }}", (H,)),
        (f"DELETE WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }} }}", (G,)),
        ("DELETE WHERE { ?s ?p ?o }", (None,)),
        (f"CLEAR GRAPH <{G}>", (G,)),
        ("CLEAR DEFAULT", (None,)),
        (f"DROP SILENT GRAPH <{G}> ; CREATE GRAPH <{H}>", (G, H)),
        (f"COPY <{G}> TO <{H}>", (H,)),
        (f"ADD DEFAULT TO GRAPH <{H}>", (H,)),
        (f"MOVE SILENT GRAPH <{G}> TO DEFAULT", (None, G)),
        (f"{P}CLEAR GRAPH g:1 ; PREFIX g: <http://other.example/> CLEAR GRAPH g:1",
         (G, "http://other.example/1")),
        ("", ()),
    ],
)  # fmt: skip
def test_the_graphs_that_an_update_names_are_those_it_writes(
    text: str, targets: tuple[str | None, ...]
) -> None:
    found = check_update(text)
    assert (found.targets, found.anywhere) == (targets, False)


@pytest.mark.parametrize(
    "text",
    [
        "CLEAR ALL",
        "DROP NAMED",
        "INSERT { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "CLEAR GRAPH <relative>",
    ],
)
def test_what_only_the_data_tells_is_anywhere(text: str) -> None:
    assert check_update(text).anywhere


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("LOAD <x:a>", QueryForbidden),
        ("lo\\u0061d <x:a>", QueryForbidden),
        ("LOAD SILENT <x:a> INTO GRAPH <x:b>", QueryForbidden),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <x:a> { ?s ?p ?o } }", QueryForbidden),
        ("INSERT { ?s ?p ?o } USING <file:///etc/passwd> WHERE { ?s ?p ?o }", QueryForbidden),
        ("COPY <file:///etc/passwd> TO DEFAULT", QueryForbidden),
        ("SELECT * WHERE { ?s ?p ?o }", QueryRefused),
        ("CLEAR XYZ", QueryRefused),
        ("INSERT DATA { <x:a> <x:b> 1 ", QueryRefused),
        ("INSERT DATA <x:a>", QueryRefused),
        ("INSERT DATA { <x:a> <x:b> 1 } }", QueryRefused),
        ("COPY <x:a>", QueryRefused),
        ("INSERT DATA { GRAPHg:1 { <x:a> <x:b> 1 } }", QueryRefused),
        (f"{P}PREFIX GRAPHg: <x:> INSERT DATA {{ GRAPHg:1 {{ <x:a> <x:b> 1 }} }}", QueryRefused),
        (f"INSERT {{ ?s ?p {'(' * 200}1{')' * 200} }} WHERE {{ }}", QueryRefused),
    ],
)
def test_refused(text: str, error: type[QueryRefused]) -> None:
    with pytest.raises(error):
        check_update(text)


def test_a_dataset_of_the_protocol_becomes_using() -> None:
    text = "INSERT { ?s <x:seen> true } WHERE { ?s ?p ?o }"
    found = check_update(text, (G,), (H,)).text
    assert f"USING <{G}> USING NAMED <{H}>" in found
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.Literal("1"), ox.NamedNode(G)))
    store.add(ox.Quad(ox.NamedNode("x:z"), ox.NamedNode("x:b"), ox.Literal("1")))
    store.update(found)
    seen = store.quads_for_pattern(None, ox.NamedNode("x:seen"), None)
    assert [quad.subject.value for quad in seen] == ["x:a"]


@pytest.mark.parametrize(
    "text",
    [f"WITH <{G}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
     f"DELETE {{ ?s ?p ?o }} USING <{G}> WHERE {{ ?s ?p ?o }}"],
)  # fmt: skip
def test_a_dataset_is_given_once(text: str) -> None:
    check_update(text)
    with pytest.raises(QueryRefused):
        check_update(text, (H,))


@pytest.mark.parametrize("iri", ["relative", "http://a b", "http://a> DROP ALL #", ""])
def test_a_dataset_is_named_by_iris_and_nothing_else_comes_in(iri: str) -> None:
    with pytest.raises(QueryRefused):
        check_update("DELETE WHERE { ?s ?p ?o }", (iri,))


WORDS = (
    "INSERT", "DELETE", "DATA", "WHERE", "WITH", "USING", "NAMED", "GRAPH", "CLEAR", "DROP", "ALL",
    "DEFAULT", "COPY", "MOVE", "TO", "SILENT", "SERVICE", "LOAD", "{", "}", ";", ".", "?s", "<x:p>",
    "1", "g:1",
)  # fmt: skip
PIECES = st.lists(st.sampled_from([*WORDS, f"<{G}>", f"<{H}>", P]), max_size=18)


@given(PIECES)
def test_no_update_writes_to_a_graph_that_was_not_foretold(pieces: list[str]) -> None:
    text = " ".join(pieces)
    try:
        checked = check_update(text)
    except QueryRefused:
        return
    assert not {"SERVICE", "LOAD"} & set(pieces)
    store = ox.Store()
    for name in (ox.DefaultGraph(), ox.NamedNode(G), ox.NamedNode(H)):
        store.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("0"), name))
    before = set(store)
    try:
        store.update(checked.text)
    except (SyntaxError, ValueError, RuntimeError):
        return
    names = {quad.graph_name for quad in before ^ set(store)}
    touched = {None if name == ox.DefaultGraph() else name.value for name in names}
    assert checked.anywhere or touched <= set(checked.targets)
