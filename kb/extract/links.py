"""Which names of an article are one entity, and which entity of the seeds that is."""

from __future__ import annotations

import re
import sys

from kb.extract.cited import add_cited
from kb.extract.clusters import Cluster, cluster
from kb.extract.heading import language
from kb.extract.latin.acronyms import with_acronyms
from kb.extract.latin.offices import with_offices
from kb.extract.latin.people import in_latin
from kb.extract.lexicon import Lexicon
from kb.extract.mentions import Texts, sightings
from kb.extract.roles import by_office, roles
from kb.extract.shorts import short_forms
from kb.extract.stream import streams
from kb.extract.text import with_article
from kb.records import CleanText, Entity, EntityType, Mention

_ANAPHORIC = frozenset({"office", "same"})
_ARABIC = re.compile("[\u0621-\u064a]")


def link(clean: CleanText, lexicon: Lexicon) -> tuple[Entity, ...]:
    """The entities of an article, in order of first mention, each with all its mentions."""
    texts = streams(clean)
    clusters = cluster(with_acronyms(texts, sightings(texts, lexicon), lexicon), lexicon)
    for one, sighting in short_forms(texts, clusters):
        one.seen.append(sighting)
    offices = roles(texts, {key: one.seen for key, one in clusters.items()}, lexicon)
    for key, sighting in by_office(texts, offices, lexicon):
        clusters[key].seen.append(sighting)
    add_cited(texts, clusters, lexicon)
    for body in offices.bodies - clusters.keys():
        clusters[body] = Cluster(_type(body), body, [], seeded=True)
    tongue = "fr" if language(clean) == "fr" else "en"
    found = [_entity(c, texts, (clean.text, tongue), lexicon) for c in clusters.values()]
    if in_latin(clean):
        found = list(with_offices(clean, found, lexicon))
    return tuple(sorted(found, key=_order))


def _order(entity: Entity) -> tuple[int, str]:
    """First mention first; bodies that only an office implies, at the end."""
    return (entity.mentions[0].start if entity.mentions else sys.maxsize, entity.id)


def _type(body: str) -> EntityType:
    """The type of an organisation or country that an office implies."""
    return "place" if body.startswith("place/") else "organisation"


def _entity(one: Cluster, texts: Texts, said: tuple[str, str], lexicon: Lexicon) -> Entity:
    """A cluster as a record, labelled by its longest form unless a seed names it.

    `said` is the article's text and the language of its names in Latin letters.
    """
    source, tongue = said
    mentions = sorted((s.mention(texts, source) for s in one.seen), key=lambda m: m.start)
    names = [m for m in mentions if m.rule not in _ANAPHORIC] or mentions
    longest = max((m.surface for m in names), key=len, default="")
    labels = lexicon.labels(one.id) or {
        "ar" if _ARABIC.search(longest) else tongue: _label(longest)
    }
    return Entity(one.id, one.type, labels, _once(mentions), lexicon.wikidata(one.id), one.seeded)


def _once(mentions: list[Mention]) -> tuple[Mention, ...]:
    """The mentions without a second one of the same words."""
    return tuple({(m.start, m.end): m for m in mentions}.values())


def _label(surface: str) -> str:
    """A surface as a name: the article that ل swallowed given back, one line."""
    return with_article(" ".join(surface.split()))
