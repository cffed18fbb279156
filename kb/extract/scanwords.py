"""Closed lists of folded words by which the clause of an event is walked."""

from __future__ import annotations

from kb.extract.frames import Tie

PREPOSITIONS: dict[str, Tie] = {
    "مع": "مع",
    "بين": "بين",
    "الي": "الي",
    "في": "في",
    "من": "من",
    "لدي": "ل",
    "باتجاه": "الي",
    "علي": "الي",
    "بمدينه": "في",
    "بعاصمه": "في",
    "بقصر": "في",
    "بمقر": "في",
    "قصر": "",
    "مقر": "",
    "لعاصمه": "الي",
    "للعاصمه": "الي",
    "بالعاصمه": "في",
    "مدينه": "",
    "with": "مع",
    "avec": "مع",
    "in": "في",
    "by": "by",
    "par": "by",
}
TAKES_PLACE = frozenset({"انعقد", "عقد", "احتضن", "استضاف", "التام", "نظم"})
ASIDES = frozenset({"هامشه", "هامشها", "هامشهما"})  # "on the sidelines of it"
AGENTS = frozenset({"طرف", "قبل", "لدن", "جانب"})
EACH: dict[str, Tie] = {"بكل": "ب", "لكل": "ل", "وبكل": "ب"}
REACH = 60  # chunks; the longest sentence of the genre told its parties within fifty
BODIES = frozenset({"جهاز", "مدير", "رييس", "وزير", "حكومت", "وزارت", "قايد"})
CLOSE = 5  # chunks between a light verb and its noun where no subject stands between
HOLD = 2  # words that may stand between a preposition and the name: "in the capital city Rabat"
# Behind a tour: what takes one to its stops.
STOPS = frozenset(
    {"تقوده", "ستقوده", "قادته", "تقودها", "ستقودها", "قادتها", "تشمل", "ستشمل", "شملت", "تتضمن"}
    | {"ستتضمن", "تهم", "تضم", "ستاخذه", "تاخذه", "يزور", "سيزور", "زار", "تزور", "ستزور"}
)
# What talks are about, where it is said to be somewhere: "the situation in Libya".
MATTERS = frozenset(
    {"وضع", "اوضاع", "تطورات", "مستجدات", "ازمه", "صراع", "نزاع", "حرب", "احداث", "انتخابات", "امن"}
    | {
        "استقرار",
        "سلام",
        "مرحله",
        "مسار",
        "انتقال",
        "جهود",
        "دور",
        "وجود",
        "مشاريع",
        "ارهاب",
        "عنف",
    }
    | {"استثمار", "استثمارات", "حل", "هدنه", "قوات", "عمليه", "عمليات", "سلم", "حكومه", "اصلاحات"}
)
BEHELD = frozenset({"جري", "جرت", "تم", "تمت", "دار", "دارت"})  # "talks that took place between"
COURSE = frozenset({"هامش", "خلال", "اثناء", "اطار", "ختام", "ضمن", "بمناسبه", "مناسبه"})
TABLES = frozenset({"مادبه", "حفل", "غداء", "عشاء", "افطار", "مراسم"})  # over which people meet
PLANNED = frozenset({"كان", "كانت", "تقرر", "سيتم", "ستتم"})  # "that was to take place"
