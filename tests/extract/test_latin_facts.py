"""Posts, events, agreements and speech of French and English articles, from invented sentences."""

from __future__ import annotations

from functools import cache

import pytest

from kb.extract.article import read_bytes
from kb.extract.reading import read
from kb.records import Event, Extraction
from tests.extract.marked import lexicon


@cache
def told(text: str) -> Extraction:
    """What an invented page of one paragraph says, published on Wednesday 20 March 2019."""
    page = f"Harbour news of the week\n\n{text} The ferry ran as it does on every other day."
    side = b'{"published": "2019-03-20"}'
    return read(read_bytes("a.txt", page.encode(), side), lexicon())


def who(event: Event) -> dict[str, str | None]:
    """Roles by the last word of the id."""
    return {one.entity.rsplit("-", 1)[-1]: one.role for one in event.participants}


def events(text: str) -> list[tuple[str, str, set[str], str | None, str | None]]:
    """Type, status, surnames, place and date of the events of a text."""
    found = told(text).events
    return [(e.type, e.status, set(who(e)), e.place, e.date.edtf) for e in found]


def only(text: str) -> tuple[str, str, set[str]]:
    """Type, status and surnames of the one event of a text."""
    [(kind, status, people, _, _)] = events(text)
    return kind, status, people


@pytest.mark.parametrize(
    ("text", "person", "title"),
    [
        ("Fisheries Minister Oskar Brandel arrived.", "brandel", "Fisheries Minister"),
        ("Norway's Trade Minister Oskar Brandel left.", "brandel", "Norway's Trade Minister"),
        ("Oskar Brandel, the minister of trade, left.", "brandel", "minister of trade"),
        (
            "La ministre norvégienne de la Pêche, Astrid Holm, est là.",
            "holm",
            "ministre norvégienne de la Pêche",
        ),
        ("Astrid Holm, ambassadrice de Norvège au Mali, est là.", "holm",
         "ambassadrice de Norvège au Mali"),
    ],
)  # fmt: skip
def test_a_title_before_or_behind_a_name_is_a_post(text: str, person: str, title: str) -> None:
    found = [(p.person.rsplit("-", 1)[-1], p.title) for p in told(text).posts]
    assert found == [(person, title)]


@pytest.mark.parametrize(
    "text",
    ["Former Trade Minister Oskar Brandel spoke.", "L'ancien ministre Oskar Brandel est là.",
     "Then-president Oskar Brandel signed."],
)  # fmt: skip
def test_what_a_person_was_is_a_former_post(text: str) -> None:
    assert [post.status for post in told(text).posts] == ["former"]


def test_an_office_alone_means_the_one_person_of_the_article_who_holds_it() -> None:
    text = "Le ministre malien de la Pêche, Oumar Diko, a parlé. Le ministre de la Pêche est parti."
    [minister] = [e for e in told(text).entities if e.id == "person/oumar-diko"]
    assert [m.surface for m in minister.mentions] == ["Oumar Diko", "ministre de la Pêche"]


@pytest.mark.parametrize(
    "text",
    [
        "Minister Oskar Brandel met President Ana Reyes in Oslo.",
        "Minister Oskar Brandel held talks with President Ana Reyes in Oslo.",
        "Talks between Minister Oskar Brandel and President Ana Reyes took place in Oslo.",
        "Le ministre Oskar Brandel s'est entretenu, lundi à Oslo, avec la présidente Ana Reyes.",
        "Le ministre Oskar Brandel a rencontré à Oslo la présidente Ana Reyes.",
        "Le ministre Oskar Brandel et la présidente Ana Reyes se sont réunis à Oslo.",
        "Le ministre Oskar Brandel a eu un entretien avec la présidente Ana Reyes à Oslo.",
    ],
)
def test_a_meeting_is_told_by_verb_and_by_noun(text: str) -> None:
    [(kind, status, people, place, _)] = events(text)
    assert (kind, status, people, place) == ("meeting", "held", {"brandel", "reyes"}, "place/oslo")


