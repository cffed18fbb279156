"""Folded words of speech: verbs, participles and prepositions that say who said something."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from kb.extract.text import fold

Saying = Literal["verb", "praise", "participle", "according", "relay"]


def _set(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


# Verbs that take "that" or a quotation.
_VERBS = _set(
    "قال قالت قالا قالوا يقول تقول أكد أكدت أكدا أكدوا يؤكد تؤكد أضاف أضافت أضافا يضيف "
    "تضيف أوضح أوضحت أوضحا يوضح توضح ذكر ذكرت يذكر صرح صرحت يصرح أعلن أعلنت أعلنا يعلن "
    "أفاد أفادت أفادا كشف كشفت يكشف أبرز أبرزت يبرز أشار أشارت أشارا يشير تشير شدد شددت "
    "شددا يشدد اعتبر اعتبرت يعتبر يرى ترى رأى لفت لفتت يلفت تابع تابعت زاد زادت ختم ختمت "
    "أجمل حذر حذرت كتب كتبت أورد أوردت لخص استنتج يعتقد اعتقد رجح يرجح جزم ورد وردت اعترف "
    "سجل سجلت خلص خلصت استطرد توقع توقعت زعم ادعى جاء نبه أقر"
)
# Verbs that tell of speech by themselves.
_PRAISE = _set(
    "أشاد أشادت أشادا يشيد نوه نوهت نوها عبر عبرت عبرا أعرب أعربت أعربا يعرب جدد جددت جددا "
    "دعا دعت دعوا يدعو طالب طالبت رحب رحبت رحبا أثنى أثنت ندد نددت هنأ حث حثت حض يدرج أدرج "
    "يعزو عزا يفسر فسر يصف يراه يراها يعتبره يعتبرها"
)
_PARTICIPLES = _set(
    "مضيفا مضيفة موضحا موضحة مؤكدا مؤكدة مؤكدين مشيرا مشيرة مشيرين مشير مشددا مشددة لافتا "
    "لافتة مبرزا مبرزة معتبرا معتبرة منوها منوهة قائلا قائلة خالصا خالصة واصفا واصفة معربا "
    "معربة معبرا داعيا داعية محذرا محذرة مذكرا كاشفا كاشفة مبينا مبينة ذاكرا ذاكرة "
    "متابعا شارحا شارحة مستطردا مسجلا مشيدا مشيدة معلنا معلنة مردفا موردا متوقعا"
)
_ACCORDING = _set("حسب بحسب وفق وفقا تبعا نقلا حسبما وفقما")
_RELAY = _set("نقل نقلت ينقل تنقل")
THAT = _set("أن إن بأن أنه أنها إنه إنها بأنه بأنها أنهم بأنهم أنهما فإن إنهم")
# Behind these a quotation may stand anywhere in the sentence.
SPEAKING = _set("قال قالت يقول صرح صرحت أضاف أضافت وأضاف وقال وقالت وأضافت وصرح ويقول قالا")
# With "on" these tell of speech by themselves: "stressed the need".
STRESSING = _set("شدد شددت شددا أكد أكدت أكدا وأكد وأكدت وشدد وشددت يشدد يؤكد ألح")
# "Added": there is something said before by the same speaker.
CONTINUING = _set("أضاف أضافت وأضاف وأضافت تابع وتابع وتابعت زاد وزاد وزادت واستطرد")
# Participles that tell what was said without "that".
JUDGING = _set("واصفا واصفة معتبرا معتبرة داعيا داعية محذرا محذرة")
PAPERS = _set("بلاغ بيان البلاغ البيان تصريح")
# Words that may follow a verb whose subject is left out.
THEN = THAT | _set("إلى على في خلال عن مع من ل أيضا كذلك ب بـ أمس اليوم")
# What "the agency", "the note", "the speaker" may be: the one of its kind that spoke last.
OF_KIND = {
    "outlet": _set("المنبر اليومية الأسبوعية الصحيفة الوكالة الجريدة الموقع القناة المجلة"),
    "communique": _set("البيان البلاغ"),
    "person": _set("المتحدث المتحدثة الخبير الخبيرة المحلل الباحث الوزير الوزيرة السفير الرئيس"),
}
# "The same source", "the speaker": whoever spoke last.
SAME = _set(
    "المصدر المتحدث المتحدثة ذات نفس الخبير الخبيرة المسؤول المحلل الباحث المصادر البيان "
    "البلاغ الوزير الوزيرة السفير الرئيس الجانبان الطرفان الصحيفة الوكالة"
)
NAMING = _set(
    "اسم باسم بعنوان عنوان تسمى يسمى المسمى المسماة شعار تسمية باسمه يدعى مناورات مناورة "
    "تمرين عملية مبادرة تنظيم جبهة قناة صحيفة وكالة موقع جريدة قرار حملة مشروع شركة"
)


_KINDS: dict[Saying, frozenset[str]] = {
    "verb": _VERBS,
    "praise": _PRAISE - _set("عبر"),  # "through": read with "about" in speech.py
    "participle": _PARTICIPLES,
    "according": _ACCORDING,
    "relay": _RELAY,
}


@lru_cache(maxsize=20_000)
def saying(word: str) -> Saying | None:
    """What kind of word of speech a folded word is, or None."""
    for form in (word, word[1:]) if word[:1] in {"و", "ف"} else (word,):
        for kind, words in _KINDS.items():
            if form in words:
                return kind
    return None
