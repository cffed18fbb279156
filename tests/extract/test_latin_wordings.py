"""Further wordings of events in French and English: days, places, plans and who is meant."""

from __future__ import annotations

import pytest

from tests.extract.marked import events
from tests.extract.told import check

A = "[person/salem|Salem Amri]"
B = "[person/nabil|Nabil Rawi]"
C = "[person/laila|Laila Chafii]"
P = "[place/paris|Paris]"
R = "[place/rabat|Rabat]"
M = "[place/morocco|Morocco]"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"{A} is scheduled to meet {B} in {P} on March 25.", "meeting|planned|*|paris|2019-03-25"),
        (f"{A} plans to visit {M} in April.", "visit|planned|salem|morocco|2019-04"),
        (f"{A} paid a visit to {M} in February.", "visit|held|salem|morocco|2019-02"),
        (f"In {P} on Oct. 3, 2018, {A} met with {B}.", "meeting|held|*|paris|2018-10-03"),
        (f"{A} concluded a three-day visit to {M} on Sunday.", "visit|held|*|morocco|2019-03-17"),
        (f"{A} entame dimanche une visite officielle à {P}.", "visit|planned|*|paris|2019-03-24"),
        (f"{A} a entamé dimanche une visite officielle à {P}.", "visit|held|*|paris|2019-03-17"),
        (
            f"{A} met {B} in {P} on Sunday.\nThe following day he visited {R}.",
            "meeting|held|*|paris|2019-03-17; visit|held|salem|rabat|2019-03-18",
        ),
        (
            f"{A} a rencontré {B} dimanche à {P}.\nLe même jour, {A} a reçu {C}.",
            "meeting|held|nabil+salem|paris|2019-03-17; meeting|held|laila+salem|*|2019-03-17",
        ),
    ],
)
def test_days_are_read_as_each_language_writes_them(sentence: str, expected: str) -> None:
    check(events(sentence), expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"In {P}, {A} discussed security with {B}.", "meeting|held|nabil+salem|paris"),
        (f"A {M} team met {A} and {B}.", "*|held|nabil+salem|"),
        (f"{A} discussed the future of {B}.", ""),
        (f"{A} a discuté avec {B} de la coopération.", "meeting|held|nabil+salem"),
        (f"{A} sat down with {B} in {P}.", "meeting|held|nabil+salem|paris"),
        (f"{A} welcomed {B} to {R}.", "meeting|held|nabil+salem|rabat"),
        (f"{A} spoke with {B} by telephone.", "call|held|nabil+salem|"),
        (f"{A} spoke with {B}.", ""),
        (f"{A} a conféré par visioconférence avec {B}.", "call|held|nabil+salem|"),
        (f"Entretien à {R} entre {A} et {B}.", "meeting|held|nabil+salem|rabat"),
        (
            f"{A} et {B} ont coprésidé à {R} la session de la commission mixte.",
            "conference|held|nabil+salem|rabat",
        ),
        (
            f"During a visit to {P}, {A} met {B}.",
            "visit|held|salem|paris; meeting|held|nabil+salem",
        ),
        (
            f"{A} is set to travel to {P} on Wednesday for talks with {B}.",
            "visit|planned|salem|paris|2019-03-20; meeting|planned|nabil+salem",
        ),
        (f"{A}'s visit to {M} was canceled.", "visit|cancelled|salem|morocco"),
        (
            (
                f"{A} avait eu, lundi dernier, un entretien téléphonique avec {B}, consacré à la "
                "réunion de haut niveau, prévue en avril."
            ),
            "call|held|nabil+salem||2019-03-11",
        ),
        (f"{A} was received in {R} by {B}, and {C} met the press.", "meeting|held|nabil+salem|*"),
    ],
)
def test_each_wording_tells_of_its_events_and_of_no_other(sentence: str, expected: str) -> None:
    check(events(sentence), expected)
