"""What the families of hostile.py cost: the processor's time, and how the work grows.

`python -m benchmarks.growth` reads the largest input of each family, the slowest last;
`python -m benchmarks.growth steps` counts the lines of Python gone through for a text and for
twice as much of it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from random import Random
from types import FrameType
from typing import TYPE_CHECKING

from benchmarks import fuzz
from benchmarks.hostile import FAMILIES, FORMATS, largest

if TYPE_CHECKING:
    from _typeshed import TraceFunction

LETTERS = 8_000  # well beyond the longest sentence, within which some work grows by its square


def counted(work: Callable[[], object]) -> int:
    """How many lines of Python some work goes through.

    A loop counts each time round, a comprehension too; what C does within one line does not.
    """
    done = 0

    def line(_: FrameType, event: str, __: object) -> TraceFunction:
        nonlocal done
        done += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return done


def steps(of: str, letters: int) -> int:
    """The lines of Python that reading the first letters of a family's text goes through."""
    fuzz.lexicon()
    made = FAMILIES[of](Random(of))
    raw = made.text[:letters].encode()
    return counted(lambda: fuzz.ended(f"hostile{made.suffix}", raw))


def growth(of: str) -> float:
    """How many times the work twice the text of a family takes: 2 where it is linear."""
    steps(of, 2 * LETTERS)  # words are folded when first met, and then looked up
    return steps(of, 2 * LETTERS) / steps(of, LETTERS)


def seconds(of: str) -> tuple[float, str]:
    """The processor's time that the largest input of a family takes, and how it ended."""
    fuzz.lexicon()
    made = FAMILIES[of](Random(of))
    raw = largest(made.text).encode()
    start = time.process_time()
    how = fuzz.ended(f"hostile{made.suffix}", raw)
    return time.process_time() - start, how


def main(what: str = "seconds") -> None:
    """Print what every family costs, the dearest last."""
    if what == "steps":
        grown = sorted((growth(of), of) for of in FAMILIES if of not in FORMATS)
        for ratio, of in grown:
            print(f"{ratio:5.2f} times the work for twice the text: {of}")
        return
    done = sorted((*seconds(of), of) for of in FAMILIES)
    print("\n".join(f"{took:6.3f} s {of}: {how[:150]}" for took, how, of in done))
    print(f"a plain loop takes {fuzz.pace():.1f} times as long as on an idle machine")


if __name__ == "__main__":
    main(*sys.argv[1:])
