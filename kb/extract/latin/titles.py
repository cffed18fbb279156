"""Offices in French and English sentences, and whom they are given to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kb.extract.latin.words import (
    AFTER,
    AND,
    ARTICLES,
    ARTICLES_OR_OF,
    AT,
    AT_OR_OF,
    BEFORE,
    DEFINITE,
    FIELDS,
    FORMER,
    HONORIFICS,
    OF,
    OFFICES,
    SENT,
    country_of,
)
from kb.extract.lexicon import Lexicon
from kb.extract.nodes import Node
from kb.records import Entity

_LONGEST = 26  # nodes of a title
_BACK = 7  # nodes of a title before its head
_OWNER = ("organisation", "place")
_APOSTROPHES = frozenset("'’‘")
_COMMANDING = frozenset({"commander", "director", "chief", "commandant", "commandante"})
_BEYOND = ("",) * 40
_BEFORE_OR_OFFICES = BEFORE | OFFICES


@dataclass(frozen=True, slots=True)
class Title:
    """The nodes of an office, its head word, and whether it is a past one."""

    first: int
    last: int
    head: str
    former: bool = False
    person: Entity | None = None
    named: int = 0  # the node of the name
    definite: bool = False


@dataclass(frozen=True)
class Line:
    """A sentence's nodes with what titles are read against."""

    text: str
    nodes: Sequence[Node]
    lexicon: Lexicon

    @cached_property
    def form(self) -> Callable[[int], str]:
        """The folded word at a node, or nothing a little beyond either end."""
        return (*(node.form for node in self.nodes), *_BEYOND).__getitem__

    def plain(self, at: int) -> bool:
        """Whether a node is a word that names nobody."""
        return 0 <= at < len(self.nodes) and not (self.nodes[at].entity or self.nodes[at].is_mark)

    def capital(self, at: int) -> bool:
        """Whether a plain word begins with a capital."""
        return self.plain(at) and self.text[self.nodes[at].start].isupper()

    def owner(self, at: int) -> bool:
        """Whether a node names a body or place."""
        return 0 <= at < len(self.nodes) and self.nodes[at].is_a(*_OWNER)

    def person(self, at: int) -> bool:
        """Whether a node names a person."""
        return 0 <= at < len(self.nodes) and self.nodes[at].is_a("person")

    def country(self, at: int) -> str | None:
        """The country of an adjective."""
        return country_of(self.form(at), self.lexicon) if self.plain(at) else None

    def apostrophe(self, at: int) -> bool:
        """Whether a mark is an apostrophe."""
        return self.form(at) in _APOSTROPHES


def find_titles(line: Line) -> tuple[Title, ...]:
    """The offices of a sentence, in order, each with the person it is given to, if any."""
    found: list[Title] = []
    free = 0
    heads = [at for at, node in enumerate(line.nodes) if node.form in OFFICES]
    for at in heads:
        if at >= free and line.plain(at) and _office(line, at):
            title = _read(line, at, free)
            if not _possessor(line, title.last):
                found.append(title)
                free = title.last
    return tuple(_given(line, found))


def _possessor(line: Line, at: int) -> bool:
    """Whether a title only says whose office the one behind it is: the president's envoy."""
    owns = line.apostrophe(at) and line.form(at + 1) == "s"
    return owns and any(line.form(at + n) in OFFICES for n in (2, 3, 4))


def _office(line: Line, at: int) -> bool:
    """Whether an office word is one here, and no verb or part of another phrase."""
    word, before = line.form(at), line.form(at - 1)
    if word == "parole":
        return line.form(at - 2) == "porte"
    if word == "affaires":
        return _charge(line, at - 1)
    if word in {"premier", "chief"}:
        return line.form(at + 1) not in OFFICES and (word == "chief" or line.capital(at))
    if word == "head" and line.form(at - 2) == "at":
        return False
    if word in {"leader", "head", "chef", "maire", "juge", "expert", "major"}:
        return line.country(at - 1) is not None or _owned(line, at) or line.person(at + 1)
    return not (word in {"director", "general"} and before == "former")


def _owned(line: Line, at: int) -> bool:
    """Whether an office word goes on with what it is the office of."""
    return line.form(at + 1) in OF or line.country(at + 1) is not None


