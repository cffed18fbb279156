"""Dates in words: what is read, what stays unresolved, and what is no date at all."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extract.dates import DatedSpan, find_dates, within
from kb.extract.text import fold_view
from kb.records import Span

TUESDAY = date(2020, 9, 29)


def read(text: str, published: date | None = None) -> tuple[DatedSpan, ...]:
    return find_dates(fold_view(text), published)


def one(text: str, published: date | None = None) -> DatedSpan:
    found = read(text, published)
    assert len(found) == 1, [item.span.of(text) for item in found]
    return found[0]


EXPLICIT = [
    ("وصل يوم 5 غشت 2019", "5 غشت 2019", "2019-08-05"),
    ("وصل في 7 شتنبر 2019", "7 شتنبر 2019", "2019-09-07"),
    ("وصل في 7 نونبر 2019", "7 نونبر 2019", "2019-11-07"),
    ("وصل في 7 دجنبر 2019", "7 دجنبر 2019", "2019-12-07"),
    ("وصل في 7 يوليوز 2019", "7 يوليوز 2019", "2019-07-07"),
    ("وصل في 7 ماي 2019", "7 ماي 2019", "2019-05-07"),
    ("وصل في 9 كانون الثاني 2018", "9 كانون الثاني 2018", "2018-01-09"),
    ("وصل في 9 آب 2018", "9 آب 2018", "2018-08-09"),
    ("في 9 تشرين الثاني/نوفمبر 2018", "9 تشرين الثاني/نوفمبر 2018", "2018-11-09"),
    ("في 3 أيار / مايو 2018", "3 أيار / مايو 2018", "2018-05-03"),
    ("في 3 مايو (أيار) 2018", "3 مايو (أيار) 2018", "2018-05-03"),
    ("في 12 جويلية 2017", "12 جويلية 2017", "2017-07-12"),
    ("في 12 أوت 2017", "12 أوت 2017", "2017-08-12"),
    ("في 12 جانفي 2017", "12 جانفي 2017", "2017-01-12"),
    ("في ١٢ أكتوبر ٢٠١٧", "١٢ أكتوبر ٢٠١٧", "2017-10-12"),
    ("في الخامس من يونيو 2018", "الخامس من يونيو 2018", "2018-06-05"),
    ("في الحادي عشر من يونيو 2018", "الحادي عشر من يونيو 2018", "2018-06-11"),
    ("في الرابع والعشرين من شهر ماي 2018", "الرابع والعشرين من شهر ماي 2018", "2018-05-24"),
    ("في الأول من تشرين الثاني 2018", "الأول من تشرين الثاني 2018", "2018-11-01"),
    ("الأحد 4 فبراير 2018", "الأحد 4 فبراير 2018", "2018-02-04"),
    ("حل يومي 3 و4 أبريل 2021", "3 و4 أبريل 2021", "2021-04-03/2021-04-04"),
    ("من 3 إلى 9 أبريل 2021", "3 إلى 9 أبريل 2021", "2021-04-03/2021-04-09"),
    ("بين 3 و9 أبريل 2021", "3 و9 أبريل 2021", "2021-04-03/2021-04-09"),
    ("من 30 مارس إلى 2 أبريل 2021", "30 مارس إلى 2 أبريل 2021", "2021-03-30/2021-04-02"),
    ("الاثنين 5 والثلاثاء 6 أبريل 2021", "5 والثلاثاء 6 أبريل 2021", "2021-04-05/2021-04-06"),
    ("بين مارس وماي 2021", "مارس وماي 2021", "2021-03/2021-05"),
    ("بتاريخ 14 - 11 - 2016", "14 - 11 - 2016", "2016-11-14"),
    ("بتاريخ 14/11/2016", "14/11/2016", "2016-11-14"),
    ("بتاريخ 11/14/2016", "11/14/2016", "2016-11-14"),
    ("2016-11-14T08:00:00Z", "2016-11-14", "2016-11-14"),
    ("5 محرم 1440 هـ الموافق 15 سبتمبر 2018 م", "15 سبتمبر 2018", "2018-09-15"),
    ("في ماي 2015", "ماي 2015", "2015-05"),
    ("شهر مارس من سنة 2015", "شهر مارس من سنة 2015", "2015-03"),
    ("سنة 1999", "سنة 1999", "1999"),
    ("منذ 1999", "1999", "1999"),
    ("خطة 2021-2024", "2021-2024", "2021/2024"),
    ("بين 2021 و2024", "2021 و2024", "2021/2024"),
    ("le 1er mars 2015", "1er mars 2015", "2015-03-01"),
    ("les 3 et 4 août 2015", "3 et 4 août 2015", "2015-08-03/2015-08-04"),
    ("on March 3, 2015", "March 3, 2015", "2015-03-03"),
    ("on May 3-5, 2015", "May 3-5, 2015", "2015-05-03/2015-05-05"),
    ("منتصف مارس 2019", "منتصف مارس 2019", "2019-03-11/2019-03-20"),
    ("نهاية عام 2019", "نهاية عام 2019", "2019-12"),
    ("مطلع عام 2004", "مطلع عام 2004", "2004"),
    ("at the end of June 2018", "end of June 2018", "2018-06-21/2018-06-30"),
    ("Sat, 03 Jan 2015 10:00:00 GMT", "Sat, 03 Jan 2015", "2015-01-03"),
]


@pytest.mark.parametrize(("text", "words", "edtf"), EXPLICIT)
@pytest.mark.parametrize("published", [None, TUESDAY])
def test_a_date_said_in_full_needs_no_publication_date(
    text: str, words: str, edtf: str, published: date | None
) -> None:
    found = one(text, published)
    assert (found.span.of(text), found.value.edtf, found.value.basis) == (words, edtf, "explicit")
    assert found.value.text == words
    assert found.value.earliest is not None


RELATIVE = [
    ("عاد أمس الاثنين", "أمس الاثنين", "2020-09-28"),
    ("عاد اليوم الثلاثاء", "اليوم الثلاثاء", "2020-09-29"),
    ("يعود غدا الأربعاء", "غدا الأربعاء", "2020-09-30"),
    ("عاد أول أمس", "أول أمس", "2020-09-27"),
    ("وصل يومه الثلاثاء", "يومه الثلاثاء", "2020-09-29"),
    ("وصل الليلة الماضية", "الليلة الماضية", "2020-09-28"),
    ("في الخامس من الشهر الجاري", "الخامس من الشهر الجاري", "2020-09-05"),
    ("عاد مساء أمس", "مساء أمس", "2020-09-28"),
    ("صباح الثلاثاء الماضي", "صباح الثلاثاء الماضي", "2020-09-22"),
    ("السبت المنصرم", "السبت المنصرم", "2020-09-26"),
    ("الأربعاء المقبل", "الأربعاء المقبل", "2020-09-30"),
    ("الثلاثاء القادم", "الثلاثاء القادم", "2020-10-06"),
    ("الخميس من الأسبوع الماضي", "الخميس من الأسبوع الماضي", "2020-09-24"),
    ("في غشت الماضي", "غشت الماضي", "2020-08"),
    ("في أكتوبر الماضي", "أكتوبر الماضي", "2019-10"),
    ("في شتنبر الماضي", "شتنبر الماضي", "2019-09"),
    ("في أكتوبر المقبل", "أكتوبر المقبل", "2020-10"),
    ("في مارس المقبل", "مارس المقبل", "2021-03"),
    ("خلال شتنبر الجاري", "شتنبر الجاري", "2020-09"),
    ("في 9 شتنبر الجاري", "9 شتنبر الجاري", "2020-09-09"),
    ("في 9 أكتوبر المقبل", "9 أكتوبر المقبل", "2020-10-09"),
    ("في 9 دجنبر الماضي", "9 دجنبر الماضي", "2019-12-09"),
    ("في 9 من الشهر الماضي", "9 من الشهر الماضي", "2020-08-09"),
    ("في يوليو من العام الماضي", "يوليو من العام الماضي", "2019-07"),
    ("الأسبوع الماضي", "الأسبوع الماضي", "2020-09-21/2020-09-27"),
    ("هذا الأسبوع", "هذا الأسبوع", "2020-09-28/2020-10-04"),
    ("الشهر المقبل", "الشهر المقبل", "2020-10"),
    ("في العام الماضي", "العام الماضي", "2019"),
    ("السنة الجارية", "السنة الجارية", "2020"),
    ("hier soir", "hier soir", "2020-09-28"),
    ("jeudi dernier", "jeudi dernier", "2020-09-24"),
    ("vendredi prochain", "vendredi prochain", "2020-10-02"),
    ("en juin dernier", "juin dernier", "2020-06"),
    ("la semaine prochaine", "semaine prochaine", "2020-10-05/2020-10-11"),
    ("last Thursday", "last Thursday", "2020-09-24"),
    ("last June", "last June", "2020-06"),
    ("next week", "next week", "2020-10-05/2020-10-11"),
    ("yesterday", "yesterday", "2020-09-28"),
    ("رجع قبل يومين إلى داره", "قبل يومين", "2020-09-27"),
    ("رجع قبل ثلاثة أيام", "قبل ثلاثة أيام", "2020-09-26"),
    ("رجع قبل 15 يوما", "قبل 15 يوما", "2020-09-14"),
    ("رجع قبل أسبوعين", "قبل أسبوعين", "2020-09-14/2020-09-20"),
    ("رجع قبل شهرين", "قبل شهرين", "2020-07"),
    ("رجع قبل عامين", "قبل عامين", "2018"),
    ("رجع قبل خمس سنوات", "قبل خمس سنوات", "2015"),
    ("رجع قبل أكثر من أسبوعين", "قبل أكثر من أسبوعين", "../2020-09-20"),
    ("يرجع بعد غد الخميس", "بعد غد الخميس", "2020-10-01"),
    ("خلال اليومين المقبلين", "اليومين المقبلين", "2020-09-29/2020-10-01"),
    ("خلال الأسبوعين الماضيين", "الأسبوعين الماضيين", "2020-09-15/2020-09-29"),
    ("في الأيام القليلة المقبلة", "الأيام القليلة المقبلة", "2020-09-29/.."),
    ("مطلع الشهر الجاري", "مطلع الشهر الجاري", "2020-09-01/2020-09-10"),
    ("منتصف الشهر المقبل", "منتصف الشهر المقبل", "2020-10-11/2020-10-20"),
    ("أواخر فبراير الماضي", "أواخر فبراير الماضي", "2020-02-21/2020-02-29"),
    (
        "أواخر ماي المقبل أو أوائل يونيو",
        "أواخر ماي المقبل أو أوائل يونيو",
        "2021-05-21/2021-06-10",
    ),
    ("نهاية الأسبوع الماضي", "نهاية الأسبوع الماضي", "2020-09-25/2020-09-27"),
    ("بحلول نهاية العام", "بحلول نهاية العام", "2020-09-29/2020-12"),
    ("قبل نهاية الشهر المقبل", "قبل نهاية الشهر المقبل", "2020-09-29/2020-10-31"),
    ("il y a deux jours", "il y a deux jours", "2020-09-27"),
    ("il y a un an", "il y a un an", "2019"),
    ("il y a plus de deux ans", "il y a plus de deux ans", "../2018"),
    ("dans trois jours", "dans trois jours", "2020-10-02"),
    ("dans les prochains jours", "prochains jours", "2020-09-29/.."),
    ("les deux prochaines semaines", "deux prochaines semaines", "2020-09-29/2020-10-13"),
    ("au début du mois de juin", "début du mois de juin", "2020-06-01/2020-06-10"),
    ("d'ici fin octobre", "d'ici fin octobre", "2020-09-29/2020-10-31"),
    ("ce matin", "ce matin", "2020-09-29"),
    ("three days ago", "three days ago", "2020-09-26"),
    ("more than two years ago", "more than two years ago", "../2018"),
    ("over the next two days", "next two days", "2020-09-29/2020-10-01"),
    ("early next month", "early next month", "2020-10-01/2020-10-10"),
    ("by the end of the year", "by the end of the year", "2020-09-29/2020-12"),
    ("in mid-June", "mid-June", "2020-06-11/2020-06-20"),
]


@pytest.mark.parametrize(("text", "words", "edtf"), RELATIVE)
def test_a_relative_date_is_counted_from_publication(text: str, words: str, edtf: str) -> None:
    found = one(text, TUESDAY)
    assert (found.span.of(text), found.value.edtf, found.value.basis) == (words, edtf, "relative")


@pytest.mark.parametrize(("text", "words", "edtf"), RELATIVE)
def test_without_publication_date_nothing_relative_is_resolved(
    text: str, words: str, edtf: str
) -> None:
    found = one(text)
    assert found.span.of(text) == words
    assert found.value.basis == "unresolved"
    assert found.value.edtf is None or found.value.edtf.startswith("XXXX")
    assert found.value.earliest is None, edtf


def test_a_bare_weekday_waits_for_the_tense_of_its_verb() -> None:
    found = one("التقى الرئيسان الخميس في العاصمة", TUESDAY)
    assert found.value.edtf is None
    assert found.direction == "ambiguous"
    assert found.towards("past").edtf == "2020-09-24"
    assert found.towards("future").edtf == "2020-10-01"
    assert found.towards("ambiguous").edtf is None


def test_the_weekday_of_publication_is_that_day_either_way() -> None:
    assert one("التقى الوزيران الثلاثاء", TUESDAY).value.edtf == "2020-09-29"


def test_a_day_without_a_year_is_the_nearest_and_follows_the_tense() -> None:
    found = one("في 20 دجنبر", date(2021, 1, 10))
    assert found.value.edtf == "2020-12-20"
    assert found.towards("future").edtf == "2021-12-20"
    assert one("في 20 دجنبر").value.edtf == "XXXX-12-20"


def test_two_weekdays_that_follow_each_other_are_a_stretch_and_others_are_two_days() -> None:
    found = one("يزور البلد يومي الأربعاء والخميس", TUESDAY)
    assert found.towards("past").edtf == "2020-09-23/2020-09-24"
    assert found.towards("future").edtf == "2020-09-30/2020-10-01"
    assert one("زار البلد الأربعاء والخميس الماضيين", TUESDAY).value.edtf == "2020-09-23/2020-09-24"
    apart = read("الأحد والخميس", TUESDAY)
    assert [date.towards("past").edtf for date in apart] == ["2020-09-27", "2020-09-24"]


def test_a_weekday_beside_a_day_tells_its_year() -> None:
    assert one("السبت 4 يوليوز", date(2021, 2, 1)).value.edtf == "2020-07-04"


def test_a_weekday_that_cannot_be_today_leaves_it_unresolved() -> None:
    assert one("عاد اليوم السبت", TUESDAY).value.edtf is None
    assert one("عاد اليوم الإثنين", TUESDAY).value.edtf == "2020-09-28"


def test_separate_days_of_one_month_are_separate_dates() -> None:
    assert [item.value.edtf for item in read("يومي 3 و12 أبريل 2021")] == [
        "2021-04-03",
        "2021-04-12",
    ]


def test_a_hijri_date_alone_is_kept_in_words_only() -> None:
    found = one("في 5 محرم 1440 هـ")
    assert (found.value.edtf, found.value.basis) == (None, "unresolved")


@pytest.mark.parametrize(
    "text",
    [
        "مارس مهامه في المكتب",
        "قضى يومه في المكتب",
        "جاء في المركز الأول من حيث العدد",
        "كتاب وباب وأحباب",
        "المديرة أفريل سميث",
        "لاعب اسمه جوان",
        "أعضاء حركة 20 فبراير",
        "في شارع 9 أبريل",
        "سوق الأربعاء",
        "بعد صلاة الجمعة",
        "قناة روسيا اليوم",
        "الأمين العام الحالي",
        "انتهى العمل في الأسواق",
        "تغير الأمر بعد 11 شتنبر",
        "كوفيد-19",
        "قبل 2000 سنة",
        "31 فبراير 2020",
        "image_2020-05-06x400",
        "they may march on",
        "an august body",
        "لليوم الـ44 على التوالي",
        "قبل يومين من الافتتاح",
        "قبل نحو عشر سنوات",
        "أربعة أيام من العمل",
        "منذ عشر سنوات",
        "نهاية المباراة",
        "more than two years of drought",
        "the end of an era",
        "un an de prison",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert read(text, TUESDAY) == ()


def test_the_first_week_of_a_month_is_not_its_first_day() -> None:
    assert one("خلال الأسبوع الأول من يونيو 2018").value.edtf == "2018-06"
    assert one("في النصف الثاني من ماي 2018").value.edtf == "2018-05"


def test_only_dates_of_the_part_asked_for_are_given() -> None:
    text = "في 3 ماي 2015. ثم في 4 ماي 2015."
    half = Span(15, len(text))
    assert [item.value.edtf for item in find_dates(fold_view(text), None, half)] == ["2015-05-04"]
    assert len(within(read(text), half)) == 1


PIECES = (
    "13 و14 - / , ، ( ) من إلى بين 2022 2020 1440 يونيو مارس آب الثلاثاء صباح أمس اليوم الماضي"
    " المقبل الجاري العام الأسبوع شهر الشهر عام هذا محرم هـ last June may 31 0 . كلمة"
    " قبل أكثر يومين أيام ثلاثة نهاية بحلول أو ago two weeks"
)
WORDS = st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=14).map(" ".join)


@given(WORDS, st.none() | st.dates())
def test_any_mixture_of_words_gives_spans_in_order_with_their_own_words(
    text: str, published: date | None
) -> None:
    last = 0
    for item in read(text, published):
        assert last <= item.span.start < item.span.end <= len(text)
        assert item.value.text == item.span.of(text)
        if published is None and item.value.basis == "relative":
            raise AssertionError("relative without a publication date")
        last = item.span.end


@pytest.mark.parametrize(
    "text",
    [
        "13 و" * 25_000,
        "13 و14 " * 14_000,
        "بين " * 25_000,
        "الثلاثاء " * 11_000,
        "1-" * 50_000,
        "2020/" * 20_000,
        "يونيو/" * 16_000,
        "من 13 إلى " * 10_000,
        "و" * 100_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_repetition_takes_linear_time(text: str) -> None:
    start = time.perf_counter()
    read(text, TUESDAY)
    assert time.perf_counter() - start < 10  # one second on an idle core, a minute if quadratic
