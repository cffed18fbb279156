"""A text as words with date signs: what every word, number and mark can be in a date."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.extract import calendar_words as cw
from kb.extract.text import Folded

_PHRASES = "|".join(re.escape(phrase) for phrase in cw.PHRASES)
_WORDS = re.compile(rf"\d+|[وفبل]?(?:{_PHRASES})(?!\w)|[^\W\d_]+|[^\w\s]|[\n_]")
_CLITICS = "وفبلك"
_ORDINALS = frozenset({"er", "st", "nd", "rd", "th"})


class Word(NamedTuple):
    """A word, number or mark of the folded text."""

    text: str
    start: int
    end: int
    sign: str
    number: int


def signed(folded: Folded) -> list[Word]:
    """The words, numbers and marks of a text with their signs."""
    found: list[Word] = []
    for match in _WORDS.finditer(folded.text):
        word = _word(match.group(), match.start(), match.end())
        if word.text in _ORDINALS and found and found[-1].sign == "d":
            continue
        if word.text in cw.CAPITALISED and not _capital(folded, word):
            word = word._replace(sign="x")
        if word.text == "العام" and found and found[-1].text.startswith(("ال", "لل", "بال", "وال")):
            word = word._replace(sign="x")  # an adjective: the secretary general, the attorney …
        if word.start > match.start() and match.group()[0] == "و":
            found.append(Word("و", match.start(), match.start() + 1, "a", 0))
        found.append(word)
    return found


def _capital(folded: Folded, word: Word) -> bool:
    """Whether a word starts with a capital; in French, months do not."""
    return (
        word.text in {"mars", "mai", "avril"} or folded.source[folded.start(word.start)].isupper()
    )


def _word(text: str, start: int, end: int) -> Word:
    """A word with its sign, attached letters left out of it where what follows has one."""
    if text.isdigit():
        return Word(text, start, end, *_number(text))
    if not text[0].isalpha():
        return Word(text, start, end, text if text in "-/,.()" else "," if text == "،" else "x", 0)
    known = cw.WORDS.get(text)
    skip = 0
    while known is None and skip < 2 and text[skip : skip + 1] in _CLITICS and len(text) > skip + 3:
        skip += 1
        known = cw.WORDS.get(text[skip:])
        if known and (known[0] not in "mwkZTGYSEqA" or text[skip:] == "اب"):
            known = None
    if known is None and text.startswith("لل"):
        known = cw.WORDS.get("ا" + text[1:])
        skip, known = 0, None if known and known[0] == "T" else known
    if known is None:
        return Word(text, start, end, "x", 0)
    return Word(text[skip:], start + skip, end, *known)


def _number(text: str) -> tuple[str, int]:
    """The sign of a number: what in a date it can be."""
    if len(text) > 4:
        return "n", 0
    number = int(text)
    if len(text) <= 2 and 1 <= number <= 31:
        return "d", number
    if len(text) == 4 and 1500 <= number <= 2199:
        return "y", number
    return ("j" if 1300 <= number < 1500 else "n"), number
