"""Offices that an article says its people hold or held."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kb.extract.holders import Held, Place, goes_on, holders, runs, since
from kb.extract.latin.offices import latin_posts
from kb.extract.latin.people import in_latin
from kb.extract.lexicon import Lexicon
from kb.extract.offices import office_body, organisations, realm, status
from kb.extract.shared import shared_offices
from kb.extract.stream import Stream, Zone, key, streams
from kb.extract.text import fold
from kb.extract.titles import Title, bare
from kb.extract.words import folded
from kb.records import CleanText, Entity, Post, PostStatus, Span

_STATE = folded("الجمهوريه جمهوريه الدوله دوله مملكه")
_ACCUSATIVE = folded("رئيسا سفيرا وزيرا مديرا مبعوثا")
_ANAPHORIC = frozenset({"office", "same", "communique", "unnamed"})
_BARE = folded("سفير سفيرة وزير وزيرة مدير مديرة")
_ALONG = folded("المرافق المرافقة مرافق مرافقة")  # who came along, not what the office is
_ALIKE = 0.6  # share of words from which two wordings are one office


def find_posts(clean: CleanText, entities: Sequence[Entity], lexicon: Lexicon) -> tuple[Post, ...]:
    """The posts of an article's people, each once: title, organisation, and the words for both."""
    if in_latin(clean):
        return latin_posts(clean, entities, lexicon)
    listed = frozenset(entity.id for entity in entities)
    found = [
        post
        for zone, text in streams(clean)
        if zone != "byline"
        for post in _of_zone(text, entities, lexicon, clean.text)
    ]
    known = (p if p.organisation in listed else replace(p, organisation=None) for p in found)
    return _telling(tuple(_once(known, lexicon)))


def _of_zone(
    text: Stream, entities: Sequence[Entity], lexicon: Lexicon, source: str
) -> Iterator[Post]:
    """The posts that one zone states, as often as it does."""
    places = located(text, entities)
    people = [place for place in places if place.id.startswith("person/")]
    others = [place for place in places if not place.id.startswith("person/")]
    known = goes_on(text, places)
    held, alone = holders(text, people, runs(text, lexicon, known))
    yield from _plural(text, people, lexicon, known)
    for one in (*held, *since(text, people, alone)):
        yield from _posts(text, one, others, lexicon, source)


def _plural(
    text: Stream, people: Sequence[Place], lexicon: Lexicon, known: Mapping[int, int]
) -> Iterator[Post]:
    """The posts of people who share one plural office: the ministers of A, X, and of B, Y."""
    for one in shared_offices(Zone(text, known), people, lexicon):
        title = Title(one.first, one.last, 0, "")
        body = office_body(key(one.title), lexicon) or one.country
        evidence = text.span(one.first, one.last, one.skip)
        yield Post(one.person, one.title, body, status(text, title), evidence, "shared title")


def _posts(
    text: Stream, held: Held, others: Sequence[Place], lexicon: Lexicon, source: str
) -> Iterator[Post]:
    """The posts of one title: two where it joins two offices."""
    title, person = held.title, held.person
    words = text.span(title.first, title.last, title.skip)
    first, last = min(title.first, person.first), max(title.last, person.last)
    evidence = Span(
        words.start if first == title.first else text.span(first, last).start,
        text.span(first, last).end,
    )
    name = " ".join(words.of(source).split())
    if set(fold(name).split()[1:]) & _ALONG and len(name.split()) == 2:
        return
    for found in organisations(text, title, others, lexicon):
        body = found or realm(text, title, person.id, lexicon)
        when: PostStatus = "former" if held.rule == "first since" else status(text, title)
        yield Post(person.id, name, body, when, evidence, held.rule)


def located(text: Stream, entities: Iterable[Entity]) -> list[Place]:
    """The mentions that lie in a stream, as pieces of it, in order."""
    starts = [text.base + text.folded.start(piece.start) for piece in text.pieces]
    end = text.base + len(text.folded.source)
    return sorted(
        (
            Place(bisect_right(starts, m.start) - 1, bisect_left(starts, m.end), entity.id)
            for entity in entities
            for m in entity.mentions
            if text.base <= m.start < end and m.rule not in _ANAPHORIC
        ),
        key=lambda place: place.first,
    )


def _telling(posts: tuple[Post, ...]) -> tuple[Post, ...]:
    """The posts without a bare السفير or الوزير beside another office of the same person."""
    offices = Counter(post.person for post in posts)
    return tuple(
        post for post in posts if offices[post.person] == 1 or bare(fold(post.title)) not in _BARE
    )


def _once(posts: Iterable[Post], lexicon: Lexicon) -> Iterator[Post]:
    """The posts without repetitions: one office in several wordings is one post."""
    kept: list[Post] = []
    of_person: dict[tuple[str, PostStatus], list[int]] = {}  # places in `kept`
    for post in posts:
        own = of_person.setdefault((post.person, post.status), [])
        twin = next((i for i in own if _same(kept[i], post, lexicon)), None)
        if twin is None:
            own.append(len(kept))
            kept.append(post)
        else:
            both = (kept[twin], post)
            longer = max(both, key=lambda p: len(p.title))
            kept[twin] = replace(longer, organisation=_fuller(*(p.organisation for p in both)))
    yield from kept


def _fuller(one: str | None, other: str | None) -> str | None:
    """Of two bodies of one post the organisation rather than its country or nothing."""
    if one is None or (other is not None and one.startswith("place/")):
        return other
    return one


def _same(one: Post, other: Post, lexicon: Lexicon) -> bool:
    """Whether two statements of one person and status are of one post."""
    bodies = {one.organisation, other.organisation} - {None}
    if len(bodies) > 1 and not _one_state(one, other, lexicon):
        return False
    a, b = _words(one.title), _words(other.title)
    share = 2 * len(a & b) / (len(a) + len(b))
    peer = one.title.startswith("نظير") or other.title.startswith("نظير")
    head = bare(one.title.split()[0]) == bare(other.title.split()[0])
    united = one.organisation is not None and one.organisation == other.organisation
    return share >= _ALIKE or a <= b or b <= a or (united and (head or peer))


def _one_state(one: Post, other: Post, lexicon: Lexicon) -> bool:
    """Whether one post is at a country and the other at a body of that country."""
    for here, there in (
        (one.organisation, other.organisation),
        (other.organisation, one.organisation),
    ):
        seed = lexicon.seed(there)
        if seed is not None and here == f"place/{seed.extra.get('country', '')}":
            return here != there
    return False


@lru_cache(4096)
def _words(title: str) -> frozenset[str]:
    """The words of a title that tell it from others."""
    words = (bare(fold(word).removeprefix("لل")) for word in title.split())
    return frozenset(w.removesuffix("ا") if w in _ACCUSATIVE else w for w in words) - _STATE
