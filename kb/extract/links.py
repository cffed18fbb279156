"""Which names of an article are one entity, and which entity of the seeds that is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from kb.extract.lexicon import Lexicon
from kb.extract.likeness import alike, skeleton
from kb.extract.mentions import Sighting, Texts, sightings, surname_like
from kb.extract.roles import by_office, roles
from kb.extract.sources import same_source, sources
from kb.extract.stream import streams
from kb.extract.titles import bare
from kb.extract.words import COMPOUND, GIVEN, OPENING
from kb.ids import free, slug
from kb.records import CleanText, Entity, EntityType, Mention

_LEAST = 0.75  # share of letters that two spellings of a surname have in common
_ANAPHORIC = frozenset({"office", "same"})
_LATIN = ("en", "fr")


@dataclass
class Cluster:
    """Sightings that are one entity."""

    type: EntityType
    id: str
    names: list[str]
    seen: list[Sighting] = field(default_factory=list)
    seeded: bool = False


def link(clean: CleanText, lexicon: Lexicon) -> tuple[Entity, ...]:
    """The entities of an article, in order of first mention, each with all its mentions."""
    texts = streams(clean)
    clusters = cluster(sightings(texts, lexicon), lexicon)
    for one, sighting in short_forms(texts, clusters):
        one.seen.append(sighting)
    offices = roles(texts, {key: one.seen for key, one in clusters.items()}, lexicon)
    for key, sighting in by_office(texts, offices, lexicon):
        clusters[key].seen.append(sighting)
    _cited(texts, clusters, lexicon)
    for body in offices.bodies - clusters.keys():
        clusters[body] = Cluster(_type(body), body, [], seeded=True)
    found = [_entity(c, texts, clean.text, lexicon) for c in clusters.values()]
    return tuple(sorted(found, key=_order))


def _order(entity: Entity) -> tuple[int, str]:
    """First mention first; bodies that only an office implies, at the end."""
    return (entity.mentions[0].start if entity.mentions else sys.maxsize, entity.id)


def _type(body: str) -> EntityType:
    """The type of an organisation or country that an office implies."""
    return "place" if body.startswith("place/") else "organisation"


def _cited(texts: Texts, clusters: dict[str, Cluster], lexicon: Lexicon) -> None:
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


def short_forms(
    texts: Texts, clusters: Mapping[str, Cluster]
) -> Iterator[tuple[Cluster, Sighting]]:
    """Single surnames of the people an article names in full, where only one bears them."""
    bearers: dict[str, set[str]] = {}
    for one in clusters.values():
        if one.type == "person":
            for surname in _surnames(one.names):
                bearers.setdefault(surname, set()).add(one.id)
    sole = {word: clusters[next(iter(ids))] for word, ids in bearers.items() if len(ids) == 1}
    taken = {
        (s.stream, at) for c in clusters.values() for s in c.seen for at in range(s.first, s.last)
    }
    for number, (zone, text) in enumerate(texts):
        for at, piece in enumerate(text.pieces):
            if piece.word and (number, at) not in taken:
                for skip, stem in _readings(piece.text):
                    if (
                        stem in sole
                        and text.word(at - 1) not in GIVEN
                        and _near(piece.text[skip:], sole[stem])
                    ):
                        yield (
                            sole[stem],
                            Sighting(number, zone, at, at + 1, skip, "person", None, "short", stem),
                        )
                        break


def _near(word: str, one: Cluster) -> bool:
    """Whether a word is a spelling of one of the names of a person."""
    if not surname_like(word):
        return False
    names = (bare(part) for name in one.names for part in name.split())
    return any(SequenceMatcher(None, bare(word), part).ratio() >= _LEAST for part in names)


def _readings(word: str) -> Iterator[tuple[int, str]]:
    """A word without the article, and it without one or two attached letters."""
    yield 0, skeleton_of(word)
    if word[:1] in set("وفبلك") and len(word) > 4:
        yield 1, skeleton_of(word[1:])
        if word[0] in "وف" and word[1:2] in set("بلك") and len(word) > 5:
            yield 2, skeleton_of(word[2:])


def skeleton_of(word: str) -> str:
    """A surname as short forms are compared: without the article, vowels kept at its ends."""
    stem = bare(word)
    return stem[:1] + skeleton(stem[1:]) + stem[-1:]


def _surnames(names: list[str]) -> set[str]:
    """The words of full names that can stand alone: those after the first name."""
    found: set[str] = set()
    for name in names:
        words = name.split()
        rest = words[2:] if words[0] in OPENING or words[0] == "عبد" else words[1:]
        for index, word in enumerate(rest):
            last = index == len(rest) - 1
            joined = index > 0 and rest[index - 1] in COMPOUND
            if surname_like(word) and (last or word.startswith("ال")) and not joined:
                if word not in GIVEN or last:
                    found.add(skeleton_of(word))
    return found


def _entity(one: Cluster, texts: Texts, source: str, lexicon: Lexicon) -> Entity:
    """A cluster as a record, labelled by its longest form unless a seed names it."""
    mentions = sorted((s.mention(texts, source) for s in one.seen), key=lambda m: m.start)
    names = [m for m in mentions if m.rule not in _ANAPHORIC] or mentions
    longest = max((m.surface for m in names), key=len, default="")
    labels = lexicon.labels(one.id) or {_language(longest): _label(longest)}
    return Entity(one.id, one.type, labels, _once(mentions), lexicon.wikidata(one.id), one.seeded)


def _once(mentions: list[Mention]) -> tuple[Mention, ...]:
    """The mentions without a second one of the same words."""
    return tuple({(m.start, m.end): m for m in mentions}.values())


def _label(surface: str) -> str:
    """A surface as a name: the article that ل swallowed given back, one line."""
    text = " ".join(surface.split())
    return f"ال{text[2:]}" if text.startswith("لل") else text


def _language(text: str) -> str:
    """The language a name is written in, by its letters."""
    return _LATIN[0] if text.isascii() else "ar"
