"""The seed tables compiled: which words of an article are which known entity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.extract.matcher import Hit, Matcher, longest
from kb.extract.stream import Stream, key
from kb.extract.trace import note
from kb.extract.words import folded
from kb.seedtables import Seed, Seeds

_MALIAN = folded("مالي مالية")
# Behind these it is no matter of money.
_OF_STATES = folded(
    "نظيره نظيرها نظيرته نظيرتها الوزير الوزيرة الرئيس الدفاع الخارجية الداخلية الجيش العدل "
    "الجنرال العقيد الأول الانتقالي الانتقالية العسكري السفير"
)
_COUNTRY_FIRST = {"country": 0, "region": 1, "continent": 1, "city": 2, "site": 3}
_TYPES = {"person": 0, "organisation": 1, "place": 2, "outlet": 3}
_ABD = re.compile(r"\bعبد ?(?=ال)")
_ARABIC = re.compile(r"[\u0620-\u064a]{3,}$")


class Name(NamedTuple):
    """What a matched name stands for; no id for a decoy, which only keeps its words unmatched."""

    id: str | None
    rule: str


def _article_forms(name: str) -> Iterator[str]:
    """A name, and it after ل, which swallows the article."""
    yield name
    if name.startswith("ال"):
        yield f"لل{name[2:]}"


def _person_forms(name: str) -> Iterator[str]:
    """A person's name with عبد joined and apart, and with and without the article at its end."""
    for spelt in {name, _ABD.sub("عبد ", name), _ABD.sub("عبد", name)}:
        yield spelt
        front, _, last = spelt.rpartition(" ")
        if front and last.startswith("ال") and not front.endswith("عبد"):
            yield f"{front} {last[2:]}"
        elif front and _ARABIC.match(last) and not front.endswith((" بن", " ال")):
            yield f"{front} ال{last}"


def _names(seed: Seed) -> Iterator[tuple[str, str]]:
    """Every key that a seed is matched by, with the rule that matching by it follows."""
    spelt = [(name, "name") for name in seed.labels.values()]
    spelt += [(name, "spelling") for name in seed.spellings]
    spelt += [(name, "acronym") for name in seed.values("acronyms")]
    for name, rule in spelt:
        forms = _person_forms if seed.type == "person" else _article_forms
        for form in forms(key(name)):
            if len(form) > 1:
                yield form, rule


def _demonyms(seed: Seed) -> Iterator[str]:
    """The adjectives of a country, in both genders and as plurals, without the article."""
    for word in seed.values("demonyms"):
        folded = key(word).removeprefix("ال")
        yield folded
        stem = folded.removesuffix("ه")
        if stem.endswith("ي") and " " not in stem:
            yield from (stem, f"{stem}ه", f"{stem}ون", f"{stem}ين", f"{stem}ان", f"{stem}تين")
            yield f"{stem}تان"


def _rank(seed: Seed) -> tuple[int, int, str]:
    """Which of two seeds of one name is meant: a country before its capital."""
    return _TYPES[seed.type], _COUNTRY_FIRST.get(seed.extra.get("kind", ""), 9), seed.slug


@dataclass(frozen=True)
class Lexicon:
    """The seeds by id, by name, by adjective and by office."""

    seeds: Mapping[str, Seed]
    matcher: Matcher[Name]
    demonyms: Mapping[str, str]
    offices: Mapping[str, Seed]
    outlets: Mapping[str, str]
    names: Mapping[str, Name]
    leaders: Mapping[tuple[str, str], str] = field(default_factory=dict)
    qids: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def build(seeds: Seeds) -> Lexicon:
        """The tables compiled; once per process."""
        entities = sorted((s for s in seeds.entities if s.type in _TYPES), key=_rank)
        names: dict[str, Name] = {}
        for seed in entities:
            for form, rule in _names(seed):
                names.setdefault(form, Name(seed.id, rule))
        for seed in entities:
            for decoy in seed.decoys:
                for form in _article_forms(key(decoy)):
                    names.setdefault(form, Name(None, "decoy"))
        return Lexicon(
            seeds={seed.id: seed for seed in seeds.entities},
            matcher=Matcher(names),
            demonyms={
                word: seed.id
                for seed in reversed(seeds.of("place"))
                if seed.extra["kind"] == "country"
                for word in _demonyms(seed)
            },
            offices={form: s for s in seeds.of("office") for form, _ in _names(s)},
            outlets=dict(_outlet_names(seeds)),
            names=names,
            leaders=_leaders(seeds),
            qids={link.id: link.qid for link in seeds.links},
        )

    def match(self, text: Stream) -> list[Hit[Name]]:
        """The known names in a stream, longest first, decoys left out."""
        found = (hit for hit in self.matcher.hits(text) if _written(hit, text))
        kept = longest(found)
        for hit in kept:
            if not hit.value.id:
                note("name", "a decoy of the seed tables", text.span, hit.first, hit.last, hit.skip)
        return [hit for hit in kept if hit.value.id]

    def seed(self, entity: str | None) -> Seed | None:
        """The row of an id, or None if it is no seed's."""
        return self.seeds.get(entity or "")

    def labels(self, entity: str) -> dict[str, str]:
        """A seed's labels by language; empty for a stranger."""
        found = self.seeds.get(entity)
        return dict(found.labels) if found else {}

    def wikidata(self, entity: str) -> str | None:
        """The accepted Wikidata item of a seed."""
        return self.qids.get(entity)

    def find(self, name: str) -> str | None:
        """The id of the seed that bears just this name."""
        return self.named(key(name))

    def named(self, words: str) -> str | None:
        """The id of the seed that bears just these folded words."""
        found = self.names.get(words)
        return found.id if found else None

    def outlet(self, name: str) -> str | None:
        """The id of the outlet of a name or web domain."""
        folded = key(name)
        return self.outlets.get(folded) or self.outlets.get(folded.removeprefix("www . "))

    def country(self, word: str) -> str | None:
        """The country of a folded adjective (امريكي, الامريكيه, american), with or without ال."""
        return self.demonyms.get(word.removeprefix("ال")) or self.demonyms.get(word)

    def country_behind(self, word: str, before: str) -> str | None:
        """The country of an adjective behind a word; "Malian" is "financial" behind most others."""
        if word.removeprefix("ال") in _MALIAN and before in _OF_STATES:
            return "place/mali"
        return self.country(word)

    def leader(self, country: str, surname: str) -> str | None:
        """The one leader of a country who bears a surname (folded, without ال)."""
        return self.leaders.get((country, surname))


def _leaders(seeds: Seeds) -> dict[tuple[str, str], str]:
    """Heads of state and government by country and last name; none where two share both."""
    found: dict[tuple[str, str], list[str]] = {}
    for seed in seeds.of("person"):
        if seed.extra["standing"] and "ar" in seed.labels:
            last = key(seed.labels["ar"]).split()[-1]
            name = last[2:] if last.startswith("ال") and len(last) > 4 else last
            found.setdefault((f"place/{seed.extra['country']}", name), []).append(seed.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def _outlet_names(seeds: Seeds) -> Iterator[tuple[str, str]]:
    """Names and domains of the outlets, each with its id."""
    for seed in reversed(seeds.of("outlet")):
        for form, _ in _names(seed):
            yield form, seed.id
        for domain in seed.values("domains"):
            yield key(domain), seed.id


def _written(hit: Hit[Name], text: Stream) -> bool:
    """Whether an acronym in Latin letters is written in capitals."""
    if hit.value.rule != "acronym" or not text.pieces[hit.first].text.isascii():
        return True
    return text.raw(hit.first).isupper()
