"""The words that tell of meetings, visits, calls and conferences, and what roles they give.

All words are folded (see `text.fold`). A verb is listed by its forms, since weak verbs change
within; the attached و and ف, the future س and pronouns at the end are taken off when it is met.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from kb.records import EventType

Frame = Literal["receive", "meet", "visit", "attend", "carry", "gather"]
Tense = Literal["past", "present", "future", "none"]

PRONOUNS = ("هما", "هم", "ها", "ه")


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a word says: its frame, the type of event and, of a verb, the tense."""

    word: str
    frame: Frame
    type: EventType
    tense: Tense = "none"
    noun: bool = False
    definite: bool = False
    pronoun: str = ""  # attached at the end
    tour: bool = False
    several: bool = False  # a plural

    @property
    def anaphoric(self) -> bool:
        """Whether it may point back at an event told before: "the meeting"."""
        return self.noun and self.definite and not self.several and self.word not in VAGUE


def _forms(past: str, present: str, feminine: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The past and present forms of a verb: he, she, the two of them, they."""
    her = feminine or f"{past}ت"
    stem = past[:-1] if past.endswith("ي") and feminine else past
    two = f"{past}ا"
    here = tuple(f"{person}{present}{end}" for person in "يت" for end in ("", "ان", "ون"))
    weak = present.removesuffix("ي")
    return (past, her, two, f"{her}ا", f"{stem}وا"), (*here, f"ي{weak}ون")


_VERBS: dict[tuple[Frame, EventType], tuple[tuple[str, str, str], ...]] = {
    ("receive", "meeting"): (("استقبل", "ستقبل", ""), ("استدعي", "ستدعي", "استدعت")),
    ("meet", "meeting"): (
        ("التقي", "لتقي", "التقت"),
        ("اجتمع", "جتمع", ""),
        ("قابل", "قابل", ""),
        ("تباحث", "تباحث", ""),
        ("تحادث", "تحادث", ""),
        ("بحث", "بحث", ""),
        ("ناقش", "ناقش", ""),
        ("استعرض", "ستعرض", ""),
        ("تشاور", "تشاور", ""),
        ("تفاوض", "تفاوض", ""),
        ("تداول", "تداول", ""),
        ("تدارس", "تدارس", ""),
    ),
    ("meet", "call"): (
        ("هاتف", "هاتف", ""),
        ("اتصل", "تصل", ""),
        ("حادث", "حادث", ""),
        ("تحدث", "تحدث", ""),
    ),
    ("visit", "visit"): (
        ("زار", "زور", ""),
        ("وصل", "صل", ""),
        ("حل", "حل", ""),
        ("حضر", "حضر", ""),
        ("سافر", "سافر", ""),
        ("توجه", "توجه", ""),
        ("تنقل", "تنقل", ""),
        ("قدم", "قدم", ""),
        ("تواجد", "تواجد", ""),
        ("حط", "حط", ""),
        ("طار", "طير", ""),
        ("رافق", "رافق", ""),
        ("قاد", "قود", ""),
        ("تفقد", "تفقد", ""),
        ("غادر", "غادر", ""),
    ),
    ("attend", "conference"): (
        ("تراس", "تراس", ""),
        ("راس", "راس", ""),
        ("افتتح", "فتتح", ""),
        ("شارك", "شارك", ""),
    ),
    ("carry", "other"): (
        ("اجري", "جري", "اجرت"),
        ("عقد", "عقد", ""),
        ("ادي", "ودي", "ادت"),
        ("قام", "قوم", ""),
        ("بدا", "بدا", ""),
        ("استهل", "ستهل", ""),
        ("انهي", "نهي", "انهت"),
        ("اختتم", "ختتم", ""),
        ("ختم", "ختم", ""),
        ("واصل", "واصل", ""),
        ("تلقي", "تلقي", "تلقت"),
        ("باشر", "باشر", ""),
        ("الغي", "لغي", "الغت"),
        ("ارجا", "رجي", ""),
        ("خاض", "خوض", ""),
        ("احتضن", "حتضن", ""),
        ("استضاف", "ستضيف", ""),
        ("شهد", "شهد", ""),
        ("نظم", "نظم", ""),
        ("انعقد", "نعقد", ""),
        ("التام", "لتيم", ""),
        ("انطلق", "نطلق", ""),
        ("دخل", "دخل", ""),
        ("شرع", "شرع", ""),
        ("خص", "خص", ""),
        ("حظي", "حظي", "حظيت"),
        ("اجل", "وجل", ""),
        ("كثف", "كثف", ""),
    ),
    ("gather", "meeting"): (("جمع", "جمع", ""), ("ضم", "ضم", "")),
}
# Nouns that "the" or "this" does not make point back at a meeting told before.
VAGUE = frozenset({"مناقشات", "مشاورات", "جلسه", "مقابله", "مفاوضات", "اشغال"})
# Verbs that tell of talks only when they say with whom; "to discuss a matter" is no meeting.
NEEDS_PARTNER = frozenset(
    {"بحث", "ناقش", "استعرض", "تشاور", "تداول", "تدارس", "تفاوض", "حل", "حضر", "سافر", "توجه"}
    | {"وصل", "قدم", "تنقل", "تواجد", "حط", "طار", "رافق", "قاد", "اتصل", "تفقد", "غادر"}
)
REMOTE_ONLY = frozenset({"تحدث", "حادث"})  # calls only if told to be on the telephone
CANCELS = frozenset({"الغي", "ارجا", "اجل"})
OPENS_TOUR = frozenset({"استهل", "بدا", "انهي", "اختتم", "ختم"})
STAGES = frozenset(
    {"افتتاح", "تروس", "اشغال", "سلسله"}
)  # nouns that say what is done with a session

_NOUNS: dict[tuple[Frame, EventType], tuple[str, ...]] = {
    ("receive", "meeting"): ("استقبال",),
    ("meet", "meeting"): (
        "لقاء",
        "اجتماع",
        "مباحثات",
        "محادثات",
        "مشاورات",
        "مناقشات",
        "مقابله",
        "جلسه",
        "مفاوضات",
        "تباحث",
        "استدعاء",
    ),
    ("meet", "call"): ("اتصال", "مكالمه"),
    ("visit", "visit"): ("زياره", "جوله", "وصول", "حلول"),
    ("attend", "conference"): ("قمه", "موتمر", "ندوه", "دوره", "منتدي", "افتتاح", "تروس", "اشغال"),
}


# Several at once: "meetings with A and B". They point back at none of them.
_PLURALS = {
    "لقاءات": "لقاء",
    "اجتماعات": "اجتماع",
    "جلسات": "جلسه",
    "مقابلات": "مقابله",
    "اتصالات": "اتصال",
    "مكالمات": "مكالمه",
    "زيارات": "زياره",
    "جولات": "جوله",
    "لقاءين": "لقاء",
    "لقاءان": "لقاء",
    "اجتماعين": "اجتماع",
    "اجتماعان": "اجتماع",
    "اتصالين": "اتصال",
    "مكالمتين": "مكالمه",
    "زيارتين": "زياره",
}
HOSTING = frozenset({"احتضن", "استضاف", "شهد"})  # what a place does with an event
_GOING = ("متوجها", "متوجهه")  # "left, heading for"


def _verb_table() -> dict[str, Trigger]:
    table: dict[str, Trigger] = {}
    for (frame, kind), verbs in _VERBS.items():
        for past, present, feminine in verbs:
            pasts, presents = _forms(past, present, feminine)
            table |= {form: Trigger(past, frame, kind, "present") for form in presents}
            table |= {f"س{form}": Trigger(past, frame, kind, "future") for form in presents}
            table |= {form: Trigger(past, frame, kind, "past") for form in pasts}
            weak = {f"{person}{_cut(present)}" for person in "يت"} - table.keys()
            table |= {form: Trigger(past, frame, kind, "present") for form in weak}
    # "Had talks with", and not the present of "telephoned" with a woman as subject.
    table["تحادث"] = Trigger("تحادث", "meet", "meeting", "past")
    # "He chaired", far more often than "she heads".
    table["تراس"] = Trigger("تراس", "attend", "conference", "past")
    del table["اجل"]  # "because of"; see `status` for the verb
    return table | {form: Trigger("توجه", "visit", "visit", "past") for form in _GOING}


def _cut(present: str) -> str:
    """The present of a weak verb as it stands behind "not": its long vowel is left out."""
    if present.endswith("ي"):
        return present[:-1]
    return present[0] + present[2:] if len(present) == 3 and present[1] in "وي" else present


def _noun_table() -> dict[str, Trigger]:
    table: dict[str, Trigger] = {}
    for (frame, kind), nouns in _NOUNS.items():
        for noun in nouns:
            more = {"noun": True, "tour": noun == "جوله"}
            bare = Trigger(noun, frame, kind, **more)  # type: ignore[arg-type]
            the = Trigger(noun, frame, kind, definite=True, **more)  # type: ignore[arg-type]
            table |= {noun: bare, f"{noun}ا": bare, f"ال{noun}": the, f"لل{noun}": the}
            stem = f"{noun[:-1]}ت" if noun.endswith("ه") else noun
            stems = (stem, f"{stem[:-1]}ي", f"{stem[:-1]}و") if stem.endswith("ء") else (stem,)
            for form in stems:
                for end in PRONOUNS:
                    owned = Trigger(noun, frame, kind, pronoun=end, definite=True, **more)  # type: ignore[arg-type]
                    table.setdefault(f"{form}{end}", owned)
    return table | _plural_table(table)


def _plural_table(singular: dict[str, Trigger]) -> dict[str, Trigger]:
    found: dict[str, Trigger] = {}
    for several, one in _PLURALS.items():
        bare = replace(singular[one], several=True)
        the = replace(bare, definite=True)
        found |= {several: bare, f"ال{several}": the, f"لل{several}": the}
        found |= {f"{several}{end}": replace(the, pronoun=end) for end in PRONOUNS}
    return found


# French and English: subject, verb, object, as the rules for Arabic allow it too.
_LATIN: dict[Tense, dict[str, tuple[Frame, EventType]]] = {
    "past": {
        "met": ("meet", "meeting"),
        "entretenu": ("meet", "meeting"),
        "entretenue": ("meet", "meeting"),
        "received": ("receive", "meeting"),
        "recu": ("receive", "meeting"),
        "recue": ("receive", "meeting"),
        "visited": ("visit", "visit"),
    },
    "present": {
        "meets": ("meet", "meeting"),
        "recoit": ("receive", "meeting"),
        "receives": ("receive", "meeting"),
        "visits": ("visit", "visit"),
    },
    "future": {
        "rencontrera": ("meet", "meeting"),
        "recevra": ("receive", "meeting"),
        "visitera": ("visit", "visit"),
    },
}


def _latin_table() -> dict[str, Trigger]:
    return {
        word: Trigger(word, *told, tense)
        for tense, words in _LATIN.items()
        for word, told in words.items()
    }


VERBS = _verb_table() | _latin_table()
NOUNS = _noun_table()


def _bare(word: str, table: dict[str, Trigger], letters: str) -> Trigger | None:
    """The entry of a word, with no or with the fewest attached letters taken off."""
    for count in range(3):
        if count and (len(word) < count + 2 or word[count - 1] not in letters):
            return None
        if (found := table.get(word[count:])) is not None:
            return found
    return None


def _with_pronoun(word: str) -> Trigger | None:
    for end in PRONOUNS:
        if word.endswith(end) and len(word) > len(end) + 2:
            stem = word[: -len(end)]
            weak = f"{stem[:-1]}ي" if stem.endswith("ا") else stem
            found = _bare(weak, VERBS, "وف") or _bare(stem, VERBS, "وف")
            if found is not None:
                return Trigger(found.word, found.frame, found.type, found.tense, pronoun=end)
    return None


@lru_cache(maxsize=20_000)
def trigger(word: str) -> Trigger | None:
    """What a folded word says of an event, or None."""
    return _bare(word, VERBS, "وف") or _bare(word, NOUNS, "وفبلك") or _with_pronoun(word)
