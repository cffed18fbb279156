"""Posts of French and English articles, and people meant by their office alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.extract.heldoffices import HeldOffices
from kb.extract.latin.titles import Line, Title, find_titles, title_words
from kb.extract.latin.words import ARTICLES, BEFORE, FORMER, OF, OFFICES, PEERS
from kb.extract.lexicon import Lexicon
from kb.extract.nodes import read_sentences
from kb.extract.offices import office_body
from kb.extract.stream import key, streams
from kb.extract.trace import note
from kb.records import CleanText, Entity, EntityType, Mention, Post, PostStatus, Span

_PLAIN = ARTICLES | OF | FORMER | {"s", "'", "’", "-"}
_FOREIGN = frozenset({"ministr", "affair", "etranger"})  # "le chef de la diplomatie"
_STATES = frozenset({"president", "presidente", "king", "roi", "emir", "sultan"})


@dataclass(frozen=True, slots=True)
class _Held:
    """An office beside a name."""

    line: Line
    title: Title
    person: Entity

    @property
    def evidence(self) -> Span:
        """From the first to the last word of office and name."""
        nodes = self.line.nodes
        first = min(self.title.first, self.title.named)
        last = max(self.title.last - 1, self.title.named)
        return Span(nodes[first].start, nodes[last].end)


def _read(
    clean: CleanText, entities: Sequence[Entity], lexicon: Lexicon
) -> tuple[list[_Held], list[tuple[Line, Title]]]:
    """The offices beside names, and those that stand alone, in order."""
    held, alone = list[_Held](), list[tuple[Line, Title]]()
    pieces = (piece.text for _, text in streams(clean) for piece in text.pieces)
    if OFFICES.isdisjoint(pieces):
        return held, alone
    for sentence in read_sentences(clean, entities):
        line = Line(clean.text, sentence.nodes, lexicon)
        for title in find_titles(line):
            if title.person is None:
                alone.append((line, title))
            elif title.head not in PEERS or _of_country(line, title):
                held.append(_Held(line, title, title.person))
    return held, alone


def _of_country(line: Line, title: Title) -> bool:
    """Whether it is told of which country somebody's counterpart is."""
    return any(line.country(at) for at in range(title.first, title.last))


def latin_posts(clean: CleanText, entities: Sequence[Entity], lexicon: Lexicon) -> tuple[Post, ...]:
    """The posts that an article gives its people, each once, in its fullest wording."""
    listed = {entity.id for entity in entities}
    kept: dict[tuple[str, PostStatus], list[tuple[frozenset[str], Post]]] = {}
    for one in _read(clean, entities, lexicon)[0]:
        body = _body(one.line, one.title) or _realm(one)
        status: PostStatus = "former" if one.title.former else "held"
        title = title_words(one.line, one.title)
        post = Post(one.person.id, title, body, status, one.evidence, "title")
        post = post if body in listed else replace(post, organisation=None)
        _keep(kept.setdefault((post.person, status), []), _tokens(one.line, one.title), post)
    found = (post for posts in kept.values() for _, post in posts)
    return tuple(sorted(found, key=lambda post: post.evidence))


def _keep(kept: list[tuple[frozenset[str], Post]], words: frozenset[str], post: Post) -> None:
    """Add a post, or let it and one of the same words be the one in more words."""
    for at, (known, other) in enumerate(kept):
        if known <= words or words <= known:
            longer = post if len(words) > len(known) else other
            body = longer.organisation or post.organisation or other.organisation
            kept[at] = (known | words, replace(longer, organisation=body))
            return
    kept.append((words, post))


def _tokens(line: Line, title: Title) -> frozenset[str]:
    """The words of a title by which two are compared: countries and bodies as ids."""
    found: set[str] = set()
    for at in range(title.first, title.last):
        node = line.nodes[at]
        if node.entity is not None:
            found.add(node.entity.id)
        elif node.form not in _PLAIN and not node.is_mark:
            found.add(line.country(at) or _one_form(node.form))
    if {"chef", "diplomati"} <= found or {"cheff", "diplomati"} <= found:
        found = found - {"chef", "cheff", "diplomati"} | _FOREIGN
    return frozenset(found)


