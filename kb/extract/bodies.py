"""Organisations nobody has told us of: a head word and what names it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kb.extract.lexicon import Lexicon
from kb.extract.stream import Stream, Zone
from kb.extract.titles import bare, head_of, with_bi
from kb.extract.words import (
    ATTRIBUTES,
    COMPOUND,
    FORMER,
    GIVEN,
    HEADS,
    HONORIFICS,
    LINKS,
    NOUNS,
    OFFICES,
    PRESS,
    RANKS,
    STOPS,
    VAGUE,
    WEAK,
    folded,
)

_LONGEST = 10
_PROPER = folded("قوات حركه جبهه جماعه حزب شركه ميليشيا مليشيا كتيبه بنك سرايا جامعه معهد")
_ONE_WORD = folded("جيش مجلس حزب حركه اتحاد بنك حلف درك مصرف كونغرس")
_ENDS_WITH_COUNTRY = folded("حكومه جيش قوات سفاره وزاره حزب برلمان مخابرات استخبارات")
_BESIDE = folded("بعثه ولايه تنظيم سفاره قياده قنصليه قوه مكتب")
_BEFORE_NAMES = {"في": _BESIDE, "ضد": folded("تحالف")}
_CHAIRS = folded("الجمهورية جمهورية الوزراء الحكومة الأركان مجلس")  # what a presidency is of
_ARMS = folded("الجو البحرية المدرعات الإشارة الدرك")  # what an arm of an army is called
_TASKS = folded("المهام التدخل الرد حفظ الدعم الواجب الانتشار الساحل")  # of a force
_PURPOSES = folded(
    "لدعم لمحاربة لحماية لتعزيز لتنمية لدراسة لتسوية لمواجهة لإنقاذ لاستعادة لمراقبة لمكافحة"
    " للتصدي لضمان لإدارة لتنسيق لمتابعة لنصرة لتحرير"
)
_ADJECTIVES = ("ي", "يه", "ه", "ا", "ات")  # how adjectives of bodies end
_FIRM = folded(
    "العام الأعلى الموحد المشترك المسلح الحر الأحمر الجديد الحاكم المركز الأول الأبيض المتحد"
    " المتحدة المغرب الإنسان المسلمين الأمن"
)
_SEATED = folded("سفاره قنصليه")
_JOINS = folded("وزاره مركز معهد جماعه مجلس هيئه مؤسسه لجنه وكاله مرصد جمعيه")
_BARE = folded("الحكومه مجلس الوزراء الدوله الجمهوريه")
_BEFORE_ADJECTIVE = folded("الجريمه والجريمه بالجريمه")
_REALMS = folded("بدوله بمملكه بجمهوريه بالجمهوريه بالمملكه")
_ATTACHED = frozenset({"", "و", "ف", "ب", "ل", "ك", "وب", "ول"})
_CLOSED = folded(
    "السوفييتي السوفيتي السوفياتي المرافق المرافقة المذكور المذكورة المقبل المقبلة المكلف المكلفة"
    " المعتمد المنعقد المنعقدة التابع التابعة نفسها ذاتها"
)


_CAUSES = folded("جماعة حركة جبهة حزب كتيبة كتائب")
_PREPOSITIONS = folded("في بين ضد") | _REALMS
_ROYAL_BARE = folded("ديوان بلاط حرس جيش معهد درك أسطول")
_GENERAL = folded("الأمن المجلس المركز الاتحاد القطاع الرأي الحق المؤتمر الأمين المكتب الديوان")
_HIGH = folded("رفيع رفيعة")
_NEVER_BARE = folded("قوة")
_PLAIN = frozenset({"", "و", "ل", "ف"})
_ALSO = folded("هلال صليب مصالح أجهزة وكالات دفاعات")  # heads only beside certain words
_HEADS = HEADS | _ALSO
_SECURITY = folded("الأمنية الأمنيه الاستخباراتية الاستخبارات المخابرات الجوية")
# What a group that calls itself an organisation is called; else the word means organising.
_ORGANISED = folded("الدولة القاعدة الإخوان الجهاد المرابطون المرابطين الشباب التوحيد أنصار جند")
_NEEDED = {"رياسه": _CHAIRS, "سلاح": _ARMS} | {
    "هلال": folded("الأحمر"), "صليب": folded("الأحمر"), "تنظيم": _ORGANISED,
    "مصالح": _SECURITY, "اجهزه": _SECURITY, "وكالات": _SECURITY, "دفاعات": _SECURITY,
}  # fmt: skip
_OF_A_COUNTRY = folded("مصالح أجهزة وكالات دفاعات")
_ALLIED = {"تحالف": folded("العربي الأطلسي"), "هلال": folded("الأحمر"), "صليب": folded("الأحمر")}
# Ministries called by their field alone, with the feminine adjective of their country.
_FIELDS = folded("الخارجية الداخلية الدفاع العدل الخزانة الأوقاف")
_CAMPUS = GIVEN | COMPOUND | OFFICES
_SHARED = folded("للبلدين البلدين الطرفين الدولتين الجانبين")
_SERVICES = folded("مخابرات استخبارات")


class Body(NamedTuple):
    """The pieces of an organisation's name, the letters attached in front, and its head word."""

    first: int
    last: int
    skip: int
    head: str


