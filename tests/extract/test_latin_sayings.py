"""French and English verbs that tell what was said by what they are about."""

from __future__ import annotations

import pytest

from tests.extract.test_latin_facts import told


def said(text: str) -> list[tuple[str, bool, str]]:
    """Surname, whether direct, and the words, of each statement."""
    found = told(text)
    source = found.article.text
    return [(s.speaker.rsplit("-", 1)[-1], s.direct, s.span.of(source)) for s in found.statements]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trade Minister Oskar Brandel stressed the need for new lighthouses.",
         "stressed the need for new lighthouses."),
        ("Trade Minister Oskar Brandel welcomed the new lighthouses and praised their builders.",
         "welcomed the new lighthouses and praised their builders."),
        ("Trade Minister Oskar Brandel denied reports of a new ferry.",
         "denied reports of a new ferry."),
        ("Trade Minister Oskar Brandel called for calm on all ferries.",
         "called for calm on all ferries."),
        ("Trade Minister Oskar Brandel condemned the attack on it and said that it was planned.",
         "condemned the attack on it"),
        ("La ministre norvégienne de la Pêche, Astrid Holm, a salué les efforts des marins.",
         "salué les efforts des marins."),
        ("La ministre norvégienne de la Pêche, Astrid Holm, a appelé au calme dans les ports.",
         "appelé au calme dans les ports."),
        ("La ministre norvégienne de la Pêche, Astrid Holm, s'est félicitée de ces progrès.",
         "félicitée de ces progrès."),
    ],
)  # fmt: skip
def test_what_is_praised_condemned_or_called_for_is_a_statement(text: str, words: str) -> None:
    assert said(text)[0][1:] == (False, words)


@pytest.mark.parametrize(
    "text",
    [
        "Trade Minister Oskar Brandel was praised by all the crews of the ferries.",
        "Trade Minister Oskar Brandel welcomed Fisheries Minister Astrid Holm on the pier.",
        "Trade Minister Oskar Brandel called Fisheries Minister Astrid Holm on Monday.",
        "La ministre norvégienne de la Pêche, Astrid Holm, a appelé le capitaine lundi soir.",
        "The crews of all the ferries praised the new lighthouses.",
    ],
)
def test_who_is_praised_greeted_or_phoned_says_nothing(text: str) -> None:
    assert said(text) == []


def test_who_announces_stands_behind_the_verb_though_another_is_named_before() -> None:
    ((speaker, direct, words),) = said(
        "La ministre norvégienne de la Pêche, Astrid Holm, arrivera jeudi,"
        " a annoncé l'agence Reuters."
    )

    assert (speaker, direct) == ("outlet/reuters", False)
    assert words.endswith("arrivera jeudi")
