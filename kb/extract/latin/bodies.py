"""Organisations of French and English articles nobody has told us of: a head word and its name."""

from __future__ import annotations

from collections.abc import Iterator

from kb.extract.bodies import Body
from kb.extract.latin.words import (
    AFTER,
    ARTICLES,
    ARTICLES_OR_OF,
    FIELDS,
    HEADS,
    NO_NAME,
    OF,
    OFFICES,
    WEAK_HEADS,
    country_of,
    folded,
)
from kb.extract.lexicon import Lexicon
from kb.extract.stream import Stream, Zone

PRESS = folded("télévision television radio press presse news")
_NAMING = folded("""
général générale national nationale nationales central centrale populaire suprême constitutionnel
supérieur fédéral fédérale européen européenne africain africaine islamique démocratique royale
royal arabe arabes mondiale mondial international internationale armées armée patriotique unies
uni unis antiterroriste judiciaires judiciaire économique chérifien chérifienne atomique étrangères
étrangère extérieures publique publics public militaire militaires
""")
_NONE = folded("conseil commission court cour cabinet bureau service services garde guard centre")
_FIRMS = folded("groupe group société company services service")
_SENDS = folded("ambassade embassy consulat consulate mission délégation bureau office")
_AT = folded("à au aux en in at to")
_HOLDERS = OFFICES - folded("affaires state")
_BETWEEN = folded(
    "privé privée minière minier pétrolière pétrolier russe public state"
)  # before a name
_QUALIFYING = (_NAMING | AFTER | _BETWEEN) - NO_NAME | folded("nationale générale")
_PLAIN = folded("news press presse news")
_LONGEST = 12
_AT_OR_OF = _AT | OF
_FIELDS_OR_NAMING = FIELDS | _NAMING
_NAMING_OR_AFTER = _NAMING | AFTER
_WEAK_HEADS_OR_NONE = WEAK_HEADS | _NONE


def latin_bodies(zone: Zone, lexicon: Lexicon) -> Iterator[Body]:
    """The organisations of a stream, in order."""
    text, free = zone.text, 0
    for at, piece in enumerate(text.pieces):
        if at < free or not piece.word or piece.text not in HEADS or at in zone.known:
            continue
        found = _Reader(zone, lexicon, at).body()
        if found is not None and found.first >= free:
            free = found.last
            yield found


