"""Which words of an article are one entity."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.extract.links import link
from kb.extract.mentions import find_mentions
from kb.extract.posts import find_posts
from tests.extract.small import LEXICON, ROWS, entities, labels, page, surfaces

LOOSE = """
وزير الدفاع الزمبلي قال استقبل السيد عبد بن آل خالد ، . ( ) « » بلاغ المصدر ذاته مدير الوزير سفير
لدى والمدير للوزير - 3 على علي
"""
NAMES = [name for seed in ROWS for name in (*seed.labels.values(), *seed.spellings)]
WORDS = st.sampled_from([*NAMES, "\n", *LOOSE.split()])


@given(st.lists(WORDS, max_size=40))
@settings(max_examples=60, deadline=None)
def test_mentions_read_as_their_surface_and_posts_refer_to_listed_people(words: list[str]) -> None:
    clean = page(" ".join(words))
    found = link(clean, LEXICON)
    for entity in found:
        for mention in entity.mentions:
            assert clean.text[mention.start : mention.end] == mention.surface
    ids = [entity.id for entity in found]
    assert len(set(ids)) == len(ids)
    for post in find_posts(clean, found, LEXICON):
        assert post.person in ids
        assert post.organisation is None or post.organisation in ids
        assert post.evidence.of(clean.text).strip()


def test_the_same_text_gives_the_same_entities_again() -> None:
    clean = page("قال الوزير فلاح الجندوبي إن زمبلا ترحب. وأضاف الجندوبي أن البلدة آمنة.")
    assert link(clean, LEXICON) == link(clean, LEXICON)


def test_a_surname_alone_means_the_one_person_who_bears_it() -> None:
    text = "استقبل الوزير فلاح الجندوبي الوفد. وأضاف الجندوبي أن العمل مستمر، وشكر للجندوبي ذلك."
    assert surfaces(text, "person/flah-al-jndubi") == ["فلاح الجندوبي", "الجندوبي", "للجندوبي"]


def test_a_surname_that_two_bear_means_neither() -> None:
    text = "التقى الوزير فلاح الجندوبي والمدير سامر الجندوبي. وقال الجندوبي إن اللقاء مثمر."
    people = [e for e in entities(text).values() if e.type == "person"]
    assert sorted(len(person.mentions) for person in people) == [1, 1]


def test_a_known_surname_after_another_first_name_is_a_stranger() -> None:
    found = entities("قال المدير زياد السهلي إن الميناء مغلق. وأضاف السهلي أنه سيفتح.")
    people = [e for e in found.values() if e.type == "person"]
    assert [(e.seeded, len(e.mentions)) for e in people] == [(False, 2)]


def test_a_known_name_as_a_fathers_name_is_another_person() -> None:
    assert "person/karl-boros" not in entities("استقبل الأمير تركي بن كارل بوروس الوفد.")


def test_a_turn_in_the_chair_is_no_presidency() -> None:
    assert "organisation/presidency" in entities("وأعلنت الرئاسة الزمبلية الحداد.")
    assert "organisation/presidency" not in entities("خلال الرئاسة الزمبلية عام 2021.")
    assert "organisation/presidency" not in entities("خلال الرئاسة الزمبلية للمجموعة.")


def test_a_leader_is_known_by_office_and_surname_though_the_first_name_is_wrong() -> None:
    found = entities("استقبل الرئيس الزمبلي كمال الوردي ضيوفه.")
    assert found["person/salim-wardi"].mentions[0].rule == "office and surname"


def test_an_office_alone_means_its_only_holder() -> None:
    text = "وصل وزير الدفاع الروريتاني زياد فوكس. وقال الوزير الروريتاني إنه سعيد."
    found = [e for e in entities(text).values() if e.type == "person"]
    assert [m.surface for m in found[0].mentions] == ["زياد فوكس", "الوزير الروريتاني"]


def test_where_a_meeting_is_does_not_belong_to_the_office() -> None:
    text = "مدير الميناء بالمرسى لبحث العقد. وقال مدير الميناء كارل بوروس إنه وصل."
    assert surfaces(text, "person/karl-boros") == ["مدير الميناء", "كارل بوروس"]


def test_an_office_that_two_hold_means_neither() -> None:
    text = "التقى وزير الدفاع زياد فوكس وزير الداخلية عادل كرم. وقال الوزير إنه سعيد."
    rules = [m.rule for e in entities(text).values() for m in e.mentions]
    assert "office" not in rules


def test_the_reporter_of_a_byline_is_no_entity_of_the_story() -> None:
    found = entities("وصل الوفد إلى زمبلا.", byline="البلدة - سعاد الكتاني")
    assert set(found) == {"place/zembla", "place/balda"}


def test_an_outlet_named_like_a_place_and_a_day_is_told_apart() -> None:
    assert "outlet/marsa-today" not in entities("وصل إلى المرسى اليوم الثلاثاء وفد كبير.")
    assert "place/marsa" in entities("ويواجه المرسى اليوم تحديات كثيرة.")
    assert "outlet/marsa-today" in entities("وأورد موقع المرسى اليوم الخبر.")


def test_communiques_officials_and_the_same_source_are_linked() -> None:
    text = "وقال مسؤول أمني زمبلي إن الوضع هادئ. وأكد المصدر نفسه ذلك. وأوضح بلاغ للوزارة العدد."
    found = entities(text)
    official = next(e for e in found.values() if e.type == "unnamed")
    assert [m.surface for m in official.mentions] == ["مسؤول أمني زمبلي", "المصدر نفسه"]
    assert labels(text, "communique") == ["بلاغ"]


def test_a_communique_takes_its_issuer_and_what_refers_back_to_it() -> None:
    text = "بلاغ للمديرية العامة لحراسة السواحل. وأضاف البلاغ، وفق المصدر ذاته، رقما."
    found = next(e for e in entities(text).values() if e.type == "communique")
    assert [m.surface for m in found.mentions] == [
        "بلاغ للمديرية العامة لحراسة السواحل", "البلاغ", "المصدر ذاته",
    ]  # fmt: skip


def test_the_same_source_is_the_latest_one_that_is_no_outlet() -> None:
    text = "وذكر بلاغ رسمي ذلك. وقال مصدر أمني زمبلي لوكالة البرق إنه هادئ. وأضاف المصدر ذاته رقما."
    official = next(e for e in entities(text).values() if e.type == "unnamed")
    assert [m.surface for m in official.mentions] == ["مصدر أمني زمبلي", "المصدر ذاته"]


def test_the_agency_alone_means_the_only_outlet_named() -> None:
    text = "أفادت وكالة البرق بوصول الوفد. وأضافت الوكالة أن اللقاء غدا."
    assert surfaces(text, "outlet/barq") == ["وكالة البرق", "الوكالة"]


def test_a_seed_brings_its_wikidata_item_and_a_stranger_none() -> None:
    found = entities("التقى كارل بوروس بالوزير فلاح الجندوبي.")
    assert found["person/karl-boros"].wikidata == "Q1"
    assert found["person/flah-al-jndubi"].wikidata is None


def test_mentions_come_in_the_order_of_the_text() -> None:
    seen = find_mentions(page("وصل كارل بوروس إلى زمبلا ثم إلى روريتانيا."), LEXICON)
    assert [s.id for s in seen] == ["person/karl-boros", "place/zembla", "place/ruritania"]


def test_time_grows_with_the_length_only() -> None:
    line = (
        "استقبل وزير الدفاع الزمبلي محمد بن علي بن خالد، مدير المركز، وفدا من لجنة الصيد البحري. "
    )

    def seconds(times: int) -> float:
        clean = page(line * times)
        start = time.process_time()
        link(clean, LEXICON)
        return time.process_time() - start

    seconds(5)
    assert seconds(200) < 20 * max(seconds(40), 0.01)
