from __future__ import annotations

import pytest

from kb.records import Statement
from tests.extract.marked import facts, marked

A = "[person/salem|سالم العمري]"
B = "[person/nabil|نبيل الراوي]"
NOTE = "[communique/note|بلاغ]"
DAILY = "[outlet/daily|جريدة الأفق]"


def told(source: str) -> list[tuple[str, bool, str]]:
    """Speaker, whether direct, and the words, of each statement."""
    text = marked(source)[0].text
    return [(s.speaker, s.direct, s.span.of(text)) for s in facts(source).statements]


def only(source: str) -> Statement:
    (found,) = facts(source).statements
    return found


@pytest.mark.parametrize(
    "source",
    [
        f'قال {A} "سنعمل معا من أجل السلام".',
        f"قال {A}: «سنعمل معا من أجل السلام».",
        f"وأكد {A} أن “سنعمل معا من أجل السلام”.",
        f"أوضح {A}، وزير العدل، في تصريح صحفي، “سنعمل معا من أجل السلام”.",
        f"{A}، وزير العدل، وضع ذلك “في إطار العمل من أجل السلام”.",
    ],
)
def test_a_quotation_is_direct_speech_of_whoever_is_said_to_speak(source: str) -> None:
    ((speaker, direct, words),) = told(source)

    assert (speaker, direct) == ("person/salem", True)
    assert words[0] in '"«“'
    assert words[-1] in '"»”'


def test_reported_speech_begins_with_that_and_ends_with_the_sentence() -> None:
    assert told(f"أكد {A} أن التعاون مهم.") == [("person/salem", False, "أن التعاون مهم.")]


def test_speech_with_a_few_quoted_words_is_reported_speech() -> None:
    source = f'أكد {A} أن العلاقات مع الجيران وصلت إلى مستوى "رفيع جدا حقا" في كل المجالات المهمة.'

    assert only(source).direct is False


def test_who_speaks_on_without_being_named_is_the_one_before() -> None:
    found = told(f"قال {A} إن الأمر صعب. وأضاف أن الحل قريب، مشيرا إلى أن الحوار بدأ.")

    assert [speaker for speaker, _, _ in found] == ["person/salem"] * 3


def test_same_source_is_the_communique_and_not_the_person_named_last() -> None:
    found = told(
        f"ذكر {NOTE} أن اللقاء ناجح. وقال {A} إنه سعيد بهذا كله. وأضاف البلاغ أن العمل متواصل."
    )

    assert [speaker for speaker, _, _ in found] == [
        "communique/note",
        "person/salem",
        "communique/note",
    ]


def test_an_aside_attributes_its_whole_sentence() -> None:
    source = f"تمثل الخطة، يقول {A}، خطوة كبيرة إلى الأمام."

    assert told(source) == [
        ("person/salem", False, "تمثل الخطة، يقول سالم العمري، خطوة كبيرة إلى الأمام.")
    ]


def test_according_to_attributes_the_sentence_to_its_source() -> None:
    found = only(f"ويثبت ذلك، حسب {NOTE}، نجاح حملة التشجير في المدينة.")

    assert found.speaker == "communique/note"


def test_what_an_agency_passes_on_keeps_both_speaker_and_agency() -> None:
    found = only(f"نقلت {DAILY} عن {A} أن المفاوضات مستمرة.")

    assert (found.speaker, found.attributed_to) == ("person/salem", "outlet/daily")


def test_an_unknown_speaker_is_not_taken_for_the_one_before() -> None:
    found = told(f"قال {A} إن الأمر صعب. وقال متحدث باسم الشركة إن الأمر سهل.")

    assert [speaker for speaker, _, _ in found] == ["person/salem"]


def test_names_in_quotation_marks_are_no_statements() -> None:
    assert told('تنظم مناورات "الأسد الكبير الأول" كل سنة.') == []


def test_a_quotation_never_closed_ends_with_its_sentence_and_one_within_another_belongs_to_it() -> (
    None
):
    ((_, _, words),) = told(f"وأكد {A} أن “السوق صارت في نظر الناس “بيتا مغلقا”، وهذا خطير.")

    assert words.startswith("“السوق")
    assert words.endswith("خطير.")


def test_a_paragraph_between_two_of_one_outlet_goes_on_with_its_report() -> None:
    found = told(
        f"ذكرت {DAILY} أن اللقاء ناجح.\nوالتقى {A} ب{B} مرة أخرى.\nوقالت {DAILY} إن العمل متواصل."
    )

    assert ("outlet/daily", False, "والتقى سالم العمري بنبيل الراوي مرة أخرى.") in found


def test_the_outlet_whose_report_is_told_is_passed_on_with_the_words_that_say_so() -> None:
    source = f"ذكرت {DAILY} أن اللقاء ناجح."
    (passed,) = facts(source).passes_on

    assert passed.entity == "outlet/daily"
    assert passed.evidence[0].of(marked(source)[0].text).startswith("ذكرت")
