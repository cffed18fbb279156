"""The command `kb explain` as a curator calls it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.running import kb

ROOT = Path(__file__).parents[1]
RETELLING = ROOT / "seeds" / "articles" / "hammouchi-wray-rabat.md"


def test_it_prints_every_sentence_with_what_was_found_in_it(tmp_path: Path) -> None:
    done = kb(tmp_path, "explain", str(RETELLING))

    assert done.returncode == 0, done.stderr
    assert "person/christopher-wray" in done.stdout
    assert "passed over" in done.stdout
    assert done.stdout.count("\u2068") == done.stdout.count("\u2069") > 50


def test_json_has_one_object_a_file(tmp_path: Path) -> None:
    done = kb(tmp_path, "explain", "--json", str(RETELLING), str(RETELLING))

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["article"]["file"] for one in found] == [RETELLING.name] * 2
    assert any(line["events"] for line in found[0]["lines"])


def test_a_file_that_is_refused_leaves_the_others_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")

    done = kb(tmp_path, "explain", str(tmp_path / "empty.txt"), str(RETELLING))

    assert done.returncode == 1
    assert "[empty]" in done.stderr
    assert "Traceback" not in done.stderr
    assert "person/christopher-wray" in done.stdout


def test_it_stores_nothing_and_needs_no_base(tmp_path: Path) -> None:
    home = tmp_path / "none"
    kb(home, "explain", str(RETELLING))

    assert not home.exists()
