"""Seeds as a matcher: word boundaries, attached letters, decoys, adjectives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extract.lexicon import Lexicon
from kb.extract.stream import key, stream
from kb.seedtables import Seeds
from tests.extract.small import LEXICON, row


def found(text: str, lexicon: Lexicon = LEXICON) -> list[tuple[str | None, str]]:
    zone = stream(text)
    return [
        (hit.value.id, zone.span(hit.first, hit.last, hit.skip).of(text))
        for hit in lexicon.match(zone)
    ]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("وصل إلى زمبلا أمس", "زمبلا"),
        ("وزمبلا ترحب", "زمبلا"),
        ("بزمبلا", "زمبلا"),
        ("زيارة لزمبلا", "زمبلا"),
        ("زَمْبْلا", "زَمْبْلا"),
    ],
)
def test_attached_letters_and_marks_do_not_hide_a_name(text: str, surface: str) -> None:
    assert found(text) == [("place/zembla", surface)]


def test_the_article_that_lam_swallows_stays_in_the_surface() -> None:
    assert found("زيارة للبلدة وللمرسى") == [("place/balda", "للبلدة"), ("place/marsa", "للمرسى")]


@pytest.mark.parametrize("text", ["زمبلاوي", "أزمبلا", "جزمبلا"])
def test_a_name_inside_another_word_is_none(text: str) -> None:
    assert found(text) == []


def test_the_longest_name_wins_over_the_one_inside_it() -> None:
    assert found("سفارة روريتانيا بالبلدة تنفي") == [
        ("organisation/embassy-balda", "سفارة روريتانيا بالبلدة")
    ]


def test_a_decoy_keeps_its_words_unmatched() -> None:
    assert found("عناصر الروابي") == [("organisation/rawabi", "الروابي")]
    assert found("نزهة في الروابي الخضراء") == []


def test_quotation_marks_part_no_name_and_are_closed_with_it() -> None:
    text = "نشرت وكالة «البرق» خبرا"
    assert found(text) == [("outlet/barq", "وكالة «البرق»")]


def test_a_surname_is_found_with_and_without_the_article() -> None:
    assert found("سليم وردي")[0][0] == found("سليم الوردي")[0][0] == "person/salim-wardi"


def test_abd_is_one_word_or_two() -> None:
    lexicon = Lexicon.build(Seeds((row("person", "x", "عبد الوارث نجم"),), ()))
    assert found("عبدالوارث النجم", lexicon) == [("person/x", "عبدالوارث النجم")]


def test_latin_acronyms_must_be_capitals() -> None:
    assert found("وحدات DGCS")[0][0] == "organisation/coast-office"
    assert found("dgcs") == []


@pytest.mark.parametrize("word", ["زمبلي", "الزمبلية", "زمبليون", "زمبليين"])
def test_an_adjective_tells_the_country(word: str) -> None:
    assert LEXICON.country(key(word)) == "place/zembla"


def test_a_country_comes_before_its_capital_of_the_same_name() -> None:
    rows = (
        row("place", "aa-city", "نورا", kind="city"),
        row("place", "nora", "نورا", kind="country"),
    )
    assert Lexicon.build(Seeds(rows, ())).find("نورا") == "place/nora"


def test_outlets_are_known_by_name_and_domain() -> None:
    assert LEXICON.outlet("المرسى اليوم") == LEXICON.outlet("marsa.example") == "outlet/marsa-today"
    assert LEXICON.outlet("سليم الوردي") is None


def test_labels_links_and_rows_are_there_for_seeds_only() -> None:
    assert LEXICON.labels("place/zembla") == {"ar": "زمبلا"}
    assert LEXICON.wikidata("person/karl-boros") == "Q1"
    assert LEXICON.labels("place/nowhere") == {}
    assert LEXICON.seed(None) is None


@given(st.text(alphabet='اأبلوزمفيهةى سعد،\n"()-', max_size=120))
def test_every_hit_lies_in_the_text(text: str) -> None:
    for _, surface in found(text):
        assert surface.strip()
        assert surface in text
