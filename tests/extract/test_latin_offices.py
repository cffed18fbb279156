"""French and English offices with a rank before the name, or a field that runs into it."""

from __future__ import annotations

import pytest

from tests.extract.test_latin_facts import told


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Le commandant de la Marine norvégienne, le général Oskar Brandel, est là.",
         "commandant de la Marine norvégienne"),
        ("Le chef d'état-major des armées de Norvège, l'amiral Oskar Brandel, est là.",
         "chef d'état-major des armées de Norvège"),
        ("Le ministre norvégien de la Pêche, le lieutenant-général Oskar Brandel, est là.",
         "ministre norvégien de la Pêche"),
        ("Le ministre a reçu à Oslo son homologue norvégien, Oskar Brandel.",
         "homologue norvégien"),
        ("The minister met his Norwegian counterpart Oskar Brandel.", "Norwegian counterpart"),
        ("Gen. Oskar Brandel, commander, U.S. Africa Command, arrived.",
         "commander, U.S. Africa Command"),
        ("Oskar Brandel, deputy commander of U.S. Army Southern Harbour Force, arrived.",
         "deputy commander of U.S. Army Southern Harbour Force"),
        ("The assistant secretary for Northern Fisheries Affairs Oskar Brandel arrived.",
         "assistant secretary for Northern Fisheries Affairs"),
    ],
)  # fmt: skip
def test_an_office_before_a_rank_or_in_capitals_is_a_post(text: str, title: str) -> None:
    assert [(post.person, post.title) for post in told(text).posts] == [
        ("person/oskar-brandel", title)
    ]


def test_the_city_of_a_dateline_is_no_party() -> None:
    text = "OSLO, March 19 (Reuters) - Norway and Mali signed an agreement on fishing on Monday."

    assert [one.parties for one in told(text).agreements] == [("place/norway", "place/mali")]


@pytest.mark.parametrize(
    "text",
    [
        "La Norvège a signé avec le Mali un protocole d'accord sur la pêche lundi.",
        "Norway and Mali will sign a letter of intent on fishing next week.",
        "Un mémorandum d'entente entre la Norvège et le Mali a été signé mardi à Dakar.",
        "Under the pact signed between Oslo and Bamako, the ferries will leave in September.",
    ],
)
def test_parties_stand_before_the_name_or_as_capitals_and_not_where_it_was_signed(
    text: str,
) -> None:
    assert [set(one.parties) for one in told(text).agreements] == [{"place/norway", "place/mali"}]


def test_a_letter_that_is_not_of_intent_is_no_agreement() -> None:
    assert told("Norway and Mali signed a letter about fishing on Monday.").agreements == ()
