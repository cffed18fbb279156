"""French and English words of events: what each form tells, and in which tense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kb.extract.text import fold

FrameName = Literal["meet", "receive", "visit", "call", "attend"]
Tense = Literal["past", "present", "future", "base", "noun"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a word or phrase tells of, its tense, its length, and the words it needs before it."""

    frame: FrameName
    tense: Tense
    size: int
    reflexive: bool = False
    to: bool = False  # goes on with the place or the person by a preposition alone


def _gender(stem: str) -> str:
    """A French past participle in all genders and numbers."""
    return f"{stem} {stem}e {stem}s {stem}es"


_FORMS: Final[tuple[tuple[FrameName, Tense, str], ...]] = (
    ("meet", "past", "met|conferred|sat down|discussed|spoke with|talked with|spoken with"),
    ("meet", "past", "discuté|examiné|évoqué|abordé|conféré"),
    ("meet", "present", "meets|confers|are meeting|is meeting"),
    ("meet", "base", "meet|confer"),
    ("meet", "noun", "talks|meeting|discussions|encounter|consultations|meetings|rencontre"),
    ("meet", "past", _gender("rencontré").replace(" ", "|")),
    ("meet", "present", "rencontre|rencontrent"),
    ("meet", "base", "rencontrer"),
    ("meet", "future", "rencontrera|rencontreront|rencontrerait"),
    ("meet", "noun", "entretien|entretiens|pourparlers|discussions|réunion|concertations"),
    ("meet", "noun", "tête - à - tête|audience|conversations|séance de travail"),
    ("receive", "past", "received|welcomed|hosted|greeted|summoned"),
    ("receive", "past", _gender("convoqué").replace(" ", "|")),
    ("receive", "present", "receives|welcomes|hosts"),
    ("receive", "base", "receive|welcome|host"),
    ("receive", "past", "|".join(_gender(one).replace(" ", "|") for one in ("reçu", "accueilli"))),
    ("receive", "present", "reçoit|reçoivent|accueille|accueillent"),
    ("receive", "base", "recevoir|accueillir"),
    ("receive", "future", "recevra|recevront|accueillera|accueilleront|recevrait|accueillerait"),
    ("visit", "past", "visited|arrived|toured|landed|was visiting"),
    ("visit", "present", "arrives|is visiting|are visiting|visits"),
    ("visit", "base", "visit|arrive"),
    ("visit", "noun", "visit|tour|trip|visite|déplacement|tournée|séjour"),
    ("visit", "past", "|".join(_gender(one).replace(" ", "|") for one in ("visité", "arrivé"))),
    ("visit", "present", "arrive|arrivent|visite|visitent|séjourne"),
    ("visit", "base", "visiter|arriver"),
    ("visit", "future", "visitera|visiteront|arrivera|arriveront|visiterait|arriverait"),
    ("call", "past", "phoned|telephoned|spoke by phone|spoke by telephone|spoke on the phone"),
    ("call", "past", "talked by phone|spoke over the phone|spoke by video|talked on the phone"),
    ("call", "base", "phone|telephone|speak by phone|speak by telephone|téléphoner"),
    ("call", "noun", "phone call|telephone call|telephone conversation|phone conversation"),
    ("call", "noun", "telephone talks|phone talks|video call|telephone discussion|call"),
    ("call", "noun", "entretien téléphonique|entretiens téléphoniques|conversation téléphonique"),
    ("call", "noun", "appel téléphonique|échange téléphonique|communication téléphonique"),
    ("call", "noun", "entretien par téléphone|appel|entretien en visioconférence"),
    ("call", "past", "téléphoné"),
    ("call", "present", "téléphone"),
    ("attend", "past", "attended|took part|participated|participé|assisté|pris part"),
    ("attend", "past", "chaired|co - chaired|cochaired|présidé|coprésidé|co - présidé"),
    ("attend", "future", "présidera|présideront|coprésidera|coprésideront"),
    ("attend", "base", "chair|co - chair|présider|coprésider|co - présider"),
    ("attend", "present", "attends|takes part|participates|participe|participent|assiste"),
    ("attend", "present", "prend part|prennent part"),
    ("attend", "base", "attend|take part|participate|participer|assister|prendre part"),
    ("attend", "future", "participera|participeront|assistera|assisteront|prendra part"),
)  # fmt: skip
# Told of somebody only after "se": s'est rendu, se rendra, s'est entretenu, s'est réuni.
_REFLEXIVE: Final[tuple[tuple[FrameName, Tense, str], ...]] = (
    ("visit", "past", _gender("rendu").replace(" ", "|")),
    ("visit", "present", "rend|rendent"),
    ("visit", "future", "rendra|rendront|rendrait|rendraient"),
    ("visit", "base", "rendre"),
    ("meet", "past", "|".join(_gender(one).replace(" ", "|") for one in ("entretenu", "réuni"))),
    ("meet", "past", _gender("concerté").replace(" ", "|")),
    ("meet", "present", "entretient|entretiennent|réunit|réunissent"),
    ("meet", "future", "entretiendra|entretiendront|réunira|réuniront|rencontreraient"),
    ("meet", "base", "entretenir|réunir"),
)  # fmt: skip
# Told only with the preposition that follows: travelled to, flew to, left for, is due in.
_WITH_PLACE: Final[tuple[tuple[FrameName, Tense, str], ...]] = (
    ("visit", "past", "travelled to|traveled to|flew to|flew into|went to|left for|headed to"),
    ("visit", "past", "returned to"),
    ("visit", "present", "travels to|flies to|goes to"),
    ("visit", "future", "leaves for|heads to|is heading to|is leaving for|is travelling to"),
    ("visit", "base", "travel to|fly to|go to|leave for|head to"),
    ("visit", "future", "due|expected|attendu|attendue|attendus|attendues"),
)  # fmt: skip
_SLIPS_FROM = 7  # letters of a word one of whose letters a writer may have left out


