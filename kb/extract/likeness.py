"""Whether two spellings are one name: short forms, the article, and transliterated vowels."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Generic, TypeVar

from kb.extract.lexicon import Lexicon
from kb.extract.titles import bare
from kb.extract.words import GIVEN, GIVEN_ARABIC, HEADS, VAGUE
from kb.records import EntityType

T = TypeVar("T")
_LONG = re.compile("[اوي]")
_TWICE = re.compile(r"(.)\1+")
_SURNAMES = 0.9
_LEAST = 0.7  # below it two transliterations of one name were not met in the corpus


@lru_cache(4096)
def skeleton(word: str) -> str:
    """A folded word without the long vowels that transliterations differ in."""
    return _TWICE.sub(r"\1", _LONG.sub("", word.removesuffix("ه")))


class LikeNames(Generic[T]):
    """Names with what each is of; only those are compared that can be alike at all.

    Two names are alike word by word, or the words of one are all in the other beside the word that
    both are looked up by: a person's last, a body's first.
    """

    def __init__(self) -> None:
        self._whole: dict[tuple[bool, tuple[str, ...]], list[T]] = {}
        self._of_word: dict[tuple[bool, str, str], list[T]] = {}
        self._of_one: dict[tuple[bool, str, str], list[T]] = {}

    def add(self, kind: EntityType, name: str, value: T) -> None:
        """Have a name found."""
        person, words, sign = _signs(kind, name)
        self._whole.setdefault((person, _sounds(words) if person else words), []).append(value)
        for word in set(words):
            self._of_word.setdefault((person, sign, word), []).append(value)
        telling = max(set(words) - {sign}, key=lambda word: (len(word), word), default=sign)
        self._of_one.setdefault((person, sign, telling), []).append(value)

    def near(self, kind: EntityType, name: str) -> set[T]:
        """What the names are of that can be like another."""
        person, words, sign = _signs(kind, name)
        found = set(self._whole.get((person, _sounds(words) if person else words), ()))
        longer = [self._of_word.get((person, sign, word), []) for word in words]
        shortest = min(longer, key=len) if longer else []
        found.update(shortest)
        for word in words:
            found.update(self._of_one.get((person, sign, word), ()))
        return found


def _signs(kind: EntityType, name: str) -> tuple[bool, tuple[str, ...], str]:
    """Whether a name is a person's, its words, and the one that longer and shorter forms share."""
    person = kind == "person"
    words = _words(name) if person else _body_words(name)
    return person, words, (words[-1] if person else words[0]) if words else ""


def _sounds(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(skeleton(word) for word in words)


def alike(kind: EntityType, known: str, other: str, lexicon: Lexicon) -> float:
    """How surely two names are one: 1 for the same words, less for a spelling, 0 for no."""
    if known == other:
        return 1.0
    return _people(known, other) if kind == "person" else _bodies(known, other, lexicon)


def _people(known: str, other: str) -> float:
    """Two people's names: one may be a short form, or another spelling word by word."""
    a, b = _words(known), _words(other)
    small, large = sorted((a, b), key=len)
    if len(small) > 1 and small[-1] == large[-1] and set(small) <= set(large):
        return 0.95 if small[0] == large[0] else _SURNAMES * _surnames(small, large)
    if len(a) != len(b) or len(a) < 2:
        return 0.0
    scores = [_spelt(x, y) for x, y in zip(a, b, strict=True)]
    return min(scores) if min(scores) >= _LEAST else 0.0


def _surnames(small: tuple[str, ...], large: tuple[str, ...]) -> bool:
    """Whether a short name is the family name of several words that a long one ends with."""
    fathers = small[0] in GIVEN or "بن" in small
    return large[-len(small) :] == small and not fathers


def _spelt(a: str, b: str) -> float:
    """How alike two spellings of one word are; 0 unless they share their consonants."""
    if a == b:
        return 1.0
    if (
        (a in GIVEN_ARABIC and b in GIVEN_ARABIC)
        or skeleton(a) != skeleton(b)
        or len(skeleton(a)) < 2
    ):
        return 0.0
    return SequenceMatcher(None, a, b).ratio()


@lru_cache(4096)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name without the article, عبد joined to what follows it."""
    joined = re.sub(r"\bعبد (?=ال)", "عبد", name)
    return tuple(bare(word) for word in joined.split())


@lru_cache(4096)
def _body_words(name: str) -> tuple[str, ...]:
    return tuple(bare(word) for word in name.split())


def _bodies(known: str, other: str, lexicon: Lexicon) -> float:
    """Two bodies' names: one may leave out the country or a word that adds nothing."""
    a, b = _body_words(known), _body_words(other)
    if a == b:
        return 1.0
    small, large = sorted((a, b), key=len)
    if len(small) > 2 and small[0] == large[0] and set(small) < set(large):
        return 0.8
    if large[: len(small)] != small or small[0] not in HEADS or len(small) < 2:
        return 0.0
    more = large[len(small) :]
    return 0.9 if all(lexicon.country(w) or f"ال{w}" in VAGUE for w in more) else 0.0
