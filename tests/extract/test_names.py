"""People nobody has told us of: where their names begin and end."""

from __future__ import annotations

import pytest

from tests.extract.small import entities, labels


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("استقبل وزير الصيد البحري فلاح الجندوبي، اليوم، وفدا.", "فلاح الجندوبي"),
        ("التقى مدير المعهد، بهجت القرواني، عددا من الباحثين.", "بهجت القرواني"),
        ("وقال بهجت القرواني، خبير في شؤون الموانئ، إن الوضع هادئ.", "بهجت القرواني"),
        ("وأجرى الجنرال دو بريغاد صفوان المرزوقي زيارة للميناء.", "صفوان المرزوقي"),
        ("استقبل صاحب السمو الملكي الأمير تركي بن راشد آل مقرن الوفد.", "تركي بن راشد آل مقرن"),
        ("وصرحت الوزيرة المنتدبة سهام بنجلون بأن الاتفاق قريب.", "سهام بنجلون"),
        ("مع نظيره الروريتاني إريك فالنستروم مساء الاثنين.", "إريك فالنستروم"),
        ("وذكر عبد الوارث ولد النعمة أن الرحلة تأجلت.", "عبد الوارث ولد النعمة"),
        ("بحضور السفير جان-لوك بيرتو في الحفل.", "جان-لوك بيرتو"),
        ("وقع الاتفاق الأمين العام للرابطة علي قنديل.", "علي قنديل"),
        ("قال ريموند كالواي إن المفاوضات صعبة.", "ريموند كالواي"),
    ],
)
def test_a_stranger_is_found_by_title_rank_verb_or_first_name(text: str, name: str) -> None:
    assert labels(text, "person") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "أكد الوزير على مدنية الدولة وعلى أهمية الحوار.",
        "افتتح الرئيس أول معبر حدودي بين البلدين.",
        "بعث برقية تعزية إلى أسرة الفقيد.",
        "وقال المدير العام إن نقطة عبور ستفتح.",
        "تنظيم استفتاء حول سلام دائم في المنطقة.",
        "ويسعى العضو في المنظمة إلى زيادة إنتاجه المحلي.",
        "نقلت صحيفة «جان بيار» تصريحات المسؤولين.",
    ],
)
def test_common_words_are_nobody(text: str) -> None:
    assert labels(text, "person") == []


def test_a_list_of_those_present_gives_each_of_them() -> None:
    text = (
        "حضر اللقاء رئيس الديوان هيثم الزغبي ووزير النقل مروان الكيلاني"
        " ومستشار الوزير توماس ليندغرين ونائب المدير كارول هينسن."
    )
    assert labels(text, "person") == [
        "توماس ليندغرين", "كارول هينسن", "مروان الكيلاني", "هيثم الزغبي",
    ]  # fmt: skip


def test_one_name_in_several_spellings_is_one_person_and_the_rule_says_so() -> None:
    text = "التقى الوزير دافيد ستراندر بالوفد. وقال السفير دايفيد ستراندر إنه متفائل."
    found = [e for e in entities(text).values() if e.type == "person"]
    assert len(found) == 1
    assert any(m.rule.startswith("like 0.") for m in found[0].mentions)


def test_two_first_names_with_the_same_consonants_stay_apart() -> None:
    text = "صافح الوزير محمد زريقات والمدير محمود زريقات."
    assert labels(text, "person") == ["محمد زريقات", "محمود زريقات"]
