"""Organisations nobody has told us of: head words and what makes them a name."""

from __future__ import annotations

import pytest

from tests.extract.small import entities, labels


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أعلنت وزارة الصيد البحري الزمبلية برنامجها.", "وزارة الصيد البحري الزمبلية"),
        ("نشره مركز الخليج للدراسات البحرية والمائية.", "مركز الخليج للدراسات البحرية والمائية"),
        ("قوات البحر تابعة لهيئة الأركان العامة.", "هيئة الأركان العامة"),
        ("وأدانت الحكومة الروريتانية الهجوم.", "الحكومة الروريتانية"),
        ("وقع مع شركة «بحر ونجوم» عقدا.", "شركة «بحر ونجوم»"),
        ("بعثة روريتانيا في زمبلا غادرت.", "بعثة روريتانيا في زمبلا"),
        ("عقدت اللجنة العسكرية المختلطة دورتها.", "اللجنة العسكرية المختلطة"),
        ("القوات المسلحة بجمهورية زمبلا.", "القوات المسلحة بجمهورية زمبلا"),
    ],
)  # fmt: skip
def test_a_head_word_with_its_complement_is_a_body(text: str, name: str) -> None:
    assert labels(text, "organisation") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "نشاط الجماعات المتطرفة والتنظيمات الإرهابية.",
        "اجتمعت لجنة مشتركة وزارت شركة زمبلية.",
        "التعاون بين القوات المسلحة للبلدين.",
        "قال رئيس الحكومة إن الوزارة أنهت عملها.",
        "مكافحة الجريمة المنظمة العابرة للحدود.",
        "إنشاء مركز للصناعات البحرية.",
        "شبكة المدارس ومجموعة عمل.",
    ],
)
def test_kinds_of_bodies_are_no_body(text: str) -> None:
    assert labels(text, "organisation") == []


def test_a_name_stops_at_the_next_body() -> None:
    text = "بين المديرية العامة لحراسة السواحل ووزارة الصيد البحري."
    assert labels(text, "organisation") == ["المديرية العامة لحراسة السواحل", "وزارة الصيد البحري"]


def test_agencies_and_papers_are_outlets() -> None:
    assert labels("وأوردت وكالة «نجم الشمال» وصحيفة الشروق الخبر.", "outlet") == [
        "صحيفة الشروق", "وكالة «نجم الشمال»",
    ]  # fmt: skip


def test_a_country_that_is_left_out_leaves_the_body_the_same() -> None:
    text = "أعلنت وزارة النقل الزمبلية الخطة. وأضافت وزارة النقل أن العمل بدأ."
    found = [e for e in entities(text).values() if e.type == "organisation"]
    assert [len(e.mentions) for e in found] == [2]
