from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kb.extract.article import read_bytes
from kb.extract.contract import to_json
from kb.extract.reading import read
from kb.settings import PACKAGE
from tests.conftest import ROOT, SHARED
from tests.extract.marked import lexicon

SCHEMA = json.loads((ROOT / "docs" / "extract.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
ARTICLE = """وزير الفلاحة يستقبل سفير المملكة

جريدة الأفق - 18 مارس 2019

استقبل وزير الفلاحة سالم العمري، اليوم الاثنين بالرباط، سفير المملكة المتحدة نبيل الراوي.
وأكد الوزير أن "التعاون بين البلدين يتقدم كل يوم".
ووقع الطرفان مذكرة تفاهم حول الصيد البحري بين المغرب والمملكة المتحدة.
"""
VOCABULARY = """
استقبل التقى زار يزور سيلتقي لقاء زيارة جولة أجرى مباحثات مع ب ل الوزير سالم العمري الرباط تونس
الجمعة المقبل قال أن " “ ” ( ) ، . الذي التي حسب بلاغ اتفاق وقع بين و منذ في 2019
"""


def printed(text: str) -> dict[str, Any]:
    return to_json(read(read_bytes("article.txt", text.encode()), lexicon()))


def spans(node: Any) -> list[tuple[int, int]]:
    """Every start and end of a record."""
    if isinstance(node, list):
        return [span for part in node for span in spans(part)]
    if not isinstance(node, dict):
        return []
    found = [(node["start"], node["end"])] if isinstance(node.get("start"), int) else []
    return found + [span for part in node.values() for span in spans(part)]


def dangling(record: dict[str, Any]) -> set[str]:
    """Ids that a record refers to without listing the entity."""
    used = {part["entity"] for event in record["events"] for part in event["participants"]}
    used |= {event[name] for event in record["events"] for name in ("place", "attributed_to")}
    used |= {one[name] for one in record["statements"] for name in ("speaker", "attributed_to")}
    used |= {party for one in record["agreements"] for party in one["parties"]}
    used |= {one["entity"] for one in record["article"]["passes_on"]}
    return used - {entity["id"] for entity in record["entities"]} - {None}


def test_the_schema_is_itself_sound() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_what_is_printed_keeps_the_contract() -> None:
    record = printed(ARTICLE)

    VALIDATOR.validate(record)
    assert record["events"]
    assert dangling(record) == set()


def test_the_schema_refuses_what_the_contract_does_not_have() -> None:
    record = printed(ARTICLE)
    record["events"][0]["mood"] = "good"

    assert not VALIDATOR.is_valid(record)


def test_ids_of_events_are_told_apart() -> None:
    ids = [event["id"] for event in printed(ARTICLE)["events"]]

    assert len(ids) == len(set(ids))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(VOCABULARY.split()), min_size=3, max_size=60))
def test_any_order_of_the_words_of_the_genre_keeps_contract_and_offsets(words: list[str]) -> None:
    text = "خبر اليوم\n\n" + " ".join(words) + "\n"
    record = printed(text)

    VALIDATOR.validate(record)
    assert all(0 <= start < end <= len(text) for start, end in spans(record))
    assert dangling(record) == set()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real articles are not here")
def test_real_articles_keep_the_contract() -> None:
    for path in sorted((SHARED / "articles").glob("*.txt")):
        VALIDATOR.validate(printed(path.read_text("utf-8")))


def test_the_schema_lies_beside_the_package() -> None:
    assert (PACKAGE.parent / "docs" / "extract.schema.json").is_file()
