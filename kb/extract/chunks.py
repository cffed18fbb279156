"""A sentence as chunks: persons with their titles, offices nobody is named for, places, words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from kb.extract.cues import (
    ACCOMPANIED,
    CHARGED,
    DEPUTIES,
    ENVOYS,
    FIRST_RANKS,
    GROUPS,
    RELATIVES,
    SEATED,
    SEATS,
    STATES,
    TIMES,
    TITLE_ENDS,
    TITLE_GLUE,
    group,
    office,
)
from kb.extract.incumbents import Holders
from kb.extract.nodes import QUOTES, Node, Sentence
from kb.extract.verbs import VERBS, trigger
from kb.extract.words import LINKS
from kb.records import Entity

Kind = Literal["person", "office", "place", "body", "word", "mark"]

_TITLE_LIMIT = 22  # words; the longest titles of the genre have about fifteen


@dataclass(frozen=True, slots=True)
class Chunk:
    """A party, a place, a word or a mark, with the letters attached in front."""

    kind: Kind
    start: int
    end: int
    form: str
    lead: str = ""
    entity: Entity | None = None
    honoured: bool = False  # a person with a title in front
    alone: bool = False  # an office of one word, with the article: "the minister"

    @property
    def id(self) -> str:
        """The id of the entity, or nothing."""
        return self.entity.id if self.entity else ""

    @property
    def party(self) -> bool:
        """Whether somebody is meant."""
        return self.kind in {"person", "office"}


@dataclass(slots=True)
class _Reader:
    """Goes over the nodes of one sentence once."""

    nodes: Sequence[Node]
    at: int = 0

    def node(self, ahead: int = 0) -> Node | None:
        place = self.at + ahead
        return self.nodes[place] if place < len(self.nodes) else None

    def _tail(self, node: Node, head: str, count: int) -> bool:
        """Whether a node goes on with a title."""
        if node.entity is not None:
            return self._tail_name(node, head)
        if node.is_mark:
            return node.form in QUOTES and count > 0
        return node.form not in TITLE_ENDS and self._tail_word(node.form, head, count)

    def _tail_word(self, word: str, head: str, count: int) -> bool:
        if word == "اول" and self.nodes[self.at - 1].form.removeprefix("ال") in FIRST_RANKS:
            return True
        if word in TIMES - {"العام"} or word in RELATIVES or word in ACCOMPANIED or word in VERBS:
            return False
        if word == "باسم":  # "the speaker in the name of"
            return True
        if word in TITLE_GLUE:
            return word != "في" or head in SEATED
        if word.startswith(("ال", "لل", "وال", "ولل")):
            return trigger(word) is None and (office(word) is None or not word.startswith("و"))
        return self._construct(word, count)

    def _construct(self, word: str, count: int) -> bool:
        """Whether an indefinite word stands before what it belongs to: "head of (the) staff of"."""
        follow = self.node(1)
        if trigger(word) is not None or follow is None or follow.is_mark:
            return False
        if follow.form in TIMES or word.startswith("ي"):
            return False
        if (
            word.startswith("ب")
            and word not in STATES
            and word not in LINKS
            and self.nodes[self.at - 1].form.removeprefix("ال") not in CHARGED
        ):
            return False
        owned = follow.form.startswith(("ال", "لل")) or follow.is_a("organisation", "place")
        return owned or (count < 3 and office(word) is not None and not word.startswith(("و", "ب")))

    def _tail_name(self, node: Node, head: str) -> bool:
        if node.is_a("person", "unnamed", "communique"):
            return False
        before = self.nodes[self.at - 1].form
        seated = head in SEATED or before in SEATS
        if node.is_a("place") and node.lead.endswith("ب"):
            follow = self.node(1)
            named = follow is not None and (
                follow.is_a("person") or (follow.entity is None and office(follow.form) is not None)
            )
            return seated or (named and follow is not None and not follow.lead)
        return node.lead in {"", "ل", "و", "ب", "ول"}

    def title(self, head: str) -> None:
        """Move behind the title that begins here."""
        self.at += 1
        count = 0
        while count < _TITLE_LIMIT and (node := self.node()) is not None:
            found = office(node.form) if node.entity is None else None
            if found and (not found[0] or (found[0] == "ل" and head in DEPUTIES)):
                head = found[1]
            elif not self._tail(node, head, count):
                break
            self.at += 1
            count += 1


def _name(reader: _Reader, first: Node, lead: str) -> Chunk:
    """The person who is named here, behind a title or with titles on either side."""
    node = reader.node()
    assert node is not None  # noqa: S101  # callers have looked
    entity, end = node.entity, node.end
    reader.at += 1
    follow = reader.node()
    if node.by_office and follow is not None and follow.is_a("person") and not follow.lead:
        entity, end = follow.entity, follow.end
        reader.at += 1
    return Chunk("person", first.start, end, "", lead, entity, honoured=first is not node)


def _party(reader: _Reader, lead: str, head: str) -> Chunk:
    """A title and whoever is named right behind it, else the office alone."""
    first = reader.node()
    assert first is not None  # noqa: S101
    reader.title(head)
    node, follow = reader.node(), reader.node(1)
    aside = _aside(reader)
    if aside is not None:
        reader.at = aside
        return _name(reader, first, lead)
    comma = node is not None and node.form in {"،", "؛"} and follow is not None
    if comma and follow is not None and follow.is_a("person") and not follow.lead:
        reader.at += 1
        return _name(reader, first, lead)
    if node is not None and node.is_a("person") and not node.lead:
        return _sent(reader, _name(reader, first, lead), head)
    end = reader.nodes[reader.at - 1].end
    bare = first.form.lstrip("وفبك")
    alone = bare.startswith(("ال", "لل")) and end == first.end
    return Chunk("office", first.start, end, head, lead, alone=alone)


def _aside(reader: _Reader) -> int | None:
    """Where the name stands of "the director of the agency (ABC) A B"."""
    node = reader.node()
    if node is None or node.form != "(":
        return None
    for ahead in range(1, 7):
        node, name = reader.node(ahead), reader.node(ahead + 1)
        if node is not None and node.form == ")":
            named = name is not None and name.is_a("person") and not name.lead
            return reader.at + ahead + 1 if named else None
    return None


def _sent(reader: _Reader, chunk: Chunk, head: str) -> Chunk:
    """The envoy of "the envoy of President A to the alliance, B": B and not A."""
    if head not in ENVOYS:
        return chunk
    for ahead in range(1, 5):
        node = reader.node(ahead)
        if node is None or node.is_mark or (node.entity is None and trigger(node.form) is not None):
            return chunk
        if node.is_a("person") and not node.lead:
            reader.at += ahead + 1
            return replace(chunk, entity=node.entity, end=node.end)
    return chunk


def _one(reader: _Reader) -> Chunk:
    node = reader.node()
    assert node is not None  # noqa: S101
    if node.is_a("person"):
        return _name(reader, node, node.lead)
    if node.is_a("unnamed"):
        reader.at += 1
        return Chunk("office", node.start, node.end, node.form, node.lead, node.entity)
    if node.entity is None and not node.is_mark:
        found = office(node.form)
        if found is not None:
            return _party(reader, *found)
        several = group(node.form)
        if several is not None:
            return _party(reader, *several)
    reader.at += 1
    if node.entity is not None:
        kind: Kind = "place" if node.is_a("place") else "body"
        return Chunk(kind, node.start, node.end, node.form, node.lead, node.entity)
    return Chunk("mark" if node.is_mark else "word", node.start, node.end, node.form)


def _merged(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks with titles behind a name, and a name told twice, taken into the person."""
    found: list[Chunk] = []
    for chunk in chunks:
        last = found[-1] if found else None
        gap = last is not None and last.form in {"،", "(", ")"} and len(found) > 1
        person = found[-2] if gap else last
        if person is not None and gap and _titled(person, chunk):
            found.pop()
            found[-1] = replace(chunk, start=person.start, lead=person.lead)
        elif person is not None and person.kind == "person" and _belongs(person, chunk):
            if gap:
                found.pop()
            found[-1] = replace(person, end=chunk.end)
        else:
            found.append(chunk)
    return found


