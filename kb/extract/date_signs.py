"""A text as words with date signs: what every word, number and mark can be in a date."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kb.extract import calendar_words as cw
from kb.extract.text import Folded

_PHRASES = "|".join(re.escape(phrase) for phrase in cw.PHRASES)
_PHRASE = re.compile(rf"[وفبل]?(?:{_PHRASES})(?!\w)")
_OPENING = {re.split(r"\W", phrase)[0] for phrase in cw.PHRASES}
_OPENERS = frozenset(_OPENING | {letter + word for letter in "وفبل" for word in _OPENING})
_WORDS = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|[\n_]")
_CLITICS = "وفبلك"
_ORDINALS = frozenset({"er", "st", "nd", "rd", "th"})
_DEFINITE = ("ال", "لل", "بال", "وال")


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
    done = 0
    for match in _WORDS.finditer(folded.text):
        start, text = match.start(), match.group()
        if start < done:
            continue
        if text in _OPENERS and (phrase := _PHRASE.match(folded.text, start)):
            text = phrase.group()
        done = start + len(text)
        skip, sign, number = _sign(text)
        if sign == "x" and text not in _ORDINALS:
            found.append(Word(text, start, done, "x", 0))
        else:
            _add(found, folded, text, Word(text[skip:], start + skip, done, sign, number))
    return found


def _add(found: list[Word], folded: Folded, text: str, word: Word) -> None:
    """Add a word that has a sign, as what the words before it allow it to be."""
    before = found[-1] if found else None
    if word.text in _ORDINALS and before and before.sign == "d":
        return
    capital = word.text not in cw.CAPITALISED or _capital(folded, word)
    # After a definite noun these are adjectives: the secretary general, the first week of May.
    said = word.text == "العام" or (word.sign == "d" and word.text[0] == "ا")
    adjective = said and before and before.text.startswith(_DEFINITE) and before.text != "اليوم"
    if not capital or adjective:
        word = word._replace(sign="x")
    if len(word.text) < len(text) and text[0] == "و":
        at = word.end - len(text)
        found.append(Word("و", at, at + 1, "a", 0))
    found.append(word)


def _capital(folded: Folded, word: Word) -> bool:
    """Whether a word starts with a capital; in French, months do not."""
    return (
        word.text in {"mars", "mai", "avril"} or folded.source[folded.start(word.start)].isupper()
    )


@lru_cache(maxsize=20_000)
def _sign(text: str) -> tuple[int, str, int]:
    """How many attached letters stand before a word that has a sign, its sign, its number."""
    if text.isdecimal():
        return 0, *_number(text)
    if not text[0].isalpha():
        return 0, text if text in "-/,.()" else "," if text == "،" else "x", 0
    known = cw.WORDS.get(text)
    skip = 0
    while known is None and skip < 2 and text[skip : skip + 1] in _CLITICS and len(text) > skip + 3:
        skip += 1
        known = cw.WORDS.get(text[skip:])
        if known and (known[0] not in "mwkZTGYSEqALRbgKve" or text[skip:] == "اب"):
            known = None
    if known is None and text.startswith("لل"):
        known = cw.WORDS.get("ا" + text[1:])
        skip, known = 0, None if known and known[0] == "T" else known
    return (skip, *known) if known else (0, "x", 0)


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
