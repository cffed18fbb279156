"""Entities that no seed knows: which of the base's own they are, if any.

Strangers of one name are not one person: a name joins two people only with a post shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rdflib import URIRef
from rdflib.term import Node

from kb.errors import Refusal
from kb.ids import digest, folded, slug
from kb.model import terms as t
from kb.model.held import Held, reports_of
from kb.model.joining import mint
from kb.model.judging import CURATED, CURATOR, Judgement
from kb.model.rdf import LOCAL, namings, original_publisher
from kb.records import Entity, Extraction

ORDER: Final = ("place", "organisation", "outlet", "person")  # people are told by their posts


NAME_ALONE: Final = 50
Posts = tuple[frozenset[Node], frozenset[str]]  # organisations and folded titles


@dataclass(frozen=True, slots=True)
class Told:
    """A stranger as the article tells of it; the report is that of its first form."""

    entity: Entity
    report: URIRef
    names: list[str]
    posts: Posts


@dataclass(frozen=True, slots=True)
class Former:
    """A stranger as the article told of it before it was given again."""

    iri: URIRef
    report: Node
    posts: Posts


@dataclass(slots=True)
class Resolved:
    """The IRI of each canonical entity of an article, those minted, and the judgements."""

    iris: dict[str, URIRef] = field(default_factory=dict)
    strangers: dict[str, URIRef] = field(default_factory=dict)
    minted: list[URIRef] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    given: dict[str, URIRef] = field(default_factory=dict)  # by the path that would be minted


def name_keys(kind: str, names: Iterable[str]) -> list[str]:
    """Keys of names under which another article's entity would be found.

    One word names no person across articles.
    """
    plain = {folded(name) for name in names}
    least = 2 if kind == "person" else 1
    return sorted(digest("name", kind, name) for name in plain if len(name.split()) >= least)


def resolve(extraction: Extraction, held: Held) -> Resolved:
    """The canonical entity of each entity of an article."""
    found = Resolved()
    numbers = {n.entity: n.number for n in reversed(namings(extraction))}
    former = former_strangers(held)
    ordered = sorted(
        (e for e in extraction.entities if e.type not in LOCAL), key=lambda e: ORDER.index(e.type)
    )
    for entity in ordered:
        if entity.seeded:
            found.iris[entity.id] = URIRef(held.data + entity.id)
            continue
        report = URIRef(f"{held.article}#name-{numbers.get(entity.id, 0)}")
        told = Told(entity, report, _names(entity), _posts(entity, extraction, found))
        was = _was(told, former, found)
        iri = _decided(told, held, found) or _unchanged(told, was, held, found)
        iri = iri or _stranger(told, held, found) or _kept(was, held)
        iri = iri or _mint(entity, held, found)
        found.iris[entity.id] = found.strangers[entity.id] = iri
        found.given.setdefault(_path(entity), iri)
    _outlets(extraction, held, found)
    return found


def _outlets(extraction: Extraction, held: Held, found: Resolved) -> None:
    """Entities that an article refers to without naming them: they must be known already."""
    heading = extraction.heading
    retold = extraction.article.metadata.retold
    wanted = [
        heading.publisher,
        original_publisher(extraction),
        "outlet/khabar" if retold else None,
    ]
    for name in wanted:
        if name is None or name in found.iris:
            continue
        iri = URIRef(held.data + name)
        if not any(held.view.triples(iri, t.TYPE)):
            raise Refusal("internal", f"the article refers to {name}, which nothing describes")
        found.iris[name] = iri


def former_strangers(held: Held) -> dict[tuple[str, str], Former]:
    """Strangers of the article as it was, by type and form."""
    posts: dict[Node, tuple[set[Node], set[str]]] = {}
    for report in reports_of(held.former, t.POST_REPORT):
        facts = held.former[report]
        organisations, titles = posts.setdefault(facts[t.MEMBER][0], (set(), set()))
        organisations.update(facts.get(t.ORGANISATION, ()))
        titles.update(folded(str(title)) for title in facts[t.TITLE])
    found: dict[tuple[str, str], Former] = {}
    first: dict[Node, Node] = {}
    for report in reports_of(held.former, t.NAME_REPORT):
        iri, surface = held.former[report][t.NAMES][0], held.former[report][t.SURFACE][0]
        if t.is_fragment(iri) or held.is_seed(iri):
            continue
        first.setdefault(iri, report)
        of, titles = posts.get(iri, (set(), set()))
        known = Former(URIRef(str(iri)), first[iri], (frozenset(of), frozenset(titles)))
        found.setdefault((t.type_of(iri), str(surface)), known)
    return found


def _was(told: Told, former: Mapping[tuple[str, str], Former], found: Resolved) -> Former | None:
    """The stranger of the article as it was that has a form in common."""
    for mention in told.entity.mentions:
        was = former.get((told.entity.type, mention.surface))
        if was is not None and was.iri not in found.iris.values():
            return was
    return None


def _unchanged(told: Told, was: Former | None, held: Held, found: Resolved) -> URIRef | None:
    """The IRI that the article had for the same name and posts, with what was judged of it."""
    if was is None or was.posts != told.posts:
        return None
    if str(was.iri) in held.decisions.different_from(told.report):
        return None
    found.judgements += held.judged_before(was.report, told.report)
    return was.iri


def _kept(was: Former | None, held: Held) -> URIRef | None:
    """The IRI that the article had minted for the stranger, if no other article uses it."""
    return was.iri if was is not None and not held.elsewhere(was.iri) else None


def _names(entity: Entity) -> list[str]:
    return [*entity.labels.values(), *(mention.surface for mention in entity.mentions)]


def _decided(told: Told, held: Held, found: Resolved) -> URIRef | None:
    """The entity that a curator said it is: itself, or what another report names."""
    for partner in held.decisions.same_as(told.report):
        other = URIRef(partner)
        named = t.first(held.stored(other), t.NAMES) if t.is_fragment(other) else other
        if named is not None and any(held.view.triples(named, t.TYPE)):
            iri = URIRef(str(named))
            note = Judgement(told.report, iri, "same", CURATOR, CURATED, "decided by hand")
            found.judgements.append(note)
            return iri
    return None


def _stranger(told: Told, held: Held, found: Resolved) -> URIRef | None:
    """The base's own stranger that this one is, with the judgement noted; else nothing."""
    kind, excluded = told.entity.type, held.decisions.different_from(told.report)
    candidates = [
        URIRef(str(iri))
        for iri in held.by_key(name_keys(kind, told.names))
        if iri not in found.iris.values() and str(iri) not in excluded and held.elsewhere(iri)
    ]
    if not candidates:
        return None
    if kind == "person":
        return _person(told, candidates, held, found)
    iri = candidates[0]
    grounds = f"the name {t.slug_of(iri)}"
    found.judgements.append(Judgement(told.report, iri, "same", "same-name", 90, grounds))
    return iri


