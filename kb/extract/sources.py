"""Who is cited without a name: communiqués, officials who are not named, "the same source"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kb.extract.lexicon import Lexicon
from kb.extract.mentions import Sighting
from kb.extract.stream import Stream
from kb.extract.words import (
    ATTRIBUTES,
    COMMUNIQUES,
    SAME,
    STOPS,
    UNNAMED,
    UNNAMED_ATTRIBUTES,
    folded,
)
from kb.records import EntityType

_KINDS = folded("صحافي صحفي رسمي مشترك ختامي صحفيا مشتركا صحافيا ثلاثي")
_WHERE = folded("في ضمن حسب بحسب وفق اصدر اصدرت عبر وحسب وبحسب")
_ISSUED = folded("له لها صادر صدر ان من نشرته اصدرته عقب")
_SOURCE = folded("المصدر للمصدر بالمصدر")


def sources(
    number: int, zone: str, text: Stream, seen: Sequence[Sighting], lexicon: Lexicon
) -> Iterator[Sighting]:
    """The communiqués and the unnamed officials of a zone."""
    bodies = {s.first: s.last for s in seen if s.type in {"organisation", "outlet"}}
    taken = {at for s in seen for at in range(s.first, s.last)}
    free = 0
    for at, piece in enumerate(text.pieces):
        if at < free or at in taken or not _signal(piece.text):
            continue
        found = _communique(text, at, bodies) or _unnamed(text, at, lexicon)
        if found:
            kind, last, skip = found
            free = last
            words = text.words(at, last)[skip:]
            yield Sighting(number, zone, at, last, skip, kind, None, kind, words)


@lru_cache(maxsize=1 << 14)
def _signal(word: str) -> bool:
    """Whether a folded word can be a source without a name."""
    return _prefix(word, COMMUNIQUES | UNNAMED) is not None


def _prefix(word: str, stems: frozenset[str]) -> int | None:
    """How many letters are attached before one of the stems; None if the word is none of them."""
    for skip in range(3):
        if word[skip:] in stems and all(letter in "وفبلك" for letter in word[:skip]):
            return skip
    return None


def _communique(
    text: Stream, at: int, bodies: dict[int, int]
) -> tuple[EntityType, int, int] | None:
    """A communiqué, with its kind and its issuer where they follow."""
    skip = _prefix(text.word(at), COMMUNIQUES)
    if skip is None:
        return None
    last = at + 1
    while text.word(last) in _KINDS or text.word(last).removeprefix("ال") in _KINDS:
        last += 1
    issued = last in bodies and text.word(last)[:1] in {"ل", "و"} and last == at + 1
    if issued and text.word(last)[:1] == "ل":
        return "communique", bodies[last], skip
    sure = text.word(at)[skip:].startswith(("ال", "بلاغ")) or last > at + 1
    cited = text.word(at - 1) in _WHERE or text.word(last) in _ISSUED
    return ("communique", last, skip) if sure or cited else None


def _unnamed(text: Stream, at: int, lexicon: Lexicon) -> tuple[EntityType, int, int] | None:
    """An official or a source told only by kind and country."""
    skip = _prefix(text.word(at), UNNAMED)
    last = at + 1
    while _attribute(text.word(last), lexicon):
        last += 1
    return ("unnamed", last, skip) if skip is not None and last > at + 1 else None


def _attribute(word: str, lexicon: Lexicon) -> bool:
    """Whether a word without the article describes an official."""
    if word in UNNAMED_ATTRIBUTES:
        return True
    if not word or word in STOPS or word.startswith("ال"):
        return False
    return word in ATTRIBUTES or lexicon.country(word) is not None


def same_source(
    number: int, zone: str, text: Stream, cited: Sequence[Sighting]
) -> Iterator[tuple[Sighting, Sighting]]:
    """Each "the same source" of a zone, and the sighting that it refers to."""
    for at in range(len(text.pieces) - 1):
        first, last = _same(text, at)
        if last:
            before = [s for s in cited if (s.stream, s.first) < (number, first)]
            told = next((s for kinds in _RANKED for s in reversed(before) if s.type in kinds), None)
            if told:
                skip = 1 if text.word(first)[:1] in "وب" else 0
                words = text.words(first, last)
                yield (
                    told,
                    Sighting(number, zone, first, last, skip, told.type, told.id, "same", words),
                )


_RANKED = (frozenset({"communique", "unnamed"}), frozenset({"outlet"}))


def _same(text: Stream, at: int) -> tuple[int, int]:
    """First and last piece of "the same source", zeros if it does not stand here."""
    word, after = text.word(at), text.word(at + 1)
    if word in _SOURCE and after in SAME:
        return at, at + 2
    if word in {"ذات", "نفس"} and after == "المصدر":
        return at, at + 2
    return 0, 0
