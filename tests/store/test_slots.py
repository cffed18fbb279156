"""Places that processes share by locks."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.store import slots
from kb.store.slots import PAUSE, SLICE, Slots


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Slots, Slots]]:
    """Two holders; locks of two descriptors are strangers, as those of two processes are."""
    first, second = Slots(tmp_path / "slots", 2), Slots(tmp_path / "slots", 2)
    yield first, second
    first.close()
    second.close()


def test_no_more_are_held_than_there_are(two: tuple[Slots, Slots]) -> None:
    first, second = two
    assert (first.hold(1), second.hold(5)) == (1, 1)
    assert (first.hold(0), second.hold(5)) == (0, 2)


def test_what_is_given_up_is_for_others_at_once(two: tuple[Slots, Slots]) -> None:
    first, second = two
    assert (first.hold(2), second.hold(1)) == (2, 0)
    first.close()
    assert second.hold(1) == 1


def test_who_holds_gives_way_after_a_while_and_has_its_turn_again(
    two: tuple[Slots, Slots], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    now = time.monotonic()
    monkeypatch.setattr(slots.time, "monotonic", lambda: now)
    assert (first.hold(2), second.hold(2)) == (2, 0)
    now += SLICE + 0.01
    assert (first.hold(2), second.hold(2)) == (0, 2)
    now += PAUSE + 0.01
    assert (first.hold(2), second.hold(2)) == (0, 2)
    now += SLICE
    assert (second.hold(2), first.hold(2)) == (0, 2)


def test_who_is_alone_holds_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = Slots(tmp_path / "slots", 1)
    now = time.monotonic()
    monkeypatch.setattr(slots.time, "monotonic", lambda: now)
    assert alone.hold(3) == 1
    now += 100
    assert alone.hold(3) == 1
    alone.close()


def test_a_process_that_is_killed_holds_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kb.store.slots import Slots\n"
        "held = Slots(Path(sys.argv[1]), 1); print(held.hold(1), flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "slots")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == b"1\n"
    other = Slots(tmp_path / "slots", 1)
    assert other.hold(1) == 0
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    assert other.hold(1) == 1
    other.close()


def test_where_nothing_can_be_written_each_counts_alone(tmp_path: Path) -> None:
    (tmp_path / "slots").write_bytes(b"no folder")
    alone = Slots(tmp_path / "slots", 2)
    assert (alone.hold(1), alone.hold(7), alone.hold(0)) == (1, 2, 0)
    alone.close()
