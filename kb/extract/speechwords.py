"""Folded words of speech: verbs, participles and prepositions that say who said something."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from kb.extract.text import fold

Saying = Literal["verb", "praise", "participle", "according", "relay"]


def folded_set(text: str) -> frozenset[str]:
    """The folded words of a list."""
    return frozenset(fold(text).split())


def _forms(pairs: str) -> frozenset[str]:
    """The third persons of verbs given as perfect/imperfect: he, she, both and all of them."""
    found: list[str] = []
    for pair in pairs.split():
        past, _, present = pair.partition("/")
        stem = past.removesuffix("ى")
        found += [past, f"{stem}ت", f"{stem}وا"]
        found += [f"{past}ا", f"{past}تا"] if stem == past else [f"{stem}يا", f"{stem}تا"]
        found += [f"{person}{present}{end}" for person in "يت" for end in ("", "ان", "ون")]
    return folded_set(" ".join(found))


# Further verbs of speech, all forms.
_SAYING_VERBS = _forms(
    "قال/قول أكد/ؤكد أضاف/ضيف أوضح/وضح ذكر/ذكر صرح/صرح أعلن/علن أفاد/فيد كشف/كشف أبرز/برز "
    "أشار/شير شدد/شدد اعتبر/عتبر تابع/تابع ختم/ختم حذر/حذر كتب/كتب أورد/ورد اعتقد/عتقد "
    "اعترف/عترف سجل/سجل استطرد/ستطرد توقع/توقع زعم/زعم نبه/نبه أقر/قر أردف/ردف استرسل/سترسل "
    "غرد/غرد تساءل/تساءل أجاب/جيب رد/رد علق/علق تعهد/تعهد هدد/هدد توعد/توعد ألمح/لمح "
    "لمح/لمح انتقد/نتقد رفض/رفض نفى/نفي أدان/دين استنكر/ستنكر شجب/شجب ثمن/ثمن بارك/بارك "
    "ناشد/ناشد اتهم/تهم أوصى/وصي استبعد/ستبعد تأسف/تأسف وصف/صف دافع/دافع روى/روي حكى/حكي "
    "أبلغ/بلغ أخبر/خبر خاطب/خاطب لخص/لخص قدر/قدر تمنى/تمنى أمل/أمل أعاد/عيد كرر/كرر حيا/حيي "
    "اشتكى/شتكي احتج/حتج أثار/ثير استدرك/ستدرك أسر/سر أوجز/وجز اختتم/ختتم استهل/ستهل "
    "طمأن/طمئن جادل/جادل رأى/رى ارتأى/رتئي ناقض/ناقض نصح/نصح اقترح/قترح دعا/دعو بشر/بشر "
    "خلص/خلص أكمل/كمل واصل/واصل نشر/نشر أعرب/عرب عبر/عبر لاحظ/لاحظ شرح/شرح استنتج/ستنتج"
) - folded_set("عبر")  # "through" is read with "about" in speech.py
# Verbs that take "that" or a quotation.
_VERBS = _SAYING_VERBS | folded_set(
    "قال قالت قالا قالوا يقول تقول أكد أكدت أكدا أكدوا يؤكد تؤكد أضاف أضافت أضافا يضيف "
    "تضيف أوضح أوضحت أوضحا يوضح توضح ذكر ذكرت يذكر صرح صرحت يصرح أعلن أعلنت أعلنا يعلن "
    "أفاد أفادت أفادا كشف كشفت يكشف أبرز أبرزت يبرز أشار أشارت أشارا يشير تشير شدد شددت "
    "شددا يشدد اعتبر اعتبرت يعتبر يرى ترى رأى لفت لفتت يلفت تابع تابعت زاد زادت ختم ختمت "
    "أجمل حذر حذرت كتب كتبت أورد أوردت لخص استنتج يعتقد اعتقد رجح يرجح جزم ورد وردت اعترف "
    "سجل سجلت خلص خلصت استطرد توقع توقعت زعم ادعى جاء نبه أقر"
)
# Verbs that tell of speech by themselves, with what it was about: "welcomed", "warned of".
_PRAISE = _forms(
    "ثمن/ثمن أدان/دين استنكر/ستنكر شجب/شجب انتقد/نتقد ناشد/ناشد حذر/حذر نفى/نفي تعهد/تعهد "
    "أوصى/وصي اتهم/تهم أشاد/شيد نوه/نوه أعرب/عرب ندد/ندد أثنى/ثني رحب/رحب جدد/جدد طالب/طالب "
    "هنأ/هنئ بارك/بارك شكر/شكر أبدى/بدي تمنى/تمنى"
) | folded_set(
    "أشاد أشادت أشادا يشيد نوه نوهت نوها عبر عبرت عبرا أعرب أعربت أعربا يعرب جدد جددت جددا "
    "دعا دعت دعوا يدعو طالب طالبت رحب رحبت رحبا أثنى أثنت ندد نددت هنأ حث حثت حض يدرج أدرج "
    "يعزو عزا يفسر فسر يصف يراه يراها يعتبره يعتبرها رحبا يرحب ترحب ينوه تنوه تشيد يشيدان "
    "تعرب يعبر تعبر يجدد تجدد تدعو دعوا يطالب تطالب هنأت يهنئ تهنئ ينوهان يثني تثني يندد تندد"
)
_PARTICIPLES = folded_set(
    "مضيفا مضيفة موضحا موضحة مؤكدا مؤكدة مؤكدين مشيرا مشيرة مشيرين مشير مشددا مشددة لافتا "
    "لافتة مبرزا مبرزة معتبرا معتبرة منوها منوهة قائلا قائلة خالصا خالصة واصفا واصفة معربا "
    "معربة معبرا داعيا داعية محذرا محذرة مذكرا كاشفا كاشفة مبينا مبينة ذاكرا ذاكرة "
    "متابعا شارحا شارحة مستطردا مسجلا مشيدا مشيدة معلنا معلنة مردفا موردا متوقعا "
    "ومبينا نافيا نافية منتقدا منتقدة متسائلا متسائلة متعهدا متعهدة مهددا مهددة منددا منددة "
    "مثمنا مثمنة مجددا مجددة مطالبا مطالبة مرحبا مرحبة مستنكرا مستنكرة مستدركا مناشدا مناشدة "
    "ملمحا ملمحة معقبا مردفة مستطردة متابعة مسترسلا جازما مرجحا مستبعدا مستبعدة متهما متهمة "
    "معلقا معلقة مقرا كاتبا مسجلة مذكرة مخاطبا مخاطبة مهنئا مهنئة موصيا رافضا رافضة معترفا "
    "مضيفين موضحين مشددين معتبرين داعين معربين قائلين منوهين مشيدين مطالبين معبرة معبرين "
    "مختتما خاتما متمنيا متمنية"
)
_ACCORDING = folded_set("حسب بحسب وفق وفقا تبعا نقلا حسبما وفقما")
_RELAY = folded_set("نقل نقلت ينقل تنقل")
THAT = folded_set("أن إن بأن أنه أنها إنه إنها بأنه بأنها أنهم بأنهم أنهما فإن إنهم")
# Behind these a quotation may stand anywhere in the sentence.
_SPOKE = "قال قالت يقول تقول صرح صرحت أضاف أضافت يضيف قالا كتب كتبت أردف أردفت تابع تابعت"
SPEAKING = folded_set(_SPOKE) | frozenset(f"و{word}" for word in folded_set(_SPOKE))
# Verbs that do so where whoever speaks is named right behind them: "announced the signing of".
TELLING = folded_set(
    "أكد أكدت أكدا أكدوا أعلن أعلنت أعلنا أبرز أبرزت أبرزا اعتبر اعتبرت وصف وصفت استبعد استبعدت "
    "اقترح اقترحت توقع توقعت يؤكد تؤكد عد عدت وعد وعدت"
)
# Verbs that do so with one preposition: "pointed to".
TELLING_OF = {
    word: preposition
    for words, preposition in (
        ("أشار أشارت أشارا يشير تشير لفت لفتت لفتا يلفت تلفت نبه نبهت نبها", "الي"),
        ("كشف كشفت كشفا يكشف تكشف أعلن أعلنت أعلنا", "عن"),
        ("ذكر ذكرت ذكرا يذكر تذكر أقر أقرت يقر اعترف اعترفت يعترف", "ب"),
    )
    for word in folded_set(words)
}
CALLING = folded_set("دعا دعت دعوا يدعو تدعو")
CONDEMNING = folded_set("أدان أدانت اتهم اتهمت يدين تدين يتهم تتهم")
COURTS = ("محكم", "نياب", "قضا", "مدعي", "ادعا")  # how the names of courts and prosecutors begin
VISITING = folded_set("زيارة لزيارة بزيارة حضور لحضور للمشاركة المشاركة الحضور مأدبة")
# With "on" these tell of speech by themselves: "stressed the need".
STRESSING = folded_set("شدد شددت شددا أكد أكدت أكدا وأكد وأكدت وشدد وشددت يشدد يؤكد ألح")
# "Added": there is something said before by the same speaker.
CONTINUING = folded_set(
    "أضاف أضافت وأضاف وأضافت تابع وتابع وتابعت زاد وزاد وزادت واستطرد أردف وأردف وأردفت "
    "استرسل واسترسل واستطردت وأكمل وواصل واستدرك"
)
# "In his words": what is quoted before is the speech of whoever a pronoun or a name tells.
OWN_WORDS = folded_set("قوله قولها قولهم تعبيره تعبيرها تعبيرهم وصفه وصفها زعمه زعمها رأيه رأيها")
# Participles that tell what was said without "that".
JUDGING = folded_set("واصفا واصفة معتبرا معتبرة داعيا داعية محذرا محذرة")
PAPERS = folded_set("بلاغ بيان البلاغ البيان تصريح")
# Words that may follow a verb whose subject is left out.
THEN = THAT | folded_set("إلى على في خلال عن مع من ل أيضا كذلك ب بـ أمس اليوم")
# What "the agency", "the note", "the speaker" may be: the one of its kind that spoke last.
OF_KIND = {
    "outlet": folded_set("المنبر اليومية الأسبوعية الصحيفة الوكالة الجريدة الموقع القناة المجلة"),
    "communique": folded_set("البيان البلاغ"),
    "person": folded_set(
        "المتحدث المتحدثة الخبير الخبيرة المحلل الباحث الوزير الوزيرة السفير الرئيس"
    ),
}
# "The same source", "the speaker": whoever spoke last.
SAME = folded_set(
    "المصدر المتحدث المتحدثة ذات نفس الخبير الخبيرة المسؤول المحلل الباحث المصادر البيان "
    "البلاغ الوزير الوزيرة السفير الرئيس الجانبان الطرفان الصحيفة الوكالة"
)
NAMING = folded_set(
    "اسم باسم بعنوان عنوان تسمى يسمى المسمى المسماة شعار تسمية باسمه يدعى مناورات مناورة "
    "تمرين عملية مبادرة تنظيم جبهة قناة صحيفة وكالة موقع جريدة قرار حملة مشروع شركة"
)


_KINDS: dict[Saying, frozenset[str]] = {
    "praise": _PRAISE - folded_set("عبر"),  # "through": read with "about" in speech.py
    "verb": _VERBS,
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
