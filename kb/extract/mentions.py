"""Every name in an article's headline, byline and main text, known and unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kb.extract.bodies import Body, bodies
from kb.extract.latin.bodies import PRESS as LATIN_PRESS
from kb.extract.latin.bodies import latin_bodies
from kb.extract.latin.people import latin_people
from kb.extract.lexicon import Lexicon, Name
from kb.extract.matcher import Hit
from kb.extract.names import Name as PersonName
from kb.extract.names import named_after, people
from kb.extract.stream import Stream, Zone, key, streams
from kb.extract.text import fold, with_article
from kb.extract.titles import bare
from kb.extract.trace import note
from kb.extract.twobodies import Ministry, ministries
from kb.extract.words import (
    ATTRIBUTES,
    COMPOUND,
    GIVEN,
    NOUNS,
    OFFICES,
    PRESS,
    STOPS,
    TIMES,
    folded,
)
from kb.records import CleanText, EntityType, Mention, Span

_PRESS = folded("صحيفه جريده موقع مجله قناه اذاعه لصحيفه لجريده لموقع لقناه لمجله يوميه")
_JOINED = folded("و ف ول وب وك")
_ALSO_A_BASE = folded("القاعده للقاعده")
_NEWS = fold("أنباء")
_BODIES = frozenset({"organisation", "outlet"})
_BREAKS = frozenset({"", '"', "\n", "-", "(", ":"})
_FATHERS = folded("بن ابن ولد بنت")
_PRESIDENCY = fold("الرئاسة")
_LEADERS = folded("رئيس ملك عاهل رئيسه سلطان امير")
_SITES = folded("airport stadium university hospital square street avenue boulevard mosque bridge")
_SON = 3  # words of "A son of B"
_FAMILY = 4  # letters; the name of a family, with its article, has more
_NUMBERS = folded("الثاني الحالي")  # "the Second" of kings
_CHAINED = folded("بن ال ابن بنت")


@dataclass(frozen=True, slots=True)
class Sighting:
    """Words of one stream that stand for a person, body or place, and whom if a seed tells."""

    stream: int
    zone: str
    first: int
    last: int
    skip: int
    type: EntityType
    id: str | None
    rule: str
    words: str  # folded, without attached letters

    def span(self, texts: tuple[tuple[str, Stream], ...]) -> Span:
        """Where the words stand in the article."""
        return texts[self.stream][1].span(self.first, self.last, self.skip)

    def mention(self, texts: tuple[tuple[str, Stream], ...], source: str) -> Mention:
        """The sighting as a record."""
        span = self.span(texts)
        return Mention(span.of(source), span.start, span.end, self.rule)


Texts = tuple[tuple[str, Stream], ...]
_Seeds = Mapping[int, Sighting]  # by their first piece


def find_mentions(clean: CleanText, lexicon: Lexicon) -> tuple[Sighting, ...]:
    """All names in an article in order of place: seeds by the lexicon, strangers by pattern."""
    return sightings(streams(clean), lexicon)


def sightings(texts: Texts, lexicon: Lexicon) -> tuple[Sighting, ...]:
    """The names in zones made ready for matching."""
    found: list[Sighting] = []
    for number, (zone, text) in enumerate(texts):
        found += sorted(_zone(number, zone, text, lexicon), key=lambda s: s.first)
    return tuple(found)


def blocked(text: Stream, seen: list[Sighting]) -> dict[int, int]:
    """First to last piece of the names seen; what no title goes on with leads nowhere."""
    found = {at: at for s in seen for at in range(s.first, s.last)}
    for s in seen:
        if s.type != "person" and text.word(s.first)[: s.skip] not in _JOINED:
            found[s.first] = s.last
    return found


def _zone(number: int, zone: str, text: Stream, lexicon: Lexicon) -> Iterator[Sighting]:
    """The names of one zone."""
    hits = (_meant(text, hit, zone, lexicon) for hit in lexicon.match(text))
    seeds = [_seed(number, zone, text, hit, lexicon) for hit in hits if hit]
    known = blocked(text, seeds)
    latin = text.latin
    find = latin_people if latin else people
    named = [] if zone == "byline" else list(find(Zone(text, known), lexicon))
    persons = [_person(number, zone, text, name, lexicon) for name in named]
    known |= {at: at for p in persons for at in range(p.first, p.last)}
    inside = {s.first for s in persons}
    at = {seed.first: seed for seed in seeds}
    found = [
        _body(number, zone, text, body, at, lexicon)
        for body in (latin_bodies if latin else bodies)(Zone(text, known), lexicon)
        if not inside & set(range(body.first, body.last))
    ]
    both = (
        []
        if latin
        else [
            _told_twice(number, zone, text, one) for one in ministries(Zone(text, known), lexicon)
        ]
    )
    yield from persons
    yield from _unless_covered(both + seeds + [s for s in found if s], persons)


def _told_twice(number: int, zone: str, text: Stream, one: Ministry) -> Sighting:
    """The sighting of one of two ministries."""
    first, last, skip, seed = one
    words = text.words(first, last)[skip:]
    return Sighting(number, zone, first, last, skip, "organisation", seed, "two ministries", words)


def _seed(number: int, zone: str, text: Stream, hit: Hit[Name], lexicon: Lexicon) -> Sighting:
    """A seed's sighting; a person's name takes in the fathers and the house that follow it."""
    seed = lexicon.seeds[hit.value.id or ""]
    last = hit.last
    while seed.type == "person" and text.word(last) in _CHAINED and text.word(last + 1):
        last += 3 if text.word(last + 1) in COMPOUND else 2
    words = text.words(hit.first, last)[hit.skip :]
    kind: EntityType = seed.type if seed.type != "office" else "organisation"
    return Sighting(number, zone, hit.first, last, hit.skip, kind, seed.id, hit.value.rule, words)


def _meant(text: Stream, hit: Hit[Name], zone: str, lexicon: Lexicon) -> Hit[Name] | None:
    """A known name, or the place that it begins with where the outlet of that name is not meant."""
    latin = text.word(hit.first).isascii()  # there no outlet is called by a place and a time
    if lexicon.seeds[hit.value.id or ""].type == "outlet" and zone != "byline" and not latin:
        place = lexicon.names.get(text.word(hit.first)[hit.skip :])
        begins = place is not None and (place.id or "").startswith("place/")
        if place and begins and hit.last > hit.first + 1 and not _masthead(text, hit.first):
            return Hit(hit.first, hit.first + 1, hit.skip, place)
    if _stands(text, hit, lexicon):
        return hit
    why = f"the name of {hit.value.id}, which is not meant here"
    note("name", why, text.span, hit.first, hit.last, hit.skip)
    return None


def _masthead(text: Stream, at: int) -> bool:
    """Whether a piece stands where an outlet's name would: quoted, after its kind, or first."""
    before = text.word(at - 1)
    return before in _PRESS or before in _BREAKS


