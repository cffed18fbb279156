"""Values put into a query as typed terms: VALUES clauses, built of terms, never pasted text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rdflib.term import Node

from kb.errors import UsageFault
from kb.store import terms
from kb.store.tokens import Token, tokens


def _first_group(found: list[Token]) -> int | None:
    """Where the first `{` stands that is not within parentheses, as that of EXISTS may be."""
    depth = 0
    for index, token in enumerate(found):
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "{" and depth == 0:
            return index
    return None


def _skip_template(found: list[Token], start: int) -> int | None:
    """Where the WHERE group opens after a CONSTRUCT's template; None in the short form."""
    depth = 0
    for index in range(start, len(found)):
        depth += (found[index].text == "{") - (found[index].text == "}")
        if found[index].text == "{" and depth == 1 and index > start:
            return index
    return None


@lru_cache(256)
def _place(query: str) -> tuple[int, bool]:
    """Where the row goes: offset, and whether that is inside the outermost group."""
    found = list(tokens(query))
    opening = _first_group(found)
    if opening is None:
        return len(query), False
    before = [token.word for token in found[:opening]]
    if "CONSTRUCT" in before and before[-1] == "WHERE":
        return len(query), False  # CONSTRUCT WHERE { … } holds triples only, so the row comes last
    if "CONSTRUCT" in before:
        group = _skip_template(found, opening)
        if group is None:
            raise UsageFault("the query has a template and no pattern")
        opening = group
    if found[opening + 1].word == "SELECT":
        return len(query), False  # a group that is a subquery holds nothing beside it
    return found[opening].end, True


def row(bindings: Mapping[str, Node | None]) -> str:
    """A VALUES clause of one row; None stands for no value."""
    names = " ".join(f"?{name}" for name in bindings)
    return f"VALUES ({names}) {{ ({_cells(bindings.values())}) }}"


def _cells(values: Iterable[Node | None]) -> str:
    return " ".join("UNDEF" if value is None else str(terms.to_store(value)) for value in values)


def bind(query: str, bindings: Mapping[str, Node | None]) -> str:
    """The query with each variable bound to its term in the outermost group."""
    if not bindings:
        return query
    for name in bindings:
        if not name.isidentifier():
            raise UsageFault(f"not a variable's name: {name!r}")
    offset, inside = _place(query)
    if not inside:
        return f"{query}\n{row(bindings)}"
    # A clause each: Virtuoso's compiler fails on a row of two beside an OPTIONAL.
    clauses = " ".join(row({name: value}) for name, value in bindings.items())
    return f"{query[:offset]} {clauses} {query[offset:]}"