class _Reader:
    """Reads the name around one head word."""

    def __init__(self, zone: Zone, lexicon: Lexicon, at: int) -> None:
        self.text: Stream = zone.text
        self.known, self.lexicon, self.at = zone.known, lexicon, at
        self.proper = self.country = self.field = False

    def body(self) -> Body | None:
        """The organisation, if the words around the head name one."""
        first, last = self._first(), self._last()
        if first == self.at and last == self.at + 1:
            return None
        head = self.text.word(self.at)
        named = self.proper or (self.country and head not in _FIRMS)
        if not (named or (self.field and head not in _WEAK_HEADS_OR_NONE)):
            return None
        words = {self.text.word(at) for at in range(first, last)}
        return Body(first, last, 0, next(iter(sorted(words & PRESS)), head))

    def _capital(self, at: int) -> bool:
        """Whether a piece is a capitalised word that nothing else is known of."""
        if not 0 <= at < len(self.text.pieces) or at in self.known:
            return False
        return self.text.capitals[at] and self.text.word(at) not in ARTICLES

    def _country(self, at: int) -> bool:
        """Whether a piece is the adjective of a country."""
        word = self.text.word(at)
        return bool(word) and country_of(word, self.lexicon) is not None

    def _begins(self, at: int) -> int:
        """Where the known name that ends right behind a piece begins; the piece after if none."""
        start = at
        while start in self.known and self.known[start] == start and start >= 0:
            start -= 1
        return start if self.known.get(start) == at + 1 else at + 1

    def _first(self) -> int:
        """The first piece: an English name stands before its head, in capitals."""
        at = self.at
        english = self._capital(self.at)
        while at > 0 and self.at - at < _LONGEST:
            before = at - 1 - (self.text.word(at - 1) == "\n")
            if self.text.word(before) == "s" and self.text.word(before - 1) in {"'", "’"}:
                break
            if self.text.word(before) == "-" and self._capital(before - 1):
                before -= 1
            known = self._begins(before)
            if self._country(before) and (english or not self._french(self.at)):
                self.country = True
            elif english and known <= before and self.text.word(known - 1) not in _AT_OR_OF:
                self.country, before = True, known
            elif english and self._capital(before) and not self._opens(before):
                self._note(before)
            elif self.text.word(before) == "state" and not english:
                self.field = True
            else:
                break
            at = before
        return at

    def _opens(self, at: int) -> bool:
        """Whether a capitalised word only begins a sentence, or is an office."""
        word = self.text.word(at)
        start = at == 0 or self.text.word(at - 1) in {".", "\n", '"'}
        return word in OFFICES or (start and len(word) < 4)

    def _french(self, at: int) -> bool:
        """Whether a head word is a French one, which its adjectives follow."""
        return self.text.word(at)[-1] in "eé" and self.text.word(at - 1) in ARTICLES

    def _note(self, at: int) -> None:
        """Note what a capitalised word tells."""
        word = self.text.word(at)
        self.field = True
        self.proper |= word not in FIELDS and word not in _NAMING and word not in _PLAIN

    def _last(self) -> int:
        """Behind the last piece: adjectives, "of" with what it governs, names in capitals."""
        at = self.at + 1
        while at - self.at < _LONGEST and (step := self._step(at)):
            at += step
        return at

    def _step(self, at: int) -> int:
        """How many pieces go on with the name."""
        word = self.text.word(at)
        if at not in self.known and (self._country(at) or word in _QUALIFYING):
            self.country |= self._country(at)
            self.field |= word in _NAMING_OR_AFTER
            return 1
        if word == "-" and self.text.word(at + 1) in _NAMING:
            self.field = True
            return 2
        if word in OF or word in {"for", "pour"} or (word in _AT and self._sends()):
            return self._complement(at)
        if word in {"and", "et"} and self.text.word(at - 1) in FIELDS:
            more = self.text.word(at + 1)
            return self._complement(at) if more in OF else 2 * int(more in FIELDS)
        named = not self._capital(self.at) and self.text.word(self.at) in WEAK_HEADS
        return self._run(at) if named and self._capital(at) else 0

    def _sends(self) -> bool:
        """Whether the head is a body that is seated in another country."""
        return self.text.word(self.at) in _SENDS

    def _complement(self, at: int) -> int:
        """A preposition with the name or field that it governs; 0 where it governs neither."""
        place = at + 1
        while (self.text.word(place) in ARTICLES_OR_OF or self.text.word(place) == "'") and (
            place not in self.known
        ):
            place += 1
        if place in self.known:
            self.country = True
            return max(self.known[place], place + 1) - at if self.known[place] > place else 0
        if run := self._run(place):
            return place - at + run
        plain = place == at + 1 and self._capital(self.at) and len(self.text.word(place)) > 3
        return 2 if plain and self.text.pieces[place].word and self.text.word(at) in OF else 0

    def _run(self, at: int) -> int:
        """How many words from one on are capitalised or fields."""
        place = at
        while place - at < 6 and self._names(place, at):
            self._note(place)
            place += 1
            if self.text.word(place) == "'" and self.text.word(place - 1) in {"d", "l"}:
                place += 1
        return place - at

    def _names(self, at: int, start: int) -> bool:
        """Whether a word goes on with what a body is named by."""
        if at in self.known or self.text.word(at) in _HOLDERS:
            return False
        joined = at > start and self.text.word(at) == "d" and self.text.word(at + 1) == "'"
        field = self.text.word(at) in _FIELDS_OR_NAMING
        return self._capital(at) or field or joined
