"""Words to facts, once zones, entities and the publication date are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb.extract.agreements import find_agreements
from kb.extract.capitals import with_capitals
from kb.extract.chunks import Read, read
from kb.extract.dates import DatedSpan, find_dates
from kb.extract.eventcountries import countries_of
from kb.extract.events import find_events
from kb.extract.gazetteer import Gazetteer
from kb.extract.incumbents import holders
from kb.extract.latin.facts import latin_facts
from kb.extract.latin.people import in_latin
from kb.extract.lexicon import Lexicon
from kb.extract.nodes import read_sentences
from kb.extract.passing import find_passed_on
from kb.extract.sites import with_sites
from kb.extract.speech import read_speech, speakers_of
from kb.extract.statements import find_statements
from kb.extract.telling import Known
from kb.extract.text import fold_view
from kb.extract.trace import part_from
from kb.records import Agreement, CleanText, Entity, Event, PassedOn, Post, Span, Statement
from kb.seedtables import Seed


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article tells."""

    entities: tuple[Entity, ...]  # those given, with capitals named by their country
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    statements: tuple[Statement, ...]
    passes_on: tuple[PassedOn, ...]
    dated: tuple[DatedSpan, ...] = ()
    reads: tuple[Read, ...] = ()  # the sentences as they were read


def _dates(clean: CleanText, published: date | None) -> tuple[DatedSpan, ...]:
    """The dates of headline and main text; the page around them is not even read."""
    zones = [*clean.main, *([clean.headline] if clean.headline else [])]
    first = min((zone.start for zone in zones), default=0)
    last = max((zone.end for zone in zones), default=0)
    with part_from(first):
        found = find_dates(fold_view(clean.text[first:last]), published)
    moved = (replace(one, span=Span(one.span.start + first, one.span.end + first)) for one in found)
    return tuple(moved)


def _of_states(found: Sequence[Statement], lexicon: Lexicon) -> tuple[Statement, ...]:
    """The statements without those of places that are no state and no capital of one."""
    return tuple(
        one
        for one in found
        if not one.speaker.startswith("place/")
        or ((seed := lexicon.seed(one.speaker)) is not None and _speaks(seed))
    )


def _speaks(seed: Seed) -> bool:
    return seed.extra.get("kind") == "country" or bool(seed.extra.get("capital_of"))


def find_facts(
    clean: CleanText,
    named: tuple[Sequence[Entity], Sequence[Post]],
    lexicon: Lexicon,
    published: date | None,
    publisher: str | None,
) -> Facts:
    """Events, agreements, statements and whose report is passed on. `named`: entities and posts."""
    entities, posts = named
    sentences = read_sentences(clean, entities)
    if in_latin(clean):
        dated = _dates(clean, published)
        places = Known(Gazetteer(lexicon), dated, published)
        told = latin_facts(clean, sentences, named, places, publisher)
        return Facts(
            told.entities,
            told.events,
            told.agreements,
            told.statements,
            told.passes_on,
            dated,
            tuple(Read(one, ()) for one in sentences),
        )
    known = with_capitals(clean.text, sentences, entities, lexicon)
    known = with_sites(clean.text, sentences, known)
    if known is not entities:
        sentences = read_sentences(clean, known)
    reads = read(sentences, holders(posts, known))
    dated = _dates(clean, published)
    said = read_speech(reads)
    speakers = speakers_of(said)
    against = Known(Gazetteer(lexicon), dated, published)
    events = find_events(reads, against, speakers, countries_of(posts, lexicon))
    statements = _of_states(find_statements(clean.text, said), lexicon)
    return Facts(
        tuple(known),
        events,
        find_agreements(clean.text, reads, dated, lexicon, (events, speakers, posts)),
        statements,
        find_passed_on(said, statements, known, publisher),
        dated,
        reads,
    )
