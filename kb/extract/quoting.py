"""Quotations, and the records of who says what in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.extract.nodes import QUOTES, Node, Sentence
from kb.extract.speechwords import Saying, saying
from kb.records import Span

_THAT = frozenset({"ان", "بان", "انه", "انها", "بانه", "بانها"})
_OPENERS = frozenset("“«„")


@dataclass(frozen=True, slots=True)
class Marker:
    """A word of speech with its speaker and the words that it introduces."""

    kind: Saying
    start: int
    content: Span
    speaker: str = ""
    through: str = ""  # who passes it on
    more: bool = False  # "added": something was said before
    judging: bool = False  # "calling it …"
    together: bool = False  # "and both said": two who are told before go on
    aside: bool = False  # between commas in the middle of what is said
    introduced: bool = False  # by "that", a colon or a quotation mark
    source: str = ""  # who is named at the end as the source: "according to the agency"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its markers and the quotations in it."""

    sentence: Sentence
    markers: tuple[Marker, ...]
    quotes: tuple[Span, ...]
    opening: str = ""  # who stands at its beginning
    voices: tuple[str, ...] = ()  # of each quotation: who acts in its sentence before it


def quotations(nodes: Sequence[Node], end: int) -> Iterator[tuple[Span, int, str]]:
    """The quotations of a sentence with their number of words and the word before each.

    A quotation within another belongs to it; one never closed ends with the sentence.
    """
    start, depth, count, before = -1, 0, 0, ""
    inner = False
    for at, node in enumerate(nodes):
        if node.entity is not None or not _quote(node) or (start < 0 and _closes(nodes, at)):
            count += max(1, node.form.count(" ") + 1) if not node.is_mark else 0
        elif start < 0:
            start, depth, count, inner = node.start, 0, 0, False
            before = nodes[at - 1].form if at else ""
        elif node.form in _OPENERS:
            depth += 1
            inner = True
        elif depth:
            depth -= 1
        else:
            yield Span(start, node.end), count, before
            start = -1
    # Behind a word, the mark that would close it is within a name: «ذئاب» الشمال.
    told = not before[:1].isalpha() or before in _THAT or saying(before) is not None
    if start >= 0 and (told or not inner):
        yield Span(start, end), count, before


def _closes(nodes: Sequence[Node], at: int) -> bool:
    """Whether a mark stuck to the word before it closes a quotation of the sentence before."""
    if nodes[at].form == "»":
        return True
    before = nodes[at - 1] if at else None
    stuck = before is not None and before.end == nodes[at].start and len(before.form) > 2
    ends = at + 1 == len(nodes) or nodes[at + 1].start > nodes[at].end
    return stuck and ends and nodes[at].form not in _OPENERS


def _quote(node: Node) -> bool:
    return node.form in QUOTES
