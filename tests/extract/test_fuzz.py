"""Whatever is given is read, or refused with one clear reason, and soon.

`python -m benchmarks.fuzz 10000` runs the same over as many inputs.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import fuzz
from kb.errors import REASONS
from kb.extract.article import SUFFIXES, read_bytes
from kb.extract.explain import explain
from kb.extract.reading import read

ENDS = {"record", *REASONS} - {"internal"}
SUFFIX = st.sampled_from(SUFFIXES)


def limit() -> float:
    """A second of the processor's time, longer where other processes slow every one down."""
    return fuzz.SECONDS * fuzz.pace()


unhurried = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def test_an_input_of_the_fuzzer_is_made_of_its_number_alone() -> None:
    assert [fuzz.make(number) for number in range(30)] == [fuzz.make(n) for n in range(30)]


def test_the_fuzzer_tells_a_wrong_record_from_a_right_one() -> None:
    found = read(read_bytes("a.txt", fuzz.article(1).encode()), fuzz.lexicon())

    assert list(fuzz.faults(found)) == []
    moved = read(read_bytes("a.txt", b"x" * 40 + fuzz.article(1).encode()), fuzz.lexicon())
    wrong = type(found)(found.article, found.heading, moved.entities, events=moved.events)
    assert list(fuzz.faults(wrong))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 200, 20))
def test_mutated_inputs_give_a_record_or_a_reason_within_a_second(first: int) -> None:
    fuzz.lexicon()
    done = [fuzz.confirmed(fuzz.outcome(number)) for number in range(first, first + 20)]

    assert [one for one in done if one.ended not in ENDS or one.slow] == []


@pytest.mark.slow
@unhurried
@given(SUFFIX, st.binary(max_size=2000))
def test_bytes_of_any_kind_give_a_record_or_a_reason(suffix: str, raw: bytes) -> None:
    assert fuzz.ended(f"a{suffix}", raw) in ENDS


@pytest.mark.slow
@unhurried
@given(SUFFIX, st.text(max_size=2000))
def test_text_of_any_letters_gives_a_record_or_a_reason(suffix: str, text: str) -> None:
    assert fuzz.ended(f"a{suffix}", text.encode("utf-8", "surrogatepass")) in ENDS


@pytest.mark.slow
@unhurried
@given(st.lists(st.sampled_from(fuzz.RUNS), min_size=1, max_size=6), st.integers(1, 1500))
def test_any_words_again_and_again_are_read_in_time(words: list[str], count: int) -> None:
    raw = ("".join(words) * count).encode()[: fuzz.LARGEST]
    start = time.process_time()

    assert fuzz.ended("a.txt", raw.decode("utf-8", "ignore").encode()) in ENDS
    assert time.process_time() - start < limit()


@pytest.mark.slow
@unhurried
@given(st.integers(0, 10_000))
def test_what_can_be_read_can_be_explained(number: int) -> None:
    name, raw = fuzz.make(number)
    if fuzz.ended(name, raw) == "record" and len(raw) < 20_000:
        told = explain(read_bytes(name, raw), fuzz.lexicon())
        assert [line.span for line in told.lines] == sorted(line.span for line in told.lines)