_COMMITTEES = folded("مشتركة مختلطة عليا كبرى دائمة خاصة فرعية مصغرة")


def _head(text: Stream, at: int) -> tuple[int, str] | None:
    """The attached letters and the bare head word of a piece that may open a body's name."""
    word = text.word(at)
    found = _opening(word)
    if found and found[0] and word.endswith("للجنه") and _of_committee(text.word(at + 1)):
        found = found[0] - 1, found[1]  # the article that ل swallowed belongs to the name
    adjective = word.startswith("ال") and text.word(at - 1) in _BEFORE_ADJECTIVE
    return None if adjective else found


def _of_committee(word: str) -> bool:
    """Whether a word is an adjective of a committee, and not whose committee it is."""
    return word.startswith("ال") and (word.endswith("يه") or word[2:] in _COMMITTEES)


@lru_cache(maxsize=1 << 14)
def _opening(word: str) -> tuple[int, str] | None:
    """The attached letters and the bare head word of a folded word."""
    if word in STOPS:
        return None
    for skip in range(3):
        if word[:skip] in _ATTACHED:
            stem = word[skip:]
            if stem in _HEADS or stem in PRESS or (stem.startswith("ال") and stem[2:] in _HEADS):
                return skip, bare(stem)
    for skip in range(2):
        if word.startswith("لل", skip) and word[skip + 2 :] in _HEADS:
            return skip, word[skip + 2 :]
    return None


def body_at(zone: Zone, at: int, lexicon: Lexicon) -> Body | None:
    """The organisation whose name opens at a piece."""
    head = _head(zone.text, at)
    if head is None:
        return None
    index = at + 1
    while index - at < _LONGEST:
        step = _step(zone, index, Body(at, index, *head), lexicon)
        if not step:
            break
        index += step
    found = Body(at, index, *head)
    return found if _named(zone, found, lexicon) else None


def _step(zone: Zone, at: int, body: Body, lexicon: Lexicon) -> int:
    """How many pieces from here on belong to a name that goes as far as here."""
    text, word = zone.text, zone.text.word(at)
    if word == '"':
        return _quoted(text, at) if at == body.first + 1 else 0
    closed = word in _CLOSED or word in FORMER
    if closed or not word or not text.pieces[at].word or word[-1].isdigit():
        return 0
    campus = body.head == "جامعه" and at == body.first + 1 and word in _CAMPUS
    if campus or (at in zone.known and not with_bi(zone, at, lexicon)):
        return _named_step(zone, at, campus, lexicon)
    if word in _PREPOSITIONS or (word[0] == "ب" and word not in LINKS):
        return _beside(zone, at, body.head)
    general = word == "العام" and text.word(at - 1) in _GENERAL
    general = general or (word == "الملكي" and bare(text.word(at - 1)) in _ROYAL_BARE)
    if not general and (word in STOPS or word in HONORIFICS or word in RANKS or word in OFFICES):
        return 0
    return int(_noun_step(text, at, body, lexicon)) or _superlative(text, at)


def _named_step(zone: Zone, at: int, campus: bool, lexicon: Lexicon) -> int:
    """The pieces of the name that a body bears: a university's person, or what is known."""
    text = zone.text
    if campus:
        return 2 if text.word(at + 1) and text.pieces[at + 1].word else 1
    return 0 if lexicon.country(text.word(at - 1)) else zone.known[at] - at


def _superlative(text: Stream, at: int) -> int:
    """The two pieces of رفيع المستوى."""
    return 2 * (text.word(at) in _HIGH and text.word(at + 1) == "المستوي")


