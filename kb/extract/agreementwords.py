"""Folded words that name agreements, and those that say that one was signed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kb.extract.text import fold
from kb.records import AgreementStatus


def _set(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


PLURALS = _set(
    "اتفاقيات اتفاقات اتفاقيتان اتفاقيتين اتفاقيتا اتفاقيتي اتفاقان اتفاقين مذكرات مذكرتا مذكرتي "
    "مذكرتان مذكرتين بروتوكولات بروتوكولان بروتوكولين معاهدات معاهدتان معاهدتين مواثيق"
)
_HEADS = (PLURALS - _set("مذكرات مذكرتا مذكرتي مذكرتان مذكرتين")) | _set(
    "اتفاق اتفاقا اتفاقية بروتوكول بروتوكولا معاهدة ميثاق ميثاقا"
)
# Words that name an agreement only together with the next one.
_PAIRED = {
    "مذكره": _set("تفاهم التفاهم تعاون"),
    "مذكرات": _set("تفاهم التفاهم تعاون"),
    "مذكرتا": _set("تفاهم"),
    "مذكرتي": _set("تفاهم"),
    "مذكرتان": _set("للتفاهم"),
    "مذكرتين": _set("للتفاهم"),
    "برنامج": _set("تنفيذي التنفيذي تعاون التعاون"),
    "خطه": _set("عمل العمل"),
    "وثيقه": _set("تعاون تفاهم اتفاق"),
    "خارطه": _set("الطريق طريق"),
    "خريطه": _set("الطريق طريق"),
    "برنامجا": _set("تنفيذيا"),
    "بيان": _set("نوايا النوايا"),
    "محضر": _set("اتفاق تفاهم"),
    "اعلانا": _set("مشتركا ثلاثيا"),
    "مشروع": _HEADS,
    "اعلان": _set(
        "مشترك المشترك ثلاثي الثلاثي مبادئ المبادئ نوايا النوايا شراكة الشراكة تعاون التعاون صداقة "
        "الصداقة"
    ),
    "رساله": _set("نوايا النوايا"),
    "خطاب": _set("نوايا النوايا"),
}
_SIGNED = _set(
    "وقع وقعت وقعا وقعتا وقعوا وقعه وقعها وقعتها أبرم أبرمت أبرما توقيع التوقيع توقيعه توقيعها عقد "
    "ووقع ووقعت أبرمتها إبرام الإبرام إبرامها إبرامه صادق صادقت المصادقة مصادقة التصديق يوقعون "
    "بتوقيع بالتوقيع وتوقيع والتوقيع أبرموا وقعن الموقع الموقعة الموقعان وقعته"
)
_PLANNED = _set(
    "ستوقع سيوقع سيوقعان ستوقعان سيتم ستبرم سيبرم لتوقيع يعتزم تعتزم المزمع المرتقب "
    "المنتظر المقرر ينتظر يرتقب نحو يتوقع المتوقع ستشهد سيشهد يستعد تستعد يستعدان يستعدون"
)
# Programmes of any kind bear these names: they are agreements where two are said to have signed.
WEAK = _set("برنامج خطة")
# What firms and clubs sign too: an agreement between states, ministries and armies only.
CONTRACTS = _set("عقد عقدا صفقة")
OFFICIAL = _set("وزارة حكومة إدارة قيادة قوات جيش مديرية هيئة رئاسة القوات الجيش")
RENEWED = _set("جدد جددت جددا جددتا يجدد تجدد يجددان تجددان مدد مددت مددا يمددان تمددان")
_PRESENT = _set("يوقع يوقعان توقع توقعان يبرم تبرم يبرمان تبرمان")
_FORCE = _set("حيز سارية ساري")
_ENDED = _set("انتهى انتهت انتهاء انهار انهارت انهيار")
REACHED = _set("توصل توصلا توصلت توصلوا التوصل يربط تربط تجمع يجمع تؤطره تؤطرها بموجب")
_CANCELLED = _set("ألغى ألغت إلغاء فسخ")
SIGNING = _SIGNED | _PRESENT | _PLANNED
# What deals of business are about: without parties that are named they are no states' matter.
BUSINESS = _set("قرض قروض رعاية استشهار احتضان انتقال شراء اقتناء بيع توريد تأمين كراء ايجار تسويق")
CONCLUDED = _set("الموقع الموقعة المبرم المبرمة موقع موقعة مبرم مبرمة")
FAILED = _set("فشل فشلت فشلا الفشل تعذر أخفق أخفقت")
REACHING = _set("توصل توصلا توصلت توصلوا وتوصل وتوصلت يتوصل")
JOINED = _set("وتعاون وشراكة وتبادل وصداقة وتفاهم وتنسيق وسلام ودفاع وأمن والتعاون ومصالحة")
WISHED = _set("نريد يريد تريد يريدان نسعى يسعى تسعى نأمل يأمل تأمل نرغب يرغب ترغب")
SIGNED_IT = _set("وقعها وقعه وقعتها وقعته ووقعها ووقعه وقعهما")
_ACTS = _set(
    "وقع وقعت وقعا وقعتا وقعوا وقعن يوقع توقع يوقعان توقعان يوقعون ستوقع سيوقع سيوقعان "
    "ستوقعان أبرم أبرمت أبرما أبرمتا أبرموا يبرم تبرم يبرمان تبرمان سيبرم ستبرم"
)
ACTS = _ACTS | frozenset(f"و{word}" for word in _ACTS)
_CONTRACTING = ACTS | CONCLUDED | _set("توقيع التوقيع إبرام الإبرام وتوقيع وإبرام")
THIS = _set("هذا هذه هاته ذات نفس تلك ذلك بهذا بهذه لهذا لهذه")
ESPECIALLY = _set("خاصة خصوصا منها لاسيما سيما")
OCCASION = _set("بمناسبة هامش خلال نتيجة أثناء عقب")
CLOSING = _set("ختام ختامها ختامه")
SIDES = _set(
    "الحكومتان البلدان الجانبان الطرفان الدولتان الحكومتين الجانبين البلدين الطرفين الدولتين "
    "الرجلان الزعيمان الرئيسان الوزيران الثنائية الثنائي للبلدين بينهما للطرفين للجانبين"
)
BINDING = _set("يجمع تجمع يربط تربط طرفاه وطرفاه طرفاها وطرفاها أطرافه وأطرافه أطرافها وأطرافها")
# What accords are known by, without anything else said of them.
KNOWN_BY = _set(
    "النووي النووية أبراهام ابراهيم الابراهيمية الإبراهيمية ارتميس أرتيميس ديفيد ديفد أوسلو "
    "الصخيرات شنغن دايتون مينسك سايكس الطائف"
)
# A country whose capital bears its name, and has given it to what was signed there.
NAMESAKES = _set("الجزائر")
STOPS = _set(
    "مع خلال على إلى من عن منذ بعد قبل حيث الذي التي كما بمناسبة أن عند تم تمت يقضي تقضي ينص تنص "
    "يهدف تهدف جاء يعد تعد هو هي سيتم تمهد يمهد تشمل يشمل تتضمن يتضمن تسمح يسمح تتيح يتيح يهم حيز"
)
INNER = _set("في بين حول بشأن المتعلق الخاص مجال مجالات")  # within a name
COUNTED = _set(
    "ثلاث أربع خمس ست سبع ثماني تسع عشر بضع سلسلة عدد حزمة مجموعة عدة ثلاثة أربعة خمسة ستة سبعة "
    "ثمانية تسعة عشرة بضعة اثنتي إحدى"
)
DUAL = ("ان", "ين", "تا", "تي")
_SIGNED_OR_PRESENT = _SIGNED | _PRESENT


def reached(words: frozenset[str]) -> bool:
    """Whether words around an agreement say that there is one."""
    return bool(words & REACHED)


def contract(word: str, before: Iterable[str]) -> tuple[str, bool, int] | None:
    """A word for a contract, as `head` gives it, where what stands before says it is signed."""
    bare = word.removeprefix("ال")
    if bare not in CONTRACTS or not _CONTRACTING & set(before):
        return None
    return bare.removesuffix("ا"), bare != word, 0


@lru_cache(maxsize=20_000)
def head(word: str, following: str) -> tuple[str, bool, int] | None:
    """The bare noun, whether it is definite, and how many letters are attached before it."""
    for count in range(3):
        if count and word[count - 1 : count] not in {"و", "ف", "ب", "ل", "ك"}:
            return None
        bare = word[count:]
        for article in ("", "ال", "لل"):
            noun = bare[len(article) :]
            if not bare.startswith(article):
                continue
            if noun in _HEADS or following in _PAIRED.get(noun, ()):
                return noun, bool(article) or following.startswith("ال"), count
    return None


def status_of(words: frozenset[str]) -> AgreementStatus:
    """What the words around an agreement say has become of it."""
    if words & _CANCELLED:
        return "cancelled"
    if words & _PLANNED or (words & _set("المقبل القادم المقبلة القادمة") and words & SIGNING):
        return "planned"
    if words & _SIGNED_OR_PRESENT:
        return "signed"
    if words & _FORCE:
        return "in_force"
    return "ended" if words & _ENDED else "mentioned"
