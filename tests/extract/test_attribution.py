"""Whose a quotation is: by the verb before or behind it, by its sentence, by "as he put it"."""

from __future__ import annotations

import pytest

from tests.extract.marked import facts, marked

A = "[person/miloud|ميلود الجندوبي]"
B = "[person/rabah|رابح الراوي]"
OPEN = '"الجسر الجديد يربط بين ضفتي الوادي"'


def speakers(source: str) -> list[str]:
    """The speakers of the quotations of a text, in order."""
    text = marked(source)[0].text
    found = facts(source).statements
    return [one.speaker for one in found if one.direct and one.span.of(text)[0] in '"«']


@pytest.mark.parametrize(
    "source",
    [
        f"قال رئيس بلدية المرج {A} {OPEN}.",
        f"{OPEN}، يقول {A}، وهو رئيس البلدية.",
        f"{OPEN}، هكذا لخص {A} موقفه.",
        f"سيكون الجسر {OPEN}، كما قال {A}.",
        f"سيكون الجسر {OPEN}، بحسب ما قاله {A}.",
        f"سيكون الجسر {OPEN}، حسب تعبير وزير النقل {A}.",
        f"وصف وزير النقل {A} المشروع ب{OPEN}.",
        f"غرد {A} قائلا {OPEN}.",
        f"تساءل {A} {OPEN}.",
        f"رد {A} بالقول: {OPEN}.",
        f"رفض {A} {OPEN}.",
        f"من جهته، ثمن {A} {OPEN}.",
        f"حذر {A} من {OPEN}.",
        f"كما بين وزير النقل {A} أن {OPEN}.",
        f"وعبر {A} ل{B} عن {OPEN}.",
        f"وجاء في رسالة {A}: {OPEN}.",
        f"استقبل {A} السكان وحدثهم، مجددا {OPEN}.",
        f"وقال المتحدث باسم البلدية {A} للصحفيين {OPEN}.",
        f"وبالنسبة إلى {A} {OPEN}.",
        f"وأكد كل من {A} و{B} {OPEN}.",
    ],
)
def test_a_quotation_is_of_the_one_whose_verb_stands_by_it(source: str) -> None:
    assert speakers(source) == ["person/miloud"]


@pytest.mark.parametrize(
    "onward",
    [
        f"وأردف: {OPEN}.",
        f"واسترسل المسؤول نفسه {OPEN}.",
        f"ومضى يقول: {OPEN}.",
        f"وبين أن {OPEN}.",
        f"{OPEN}، أضاف المسؤول.",
        f"وسيكون الجسر {OPEN}، على حد تعبيره.",
    ],
)
def test_one_who_goes_on_speaking_need_not_be_named_again(onward: str) -> None:
    assert speakers(f"قال {A} إن الأشغال انتهت. {onward}") == ["person/miloud"]


def test_a_speaker_who_acts_first_and_speaks_during_it_is_the_subject_of_his_sentence() -> None:
    source = f"عقد وزير النقل، {A}، لقاء صحفيا مع {B}، أكد خلاله أنه {OPEN}."

    assert speakers(source) == ["person/miloud"]


def test_all_quotations_in_what_one_says_are_his() -> None:
    source = f"قال {A} إن الوضع صعب جدا في كل القرى لكن {OPEN} وإن العمل {OPEN} في كل حال."

    assert speakers(source) == ["person/miloud", "person/miloud"]


def test_quoted_words_of_a_body_are_of_the_person_who_passes_them_on() -> None:
    body = "[organisation/council|مجلس الوادي]"
    source = f"أعرب {body} عن رغبته في {OPEN} بحسب ما قال {A}."

    assert speakers(source) == ["person/miloud"]


def test_between_two_things_is_no_speech_and_a_mark_that_only_closes_opens_nothing() -> None:
    assert speakers(f"اختار {A} بين الجسر و{OPEN}.") == ["person/miloud"]
    assert facts(f"مشى {A} بين الجسر والوادي أن ذهب.").statements == ()
    assert speakers(f'هكذا انتهى كلام الناس" ثم غادر {A} المدينة كلها مع أهله جميعا.') == []


def test_the_adjective_of_a_country_tells_the_holder_of_an_office() -> None:
    from kb.extract.incumbents import holders
    from kb.extract.nodes import read_sentences
    from kb.records import Post, Span

    clean, entities = marked(f"عاد {A}. غادر وزير النقل المصري أمس.")
    post = Post(
        "person/miloud", "وزير نقل جمهورية مصر العربية", None, "held", Span(0, 3), "invented"
    )
    nodes = read_sentences(clean, entities)[1].nodes[1:4]
    found = holders([post], entities).of(nodes)

    assert found is not None
    assert found.id == "person/miloud"
