"""What of a query that passed the guard means more to some engine than the standard gives it.

Virtuoso declares prefixes of its own: `bif:http_get(…)` and `<sql:…>(…)` call its built-in
functions and stored procedures, which read files and connect out. By the standard the first has no
meaning, as its prefix is not declared, and the second names a function that nobody has.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from kb.store.guard import Prologue
from kb.store.tokens import QueryForbidden, tokens

CALLING: Final = frozenset({"bif", "sql"})


def refuse_dialect(query: str) -> None:
    """Raise QueryRefused for an undeclared prefix and QueryForbidden for an IRI that is a call."""
    found = list(tokens(query))
    prologue = Prologue(found)
    for index, token in enumerate(found):
        # As it is written, in the prologue too: an unknown scheme is no base to resolve against.
        iri = token.text[1:-1] if token.kind == "iri" else ""
        if token.kind == "name" and index >= prologue.size:
            iri = prologue.resolve(token)
        if urlsplit(iri).scheme in CALLING:
            raise QueryForbidden(
                f"{token.text} is refused: to some engines it calls a function", token.start
            )