def _titled(office_: Chunk, chunk: Chunk) -> bool:
    """Whether an office and, behind a comma, a titled person are one: "the minister, Mr A"."""
    named = chunk.kind == "person" and not chunk.lead and not chunk.form
    return office_.kind == "office" and office_.form not in GROUPS and named and chunk.honoured


def _belongs(person: Chunk, chunk: Chunk) -> bool:
    if chunk.lead or not chunk.party:
        return False
    alone = chunk.kind == "office" and chunk.form not in GROUPS
    return alone or chunk.id == person.id


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with its chunks."""

    sentence: Sentence
    parts: tuple[Chunk, ...]


def _resolved(chunk: Chunk, sentence: Sentence, holders: Holders | None) -> Chunk:
    """An office with the one person of the article who holds it, if there is just one."""
    if holders is None or chunk.kind != "office" or chunk.entity is not None:
        return chunk
    nodes = sentence.nodes
    first = bisect_left(nodes, chunk.start, key=attrgetter("start"))
    last = bisect_left(nodes, chunk.end, first, key=attrgetter("start"))
    person = holders.of(nodes[first:last])
    return replace(chunk, kind="person", entity=person) if person is not None else chunk


def chunks(sentence: Sentence, holders: Holders | None = None) -> tuple[Chunk, ...]:
    """The chunks of a sentence, in order."""
    reader = _Reader(sentence.nodes)
    found = []
    while reader.node() is not None:
        found.append(_resolved(_one(reader), sentence, holders))
    return tuple(_merged(found))


def read(sentences: Sequence[Sentence], holders: Holders | None = None) -> tuple[Read, ...]:
    """Sentences with their chunks."""
    return tuple(Read(one, chunks(one, holders)) for one in sentences)
