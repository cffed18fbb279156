"""The words of dates in Arabic, French and English, folded, each with the sign it has in a date.

Signs, of which the grammar in dates.py is made:
m month  w month that is another word too  M W the same in Latin letters  k weekday
h month of the Hijri calendar  H mark of its era  U corresponding to
p f c past, future, current after the noun  P F C the same before it  r part of the day
D day  s month  S the month  Y the year  E the week  T today  Z yesterday  A the day before
J "his day": today, before a weekday  d day of the month  G tomorrow  B between  i of, from
t to  u until  a and  q what may stand before a bare year
L beginning, middle or end (its number 1 to 3)  R by  b before, "il y a"  g Q "more than" of it
o ago  I "dans"  N a number in words  v two days, weeks, months, years  e several of them (their
number is that of the unit in days)  K the day after tomorrow  z few  O or
"""

from __future__ import annotations

from typing import Final

from kb.extract.text import fold


def _folded(words: str) -> frozenset[str]:
    """Words as they stand in a folded text."""
    return frozenset(fold(words).split())


MONTHS: Final = (
    "يناير|كانون الثاني|كانون ثاني|جانفي|janvier|january",
    "فبراير|شباط|فيفري|fevrier|february",
    "اذار",
    "ابريل|نيسان|april",
    "مايو|ايار",
    "يونيو|يونيه|حزيران|june|juin",
    "يوليو|يوليوز|يوليه|تموز|جويليه|juillet|july",
    "اغسطس|غشت",
    "سبتمبر|شتنبر|ايلول|septembre|september",
    "اكتوبر|تشرين الاول|تشرين اول|octobre|october",
    "نوفمبر|نونبر|تشرين الثاني|تشرين ثاني|novembre|november",
    "ديسمبر|دجنبر|كانون الاول|كانون اول|decembre|december",
)
# Months that are a verb (مارس), a name (افريل, جوان), a father (اب) or a car elsewhere.
WEAK_MONTHS: Final = (
    "jan|janv",
    "feb|fevr",
    "مارس|mars|march|mar",
    "افريل|avril|apr|avr",
    "ماي|mai|may",
    "جوان|jun",
    "jul|juil",
    "اب|اوت|aout|august|aug",
    "sep|sept",
    "oct",
    "nov",
    "dec",
)
CAPITALISED: Final = frozenset({"may", "march", "august", "mar", "mars", "mai", "avril"})
HIJRI: Final = (
    "محرم|صفر|ربيع الاول|ربيع الثاني|ربيع الاخر|جمادي الاولي|جمادي الاول|جمادي الثانيه|"
    "جمادي الاخره|رجب|شعبان|رمضان|شوال|ذو القعده|ذي القعده|ذو الحجه|ذي الحجه"
)
WEEKDAYS: Final = (
    "الاثنين|الاتنين|lundi|monday|mon",
    "الثلاثاء|الثلاثا|mardi|tuesday|tue",
    "الاربعاء|الاربعا|mercredi|wednesday|wed",
    "الخميس|jeudi|thursday|thu",
    "الجمعه|vendredi|friday|fri",
    "السبت|samedi|saturday|sat",
    "الاحد|dimanche|sunday|sun",
)
_TO_TEN = (
    *("الاول", "الثاني", "الثالث", "الرابع", "الخامس"),
    *("السادس", "السابع", "الثامن", "التاسع", "العاشر"),
)
_UNITS = ("الحادي", *_TO_TEN[1:9])
ORDINALS: Final = (
    *_TO_TEN,
    *(f"{unit} عشر" for unit in _UNITS),
    "العشرين",
    *(f"{unit} والعشرين" for unit in _UNITS),
    "الثلاثين",
    "الحادي والثلاثين",
)
# Words before a weekday or a date that make it part of a name: a market town, a prayer, a street.
NAMING: Final = _folded(
    "سوق صلاه خطبه شارع ملعب مستشفي جامعه ساحه حركه مطار ميدان ثوره انتفاضه حي زنقه بين"
    " احداث هجمات اعتداءات مذبحه place rue stade"
)
OF_2001: Final = _folded("بعد قبل عالم صدمه تفجيرات ماساه")  # before 11 September without year
OUTLETS_OF_TODAY: Final = _folded(
    "المغرب روسيا العرب المصري مصر الجزائر ليبيا اليمن اخبار usa russia"
)
NOT_TODAY: Final = _folded(
    "نفسه ذاته التالي الموالي السابق الاول الثاني الثالث الرابع الاخير الختامي العالمي الوطني"
    " الدولي الدراسي الواحد عينه"
)

