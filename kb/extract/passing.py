"""Whose report an article passes on: an outlet or agency it quotes, or a communiqué."""

from __future__ import annotations

from collections.abc import Sequence

from kb.extract.nodes import Sentence
from kb.extract.quoting import Said
from kb.extract.text import fold
from kb.records import Entity, PassedOn, Span, Statement

_RECEIVED = frozenset(fold("توصلت توصل تلقت بحسب حسب نقلا نقلت أوردته أوردت لجريدة لصحيفة").split())


def find_passed_on(
    said: Sequence[Said],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    publisher: str | None,
) -> tuple[PassedOn, ...]:
    """The outlets and communiqués that speak in an article, each with the sentences that say so.

    The publisher is left out: it does not pass on its own report.
    """
    found: dict[str, list[Span]] = {}
    voices = {one.id for one in entities if one.type in {"outlet", "communique"}}
    for one in said:
        here = {marker.speaker for marker in one.markers}
        here |= {name for marker in one.markers for name in (marker.through, marker.source)}
        here |= _received(one.sentence)
        for entity in sorted(here & voices - {publisher or ""}):
            found.setdefault(entity, []).append(one.sentence.span)
    for statement in statements:
        source = statement.attributed_to
        if source in voices and source != publisher and source not in found:
            found[source] = [statement.span]
    return tuple(PassedOn(entity, tuple(spans)) for entity, spans in found.items())


def _received(sentence: Sentence) -> set[str]:
    """Outlets that the sentence says received or carried a report: their copy is passed on."""
    return {
        node.entity.id
        for at, node in enumerate(sentence.nodes)
        if node.entity is not None
        and node.entity.type == "outlet"
        and any(before.form in _RECEIVED for before in sentence.nodes[max(0, at - 4) : at])
    }
