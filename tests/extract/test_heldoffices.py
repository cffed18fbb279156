"""Who holds an office, by the words that name it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.extract.heldoffices import HeldOffices

WORDS = st.frozensets(st.sampled_from("abcde"), min_size=1, max_size=4)
HELD = st.dictionaries(st.sampled_from(("person/x", "person/y", "person/z")), st.sets(WORDS))


@given(HELD, WORDS)
def test_the_people_found_are_those_that_going_over_all_offices_would_find(
    held: dict[str, set[frozenset[str]]], words: frozenset[str]
) -> None:
    offices = HeldOffices.of(held)

    assert offices.of_all(words) == {p for p, own in held.items() if any(words <= o for o in own)}
    assert offices.of_some(words) == {
        p for p, own in held.items() if any(o <= words and len(o) > 1 for o in own)
    }


def test_the_minister_of_energy_is_meant_by_fewer_and_by_more_words() -> None:
    offices = HeldOffices.of({"person/x": [frozenset({"minister", "energy"})]})

    assert offices.of_all({"minister"}) == {"person/x"}
    assert offices.of_some({"minister", "energy", "water"}) == {"person/x"}
    assert offices.of_some({"minister"}) == set()
