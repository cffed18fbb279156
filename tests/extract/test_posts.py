"""Offices of people: titles, organisations, status and evidence."""

from __future__ import annotations

import pytest

from kb.extract.lexicon import Lexicon
from kb.extract.links import link
from kb.extract.posts import find_posts
from kb.seedtables import Seeds
from tests.extract.small import ROWS, page, posts, row


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("استقبل وزير الصيد البحري فلاح الجندوبي الوفد.", "وزير الصيد البحري"),
        ("وقال فلاح الجندوبي، مدير مركز البحر، إن الجو هادئ.", "مدير مركز البحر"),
        ("مع نظيره الروريتاني إريك فالنستروم.", "نظيره الروريتاني"),
        ("مع نظيره المالي إريك فالنستروم.", "نظيره المالي"),
        ("قال وزير الدفاع المالي إريك فالنستروم ذلك.", "وزير الدفاع المالي"),
        ("بحضور السفير الروريتاني في زمبلا إريك فالنستروم.", "السفير الروريتاني في زمبلا"),
        ("قال فلاح الجندوبي، خبير في شؤون الموانئ باحث في قانون البحار، إنه متفائل.",
         "خبير في شؤون الموانئ باحث في قانون البحار"),
        ("قال وزير الصيد والموانئ وإصلاح القوارب فلاح الجندوبي ذلك.",
         "وزير الصيد والموانئ وإصلاح القوارب"),
        ("قال وزير الصيد فلاح الجندوبي وإصلاح القوارب جار.", "وزير الصيد"),
        ("مدير المكتب (DGCS)، فلاح الجندوبي، غادر.", "مدير المكتب"),
    ],
)  # fmt: skip
def test_a_title_before_or_after_the_name_is_a_post(text: str, title: str) -> None:
    assert [post.title for post in posts(text)][:1] == [title]


def test_evidence_covers_title_and_name_as_they_stand() -> None:
    text = "لقاء مع فلاح الجندوبي، مدير الميناء، أمس."
    (post,) = posts(text)
    assert post.evidence.of(f"عنوان\n\n{text}") == "فلاح الجندوبي، مدير الميناء"


def test_a_title_that_joins_two_offices_is_two_posts() -> None:
    found = posts("استقبل المدير العام لحراسة السواحل ولأمن الموانئ، فلاح الجندوبي، الوفد.")
    assert {post.organisation for post in found} == {
        "organisation/coast-office", "organisation/harbour-office",
    }  # fmt: skip


def test_an_office_of_two_bodies_is_a_post_at_each() -> None:
    rows = (*ROWS, row("office", "both", "رئيس الحراسة البحرية",
                       organisation="coast-office | harbour-office"))  # fmt: skip
    zones = page("استقبل رئيس الحراسة البحرية فلاح الجندوبي الوفد.")
    lexicon = Lexicon.build(Seeds(rows, ()))
    found = find_posts(zones, link(zones, lexicon), lexicon)
    assert [post.organisation for post in found] == [
        "organisation/coast-office", "organisation/harbour-office",
    ]  # fmt: skip


def test_several_offices_of_one_person_are_several_posts() -> None:
    text = "الرئيس سليم الوردي الذي يتولى كذلك منصبي قائد الأسطول ووزير الصيد."
    assert [post.title for post in posts(text)] == [
        "الرئيس", "قائد الأسطول", "وزير الصيد",
    ]  # fmt: skip


def test_one_office_in_several_wordings_is_one_post() -> None:
    text = "قال وزير الدفاع الروريتاني إريك فالنستروم ذلك. وكرر الوزير إريك فالنستروم كلامه."
    assert [post.title for post in posts(text)] == ["وزير الدفاع الروريتاني"]


def test_offices_joined_between_commas_are_all_of_the_one_named_before() -> None:
    text = "وصل فلاح الجندوبي، رئيس الديوان ووزير النقل، إلى البلدة."
    assert [post.title for post in posts(text)] == ["رئيس الديوان", "وزير النقل"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "اجتمع وزراء الصيد الزمبلي سليم الوردي والروريتاني كارل بوروس أمس.",
            ["وزير الصيد الزمبلي", "وزير الصيد الروريتاني"],
        ),
        (
            "التقى وزيرا داخلية زمبلا سليم الوردي، وروريتانيا كارل بوروس، اليوم.",
            ["وزير داخلية زمبلا", "وزير داخلية روريتانيا"],
        ),
    ],
)
def test_a_plural_office_is_each_ones_post(text: str, titles: list[str]) -> None:
    assert [post.title for post in posts(text)] == titles


def test_a_former_office_is_told_as_former() -> None:
    found = posts("وقال وزير الصيد السابق فلاح الجندوبي إنه نادم.")
    assert [post.status for post in found] == ["former"]


def test_the_first_minister_since_somebody_makes_him_a_former_one() -> None:
    found = posts("فوكس أول وزير دفاع روريتاني يزور زمبلا منذ إريك فالنستروم في 2006.")
    assert [(p.title, p.status) for p in found] == [("وزير دفاع روريتاني", "former")]


def test_a_rank_or_an_honorific_is_no_post() -> None:
    assert posts("وصل الجنرال صفوان المرزوقي والأستاذ بهجت القرواني.") == []


def test_to_come_along_is_no_office() -> None:
    assert posts("استقبل الوفد الوزير المرافق فلاح الجندوبي أمس.") == []


def test_the_office_in_an_object_is_not_the_subjects() -> None:
    assert posts("ودعا الملك إدريس الكتاني رئيس الحكومة الروريتانية لزيارة البلاد.") == []