@pytest.mark.parametrize(
    "text",
    [
        "President Ana Reyes received Minister Oskar Brandel.",
        "Minister Oskar Brandel was received by President Ana Reyes.",
        "La présidente Ana Reyes a reçu le ministre Oskar Brandel.",
        "Le ministre Oskar Brandel a été reçu par la présidente Ana Reyes.",
    ],
)
def test_who_receives_is_the_host_in_either_voice(text: str) -> None:
    [event] = told(text).events
    assert who(event) == {"reyes": "host", "brandel": "guest"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Minister Oskar Brandel arrived in Oslo.", "held"),
        ("Minister Oskar Brandel will visit Oslo.", "planned"),
        ("Minister Oskar Brandel is expected on Friday in Oslo.", "planned"),
        ("Le ministre Oskar Brandel est attendu vendredi à Oslo.", "planned"),
        ("Le ministre Oskar Brandel s'est rendu à Oslo.", "held"),
        ("Le ministre Oskar Brandel doit se rendre à Oslo.", "planned"),
        ("La visite du ministre Oskar Brandel à Oslo a été annulée.", "cancelled"),
        ("Officials denied that Minister Oskar Brandel had visited Oslo.", "denied"),
        ("Le ministre Oskar Brandel n'a pas visité Oslo.", "denied"),
    ],
)
def test_a_visit_is_held_planned_cancelled_or_denied(text: str, status: str) -> None:
    assert only(text) == ("visit", status, {"brandel"})


@pytest.mark.parametrize(
    "text",
    [
        "Minister Oskar Brandel wants to meet President Ana Reyes.",
        "Le ministre Oskar Brandel souhaite rencontrer la présidente Ana Reyes.",
        "The Harbour Club met the Island Club and lost. Oil prices received a boost.",
        "Le Wydad a reçu le Raja au stade Mohammed V.",
    ],
)
def test_wishes_and_matches_are_no_events(text: str) -> None:
    assert events(text) == []


def test_a_telephone_makes_a_call() -> None:
    french = "La présidente Ana Reyes s'est entretenue au téléphone avec le ministre Oskar Brandel."
    english = "President Ana Reyes spoke by phone with Minister Oskar Brandel."
    assert only(french) == only(english) == ("call", "held", {"reyes", "brandel"})


def test_each_place_visited_is_a_visit() -> None:
    found = events("Minister Oskar Brandel visited Gabon, Algeria and Libya.")
    assert [place for *_, place, _ in found] == ["place/gabon", "place/algeria", "place/libya"]


def test_objects_of_one_verb_are_not_the_subject_of_the_next() -> None:
    text = "Minister Oskar Brandel met President Ana Reyes and will travel to Oslo."
    visits = [(s, p, w) for k, s, p, w, _ in events(text) if k == "visit"]
    assert visits == [("planned", {"brandel"}, "place/oslo")]


def test_he_is_whoever_the_sentence_before_is_about_and_where_is_its_place() -> None:
    text = (
        "Minister Oskar Brandel flew to Oslo. He then went to Tunis, where he met Envoy Ana Reyes."
    )
    met = [(p, w) for k, _, p, w, _ in events(text) if k == "meeting"]
    assert met == [({"brandel", "reyes"}, "place/tunis")]


def test_one_meeting_told_twice_is_one_event_with_two_pieces_of_evidence() -> None:
    text = (
        "Minister Oskar Brandel met Envoy Ana Reyes in Oslo. "
        "Brandel said his talks with Reyes had been useful."
    )
    [event] = told(text).events
    assert len(event.evidence) == 2


def test_weekdays_are_resolved_towards_the_tense() -> None:
    past = events("Minister Oskar Brandel met Envoy Ana Reyes on Monday.")[0]
    future = events("Le ministre Oskar Brandel rencontrera vendredi la députée Ana Reyes.")[0]
    assert (past[-1], future[-1]) == ("2019-03-18", "2019-03-22")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway and Mali signed a fisheries agreement.", "signed"),
        ("Norway is due to sign a treaty with Mali.", "planned"),
        ("La Norvège et le Mali ont signé un accord de pêche.", "signed"),
        ("Un accord entre la Norvège et le Mali a été annoncé.", "mentioned"),
    ],
)
def test_an_agreement_has_parties_and_a_status(text: str, status: str) -> None:
    [found] = told(text).agreements
    assert (set(found.parties), found.status) == ({"place/norway", "place/mali"}, status)


