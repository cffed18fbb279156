"""HTML pages: the main text as a pinned extractor gives it, and what the markup states.

The only module that knows the extractor. Nothing is fetched; no date is guessed from the words
of a page: only what JSON-LD, Open Graph, `meta` and `time` elements state is taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import trafilatura
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from kb.errors import Refusal
from kb.extract.dates import find_dates
from kb.extract.sidefile import is_address, stamp
from kb.extract.text import fold_view
from kb.records import Metadata

EXTRACTOR: Final = f"trafilatura {trafilatura.__version__}"
_ARTICLES: Final = {
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
}
_META: Final = {
    "headline": ("og:title", "twitter:title"),
    "publisher": ("og:site_name",),
    "byline": ("article:author", "author"),
    "published": ("article:published_time", "datePublished", "date", "dc.date", "pubdate"),
    "language": ("og:locale",),
    "url": ("og:url",),
}
_DEEPEST = 200_000  # JSON-LD longer than this is no description of an article


def main_text(name: str, page: str) -> tuple[str, Metadata]:
    """The main text of a page and what its markup states.

    Raises Refusal `broken-markup` or `no-main-text` where there is no such text.
    """
    try:
        tree = trafilatura.load_html(page)
        text = None if tree is None else _extracted(tree)
        metadata = Metadata() if tree is None else _stated(trafilatura.load_html(page))
    except (LxmlError, ValueError, RecursionError):
        raise Refusal("broken-markup", f"{name} is no HTML that can be read", name) from None
    if text and text.strip():
        return text, metadata
    if page.rfind("<") > page.rfind(">"):
        raise Refusal(
            "broken-markup", f"{name} ends within a tag and holds no text; save it again", name
        )
    raise Refusal(
        "no-main-text",
        f"{name} is a page without a main text; give the page of one article",
        name,
    )


def _extracted(tree: HtmlElement) -> str | None:
    """The main text, comments of readers left out."""
    found: str | None = trafilatura.extract(
        tree, include_comments=False, include_tables=False, with_metadata=False
    )
    return found


def _stated(tree: HtmlElement) -> Metadata:
    """What the markup states: JSON-LD before Open Graph before other elements."""
    found: dict[str, Any] = {}
    for source in (_json_ld(tree), _metas(tree), _elements(tree)):
        for name, value in source:
            clean = _usable(name, value)
            if clean:
                found.setdefault(name, clean)
    return Metadata(**found)


def _usable(name: str, value: Any) -> str | None:
    """A stated value in the form of its field, or None where it is of no use."""
    if not isinstance(value, str) or not (text := " ".join(value.split())[:1000]):
        return None
    if name == "published":
        return stamp(text) or _said_day(text)
    if name == "language":
        tag = text.replace("_", "-").split("-")[0].lower()
        return tag if tag.isalpha() and len(tag) in {2, 3} else None
    if name == "url" and not is_address(text):
        return None
    return None if name == "byline" and is_address(text) else text


def _said_day(text: str) -> str | None:
    """The one full date that a value says in words."""
    found = {one.value.edtf for one in find_dates(fold_view(text)) if one.value.basis == "explicit"}
    return found.pop() if len(found) == 1 else None


def _json_ld(tree: HtmlElement) -> Iterator[tuple[str, Any]]:
    """What JSON-LD states of the page's article."""
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        for node in _nodes(script.text or ""):
            kinds = node.get("@type")
            if _ARTICLES & set(kinds if isinstance(kinds, list) else [str(kinds)]):
                yield "headline", node.get("headline")
                yield "published", node.get("datePublished")
                yield "language", node.get("inLanguage")
                yield "publisher", _name(node.get("publisher"))
                yield "byline", _name(node.get("author"))
                yield "url", node.get("url")


def _nodes(text: str) -> list[dict[str, Any]]:
    """The objects of one JSON-LD script, two levels deep."""
    if len(text) > _DEEPEST:
        return []
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return []
    found = given if isinstance(given, list) else [given]
    inner = [node.get("@graph") for node in found if isinstance(node, dict)]
    deeper = [part for graph in inner if isinstance(graph, list) for part in graph]
    return [node for node in [*found, *deeper] if isinstance(node, dict)]


def _name(value: Any) -> Any:
    """The name of a JSON-LD person or organisation, the first of several."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, dict) else value


def _metas(tree: HtmlElement) -> Iterator[tuple[str, Any]]:
    """What `meta` elements state."""
    given: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        given.setdefault(key.lower(), meta.get("content") or "")
    for name, keys in _META.items():
        for key in keys:
            yield name, given.get(key.lower())


def _elements(tree: HtmlElement) -> Iterator[tuple[str, Any]]:
    """What other elements state: the page's language, its address, its one publication time."""
    yield "language", tree.get("lang")
    for link in tree.xpath('//link[@rel="canonical"]/@href'):
        yield "url", str(link)
    for time in tree.xpath('//time[@pubdate or @itemprop="datePublished"]/@datetime'):
        yield "published", str(time)
    inside = {str(time) for time in tree.xpath("//article//header//time/@datetime")}
    if len(inside) == 1:
        yield "published", inside.pop()
    for title in tree.xpath("//h1")[:1]:
        yield "headline", title.text_content()
