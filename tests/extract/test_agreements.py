from __future__ import annotations

import pytest

from kb.records import Agreement, Post, Span
from tests.extract.marked import facts

A = "[person/salem|سالم العمري]"
B = "[person/nabil|نبيل الراوي]"
MOROCCO, TUNISIA = "[place/morocco|المغرب]", "[place/tunisia|تونس]"


def agreements(source: str, headline: str = "") -> tuple[Agreement, ...]:
    return facts(source, headline).agreements


def test_the_official_name_in_quotation_marks_is_the_name_with_parties_and_period() -> None:
    (found,) = agreements(
        f'وقع الوزيران اتفاقا للصيد. والاتفاق المسمى "خارطة الطريق للصيد '
        f'البحري 2015-2025 بين {MOROCCO} و{TUNISIA}" جرى توقيعه في أكتوبر الماضي.'
    )

    assert found.name.startswith("خارطة الطريق للصيد البحري 2015-2025 بين")
    assert found.parties == ("place/morocco", "place/tunisia")
    assert found.period == ("2015", "2025")
    assert (found.status, found.signed.edtf) == ("signed", "2018-10")
    assert found.signatories == ()
    assert len(found.evidence) == 2


def test_the_years_of_the_period_are_not_the_day_of_signing() -> None:
    (found,) = agreements(f"وقع البلدان اتفاقية الماء 2015-2025 بين {MOROCCO} و{TUNISIA}.")

    assert found.signed.edtf is None


def test_who_is_said_to_have_signed_is_a_signatory_and_states_are_parties() -> None:
    (found,) = agreements(f"وقع {A} أمس اتفاق تعاون جمركي مع {B}.")
    (states,) = agreements(f"وقع {MOROCCO} مع {TUNISIA} اتفاق تعاون جمركي.")

    assert set(found.signatories) == {"person/salem", "person/nabil"}
    assert (states.parties, states.signatories) == (("place/morocco", "place/tunisia"), ())


def test_adjectives_of_two_governments_name_the_parties() -> None:
    (found,) = agreements("وقعت الحكومتان المغربية والتونسية مذكرة تفاهم حول السياحة.")

    assert set(found.parties) == {"place/morocco", "place/tunisia"}


def test_what_is_to_be_signed_is_planned() -> None:
    (found,) = agreements(f"سيتم توقيع بروتوكول النقل بين {MOROCCO} و{TUNISIA} الأسبوع المقبل.")

    assert found.status == "planned"


def test_a_protocol_that_is_only_spoken_of_is_mentioned_with_all_its_parties() -> None:
    (found,) = agreements(
        "تستند الخطة إلى بروتوكول التعاون بين [organisation/jamarik|إدارة الجمارك] "
        "و[organisation/agencies|الوكالات الأجنبية]، خاصة [organisation/port|هيئة الموانئ]."
    )

    assert found.status == "mentioned"
    assert found.parties == (
        "organisation/jamarik",
        "organisation/agencies",
        "organisation/port",
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "تربط البلدين شراكة تجارية قديمة.",
        "تم الاتفاق على مواصلة الحوار.",
        f"دعا {A} إلى توقيع اتفاق بين الطرفين.",
        "يعزز هذا الاتفاق التعاون.",
        "تؤطر التعاون مجموعة من الاتفاقيات.",
        f'وقال {A}: "الاتفاق مفيد للجميع هنا".',
    ],
)
def test_partnership_agreeing_and_unnamed_agreements_are_none(sentence: str) -> None:
    assert agreements(sentence) == ()


def test_this_agreement_adds_evidence_to_the_one_told_before() -> None:
    (found,) = agreements(
        f"وقع {MOROCCO} و{TUNISIA} اتفاقية الماء بين {MOROCCO} و{TUNISIA}.\n"
        "وتهدف هذه الاتفاقية إلى بناء السدود."
    )

    assert len(found.evidence) == 2


def test_a_quotation_behind_the_agreement_is_not_its_name() -> None:
    (found,) = agreements(
        f"وقع {MOROCCO} مع {TUNISIA} اتفاق تعاون جمركي.\n"
        f'وأكد {A} أن هذا الاتفاق "سيفتح الحدود أمام التجار كلهم".'
    )

    assert found.name == "اتفاق تعاون جمركي"


def test_the_event_at_which_it_was_signed_is_its_occasion() -> None:
    told = facts(
        f"وقع {MOROCCO} مع {TUNISIA} اتفاق تعاون جمركي بمناسبة زيارة {A} ل[place/rabat|الرباط]."
    )

    assert told.agreements[0].occasion == told.events[0].id


