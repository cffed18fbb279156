"""Pages saved from the web: the main text, and only those facts that the markup states."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest

from kb.errors import Refusal
from kb.extract.article import read_bytes
from kb.records import Metadata

PROSE = "".join(
    f"<p>استقبل الوزير في يومه رقم {n} وفدا من الخبراء، وبحث معهم سبل التعاون بين المؤسسات.</p>"
    for n in range(1, 7)
)


def page(head: str = "", top: str = "", lang: str = "ar", charset: str = "utf-8") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="{charset}">{head}</head><body>'
        f"<nav><a href='/a'>رياضة 12 يناير 2001</a></nav><article>{top}{PROSE}</article>"
        "<footer>جميع الحقوق محفوظة 1999</footer></body></html>"
    )


def stated(markup: str) -> Metadata:
    return read_bytes("a.html", markup.encode()).metadata


def linked(**fields: object) -> str:
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields})
    return f'<script type="application/ld+json">{data}</script>'


def test_the_main_text_is_what_the_named_extractor_gives() -> None:
    article = read_bytes("a.html", page().encode())
    assert article.extractor.startswith("trafilatura ")
    assert article.format == "html"
    assert "وفدا من الخبراء" in article.text
    assert "رياضة" not in article.text


def test_the_same_bytes_give_the_same_text() -> None:
    assert read_bytes("a.html", page().encode()) == read_bytes("a.html", page().encode())


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8", "iso-8859-6"])
def test_the_declared_encoding_is_used(charset: str) -> None:
    raw = page(charset=charset).encode(charset)
    assert "وفدا من الخبراء" in read_bytes("a.html", raw).text


def test_an_xml_declaration_does_no_harm() -> None:
    raw = '<?xml version="1.0" encoding="utf-8"?>' + page()
    assert "وفدا" in read_bytes("a.html", raw.encode()).text


def test_json_ld_is_believed_before_open_graph() -> None:
    head = (
        '<meta property="og:title" content="عنوان آخر">'
        '<meta property="og:site_name" content="موقع">'
        + linked(
            headline="عنوان أول",
            datePublished="2021-03-04T10:00:00Z",
            author=[{"@type": "Person", "name": "كاتبة"}],
            inLanguage="ar-MA",
            url="https://news.example/1",
        )
    )
    assert stated(page(head)) == Metadata(
        "عنوان أول", "موقع", "كاتبة", "2021-03-04", "ar", "https://news.example/1"
    )


def test_a_graph_of_nodes_is_searched_for_the_article() -> None:
    data = {
        "@graph": [
            {"@type": "WebSite", "headline": "لا"},
            {"@type": ["Article"], "headline": "نعم"},
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert stated(page(head)).headline == "نعم"


@pytest.mark.parametrize(
    ("head", "top", "day"),
    [
        (
            '<meta property="article:published_time" content="2020-05-06T07:08:09+00:00">',
            "",
            "2020-05-06",
        ),
        ("", '<time itemprop="datePublished" datetime="2020-05-06">x</time>', "2020-05-06"),
        ("", '<header><time datetime="2020-05-06T01:00:00Z">x</time></header>', "2020-05-06"),
        ('<meta name="date" content="6 ماي 2020">', "", "2020-05-06"),
        ('<meta name="date" content="قريبا">', "", None),
        ("", "<p>6 ماي 2020</p>", None),
        ("", '<time datetime="2020-05-06">x</time>', None),
        ("", "", None),
    ],
)
def test_only_a_date_that_markup_states_is_the_day_of_publication(
    head: str, top: str, day: str | None
) -> None:
    assert stated(page(head, top)).published == day


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{broken</script>',
        '<script type="application/ld+json">[[[[1]]]]</script>',
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
        linked(headline=["list"], datePublished=7, author={"name": {}}, url="javascript:x"),
        '<meta property="og:url" content="not an address">',
        '<meta name="author" content="https://social.example/me">',
    ],
    ids=range(6),
)
def test_broken_statements_are_passed_over(head: str) -> None:
    assert stated(page(head)) == Metadata(language="ar")


HOSTILE = (
    "<div>" * 100_000,
    "<div><p>a" * 50_000,
    "<" * 100_000,
    "<a b=" * 20_000,
    "&" * 100_000,
    "<meta charset " * 10_000,
    "<!--" * 50_000,
    "<p>" + "a" * 200_000,
)


@pytest.mark.parametrize("markup", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_markup_is_read_or_refused_soon(markup: str) -> None:
    start = time.perf_counter()
    with suppress(Refusal):
        read_bytes("a.html", markup.encode())
    assert time.perf_counter() - start < 10