def _all() -> Iterator[tuple[tuple[str, ...], Trigger]]:
    for rows, reflexive, to in (
        (_FORMS, False, False), (_REFLEXIVE, True, False), (_WITH_PLACE, False, True)
    ):  # fmt: skip
        for frame, tense, phrases in rows:
            for phrase in phrases.split("|"):
                words = tuple(fold(phrase).split())
                size = len(words) - (to and len(words) > 1)
                yield words, Trigger(frame, tense, size, reflexive, to)


def _table() -> dict[str, list[tuple[tuple[str, ...], Trigger]]]:
    """The phrases by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
    for words, trigger in _all():
        found.setdefault(words[0], []).append((words, trigger))
    for phrases in found.values():
        phrases.sort(key=lambda one: -len(one[0]))
    return found


_TABLE: Final = _table()


def _slips() -> dict[str, str]:
    """Long English verbs with one letter left out, where that makes no other word of the table."""
    found: dict[str, str] = {}
    for words, trigger in _all():
        word = words[0]
        if len(words) == 1 and len(word) >= _SLIPS_FROM and trigger.tense == "past":
            for at in range(2, len(word) - 2):
                found.setdefault(word[:at] + word[at + 1 :], word)
    return {slip: word for slip, word in found.items() if slip not in _TABLE}


_SLIPS: Final = _slips()


def may_tell(word: str) -> bool:
    """Whether a word can begin what tells of an event."""
    return word in _TABLE or word in _SLIPS


def triggers(forms: Sequence[str], at: int) -> tuple[Trigger, ...]:
    """What the words from one on may tell of: the longest phrases first."""
    word = _SLIPS.get(forms[at], forms[at])
    found = (
        trigger
        for words, trigger in _TABLE.get(word, ())
        if tuple(forms[at + 1 : at + len(words)]) == words[1:]
    )
    return tuple(found)