def test_who_signed_it_is_told_in_a_later_sentence() -> None:
    (found,) = agreements(
        f"وقع {MOROCCO} مع {TUNISIA} اتفاق تعاون جمركي. "
        f"ووقعه عن الجانب المغربي {A} وعن الجانب التونسي {B}."
    )

    assert found.signatories == ("person/salem", "person/nabil")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("وقع وزيرا الفلاحة المغربي والتونسي أمس اتفاقا يقضي بحفر الآبار.", "اتفاقا"),
        (f"تم التوقيع على مذكرتي تفاهم بين {MOROCCO} و{TUNISIA} في مجال الري.", "مذكرتي تفاهم بين"),
        (f"وقع {MOROCCO} و{TUNISIA} اتفاقين حول الآبار والسدود.", "اتفاقين حول الآبار"),
        (
            "أبرمت [organisation/gm|الحكومة المغربية] مع نظيرتها التونسية اتفاقية لحفر الآبار.",
            "اتفاقية لحفر الآبار",
        ),
        (
            f"وقع اتفاق، عنوانه «ميثاق الآبار والسدود»، وطرفاه {MOROCCO} و{TUNISIA}.",
            "ميثاق الآبار والسدود",
        ),
        (f"كرم الاتفاق الذي يربط {MOROCCO} ب{TUNISIA} أهل القرى.", "الاتفاق"),
        (f"جرت مباحثات بين {MOROCCO} و{TUNISIA}. ووقع الطرفان اتفاقا مائيا.", "اتفاقا مائيا"),
        (f"انهار آخر اتفاق مياه بين {MOROCCO} و{TUNISIA} بعد سنة.", "اتفاق مياه بين"),
        (f"توصل {MOROCCO} و{TUNISIA} إلى اتفاق لتقاسم الماء.", "اتفاق لتقاسم الماء"),
        (f"وقع {MOROCCO} و{TUNISIA} إعلان شراكة في حفر الآبار.", "إعلان شراكة في حفر الآبار"),
        (f"وقع {MOROCCO} و{TUNISIA} رسالة نوايا بشأن السدود.", "رسالة نوايا بشأن السدود"),
    ],
)
def test_the_two_sides_are_found_however_they_are_told(source: str, name: str) -> None:
    found = agreements(source)

    assert [set(one.parties) for one in found] == [{"place/morocco", "place/tunisia"}]
    assert all(one.name.startswith(name) for one in found)


@pytest.mark.parametrize(
    "source",
    [
        "فشل الطرفان في التوصل إلى اتفاق لتقاسم الماء.",
        "افترق الجانبان دون التوصل إلى اتفاق لتقاسم الماء.",
        "يتحدث الناس عن اتفاقية [place/tunisia|تونس] هذه.",
    ],
)
def test_an_agreement_not_reached_or_not_told_apart_is_none(source: str) -> None:
    assert agreements(source) == ()


def test_an_accord_known_by_its_city_or_its_matter_needs_nothing_else() -> None:
    assert [one.name for one in agreements("ذكر اتفاقية [place/rabat|الرباط] أمس.")] == [
        "اتفاقية الرباط"
    ]
    assert [one.name for one in agreements("عاد الناس إلى الاتفاق النووي.")] == ["الاتفاق النووي"]


def test_two_ministers_who_sign_stand_for_their_countries_and_others_for_themselves() -> None:
    posts = tuple(
        Post(f"person/{one}", "وزير المياه", f"place/{land}", "held", Span(0, 3), "invented")
        for one, land in (("salem", "morocco"), ("nabil", "tunisia"))
    )
    source = f"وقع {A} و{B} اتفاقا لحفر الآبار."
    (states,) = facts(source, posts=posts).agreements
    (people,) = agreements(source)

    assert states.parties == ("place/morocco", "place/tunisia")
    assert people.parties == ("person/salem", "person/nabil")


def test_several_agreements_told_by_number_end_before_their_fields() -> None:
    (found,) = agreements(f"وقع {MOROCCO} و{TUNISIA} خمس اتفاقيات ثنائية في مجالات الري والفلاحة.")

    assert found.name == "خمس اتفاقيات ثنائية"


def test_the_adjective_in_a_title_tells_for_whom_a_minister_signs() -> None:
    posts = tuple(
        Post(f"person/{one}", f"وزير المياه {land}", None, "held", Span(0, 3), "invented")
        for one, land in (("salem", "المغربي"), ("nabil", "التونسي"))
    )
    (found,) = facts(f"وقع {A} و{B} اتفاقا لحفر الآبار.", posts=posts).agreements

    assert found.parties == ("place/morocco", "place/tunisia")


def test_a_memorandum_of_a_given_year_needs_no_parties() -> None:
    (found,) = agreements("يعود ذلك إلى مذكرة التفاهم الموقعة سنة 2016.")

    assert (found.parties, found.signed.edtf) == ((), "2016")


RABAT, MADRID = "[place/rabat|الرباط]", "[place/madrid|مدريد]"


def test_states_before_the_verb_sign_it_and_the_place_of_signing_is_no_party() -> None:
    (before,) = agreements(f"{MOROCCO} و{TUNISIA} توقعان مذكرة تفاهم لحماية الغابات.")
    (had,) = agreements(f"وكان {MOROCCO} قد وقع مع {TUNISIA} اتفاقا لحماية الغابات.")
    (there,) = agreements(
        f"وقعت بالعاصمة {MADRID} مذكرة تفاهم بين {MOROCCO} و{TUNISIA} بشأن الغابات."
    )

    expected = {"place/morocco", "place/tunisia"}
    assert set(before.parties) == set(had.parties) == set(there.parties) == expected


