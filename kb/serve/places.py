"""Where things of the base live on this host: IRIs to paths and back, kinds to their lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from rdflib import URIRef
from rdflib.namespace import ORG
from rdflib.term import Node

from kb.namespaces import KB, SCHEMA


@dataclass(frozen=True, slots=True)
class Listed:
    """A kind of thing that has a list: its plural in paths, its type in IRIs and its class."""

    plural: str
    type: str
    cls: URIRef


LISTS: Mapping[str, Listed] = {
    entry.plural: entry
    for entry in (
        Listed("people", "person", SCHEMA.Person),
        Listed("organisations", "organisation", ORG.Organization),
        Listed("places", "place", SCHEMA.Place),
        Listed("outlets", "outlet", SCHEMA.NewsMediaOrganization),
        Listed("meetings", "meeting", KB.Meeting),
        Listed("visits", "visit", KB.Visit),
        Listed("calls", "call", KB.Call),
        Listed("conferences", "conference", KB.Conference),
        Listed("exercises", "exercise", KB.Exercise),
        Listed("agreements", "agreement", KB.Agreement),
        Listed("memberships", "membership", ORG.Membership),
        Listed("offices", "office", ORG.Post),
        Listed("articles", "article", SCHEMA.NewsArticle),
    )
}


def path_of(node: Node, data: str) -> str | None:
    """The local path of a thing's document, with the fragment of a part; None for foreign IRIs."""
    text = str(node)
    if not isinstance(node, URIRef) or not text.startswith(data):
        return None
    local, mark, fragment = text[len(data) :].partition("#")
    return f"/doc/{quote(local)}" + (f"#{quote(fragment, safe='=,')}" if mark else "")


def iri_of(local: str, data: str) -> URIRef:
    """The IRI of `type/slug` in the data namespace."""
    return URIRef(data + local)
