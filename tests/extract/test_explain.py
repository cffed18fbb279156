"""What `kb explain` shows: everything found with its rule, everything passed over with a reason."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import growth
from benchmarks.generate import article as invented
from kb.extract.article import read_bytes
from kb.extract.explain import Explanation, explain
from kb.extract.explained import as_json, lines, quoted
from kb.extract.lexicon import Lexicon
from kb.extract.reading import read, reading
from kb.extract.trace import note, noting
from kb.records import Span
from tests.extract.marked import lexicon
from tests.extract.small import LEXICON

MEETING = (
    "استقبل ناصر بوريطة، وزير الخارجية المغربي، يوم الاثنين 4 مارس 2019 بالرباط، سالم الودغيري، "
    'مدير وكالة المياه، وقال الودغيري إن "العمل المشترك يتقدم بخطى ثابتة".'
)
SIDE = {"headline": "عنوان مخترع للتجربة", "published": "2019-03-18"}


def told(
    text: str, published: str | None = "2019-03-18", seeds: Lexicon | None = None
) -> Explanation:
    """The explanation of an invented text with a headline."""
    side = {**SIDE, "published": published}
    raw = f"{SIDE['headline']}\n{text}\n".encode()
    article = read_bytes("a.txt", raw, json.dumps(side).encode())
    return explain(article, seeds or lexicon())


def passed(text: str, kind: str, **more: str | None) -> dict[str, str]:
    """Words passed over and why, of one kind."""
    found = told(text, **more)  # type: ignore[arg-type]
    return {one.words: one.why for line in found.lines for one in line.passed if one.kind == kind}


# ---- what was found ------------------------------------------------------------------------
def test_a_sentence_shows_names_date_post_event_and_statement_with_their_rules() -> None:
    line = told(MEETING).lines[-1]

    rules = {one.entity: one.mention.rule for one in line.names}
    assert rules["person/nasser-bourita"] == "name"
    assert [(one.kind, one.value.edtf) for one in line.dates] == [("day", "2019-03-04")]
    assert {post.person for post in line.posts} >= {"person/nasser-bourita"}
    (event,) = line.events
    assert (event.type, event.status, event.place, event.rule) == (
        "meeting", "held", "place/rabat", "استقبل",
    )  # fmt: skip
    assert [one.direct for one in line.statements] == [True]


def test_every_sentence_is_shown_once_in_the_order_of_the_text() -> None:
    found = told(f"{MEETING}\nوانتهى اليوم بلا بلاغ آخر. ثم عاد الجميع إلى مكاتبهم في هدوء تام.")

    assert [line.headline for line in found.lines] == [True, False, False, False]
    assert [line.span for line in found.lines] == sorted(line.span for line in found.lines)
    assert all(line.text == line.span.of(found.article.text) for line in found.lines)


def test_explaining_reads_as_extracting_does() -> None:
    article = read_bytes("a.txt", invented(3).encode())
    found = explain(article, lexicon())
    plain = read(article, lexicon())

    assert found.heading == plain.heading
    assert {e.id for line in found.lines for e in line.events} == {e.id for e in plain.events}
    assert [m for line in found.lines for m in line.names] + list(found.outside)
    with noting():
        assert reading(article, lexicon()).extraction == plain


# ---- what was passed over ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("sentence", "word", "why"),
    [
        ("بحث ناصر بوريطة ملف المياه في كل جوانبه.", "بحث", "neither with whom nor where"),
        ("دعا ناصر بوريطة إلى عقد اجتماع مع لويد أوستن.", "عقد", "only wished for"),
        ("عقد ناصر بوريطة اجتماعا مطولا في المساء.", "عقد", "only one party"),
        ("أجرى ناصر بوريطة مقابلة مع قناة فرنسية.", "أجرى", "an interview is no meeting"),
        ("ودام هذا اللقاء ساعتين كاملتين.", "اللقاء", "points back"),
        ("انعقد لقاء طويل أمس.", "انعقد", "nobody is named"),
    ],
)
def test_an_event_word_that_made_no_event_says_why(sentence: str, word: str, why: str) -> None:
    assert why in passed(sentence, "event").get(word, "nothing")


@pytest.mark.parametrize(
    ("sentence", "kind", "word", "why"),
    [
        ("Fisheries Minister Oskar Brandel met in the evening.", "event", "met", "only one party"),
        ("He should meet with Astrid Holm of the ferries.", "event", "meet", "only wished for"),
        ("Officials held a meeting of some length.", "event", "meeting", "nobody is named"),
        ("Trade Minister Oskar Brandel visited.", "event", "visited", "no place that is named"),
        ("Trade Minister Oskar Brandel attended a dinner.", "event", "attended", "no conference"),
        ("Read also: the harbour is closed.", "event", "Read also", "another story"),
        ("A cooperation agreement may come.", "agreement", "cooperation agreement", "too little"),
        ("“The sea is open to all,” somebody wrote.", "statement",
         "“The sea is open to all,”", "nobody who is named"),
        ("The energy minister of Norway left.", "office", "energy minister of Norway",
         "nobody is named for it"),
        ("Le ministre norvégien de la Pêche est là.", "office", "ministre norvégien de la Pêche",
         "nobody is named for it"),
        ("Le ministre norvégien Oskar Brandel a rencontré la presse.", "event", "rencontré",
         "only one party"),
    ],
)  # fmt: skip
def test_a_latin_sentence_says_what_it_passed_over_and_why(
    sentence: str, kind: str, word: str, why: str
) -> None:
    page = f"Harbour news of the week\n\n{sentence} The ferry ran as it does on every day.\n"
    found = explain(read_bytes("a.txt", page.encode()), lexicon())
    said = {one.words: one.why for line in found.lines for one in line.passed if one.kind == kind}

    assert why in said.get(word, "nothing")


def test_a_headline_without_names_says_that_nothing_below_fits() -> None:
    raw = "لقاء رفيع حول المياه\nسقطت أمطار غزيرة على السواحل الشمالية طوال ليلة أمس كلها.\n"
    found = explain(read_bytes("a.txt", raw.encode()), lexicon())

    assert "headline without names" in found.lines[0].passed[0].why


def test_a_relative_date_without_day_of_publication_says_so() -> None:
    assert "day of publication" in passed("وصل الوفد أمس.", "date", published=None)["أمس"]


def test_a_hijri_date_is_not_converted() -> None:
    found = passed("صدر البلاغ يوم 12 رمضان 1440 في العاصمة.", "date")

    assert any("Hijri" in why for why in found.values())


def test_a_date_in_the_name_of_a_street_is_no_date() -> None:
    found = passed("تجمع السكان في شارع 20 غشت قرب الميناء.", "date")

    assert found == {"20 غشت": "part of a name here, no date"}


def test_an_office_without_a_holder_is_shown() -> None:
    assert "nobody is named" in passed("وصل وزير الفلاحة إلى القرية.", "office")["وزير الفلاحة"]


def test_decoys_are_shown() -> None:
    found = passed("زرع الفلاحون الروابي الخضراء هذا العام.", "name", seeds=LEXICON)

    assert found["الروابي الخضراء"] == "a decoy of the seed tables"


def test_a_first_name_alone_and_a_street_named_after_somebody_are_shown() -> None:
    assert "another word too" in passed("وصل هشام، ثم غادر.", "name")["هشام"]
    assert "named so after" in passed("أغلق شارع هشام الودغيري أمس.", "name")["هشام"]


def test_a_name_that_another_rule_found_is_not_passed_over() -> None:
    assert "الودغيري" not in passed(MEETING, "name")


def test_capitalised_words_that_no_rule_takes_are_shown() -> None:
    found = passed("وقعت الشركة عقدا مع Zorblat Systems في المساء.", "name")

    assert found == {"Zorblat Systems": "capitalised, but in no table and beside no title"}


def test_a_quotation_of_nobody_is_shown() -> None:
    found = passed('كتب على الجدار "نريد ماء نقيا في كل بيت" بخط عريض.', "statement")

    assert any("nobody" in why or "not known" in why for why in found.values())


def test_an_agreement_that_could_be_any_says_so() -> None:
    assert any(
        "too little" in why for why in passed("تحدث الجميع عن اتفاقية.", "agreement").values()
    )


# ---- the page ------------------------------------------------------------------------------
def test_the_page_around_the_article_is_shown_with_reasons() -> None:
    page = f"""عنوان مخترع للتجربة
