"""Palaces that are named: places of the article, where events are said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.extract.cues import RELATIVES, TIMES
from kb.extract.nodes import Node, Sentence
from kb.extract.verbs import trigger
from kb.ids import slug
from kb.records import Entity, Mention

_PALACE = "قصر"
_LETTERS = frozenset({"", "ب", "ل", "و", "وب"})
_SHORTEST = 4  # letters of a name with the article


def _named(node: Node) -> bool:
    """Whether a word may be the name of a palace."""
    plain = node.entity is None and not node.is_mark and len(node.form) >= _SHORTEST
    other = node.form in TIMES | RELATIVES or trigger(node.form) is not None
    return plain and not other and node.form != "النظر"


def _found(text: str, nodes: Sequence[Node]) -> Iterator[Mention]:
    for node, follow in pairwise(nodes):
        letters = node.form.removesuffix(_PALACE)
        if node.entity or letters not in _LETTERS or not node.form.endswith(_PALACE):
            continue
        if _named(follow):
            start = node.start + len(letters)
            yield Mention(text[start : follow.end], start, follow.end, "site")


def with_sites(
    text: str, sentences: Sequence[Sentence], entities: Sequence[Entity]
) -> Sequence[Entity]:
    """The entities with the palaces that the sentences name; the very ones given if none is."""
    found: dict[str, list[Mention]] = {}
    for sentence in sentences:
        if _PALACE in sentence.span.of(text):
            for mention in _found(text, sentence.nodes):
                found.setdefault(f"place/{slug(mention.surface)}", []).append(mention)
    taken = {entity.id for entity in entities}
    new = [
        Entity(id_, "place", {"ar": mentions[0].surface}, tuple(mentions))
        for id_, mentions in found.items()
        if id_ not in taken
    ]
    return (*entities, *new) if new else entities
