"""Media types of answers: rows and graphs, in the order of our preference."""

from __future__ import annotations

from typing import Final

JSON: Final = "application/sparql-results+json"
TURTLE: Final = "text/turtle"

# Type -> ending of its files.
ROWS: Final[dict[str, str]] = {
    JSON: "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS: Final[dict[str, str]] = {
    TURTLE: "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
    "application/trig": "trig",
    "application/n-quads": "nq",
}


def media_types(form: str) -> dict[str, str]:
    """The types in which an answer to a query of this form can be given."""
    if form in {"CONSTRUCT", "DESCRIBE"}:
        return GRAPHS
    if form == "ASK":
        return {media: end for media, end in ROWS.items() if "sparql" in media}
    return ROWS
