"""Articles a second through the whole of `kb ingest`, and whether the base's size slows it."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

from benchmarks.generate import write
from benchmarks.processes import Moment, ingested, kb

ROOT = Path(__file__).parents[1]
THOUSAND = 1000


def real_texts() -> list[Path]:
    """The articles of newspapers where the shared folder stands beside, else our retellings."""
    shared = ROOT.parent / "shared"
    texts = sorted(p for name in ("articles", "corpus") for p in (shared / name).glob("*.txt"))
    return texts or sorted((ROOT / "seeds" / "articles").glob("*.md"))


def rate(first: Moment, last: Moment) -> str:
    """Articles a second between two moments, by the clock and by the processor."""
    done = last.done - first.done
    wall, used = last.seconds - first.seconds, last.processor - first.processor
    return (
        f"{done:>6} articles {wall:8.1f} s {done / wall:7.1f}/s by the clock"
        f" {used:8.1f} s {done / used:7.1f}/s a core"
    )


def generated(work: Path, home: Path, count: int) -> None:
    """Print the figures of generated articles, which stay in the base `home`."""
    folder = work / "generated"
    write(folder, count)
    kb(home, "init")
    moments, end = ingested(home, folder, min(THOUSAND, count))
    for first, last in pairwise(moments):
        print(f"to {last.done:>6}: {rate(first, last)}")
    print(f"whole    : {rate(Moment(0, 0, 0), end)} start-up, last publish included")
    if len(moments) > 2:
        growth(moments)


def growth(moments: list[Moment]) -> None:
    """Print what the last of equal steps costs beside the first, and how the machine changed."""
    steps = list(pairwise(moments))
    used = [(b.processor - a.processor) / (b.done - a.done) for a, b in steps]
    walls = [(b.seconds - a.seconds) / (b.done - a.done) for a, b in steps]
    machine = steps[-1][1].yardstick / steps[0][1].yardstick
    print(f"the last thousand costs {used[-1] / used[0]:.2f} times the first (processor)")
    print(f"the last thousand takes {walls[-1] / walls[0]:.2f} times the first (clock)")
    print(f"fixed work beside it took {machine:.2f} times as long during the last thousand")
    print(f"so the growth of an ingest is {used[-1] / used[0] / machine:.2f} (processor)")


def real(work: Path) -> None:
    """Print the figures of the real texts, in a base of their own."""
    folder, home = work / "real", work / "real-base"
    folder.mkdir()
    for number, path in enumerate(real_texts()):
        (folder / f"{number:03d}-{path.name}").write_bytes(path.read_bytes())
    kb(home, "init")
    moments, end = ingested(home, folder, 1)
    print(f"articles : {rate(moments[0], moments[-1])}")
    print(f"whole    : {rate(Moment(0, 0, 0), end)} start-up, publish included")


def main(home: Path, count: int) -> None:
    """Print all figures; the base of generated articles is left in `home`."""
    with tempfile.TemporaryDirectory() as work:
        print(f"kb ingest, {count} generated articles")
        generated(Path(work), home, count)
        print(f"kb ingest, {len(real_texts())} real texts")
        real(Path(work))
