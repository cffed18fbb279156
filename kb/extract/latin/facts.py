"""Words to facts in French and English articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.extract.latin.events import latin_events
from kb.extract.latin.parts import leaders_of, read_parts
from kb.extract.nodes import Sentence
from kb.extract.telling import Known
from kb.records import Agreement, CleanText, Entity, Event, PassedOn, Post, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells."""

    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    statements: tuple[Statement, ...]
    passes_on: tuple[PassedOn, ...]


def latin_facts(
    clean: CleanText,
    sentences: Sequence[Sentence],
    named: tuple[Sequence[Entity], Sequence[Post]],
    known: Known,
    publisher: str | None,
) -> Told:
    """Events, agreements, statements and whose report is passed on. `named`: entities and posts."""
    entities, posts = named
    lexicon = known.places.lexicon
    leaders = leaders_of(posts, lexicon)
    reads = [read_parts(clean.text, one, lexicon, leaders) for one in sentences]
    events = latin_events(reads, posts, known, {})
    return Told(tuple(entities), events, (), (), ())
