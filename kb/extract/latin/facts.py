"""Words to facts in French and English articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.extract.agreementparties import capitals_as_states
from kb.extract.capitals import capital_seats
from kb.extract.eventcountries import countries_of
from kb.extract.latin.agreements import latin_agreements
from kb.extract.latin.events import latin_events
from kb.extract.latin.parts import leaders_of, read_parts
from kb.extract.latin.statements import hear, passed_on
from kb.extract.lexicon import Lexicon
from kb.extract.nodes import Sentence
from kb.extract.telling import Known
from kb.extract.trace import note
from kb.ids import unique
from kb.records import Agreement, CleanText, Entity, Event, PassedOn, Post, Span, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells."""

    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    statements: tuple[Statement, ...]
    passes_on: tuple[PassedOn, ...]


_TEASERS = (("a", "lire", "aussi"), ("lire", "aussi"), ("read", "also"), ("read", "more"))


def _teaser(sentence: Sentence) -> bool:
    """Whether a sentence begins with the headlines of other stories set into the text."""
    words = tuple(node.form for node in sentence.nodes[:3])
    found = any(words[: len(opening)] == opening for opening in _TEASERS)
    if found:
        why = "the headline of another story, set into the text"
        note("event", why, Span, sentence.nodes[0].start, sentence.nodes[1].end)
    return found


def _of_states(found: Sequence[Agreement], lexicon: Lexicon) -> tuple[Agreement, ...]:
    """Agreements with the states that capitals stand for: "between Washington and Niamey"."""
    seats = {city: state for state, city in capital_seats(lexicon).items()}
    return tuple(
        replace(one, parties=tuple(unique(capitals_as_states(one.parties, seats)))) for one in found
    )


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
    told = [one for one in sentences if not _teaser(one)]
    reads = [read_parts(clean.text, one, lexicon, leaders) for one in told]
    zones = [*clean.main, *([clean.headline] if clean.headline else [])]
    voices = hear(clean.text, reads, zones)
    countries = countries_of(posts, known.places.lexicon)
    events = latin_events(reads, countries, known, voices.speakers)
    said = events, voices.speakers
    return Told(
        (*entities, *voices.unnamed.values()),
        events,
        _of_states(latin_agreements(clean.text, reads, known.dated, said, countries), lexicon),
        tuple(voices.statements),
        tuple(passed_on(voices, publisher)),
    )
