"""Of which countries people are, by the posts that the article gives them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from kb.extract.drafts import Draft
from kb.extract.eventdates import clash
from kb.extract.lexicon import Lexicon
from kb.records import Post

_EARLIER = frozenset({"كان", "وكان", "كانت", "وكانت", "سبق", "وسبق", "had", "avait", "avaient"})
_BEFORE = 12  # words in front of a verb in which it may be told as gone by


def countries_of(posts: Sequence[Post], lexicon: Lexicon) -> dict[str, set[str]]:
    """The countries that each person's posts are of."""
    found: dict[str, set[str]] = {}
    for post in posts:
        seed = lexicon.seed(post.organisation)
        country = seed.extra.get("country") if seed and seed.type == "organisation" else None
        place = f"place/{country}" if country else post.organisation
        if place:
            found.setdefault(post.person, set()).add(place)
    return found


def in_course(met: Draft, visit: Draft) -> bool:
    """Whether a meeting may be one of a visit: not of another day, nor told as long gone by."""
    nodes = met.sentence.nodes
    at = bisect_left(nodes, met.anchor, key=attrgetter("start"))
    earlier = any(node.form in _EARLIER for node in nodes[max(0, at - _BEFORE) : at])
    dated = met.date.edtf is not None
    apart = dated and (visit.date.edtf is None or clash(met.date, visit.date))
    return not (earlier or apart)


def of_country(
    person: str,
    place: str,
    countries: Mapping[str, set[str]],
    same: Callable[[str, str], bool],
) -> bool:
    """Whether a person holds a post of the country that a place is or lies in."""
    return any(same(country, place) for country in countries.get(person, ()))
