"""The offices that an article gives its people, looked up by their words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_Held = tuple[str, frozenset[str]]  # a person, and the words of an office


@dataclass(frozen=True, slots=True)
class HeldOffices:
    """Who holds which office; each is found by its words without going over all of them."""

    _of_word: Mapping[str, Sequence[_Held]]
    _of_rarest: Mapping[str, Sequence[_Held]]  # those of several words, by the one of fewest

    @staticmethod
    def of(held: Mapping[str, Collection[frozenset[str]]]) -> HeldOffices:
        """The offices by person made ready for asking."""
        of_word: dict[str, list[_Held]] = {}
        of_rarest: dict[str, list[_Held]] = {}
        every = [(person, office) for person, offices in held.items() for office in offices]
        for one in every:
            for word in one[1]:
                of_word.setdefault(word, []).append(one)
        for one in every:
            if len(one[1]) > 1:
                rarest = min(one[1], key=lambda word: len(of_word[word]))
                of_rarest.setdefault(rarest, []).append(one)
        return HeldOffices(of_word, of_rarest)

    def of_all(self, words: AbstractSet[str]) -> set[str]:
        """The people who hold an office in which all of some words stand."""
        rarest = min((self._of_word.get(word, ()) for word in words), key=len, default=())
        return {person for person, office in rarest if words <= office}

    def of_some(self, words: AbstractSet[str]) -> set[str]:
        """The people who hold an office of two or more words, all of them among some words."""
        found = (one for word in words for one in self._of_rarest.get(word, ()))
        return {person for person, office in found if office <= words}