def _stands(text: Stream, hit: Hit[Name], lexicon: Lexicon) -> bool:
    """Whether a known name stands for its bearer here."""
    seed = lexicon.seeds[hit.value.id or ""]
    before, after = text.word(hit.first - 1), text.word(hit.last)
    if seed.type == "person" and (named_after(before) or before in _FATHERS or after in _SITES):
        return False
    if seed.type == "person" and _of_another_house(text, hit, lexicon):
        return False
    if seed.type == "person" and hit.last - hit.first == 1:
        given = before in GIVEN and before not in STOPS
        return not (given or text.word(hit.first - 2) == "عبد")
    if text.word(hit.first)[hit.skip :] == _PRESIDENCY:  # a turn in the chair is no body
        return after not in TIMES and not after.startswith("لل")
    if text.words(hit.first, hit.last)[hit.skip :] in _ALSO_A_BASE:
        return not (after[:1].isascii() or after in {"في", "التي"} or before in {"في", "داخل"})
    return True


def _of_another_house(text: Stream, hit: Hit[Name], lexicon: Lexicon) -> bool:
    """Whether "A son of B" goes on with a family's name that is not that of the one known."""
    word = text.word(hit.last)
    if hit.last - hit.first < _SON or text.word(hit.last - 2) not in _FATHERS:
        return False
    family = word.startswith("ال") and word.endswith("ي") and len(word) > _FAMILY
    other = word in STOPS or word in NOUNS or word in OFFICES or bare(word) in ATTRIBUTES
    if not family or other or word in _NUMBERS or lexicon.country(word):
        return False
    seed = lexicon.seeds[hit.value.id or ""]
    names = (*seed.labels.values(), *seed.spellings)
    return all(bare(word) not in map(bare, key(name).split()) for name in names)


