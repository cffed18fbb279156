"""Invented articles with their entities marked in place: `[person/a|سالم العمري]`."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from kb.extract.facts import Facts, find_facts
from kb.extract.lexicon import Lexicon
from kb.records import Article, CleanText, Entity, EntityType, Event, Mention, Post, Span
from kb.seedtables import read_seeds
from kb.settings import data_dir

_MARK = re.compile(r"\[([a-z]+)/([a-z0-9-]+)\|([^\]]+)\]")
MONDAY = date(2019, 3, 18)  # 18 March 2019


@cache
def lexicon() -> Lexicon:
    """The seed tables compiled."""
    return Lexicon.build(read_seeds(data_dir("seeds")))


def marked(source: str, headline: str = "") -> tuple[CleanText, tuple[Entity, ...]]:
    """A text without its marks, and the entities that they name."""
    whole = f"{headline}\n{source}" if headline else source
    text, mentions = "", dict[tuple[str, str], list[Mention]]()
    at = 0
    for found in _MARK.finditer(whole):
        text += whole[at : found.start()]
        kind, slug, surface = found.groups()
        mention = Mention(surface, len(text), len(text) + len(surface))
        mentions.setdefault((kind, slug), []).append(mention)
        text += surface
        at = found.end()
    text += whole[at:]
    top = text.index("\n") if headline else 0
    article = Article("invented.txt", "0" * 64, "txt", text, "test")
    zones = CleanText(article, Span(0, top) if headline else None, (Span(top, len(text)),))
    return zones, tuple(_entity(k, s, m) for (k, s), m in mentions.items())


def _entity(kind: str, slug: str, mentions: list[Mention]) -> Entity:
    typed: EntityType = kind  # type: ignore[assignment]  # the marks in tests are right
    return Entity(f"{kind}/{slug}", typed, {"ar": mentions[0].surface}, tuple(mentions))


def facts(
    source: str, headline: str = "", published: date | None = MONDAY, posts: tuple[Post, ...] = ()
) -> Facts:
    """What an invented article tells."""
    zones, entities = marked(source, headline)
    return find_facts(zones, (entities, posts), lexicon(), published, None)


def events(source: str, headline: str = "", published: date | None = MONDAY) -> tuple[Event, ...]:
    """The events that an invented article tells."""
    return facts(source, headline, published).events


def who(event: Event) -> dict[str, str | None]:
    """Roles by slug."""
    return {one.entity.partition("/")[2]: one.role for one in event.participants}