سالم الكاتب
{MEETING}
وتواصل العمل في الأيام الموالية بين فرق البلدين على ملف المياه وحده دون غيره.
أضف تعليقا
اكتب رأيك هنا
"""
    found = explain(read_bytes("a.txt", page.encode()), lexicon())
    shown = {part.span.of(found.article.text): (part.zone, part.why) for part in found.parts}

    assert shown["عنوان مخترع للتجربة"] == ("headline", "the first line above the body")
    assert shown["أضف تعليقا"] == ("noise", "ends the article: a form or a footer")
    assert shown["اكتب رأيك هنا"] == ("noise", "below the end of the article")


# ---- notes ---------------------------------------------------------------------------------
def test_notes_are_taken_only_within_noting_and_cost_no_span_outside() -> None:
    def span() -> Span:
        raise AssertionError("made for nobody")

    note("name", "why", span)
    with noting() as notes:
        note("name", "why", Span, 1, 2)
        with noting() as inner:
            note("date", "other", Span, 3, 4)
    note("name", "why", span)

    assert [(one.span, one.why) for one in notes] == [(Span(1, 2), "why")]
    assert [one.span for one in inner] == [Span(3, 4)]


# ---- shown ---------------------------------------------------------------------------------
@given(st.text(max_size=300))
def test_words_of_an_article_cannot_steer_the_screen(words: str) -> None:
    shown = quoted(words)

    assert (shown[0], shown[-1]) == ("\u2068", "\u2069")
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in shown[1:-1])
    assert "\n" not in shown


def test_the_lines_show_what_the_records_hold() -> None:
    shown = "\n".join(lines(told(MEETING)))

    for word in (
        "person/nasser-bourita",
        "2019-03-04",
        "meeting held",
        "[\u2068استقبل\u2069]",
        "direct",
    ):
        assert word in shown


def test_the_json_is_json_and_leaves_the_text_out() -> None:
    found = json.loads(json.dumps(as_json(told(MEETING))))

    assert set(found) == {"article", "heading", "parts", "outside", "lines"}
    assert set(found["article"]) == {"file", "sha256"}
    assert found["lines"][-1]["dates"][0]["value"]["earliest"] == "2019-03-04"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 2500), st.integers(0, 2500))
def test_what_is_passed_over_stands_where_it_is_said_to(number: int, first: int, size: int) -> None:
    text = invented(number)[first : first + size] + " نص"
    found = explain(read_bytes("a.txt", text.encode()), lexicon())

    for line in found.lines:
        for one in line.passed:
            assert one.words == one.span.of(found.article.text)
            assert line.span.start <= one.span.start < line.span.end
            assert one.why


def test_an_explanation_grows_with_its_article_and_not_with_its_square() -> None:
    def steps(times: int) -> int:
        article = read_bytes("a.txt", (f"{MEETING}\n" * times).encode())
        return growth.counted(lambda: explain(article, lexicon()))

    steps(24)
    assert steps(24) < 2.5 * steps(12)