def _one_form(word: str) -> str:
    """A word without the ending of gender and number, as titles are compared."""
    return word.rstrip("es") or word


def _body(line: Line, title: Title) -> str | None:
    """The organisation of a title, else its country."""
    known = office_body(key(title_words(line, title)), line.lexicon)
    if known is not None:
        return known
    nodes = range(title.first, title.last)
    bodies = [at for at in nodes if line.nodes[at].is_a("organisation")]
    if bodies:
        return _id(line.nodes[bodies[0]].entity)
    named = (_id(line.nodes[at].entity) for at in nodes if line.nodes[at].is_a("place"))
    adjectives = (line.country(at) for at in nodes)
    return next((one for one in (*adjectives, *named) if one), None)


def _id(entity: Entity | None) -> str | None:
    return entity.id if entity else None


def _realm(one: _Held) -> str | None:
    """The country of a head of state of the seeds whom an article calls just "president"."""
    seed = one.line.lexicon.seed(one.person.id)
    if seed is None or not seed.extra.get("standing") or not seed.extra["country"]:
        return None
    return f"place/{seed.extra['country']}" if one.title.head in _STATES else None


def with_offices(
    clean: CleanText, entities: Sequence[Entity], lexicon: Lexicon
) -> tuple[Entity, ...]:
    """The entities with the bodies that offices imply and the people meant by office alone."""
    held, alone = _read(clean, entities, lexicon)
    bodies = {_body(one.line, one.title) or _realm(one) for one in held}
    known = {entity.id: entity for entity in entities}
    offices: dict[str, list[frozenset[str]]] = {}
    for one in held:
        if not one.title.former:
            offices.setdefault(one.person.id, []).append(_tokens(one.line, one.title))
    of_words = HeldOffices.of(offices)
    for line, title in alone:
        meant = _meant(line, title, of_words)
        person = _one_of(set(meant), line)
        if person is not None:
            known[person] = _mentioned(known[person], _mention(line, title))
        else:
            several = "an office that several people of the article hold"
            why = several if meant else "an office, and nobody is named for it"
            first, last = line.nodes[title.first], line.nodes[title.last - 1]
            note("office", why, Span, first.start, last.end)
    implied = sorted(body for body in bodies if body and body not in known)
    return (*known.values(), *(_implied(body, lexicon) for body in implied))


def _one_of(people: set[str], line: Line) -> str | None:
    """The one of several people who is meant: the only one, or the only one the sentence names."""
    if len(people) > 1:
        people &= {node.entity.id for node in line.nodes if node.entity is not None}
    return people.pop() if len(people) == 1 else None


def _meant(line: Line, title: Title, offices: HeldOffices) -> set[str]:
    """The people of the article who hold an office that stands alone."""
    words = _tokens(line, title)
    if not title.definite or title.head in PEERS or title.former:
        return set()
    named = frozenset(word for word in words if word not in BEFORE)
    return offices.of_all(named) or offices.of_some(words)


def _mention(line: Line, title: Title) -> Mention:
    """An office as a mention of whoever holds it."""
    start, end = line.nodes[title.first].start, line.nodes[title.last - 1].end
    return Mention(line.text[start:end], start, end, "office")


def _mentioned(entity: Entity, mention: Mention) -> Entity:
    """An entity with one more mention."""
    every: Iterator[Mention] = iter((*entity.mentions, mention))
    return replace(entity, mentions=tuple(sorted(every, key=lambda one: one.start)))


def _implied(body: str, lexicon: Lexicon) -> Entity:
    """A body or country of the seeds that only an office tells of."""
    kind: EntityType = "place" if body.startswith("place/") else "organisation"
    return Entity(body, kind, lexicon.labels(body), (), lexicon.wikidata(body), seeded=True)
