"""Sites that are named, a palace or a presidential complex: places where events are said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.extract.cues import RELATIVES, TIMES
from kb.extract.nodes import Node, Sentence
from kb.extract.text import fold
from kb.extract.verbs import trigger
from kb.ids import slug
from kb.records import Entity, Mention

_SHORTEST = 4  # letters of a name with the article
_PALACE = fold("قصر")  # takes the name of its owner or of whom it is called after
# Named by an adjective: the royal palace, the presidential complex.
_ADJECTIVES = {
    fold("القصر"): frozenset(map(fold, ("الملكي", "الرئاسي", "الجمهوري", "الأميري", "الحكومي"))),
    fold("المجمع"): frozenset(map(fold, ("الرئاسي", "الحكومي"))),
}
_LETTERS = frozenset({"", "ب", "ل", "و", "وب"})
_MARKS = (_PALACE, *(stem.removeprefix("ال") for stem in _ADJECTIVES))
_TIMES_OR_RELATIVES = TIMES | RELATIVES


def _plain(node: Node) -> bool:
    """Whether a word may be the name of a palace."""
    plain = node.entity is None and not node.is_mark and len(node.form) >= _SHORTEST
    other = node.form in _TIMES_OR_RELATIVES or trigger(node.form) is not None
    return plain and not other and node.form != "النظر"


def _letters(node: Node, follow: Node) -> str | None:
    """The letters attached in front of a site that a word and the next one name; else None."""
    if node.entity is not None or follow.entity is not None:
        return None
    for stem, adjectives in _ADJECTIVES.items():
        if node.form.endswith(stem) and follow.form in adjectives:
            return node.form.removesuffix(stem)
    if node.form.endswith(_PALACE) and _plain(follow):
        return node.form.removesuffix(_PALACE)
    return None


def _found(text: str, nodes: Sequence[Node]) -> Iterator[Mention]:
    for node, follow in pairwise(nodes):
        letters = _letters(node, follow)
        if letters is not None and letters in _LETTERS:
            start = node.start + len(letters)
            yield Mention(text[start : follow.end], start, follow.end, "site")


def with_sites(
    text: str, sentences: Sequence[Sentence], entities: Sequence[Entity]
) -> Sequence[Entity]:
    """The entities with the sites that the sentences name; the very ones given if none is."""
    found: dict[str, list[Mention]] = {}
    for sentence in sentences:
        words = sentence.span.of(text)
        if any(mark in words for mark in _MARKS):
            for mention in _found(text, sentence.nodes):
                found.setdefault(f"place/{slug(mention.surface)}", []).append(mention)
    taken = {entity.id for entity in entities}
    new = [
        Entity(id_, "place", {"ar": mentions[0].surface}, tuple(mentions))
        for id_, mentions in found.items()
        if id_ not in taken
    ]
    return (*entities, *new) if new else entities
