"""Which sightings of an article are one entity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kb.extract.lexicon import Lexicon
from kb.extract.likeness import LikeNames, alike
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


@dataclass(order=True, frozen=True)
class _Known:
    """A name of an entity, in the order of entities and of their names."""

    order: int
    number: int
    name: str = field(compare=False)
    cluster: Cluster = field(compare=False)


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
    placer = _Placer(clusters, lexicon)
    for (_, words), group in sorted(strangers.items(), key=lambda i: (-len(i[0][1]), i[0])):
        placer.place(words, group)
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


@dataclass
class _Placer:
    """Puts strangers where they belong: to the entity whose name theirs is like, or apart."""

    clusters: dict[str, Cluster]
    lexicon: Lexicon
    known: LikeNames[_Known] = field(default_factory=LikeNames)

    def __post_init__(self) -> None:
        for order, one in enumerate(self.clusters.values()):
            for number, name in enumerate(one.names):
                self._add(order, number, name, one)

    def _add(self, order: int, number: int, name: str, one: Cluster) -> None:
        if one.type != "place":
            self.known.add(one.type, name, _Known(order, number, name, one))

    def place(self, words: str, group: list[Sighting]) -> None:
        """Put a stranger's sightings to an entity of like name or to a new one."""
        kind = group[0].type
        like = sorted(self.known.near(kind, words))
        scored = [(alike(kind, one.name, words, self.lexicon), one) for one in like]
        best = max(scored, key=lambda pair: pair[0], default=None)
        if best and best[0] > 0:
            self._join(words, group, *best)
            return
        new = free(f"{kind}/{slug(words)}", lambda taken: taken in self.clusters)
        self.clusters[new] = Cluster(kind, new, [words], list(group))
        self._add(len(self.clusters), 0, words, self.clusters[new])

    def _join(self, words: str, group: list[Sighting], score: float, like: _Known) -> None:
        """Add a stranger's sightings to the entity whose name is like theirs."""
        rule = group[0].rule if score == 1 else f"like {score:.2f}"
        one = like.cluster
        one.seen += [replace(s, rule=rule) for s in group]
        if words not in one.names:
            one.names.append(words)
            self._add(like.order, len(one.names), words, one)
