"""People meant by their office alone, where the article names only one who holds it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.extract.holders import Place, goes_on, holders, runs
from kb.extract.lexicon import Lexicon
from kb.extract.mentions import Sighting, Texts
from kb.extract.offices import office_body, organisations, wording
from kb.extract.shared import shared_offices
from kb.extract.stream import Stream, Zone, key
from kb.extract.titles import Title, bare
from kb.extract.words import FORMER, HONORIFICS, folded

_Held = tuple[str, frozenset[str]]  # a person, and the words of an office
_KEPT = folded("الخبير المحلل الباحث الخبيره الباحثه")


@dataclass(slots=True)
class Roles:
    """The offices that an article gives to its people, and where offices stand without a name."""

    held: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    alone: list[tuple[int, Title]] = field(default_factory=list)
    bodies: set[str] = field(default_factory=set)


def roles(texts: Texts, seen: Mapping[str, Sequence[Sighting]], lexicon: Lexicon) -> Roles:
    """The offices of an article whose sightings are known by entity."""
    found = Roles()
    for number, (zone, text) in enumerate(texts):
        places = sorted(
            (
                Place(s.first, s.last, one)
                for one, sightings in seen.items()
                for s in sightings
                if s.stream == number
            ),
            key=lambda place: place.first,
        )
        if zone != "byline":
            _read(number, text, places, found, lexicon)
    return found


def _read(
    number: int, text: Stream, places: Sequence[Place], found: Roles, lexicon: Lexicon
) -> None:
    """Add the offices of one stream."""
    people = [place for place in places if place.id.startswith("person/")]
    others = [place for place in places if not place.id.startswith("person/")]
    held, alone = holders(text, people, runs(text, lexicon, goes_on(text, places)))
    for one in held:
        found.held.setdefault(one.person.id, set()).add(_tokens(text, one.title, lexicon))
        found.bodies |= {b for b in organisations(text, one.title, others, lexicon) if b}
    found.alone += ((number, title) for title in alone)
    for part in shared_offices(Zone(text, goes_on(text, places)), people, lexicon):
        found.bodies.add(office_body(key(part.title), lexicon) or part.country)


def _tokens(text: Stream, title: Title, lexicon: Lexicon) -> frozenset[str]:
    """The words of a title by which two are compared: countries as ids, no clitics."""
    words = (w for w in wording(text, title).split() if w not in FORMER)
    return frozenset(lexicon.country(word) or bare(word.removeprefix("لل")) for word in words)


def by_office(texts: Texts, found: Roles, lexicon: Lexicon) -> Iterator[tuple[str, Sighting]]:
    """Whom each office without a name means, if just one person of the article holds it."""
    offices = _Offices.of(found.held)
    for number, title in found.alone:
        zone, text = texts[number]
        if not _definite(text, title):
            continue
        person = offices.holder(_tokens(text, title, lexicon))
        if person is not None:
            yield (
                person,
                Sighting(
                    number,
                    zone,
                    title.first,
                    title.last,
                    title.skip,
                    "person",
                    None,
                    "office",
                    wording(text, title),
                ),
            )


@dataclass(frozen=True, slots=True)
class _Offices:
    """The offices that people hold, each as its words, looked up by them."""

    of_word: Mapping[str, Sequence[_Held]]
    of_rarest: Mapping[str, Sequence[_Held]]  # those of several words, by the one of fewest
    known: dict[frozenset[str], str | None] = field(default_factory=dict)

    @staticmethod
    def of(held: Mapping[str, Collection[frozenset[str]]]) -> _Offices:
        """The offices by person made ready for asking."""
        of_word: dict[str, list[_Held]] = {}
        of_rarest: dict[str, list[_Held]] = {}
        every = [(person, office) for person, offices in held.items() for office in offices]
        for one in every:
            for word in one[1]:
                of_word.setdefault(word, []).append(one)
        for one in every:
            if len(one[1]) > 1:
                rarest = min(one[1], key=lambda word: len(of_word[word]))
                of_rarest.setdefault(rarest, []).append(one)
        return _Offices(of_word, of_rarest)

    def holder(self, words: frozenset[str]) -> str | None:
        """The one person who holds an office of these words, else one whose words all are here."""
        if words not in self.known:
            of_some = min((self.of_word.get(word, ()) for word in words), key=len, default=())
            found = {person for person, office in of_some if words <= office}
            shorter = (one for word in words for one in self.of_rarest.get(word, ()))
            found = found or {person for person, office in shorter if office <= words}
            self.known[words] = found.pop() if len(found) == 1 else None
        return self.known[words]


def _definite(text: Stream, title: Title) -> bool:
    """Whether a title means one certain holder: with the article, or of a definite body."""
    words = wording(text, title).split()
    if title.head == "نظير" or words[0] in HONORIFICS - _KEPT:
        return False
    return words[0].startswith("ال") or any(w.startswith(("ال", "لل")) for w in words[1:2])
