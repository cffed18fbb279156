"""People meant by their office alone, where the article names only one who holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kb.extract.cues import LED
from kb.extract.heldoffices import HeldOffices
from kb.extract.holders import Place, goes_on, holders, runs
from kb.extract.lexicon import Lexicon
from kb.extract.mentions import Sighting, Texts
from kb.extract.offices import office_body, organisations, wording
from kb.extract.shared import shared_offices
from kb.extract.stream import Stream, Zone, key
from kb.extract.titles import Title, bare
from kb.extract.words import FORMER, HONORIFICS, folded

_DELEGATION = folded("وفد وفدا الوفد لوفد بوفد")
_LEADING = folded("يقود يترأس يرأس ترأس قاد")
_HEAD = frozenset(folded("رئيس وفد"))  # the words of the office of who leads a delegation
_NEAR = 8  # pieces between a delegation and who leads it
_KEPT = folded("الخبير المحلل الباحث الخبيره الباحثه")
_LED_OR_LEADING = LED | _LEADING


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
    for place in people:
        if _leads(text, place):
            found.held.setdefault(place.id, set()).add(_HEAD)
    found.alone += ((number, title) for title in alone)
    for part in shared_offices(Zone(text, goes_on(text, places)), people, lexicon):
        found.bodies.add(office_body(key(part.title), lexicon) or part.country)


def _leads(text: Stream, place: Place) -> bool:
    """Whether a person is said to lead a delegation: "a delegation led by A", "A, who leads"."""
    before = {text.word(at) for at in range(max(0, place.first - _NEAR), place.first)}
    behind = [text.word(at) for at in range(place.last, place.last + _NEAR)]
    told = bool(before & LED and before & _DELEGATION)
    leads = behind[:1] == ["الذي"] and behind[1:2] and behind[1] in _LED_OR_LEADING
    return told or bool(leads and _DELEGATION & set(behind[2:4]))


def _tokens(text: Stream, title: Title, lexicon: Lexicon) -> frozenset[str]:
    """The words of a title by which two are compared: countries as ids, no clitics."""
    words = ["", *(w for w in wording(text, title).split() if w not in FORMER)]
    return frozenset(
        lexicon.country_behind(word, before) or bare(word.removeprefix("لل"))
        for before, word in pairwise(words)
    )


def by_office(texts: Texts, found: Roles, lexicon: Lexicon) -> Iterator[tuple[str, Sighting]]:
    """Whom each office without a name means, if just one person of the article holds it."""
    offices, asked = HeldOffices.of(found.held), dict[frozenset[str], set[str]]()
    for number, title in found.alone:
        zone, text = texts[number]
        if not _definite(text, title):
            continue
        words = _tokens(text, title, lexicon)
        if words not in asked:
            asked[words] = offices.of_all(words) or offices.of_some(words)
        if len(asked[words]) == 1:
            yield (
                min(asked[words]),
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


def _definite(text: Stream, title: Title) -> bool:
    """Whether a title means one certain holder: with the article, or of a definite body."""
    words = wording(text, title).split()
    if title.head == "نظير" or words[0] in HONORIFICS - _KEPT:
        return False
    return words[0].startswith("ال") or any(w.startswith(("ال", "لل")) for w in words[1:2])