def _read(line: Line, at: int, floor: int) -> Title:
    """The title whose head is at a node."""
    first = at
    while first > max(floor, at - _BACK) and (step := _backwards(line, first - 1)):
        first -= step
    first = max(first, floor)
    last = at + 1
    while last - at < _LONGEST and (step := _onwards(line, last, at)):
        last += step
    words = {line.form(place) for place in range(max(floor, first - 1), last)}
    definite = line.form(first - 1) in DEFINITE or line.apostrophe(first - 1)
    owned = any(line.apostrophe(place) for place in range(first, at))
    return Title(first, last, line.form(at), bool(words & FORMER), definite=definite or owned)


def _charge(line: Line, at: int) -> bool:
    """Whether an apostrophe ends "chargé d'"."""
    return line.apostrophe(at) and line.form(at - 1) == "d" and "charge" in line.form(at - 2)


def _backwards(line: Line, at: int) -> int:
    """How many nodes before a title belong to it, counted back from one."""
    if line.form(at) == "s" and line.apostrophe(at - 1):
        return 3 * (line.owner(at - 2) or line.capital(at - 2))
    if line.form(at) == "-":
        return 2 * (line.form(at - 1) in _BEFORE_OR_OFFICES)
    if _charge(line, at):
        return 3
    if line.owner(at):
        return int(line.form(at - 1) not in AT_OR_OF)
    if line.form(at) == "general" and line.form(at - 1) == "-":
        return 1
    fits = line.form(at) in BEFORE or line.country(at) is not None
    return int(line.plain(at) and (fits or _known(line, at)))


def _known(line: Line, at: int) -> bool:
    """Whether a word in capitals before an office names its body: the UN envoy."""
    word = line.text[line.nodes[at].start : line.nodes[at].end]
    return len(word) > 1 and word.isupper() and line.form(at) not in ARTICLES


def _onwards(line: Line, at: int, head: int) -> int:
    """How many nodes from one on go on with a title."""
    word = line.form(at)
    if line.plain(at) and (word in AFTER or line.country(at) is not None):
        return 1 if word not in HONORIFICS or not line.person(at + 1) else 0
    if word == "-" and line.form(at + 1) in {"general", "elect", "in", "designate", "major"}:
        return 4 if line.form(at + 1) == "in" else 2
    if word in {"(", ","}:
        return _closed(line, at, head)
    if word == "en" and line.form(at + 1) == "charge" and line.form(at + 2) in OF:
        return 2 + _complement(line, at + 2)
    staff = word == "d" and [line.form(at + n) for n in (2, 3, 4)] == ["etat", "-", "major"]
    if staff or word in OF or (word in AT and (line.form(head) in SENT or _charged(line, at))):
        return 5 if staff else _complement(line, at)
    return _further(line, at, word)


def _closed(line: Line, at: int, head: int) -> int:
    """How many nodes of a bracket, or of a body behind a comma, go on with a title."""
    if line.form(at) == "(" and line.form(at + 2) == ")":
        return 3
    if at == head + 1 and _commands(line, at + 1):
        return 2
    return _further(line, at, line.form(at))


def _commands(line: Line, at: int) -> bool:
    """Whether the body behind a comma is whose commander is told of: "commander, A Command,"."""
    held = line.form(at - 2) in _COMMANDING and line.owner(at)
    return held and line.nodes[at].is_a("organisation") and line.form(at + 1) in {",", "."}


def _further(line: Line, at: int, word: str) -> int:
    """How many nodes add another field to an office: "and trade", "et de la Défense"."""
    if word == "a" and [line.form(at + n) for n in (1, 3)] == ["l", "etranger"]:
        return 4  # les Marocains résidant à l'étranger
    if word in AND | {","} and line.form(at + 1) in OF | {"charge", "chargee"}:
        return int(word in AND or _more(line, at + 1))
    field = line.form(at + 1) in FIELDS and not _another(line, at + 1)
    return 2 * (word in AND and field and line.form(at - 1) in FIELDS)


def _charged(line: Line, at: int) -> bool:
    """Whether a preposition tells what a minister or a secretary is there for."""
    return line.form(at) in {"charge", "chargee", "for", "pour"} and bool(_complement(line, at))


def _more(line: Line, at: int) -> bool:
    """Whether "de la …" behind a comma is one more field of an office."""
    size = _complement(line, at)
    return size > 0 and any(line.form(at + n) in FIELDS for n in range(1, size))


