"""Which article an extraction is of: the same one in other bytes keeps its IRI."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from rdflib import URIRef

from kb.ids import digest, folded, free, slug, unique
from kb.model import terms as t
from kb.namespaces import graph_iri
from kb.records import Extraction
from kb.view import Triple, TripleView

State = Literal["new", "replaced", "unchanged", "superseded"]
ORIGINAL: Final = t.text("original")
RETELLING: Final = t.text("retelling")
_TRACKING = re.compile(r"(utm_.*|fbclid|gclid|igshid|mc_[ce]id|amp)\Z")


@dataclass(frozen=True, slots=True)
class Placement:
    """An article's IRI, and what giving the extraction does to it.

    `superseded`: a retelling of an original that the base already holds, so nothing changes.
    """

    iri: URIRef
    state: State
    registry: tuple[Triple, ...]


def canonical_address(url: str) -> str:
    """An address without scheme, `www.`, default port, fragment and tracking parameters."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = [pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0])]
    path = quote(unquote(parts.path), safe="/").rstrip("/")
    return f"{host}{port}{path}{'?' if query else ''}{urlencode(query)}"


def _publisher(extraction: Extraction) -> str:
    heading = extraction.heading
    return slug(t.slug_of(heading.publisher or heading.publisher_name or "unknown"))


def article_keys(extraction: Extraction) -> tuple[str, ...]:
    """Keys of which any that is equal makes two files one article, the strongest first."""
    heading, article = extraction.heading, extraction.article
    found = []
    if article.metadata.url:
        found.append(digest("address", canonical_address(article.metadata.url)))
    publisher = heading.publisher or heading.publisher_name
    if publisher and heading.published.edtf and heading.headline:
        name = folded(publisher)
        found.append(digest("headline", name, heading.published.edtf, folded(heading.headline)))
    main = " ".join(span.of(article.text) for span in heading.main_text)
    # Two outlets that print one text are two articles, though one witness.
    found.append(digest("text", folded(publisher or ""), folded(main)))
    return tuple(found)


def new_slug(extraction: Extraction, keys: tuple[str, ...]) -> str:
    """The slug of an article that was never seen: publisher, date and the key's first digits."""
    published = extraction.heading.published.edtf
    return f"{_publisher(extraction)}-{slug(published) if published else 'undated'}-{keys[0][:8]}"


def unchanged(view: TripleView, data: str, sha256: str, rules: str) -> URIRef | None:
    """The article held from just these bytes under just these rules, else nothing.

    Reach for this before an article is extracted: it costs two look-ups.
    """
    registry = graph_iri(data, "registry")
    for article, _, _ in view.triples(None, t.ORIGINAL_SHA256, t.text(sha256), registry):
        if any(view.triples(article, t.RULES_VERSION, t.text(rules), registry)):
            return URIRef(str(article))
    return None


def place(extraction: Extraction, view: TripleView, data: str, rules: str) -> Placement:
    """Which article this is, and whether it is new, replaces what is held or changes nothing."""
    article, registry = extraction.article, graph_iri(data, "registry")
    if same := unchanged(view, data, article.sha256, rules):
        return Placement(same, "unchanged", ())
    retold = article.metadata.retold
    keys = unique((*(retold.keys if retold else ()), *article_keys(extraction)))
    iri = _held(extraction, keys, view, data)
    if iri is None:
        wanted = retold.slug if retold else new_slug(extraction, article_keys(extraction))
        base = f"{data}article/"
        name = free(wanted, lambda s: any(view.triples(URIRef(base + s), graph=registry)))
        iri = URIRef(base + name)
        return Placement(iri, "new", tuple(_registered(extraction, iri, rules)))
    original = any(view.triples(iri, t.ARTICLE_STATE, ORIGINAL, registry))
    if retold and original:
        return Placement(iri, "superseded", ())
    kept = () if retold else _kept(view, iri, registry)
    return Placement(iri, "replaced", (*_registered(extraction, iri, rules), *kept))


def _held(
    extraction: Extraction, keys: tuple[str, ...], view: TripleView, data: str
) -> URIRef | None:
    """The article that the base holds for an extraction, by key, by file or by slug."""
    registry, retold = graph_iri(data, "registry"), extraction.article.metadata.retold
    if retold:
        iri = URIRef(f"{data}article/{retold.slug}")
        if any(view.triples(iri, t.ARTICLE_STATE, None, registry)):
            return iri
    for predicate, value in _probes(extraction, keys):
        for found, _, _ in view.triples(None, predicate, t.text(value), registry):
            return URIRef(str(found))
    return None


def _probes(extraction: Extraction, keys: Iterable[str]) -> Iterator[tuple[URIRef, str]]:
    retold = extraction.article.metadata.retold
    if retold is None:
        yield t.RETOLD_FILE, extraction.article.sha256
    for sha256 in retold.sha256 if retold else ():
        yield t.ORIGINAL_SHA256, sha256
    for key in keys:
        yield t.ARTICLE_KEY, key
        yield t.RETOLD_KEY, key


def _registered(extraction: Extraction, iri: URIRef, rules: str) -> Iterator[Triple]:
    retold = extraction.article.metadata.retold
    for key in article_keys(extraction):
        yield iri, t.ARTICLE_KEY, t.text(key)
    for key in retold.keys if retold else ():
        yield iri, t.RETOLD_KEY, t.text(key)
    for sha256 in retold.sha256 if retold else ():
        yield iri, t.RETOLD_FILE, t.text(sha256)
    yield iri, t.ARTICLE_STATE, RETELLING if retold else ORIGINAL
    yield iri, t.ORIGINAL_SHA256, t.text(extraction.article.sha256)
    yield iri, t.RULES_VERSION, t.text(rules)


def _kept(view: TripleView, iri: URIRef, registry: URIRef) -> tuple[Triple, ...]:
    """What a retelling said of its original: another copy of that original is known by it."""
    return tuple(
        triple
        for predicate in (t.RETOLD_KEY, t.RETOLD_FILE)
        for triple in view.triples(iri, predicate, None, registry)
    )
