"""Verbs that tell of speech without "that", and words of speech on either side of a quotation."""

from __future__ import annotations

import pytest

from tests.extract.marked import facts, marked

A = "[person/salem|سالم العمري]"
B = "[person/nabil|نبيل الراوي]"
BODY = "[organisation/board|هيئة الأنهار]"


def told(source: str, headline: str = "") -> list[tuple[str, bool, str]]:
    """Speaker, whether direct, and the words, of each statement."""
    text = marked(source, headline)[0].text
    return [(s.speaker, s.direct, s.span.of(text)) for s in facts(source, headline).statements]


@pytest.mark.parametrize(
    "verb",
    [
        "أعرب {} عن ارتياحه لسير الأشغال.",
        "وثمن {} جهود العاملين في الميناء.",
        "وحذر {} من تأخر بناء السدود.",
        "أدان {} الهجوم على القافلة.",
        "ونفى {} وجود أي خلاف مع الجيران.",
        "ودعا {} إلى حماية الغابات.",
        "وأشار {} إلى تراجع منسوب الأنهار.",
        "ولفت {} إلى أهمية الحوار بين الجيران.",
        "كشف {} عن خطة جديدة لحماية الغابات.",
        "أعلن {}، أمس، انطلاق الأشغال في الميناء.",
        "وأكد {}، بدوره، متانة العلاقات بين الجيران.",
    ],
)
def test_a_verb_with_what_it_is_about_tells_what_was_said(verb: str) -> None:
    source = verb.format(A)

    assert told(source) == [("person/salem", False, marked(source)[0].text)]


@pytest.mark.parametrize(
    "source",
    [
        f"دعا {A} الوزير {B} إلى مأدبة عشاء.",
        f"ودعا {A} في مارس وزراء خارجية الجوار إلى العاصمة.",
        f"دعا {A} رئيس الحكومة للقيام بزيارة رسمية.",
        f"ولم يؤكد {A} موعد الزيارة بعد.",
        f"سافر {A} إلى العاصمة. ولفتت الأنظار طائرته الجديدة هناك.",
        f"سافر {A} إلى العاصمة. وأعلنت هناك نتائج المسابقة الكبرى.",
    ],
)
def test_an_invitation_and_what_nobody_named_says_are_no_statements(source: str) -> None:
    assert told(source) == []


def test_a_verb_within_a_quotation_of_somebody_else_makes_nobody_speak() -> None:
    source = f'قال {A} إن "إعلان {BODY} حين كشفت {BODY} عن خطتها كان متأخرا جدا".'

    assert [speaker for speaker, _, _ in told(source)] == ["person/salem"]


def test_quotations_on_either_side_of_the_verb_are_of_one_speaker() -> None:
    source = f'"النهر ملك لكل جيرانه"، يقول {A}، "ولن نبني السدود وحدنا أبدا".'

    assert told(source) == [
        ("person/salem", True, '"النهر ملك لكل جيرانه"'),
        ("person/salem", True, '"ولن نبني السدود وحدنا أبدا"'),
    ]


def test_a_quotation_before_its_verb_is_kept_where_the_sentence_goes_on_speaking() -> None:
    source = f"“لم يعد النهر حدودا بيننا”، يضيف {A}، الذي شدد على أن “الحوار وحده ينفع”."

    assert [words for _, _, words in told(source)] == [
        "“لم يعد النهر حدودا بيننا”",
        "“الحوار وحده ينفع”",
    ]


def test_whose_words_the_media_passed_on_is_not_taken_for_a_new_speaker() -> None:
    source = f'ودعا {A} الذي نقلت وسائل إعلام كلامه، إلى "حماية الغابات من الحرائق".'

    assert told(source) == [("person/salem", False, marked(source)[0].text)]
