"""Tests of what is kept beside the store: originals, refusals, journal, locks."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.errors import NotThere, StoreFault
from kb.store import journal
from kb.store.files import write_whole
from kb.store.journal import Journal, Merged, Minted, Record, Retracted, Split
from kb.store.layout import Layout
from kb.store.locks import lock_for_deletion, lock_shared, lock_writer
from kb.store.originals import Originals
from kb.store.refusals import Refusals, Refused


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=50), st.text(max_size=50))
def test_bytes_and_texts_come_back(tmp_path: Path, raw: bytes, text: str) -> None:
    originals = Originals(tmp_path)
    key = originals.keep(raw)
    assert key == sha256(raw).hexdigest()
    assert originals.read(key) == raw
    kept = originals.keep_text(key, text, "plain 1")
    assert originals.text(kept) == text
    assert originals.texts(key)["plain 1"] == kept


def test_newlines_of_a_text_are_untouched(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    key = originals.keep(b"x")
    assert originals.text(originals.keep_text(key, "a\r\nb\rc\n", "e")) == "a\r\nb\rc\n"


def test_texts_of_several_extractors_stand_side_by_side(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    key = originals.keep(b"page")
    first, second = (originals.keep_text(key, t, t) for t in ("one", "two"))
    assert originals.texts(key) == {"one": first, "two": second}


def test_a_changed_original_is_noticed(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    key = originals.keep(b"words")
    next(p for p in tmp_path.rglob("*") if p.is_file()).write_bytes(b"other words")
    with pytest.raises(StoreFault, match="changed after it was stored"):
        originals.read(key)


def test_erasing_leaves_nothing_of_it(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    key = originals.keep(b"words")
    originals.keep_text(key, "words", "e")
    other = originals.keep(b"others")
    assert originals.erase(key) == 3
    with pytest.raises(NotThere, match=key):
        originals.read(key)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [tmp_path / other[:2] / other]
    assert originals.erase(key) == 0


def test_a_refusal_is_kept_with_its_bytes_and_reason(tmp_path: Path) -> None:
    originals = Originals(tmp_path / "o")
    refusals = Refusals(tmp_path / "r", originals)
    key = sha256(b"bad").hexdigest()
    bad = Refused("b.html", "shapes", "two shapes are broken", key, {"shapes": ["a", "b"]})
    gone = Refused("a.txt", "not-found", "there is no such file")
    refusals.keep(bad, b"bad")
    refusals.keep(gone)
    refusals.keep(bad, b"bad")
    assert list(refusals) == [gone, bad]
    assert originals.read(key) == b"bad"
    refusals.forget(bad)
    assert list(refusals) == [gone]


def test_a_refusal_about_other_bytes_is_not_kept(tmp_path: Path) -> None:
    refusals = Refusals(tmp_path / "r", Originals(tmp_path / "o"))
    with pytest.raises(StoreFault, match="other bytes"):
        refusals.keep(Refused("a", "empty", "m", "0" * 64), b"x")


def test_every_kind_of_record_comes_back(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    records: list[Record] = [
        Minted("http://example.org/é", "مفتاح\n"),
        Split("http://example.org/a", ("http://example.org/b", "http://example.org/c"), "g"),
        Merged("http://example.org/a", "http://example.org/b", "g"),
        *(kind(*["x"] * len(kind.__dataclass_fields__)) for kind in journal.KINDS.values()
          if kind not in {Split, Retracted}),
        Retracted("http://example.org/a", "wrong", (("http://example.org/p", "key"),)),
    ]  # fmt: skip
    Journal(layout).write(1, None, records)
    assert list(Journal(layout).replay(1)) == records
    assert {type(r) for r in records} == set(journal.KINDS.values())


def test_a_branch_that_was_rolled_back_is_not_replayed(tmp_path: Path) -> None:
    kept = Journal(Layout(tmp_path))
    kept.write(1, None, [Minted("1", "")])
    kept.write(2, 1, [Minted("2", "")])
    kept.write(3, 1, [Minted("crashed", "")])
    kept.write(3, 1, [Minted("3", "")])
    assert list(kept.replay(3)) == [Minted("1", ""), Minted("3", "")]
    assert kept.chain(2) == [1, 2]


def test_a_broken_segment_is_named(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    write_whole(layout.segment(1), b"{not json\n")
    with pytest.raises(StoreFault, match=r"000001\.jsonl"):
        list(Journal(layout).replay(1))
    with pytest.raises(StoreFault, match=r"000002\.jsonl"):
        Journal(layout).chain(2)


def test_a_lock_ends_with_its_process_and_not_with_the_pid_in_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    code = f"from kb.store.locks import *; lock_writer(Path({str(path)!r})); input()"
    child = subprocess.Popen([sys.executable, "-c", f"{code}"], stdin=subprocess.PIPE)
    while not path.exists() or not path.read_text():
        pass
    with pytest.raises(StoreFault, match=f"process {child.pid} is writing"):
        lock_writer(path)
    child.kill()
    child.wait()
    assert child.stdin is not None
    child.stdin.close()
    with lock_writer(path):
        assert path.read_text().strip() == str(os.getpid())


def test_a_forked_child_does_not_keep_the_writer_lock(tmp_path: Path) -> None:
    lock = lock_writer(tmp_path / "lock")
    runs, running = os.pipe()
    wait, end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(end)
        os.write(running, b"x")
        os.read(wait, 1)  # ends with the parent too
        os._exit(0)
    os.read(runs, 1)
    lock.close()
    try:
        lock_writer(tmp_path / "lock").close()
    finally:
        for descriptor in (end, wait, runs, running):
            os.close(descriptor)
        assert os.waitpid(child, 0)[1] == 0


def test_who_deletes_waits_for_readers_and_readers_see_the_deletion(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    one, two = lock_shared(path), lock_shared(path)
    assert one is not None
    assert two is not None
    assert lock_for_deletion(path) is None
    one.close()
    assert lock_for_deletion(path) is None
    two.close()
    deleter = lock_for_deletion(path)
    assert deleter is not None
    assert lock_shared(path) is None
    path.unlink()
    deleter.close()
    assert lock_shared(path) is None