def test_whoever_is_at_the_service_of_a_named_leader_does_not_give_him_the_post() -> None:
    found = posts("وصل مبعوث الرئيس الزمبلي سليم الوردي إلى المرسى.")
    assert [post.title for post in found] == ["الرئيس الزمبلي"]


def test_the_next_persons_title_is_not_given_to_the_one_before() -> None:
    found = posts("برئاسة رئيس البرلمان فلاح الجندوبي ووزير النقل مروان الكيلاني.")
    assert [(p.person, p.title) for p in found] == [
        ("person/flah-al-jndubi", "رئيس البرلمان"), ("person/mruan-al-kilani", "وزير النقل"),
    ]  # fmt: skip


def test_a_country_that_begins_with_the_letter_of_in_belongs_to_the_title() -> None:
    (post,) = posts("وصل رئيس بوردوريا كارل بوروس إلى البلدة.")
    assert (post.title, post.organisation) == ("رئيس بوردوريا", "place/borduria")


def test_where_an_office_is_stays_with_it_between_it_and_the_name() -> None:
    (post,) = posts("قال مدير الميناء بالمرسى كارل بوروس كلاما.")
    assert post.title == "مدير الميناء بالمرسى"


def test_an_ambassador_is_at_the_embassy_even_if_the_text_does_not_name_it() -> None:
    (post,) = posts("قال إريك فالنستروم، سفير روريتانيا في زمبلا، إنه سعيد.")
    assert post.organisation == "organisation/embassy-balda"


def test_a_leader_is_at_his_country() -> None:
    (post,) = posts("وصل الرئيس الزمبلي سليم الوردي إلى زمبلا.")
    assert post.organisation == "place/zembla"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("قال فلاح الجندوبي عضو مكتب الميناء إن البحر هادئ.", ["عضو مكتب الميناء"]),
        ("قال فلاح الجندوبي، وهو أستاذ القانون البحري، إن البحر هادئ.", ["أستاذ القانون البحري"]),
        ("عاد بوعلام الجندوبي، الذي كان وزيرا للصيد، إلى البلدة.", ["وزيرا للصيد"]),
        ("عين بوعلام الجندوبي مديرا عاما للميناء.", ["مديرا عاما للميناء"]),
        ("وصل بوعلام الجندوبي (وزير الصيد) ورابح الكيال (وزير الري).", ["وزير الصيد", "وزير الري"]),
        ("وصل قائد الأسطول، نائبه السابق، فلاح الجندوبي.", ["قائد الأسطول", "نائبه السابق"]),
        ("وصلت مستشارة الرئيس بسيمة الجندوبي.", ["مستشارة الرئيس"]),
        ("وصلت حرم الرئيس بسيمة الجندوبي.", []),
        ("وصلت النائبة عن حزب البحر بسيمة الجندوبي.", ["النائبة عن حزب البحر"]),
        ("وصل عمدة مدينة الصيادين فلاح الجندوبي.", ["عمدة مدينة الصيادين"]),
        ("وصل مؤسس الميناء ورئيسها فلاح الجندوبي.", ["مؤسس الميناء", "رئيسها"]),
        ("التقى فلاح الجندوبي رئيس الميناء.", []),
        ("قال بوعلام الجندوبي الباحث المتخصص في البحار كلاما.", ["الباحث المتخصص في البحار"]),
        ("وصل وزير الصيد في حكومة الموج فلاح الجندوبي.", ["وزير الصيد في حكومة الموج"]),
    ],
)  # fmt: skip
def test_offices_are_told_in_many_ways(text: str, titles: list[str]) -> None:
    assert [post.title for post in posts(text)] == titles


def test_offices_between_two_names_are_parted_at_the_last_and() -> None:
    found = posts(
        "حضر السيد فلاح الجندوبي نائب رئيس المجلس وزير الصيد ووزير الري عضو مجلس الوزراء"
        " الدكتور مروان الكيلاني."
    )
    assert [(p.person, p.title) for p in found] == [
        ("person/flah-al-jndubi", "نائب رئيس المجلس"),
        ("person/flah-al-jndubi", "وزير الصيد"),
        ("person/mruan-al-kilani", "وزير الري"),
        ("person/mruan-al-kilani", "عضو مجلس الوزراء"),
    ]


def test_a_title_before_and_with_a_name_is_of_the_name_before_it() -> None:
    found = posts(
        "حضر اللقاء السادة بوعلام الجندوبي مدير الميناء ورابح الكيال رئيس الرصيف وغيرهما."
    )
    assert [(p.person, p.title) for p in found] == [
        ("person/bualam-al-jndubi", "مدير الميناء"), ("person/rabh-al-kial", "رئيس الرصيف"),
    ]  # fmt: skip


def test_a_scholar_is_at_his_university() -> None:
    (post,) = posts("قال بوعلام الجندوبي أستاذ البحار بجامعة الموج.")
    assert post.title == "أستاذ البحار بجامعة الموج"


def test_malian_behind_an_office_of_state_is_of_mali_and_financial_behind_others() -> None:
    lexicon = Lexicon.build(Seeds(ROWS, ()))

    assert lexicon.country_behind("المالي", "نظيره") == "place/mali"
    assert lexicon.country_behind("الماليه", "الخارجيه") == "place/mali"
    assert lexicon.country_behind("المالي", "المدير") is None
    assert lexicon.country_behind("الروريتاني", "نظيره") == lexicon.country("الروريتاني")
