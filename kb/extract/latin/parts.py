"""A French or English sentence as parts: people with their titles, groups, places, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kb.extract.latin.titles import Line, Title, find_titles
from kb.extract.latin.words import (
    AND,
    ARTICLES,
    BOTH,
    GROUPS,
    HE,
    HONORIFICS,
    LEADERS,
    PAPERS,
    country_of,
    folded,
)
from kb.extract.lexicon import Lexicon
from kb.extract.nodes import Sentence
from kb.extract.text import fold
from kb.records import Entity, Post

Kind = Literal["person", "office", "group", "he", "place", "body", "word", "mark"]
_TITLES = folded("président présidente premier prime king roi chancellor chancelier emir émir")
_PARTICLES = folded("de del van von el al ben bin ould di da")
_ADDRESS = 8  # nodes of "His Excellency General Dr. …"
_RANKED = folded("senior top hauts haut high-ranking")
_ADDRESSES = 8  # words and stops in a row that only address somebody
_APOSTROPHES = frozenset("’‘'")


class Part(NamedTuple):
    """Somebody, somewhere, a word or a mark."""

    kind: Kind
    start: int
    end: int
    form: str
    entity: Entity | None = None
    people: tuple[str, ...] = ()  # whom it means

    @property
    def party(self) -> bool:
        """Whether somebody is meant."""
        return self.kind in {"person", "office", "group", "he"}


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with its parts."""

    sentence: Sentence
    parts: tuple[Part, ...]


