"""People of English and French articles."""

from __future__ import annotations

import pytest

from tests.extract.small import entities


def names(text: str) -> list[str]:
    found = entities(text).values()
    return sorted(
        " ".join(next(iter(e.labels.values())).split()) for e in found if e.type == "person"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fisheries Minister Oskar Brandel arrived on Monday.", "Oskar Brandel"),
        ("He will meet Sheikh Hamad bin Rashid\n  al-Murr on Friday.", "Hamad bin Rashid al-Murr"),
        ("L'ambassadeur, M. Jean-Luc Bertot, a quitté la ville.", "Jean-Luc Bertot"),
        ("Selon Claire Vaudin, directrice du port, tout va bien.", "Claire Vaudin"),
    ],
)
def test_capitalised_words_beside_a_title_are_a_person(text: str, name: str) -> None:
    assert names(text) == [name]


def test_a_surname_alone_means_the_person_named_in_full() -> None:
    found = entities("Minister Oskar Brandel spoke. Brandel said the port was safe.")
    assert [m.surface for e in found.values() for m in e.mentions] == ["Oskar Brandel", "Brandel"]


@pytest.mark.parametrize(
    "text", ["FISHERIES MINISTER IN TALKS", "The Northern Fisheries Board met.", "On Monday Oslo"]
)
def test_capitals_alone_are_nobody(text: str) -> None:
    assert names(text) == []
