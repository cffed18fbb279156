"""Of which countries people are, by the posts that the article gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kb.extract.lexicon import Lexicon
from kb.records import Post


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


def of_country(
    person: str,
    place: str,
    countries: Mapping[str, set[str]],
    same: Callable[[str, str], bool],
) -> bool:
    """Whether a person holds a post of the country that a place is or lies in."""
    return any(same(country, place) for country in countries.get(person, ()))