def _person(number: int, zone: str, text: Stream, name: PersonName, lexicon: Lexicon) -> Sighting:
    """A stranger's sighting."""
    first, last, skip, rule = name
    words = text.words(first, last)[skip:]
    head = _head_of_state(text, name, lexicon)
    rule = "office and surname" if head else rule
    return Sighting(number, zone, first, last, skip, "person", head, rule, words)


def _head_of_state(text: Stream, name: PersonName, lexicon: Lexicon) -> str | None:
    """The leader whose surname and country stand here though the first name is another."""
    before = [text.word(at) for at in range(max(0, name.first - 3), name.first)]
    if not any(bare(word) in _LEADERS for word in before):
        return None
    surname = bare(text.word(name.last - 1))
    countries = (lexicon.country(word) for word in before)
    leaders = (lexicon.leader(country, surname) for country in countries if country)
    return next((leader for leader in leaders if leader), None)


def _body(
    number: int, zone: str, text: Stream, body: Body, seeds: _Seeds, lexicon: Lexicon
) -> Sighting | None:
    """A body's sighting: the seed that its words begin with, if they say no more than that."""
    words = text.words(body.first, body.last)[body.skip :]
    words = with_article(words)
    press = body.head in PRESS or body.head in LATIN_PRESS or _NEWS in words or _agency(text, body)
    kind: EntityType = "outlet" if press else "organisation"
    found = Sighting(number, zone, body.first, body.last, body.skip, kind, None, "pattern", words)
    seed = seeds.get(body.first)
    if seed is not None and seed.type != "place":
        last = seed.last
        while last < body.last and lexicon.country(text.word(last)):
            last += 1
        return replace(seed, last=last, words=text.words(body.first, last)[seed.skip :])
    seed = seeds.get(body.first + (2 if text.word(body.first + 1) == '"' else 1))
    last = body.last - (text.word(body.last - 1) == '"')
    if seed is not None and seed.last == last and seed.type in _BODIES:
        return replace(seed, first=body.first, last=body.last, skip=body.skip, words=words)
    return found


def _agency(text: Stream, body: Body) -> bool:
    """Whether an agency is one of news: named by one word or in quotes."""
    named = body.last - body.first == 2 or text.word(body.first + 1) == '"'
    return body.head == "وكاله" and named


def _unless_covered(found: list[Sighting], persons: list[Sighting]) -> Iterator[Sighting]:
    """The sightings that lie in no longer one; of equal ones the seed's."""
    taken: set[int] = {at for p in persons for at in range(p.first, p.last)}
    ranked = sorted(found, key=lambda s: (s.first - s.last, s.id is None))
    for sighting in ranked:
        pieces = set(range(sighting.first, sighting.last))
        if not pieces & taken:
            taken |= pieces
            yield sighting


def surname_like(word: str) -> bool:
    """Whether a word may stand for a person alone."""
    return len(word) > 2 and not (word in STOPS or word in NOUNS or word in OFFICES)