def test_capitals_that_sign_stand_for_their_states() -> None:
    (found,) = agreements(f"أبرمت {RABAT} و{MADRID} ثلاث اتفاقيات جديدة في مجالات عدة.")

    assert found.parties == ("place/morocco", "place/spain")


def test_two_adjectives_within_the_name_tell_whose_agreement_is_spoken_of() -> None:
    (found,) = agreements("تطرق اللقاء إلى اتفاقية الصيد المغربية التونسية.")

    assert (found.status, set(found.parties)) == ("mentioned", {"place/morocco", "place/tunisia"})


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("تمسك المتحدث بمضمون اتفاق [place/algeria|الجزائر].", "اتفاق الجزائر"),
        ("ظلت اتفاقية كامب ديفيد مرجعا في المنطقة.", "اتفاقية كامب ديفيد"),
        ("رحب الكاتب باتفاقيات أبراهام.", "اتفاقيات أبراهام"),
    ],
)
def test_an_accord_may_be_told_by_its_short_name_alone(source: str, name: str) -> None:
    (found,) = agreements(source)

    assert (found.name, found.status) == (name, "mentioned")


def test_what_a_definite_agreement_leads_to_is_no_part_of_its_name() -> None:
    assert agreements("ويهدف الاتفاق إلى حماية الغابات.") == ()


def test_the_day_behind_the_name_is_no_part_of_it() -> None:
    (found,) = agreements(f"انتهت اتفاقية الصيد بين {MOROCCO} و{TUNISIA} في 17 يوليوز 2013.")

    assert found.name == "اتفاقية الصيد بين المغرب وتونس"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("برنامجا تنفيذيا", "برنامجا تنفيذيا"),
        ("بيان نوايا", "بيان نوايا"),
        ("محضر اتفاق", "محضر اتفاق"),
    ],
)
def test_programmes_and_declarations_of_intent_are_agreements(words: str, name: str) -> None:
    (found,) = agreements(f"وقع {MOROCCO} و{TUNISIA} {words} حول الغابات.")

    assert found.name.startswith(name)
    assert set(found.parties) == {"place/morocco", "place/tunisia"}


@pytest.mark.parametrize(
    "words", ["يتفاوض الطرفان على تمديد", "رفض البرلمان تجديد", "جدد {A} دعمه لأحكام"]
)
def test_to_speak_of_renewing_or_to_reaffirm_puts_nothing_into_force(words: str) -> None:
    (found,) = agreements(f"{words.format(A=A)} اتفاق الصيد بين {MOROCCO} و{TUNISIA}.")

    assert found.status == "mentioned"


def test_what_closes_a_meeting_was_signed_on_its_day() -> None:
    met = f"التقى {A} {B} يوم 4 مارس 2018."
    (closing,) = agreements(f"{met} وفي ختام اللقاء وقع الوزيران اتفاقية للصيد البحري.")
    (other,) = agreements(f"{met} ووقع الوزيران اتفاقية للصيد البحري.")

    assert closing.signed.edtf == "2018-03-04"
    assert other.signed.edtf is None


def test_an_accord_signed_in_a_year_behind_its_name_is_of_that_year() -> None:
    (found,) = agreements(
        f"أعلنت {TUNISIA} في 25 يناير 2018 نهاية اتفاق السلم الموقع في باريس عام 2015 مع {MOROCCO}."
    )

    assert found.signed.edtf == "2015"


def test_what_is_signed_at_the_meeting_told_before_is_of_its_day() -> None:
    (signed,) = agreements(
        f"التقى {A} {B} أمس الأحد.\nووقع {A} و{B} عقب لقائهما اتفاقية تعاون في التدريب العسكري."
    )
    (ahead,) = agreements(
        f"يزور {A} {MOROCCO} يوم الخميس المقبل.\n"
        "ومن المرتقب أن يوقع الجانبان خلال الزيارة مذكرة تفاهم للتشاور السياسي."
    )

    assert (signed.status, signed.signed.edtf) == ("signed", "2019-03-17")
    assert (ahead.status, ahead.signed.edtf) == ("planned", "2019-03-21")


def test_an_accord_about_something_is_one_though_its_verb_stands_far_before_it() -> None:
    (found,) = agreements("وقع البلدان في 2 مارس الجاري بالعاصمة تونس اتفاقية حول إقامة المواطنين.")

    assert found.status == "signed"
    assert found.signed.edtf == "2019-03-02"


def test_what_a_summit_is_expected_to_see_signed_is_planned() -> None:
    (found,) = agreements(
        f"تعقد القمة في باريس، ويتوقع أن تشهد توقيع اتفاق للصيد بين {MOROCCO} و{TUNISIA}."
    )

    assert found.status == "planned"
