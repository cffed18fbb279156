"""The clause around a word that tells of an event: who, whom, with whom, where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.extract.latin.parts import Part, governed
from kb.extract.latin.verbs import Trigger, may_tell, triggers
from kb.extract.latin.words import (
    AND,
    AT,
    BESIDE,
    BETWEEN,
    BY,
    CLAUSES,
    DETERMINERS,
    HIM,
    HIS,
    LED,
    NOT_OBJECT,
    OF,
    PLACES,
    PURPOSE,
    SAYING_STOPS,
    SUMMONS,
    WHERE,
    WHO,
    WITH,
    folded,
)

_BACK = 30  # parts between a subject and its verb
_AHEAD = 45  # parts that are told behind a verb
_BY_PHONE = frozenset({"by", "over", "par", "the", "on"})
_PHONES = frozenset({"phone", "telephone"})
_OPENED = 12  # parts in which a subject follows the place that opens its sentence
_DURING = frozenset({"lors", "during"})  # "During a visit to …, X …"
_OPENS = 5  # parts before the noun of such an opening
_ENDS = frozenset({";", ":", "“", "«", '"'})
_SE = frozenset({"s", "se"})
_BE = frozenset({"ete", "was", "were", "been", "is", "are", "be", "est", "sont", "sera", "seront"})
_TIES = WITH | BETWEEN | BY | PLACES
_STAYS = frozenset({"is", "was", "are", "were", "est", "sont", "etait", "etaient"})
_WITH_OR_BETWEEN_OR_BY = WITH | BETWEEN | BY
_TIES_AND_NO_OBJECTS = AT | BY | WITH | NOT_OBJECT | BETWEEN | {"de", "d"}


@dataclass(slots=True)
class Clause:
    """Who and what stands around an event word."""

    trigger: Trigger
    at: int
    last: int = 0
    subjects: list[Part] = field(default_factory=list)
    objects: list[tuple[str, Part]] = field(default_factory=list)  # each with its preposition
    places: list[Part] = field(default_factory=list)
    where: Part | None = None  # the place before "where"
    before: Part | None = None  # a place that opens the clause
    possessive: bool = False
    passive: bool = False
    beside: list[Part] = field(default_factory=list)
    owners: list[Part] = field(default_factory=list)  # "the visit of …"

    @property
    def noun(self) -> bool:
        """Whether a noun tells of the event."""
        return self.trigger.tense == "noun"


# The words of a sentence, and what those that can tell of an event tell of, by place.
_Words = tuple[Sequence[str], Mapping[int, Trigger | None]]


def find_clauses(parts: Sequence[Part]) -> Iterator[Clause]:
    """The clauses of a sentence that tell of events, in order."""
    forms = [part.form if part.kind in {"word", "mark"} else "" for part in parts]
    told = {at: _trigger(forms, at) for at, form in enumerate(forms) if may_tell(form)}
    free, taken = 0, set[int]()
    verb: Clause | None = None
    for at in range(len(parts)):
        trigger = _stay(parts, forms, at) if forms[at] in _STAYS else None
        if at >= free and parts[at].kind == "word":
            trigger = trigger or told.get(at)
        if trigger is not None and at >= free:
            clause = _Reader(parts, (forms, told), Clause(trigger, at), taken).read()
            hangs = trigger.tense == "base" and forms[at - 1] != "" and _dependent(forms, at)
            if verb and (hangs or (forms[at] == "meeting" and not clause.noun)):
                clause.subjects = verb.subjects  # "before travelling on to", "avant de se rendre à"
            taken |= {part.start for tie, part in clause.objects if tie or not clause.noun}
            verb = clause if not clause.noun else verb
            free = at + trigger.size if forms[at] not in SUMMONS else max(at + 1, clause.last)
            yield clause


def _dependent(forms: Sequence[str], at: int) -> bool:
    """Whether an infinitive hangs on the verb before it."""
    return bool({"de", "d", "to", "pour", "avant", "before"} & set(forms[max(0, at - 4) : at]))


def _trigger(forms: Sequence[str], at: int) -> Trigger | None:
    """What the words from one on tell of here: noun or verb, after "se" or not."""
    before = next((f for f in reversed(forms[max(0, at - 3) : at]) if f != "'"), "")
    if before in _BY_PHONE and forms[at] in _PHONES:
        return None  # "spoke with X by telephone"
    told = triggers(forms, at)
    past = before in HAVE and any(found.tense == "past" for found in told)  # a rencontré
    owned = at > 1 and (forms[at - 2], forms[at - 1]) == ("'", "s")  # "X's visit"
    noun = (before in DETERMINERS or owned or at == 0) and not past
    reflexive = bool(_SE & set(forms[max(0, at - 5) : at]))
    if forms[at] == "meeting" and forms[at - 1] == "," and forms[at + 1 : at + 2] == [""]:
        return Trigger("meet", "past", 1)  # "…, meeting X and Y"
    fits = [
        found
        for found in told
        if (found.tense == "noun" and (noun or found.size > 1 or forms[at] in _PLURALS))
        or (
            found.tense != "noun"
            and (reflexive or not found.reflexive)
            and not (noun and found.tense in _OPEN)
        )
    ]
    longest = max((found.size for found in fits), default=0)
    wanted = _TENSES[_auxiliary(before)]
    fits = [found for found in fits if found.size == longest]
    return min(fits, key=lambda found: wanted.find(found.tense[:2]), default=None)


def _auxiliary(before: str) -> str:
    """The kind of word before a verb whose forms are spelt alike: arrivé, arrive."""
    if before in HAVE:
        return "have"
    return "to" if before in _MODALS else ""


HAVE = frozenset({"a", "ont", "est", "sont", "avait", "avaient", "etait", "etaient", "avoir"})
_MODALS = frozenset({"to", "will", "would", "shall", "may", "should", "not", "also"})
_TENSES = {"have": "no pa pr ba fu", "to": "no ba pr pa fu", "": "no pr pa ba fu"}
_OPEN = frozenset({"present", "base"})  # forms that may be nouns
_PLURALS = frozenset({"talks", "pourparlers", "discussions", "entretiens", "meetings", "meeting"})


def _stay(parts: Sequence[Part], forms: Sequence[str], at: int) -> Trigger | None:
    """Somebody who "is in" a place to do something is on a visit."""
    place = at + 2 + (at + 2 < len(parts) and forms[at + 2] in {"the", "l", "la", "le"})
    place += place < len(parts) and forms[place] == "'"
    if place >= len(parts) or parts[place].kind != "place" or forms[at + 1] not in PLACES:
        return None
    after = next((f for f in forms[place + 1 : place + 5] if f not in {"(", ")", ""}), "")
    stays = parts[at - 1].kind in {"person", "he"} and after in {"to", "pour", "for", "on", "dans"}
    return Trigger("visit", "present", 1) if at and stays else None


# "At the royal palace of Rabat": the city tells where, though "of" stands before it.
_SITES = folded(
    "palais palace aéroport airport siège headquarters ville city capitale capital port"
)
_SITED = 4  # parts


class _Reader:
    """Reads the parts around one event word."""

    def __init__(
        self, parts: Sequence[Part], words: _Words, clause: Clause, taken: set[int]
    ) -> None:
        self.parts, (self.forms, self.told), self.clause = parts, words, clause
        self.taken = taken  # where the objects of earlier verbs begin
        self.tie = ""

    def read(self) -> Clause:
        """The clause with its parties and places."""
        self._back()
        self._ahead()
        return self.clause

    def _back(self) -> None:
        """Find the subject: the nearest party before the word that no preposition governs."""
        clause, start = self.clause, max(0, self.clause.at - _BACK)
        opens = clause.at == 1 and self.forms[0] == "en" and clause.noun  # "En visite à …, X a …"
        opens |= clause.at <= _OPENS and self.forms[0] in _DURING and clause.noun
        clause.possessive = opens or bool(HIS & set(self.forms[max(0, clause.at - 3) : clause.at]))
        clause.passive = bool(_BE & set(self.forms[max(0, clause.at - 4) : clause.at]))
        for at in range(clause.at - 1, start - 1, -1):
            part = self.parts[at]
            if part.form in {";", ":"} and part.kind == "mark":
                return
            if part.kind == "place":
                self._place_before(at)
            if part.party and self._subject(at):
                clause.subjects = self._joined(at)
                self._where(at)
                self._opening(at)
                return

    def _subject(self, at: int) -> bool:
        """Whether a party may be the subject."""
        word = governed(self.parts, at)
        ahead = [form for form in self.forms[at + 1 : at + 4] if form != ","]
        if self.clause.noun:
            return word not in WITH or self.clause.trigger.frame == "visit"
        if ahead and ahead[0] in WHO and self.parts[at].kind == "person":
            return True
        if self.parts[at].start in self.taken:
            return False
        if self.parts[at].form in HIM:
            return False
        return word not in _TIES_AND_NO_OBJECTS

    def _where(self, subject: int) -> None:
        """Note the place that "where" before the subject refers to."""
        if not WHERE & set(self.forms[max(0, subject - 2) : subject]):
            return
        for at in range(subject - 1, max(-1, subject - 8), -1):
            if self.parts[at].kind == "place":
                self.clause.where = self.parts[at]
                return

    def _place_before(self, at: int) -> None:
        """Note a place that "where" follows, or that opens the sentence."""
        ahead = [f for f in self.forms[at + 1 : at + 4] if f not in {",", "", ")"}]
        if ahead and ahead[0] in WHERE and self.clause.where is None:
            self.clause.where = self.parts[at]
        elif at <= 2 and governed(self.parts, at) in PLACES:
            self.clause.before = self.parts[at]

    def _opening(self, subject: int) -> None:
        """Note the place that opens the sentence before its subject: "In Tunis, X met Y"."""
        if subject > _OPENED:
            return
        told = any(self.told.get(at) for at in range(subject))
        place = next((at for at in range(min(3, subject)) if self.parts[at].kind == "place"), None)
        comma = place is not None and "," in self.forms[place:subject]  # no "a U.S. team"
        if not told and place is not None and comma and governed(self.parts, place) in PLACES:
            self.clause.before = self.parts[place]

    def _joined(self, at: int) -> list[Part]:
        """The subjects that "and" and commas join to one."""
        found = [self.parts[at]]
        while at > 1:
            back = at - 1
            while back > 0 and self.forms[back] in DETERMINERS - {"of", "de", "en", "on"} | {"'"}:
                back -= 1
            joins = self.forms[back] in AND or (self.forms[back] == "," and len(found) > 1)
            back -= self.forms[back - 1] == ","  # "X, the minister, and Y"
            if not joins or not self.parts[back - 1].party or not self._subject(back - 1):
                break
            at = back - 1
            found.insert(0, self.parts[at])
        return found

    def _ahead(self) -> None:
        """Collect parties and places behind the word until the clause ends."""
        at = self.clause.at + self.clause.trigger.size
        end = min(len(self.parts), at + _AHEAD)
        while at < end and self._step(at):
            at += 1
        self.clause.last = min(at, end)

    def _step(self, at: int) -> bool:
        """Take one part in; false where the clause ends."""
        part = self.parts[at]
        if part.party:
            self._party(part, at)
        elif part.kind == "place":
            self._place(part, at)
        elif part.kind in {"word", "mark"}:
            return self._word(at, part.form)
        return True

    def _party(self, part: Part, at: int) -> None:
        clause, word = self.clause, governed(self.parts, at)
        first = at - clause.at - clause.trigger.size <= 1
        if word in {"des", "de", "d"} and first and not clause.noun:
            word = ""  # "a rencontré des responsables"
        joined = word in AND | {","} and bool(clause.objects or clause.beside)
        if joined and self._acts(at):
            return  # "met X, and Y hosted a dinner"
        if self.tie == "beside":
            clause.beside.append(part)
        elif joined:
            clause.objects.append((clause.objects[-1][0] if clause.objects else "with", part))
        elif clause.noun and word in OF and not (clause.objects or clause.owners):
            clause.owners.append(part)
        elif word not in NOT_OBJECT or self.tie in BETWEEN:
            tied = word in AND | {","} or self.tie in BETWEEN
            clause.objects.append((self.tie if tied else word, part))

    def _acts(self, at: int) -> bool:
        """Whether a party is the subject of the verb right behind it."""
        verb = self.told.get(at + 1)
        return verb is not None and verb.tense in {"past", "present", "future"}

    def _place(self, part: Part, at: int) -> None:
        clause, word = self.clause, governed(self.parts, at)
        toward_it = clause.trigger.to and not clause.places and word in AT
        follows = clause.places and word in AND | {","}
        direct = clause.trigger.frame == "visit" and not clause.places and word not in AT
        comes = clause.noun or clause.trigger.frame in {"visit", "receive"}
        toward = comes or word not in {"to", "vers"}
        sited = word in OF and bool(_SITES & set(self.forms[max(0, at - _SITED) : at]))
        inside = sited and not clause.places and self.tie != "beside"
        if (
            follows
            or direct
            or toward_it
            or inside
            or (word in PLACES and toward and self.tie != "beside")
        ):
            clause.places.append(part)

    def _word(self, at: int, form: str) -> bool:
        """Note a preposition; false at the end of the clause."""
        if form in _ENDS or form in SAYING_STOPS:
            return False
        if form in BESIDE:
            self.tie = "beside"
            return True
        if form in LED:
            self.tie = "with"
            return True
        if form in CLAUSES:
            return False
        summoned = self.forms[self.clause.at] in SUMMONS
        if form in PURPOSE and not summoned and self._infinitive(at):
            return False
        if form in _TIES and self.tie != "beside":
            self.tie = form if form in _WITH_OR_BETWEEN_OR_BY else ""
        later = self.told.get(at)
        return later is None or later.tense == "noun" or summoned

    def _infinitive(self, at: int) -> bool:
        """Whether "to" or "pour" goes over to what somebody came to do."""
        after = self.parts[at + 1] if at + 1 < len(self.parts) else None
        plain = after is not None and after.kind == "word"
        place = (
            self.parts[at + 2].kind in {"place", "person"} if at + 2 < len(self.parts) else False
        )
        return plain and not place