def _noun_step(text: Stream, at: int, body: Body, lexicon: Lexicon) -> bool:
    """Whether the noun or adjective at a piece goes on with the name."""
    word, before = text.word(at), text.word(at - 1)
    closed = lexicon.country(before) is not None
    if word.startswith("ال"):
        return _definite_step(text, at, body, lexicon)
    if word in _PURPOSES:
        return text.word(at + 1).startswith("ال") or lexicon.country(text.word(at + 1)) is not None
    if closed and body.head in _ENDS_WITH_COUNTRY:
        return False
    if closed or word.startswith("لل") or (word[:1] == "ل" and word[1:] in LINKS):
        return not closed or word[:1] == "ل"
    if word.startswith("وال"):
        listed = body.head in _JOINS or before.startswith("لل")  # "for industry and mines"
        return listed and _joins(word[1:], before)
    return _onward(text, at, body)


def _definite_step(text: Stream, at: int, body: Body, lexicon: Lexicon) -> bool:
    """Whether a word with the article goes on with the name."""
    word, before = text.word(at), text.word(at - 1)
    if lexicon.country(word) is not None:
        return True
    full = body.head in PRESS and at > body.first + 1
    closed = lexicon.country(before) is not None or full or before == '"'
    return not closed and not _object(text, at, body)


def _object(text: Stream, at: int, body: Body) -> bool:
    """Whether a noun stands behind a complete name as what its verb is about, not as adjective."""
    word, before = text.word(at), text.word(at - 1)
    article = text.word(body.first)[body.skip :].startswith(("ال", "لل"))
    complete = before.startswith("لل") or (article and at > body.first + 1)
    if not complete or before in LINKS or before[1:] in LINKS or before in _PURPOSES:
        return False
    several = word.endswith(("ين", "ون"))
    other = not word.endswith(_ADJECTIVES) and not word.startswith("الم")
    return word not in _FIRM and (several or other)


def _joins(stem: str, before: str) -> bool:
    """Whether و joins a further field to a body's name, not a further body or office."""
    field = bare(stem) not in HEADS and stem not in OFFICES and stem not in STOPS
    return field and before.startswith(("ال", "لل", "وال"))


def _onward(text: Stream, at: int, body: Body) -> bool:
    """Whether a word without the article links the name to the next word, or is a proper name."""
    word, before, after = text.word(at), text.word(at - 1), text.word(at + 1)
    links = word in LINKS and (after.startswith("ال") or after in LINKS)
    if at > body.first + 1:
        return links and before in LINKS
    common = word in NOUNS or word in GIVEN or word in ATTRIBUTES or word.endswith(("ه", "ات"))
    if body.head in _CAUSES and after.startswith("ال") and word not in NOUNS:
        return True
    return links or (body.head in _PROPER and not common and len(word) > 2)


def _beside(zone: Zone, at: int, head: str) -> int:
    """Where a body sits, or whose it is, if its kind is told apart by that."""
    text, known, word = zone.text, zone.known, zone.text.word(at)
    next_known = known[at + 1] - at if at + 1 in known else 0
    if word in _REALMS:
        return known[at] - at if at in known else next_known
    if word == "بين":
        shared = text.word(at - 1) == "المشتركه"
        if shared and head == "لجنه" and text.word(at + 1) in _SHARED:
            return 2
        return (next_known or int(text.word(at + 1) in LINKS)) if shared else 0
    if word in _BEFORE_NAMES:
        against = 2 * (word == "ضد" and text.word(at + 1).startswith("ال"))
        return (next_known or against) if head in _BEFORE_NAMES[word] else 0
    if head not in _SEATED:
        return 0
    return known[at] - at if at in known else int(word.startswith("بالعاصمه"))


def _between(zone: Zone, at: int, head: str) -> int:
    """The pieces of "between" and those whom a joint body is between."""
    text, known = zone.text, zone.known
    if text.word(at - 1) != "المشتركه":
        return 0
    if head == "لجنه" and text.word(at + 1) in _SHARED:
        return 2
    return known[at + 1] - at if at + 1 in known else int(text.word(at + 1) in LINKS)


def _quoted(text: Stream, at: int) -> int:
    """The pieces of a short name in quotes, quotes included."""
    for index in range(at + 1, min(at + 6, len(text.pieces))):
        if text.word(index) == '"':
            return index + 1 - at if index > at + 1 else 0
        if not text.pieces[index].word:
            return 0
    return 0


