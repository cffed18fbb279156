"""A closed list of topics, each known by words of the sentences that tell of an event."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.extract.nodes import Sentence

_WORDS = {
    "counter-terrorism": "الارهاب|الارهابي|ارهابي|التطرف|المتطرف|الجهادي|terroris|jihad",
    "security-cooperation": "التعاون الامني|التنسيق الامني|المجالات الامنيه|المجال الامني|"
    "القضايا الامنيه|المواضيع الامنيه|security cooperation",
    "military-cooperation": "التعاون العسكري|المجالات العسكريه|مجال الدفاع|العسكري|military",
    "sahel": "الساحل|sahel",
    "organised-crime": "الجريمه المنظمه|الاجرام|المخدرات|التهريب|تهريب|organi[sz]ed crime",
    "western-sahara": "الصحراء الغربيه|الصحراء المغربيه|مغربيه الصحراء|western sahara",
    "economy": "الاقتصاد|الاستثمار|التجار|التبادل التجاري|econom|trade",
    "migration": "الهجره|المهاجرين|migra",
    "libya": "ليبي|libya",
    "energy": "الطاقه|الغاز|النفط|energy|\\boil\\b",
}
_PATTERNS = {topic: re.compile(words) for topic, words in _WORDS.items()}
TOPICS = tuple(_WORDS)


def topics_in(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The topics that some sentences speak of, in the order of the list."""
    text = " ".join(node.form for sentence in sentences for node in sentence.nodes)
    return tuple(topic for topic, pattern in _PATTERNS.items() if pattern.search(text))
