"""Which sightings of an article are one entity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kb.extract.lexicon import Lexicon
from kb.extract.likeness import alike
from kb.extract.mentions import Sighting
from kb.extract.titles import bare
from kb.ids import free, slug
from kb.records import EntityType


@dataclass
class Cluster:
    """Sightings that are one entity."""

    type: EntityType
    id: str
    names: list[str]
    seen: list[Sighting] = field(default_factory=list)
    seeded: bool = False


def cluster(seen: Iterable[Sighting], lexicon: Lexicon) -> dict[str, Cluster]:
    """Sightings by entity: seeds by their ids, strangers by likeness of their names."""
    clusters: dict[str, Cluster] = {}
    strangers: dict[tuple[str, str], list[Sighting]] = {}
    for sighting in seen:
        if sighting.id:
            new = Cluster(sighting.type, sighting.id, [], seeded=True)
            known = clusters.setdefault(sighting.id, new)
            known.seen.append(sighting)
            if sighting.words not in known.names:
                known.names.append(sighting.words)
        else:
            kind = "person" if sighting.type == "person" else "body"
            strangers.setdefault((kind, sighting.words), []).append(sighting)
    for (_, words), group in sorted(strangers.items(), key=lambda i: (-len(i[0][1]), i[0])):
        _place(words, group, clusters, lexicon)
    _hand_over(clusters)
    return clusters


def _hand_over(clusters: dict[str, Cluster]) -> None:
    """A bare surname of a known person goes to the stranger of that surname named in full."""
    strangers = {
        bare(name.split()[-1]): one
        for one in clusters.values()
        if one.type == "person" and not one.seeded
        for name in one.names
    }
    for key, one in list(clusters.items()):
        if one.seeded and one.type == "person" and all(" " not in name for name in one.names):
            heir = strangers.get(bare(one.names[0]))
            if heir:
                heir.seen += [replace(s, rule="short") for s in one.seen]
                del clusters[key]


def _place(
    words: str, group: list[Sighting], clusters: dict[str, Cluster], lexicon: Lexicon
) -> None:
    """Put a stranger's sightings where they belong: to an entity of like name or to a new one."""
    kind = group[0].type
    best = max(
        (
            (alike(kind, name, words, lexicon), c)
            for c in clusters.values()
            for name in c.names
            if (c.type == "person") == (kind == "person") and c.type != "place"
        ),
        key=lambda pair: pair[0],
        default=None,
    )
    if best and best[0] > 0:
        rule = group[0].rule if best[0] == 1 else f"like {best[0]:.2f}"
        best[1].seen += [replace(s, rule=rule) for s in group]
        if words not in best[1].names:
            best[1].names.append(words)
        return
    wanted = f"{kind}/{slug(words)}"
    new = free(wanted, lambda taken: taken in clusters)
    clusters[new] = Cluster(kind, new, [words], list(group))
