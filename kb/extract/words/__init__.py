"""Word lists of Arabic news, folded once: what ends a name, what opens a title, what names are."""

from __future__ import annotations

from kb.extract.text import fold
from kb.extract.words import bodies, common, function, given, offices


def _set(text: str) -> frozenset[str]:
    """The folded words of a list."""
    return frozenset(fold(word) for word in text.split())


def _perfect(stem: str) -> set[str]:
    """A verb in the third person of the perfect, all genders and numbers."""
    base = stem.removesuffix("ى")
    ends = ("ى", "ت", "تا", "يا", "وا") if stem != base else ("", "ت", "تا", "ا", "وا")
    return {fold(base + end) for end in ends}


def _imperfect(stem: str) -> set[str]:
    """A verb in the third person of the imperfect and the future."""
    return {fold(front + stem) for front in ("ي", "ت", "سي", "ست", "ن", "سن")}


def _with_article(words: frozenset[str]) -> frozenset[str]:
    """The words, and the words with the article."""
    return words | {f"ال{word}" for word in words}


VERBS = frozenset(form for stem in function.PERFECT.split() for form in _perfect(stem)) | frozenset(
    form for stem in function.IMPERFECT.split() for form in _imperfect(stem)
)
PARTICLES = _set(function.PARTICLES)
TIMES = _set(function.TIMES)
OFFICES = _with_article(_set(offices.OFFICES))
PAIRED = {fold(word): _set(after) for word, after in offices.PAIRED.items()}
RANKS = _set(offices.RANKS)
LOOSE_RANKS = _set(offices.LOOSE_RANKS)
HONORIFICS = _set(offices.HONORIFICS)
LINKS = _set(offices.LINKS)
ATTRIBUTES = _set(offices.ATTRIBUTES)
FORMER = _set(offices.FORMER)
HEADS = _set(bodies.HEADS)
WEAK = _set(bodies.WEAK)
VAGUE = _set(bodies.VAGUE)
COMMUNIQUES = _set(bodies.COMMUNIQUES)
UNNAMED = _set(bodies.UNNAMED)
UNNAMED_ATTRIBUTES = _set(bodies.UNNAMED_ATTRIBUTES)
PRESS = _set(bodies.PRESS)
SAME = _set(bodies.SAME_SOURCE)
GIVEN = _set(given.ARABIC) | _set(given.FOREIGN)
GIVEN_AS_WRITTEN = frozenset(f"{given.ARABIC} {given.FOREIGN}".split())
AMBIGUOUS = _set(given.AMBIGUOUS)
COMPOUND = _set(given.COMPOUND)
OPENING = _set(given.OPENING)
NOUNS = _set(common.NOUNS)
STOPS = PARTICLES | TIMES | VERBS
