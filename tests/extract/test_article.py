"""Reading files: what comes back, and the one clear sentence for what cannot be read."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import Refusal
from kb.extract.article import read_bytes, read_file
from kb.extract.sidefile import body_start

TEXT = "عنوان الخبر\n\nوصل الوزير إلى المدينة.\r\nثم غادر.\n"


def refusal(name: str, raw: bytes, side: bytes | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_bytes(name, raw, side)
    assert name.partition(".")[0] in caught.value.message
    return caught.value


def test_a_text_file_is_its_own_text_newlines_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    article = read_file(path)
    assert (article.text, article.format, article.file) == (TEXT, "txt", "a.txt")
    assert article.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-8"),
    ],
)
def test_byte_order_marks_choose_the_encoding_and_are_no_text(mark: bytes, encoding: str) -> None:
    assert read_bytes("a.txt", mark + TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.txt", b"\x89PNG\r\n\x00\x00", "not-text"),
        ("a.txt", "نص".encode("cp1256"), "not-text"),
        ("a.txt", b"\xff\xfe\x00", "not-text"),
        ("a.txt", b"abc\x00def", "not-text"),
        ("a.txt", b"", "empty"),
        ("a.txt", " \n\u200f\t\n".encode(), "empty"),
        ("a.md", b"---\nlanguage: ar\n---\n \n", "empty"),
        ("a.pdf", b"%PDF", "unsupported-format"),
        ("a", b"text", "unsupported-format"),
        ("a.json", b"{", "broken-json"),
        ("a.json", b"[1]", "broken-json"),
        ("a.json", b'{"headline": "x"}', "broken-json"),
        ("a.json", b'{"text": 3}', "broken-json"),
        ("a.json", b'{"text": "x", "published": "soon"}', "broken-json"),
        ("a.json", b'{"text": "\\ud800"}', "broken-json"),
        ("a.json", b'{"text": "  "}', "empty"),
        ("a.json", b"[" * 100_000, "broken-json"),
        ("a.html", b"<html><body></body></html>", "no-main-text"),
        ("a.html", b"<html><body><div class=", "broken-markup"),
        ("a.md", b"---\nlanguage: ar\n", "broken-front-matter"),
        ("a.md", b"---\nlang: ar\n---\nx", "broken-front-matter"),
        ("a.md", b"---\n- x\n---\nx", "broken-front-matter"),
        ("a.md", b"---\nheadline: [\n---\nx", "broken-front-matter"),
        ("a.md", b"---\nheadline: [x]\n---\nx", "broken-front-matter"),
        ("a.md", b"---\nretells: {slug: Bad Slug}\n---\nx", "broken-front-matter"),
        ("a.md", b"---\nretells: {slug: a, sha256: [zz]}\n---\nx", "broken-front-matter"),
        ("a.md", b"---\nretells: {slug: a, keys: 3}\n---\nx", "broken-front-matter"),
        ("a.md", b"---\nretells: 3\n---\nx", "broken-front-matter"),
        ("a.md", b"---\nx: " + b"y" * 30_000 + b"\n---\nx", "broken-front-matter"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(name: str, raw: bytes, reason: str) -> None:
    assert refusal(name, raw).reason == reason


@pytest.mark.parametrize(
    ("side", "field"),
    [
        (b'{"publishr": "x"}', "publishr"),
        (b'{"published": "next year"}', "published"),
        (b'{"published": "2020-02-30"}', "published"),
        (b'{"language": "Arabic!"}', "language"),
        (b'{"url": "ftp://example.org/a"}', "url"),
        (b'{"url": "https://"}', "url"),
        (b'{"url": "http://[x"}', "url"),
        (b'{"headline": ""}', "headline"),
        (b'{"headline": "a\\nb"}', "headline"),
        (b'{"headline": 7}', "headline"),
        (b'{"byline": ["a"]}', "byline"),
        (b"nonsense", "JSON"),
        (b"\xff\xfe\xff", "JSON"),
    ],
)
def test_a_side_file_is_checked_field_by_field(side: bytes, field: str) -> None:
    found = refusal("a.txt", TEXT.encode(), side)
    assert found.reason == "broken-side-file"
    assert field in found.message


def test_a_side_file_beside_the_text_is_taken_and_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"body": TEXT, "headline": "قديم", "byline": "كاتبة", "x": [1]}))
    (tmp_path / "a.json.meta.json").write_text('{"headline": "جديد", "published": "2021-05"}')
    found = read_file(path).metadata
    assert (found.headline, found.byline, found.published) == ("جديد", "كاتبة", "2021-05")


def test_a_side_file_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.json").write_text('{"url": "https://news.example/a"}')
    found = read_file(tmp_path / "a.txt", tmp_path / "b.json")
    assert found.metadata.url == "https://news.example/a"


def test_json_gives_its_body_as_the_text() -> None:
    article = read_bytes("a.json", json.dumps({"body": TEXT, "published": None}).encode())
    assert (article.text, article.metadata.published) == (TEXT, None)


def test_a_timestamp_is_the_day_that_it_states() -> None:
    raw = json.dumps({"text": TEXT, "published": "2021-05-06T23:30:00+01:00"}).encode()
    assert read_bytes("a.json", raw).metadata.published == "2021-05-06"


def test_front_matter_is_read_and_stays_in_the_text() -> None:
    raw = (
        "---\nheadline: خبر\npublished: 2021-05-06\nretells:\n  slug: site-2021-05-06-abcdef01\n"
        f"  keys: [k1]\n  sha256: ['{'a' * 64}']\n  publisher: outlet/site\n  byline: كاتبة\n"
        "---\nنص"
    )
    article = read_bytes("a.md", raw.encode())
    assert article.text == raw
    assert raw[body_start(raw) :].strip() == "نص"
    assert (article.metadata.headline, article.metadata.published) == ("خبر", "2021-05-06")
    retold = article.metadata.retold
    assert retold is not None
    assert (retold.slug, retold.keys, retold.byline) == (
        "site-2021-05-06-abcdef01",
        ("k1",),
        "كاتبة",
    )


def test_markdown_without_front_matter_is_plain_text() -> None:
    assert body_start(TEXT) == 0
    assert read_bytes("a.md", TEXT.encode()).metadata.headline is None


def test_missing_folders_and_large_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "d.txt").mkdir()
    (tmp_path / "big.txt").write_text("x" * 101)
    for name, reason in (
        ("no.txt", "not-found"),
        ("d.txt", "not-a-file"),
        ("big.txt", "too-large"),
    ):
        with pytest.raises(Refusal) as caught:
            read_file(tmp_path / name, limit=100)
        assert caught.value.reason == reason


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as handle:
        handle.truncate(50_000_000_000)  # sparse: reading it would take minutes
    with pytest.raises(Refusal, match="larger"):
        read_file(path)


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.txt")
    with pytest.raises(Refusal) as caught:
        read_file(tmp_path / "p.txt")
    assert caught.value.reason == "not-a-file"


def test_a_name_that_is_no_unicode_still_prints(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.txt")
    path.write_text(TEXT)
    assert read_file(path).file.encode("utf-8")


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.json", "a.html"]))
def test_bytes_of_any_kind_are_read_or_refused(raw: bytes, name: str) -> None:
    try:
        article = read_bytes(name, raw)
    except Refusal:
        return
    article.text.encode("utf-8")


def test_yaml_that_repeats_itself_is_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    start = time.perf_counter()
    refusal("a.md", ("---\n" + "\n".join(lines) + "\n---\nx").encode())
    assert time.perf_counter() - start < 10
