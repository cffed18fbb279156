"""Reference data: the seed tables and the ontology as triples of the base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, Literal, URIRef

from kb.errors import SeedFault
from kb.ids import digest, folded
from kb.model import terms as t
from kb.model.names import search_keys
from kb.namespaces import KB, WD
from kb.seedtables import Seed, SeedLink, Seeds
from kb.view import Triple


@dataclass(frozen=True, slots=True)
class Reference:
    """What the seeds put into the default graph and into the graphs `links` and `registry`."""

    default: tuple[Triple, ...]
    links: tuple[Triple, ...]
    registry: tuple[Triple, ...]


def office_key(title: str) -> str:
    """The key under which the registry finds offices of a title."""
    return digest("office", folded(title))


def reference(seeds: Seeds, data: str) -> Reference:
    """All seeds as triples; a seed fact names its row's source."""
    default = [triple for seed in seeds.entities for triple in _entity(seed, data)]
    registry = [triple for seed in seeds.entities for triple in _registered(seed, data)]
    links = [triple for link in seeds.links for triple in _link(link, data)]
    default += [(URIRef(f"{data}{link.id}"), t.SAME_AS, WD[link.qid]) for link in seeds.links]
    return Reference(_once(default), _once(links), _once(registry))


def ontology(path: Path) -> tuple[Triple, ...]:
    """The ontology of a Turtle file, for the graph `ontology`."""
    return tuple(Graph().parse(path, format="turtle"))


def _once(triples: list[Triple]) -> tuple[Triple, ...]:
    return tuple(dict.fromkeys(triples))


def _spelling(words: str, seed: Seed) -> Literal:
    """A spelling in a language that its script allows and the seed has a name in."""
    languages = [lang for lang in ("en", "fr") if lang in seed.labels]
    return Literal(words, lang=t.tag_of(words, languages[0] if languages else "en"))


def _spellings(seed: Seed) -> Iterator[Literal]:
    names = {Literal(label, lang=language) for language, label in seed.labels.items()}
    for words in (*seed.spellings, *seed.values("acronyms")):
        if (spelling := _spelling(words, seed)) not in names:
            yield spelling


def _entity(seed: Seed, data: str) -> Iterator[Triple]:
    iri = URIRef(f"{data}{seed.id}")
    for cls in t.ENTITY_CLASSES[seed.type]:
        yield iri, t.TYPE, cls
    if seed.type == "place" and seed.extra["kind"] == "country":
        yield iri, t.TYPE, t.COUNTRY
    for language, label in seed.labels.items():
        yield iri, t.PREF, Literal(label, lang=language)
    for spelling in _spellings(seed):
        yield iri, t.ALT, spelling
    names = (*map(Literal, seed.labels.values()), *_spellings(seed))
    yield from search_keys(iri, names)
    yield iri, t.SEED_SOURCE, t.text(seed.source)
    yield from _relations(seed, iri, data)


def _relations(seed: Seed, iri: URIRef, data: str) -> Iterator[Triple]:
    for body in seed.values("organisation") if seed.type == "office" else ():
        yield iri, t.POST_IN, URIRef(f"{data}organisation/{body}")
    for country in seed.values("country"):
        if seed.id == f"place/{country}":
            continue
        property_ = t.CONTAINED_IN if seed.type == "place" else t.IN_COUNTRY
        yield iri, property_, URIRef(f"{data}place/{country}")


def _registered(seed: Seed, data: str) -> Iterator[Triple]:
    """What the registry must know to tell the seeds' spellings from those of articles."""
    iri = URIRef(f"{data}{seed.id}")
    for spelling in _spellings(seed):
        yield iri, t.SEED_SPELLING, spelling
    if seed.type == "office":
        for title in (*seed.labels.values(), *seed.spellings):
            yield iri, t.JOIN_KEY, t.text(office_key(title))


def _link(link: SeedLink, data: str) -> Iterator[Triple]:
    if not link.qid.startswith("Q") or not link.qid[1:].isdigit():
        raise SeedFault(f"wikidata.csv row {link.id}: {link.qid!r} is no item of Wikidata")
    node = URIRef(f"{data}link/{digest(link.id, link.qid)[:16]}")
    yield node, t.TYPE, t.LINK
    yield node, t.ENTITY, URIRef(f"{data}{link.id}")
    yield node, KB.candidate, WD[link.qid]
    yield node, KB.state, KB.accepted
    yield node, KB.method, t.text(link.method)
    yield node, KB.evidenceSource, t.text(link.source)
    if link.quote:
        yield node, KB.evidenceQuote, t.text(link.quote)
