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
_PROPER = folded("قوات حركه جبهه جماعه حزب شركه ميليشيا مليشيا كتيبه بنك")
_ONE_WORD = folded("جيش مجلس حزب حركه اتحاد بنك حلف درك مصرف كونغرس")
_ENDS_WITH_COUNTRY = folded("حكومه جيش قوات سفاره وزاره حزب برلمان مخابرات استخبارات")
_BESIDE = folded("بعثه ولايه تنظيم سفاره قياده قنصليه قوه مكتب")
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
_PREPOSITIONS = folded("في بين") | _REALMS
_GENERAL = folded("الأمن المجلس المركز الاتحاد القطاع الرأي الحق المؤتمر الأمين المكتب الديوان")
_HIGH = folded("رفيع رفيعة")
_NEVER_BARE = folded("قوة")
_SHARED = folded("للبلدين البلدين الطرفين الدولتين الجانبين")
_SERVICES = folded("مخابرات استخبارات")


class Body(NamedTuple):
    """The pieces of an organisation's name, the letters attached in front, and its head word."""

    first: int
    last: int
    skip: int
    head: str


def _head(text: Stream, at: int) -> tuple[int, str] | None:
    """The attached letters and the bare head word of a piece that may open a body's name."""
    word = text.word(at)
    found = _opening(word)
    adjective = word.startswith("ال") and text.word(at - 1) in _BEFORE_ADJECTIVE
    return None if adjective else found


@lru_cache(maxsize=1 << 14)
def _opening(word: str) -> tuple[int, str] | None:
    """The attached letters and the bare head word of a folded word."""
    if word in STOPS:
        return None
    for skip in range(3):
        if word[:skip] in _ATTACHED:
            stem = word[skip:]
            if stem in HEADS or stem in PRESS or (stem.startswith("ال") and stem[2:] in HEADS):
                return skip, bare(stem)
    for skip in range(2):
        if word.startswith("لل", skip) and word[skip + 2 :] in HEADS:
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
    if at in zone.known and not with_bi(zone, at, lexicon):
        return 0 if lexicon.country(text.word(at - 1)) else zone.known[at] - at
    if word in _PREPOSITIONS or (word[0] == "ب" and word not in LINKS):
        return _beside(zone, at, body.head)
    general = word == "العام" and text.word(at - 1) in _GENERAL
    if not general and (word in STOPS or word in HONORIFICS or word in RANKS or word in OFFICES):
        return 0
    return int(_noun_step(text, at, body, lexicon)) or _superlative(text, at)


def _superlative(text: Stream, at: int) -> int:
    """The two pieces of رفيع المستوى."""
    return 2 * (text.word(at) in _HIGH and text.word(at + 1) == "المستوي")


def _noun_step(text: Stream, at: int, body: Body, lexicon: Lexicon) -> bool:
    """Whether the noun or adjective at a piece goes on with the name."""
    word, before = text.word(at), text.word(at - 1)
    closed = lexicon.country(before) is not None
    if word.startswith("ال"):
        full = body.head in PRESS and at > body.first + 1
        return lexicon.country(word) is not None or not (closed or full or before == '"')
    if closed and body.head in _ENDS_WITH_COUNTRY:
        return False
    if word.startswith("لل") or (word[:1] == "ل" and word[1:] in LINKS):
        return True
    if closed:
        return False
    if word.startswith("وال"):
        return body.head in _JOINS and _joins(word[1:], before)
    return _onward(text, at, body)


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
        return (next_known or int(text.word(at + 1) in LINKS)) if shared else 0
    if word == "في":
        return next_known if head in _BESIDE else 0
    if head not in _SEATED:
        return 0
    return known[at] - at if at in known else int(word.startswith("بالعاصمه"))


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
    if not rest or all(word in VAGUE for word in rest) or _SHARED & {*rest, text.word(found.last)}:
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


def _with_article(head: str, rest: list[str], country: bool, proper: bool) -> bool:
    """Whether a head with the article is named by what follows: one adjective is rarely enough."""
    if len(rest) == 1 and head not in _ONE_WORD:
        return country or proper
    return rest[0].startswith("ال") or country or rest[0] in LINKS


def _without_article(found: Body, rest: list[str], country: bool, proper: bool) -> bool:
    """Whether a head without the article is made definite by its first complement."""
    definite = rest[0].startswith("ال")
    if found.head in PRESS:
        return definite or proper
    if found.head in _NEVER_BARE or (country and not definite) or rest[0].startswith("لل"):
        return False
    if found.head in WEAK and len(rest) == 1 and definite:
        return proper
    special = found.head in _PROPER or rest[0] in _HIGH or found.last - found.first > 3
    return proper or definite or rest[0] in LINKS or special


def bodies(zone: Zone, lexicon: Lexicon) -> Iterator[Body]:
    """The organisations that their head words give away."""
    free = 0
    for at, piece in enumerate(zone.text.pieces):
        if at >= free and piece.word and _opening(piece.text):
            found = body_at(zone, at, lexicon)
            if found:
                yield found
                free = found.last
