"""What the reading steps pass over and why, noted only while somebody asks.

A step that decides against something calls `note`. Outside of `noting` that is one look at a
variable. Measured: nine calls an article at under a microsecond each, of 23 ms for reading it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal, ParamSpec

from kb.extract.text import Folded
from kb.records import Span

Kind = Literal["page", "name", "date", "event", "agreement", "statement", "office"]
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Note:
    """Words that a step passed over, and its reason."""

    kind: Kind
    span: Span
    why: str


@dataclass(slots=True)
class _Notes:
    found: list[Note] = field(default_factory=list)
    base: int | None = None  # where the text begins that offsets are told of, if not known: None


_NOTES: ContextVar[_Notes | None] = ContextVar("notes", default=None)


def note(kind: Kind, why: str, where: Callable[P, Span], *args: P.args, **named: P.kwargs) -> None:
    """Keep a note while notes are taken. `where` makes the span, which costs nothing otherwise."""
    notes = _NOTES.get()
    if notes is not None:
        notes.found.append(Note(kind, where(*args, **named), why))


def note_part(kind: Kind, why: str, part: Folded, first: int, last: int) -> None:
    """Keep a note on letters of a folded part, if `part_from` has told where it begins."""
    notes = _NOTES.get()
    if notes is not None and notes.base is not None:
        start, end = part.start(first) + notes.base, part.end(last) + notes.base
        notes.found.append(Note(kind, Span(start, end), why))


@contextmanager
def part_from(base: int) -> Iterator[None]:
    """Within it, what is read is the part of the article that begins here."""
    notes = _NOTES.get()
    if notes is not None:
        notes.base = base
    yield
    if notes is not None:
        notes.base = None


@contextmanager
def noting() -> Iterator[list[Note]]:
    """The list that notes go to until it ends; those of other threads are kept apart."""
    notes = _Notes()
    token = _NOTES.set(notes)
    try:
        yield notes.found
    finally:
        _NOTES.reset(token)
