"""The journal: what happened to a base, append-only, one segment of JSON Lines a generation.

A segment begins with its own number and its parent's, so the segments that count are those on the
way from the current generation back to the first. One left by a crash, or by a branch that was
rolled back, lies on no such way and is never replayed, even when its generation was pruned.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from kb.errors import StoreFault
from kb.store.files import write_whole
from kb.store.layout import Layout


@dataclass(frozen=True, slots=True)
class Ingested:
    """An article was stored: from which bytes and which text."""

    article: str
    original: str
    text: str
    name: str
    extractor: str
    side: str | None = None  # sha256 of the side file


@dataclass(frozen=True, slots=True)
class Minted:
    """An IRI was given for a key."""

    iri: str
    key: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A report was judged to tell of an entity, or not to."""

    report: str
    entity: str
    decision: Literal["same", "different", "unsure"]
    rule: str
    score: str
    grounds: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A curator decided on two things."""

    left: str
    right: str
    decision: Literal["same", "different", "unsure"]
    who: str
    grounds: str


@dataclass(frozen=True, slots=True)
class Retracted:
    """An article was taken out of what the base holds; `keys` are what it is known by still."""

    article: str
    reason: str
    keys: tuple[tuple[str, str], ...] = ()  # predicate and value of the registry


@dataclass(frozen=True, slots=True)
class Erased:
    """The original of an article was deleted."""

    article: str
    original: str
    reason: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Two entities became one; the old IRI leads to the new."""

    old: str
    new: str
    grounds: str


@dataclass(frozen=True, slots=True)
class Split:
    """An entity became several."""

    old: str
    new: tuple[str, ...]
    grounds: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A link to Wikidata was proposed, accepted or refused."""

    entity: str
    candidate: str
    state: Literal["proposed", "accepted", "refused"]
    method: str
    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Wrote:
    """A curated graph was written, changed or deleted by hand."""

    graph: str
    content: str  # sha256 of the kept N-Triples; empty where it was deleted
    who: str


Record = Ingested | Minted | Judged | Decided | Retracted | Erased | Merged | Split | Linked | Wrote
KINDS: dict[str, type[Record]] = {
    kind.__name__.lower(): kind
    for kind in (
        Ingested, Minted, Judged, Decided, Retracted, Erased, Merged, Split, Linked, Wrote,
    )
}  # fmt: skip


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _record(value: dict[str, Any]) -> Record:
    kind = KINDS[value.pop("kind")]
    if kind is Split:
        value["new"] = tuple(value["new"])
    if kind is Retracted:
        value["keys"] = tuple((predicate, key) for predicate, key in value.get("keys", ()))
    return kind(**value)


class Journal:
    """The segments of one base."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def write(self, number: int, parent: int | None, records: Iterable[Record]) -> None:
        """Put a generation's segment on disk, in place of one that a crash left.

        To be called before the generation is published: after it, nothing of it can be lost.
        """
        lines = [_line({"kind": "segment", "generation": number, "parent": parent})]
        lines.extend(
            _line({"kind": type(record).__name__.lower(), **asdict(record)}) for record in records
        )
        write_whole(self._layout.segment(number), b"".join(lines))

    def _read(self, number: int) -> tuple[int | None, list[dict[str, Any]]]:
        path = self._layout.segment(number)
        try:
            head, *rest = (json.loads(line) for line in path.read_bytes().splitlines())
        except (OSError, ValueError) as error:
            raise StoreFault(f"the journal segment {path.name} cannot be read: {error}") from error
        return head["parent"], rest

    def _parent(self, number: int) -> int | None:
        path = self._layout.segment(number)
        try:
            with path.open("rb") as file:
                parent: int | None = json.loads(file.readline())["parent"]
        except (OSError, ValueError, KeyError) as error:
            raise StoreFault(f"the journal segment {path.name} cannot be read: {error}") from error
        return parent

    def chain(self, current: int) -> list[int]:
        """The generations from the first to the given one, whose segments count."""
        found: list[int] = []
        number: int | None = current
        while number is not None:
            found.append(number)
            number = self._parent(number)
        return found[::-1]

    def replay(self, current: int) -> Iterator[Record]:
        """Every record that the given generation rests on, in the order of writing."""
        for number in self.chain(current):
            for value in self._read(number)[1]:
                yield _record(value)

    def forget(self, article: str, current: int) -> None:
        """Take out what names and quotes an erased article: the only thing ever taken out."""
        for number in self.chain(current):
            parent, records = self._read(number)
            kept = list(_without(records, article))
            if len(kept) < len(records):
                self.write(number, parent, [_record(value) for value in kept])


def _without(records: list[dict[str, Any]], article: str) -> Iterator[dict[str, Any]]:
    """The records but IRIs and judgements that came with an article: they follow its own."""
    own = False
    for value in records:
        if value["kind"] == "ingested":
            own = value["article"] == article
        if not (own and value["kind"] in {"minted", "judged"}):
            yield value
