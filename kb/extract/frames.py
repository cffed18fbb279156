"""The clause of a word that tells of an event: its parties and places, and its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kb.extract.chunks import Chunk
from kb.extract.cues import COPULAS, GROUPS, LED, RELATIVES, SUBJECT_STARTS, TIMES
from kb.extract.verbs import Tense, Trigger, trigger

# "" stands without preposition, "by" behind "on the part of", "beside" behind "accompanied by".
Tie = Literal["", "ب", "ل", "مع", "بين", "by", "beside", "الي", "في", "من"]


_TIED = frozenset(
    ["مع", "بين", "من", "الي", "في", "عن", "علي", "لدي", "طرف", "قبل", "لدن", "جانب", "برفقه"]
)  # in front of whom no sentence is about

_NO_OBJECT = frozenset({"اجتماع", "مباحثات", "محادثات", "جلسه"})  # nouns that need "with"
_RELATIVES_OR_COPULAS = RELATIVES | COPULAS
_TIMES_OR_COPULAS = TIMES | COPULAS


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in the clause, and how he is tied to the word of the event."""

    chunk: Chunk
    tie: Tie
    joined: bool = False  # by "and" to the party before


@dataclass(slots=True)
class Frame:
    """The clause of one event word."""

    word: Trigger
    at: int
    first: int
    last: int = 0  # the chunk at which the clause ends, exclusive
    noun: Trigger | None = None  # what a light verb carries out: "held talks"
    noun_at: int = -1
    carrier: Trigger | None = None  # the light verb of a noun: "the visit that he made"
    parties: list[Party] = field(default_factory=list)
    places: list[Party] = field(default_factory=list)
    stops: list[Chunk] = field(default_factory=list)  # of a tour: "that takes him to A and B"
    onward: bool = False  # to which the tour is still to go
    goes_on: bool = False  # with the subject of the sentence before: "he also received A"
    speaks: bool = False  # somebody speaks at a session: "in a speech at the summit"
    ahead: Chunk | None = None  # "at the end of his visit, A said": who is meant by "his"
    front: list[Chunk] = field(default_factory=list)  # places before the verb: "in A, he met"
    since: Chunk | None = None  # "the first visit since"
    subject: Chunk | None = None
    implied: bool = False  # the subject is one told before
    dual: bool = False  # two did it who are not named again: "a meeting that both held"
    tour: bool = False
    used: set[int] = field(default_factory=set)  # event words taken up in this frame
    future: bool = False
    near: int = 0  # the offset up to which a place stands right behind the noun
    welcomed: bool = False  # "at the reception of": who is named first is the guest
    others: list[Chunk] = field(default_factory=list)  # joined to the subject before the verb
    foreign: bool = False  # a place or body stands where the subject does
    interview: bool = False  # with a newspaper or a broadcaster
    remote: bool = False  # by telephone or on a screen
    aside: bool = False  # "and had come": of whoever is named right before
    purpose: bool = False  # "in order to meet A"
    pair: bool = False  # two bodies that are not named: "the two services"
    sides: bool = False  # between "the two sides"
    many: bool = False  # a verb in the plural
    between: bool = False  # "between" stands right behind the event word

    @property
    def kind(self) -> Trigger:
        """The word that says what kind of event it is."""
        return self.noun or self.word

    @property
    def tense(self) -> Tense:
        """When it is said to be: by the verb, or by the verb that carries the noun."""
        verb = self.carrier if self.word.noun else self.word
        return verb.tense if verb else "none"

    def tied(self, *ties: Tie) -> list[Party]:
        """The parties with one of the ties."""
        return [party for party in self.parties if party.tie in ties]

    def loose(self) -> list[list[Party]]:
        """The parties without preposition, those joined by "and" together."""
        groups: list[list[Party]] = []
        if self.word.pronoun and self.word.word in _NO_OBJECT:
            return groups  # "at its meeting the council appointed A"
        the = self.word.noun and self.word.definite and not self.word.pronoun
        if the and self.carrier is None:
            return groups  # "the meeting" takes no name right behind it
        for party in self.tied(""):
            if party.joined and groups:
                groups[-1].append(party)
            else:
                groups.append([party])
        return groups


def _boundary(chunks: Sequence[Chunk], at: int) -> int:
    """The first chunk of the clause that a verb stands in."""
    first = at
    while first > 0 and at - first < 14:
        chunk = chunks[first - 1]
        word = chunk.form
        if chunk.kind == "mark" and word in {":", "؛", ".", "…"}:
            break
        if word in COPULAS and first > 1 and chunks[first - 2].form in _RELATIVES_OR_COPULAS:
            first -= 1
            continue
        if chunk.kind == "word" and (
            word in SUBJECT_STARTS or word in RELATIVES or trigger(word) is not None
        ):
            break
        first -= 1
    return first


def _antecedent(chunks: Sequence[Chunk], at: int) -> Chunk | None:
    """Whom a relative pronoun stands for: the party right before it."""
    while at > 0 and chunks[at].kind == "mark":
        closing = chunks[at].form == ")"
        at -= 1
        while closing and at > 0 and chunks[at].form != "(":
            at -= 1
    return chunks[at] if chunks[at].party else None


def led_by(chunks: Sequence[Chunk], at: int) -> Chunk | None:
    """Who leads the delegation that is named at a place, if it is said."""
    if chunks[at].form not in GROUPS:
        return None
    for place in range(at + 1, min(len(chunks) - 1, at + 5)):
        if chunks[place].form in LED and chunks[place + 1].kind == "person":
            return chunks[place + 1]
    return None


def subject_before(chunks: Sequence[Chunk], at: int) -> tuple[Chunk | None, int]:
    """The subject that stands before a verb, if any, and where the clause begins."""
    first = _boundary(chunks, at)
    before = chunks[first - 1] if first else None
    if before is not None and before.kind == "word" and trigger(before.form) is not None:
        told = at >= 2 and chunks[at - 1].party and chunks[at - 2].form == "،"
        return (chunks[at - 1] if told and not chunks[at - 1].lead else None), at
    if at + 1 < len(chunks) and chunks[at + 1].form in {"هو", "هي"}:
        return None, first  # the subject follows: "the last to visit it is …"
    if before is not None and (before.form in RELATIVES or before.form[1:] in RELATIVES):
        return _antecedent(chunks, first - 2) if first >= 2 else None, first
    for place in range(first, at):
        chunk = chunks[place]
        if chunk.party:
            led = led_by(chunks, place) or chunk
            return (led if not chunk.lead.strip("وف") else None), first
        if chunk.kind == "word" and chunk.form not in _TIMES_OR_COPULAS:
            return None, first
    return None, first


def topic_of(chunks: Sequence[Chunk], before: Chunk | None) -> Chunk | None:
    """Whom the next sentence goes on with: who stands as subject here, else as before."""
    for at, chunk in enumerate(chunks):
        tied = chunk.lead.strip("وف") or (at > 0 and chunks[at - 1].form in _TIED)
        if chunk.party and not tied:
            return chunk if chunk.kind == "person" else None
    return before