def _posts(entity: Entity, extraction: Extraction, found: Resolved) -> Posts:
    posts = [post for post in extraction.posts if post.person == entity.id]
    organisations = (found.iris.get(post.organisation or "") for post in posts)
    return (
        frozenset(iri for iri in organisations if iri is not None),
        frozenset(folded(post.title) for post in posts),
    )


def _held_posts(person: URIRef, held: Held) -> Posts:
    """What other articles say of a person's posts."""
    organisations: set[Node] = set()
    titles: set[str] = set()
    for membership in held.subjects(t.MEMBER, person):
        if held.others(membership):
            organisations.update(held.objects(membership, t.ORGANISATION))
            titles.update(folded(str(title)) for title in held.objects(membership, t.TITLE))
    return frozenset(organisations), frozenset(titles)


def _person(told: Told, candidates: list[URIRef], held: Held, found: Resolved) -> URIRef | None:
    """The one candidate with a post shared; without one, a note that it may be one of them."""
    scored = []
    for iri in candidates:
        organisations, titles = _held_posts(iri, held)
        bodies = sorted(t.slug_of(o) for o in organisations & told.posts[0])
        alike = sorted(titles & told.posts[1])
        score = min(NAME_ALONE + 30 * bool(bodies) + 25 * bool(alike), 95)
        scored.append((score, iri, [*bodies, *alike]))
    scored.sort(key=lambda row: (-row[0], str(row[1])))
    score, iri, shared = scored[0]
    if score > NAME_ALONE and [row[0] for row in scored].count(score) == 1:
        grounds = f"the full name, and a post shared: {', '.join(shared)}"
        note = Judgement(told.report, iri, "same", "name-and-post", score, grounds)
        found.judgements.append(note)
        return iri
    grounds = "the full name alone" if score == NAME_ALONE else "several of the name fit as well"
    found.judgements.append(Judgement(told.report, iri, "unsure", "same-name", score, grounds))
    return None


def _path(entity: Entity) -> str:
    labels = entity.labels
    name = next((labels[x] for x in ("en", "fr", "ar") if x in labels), t.slug_of(entity.id))
    return f"{entity.type}/{slug(name)}"


def _mint(entity: Entity, held: Held, found: Resolved) -> URIRef:
    iri = mint(_path(entity), held, set(found.iris.values()))
    found.minted.append(iri)
    return iri