def _named(zone: Zone, found: Body, lexicon: Lexicon) -> bool:
    """Whether the words after the head name one body rather than a kind of body."""
    text = zone.text
    rest = [p.text for p in text.pieces[found.first + 1 : found.last] if p.word]
    if found.head == "ترويكا" or (found.head == "لجنه" and _committee(text, found, rest)):
        return True
    vague = all(word in VAGUE for word in rest) or _SHARED & {*rest, text.word(found.last)}
    if vague or not _of_kind(found, rest, zone, lexicon):
        return False
    office = head_of(text, found.first - 1) is not None
    if found.head in _SERVICES and not office:
        return False
    if office and set(text.words(found.first, found.last).split()) <= _BARE:
        return False
    proper = found.first + 1 in zone.known or text.word(found.first + 1) == '"'
    country = lexicon.country(rest[0]) is not None
    if text.word(found.first)[found.skip :].startswith(("ال", "لل")):
        return _with_article(found.head, rest, country, proper)
    return _without_article(found, rest, country, proper)


def _committee(text: Stream, found: Body, rest: list[str]) -> bool:
    """Whether a committee is told apart by two adjectives, or as the one between two countries."""
    definite = text.word(found.first)[found.skip :].startswith(("ال", "لل"))
    return definite and len(rest) > 1 and not _SHARED & {text.word(found.last)}


def _of_kind(found: Body, rest: list[str], zone: Zone, lexicon: Lexicon) -> bool:
    """Whether a head that is many other things too is a body's by what follows it."""
    wanted = _NEEDED.get(found.head)
    if found.head in _OF_A_COUNTRY and lexicon.country(rest[-1]) is None:
        return False
    if wanted is None or rest[0] in wanted:
        return True
    kingdom = rest[0].startswith("الممل")  # the chair that it holds in turn
    where = found.first + 1 in zone.known and not kingdom
    return found.head == "رياسه" and where and zone.text.word(found.first)[: found.skip] in _PLAIN


def _with_article(head: str, rest: list[str], country: bool, proper: bool) -> bool:
    """Whether a head with the article is named by what follows: one adjective is rarely enough."""
    if len(rest) == 1 and head not in _ONE_WORD and rest[0] not in _ALLIED.get(head, ()):
        return country or proper
    return rest[0].startswith("ال") or country or rest[0] in LINKS


def _without_article(found: Body, rest: list[str], country: bool, proper: bool) -> bool:
    """Whether a head without the article is made definite by its first complement."""
    definite = rest[0].startswith("ال")
    if found.head in PRESS:
        return definite or proper
    if found.head in _NEVER_BARE and rest[0] in _TASKS and len(rest) > 1:
        return True
    if found.head in _NEVER_BARE or (country and not definite) or rest[0].startswith("لل"):
        return False
    if found.head in WEAK and len(rest) == 1 and definite:
        return proper
    special = found.head in _PROPER or rest[0] in _HIGH or found.last - found.first > 3
    return proper or definite or rest[0] in LINKS or special


@lru_cache(maxsize=1 << 14)
def _field(word: str) -> int | None:
    """How many letters are attached before a ministry's field; None if the word is none."""
    return next((n for n in range(2) if word[n:] in _FIELDS and word[:n] in _ATTACHED), None)


def _ministry(zone: Zone, at: int, lexicon: Lexicon) -> Body | None:
    """A ministry called by its field and country alone: الداخلية الإسبانية."""
    text, skip = zone.text, _field(zone.text.word(at))
    before, after = text.word(at - 1), text.word(at + 1)
    if skip is None or not after.endswith("ه") or lexicon.country(after) is None:
        return None
    inside = before in LINKS or before in OFFICES or before.startswith(("ال", "وال", "بال", "لل"))
    field = inside or before in NOUNS or before[1:] in LINKS
    return None if field and skip == 0 else Body(at, at + 2, skip, "وزاره")


def bodies(zone: Zone, lexicon: Lexicon) -> Iterator[Body]:
    """The organisations that their head words give away."""
    free = 0
    for at, piece in enumerate(zone.text.pieces):
        if at >= free and piece.word and (_opening(piece.text) or _field(piece.text) is not None):
            found = body_at(zone, at, lexicon) or _ministry(zone, at, lexicon)
            if found:
                yield found
                free = found.last
