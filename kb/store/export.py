"""A generation as one file: N-Quads to compare, the others to read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final

import pyoxigraph as ox

from kb.errors import UsageFault
from kb.namespaces import PREFIXES
from kb.store import terms
from kb.store.generations import Generations
from kb.view import Triple

FORMATS: Final[dict[str, ox.RdfFormat]] = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
ENDINGS: Final[dict[str, ox.RdfFormat]] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}
_PREFIXES = {name: str(iri) for name, iri in PREFIXES.items()}


def lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """The quads as lines of N-Quads, sorted: two equal bases give equal bytes.

    A base's own data has no blank nodes; those of a plain base keep their names.
    """
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    return sorted((text or b"").splitlines(keepends=True))


def _sorted(store: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    for line in lines(store):
        yield from ox.parse(line, ox.RdfFormat.N_QUADS)


def export(home: Path, syntax: str, output: BinaryIO, generation: int | None = None) -> None:
    """Write a generation, by default the current one, in a syntax of FORMATS.

    Turtle has no named graphs: it gives the default graph, what the base holds.
    """
    if syntax not in FORMATS:
        raise UsageFault(f"{syntax} is no format; there are {', '.join(sorted(FORMATS))}")
    generations = Generations(home)
    held = generations.hold_current() if generation is None else generations.hold(generation)
    with held.lock:
        write(ox.Store.read_only(str(held.store)), syntax, output)


def write(store: Iterable[ox.Quad], syntax: str, output: BinaryIO) -> None:
    """Write the quads of a store in a syntax of FORMATS."""
    if syntax == "nquads":
        output.writelines(lines(store))
    else:
        _write(store, FORMATS[syntax], output)
    output.flush()


def _write(store: Iterable[ox.Quad], syntax: ox.RdfFormat, output: BinaryIO) -> None:
    quads = _sorted(store)
    if syntax == ox.RdfFormat.TURTLE:
        default = (q.triple for q in quads if q.graph_name == ox.DefaultGraph())
        ox.serialize(default, output, syntax, prefixes=_PREFIXES)
    else:
        ox.serialize(quads, output, syntax, prefixes=_PREFIXES)


def parsed(raw: bytes, ending: str) -> list[Triple]:
    """The triples of RDF in a syntax of ENDINGS, whatever graphs they stand in.

    Raises UsageFault where it is not well-formed.
    """
    read = terms.from_store
    try:
        quads = list(ox.parse(raw, ENDINGS[ending]))
    except (SyntaxError, ValueError) as error:
        first = str(error).strip().splitlines()[0]
        raise UsageFault(f"not well-formed RDF: {first}") from error
    return [(read(q.subject), read(q.predicate), read(q.object)) for q in quads]