def _another(line: Line, at: int) -> bool:
    """Whether the words from a node on are another office rather than a field of this one."""
    return any(line.form(at + n) in OFFICES for n in (1, 2))


def _complement(line: Line, at: int) -> int:
    """How long a preposition and what it governs are; 0 where that names nothing."""
    place = at + 1
    while line.form(place) in ARTICLES_OR_OF or line.apostrophe(place):
        if line.owner(place) or place - at > 5:
            break
        place += 1
    if line.owner(place):
        end = place + 1 + line.owner(place + 1)
        while line.nodes[place].is_a("place") and line.capital(end) and line.capital(end + 1):
            end += 1  # a body that no table knows: "of U.S. Army Southern Task Force"
        end += end > place + 1 and line.capital(end)
        return end - at
    start = place
    while line.plain(place) and place - start < 6 and _named(line, place, start):
        place += 1
        if line.form(place) == "'" and line.form(place - 1) in {"d", "l"}:
            place += 1
    return place - at if place > start else 0


def _named(line: Line, at: int, start: int) -> bool:
    """Whether a word may be what an office is the office of."""
    word = line.form(at)
    if word in HONORIFICS and line.person(at + 1 + (line.form(at + 1) == ".")):
        return False
    if at > start and word in OFFICES:
        return False
    joined = word in {"d", "l"} and line.apostrophe(at + 1)
    return word in FIELDS or line.capital(at) or (at > start and bool(line.country(at))) or joined


def _given(line: Line, titles: Sequence[Title]) -> list[Title]:
    """The titles with the people named right behind or before them."""
    found: list[Title] = []
    for title in titles:
        behind, comma = _behind(line, title)
        ahead = _ahead(line, title)
        named = ahead if behind is None or (comma and ahead is not None) else behind
        if named is not None:
            entity = line.nodes[named].entity
            found.append(Title(title.first, title.last, title.head, title.former, entity, named))
        else:
            found.append(title)
    after: list[Title | None] = [*found[1:], None]
    return [_joined(line, one, two) for one, two in zip(found, after, strict=False)]


def _joined(line: Line, title: Title, after: Title | None) -> Title:
    """A title with the person of the one that "and" joins to it: A's prince and premier X."""
    if title.person or after is None or after.person is None or after.named < after.last:
        return title
    bare = after.first == title.last + 1 and line.form(title.last) in AND
    owned = any(line.apostrophe(at) for at in range(title.first, title.last))
    own = any(line.owner(at) or line.country(at) for at in range(after.first, after.last))
    return (
        replace(title, person=after.person, named=after.named)
        if bare and owned and not own
        else title
    )


def _behind(line: Line, title: Title) -> tuple[int | None, bool]:
    """The node of the person named behind a title, and whether a comma stands between."""
    at = title.last
    comma = line.form(at) in {",", "-", "–", "("}
    at += comma
    at += _ranked(line, at) if comma else 0
    while line.form(at) in HONORIFICS | {"-"} | {".", '"', "“", "«"} and not line.person(at):
        at += 1
    closed = at + 1 >= len(line.nodes) or line.nodes[at + 1].is_mark or line.form(at + 1) in AND
    if not line.person(at) or (comma and not (title.definite and closed)):
        return None, comma
    return at, comma


def _ranked(line: Line, at: int) -> int:
    """The nodes of "the" where a rank stands between a comma and the name: ", le général X"."""
    size = 1 + line.apostrophe(at + 1)
    article = line.form(at) in {"le", "la", "the", "l"}
    ranked = line.form(at + size) in HONORIFICS and not line.person(at + size)
    return size if article and ranked else 0


def _ahead(line: Line, title: Title) -> int | None:
    """The node of the person named before a comma and a title."""
    at = title.first - 1
    while line.form(at) in ARTICLES or line.apostrophe(at) or line.form(at) in FORMER | {"-"}:
        at -= 1
    if line.form(at) not in {",", "(", "–"} or not line.person(at - 1):
        return None
    return at - 1


def title_words(line: Line, title: Title) -> str:
    """The words of a title as the article writes them, on one line."""
    start, end = line.nodes[title.first].start, line.nodes[title.last - 1].end
    return " ".join(line.text[start:end].split())
