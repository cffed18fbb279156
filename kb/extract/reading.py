"""An article read from its first step to its last; only this module knows the order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kb.extract.chunks import Read
from kb.extract.clean import clean
from kb.extract.dates import DatedSpan
from kb.extract.facts import find_facts
from kb.extract.heading import heading
from kb.extract.lexicon import Lexicon
from kb.extract.links import link
from kb.extract.posts import find_posts
from kb.records import Article, CleanText, DateValue, Extraction


def _day(published: DateValue) -> date | None:
    """The day of publication, if it is known to the day."""
    return published.earliest if published.earliest == published.latest else None


@dataclass(frozen=True, slots=True)
class Reading:
    """An extraction with what it was made of."""

    extraction: Extraction
    zones: CleanText
    dated: tuple[DatedSpan, ...]
    reads: tuple[Read, ...]


def read(article: Article, lexicon: Lexicon) -> Extraction:
    """All that an article says."""
    return reading(article, lexicon).extraction


def reading(article: Article, lexicon: Lexicon) -> Reading:
    """All that an article says: zones, heading, entities, posts, then events and what was said."""
    zones = clean(article, lexicon)
    said_of_itself = heading(zones, lexicon)
    entities = link(zones, lexicon)
    posts = find_posts(zones, entities, lexicon)
    day = _day(said_of_itself.published)
    facts = find_facts(zones, (entities, posts), lexicon, day, said_of_itself.publisher)
    extraction = Extraction(
        article=article,
        heading=replace(said_of_itself, passes_on=facts.passes_on),
        entities=facts.entities,
        posts=posts,
        events=facts.events,
        agreements=facts.agreements,
        statements=facts.statements,
    )
    return Reading(extraction, zones, facts.dated, facts.reads)
