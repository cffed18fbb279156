"""Invented Arabic news articles for the measurements, each from its own number alone.

No article knows of another: the same number gives the same article on every machine. More than
half of the people named are made up on the spot, so that no table can hold them.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

FIRST = [
    "سالم",
    "ناصر",
    "يوسف",
    "كريم",
    "منير",
    "هشام",
    "عماد",
    "وليد",
    "رشيد",
    "طارق",
    "أنور",
    "جمال",
    "فريد",
    "حسن",
    "نبيل",
    "عادل",
]
SYLLABLES = [
    "با",
    "را",
    "سي",
    "مو",
    "دا",
    "لو",
    "ني",
    "كا",
    "تو",
    "را",
    "زي",
    "فا",
    "جو",
    "هي",
    "شا",
    "قو",
]
ENDINGS = ["وي", "ني", "اني", "ودي", "ري", "لي", "اسي", "اوي", "بي", "قي"]
KNOWN = (
    ("عبد اللطيف حموشي", "المدير العام للأمن الوطني"),
    ("ناصر بوريطة", "وزير الشؤون الخارجية"),
    ("لويد أوستن", "وزير الدفاع الأمريكي"),
    ("أنتوني بلينكن", "وزير الخارجية الأمريكي"),
    ("صبري بوقادوم", "وزير الخارجية الجزائري"),
    ("محمد بازوم", "رئيس النيجر"),
)
OFFICES = (
    "مدير مركز البحوث الأمنية",
    "وزير الدفاع المالي",
    "رئيس هيئة الأركان النيجرية",
    "سفير إسبانيا بالرباط",
    "وزير الداخلية الموريتاني",
    "قائد الدرك السنغالي",
    "المبعوث الخاص إلى منطقة الساحل",
    "مدير وكالة الأمن السيبراني",
)
CITIES = [
    "الرباط",
    "تونس",
    "نواكشوط",
    "باماكو",
    "نيامي",
    "مدريد",
    "باريس",
    "طنجة",
    "مراكش",
    "الدار البيضاء",
]
OUTLETS = ["هسبريس", "لوموند", "الجزيرة"]
MONTHS = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
]
DAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
THEMES = (
    "محاربة الشبكات العابرة للحدود",
    "تبادل المعلومات بين الأجهزة المختصة",
    "تأمين المعابر الصحراوية",
    "تكوين الأطر الأمنية الشابة",
    "حماية المنشآت الحيوية",
    "التصدي للخلايا المتشددة",
)


def _name(rng: Random) -> str:
    """A person nobody has heard of."""
    family = "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))) + rng.choice(ENDINGS)
    return f"{rng.choice(FIRST)} ال{family}"


def _day(day: date) -> str:
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _meeting(rng: Random, day: date) -> list[str]:
    """A paragraph that tells of a meeting, what was said at it, and who said it."""
    host, office = rng.choice(KNOWN)
    guest, guest_office = _name(rng), rng.choice(OFFICES)
    aide, expert = _name(rng), _name(rng)
    held = day - timedelta(days=rng.randint(1, 25))
    theme, other = rng.sample(THEMES, 2)
    return [
        (
            f"استقبل {host}، {office}، يوم {_day(held)} ب{rng.choice(CITIES)}، {guest}، "
            f"{guest_office}، بحضور {aide}، مستشار الوفد الزائر."
        ),
        f"وتناول الطرفان خلال هذا اللقاء سبل {theme}، كما اتفقا على مواصلة العمل في مجال {other}.",
        f'وقال {guest} إن "العمل المشترك في مجال {theme} يتقدم بخطوات ثابتة".',
        f"وأضاف {expert}، خبير في الشؤون الأمنية، أن {other} يبقى رهانا أساسيا للمنطقة.",
    ]


def _visit(rng: Random, day: date) -> list[str]:
    guest, office = _name(rng), rng.choice(OFFICES)
    host = _name(rng)
    coming = day + timedelta(days=rng.randint(2, 20))
    city, goal = rng.choice(CITIES), rng.choice(THEMES)
    return [
        (
            f"ومن المقرر أن يزور {office} {guest} مدينة {city} يوم {_day(coming)}، حيث سيلتقي "
            f"{host}، {rng.choice(OFFICES)}."
        ),
        f'وأكد {host} أن "الزيارة ستخصص لبحث {goal}".',
    ]


def article(number: int, meetings: int = 3, visits: int = 2) -> str:
    """The text of one article, as a page saved from the web."""
    rng = Random(f"khabar {number}")
    day = date(2019, 1, 1) + timedelta(days=rng.randint(0, 1800))
    head = f"{rng.choice(THEMES)} في صلب مشاورات جديدة ب{rng.choice(CITIES)} رقم {number}"
    body = [f"{_name(rng)} {_day(day)}", "", rng.choice(OUTLETS), ""]
    for _ in range(meetings):
        body += [" ".join(_meeting(rng, day)), ""]
    for _ in range(visits):
        body += [" ".join(_visit(rng, day)), ""]
    return "\n".join([head, "", *body, "تعليق جديد", ""])


def write(folder: Path, count: int, first: int = 0) -> list[Path]:
    """The files of `count` articles, from the given number on.

    With two meetings and a visit each has 32 to 40 pieces of evidence (150 counted).
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(first, first + count):
        path = folder / f"{number:06d}.txt"
        path.write_text(article(number, meetings=2, visits=1), "utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
