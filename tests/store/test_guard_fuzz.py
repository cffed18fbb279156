"""The guard against the engine itself: nothing that passes makes the engine connect out."""

from __future__ import annotations

import random

import pyoxigraph as ox

from kb.store.guard import check
from kb.store.tokens import QueryRefused

# Port 1 is one that the engine's client refuses to use: an attempt shows and reaches nobody.
OUT = "<http://127.0.0.1:1/>"
STARTS = [
    "PREFIX ex:<http://127.0.0.1:1/> PREFIX :<http://127.0.0.1:1/> SELECT*{",
    "PREFIX ex:<http://127.0.0.1:1/> ASK{",
    "SELECT*{FILTER(1<2)",
    "PREFIX ex:<http://127.0.0.1:1/> SELECT (EXISTS{",
]
ENDS = [
    OUT + "{}}", "{}}", "}", "ex:x{}}", ":x{?s ?p ?o}}", " SILENT" + OUT + "{}}",
    '#"""\n' + OUT + "{}}", OUT + '{}} #"""', "{}} AS ?q) {}",
]  # fmt: skip
PIECES = [
    "SERVICE", "service", "SILENT", OUT, "ex:x", ":x", "ex:", "{", "}", "(", ")", "#", "#>", "\n",
    " ", "?s", "?p", "?o", '"', '"""', "'", "'''", "<", ">", "<<", ">>", "true", "5", ".", ";", ",",
    "FILTER", "(1<2)", "(?s<?p", "BIND", "AS", "?z", "VALUES", "UNION", "OPTIONAL", "GRAPH", "{}",
    "\\u0053", "\\", "@en", "^^", "_:b", "a", "*", "/", "|", "!", "UNDEF", "<ex:a#>",
    "<?b)SERVICE#>",
    "EXISTS", "MINUS", "{?s ?p ?o}", "[", "]", "ex:SERVICE", "SERVICEex:x", "trueSERVICE", "\t",
    "\r", "%20", "\\#", "\\'", "·", "FROM", "<file:///a>", "LIMIT 1", "1e5", "$s",
]  # fmt: skip
QUERIES = 8_000


def made(chance: random.Random) -> str:
    """A text that is often close to a query, and often close to a call to somewhere else."""
    middle = "".join(
        chance.choice(PIECES) + chance.choice(["", "", " "]) for _ in range(chance.randint(0, 5))
    )
    call = chance.choice(["SERVICE", ""]) + "".join(chance.choices(PIECES, k=chance.randint(0, 2)))
    return chance.choice(STARTS) + middle + call + chance.choice(ENDS)


def connects(store: ox.Store, query: str) -> bool:
    """Whether the engine, given this text, tries to reach another server."""
    try:
        found = store.query(query)
        if not isinstance(found, ox.QueryBoolean):
            list(found)
    except OSError:
        return True
    except (SyntaxError, RuntimeError, ValueError):
        return False
    return False


def test_what_the_guard_lets_through_reaches_nobody() -> None:
    chance = random.Random(7)  # noqa: S311
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/p"), ox.Literal(1)))
    attacks = passed = 0
    for _ in range(QUERIES):
        query = made(chance)
        attacks += connects(store, query)
        try:
            checked = check(query)
        except QueryRefused:
            continue
        passed += 1
        assert not connects(store, query), query
        assert not connects(store, checked.limited(5)), query
    assert attacks > 50  # the engine does connect where nobody stops it
    assert passed > 300  # and the guard does not simply refuse all
