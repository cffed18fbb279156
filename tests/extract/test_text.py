"""The normaliser: what is folded alike, and that every folded letter knows where it came from."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extract.text import clauses, fold, fold_view, sentences, strip_clitics, tokens
from kb.records import Span

LETTERS = st.text(
    st.one_of(
        st.sampled_from("أإآٱاةهىيیئؤكکگڭپچـًَُِّٰ٠۹۵0 \n\t\r\u00a0\u200f\u200cﷲﻻﷺ“”«»’،؛؟–…éÀßİŁ٫"),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("أحمد إلى آخر", "احمد الى اخر"),
        ("مدرسة ومستشفى", "مدرسه ومستشفي"),
        ("الأميركي", "الأمريكي"),
        ("رئيس مؤتمر", "رييس موتمر"),
        ("مُحَمَّـــد", "محمد"),
        ("کی", "كي"),
        ("ٱلرحمٰن", "الرحمن"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("أكادير", "أڭادير"),
        ("١٢ و۳۴", "12 و34"),
        ("École É", "ecole e"),
        ("«قمة» “قمة”", '"قمه" "قمه"'),
        ("l’accord", "l'accord"),
        ("2020–2030", "2020-2030"),
        ("ا\u0654حمد", "أحمد"),
    ],
)
def test_spellings_that_newspapers_mix_fold_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_newlines_and_arabic_punctuation_are_kept() -> None:
    assert fold("أ، ب؛\nج؟") == "ا، ب؛\nج؟"
    assert fold("a\u00a0b\tc") == "a b c"


@given(LETTERS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(LETTERS)
def test_the_view_holds_the_folded_text(text: str) -> None:
    assert fold_view(text).text == fold(text)


@given(LETTERS)
def test_every_folded_letter_is_found_again_in_the_source(text: str) -> None:
    view = fold_view(text)
    for at, letter in enumerate(view.text):
        source = text[view.start(at)]
        assert letter in fold(source) or letter in "يرم"
        assert view.start(at) < view.end(at + 1) <= len(text)


@given(LETTERS)
def test_places_in_the_source_never_run_backwards(text: str) -> None:
    view = fold_view(text)
    starts = [view.start(at) for at in range(len(view.text) + 1)]
    assert starts == sorted(starts)
    assert view.start(len(view.text)) == len(text)
    assert view.end(0) == 0


def test_marks_belong_to_the_letter_before_them_and_controls_to_nobody() -> None:
    text = "قال حَمُّودٌ\u200f ثم"
    view = fold_view(text)
    at = view.text.index("حمود")
    assert view.original(Span(at, at + 4)).of(text) == "حَمُّودٌ"


def test_one_letter_of_the_source_that_became_several_is_taken_whole() -> None:
    view = fold_view("بسم ﷲ هنا")
    at = view.text.index("لله")
    assert view.original(Span(at, at + 3)).of(view.source) == "ﷲ"


def test_an_empty_span_stays_empty() -> None:
    assert fold_view("نص").original(Span(1, 1)) == Span(1, 1)


def test_words_are_told_apart_from_numbers_and_latin() -> None:
    found = [(token.text, token.kind) for token in tokens(fold_view("زار CIA، 3.5 و14 l'État"))]
    assert found == [
        ("زار", "arabic"),
        ("cia", "latin"),
        ("3.5", "number"),
        ("و", "arabic"),
        ("14", "number"),
        ("l", "latin"),
        ("etat", "latin"),
    ]


@given(LETTERS)
def test_tokens_lie_in_order_and_are_the_words_at_their_place(text: str) -> None:
    view, last = fold_view(text), 0
    for token in tokens(view):
        assert token.start >= last
        assert view.text[token.start : token.end] == token.text
        last = token.end


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("حضر الوزير.ثم غادر.", ["حضر الوزير.", "ثم غادر."]),
        ("بلغ 3.5 مليون. وانتهى", ["بلغ 3.5 مليون.", "وانتهى"]),
        ("قال د. سالم ذلك. نعم", ["قال د. سالم ذلك.", "نعم"]),
        ("كتب موقع Example.com الخبر. ثم", ["كتب موقع Example.com الخبر.", "ثم"]),
        ('قال: "نعم." ثم مضى', ['قال: "نعم."', "ثم مضى"]),
        ("هل جاء؟! نعم… لا", ["هل جاء؟!", "نعم…", "لا"]),
        ("سطر أول\nسطر ثان", ["سطر أول", "سطر ثان"]),
        (
            "The minister\n  arrived in Rabat. He left.",
            ["The minister\n  arrived in Rabat.", "He left."],
        ),
        ("Gen. Smith met Mr. Jones. Done", ["Gen. Smith met Mr. Jones.", "Done"]),
        ("He met the U.S. envoy. Fine", ["He met the U.S. envoy.", "Fine"]),
        ("... . \n !", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@given(LETTERS)
def test_sentences_are_in_order_inside_the_text_and_lose_no_word(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert all(at in covered for at, char in enumerate(text) if char.isalnum() and char.isascii())


def test_sentences_of_a_part_stay_inside_it() -> None:
    text = "أول. ثان. ثالث."
    assert [span.of(text) for span in sentences(text, Span(5, 9))] == ["ثان."]


def test_clauses_end_at_commas_but_not_inside_numbers() -> None:
    text = "زار تونس، ثم بلغ 3,5 مليون؛ وعاد"
    parts = [span.of(text) for span in clauses(text, Span(0, len(text)))]
    assert parts == ["زار تونس،", "ثم بلغ 3,5 مليون؛", "وعاد"]


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("وبالرباط", {(0, "وبالرباط"), (1, "بالرباط"), (2, "الرباط")}),
        ("للوزاره", {(0, "للوزاره"), (0, "الوزاره"), (1, "لوزاره")}),
        ("وللمغرب", {(0, "وللمغرب"), (1, "للمغرب"), (1, "المغرب"), (2, "لمغرب")}),
        ("الرباط", {(0, "الرباط")}),
        ("و", {(0, "و")}),
        ("", {(0, "")}),
    ],
)
def test_attached_letters_are_readings_not_decisions(
    word: str, readings: set[tuple[int, str]]
) -> None:
    assert set(strip_clitics(word)) == readings


@pytest.mark.parametrize(
    "text",
    [
        "." * 100_000,
        "و" * 100_000,
        "\u064b" * 100_000,
        '."' * 50_000,
        "\n" * 100_000,
        "1,2." * 25_000,
        "ﷺ" * 20_000,
        " \n" * 50_000,
        "a.b." * 25_000,
        "أ." * 50_000,
    ],
    ids=lambda text: repr(text[:4]),
)
def test_hostile_repetition_takes_linear_time(text: str) -> None:
    start = time.perf_counter()
    view = fold_view(text)
    for token in tokens(view):
        view.original(Span(token.start, token.end))
    for span in sentences(text):
        clauses(text, span)
    assert time.perf_counter() - start < 10


def test_a_letter_outside_every_table_keeps_its_reading() -> None:
    assert unicodedata.category(fold("漢")) == "Lo"
