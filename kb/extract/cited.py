"""Communiqués, unnamed officials and outlets as an article refers back to them."""

from __future__ import annotations

from dataclasses import replace

from kb.extract.clusters import Cluster
from kb.extract.lexicon import Lexicon
from kb.extract.mentions import Sighting, Texts
from kb.extract.sources import same_source, sources
from kb.ids import free, slug
from kb.records import EntityType


def add_cited(texts: Texts, clusters: dict[str, Cluster], lexicon: Lexicon) -> None:
    """Add communiqués, unnamed officials, and what "the same source" refers to."""
    told: list[Sighting] = []
    for number, (zone, text) in enumerate(texts):
        seen = [s for one in clusters.values() for s in one.seen if s.stream == number]
        told += sources(number, zone, text, seen, lexicon)
    for kind in ("communique", "unnamed"):
        _gather(kind, [s for s in told if s.type == kind], clusters)
    cited = sorted(
        (
            replace(s, id=key)
            for key, one in clusters.items()
            for s in one.seen
            if one.type in {"communique", "unnamed", "outlet"} and s.zone != "byline"
        ),
        key=lambda s: (s.stream, s.first),
    )
    for number, (zone, text) in enumerate(texts):
        for referent, sighting in same_source(number, zone, text, cited):
            clusters[referent.id or ""].seen.append(sighting)


def _gather(kind: EntityType, told: list[Sighting], clusters: dict[str, Cluster]) -> None:
    """Communiqués of one article are one, unless they name different issuers; so officials."""
    named: dict[str, Cluster] = {}
    latest: Cluster | None = None
    for sighting in told:
        bare_form = kind == "communique" and len(sighting.words.split()) == 1
        if bare_form and latest is not None:
            latest.seen.append(sighting)
            continue
        latest = named.setdefault(sighting.words, Cluster(kind, "", [sighting.words]))
        latest.seen.append(sighting)
    if kind == "communique" and len(named) == 2 and latest is not None:
        first, second = named.values()
        if len(first.names[0].split()) == 1:
            second.seen += first.seen
            del named[first.names[0]]
    for words, one in named.items():
        one.id = free(f"{kind}/{slug(words)}", lambda taken: taken in clusters)
        clusters[one.id] = one