def leaders_of(posts: Sequence[Post], lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """The heads of state and government whom an article names, by their country."""
    found: dict[str, tuple[str, ...]] = {}
    for post in posts:
        seed = lexicon.seed(post.organisation)
        country = post.organisation or ""
        if seed is not None and seed.type == "organisation":
            country = f"place/{seed.extra.get('country', '')}"
        head = set(fold(post.title).split()) & _TITLES
        if head and country.startswith("place/") and post.status == "held":
            found[country] = tuple(dict.fromkeys((*found.get(country, ()), post.person)))
    return {country: people for country, people in found.items() if len(people) == 1}


def read_parts(
    text: str, sentence: Sentence, lexicon: Lexicon, leaders: Mapping[str, tuple[str, ...]]
) -> Read:
    """A sentence with its parts."""
    line = Line(text, sentence.nodes, lexicon)
    titles = {title.first: title for title in find_titles(line)}
    reader = _Reader(line, titles, leaders)
    while reader.at < len(line.nodes):
        reader.step()
    return Read(sentence, tuple(reader.parts))


class _Reader:
    """Goes over the nodes of one sentence once."""

    def __init__(
        self, line: Line, titles: Mapping[int, Title], leaders: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.line, self.titles, self.leaders = line, titles, leaders
        self.at = 0
        self.parts: list[Part] = []

    def step(self) -> None:
        """Read one part."""
        node = self.line.nodes[self.at]
        title = self.titles.get(self.at)
        if title is not None:
            self._title(title)
        elif node.is_a("person") and node.entity is not None:
            self._person(node.start, self.at)
        elif node.entity is not None:
            self._other(node.entity)
        elif node.form in GROUPS and not self._adjectival(node.form):
            self._group()
        elif node.form not in HONORIFICS or not self._honorific():
            self._word()

    def _title(self, title: Title) -> None:
        """A title with whoever bears it, before it, behind it or unnamed."""
        nodes = self.line.nodes
        start, end = nodes[title.first].start, nodes[title.last - 1].end
        if title.person is None or title.named < title.first:
            self.at = title.last
            if title.person is not None and self._apposed(title.person, end):
                return
            self.parts.append(Part("office", start, end, title.head))
        else:
            self._person(start, title.named)

    def _apposed(self, person: Entity, end: int) -> bool:
        """Take a title behind a name into it, and the comma that closes the apposition."""
        back = len(self.parts) - 1
        while back >= 0 and self.parts[back].kind in {"word", "mark"}:
            back -= 1
        if back < 0 or self.parts[back].entity is not person:
            return False
        self.parts[back:] = [self.parts[back]._replace(end=end)]
        self.at += self.line.form(self.at) in {",", ")", "–"}
        return True

    def _person(self, start: int, at: int) -> None:
        """The person named at a node; the same one named twice in a row is one part."""
        node = self.line.nodes[at]
        person = node.entity
        self.at = at + 1
        last = self.parts[-1] if self.parts else None
        if last is not None and last.form in _PARTICLES and self.line.text[last.start].isupper():
            start = self.parts.pop().start  # "De Vries" for Jan de Vries
        if person is not None:
            self.parts.append(Part("person", start, node.end, node.form, person, (person.id,)))

    def _other(self, entity: Entity) -> None:
        """A place, or a body that is no party itself."""
        node = self.line.nodes[self.at]
        kind: Kind = "place" if entity.type == "place" else "body"
        if self.parts and self.parts[-1].entity is entity and kind == "body":
            self.parts[-1] = self.parts[-1]._replace(end=node.end)
            self.at += 1
            return
        self.parts.append(Part(kind, node.start, node.end, node.form, entity))
        self.at += 1

    def _group(self) -> None:
        """Officials, leaders, a delegation: of the countries whose adjectives stand beside them."""
        first = self.at
        self.at += 1
        countries = [self.line.country(at) for at in range(max(0, first - 3), first)]
        start = self.line.nodes[first].start
        while self.parts and self.parts[-1].form in _RANKED | {self._adjective()}:
            start = self.parts.pop().start
        while self.line.country(self.at) or (
            self.line.form(self.at) in AND and self.line.country(self.at + 1)
        ):
            countries.append(self.line.country(self.at))
            self.at += 1
        word = self.line.form(first)
        known = [self.leaders.get(country, ()) for country in countries if country]
        people = tuple(who for some in known for who in some) if word in LEADERS else ()
        nodes = self.line.nodes
        end = nodes[self.at - 1].end
        form = "both" if self.line.form(first - 1) in BOTH else word
        self.parts.append(Part("group", start, end, form, None, people))

    def _adjectival(self, word: str) -> bool:
        """Whether "official" goes before the name of a body."""
        after = self.line.nodes[self.at + 1 : self.at + 2]
        named = bool(after) and (after[0].entity is not None or self.line.capital(self.at + 1))
        return word == "official" and named

    def _adjective(self) -> str:
        """The word read last, if it is the adjective of a country."""
        last = self.parts[-1]
        plain = last.kind == "word" and country_of(last.form, self.line.lexicon)
        return last.form if plain else ""

    def _honorific(self) -> bool:
        """Whether what stands here only addresses the person named next."""
        place, last = self.at, self.at + _ADDRESSES
        while place < last and (
            self.line.form(place) in HONORIFICS
            or (place > self.at and self.line.form(place) == ".")
        ):
            place += 1
        if place == self.at or not self.line.person(place):
            return False
        self.at = place
        return True

    def _word(self) -> None:
        """A word, a pronoun or a mark."""
        node = self.line.nodes[self.at]
        self.at += 1
        form = "'" if node.form in _APOSTROPHES else node.form
        if node.form in PAPERS and self.line.form(self.at - 2) in {"the", "le"}:
            form = "it"  # "the statement said"
        kind: Kind = "mark" if node.is_mark else "he" if form in HE else "word"
        self.parts.append(Part(kind, node.start, node.end, form))


def governed(parts: Sequence[Part], at: int) -> str:
    """The word right before a part, articles and elisions apart."""
    place = at - 1
    passed = ARTICLES - {"a"} if parts[at].kind == "place" else ARTICLES  # "à" folds to "a"
    while place >= 0 and (parts[place].form in passed or parts[place].form == "'"):
        place -= 1
    return parts[place].form if place >= 0 and parts[place].kind in {"word", "mark"} else ""
