"""Communiqués, unnamed officials and outlets as an article refers back to them."""

from __future__ import annotations

from dataclasses import replace

from kb.extract.clusters import Cluster
from kb.extract.lexicon import Lexicon
from kb.extract.mentions import Sighting, Texts
from kb.extract.sources import same_source, sources
from kb.extract.stream import Stream
from kb.extract.words import STOPS, folded
from kb.ids import free, slug
from kb.records import EntityType

_OUTLETS = folded("الوكاله الصحيفه الجريده القناه المجله")


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
    _outlets(texts, clusters, cited)


def _outlets(texts: Texts, clusters: dict[str, Cluster], cited: list[Sighting]) -> None:
    """Add "the agency" or "the newspaper" where the main text names just one outlet before."""
    named = [s for s in cited if s.type == "outlet"]
    if len({s.id for s in named}) != 1:
        return
    first = (named[0].stream, named[0].first)
    for number, (zone, text) in enumerate(texts):
        for at, piece in enumerate(text.pieces):
            if (number, at) > first and _short_outlet(text, at):
                skip = piece.text.index("ال")
                short = Sighting(
                    number, zone, at, at + 1, skip, "outlet", None, "short", piece.text[skip:]
                )
                clusters[named[0].id or ""].seen.append(short)


def _short_outlet(text: Stream, at: int) -> bool:
    """Whether a piece is an outlet's kind alone, with the article and no attribute."""
    word = text.word(at)
    return word.removeprefix("و") in _OUTLETS and (
        not text.word(at + 1).startswith("ال") or text.word(at + 1) in STOPS
    )


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
