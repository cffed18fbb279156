"""Articles about other things: sport and economy put the verbs of diplomacy to other uses."""

from __future__ import annotations

import pytest

from kb.extract.article import read_bytes
from kb.extract.reading import read
from kb.records import Event, Extraction
from tests.extract.marked import lexicon

SPORT = (
    "التقى المنتخب المغربي نظيره الزامبي في مباراة ودية مساء السبت بالرباط.",
    "واستقبل الحارس ياسين المالكي هدفين في الشوط الأول.",
    "وقال المدرب وليد الشرقاوي إن اللقاء كان صعبا.",
    "ويستقبل الرجاء الرياضي ضيفه نادي الجيش الملكي يوم الأحد المقبل بملعب محمد الخامس.",
    "ووقع اللاعب سفيان البقالي عقدا يمتد ثلاث سنوات مع نادي اتحاد طنجة.",
    "وجمعت قمة الجولة الوداد بنهضة بركان وانتهت بالتعادل.",
    "والتقى رافاييل نادال بخصمه نوفاك ديوكوفيتش في نهائي الدورة.",
    "وأجرى المدرب حسن الناصري محادثات مع اللاعب كريم العلوي بشأن تجديد عقده.",
    "وزار اللاعب كريم العلوي مرمى الخصم ثلاث مرات.",
    "وسيواجه الفريق في لقاء الإياب فريق الأهلي المصري بالقاهرة يوم 12 أبريل.",
    "وعقد نادي الوداد اتفاقا مع المهاجم سالم البوعزاوي لضمه.",
    "وحل الفريق الزائر بالدار البيضاء يوم الجمعة، وحضر المدرب وليد الشرقاوي ندوة صحفية.",
    "قاد المهاجم أيمن الكعبي منتخب بلاده للفوز على ضيفه منتخب مالي.",
)
ECONOMY = (
    "عقد مجلس بنك المغرب اجتماعه الفصلي يوم الثلاثاء وقرر تثبيت سعر الفائدة.",
    "وسجلت الصادرات ارتفاعا بنسبة 4 في المائة خلال الفصل الأول من 2019.",
    "ووقعت الشركة اتفاقية قرض مع البنك الشعبي بقيمة مليار درهم.",
    "واجتمع المساهمون في الشركة يوم الخميس بالدار البيضاء للمصادقة على الحسابات.",
    "وقال عبد اللطيف الجواهري، والي بنك المغرب، إن التضخم سيتراجع.",
    "ورفعت وكالة التصنيف توقعاتها بعد زيارة خبراء صندوق النقد الدولي إلى الرباط.",
    "وبحث المستثمرون في السوق تداعيات ارتفاع أسعار النفط مع دخول السنة الجديدة.",
    "وأبرمت شركة الطيران مذكرة تفاهم مع مصنع الطائرات لاقتناء عشر طائرات.",
    "زار أكثر من مليون سائح مدينة مراكش خلال الصيف الماضي.",
    "استقبل ميناء طنجة باخرة سياحية قادمة من إسبانيا.",
    "استقبلت القاعة وزراء الثقافة ومخرجين من فرنسا.",
)


def found(*sentences: str) -> Extraction:
    """What an article of invented sentences says."""
    text = "\n".join(("نتائج اليوم في أرقام مخترعة", *sentences))
    return read(read_bytes("a.txt", f"{text}\n".encode()), lexicon())


def met(said: Extraction) -> list[Event]:
    """The events at which people come together; one man's press conference is none."""
    return [one for one in said.events if one.type != "conference" or len(one.participants) > 1]


@pytest.mark.parametrize("sentence", SPORT + ECONOMY)
def test_a_sentence_of_sport_or_economy_is_no_meeting_and_no_agreement(sentence: str) -> None:
    said = found(sentence)

    assert (met(said), said.agreements) == ([], ())


@pytest.mark.parametrize("sentences", [SPORT, ECONOMY], ids=["sport", "economy"])
def test_a_whole_article_of_them_is_none_either(sentences: tuple[str, ...]) -> None:
    said = found(*sentences)

    assert (met(said), said.agreements) == ([], ())


def test_what_a_body_is_for_is_no_name_of_its_head() -> None:
    people = [
        e.labels
        for e in found("تحدث رئيس الجامعة لكرة القدم في الملعب.").entities
        if e.type == "person"
    ]

    assert people == []
