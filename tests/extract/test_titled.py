"""Names and titles that stand beside each other with something in between, or run on."""

from __future__ import annotations

import pytest

from tests.extract.small import labels, posts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("استقبل مدير الميناء، هانس يورغن لاندمان، الوفد.", "هانس يورغن لاندمان"),
        ("وقالت وزيرة الصيد، زكية الجندوبي بنعمار، ذلك.", "زكية الجندوبي بنعمار"),
        ("قال مدير الميناء، هانس يورغن بصفته، ذلك.", "هانس يورغن"),
        ("قال مدير الميناء، هانس يورغن لاحقا، ذلك.", "هانس يورغن"),
        ("قال مدير الميناء، هانس يورغن وآخرون، ذلك.", "هانس يورغن"),
        ("غادر مدير الميناء (DGCS) الجنرال هانس يورغن مساء.", "هانس يورغن"),
        ("قال الأدميرال فيرنر كاستيلاني إن البحر هادئ.", "فيرنر كاستيلاني"),
        ("قال سلطان أحمد الجندوبي إن البحر هادئ.", "سلطان أحمد الجندوبي"),
        ("التقى المبعوث الخاص لغرب أفريقيا والساحل هانس يورغن أمس.", "هانس يورغن"),
    ],
)
def test_the_name_behind_a_title_is_read_whole_and_no_further(text: str, name: str) -> None:
    assert labels(text, "person") == [name]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("الوزير المكلف بوزارة الصيد البحري، فلاح الجندوبي.", "الوزير المكلف بوزارة الصيد البحري"),
        ("قال مدير الإعلام بوزارة الصيد البحري، فلاح الجندوبي، ذلك.",
         "مدير الإعلام بوزارة الصيد البحري"),
        ("عين السفير السابق فلاح الجندوبي مبعوثا خاصا إلى روريتانيا.", "مبعوثا خاصا إلى روريتانيا"),
        ("غادر فلاح الجندوبي، سلطان عمان، المدينة.", "سلطان عمان"),
        ("غادر قائد «الأسطول الأزرق» المشير فلاح الجندوبي المدينة.", "قائد «الأسطول الأزرق»"),
        ("غادر رئيس حكومة «الوحدة» المؤقتة، فلاح الجندوبي، المدينة.",
         "رئيس حكومة «الوحدة» المؤقتة"),
        ("قال رئيس أركان البحر الأدميرال فلاح الجندوبي ذلك.", "رئيس أركان البحر"),
    ],
)  # fmt: skip
def test_a_title_goes_on_with_what_it_is_charged_with_and_where_it_works(
    text: str, title: str
) -> None:
    assert title in [post.title for post in posts(text)]


def test_a_leader_who_meets_at_a_ministry_does_not_work_there() -> None:
    text = "اجتمع الرئيس بوزارة الصيد البحري مع فلاح الجندوبي، مدير الميناء."

    assert [post.title for post in posts(text)] == ["مدير الميناء"]


def test_a_known_name_does_not_stand_for_one_of_another_house() -> None:
    from kb.extract.lexicon import Lexicon
    from kb.extract.links import link
    from kb.seedtables import Seeds
    from tests.extract.small import ROWS, page, row

    rows = (*ROWS, row("person", "wali", "وليد بن ناصر الزمردي", "وليد بن ناصر"))
    lexicon = Lexicon.build(Seeds(rows, ()))

    def found(text: str) -> set[str]:
        return {one.id for one in link(page(text), lexicon) if one.type == "person"}

    assert found("استقبل السفير وليد بن ناصر الوفد.") == {"person/wali"}
    assert found("استقبل السفير وليد بن ناصر الزمردي الوفد.") == {"person/wali"}
    assert found("استقبل السفير وليد بن ناصر الزمبلي الوفد.") == {"person/wali"}
    assert "person/wali" not in found("استقبل السفير وليد بن ناصر الكوثري الوفد.")


def test_the_head_of_the_delegation_is_who_is_said_to_lead_it() -> None:
    from tests.extract.small import surfaces

    led = "زار السيد فلاح الجندوبي الذي يقود وفدا من التجار المدينة. وقال رئيس الوفد إن البحر هادئ."
    two = f"زار وفد برئاسة عمر الكوثري الميناء. {led}"

    assert "رئيس الوفد" in surfaces(led, "person/flah-al-jndubi")
    assert "رئيس الوفد" not in surfaces(two, "person/flah-al-jndubi")


def test_a_name_ends_with_the_name_of_a_family() -> None:
    text = "لم يستبعد وزير الصيد فلاح الجندوبي إجراء انتخابات مبكرة هذا العام."

    assert labels(text, "person") == ["فلاح الجندوبي"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("التقى الوزير الجنرال تشارلز واتسبرغ، قائد الميناء.", ["تشارلز واتسبرغ"]),
        ("قال المدير تشارلز واتسبرغ إن البحر هادئ.", ["تشارلز واتسبرغ"]),
        ("قال المدير تشارلز بورتون وأضاف أن البحر هادئ.", ["تشارلز بورتون"]),
        ("أعلن الوزير فلاح الجندوب إبرام الصفقة.", ["فلاح الجندوب"]),
        ("وقع الوزير فلاح الجندوب إعلاناً مشتركاً.", ["فلاح الجندوب"]),
        ("قال المدير فلاح بن علية إن البحر هادئ.", ["فلاح بن علية"]),
        ("استقبل الوزير ثاني بن فلاح الجندوبي الوفد.", ["ثاني بن فلاح الجندوبي"]),
        ("التقى الوزير ثاني وفد من البلدة.", []),
    ],
)
def test_a_surname_in_w_is_no_and_and_what_is_done_is_no_name(
    text: str, expected: list[str]
) -> None:
    assert labels(text, "person") == expected


def test_to_organise_something_is_no_organisation() -> None:
    assert labels("قال تنظيم الدولة الإسلامية ذلك.", "organisation") == ["تنظيم الدولة الإسلامية"]
    assert labels("شارك في تنظيم الملاحة البحرية.", "organisation") == []


def test_a_responsible_source_is_one_nobody_names() -> None:
    assert labels("نفى مصدر مسؤول في الميناء ذلك.", "unnamed") == ["مصدر مسؤول"]
