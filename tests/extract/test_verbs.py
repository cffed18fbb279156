from __future__ import annotations

import pytest

from kb.extract.text import fold
from kb.extract.verbs import trigger


@pytest.mark.parametrize(
    ("word", "frame", "tense"),
    [
        ("استقبل", "receive", "past"),
        ("وسيستقبل", "receive", "future"),
        ("تستقبل", "receive", "present"),
        ("التقى", "meet", "past"),
        ("التقت", "meet", "past"),
        ("والتقيا", "meet", "past"),
        ("سيلتقون", "meet", "future"),
        ("التقاه", "meet", "past"),
        ("أجراها", "carry", "past"),
        ("يزورها", "visit", "present"),
        ("بزيارة", "visit", "none"),
        ("زيارته", "visit", "none"),
        ("لقائهما", "meet", "none"),
        ("ولقاؤه", "meet", "none"),
        ("للقمة", "attend", "none"),
    ],
)
def test_event_words_are_known_in_all_their_forms(word: str, frame: str, tense: str) -> None:
    found = trigger(fold(word))

    assert found is not None
    assert (found.frame, found.tense) == (frame, tense)


@pytest.mark.parametrize("word", ["الرباط", "وزير", "قبل", "جميع", "المستقبل", "مجلس"])
def test_other_words_tell_of_no_event(word: str) -> None:
    assert trigger(fold(word)) is None
