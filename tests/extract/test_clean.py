"""The page around an article: zones by rules of the genre, on pages invented for this test."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extract.article import read_bytes, read_file
from kb.extract.clean import clean
from kb.extract.heading import heading
from kb.extract.text import fold
from kb.extract.zones import paragraphs
from kb.records import CleanText, Heading, Span
from kb.seedtables import Seed

SHARED = Path(__file__).parents[3] / "shared"
HEAD = "وزير الصيد يبحث مع نظيره البرتغالي تجديد رخص الموانئ"
ONE = "أجرى وزير الصيد، صباح الاثنين الماضي، محادثات مع نظيره البرتغالي حول تجديد الرخص."
TWO = "وقال الوزير إن الطرفين اتفقا على لقاء ثان في لشبونة، دون أن يحدد تاريخا لذلك."
END = "وتربط البلدين اتفاقية قديمة في مجال الصيد البحري وحماية السواحل من التلوث."
BODY = f"{ONE}\n\n{TWO}\n\n{END}"
BY = "سعاد العلوي الاثنين 14 نونبر 2016"
IN = "نشر في بحر نت يوم 1 - 2 - 2016"
TICKER = "    ".join(f"خبر قصير رقم {n} عن مباراة في ملعب بعيد" for n in range(12))
FLAT = " ".join(f"فوز فريق المدينة رقم {n} على ضيفه في آخر دقيقة" for n in range(12))


class Outlets:
    def outlet(self, name: str) -> str | None:
        known = {"مرسي اليوم": "outlet/marsa", "marsa.ma": "outlet/marsa", "بحر نت": "outlet/bahr"}
        known["برق"] = "outlet/barq"
        return known.get(fold(name).strip())

    def seed(self, entity: str | None) -> Seed | None:
        kinds = {"outlet/barq": "agency", "outlet/bahr": "site"}
        if entity is None or entity not in kinds:
            return None
        return Seed("outlet", entity[7:], {}, (), (), "invented", {"kind": kinds[entity]})


def cleaned(text: str, name: str = "a.txt", side: dict[str, str] | None = None) -> CleanText:
    stated = None if side is None else json.dumps(side).encode()
    return clean(read_bytes(name, text.encode(), stated), Outlets())


def headed(text: str, side: dict[str, str] | None = None) -> Heading:
    return heading(cleaned(text, side=side), Outlets())


def main(text: str, name: str = "a.txt") -> str:
    found = cleaned(text, name)
    return " | ".join(span.of(text) for span in found.main)


PAGES = {
    "headline and body": f"{HEAD}\n{BODY}",
    "body on one line": f"{HEAD}\n\n {BODY}\n",
    "dateline": f"{HEAD}\nنشر في مرسى اليوم يوم 14 - 11 - 2016\n\n{BODY}",
    "section label above": f"اقتصاد\n\n{HEAD}\n\nسعاد العلوي الاثنين 14 نونبر 2016\n\n{BODY}",
    "image names": f"{HEAD}\n{BY}\nimg_2211_800x600\nphoto.JPG\n\n{BODY}",
    "masthead alone": f"{HEAD}\n\nمرسى اليوم\n{BODY}",
    "caption and byline": f"{HEAD}\n\nوزير الصيد خلال اللقاء\nأكادير - سعاد العلوي\n\n{BODY}",
    "repeated headline": f"المزيد من الأخبار\n\n{HEAD}\n\n\n{HEAD}\nبحر نت: متابعة\n\n{BODY}",
    "ticker with gaps": f"{TICKER}\n\nنشكرك على الإبلاغ!\n{HEAD}\n{IN}\n{BODY}",
    "ticker without marks": f"{HEAD}\nآخر تحديث GMT 10:00\n{FLAT}\nأخر الأخبار\n{HEAD}\n\n{BODY}",
    "comment form": f"{HEAD}\n{BODY}\n\nتعليق جديد\n\nالتعليقات المنشورة تخص أصحابها وحدهم.",
    "link to the source": f"{HEAD}\n{BODY}\n\nانقر هنا للاطلاع على الأصل.",
    "other news": f"{HEAD}\n{BODY}\n\nقد يهمك أيضا :\n\nخبر آخر عن البحر\n\nخبر ثالث عن السوق",
    "headline again below": f"{HEAD}\n{BODY}\n\n{HEAD} {HEAD}\n\nخبر قديم",
    "clock list": f"{HEAD}\n{BODY}\n\nGMT 08:46 2014 الأحد ,2 آذار / مارس\n\nحقوق النشر محفوظة",
    "copyright": f"{HEAD}\n{BODY}\n\nجميع الحقوق محفوظة لمجموعة البحر 2023 ©",
    "sign-off": f"{HEAD}\n{BODY}\nتمام..",
    "agency mark": f"{HEAD}\n{BODY}\n // انتهى //\n 20:31 ت م",
    "title with the site's name": f"{HEAD} - مرسى اليوم\n\n{HEAD}\n\n{BODY}",
    "bread crumbs": f"الرئيسية / بحر / {HEAD}\n{HEAD}\nأضيف في 12 ماي 2016 الساعة 10:00\n{BODY}",
    "clock of the site": f"القائمة\nبحث\nالأحد 15 ماي 2022\n{HEAD}\n{BODY}\nالمصدر: وكالات",
    "comments of readers": f"{HEAD}\n{BODY}\nعدد التعليقات (3)\nأحسنت يا سيادة الوزير.",
    "share bar": f"بحر نت\nسياسة\n{HEAD}\nبحر نت - سعاد العلوي\n{BODY}\nشارك المقال\nفيسبوك",
    "windows newlines": f"{HEAD}\r\n{BODY}\r\n\r\nتعليق جديد\r\n",
}


@pytest.mark.parametrize("kind", PAGES)
def test_the_main_text_is_the_article_alone(kind: str) -> None:
    text = PAGES[kind]
    assert main(text) == BODY
    head = cleaned(text).headline
    assert head is not None
    assert head.of(text) == HEAD


def test_an_aside_inside_the_article_is_left_out_and_the_article_goes_on() -> None:
    text = f"{HEAD}\n{ONE}\n\nاقرأ أيضا: خبر آخر\n\n{TWO}\n\n{END}"
    assert main(text) == f"{ONE} | {TWO}\n\n{END}"


def test_a_short_line_between_paragraphs_is_part_of_the_article() -> None:
    text = f"{HEAD}\n{ONE}\n\nاتفاق قديم\n\n{TWO}"
    assert main(text) == f"{ONE}\n\nاتفاق قديم\n\n{TWO}"


@pytest.mark.parametrize("sentence", ["شارك الوزير في اللقاء مع خمسة من مساعديه وعدد من الخبراء."])
def test_a_sentence_that_starts_like_a_form_is_no_form(sentence: str) -> None:
    assert main(f"{HEAD}\n{ONE}\n{sentence}\n{TWO}") == f"{ONE}\n{sentence}\n{TWO}"


def test_a_text_without_headline_is_all_main_text() -> None:
    assert main(BODY) == BODY
    assert cleaned(BODY).headline is None


def test_one_word_is_still_a_text() -> None:
    assert main("نص") == "نص"


def test_front_matter_and_marks_of_markdown_are_outside_every_zone() -> None:
    text = (
        f"---\nlanguage: ar\n---\n\nأخبار أخرى\n\n{FLAT}\n\n# {HEAD}\n\nبحر نت: متابعة\n\n{BODY}\n"
    )
    assert main(text, "a.md") == BODY
    head = cleaned(text, "a.md").headline
    assert head is not None
    assert head.of(text) == HEAD


def test_wrapped_latin_lines_are_paragraphs() -> None:
    text = (
        "MINISTERS MEET IN LISBON\n  The fisheries minister of the kingdom met his\n  colleague on "
        "Monday, officials said.\n      They will meet again in the\n  spring, he added, without\n"
        "  naming a day.\n"
    )
    assert main(text).startswith("The fisheries")
    assert main(text).endswith("naming a day.")
    assert headed(text).language == "en"


def test_short_latin_lines_are_not_wrapped_into_the_headline() -> None:
    body = "The minister received his colleague in the capital on Monday, a statement said."
    found = headed(f"Fisheries minister meets colleague\nBy Samir Alami\nMay 12, 2016\n\n{body}\n")
    assert found.headline == "Fisheries minister meets colleague"
    assert (found.byline, found.published.edtf) == ("Samir Alami", "2016-05-12")


def test_a_stated_headline_is_found_in_the_text() -> None:
    found = cleaned(f"قسم الاقتصاد في الجريدة\n{HEAD}\n{BODY}", side={"headline": HEAD})
    assert found.headline is not None
    assert found.headline.of(found.text) == HEAD


@pytest.mark.parametrize(
    ("line", "day", "words"),
    [
        ("نشر في مرسى اليوم يوم 14 - 11 - 2016", "2016-11-14", "14 - 11 - 2016"),
        ("سعاد العلوي الاثنين 14 نونبر 2016", "2016-11-14", "الاثنين 14 نونبر 2016"),
        ("Mon, 14 Nov 2016 09:00:00 GMT", "2016-11-14", "Mon, 14 Nov 2016"),
        ("Wed, 02 Mar 2016 09:00:00 GMT", "2016-03-02", "Wed, 02 Mar 2016"),
        ("2016-11-14T09:00:00+01:00", "2016-11-14", "2016-11-14"),
        ("14/11/2016", "2016-11-14", "14/11/2016"),
        ("الرياض 5 محرم 1440 هـ الموافق 15 سبتمبر 2018 م", "2018-09-15", "15 سبتمبر 2018"),
    ],
)
def test_the_day_under_the_headline_is_the_day_of_publication(
    line: str, day: str, words: str
) -> None:
    found = headed(f"{HEAD}\n{line}\n\n{BODY}").published
    assert (found.edtf, found.basis, found.text) == (day, "explicit", words)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n{BODY}",
        f"{HEAD}\nآخر تحديث 14 نونبر 2016\n{BODY}",
        f"{HEAD}\n{BODY}\n\nجميع الحقوق محفوظة 14 نونبر 2016",
        f"{HEAD}\n{BODY}\n\nGMT 08:46 2014 الأحد ,2 آذار / مارس",
        f"مباراة يوم 14 نونبر 2016 في ملعب المدينة\n\n{HEAD}\n\n{HEAD}\n{BODY}",
        f"{HEAD}\n{BODY}\nووقع الاتفاق في 14 نونبر 2016 بحضور عدد من المسؤولين.",
        f"{HEAD}\nالاثنين الماضي\n{BODY}",
        f"الأحد 15 ماي 2022\n{HEAD}\n{BODY}",
    ],
)
def test_no_other_date_of_the_page_is_the_day_of_publication(text: str) -> None:
    found = headed(text).published
    assert (found.edtf, found.basis) == (None, "none")


def test_an_agency_opens_with_place_and_day() -> None:
    text = f"{HEAD}\nأكادير، 14 نونبر 2016 (بحر) - {ONE}\n{TWO}"
    assert headed(text).published.edtf == "2016-11-14"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("أكادير - سعاد العلوي", "أكادير - سعاد العلوي"),
        ("أكادير – سعاد العلوي:", "أكادير – سعاد العلوي"),
        ("سعاد العلوي الاثنين 14 نونبر 2016", "سعاد العلوي"),
        ("بقلم سعاد العلوي، يوم الاثنين 14 نونبر 2016", "سعاد العلوي"),
        ("بحر نت: متابعة", "بحر نت: متابعة"),
        ("مرسى اليوم", "مرسى اليوم"),
        ("نشر في مرسى اليوم يوم 14 - 11 - 2016", None),
        ("Mon, 14 Nov 2016 09:00:00 GMT", None),
    ],
)
def test_the_byline_is_read_without_the_date_beside_it(line: str, byline: str | None) -> None:
    assert headed(f"{HEAD}\n{line}\n\n{BODY}").byline == byline


@pytest.mark.parametrize(
    ("line", "name", "outlet"),
    [
        ("نشر في مرسى اليوم يوم 14 - 11 - 2016", "مرسى اليوم", "outlet/marsa"),
        ("مرسى اليوم -", "مرسى اليوم", "outlet/marsa"),
        (f"مرسى اليوم - {HEAD}", "مرسى اليوم", "outlet/marsa"),
        ("بحر نت: متابعة", "بحر نت", "outlet/bahr"),
        ("Marsa.ma", "Marsa.ma", "outlet/marsa"),
        ("أكادير - بحر نت", "بحر نت", "outlet/bahr"),
        ("أكادير - برق", None, None),
        ("برق", "برق", "outlet/barq"),
        ("الصيادون نيوز", "الصيادون نيوز", None),
        ("أكادير - الصيادون نيوز", "الصيادون نيوز", None),
        ("أكادير - سعاد العلوي", None, None),
    ],
)
def test_the_outlet_is_the_one_that_the_page_names(
    line: str, name: str | None, outlet: str | None
) -> None:
    found = headed(f"{HEAD}\n{line}\n\n{BODY}")
    assert (found.publisher_name, found.publisher) == (name, outlet)


def test_what_is_stated_beside_the_text_wins() -> None:
    side = {"publisher": "بحر نت", "published": "2016-11", "byline": "كاتب", "language": "fr"}
    found = headed(f"{HEAD}\nسعاد العلوي الاثنين 14 نونبر 2016\n{BODY}", side)
    assert (found.publisher, found.byline, found.language) == ("outlet/bahr", "كاتب", "fr")
    assert found.published.edtf == "2016-11"
    assert found.published.latest is not None
    assert headed(BODY, {"publisher": "outlet/khabar"}).publisher == "outlet/khabar"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{HEAD}\n{BODY}", "ar"),
        ("Le ministre a rencontré son homologue dans la capitale, avec les experts du port.", "fr"),
        ("The minister said that he had met the experts of the port and is to come back.", "en"),
        ("12345 67890", "und"),
        ("Ministro encontra homólogo.", "und"),
    ],
)
def test_the_language_is_that_of_the_main_text(text: str, language: str) -> None:
    assert headed(text).language == language


LINES = st.lists(
    st.sampled_from([HEAD, ONE, TWO, TICKER, FLAT, "تعليق جديد", "", " ", "GMT 10:00", "©", "# x"])
    | st.text(max_size=30),
    max_size=12,
).map("\n".join)


@given(LINES)
def test_zones_lie_in_order_inside_the_text_and_hold_words(text: str) -> None:
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u200b\u200e\u200f") or "\x00" in text:
        return
    article = read_bytes("a.json", json.dumps({"text": text}).encode()) if _plain(text) else None
    if article is None:
        return
    found, last = clean(article, Outlets()), 0
    for span in found.main:
        assert last <= span.start < span.end <= len(text)
        assert span.of(text).strip()
        last = span.end
    for zone in (found.headline, found.byline, found.publisher, found.published):
        assert zone is None or (0 <= zone.start < zone.end <= len(text))
    heading(found, Outlets())


def _plain(text: str) -> bool:
    return all(char >= " " or char in "\n\t\r" for char in text) and text.isascii() is not None


@pytest.mark.parametrize(
    "text",
    [
        "ا" * 100_000,
        "كلمة " * 20_000,
        "\n".join(["سطر"] * 20_000),
        " " * 100_000 + "x",
        "- " * 50_000,
    ],
    ids=range(5),
)
def test_hostile_pages_take_linear_time(text: str) -> None:
    start = time.perf_counter()
    heading(cleaned(text), Outlets())
    assert time.perf_counter() - start < 10


def test_paragraphs_cover_every_word() -> None:
    text = f"\n\n {HEAD} \n\t\n{BODY}\n"
    found = paragraphs(text)
    assert [part.span.of(text) for part in found] == [HEAD, ONE, TWO, END]
    assert paragraphs(" \n ") == ()


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the gold answers are not here")
def test_the_gold_zones_are_met_to_the_letter() -> None:
    for path in sorted((SHARED / "articles").glob("*.txt")):
        gold = json.loads((SHARED / "gold" / f"{path.name}.json").read_text())["article"]
        found = clean(read_file(path), Outlets())
        assert found.main == (Span(*gold["main_text_offsets"]),), path.name
        assert found.headline == Span(*gold["headline_offsets"]), path.name
        assert heading(found, Outlets()).published.edtf == gold["published"], path.name


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the corpus is not here")
def test_days_of_publication_in_the_corpus_are_right() -> None:
    for path in sorted((SHARED / "corpus").glob("*.gold.json")):
        gold = json.loads(path.read_text())
        article = read_file(path.with_name(path.name.replace(".gold.json", ".txt")))
        assert heading(clean(article, Outlets()), Outlets()).published.edtf == gold["published"]