def test_those_who_met_sign_for_their_countries() -> None:
    text = (
        "Norwegian Fisheries Minister Oskar Brandel met Malian President Ana Reyes in Oslo. "
        "The two leaders signed a memorandum of understanding on fish."
    )
    [found] = told(text).agreements
    assert set(found.parties) == {"place/norway", "place/mali"}


def test_respectively_makes_two_agreements_of_one_sentence() -> None:
    text = "La Norvège et le Mali ont signé des traités de pêche en 1979 et 1994 respectivement."
    found = [(one.parties[0], one.signed.edtf) for one in told(text).agreements]
    assert found == [("place/norway", "1979"), ("place/mali", "1994")]


@pytest.mark.parametrize(
    "text",
    [
        '"The harbour is safe for all of us," Minister Oskar Brandel said.',
        "« Le port est sûr pour nous tous », a déclaré le ministre Oskar Brandel.",
        "Le ministre Oskar Brandel a affirmé : « Le port est sûr pour nous tous ».",
        "'The harbour is safe for all of us,' Minister Oskar Brandel told reporters.",
        "Le ministre Oskar Brandel est là. « Le port est sûr pour tous », a-t-il dit à l'AFP.",
        "Selon le ministre Oskar Brandel, « le port est sûr pour nous tous ».",
    ],
)
def test_a_quotation_has_its_speaker(text: str) -> None:
    found = [(one.speaker, one.direct) for one in told(text).statements]
    assert found == [("person/oskar-brandel", True)]


@pytest.mark.parametrize(
    "text",
    ["Minister Oskar Brandel said that the harbour was safe for everybody.",
     "Le ministre Oskar Brandel a indiqué que le port était sûr pour tous."],
)  # fmt: skip
def test_reported_speech_is_a_statement_that_is_not_direct(text: str) -> None:
    found = [(one.speaker, one.direct) for one in told(text).statements]
    assert found == [("person/oskar-brandel", False)]


def test_terms_in_quotation_marks_are_no_statement() -> None:
    text = 'Le ministre Oskar Brandel a qualifié le port de "lieu sûr".'
    assert told(text).statements == ()


def test_an_agency_that_quotes_or_is_told_is_passed_on() -> None:
    for text in (
        "Reuters quoted Minister Oskar Brandel as saying the harbour was safe for everybody.",
        "Minister Oskar Brandel told Reuters the harbour was safe for everybody.",
        "Le port est sûr, a déclaré à Reuters le ministre Oskar Brandel.",
    ):
        assert [one.entity for one in told(text).heading.passes_on] == ["outlet/reuters"]


def test_organisations_are_known_by_head_words_and_acronyms_by_what_explains_them() -> None:
    text = (
        "Le ministère des Affaires maritimes du Mali et l'Agence malienne du bois (AMB) ont écrit. "
        "L'AMB et le gouvernement norvégien attendent."
    )
    found = {e.id: len(e.mentions) for e in told(text).entities if e.type == "organisation"}
    assert found["organisation/agence-malienne-du-bois"] == 3
    assert "organisation/gouvernement-norvegien" in found


def test_who_is_on_a_visit_at_the_start_of_a_sentence_is_its_subject() -> None:
    found = events("En visite à Rabat, Jean-Yves Le Drian a rencontré Nasser Bourita.")
    assert ("visit", "held", {"drian"}, "place/rabat", None) in found
    assert ("meeting", "held", {"drian", "bourita"}, "place/rabat", None) in found


def test_the_city_of_a_palace_is_where_somebody_is_received() -> None:
    text = "Le roi Mohammed VI a reçu, au Palais royal de Rabat, Jean-Yves Le Drian."
    assert [event[3] for event in events(text)] == ["place/rabat"]
    text = "Nasser Bourita met Antony Blinken at the headquarters of the ministry."
    assert [event[3] for event in events(text)] == [None]


def test_who_took_part_in_a_summit_in_french() -> None:
    assert only("Nasser Bourita a pris part au sommet de Bruxelles.")[0] == "conference"
