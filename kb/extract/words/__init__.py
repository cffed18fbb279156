"""Word lists of Arabic news, folded once: what ends a name, what opens a title, what names are."""

from __future__ import annotations

from kb.extract.text import fold
from kb.extract.words import bodies, common, function, given, latin, offices


def folded(text: str) -> frozenset[str]:
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
PARTICLES = folded(function.PARTICLES)
TIMES = folded(function.TIMES)
OFFICES = _with_article(folded(offices.OFFICES))
PAIRED = {fold(word): folded(after) for word, after in offices.PAIRED.items()}
RANKS = folded(offices.RANKS)
LOOSE_RANKS = folded(offices.LOOSE_RANKS)
HONORIFICS = folded(offices.HONORIFICS)
LINKS = folded(offices.LINKS)
FIELDS = folded(offices.FIELDS)
ATTRIBUTES = folded(offices.ATTRIBUTES)
FORMER = folded(offices.FORMER)
HEADS = folded(bodies.HEADS)
WEAK = folded(bodies.WEAK)
VAGUE = folded(bodies.VAGUE)
LATIN_TITLES = folded(latin.TITLES)
LATIN_OPENERS = folded(latin.OPENERS)
LATIN_PARTICLES = folded(latin.PARTICLES)
COMMUNIQUES = folded(bodies.COMMUNIQUES)
UNNAMED = folded(bodies.UNNAMED)
UNNAMED_ATTRIBUTES = folded(bodies.UNNAMED_ATTRIBUTES)
PRESS = folded(bodies.PRESS)
SAME = folded(bodies.SAME_SOURCE)
GIVEN_ARABIC = folded(given.ARABIC)
GIVEN = folded(given.ARABIC) | folded(given.FOREIGN)
GIVEN_FOREIGN = folded(given.FOREIGN) - folded(given.ARABIC)
GIVEN_AS_WRITTEN = frozenset(f"{given.ARABIC} {given.FOREIGN} {given.COMPOUND}".split())
AMBIGUOUS = folded(given.AMBIGUOUS)
COMPOUND = folded(given.COMPOUND)
OPENING = folded(given.OPENING)
NAMED_AFTER = folded(common.NAMED_AFTER)
NOUNS = folded(common.NOUNS)
STOPS = PARTICLES | TIMES | VERBS
