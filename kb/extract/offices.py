"""What a title says beyond its words: the organisation, two posts in one, whether it is past."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.extract.holders import Place
from kb.extract.lexicon import Lexicon
from kb.extract.stream import Stream
from kb.extract.text import fold
from kb.extract.titles import Title
from kb.extract.words import FORMER, folded
from kb.records import PostStatus

_STATES = folded("رئيس رئيسه ملك عاهل سلطان امير سفير سفيره قنصل مندوب نظير زعيم")
_RUN_ON = re.compile(r"^(المدير|مدير|الامين|المفتش|الكاتب)(?=ال?عام\b)")  # a space lost in print
_SENT = folded("سفير سفيرة قنصل مندوب")
_OF_STATE = frozenset(map(fold, ("الرئيس", "رئيس الجمهورية", "رئيس الدولة", "العاهل")))
_HEADED = {"مدير": "مديريه", "مديره": "مديريه", "وزير": "وزاره", "وزيره": "وزاره"}  # folded


def wording(text: Stream, title: Title) -> str:
    """The folded words of a title without attached letters."""
    words = _RUN_ON.sub(r"\1 ", text.words(title.first, title.last)[title.skip :])
    return (
        f"ال{words[1:]}" if words.startswith("ل") and text.word(title.first)[:2] == "لل" else words
    )


def status(text: Stream, title: Title) -> PostStatus:
    """Whether the words say that the office is a former one."""
    nearby = (text.word(at) for at in range(title.first, title.last + 1))
    was = text.word(title.first - 1) in {"كان", "كانت"}
    return "former" if was or any(word in FORMER for word in nearby) else "held"


def organisations(
    text: Stream, title: Title, inside: Sequence[Place], lexicon: Lexicon
) -> tuple[str | None, ...]:
    """The organisation or country of a title; one for each post that the title covers.

    `inside` are the places of a stream in order.
    """
    words = wording(text, title)
    both = tuple(_two(words, lexicon))
    if both:
        return both
    seeded = office_bodies(words, lexicon)
    if seeded:
        return seeded
    named = [place for place in _from(inside, title) if place.last <= title.last]
    bodies = [p.id for p in named if p.id.startswith(("organisation/", "outlet/"))]
    if bodies:
        return (bodies[0],)
    if title.head not in _STATES:
        return (None,)
    return (_state(text, title, named, lexicon),)


def _from(places: Sequence[Place], title: Title) -> Sequence[Place]:
    """The places that begin within a title."""
    first = bisect_left(places, title.first, key=lambda place: place.first)
    return places[first : bisect_left(places, title.last, first, key=lambda place: place.first)]


def realm(text: Stream, title: Title, person: str, lexicon: Lexicon) -> str | None:
    """The country of a leader whom the seeds know, where the title names none."""
    seed = lexicon.seed(person)
    if seed is None or not seed.extra.get("standing") or not seed.extra["country"]:
        return None
    plain = wording(text, title) in _OF_STATE
    return f"place/{seed.extra['country']}" if plain else None


def office_body(words: str, lexicon: Lexicon) -> str | None:
    """The first organisation of a folded title, if any."""
    return next(iter(office_bodies(words, lexicon)), None)


def office_bodies(words: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The organisations of a folded title that the seeds know, or the body named as it is."""
    words = " ".join(word for word in words.split() if word not in FORMER)
    office = lexicon.offices.get(words)
    if office is not None:
        bodies, country = office.values("organisation"), office.extra["country"]
        state = (f"place/{country}",) if country else ()
        return tuple(f"organisation/{body}" for body in bodies) or state
    named = (lexicon.named(name) for name in _body_names(words))
    return tuple(body for body in named if body and body.startswith("organisation/"))[:1]


def _body_names(words: str) -> Iterator[str]:
    """What the body of an office may be called: وزارة الدفاع of وزير الدفاع."""
    first, _, rest = words.partition(" ")
    head = _HEADED.get(first.removeprefix("ال"))
    if head is None or not rest:
        return
    feminine = " ".join(f"{word}ه" if word.endswith("ي") else word for word in rest.split())
    if rest.startswith("العام "):
        yield f"ال{head} العامه {rest[6:]}"
    yield from (f"{head} {rest}", f"{head} {feminine}", f"ال{head} {rest}")


def _two(words: str, lexicon: Lexicon) -> Iterator[str]:
    """The two bodies of a title that joins two offices by و, if the seeds know both."""
    parts = words.split()
    for at in range(2, len(parts)):
        if not parts[at].startswith("و"):
            continue
        cut = next((i for i in range(1, at) if parts[i].startswith("ل")), at)
        joined = parts[at][1:]
        joined = joined if joined.startswith("ل") else f"ل{joined}"
        left = office_body(" ".join(parts[:at]), lexicon)
        right = office_body(" ".join([*parts[:cut], joined, *parts[at + 1 :]]), lexicon)
        if left and right and left != right:
            yield from (left, right)
            return


def _state(text: Stream, title: Title, named: Sequence[Place], lexicon: Lexicon) -> str | None:
    """The country of an office of state; where an envoy is sent is not whom he stands for."""
    words = [text.word(at) for at in range(title.first, title.last)]
    adjectives = (lexicon.country_behind(word, before) for before, word in pairwise(words))
    sent = title.head in _SENT
    near = [p for p in named if not sent or p.first == title.first + 1]
    places = [p.id for p in near if p.id.startswith("place/")]
    return next((found for found in (*adjectives, *places) if found), None)