_SIGNS: Final = {
    "p": "الماضي الماضيه المنصرم المنصرمه الفارط الفارطه الفائت الفائته الماضيين "
    "الماضيتين الاخيرين الاخيرتين الاخيره dernier derniere passe passee derniers dernieres",
    "f": "المقبل المقبله القادم القادمه الاتي الاتيه المقبلين المقبلتين القادمين القادمتين "
    "prochain prochaine prochains prochaines",
    "c": "الجاري الجاريه الحالي الحاليه courant",
    "P": "last",
    "F": "next coming",
    "C": "هذا هذه this ce cet cette",
    "r": "صباح مساء ليله ظهر ظهيره فجر عصر عشيه زوال ضحي نهار matin soir apres midi nuit الصباح "
    "المساء morning evening afternoon night",
    "D": "يوم يومي ايام le jour journee on",
    "s": "شهر شهري",
    "S": "الشهر mois month",
    "Y": "العام|السنه|عام|سنه|عامي|سنتي|l'annee|annee|an|year|لسنه|لعام|لسنتي",
    "E": "الاسبوع semaine week",
    "T": "اليوم|today|tonight|aujourd'hui",
    "J": "يومه",
    "Z": "امس|الامس|البارحه|الليله الماضيه|yesterday|hier",
    "A": "اول امس|اول من امس|امس الاول|قبل امس|avant-hier|avant hier|day before yesterday",
    "G": "غدا غد الغد tomorrow demain",
    "B": "بين between entre",
    "i": "من|of the|of|de la|de|du|from|depuis",
    "t": "الي to au a",
    "u": "حتي لغايه غايه until jusqu",
    "a": "و and et",
    "q": "في منذ مند خلال بعد en depuis in since during",
    "R": "بحلول|by the|by|d'ici la|d'ici",
    "b": "قبل|il y a",
    "g": "قبل اكثر من|قبل ازيد من|il y a plus de",
    "Q": "more than|over",
    "o": "ago",
    "I": "dans",
    "K": "بعد غد|بعد الغد|apres-demain|day after tomorrow",
    "z": "القليله القلائل quelques few",
    "O": "او ou or",
    "U": "الموافق الموافقه",
    "H": "ه هجري هجريه للهجره",
}

# The day of what was told before, and the one behind it.
SAME_DAY: Final = (
    "اليوم ذاته|اليوم نفسه|اليوم عينه|نفس اليوم|ذات اليوم|"
    "le meme jour|meme jour|same day|same evening"
)
NEXT_DAY: Final = "اليوم التالي|اليوم الموالي|following day|next day|le lendemain|lendemain"
_DAY, _WEEK, _MONTH, _YEAR = 1, 7, 30, 365  # units of time, as long as they about are
_NUMBERED: Final = {
    "L": {
        1: "مطلع بدايه اوائل مستهل debut beginning early",
        2: "منتصف اواسط mi mid",
        3: "نهايه اواخر متم fin end late",
    },
    "N": {
        1: "un une one",
        2: "deux two",
        3: "ثلاثه ثلاث trois three",
        4: "اربعه اربع quatre four",
        5: "خمسه خمس cinq five",
        6: "سته ست six",
        7: "سبعه سبع sept seven",
        8: "ثمانيه ثماني huit eight",
        9: "تسعه تسع neuf nine",
        10: "عشره عشر dix ten",
        15: "quinze fifteen",
    },
    "v": {
        _DAY: "يومين اليومين",
        _WEEK: "اسبوعين الاسبوعين",
        _MONTH: "شهرين الشهرين",
        _YEAR: "عامين سنتين العامين السنتين",
    },
    "e": {
        _DAY: "الايام يوما jours days",
        _WEEK: "اسابيع الاسابيع اسبوعا semaines weeks",
        _MONTH: "اشهر شهور الاشهر الشهور شهرا months",
        _YEAR: "سنوات اعوام السنوات الاعوام years ans annees",
    },
}
SEVERAL: Final = frozenset({"ايام"})  # a number of days, and the word before days that are told


def _tables() -> dict[str, tuple[str, int]]:
    """Every word with its sign and its number, if it has one."""
    found: dict[str, tuple[str, int]] = {}
    for sign, words in reversed(_SIGNS.items()):
        parts = words.split("|") if "|" in words else words.split()
        found.update({fold(word): (sign, 0) for word in parts})
    for sign, numbered in _NUMBERED.items():
        for number, words in numbered.items():
            found.update({fold(word): (sign, number) for word in words.split()})
    found.update({word: ("d", number) for number, word in enumerate(ORDINALS, 1)})
    found.update(dict.fromkeys(SAME_DAY.split("|"), ("V", 0)))
    found.update(dict.fromkeys(NEXT_DAY.split("|"), ("V", 1)))
    found.update(dict.fromkeys(HIJRI.split("|"), ("h", 0)))
    for sign, rows, first in (("m", MONTHS, 1), ("w", WEAK_MONTHS, 1), ("k", WEEKDAYS, 0)):
        for number, words in enumerate(rows, first):
            for word in words.split("|"):
                found[word] = (sign.upper() if word.isascii() and sign in "mw" else sign, number)
    return found


WORDS: Final = _tables()
PHRASES: Final = tuple(sorted((word for word in WORDS if not word.isalpha()), reverse=True))
