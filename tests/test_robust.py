"""Every bad input ends with one reason word, the rest is stored, and nothing is lost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.generate import article
from kb import pipeline
from kb.outcomes import Outcome
from kb.store.generations import Generations
from kb.store.originals import Originals
from kb.store.refusals import Refusals, Refused
from tests.building import current, exported, ingest, one, settings, written

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00"
PAGE = f"<!doctype html><html lang=ar><head><title>عنوان</title></head><body>{article(7)}</body>"
ROOT_USER = os.geteuid() == 0


def refusals(home: Path) -> list[Refused]:
    layout = Generations(home).layout
    return list(Refusals(layout.refused, Originals(layout.originals)))


def refused(home: Path, path: Path, reason: str) -> Outcome:
    """The outcome of a bad file among two good ones, with all that must hold of it checked."""
    good = written(path.parent / "good", 11, 12)
    report = ingest(home, good[0], path, good[1])
    by_file = {o.file: o for o in report.outcomes}
    bad = by_file.pop(str(path))
    assert {o.status for o in by_file.values()} == {"stored"}
    assert (bad.status, bad.reason) == ("refused", reason)
    assert bad.message
    assert "\n" not in bad.message
    (kept,) = refusals(home)
    assert (kept.file, kept.reason, kept.message) == (str(path), reason, bad.message)
    return bad


def kept_original(home: Path, raw: bytes) -> None:
    (kept,) = refusals(home)
    assert kept.sha256 is not None
    assert Originals(Generations(home).layout.originals).read(kept.sha256) == raw


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("picture.txt", PNG, "not-text"),
        ("latin.txt", "démarche".encode("latin-1"), "not-text"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("broken.json", b'{"text": "', "broken-json"),
        ("list.json", b"[1, 2]", "broken-json"),
        ("no-body.json", b'{"headline": "x"}', "broken-json"),
        ("open.md", "---\nlanguage: ar\nنص".encode(), "broken-front-matter"),
        ("field.md", "---\npublished: someday\n---\nنص".encode(), "broken-front-matter"),
        ("unknown.md", "---\ncolour: red\n---\nنص".encode(), "broken-front-matter"),
        ("picture.png", PNG, "unsupported-format"),
        ("none", b"text", "unsupported-format"),
    ],
)
def test_a_bad_file_among_good_ones(
    home: Path, tmp_path: Path, name: str, raw: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    refused(home, path, reason)
    if reason != "unsupported-format":
        kept_original(home, raw)
    before = current(home)
    assert one(home, path).reason == reason
    assert current(home) == before


@pytest.mark.parametrize("cut", [1, 60, 200, 700, 1500])
def test_a_truncated_page_is_read_or_refused_with_a_reason(
    home: Path, tmp_path: Path, cut: int
) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE[:cut], "utf-8")
    outcome = one(home, path)
    assert outcome.status == "stored" or outcome.reason in {
        "no-main-text",
        "broken-markup",
        "empty",
    }


def test_a_page_cut_inside_a_letter_is_not_text(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    raw = PAGE.encode()
    raw = raw[: raw.index("ع".encode()) + 1]
    path.write_bytes(raw)
    refused(home, path, "not-text")
    kept_original(home, raw)


@pytest.mark.parametrize("size", [50_000_000, 500_000_000_000], ids=["50 MB", "500 GB"])
def test_a_large_file_is_refused_unread(home: Path, tmp_path: Path, size: int) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(size)
    assert "10,000,000" in str(refused(home, path, "too-large").message)


def test_a_path_that_is_not_there(home: Path, tmp_path: Path) -> None:
    refused(home, tmp_path / "missing.txt", "not-found")


def test_a_folder_that_is_not_there(home: Path, tmp_path: Path) -> None:
    refused(home, tmp_path / "missing", "not-found")


def test_a_pipe_is_not_waited_for(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    refused(home, path, "not-a-file")


@pytest.mark.parametrize("raw", [b"{", b"[]", b'{"published": "someday"}', b'{"color": "red"}'])
def test_a_broken_side_file(home: Path, tmp_path: Path, raw: bytes) -> None:
    (path,) = written(tmp_path, 3)
    side = path.with_name(path.name + ".meta.json")
    side.write_bytes(raw)
    refused(home, path, "broken-side-file")
    kept_original(home, article(3).encode())
    side.unlink()
    assert one(home, path).status == "stored"
    assert refusals(home) == []


def test_a_side_file_that_is_too_large(home: Path, tmp_path: Path) -> None:
    (path,) = written(tmp_path, 3)
    path.with_name(path.name + ".meta.json").write_bytes(b" " * 200_000)
    refused(home, path, "too-large")
    kept_original(home, article(3).encode())


def test_a_side_file_without_its_article_is_told_of(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    written(folder, 1)
    (folder / "lost.txt.meta.json").write_text('{"language": "ar"}', "utf-8")
    report = ingest(home, folder)
    assert [o.status for o in report.outcomes] == ["stored", "refused"]


def test_links_of_folders_in_a_circle_end(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    written(folder / "deep", 1, 2)
    (folder / "deep" / "again").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    report = ingest(home, folder)
    assert [o.status for o in report.outcomes] == ["stored", "stored", "refused"]
    assert report.outcomes[-1].reason in {"not-found", "not-a-file"}


def test_hidden_files_are_left_alone(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    written(folder / ".git", 1)
    (folder / ".DS_Store").write_bytes(PNG)
    written(folder, 2)
    assert ingest(home, folder).counts["read"] == 1


def test_a_name_that_is_not_utf8(home: Path, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(article(4), "utf-8")
    outcome = one(home, path)
    assert outcome.status == "stored"
    assert outcome.file.encode()
    path.write_bytes(PNG)
    assert one(home, path).reason == "not-text"
    assert json.dumps([r.file for r in refusals(home)], ensure_ascii=False).encode()


@pytest.mark.skipif(ROOT_USER, reason="the superuser may read everything")
def test_what_may_not_be_read_is_told_of(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    written(folder, 1)
    written(folder / "shut", 2)
    (secret,) = written(folder, 3)
    secret.chmod(0)
    (folder / "shut").chmod(0)
    try:
        report = ingest(home, folder)
    finally:
        (folder / "shut").chmod(0o700)
    assert sorted((o.status, o.reason) for o in report.outcomes if o.reason) == [
        ("refused", "not-a-file"),
        ("refused", "not-a-file"),
    ]
    assert report.counts["stored"] == 1


def test_a_folder_that_cannot_be_listed_is_told_of(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    written(folder, 1)
    written(folder / "shut", 2)
    real = Path.iterdir

    def shut(self: Path) -> object:
        if self.name == "shut":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self)

    monkeypatch.setattr(Path, "iterdir", shut)
    report = ingest(home, folder)
    assert [(o.status, o.reason) for o in report.outcomes] == [
        ("stored", None),
        ("refused", "not-a-file"),
    ]


def test_a_file_that_cannot_be_opened_is_told_of(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = written(tmp_path, 3)
    real = Path.open

    def shut(self: Path, *args: object, **more: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *args, **more)  # type: ignore[call-overload]

    good = written(tmp_path / "good", 11)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", shut)
        report = ingest(home, *good, path)
    assert [(o.status, o.reason) for o in report.outcomes] == [
        ("refused", "not-a-file"),
        ("stored", None),
    ]
    assert "Permission denied" in str(report.outcomes[0].message)


def tampering(change: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Change each text on disk between its keeping and the gate's look at it."""
    real = Originals.keep_text

    def keep(self: Originals, original: str, text: str, extractor: str) -> str:
        digest = real(self, original, text, extractor)
        change(self._path(digest, ".text"))
        return digest

    monkeypatch.setattr(Originals, "keep_text", keep)


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text(path.read_text("utf-8").replace("استقبل", "ودع"), "utf-8"),
        lambda path: path.write_bytes(b""),
        Path.unlink,
    ],
    ids=["changed", "emptied", "deleted"],
)
def test_evidence_that_was_tampered_with_is_refused(
    home: Path,
    tmp_path: Path,
    change: Callable[[Path], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (path,) = written(tmp_path, 5)
    before = exported(home)
    with monkeypatch.context() as patch:
        tampering(change, patch)
        outcome = one(home, path)
    assert (outcome.status, outcome.reason) == ("refused", "tampered")
    assert exported(home) == before
    kept_original(home, article(5).encode())


def test_words_that_are_not_in_the_text_are_refused_by_the_shapes(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = written(tmp_path, 5)
    before = exported(home)
    real = Originals.text
    with monkeypatch.context() as patch:
        patch.setattr(Originals, "text", lambda s, d: real(s, d).replace("استقبل", "ودعوا"))
        outcome = one(home, path)
    assert (outcome.status, outcome.reason) == ("refused", "shapes")
    (report,) = refusals(home)
    assert report.report["violations"]
    assert exported(home) == before
    assert one(home, path).status == "stored"
    assert refusals(home) == []


def test_a_fault_of_the_program_costs_one_file(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = written(tmp_path, 1, 2)
    real = pipeline.apply

    def half(base: object, change: object) -> None:
        real(base, change)  # type: ignore[arg-type]
        if len(seen) == 1:
            raise RuntimeError("broken half way")
        seen.append(1)

    seen: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "apply", half)
        report = pipeline.ingest([good, bad], settings(home))
    assert [(o.status, o.reason) for o in report.outcomes] == [
        ("stored", None),
        ("refused", "internal"),
    ]
    before = exported(home)
    assert one(home, good).status == "unchanged"
    assert exported(home) == before
    assert one(home, bad).status == "stored"
