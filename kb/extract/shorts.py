"""People meant by a surname alone, once the article has named them in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from kb.extract.clusters import Cluster
from kb.extract.likeness import skeleton
from kb.extract.mentions import Sighting, Texts, surname_like
from kb.extract.text import with_article
from kb.extract.titles import bare
from kb.extract.words import COMPOUND, GIVEN, OPENING

_LEAST = 0.75  # share of letters that two spellings of a surname have in common


def short_forms(
    texts: Texts, clusters: Mapping[str, Cluster]
) -> Iterator[tuple[Cluster, Sighting]]:
    """Single surnames of the people an article names in full, where only one bears them."""
    sole = _sole(clusters)
    taken = {
        (s.stream, at) for c in clusters.values() for s in c.seen for at in range(s.first, s.last)
    }
    for number, (zone, text) in enumerate(texts):
        for at, piece in enumerate(text.pieces):
            if not piece.word or (number, at) in taken:
                continue
            found = _bearer(piece.text, sole)
            if found and text.word(at - 1) not in GIVEN:
                one, skip, stem = found
                short = Sighting(number, zone, at, at + 1, skip, "person", None, "short", stem)
                yield one, short


def _sole(clusters: Mapping[str, Cluster]) -> dict[str, Cluster]:
    """The surnames that one person of an article alone bears."""
    bearers: dict[str, set[str]] = {}
    for one in clusters.values():
        if one.type == "person":
            for surname in _surnames(one.names):
                bearers.setdefault(surname, set()).add(one.id)
    return {word: clusters[min(ids)] for word, ids in bearers.items() if len(ids) == 1}


def _bearer(word: str, sole: Mapping[str, Cluster]) -> tuple[Cluster, int, str] | None:
    """The person whose surname a word is, the letters attached to it, and its skeleton."""
    for skip, stem in _readings(word):
        if stem in sole and _near(with_article(word[skip:]), sole[stem]):
            return sole[stem], skip, stem
    return None


def _near(word: str, one: Cluster) -> bool:
    """Whether a word is a spelling of one of the names of a person."""
    if not surname_like(word):
        return False
    names = (bare(part) for name in one.names for part in name.split())
    return any(SequenceMatcher(None, bare(word), part).ratio() >= _LEAST for part in names)


@lru_cache(maxsize=1 << 14)
def _readings(word: str) -> tuple[tuple[int, str], ...]:
    """Skeletons of a word as it is, and without one or two attached letters."""
    found = [(0, _skeleton(word))]
    joined = int(word[:1] in {"و", "ف"})
    if word.startswith("لل", joined):
        found.append((joined, _skeleton(f"ال{word[joined + 2 :]}")))
    if word[:1] in set("وفبلك") and len(word) > 4:
        found.append((1, _skeleton(word[1:])))
        if word[0] in "وف" and word[1:2] in set("بلك") and len(word) > 5:
            found.append((2, _skeleton(word[2:])))
    return tuple(found)


def _skeleton(word: str) -> str:
    """A surname as short forms are compared: without the article, vowels kept at its ends."""
    stem = bare(word)
    return stem[:1] + skeleton(stem[1:]) + stem[-1:]


def _surnames(names: list[str]) -> set[str]:
    """The words of full names that can stand alone: those after the first name."""
    found: set[str] = set()
    for name in names:
        words = name.split()
        rest = words[2:] if words[0] in OPENING else words[1:]
        for before, word in zip(["", *rest], rest, strict=False):
            last = word == rest[-1]
            telling = last or (word.startswith("ال") and word not in GIVEN)
            if surname_like(word) and telling and before not in COMPOUND:
                found.add(_skeleton(word))
    return found
