"""What the seed tables know of places: their kind, and which lies in which country."""

from __future__ import annotations

from dataclasses import dataclass

from kb.extract.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Answers about places by their ids; a place that is no seed is nowhere and of no kind."""

    lexicon: Lexicon

    def kind(self, place: str) -> str:
        """City, country and so on, or nothing."""
        seed = self.lexicon.seed(place)
        return seed.extra.get("kind", "") if seed else ""

    def country(self, place: str) -> str:
        """The country that a place lies in, else the place itself."""
        seed = self.lexicon.seed(place)
        found = seed and (seed.extra.get("country") or seed.extra.get("capital_of"))
        return f"place/{found}" if found else place

    def same(self, one: str, other: str) -> bool:
        """Whether one place is the other, or is the country it lies in."""
        if one == other:
            return True
        countries = [self.kind(place) == "country" for place in (one, other)]
        homes = [{place, self.country(place)} for place in (one, other)]
        return any(countries) and bool(homes[0] & homes[1])

    def may_be(self, one: str | None, other: str | None) -> bool:
        """Whether two places, either of which may not be said, can be one."""
        return one is None or other is None or self.same(one, other)

    def finer(self, one: str | None, other: str | None) -> str | None:
        """Of two places of one event the one to keep: the first, but a city before its country."""
        if one is None or other is None:
            return one or other
        return other if (self.kind(one), self.kind(other)) == ("country", "city") else one
