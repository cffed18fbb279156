"""Offices as they are written: where the words of a title begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kb.extract.lexicon import Lexicon
from kb.extract.stream import Stream, Zone
from kb.extract.trace import note
from kb.extract.words import (
    ATTRIBUTES,
    FIELDS,
    FORMER,
    GIVEN,
    HONORIFICS,
    LINKS,
    OFFICES,
    PAIRED,
    PARTICLES,
    RANKS,
    STOPS,
    folded,
)

_LONGEST = 16
_QUOTED = 4  # words of a name in quotation marks
_IN_A_ROW = 12  # titles; without a bound thousands in a row took minutes
_BESIDE = folded("في لدي الي لجمهوريه")
_FIELD = folded("خبير خبيره باحث باحثه محلل محلله متخصص متخصصه مختص مختصه استاذ استاذه")
_YEARS = folded("الماضي المقبل الجاري القادم المنصرم الحالي")
_ATTACHED = frozenset({"", "و", "ف", "ب", "ل", "ك", "وب", "ول"})
_AT_HOME = folded("وزير وزيره ملك عاهل")  # where such a one is, is no part of the office
_SENT = folded("سفير سفيره مبعوث مبعوثه ممثل ممثله مندوب قنصل قائم قائمه ملحق")
_ABROAD = folded("الخارج جمهوريه مملكه دوله حكومة البرلمان")
_PARTICIPLES = (
    "المعتمد",
    "المكلف",
    "المنتدب",
    "المقيم",
    "الجديد",
    "الخاص",
    "الدايم",
    "السامي",
    "الموقت",
    "الانتقالي",
    "المنتخب",
)
_CHARGED = ("المكلف", "مكلف")  # "charged with" a body: its name has the letter of "with" before it
_WORKING = folded("مدير مديره مستشار مستشاره وكيل مسوول مسووله مكلف مكلفه")
_REGIONS = folded("اوروبا افريقيا الساحل الصحراء")
_HELD_IN = _FIELD | {"كاتب", "كاتبه", "عضو", "عضوه", "قيادي", "ناشط"}
_GENERAL = folded("العام عام")
_NO_OFFICE = folded("الدولة الأول أول الملكي")
_CHIEF = folded("العام العامة السامي السامية")
_PEER = re.compile(r"[وبل]?نظير(?:ه|ها|هم|هما|ته|تها|تهم)$")
_OWN = re.compile(
    r"[وبل]?(نايب|مستشار|مساعد|وزير|مبعوث|سفير|ممثل|رييس|مدير|قايد|ناطق|متحدث|امين)"
    r"(?:ه|ها|هم|هما|ته|تها|تهم)$"
)
_DEPUTIES = folded("نائب نائبه مساعد مساعده نظير مستشار مستشاره كبير وكيل")
_FOR = {(n, word) for n in range(3) for word in folded("نائب نائبه عضو عضوه ممثل ممثله")}
_ACCUSATIVE = folded("وزيرا سفيرا مبعوثا قائدا مستشارا ممثلا منسقا مندوبا مفوضا محافظا أمينا نائبا")
_TO = folded("لدى في إلى لشؤون لوزارة لمجلس لرئيس")
_SERVED = folded("الرئيس الملك الامير الوزير السلطان")
_CLOSING = folded("المذكور نفسه ذاته ذاتها نفسها")


@dataclass(frozen=True, slots=True)
class Title:
    """The pieces of one office and the letters attached before its first."""

    first: int
    last: int
    skip: int
    head: str  # its opening word, without attached letters and the article
    own: bool = False  # with a pronoun: his deputy
    inner: int = 0  # piece of an office with the article inside it, whose holder a name after it is


def bare(word: str) -> str:
    """A folded word without the article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def head_of(text: Stream, index: int) -> tuple[int, str] | None:
    """The attached letters and the office word of a piece that opens a title, else None."""
    word = text.word(index)
    found = _office(word)
    if found is None:
        return None
    if not _paired(text, index, found[1]):
        note("office", "an office before certain words only", text.span, index, index + 1, found[0])
        return None
    # his deputy: a pronoun, not a woman's office
    return None if word.endswith("ه") and text.raw(index).endswith("ه") else found


@lru_cache(maxsize=1 << 14)
def _office(word: str) -> tuple[int, str] | None:
    """The attached letters and the office word of a folded word."""
    for skip in range(3):
        stem = word[skip:]
        if stem in OFFICES and word[:skip] in _ATTACHED:
            return skip, bare(stem)
        if word.startswith("لل", skip) and f"ال{word[skip + 2 :]}" in OFFICES:
            return skip + 1, word[skip + 2 :]
    return None


def may_open(word: str) -> bool:
    """Whether a folded word can open a title at all."""
    return _office(word) is not None or "نظير" in word or _OWN.match(word) is not None


def _paired(text: Stream, index: int, head: str) -> bool:
    """Whether a word that is an office only before certain words stands before one of them."""
    after = PAIRED.get(head)
    if head in _ACCUSATIVE and not _indefinite(text.word(index + 1)):
        return False
    if text.word(index + 1) in {"بن", "ابن"}:
        return False
    return after is None or (text.word(index + 1) in after if after else _goes_on(text, index + 1))


def _indefinite(after: str) -> bool:
    """Whether a word goes on with an office without the article: minister for, envoy to."""
    return after.startswith("لل") or after in _TO or after in ATTRIBUTES or after[:-1] in ATTRIBUTES


def _goes_on(text: Stream, index: int) -> bool:
    word = text.word(index)
    return word.startswith("ال") or word in LINKS


def title_at(zone: Zone, index: int, lexicon: Lexicon) -> Title | None:
    """The office that opens at a piece."""
    text = zone.text
    if not may_open(text.word(index)):
        return None
    if _PEER.match(text.word(index)):
        return _peer(text, index, lexicon)
    plain = head_of(text, index)
    head = plain or _of_his(text, index)
    if head is None:
        return None
    at = index + 1
    while at - index < _LONGEST:
        step = _step(zone, at, index, lexicon)
        if not step:
            break
        at += step
    while at - 1 > index and text.word(at - 1) in PARTICLES:
        at -= 1
    if at == index + 1 and text.word(index)[head[0] :] in HONORIFICS:
        return None
    return Title(index, at, *head, plain is None, _inner(text, index, at, head[1]))


def _of_his(text: Stream, index: int) -> tuple[int, str] | None:
    """The attached letters and the office word of one with a pronoun: his deputy."""
    found = _OWN.match(text.word(index))
    if found is None or text.raw(index).endswith("ة"):  # an office of a woman
        return None
    return found.start(1), found.group(1)


def opens(text: Stream, at: int) -> bool:
    """Whether an office opens at a piece: with its body, or with a pronoun."""
    peer = _PEER.match(text.word(at)) is not None
    return peer or head_of(text, at) is not None or _of_his(text, at) is not None


def _inner(text: Stream, first: int, last: int, head: str) -> int:
    """The office with the article that a title is at the service of: مبعوث الرئيس الأمريكي."""
    if head in _DEPUTIES:
        return 0
    inside = (at for at in range(first + 1, last) if text.word(at) in _SERVED)
    return next(inside, 0)


def _peer(text: Stream, at: int, lexicon: Lexicon) -> Title:
    """His counterpart, with the country that tells which."""
    last = at + 1
    while lexicon.country_behind(text.word(last), text.word(last - 1)):
        last += 1
    last += text.word(last) in FORMER
    return Title(at, last, text.word(at).index("نظير"), "نظير")


def _step(zone: Zone, at: int, start: int, lexicon: Lexicon) -> int:
    """How many pieces from here on belong to the title that opened at start."""
    text, word = zone.text, zone.text.word(at)
    if word == '"':
        return _quoted(text, at)
    if not word or not text.pieces[at].word or word in _CLOSING:
        return 0
    if word in OFFICES or word in HONORIFICS or word in RANKS:
        return _office_inside(text, at, start)
    if at in zone.known:
        return _known_step(zone, at, start, lexicon)
    if word in _BESIDE or (word == "عن" and head_of(text, start) in _FOR):
        return _beside(zone, at, start)
    return _noun_step(text, at, lexicon)


def _known_step(zone: Zone, at: int, start: int, lexicon: Lexicon) -> int:
    """How many pieces of a known name belong to the title before it."""
    word, before = zone.text.word(at), zone.text.word(at - 1)
    if word[0] == "و" and word[1:] in _REGIONS and before in _REGIONS:
        return 1  # "for West Africa and the Sahel"
    charged = before.startswith(_CHARGED)
    inside = charged or not with_bi(zone, at, lexicon) or _seated(zone, at, start)
    return zone.known[at] - at if inside else 0


def _quoted(text: Stream, at: int) -> int:
    """The pieces of the short name in quotation marks of what an office is the office of."""
    before = text.word(at - 1)
    if not (
        before in LINKS or before[1:] in LINKS or (_office(before) and not before.startswith("ال"))
    ):
        return 0
    ends = (n for n in range(at + 2, at + 2 + _QUOTED) if text.word(n) == '"')
    end = next(ends, 0)
    return end + 1 - at if end and all(text.pieces[n].word for n in range(at + 1, end)) else 0


def with_bi(zone: Zone, at: int, lexicon: Lexicon) -> bool:
    """Whether the known name at a piece has ب (in, at) attached, and does not begin with it."""
    word = zone.text.word(at)
    if word[0] != "ب" or word in LINKS:
        return False
    return lexicon.named(zone.text.words(at, zone.known[at])) is None


def _noun_step(text: Stream, at: int, lexicon: Lexicon) -> int:
    """One if the noun or adjective at a piece goes on with the title, else none."""
    word, before = text.word(at), text.word(at - 1)
    general = word in _GENERAL and text.word(at + 1) not in _YEARS
    if general or word in (PAIRED.get(before) or ()):
        return 1
    if word in STOPS or word in GIVEN:
        return 0
    attribute = word in ATTRIBUTES or (word[-1] == before[-1:] == "ا" and word[:-1] in ATTRIBUTES)
    if word in LINKS or attribute or lexicon.country_behind(word, before) or _his(word, before):
        return 1
    if word.startswith("ال"):
        return int(not lexicon.country(before) or word.startswith(_PARTICIPLES) or word in FORMER)
    if word[0] == "و":
        return int(_joined(text, at, lexicon.country(before) is not None))
    return int(_attached(text, at))


def _his(word: str, before: str) -> bool:
    """Whether a word is an office's field with a pronoun, right after the office: وزير دفاعه."""
    return (
        _office(before) is not None
        and (word[:-1] in LINKS or word[:-2] in LINKS)
        and word[-1] in "هام"
    )


def _seated(zone: Zone, at: int, start: int) -> bool:
    """Whether the place after ب belongs to the office rather than to the sentence."""
    text, after = zone.text, zone.known[at]
    if zone.known.get(after) == after or text.word(after) in GIVEN:
        return True  # the holder's name stands right behind it
    head = head_of(text, start)
    stands = text.word(at).startswith(("بدول", "بمملك", "بجمهوري", "بالجمهوري"))
    accredited = text.word(at - 1).startswith("المعتمد")
    works = head is not None and head[1] in _FIELD and text.word(at)[1:] in LINKS
    works |= (
        head is not None and head[1] in _WORKING and text.word(at)[1:] in LINKS and at > start + 1
    )
    return stands or accredited or works or (head is not None and head[1] in _SENT)


def _office_inside(text: Stream, at: int, start: int) -> int:
    """An office word belongs to the title before it when that one is not complete yet."""
    word, before = text.word(at), text.word(at - 1)
    if word == "خادم" and text.word(at + 1) == "الحرمين":
        return 3  # the Saudi king's own title
    if word in _NO_OFFICE or (word in OFFICES and _linking(before)):
        return 1
    if bare(word) in _FIELD and bare(before) in _FIELD and at - 1 == start:
        return 1
    inside = at - 1 == start and not before.startswith("ال")
    return int(inside and (word in OFFICES or word == "الملك"))


def _beside(zone: Zone, at: int, start: int) -> int:
    """A preposition and what it governs: a place, or the field of an expert."""
    text, after = zone.text, zone.text.word(at + 1)
    head = head_of(text, start)
    if text.word(at) == "الي" and (head is None or head[1].removesuffix("ا") not in _SENT):
        return 0
    if at + 1 in zone.known:
        last = zone.known[at + 1]
        if after in _REGIONS and text.word(last)[1:] in _REGIONS:
            return last + 1 - at  # "in Europe and Africa"
        home = text.word(at) == "في" and after != "حكومه"
        away = head is not None and head[1] in _AT_HOME and home
        return 0 if away else zone.known[at + 1] - at
    field = head is not None and head[1] in _HELD_IN
    fits = _definite(after) or (field and after not in STOPS and _definite(text.word(at + 2)))
    return 2 if fits and (field or text.word(at) != "في" or after in _ABROAD) else 0


def _noun(word: str) -> bool:
    """Whether a word can be joined to by و within a title: it has the article, or is a region's."""
    return word.startswith(("ال", "لل", "وال", "بال")) or word in _REGIONS


def _linking(word: str) -> bool:
    """Whether a word carries the title on to an office after it."""
    return word in LINKS or word[1:] in LINKS or bare(word) in ATTRIBUTES


def _definite(word: str) -> bool:
    """Whether a word makes the one before it definite."""
    return word.startswith("ال") or word in LINKS


def _attached(text: Stream, at: int) -> bool:
    """Whether a word with ل or ب attached goes on with the title."""
    word, before = text.word(at), text.word(at - 1)
    if (word.startswith("لل") and len(word) > 3) or word == "بالخارج":
        return True
    if word == "باسم":
        return True
    if word.startswith("بال"):
        return word[3:] in LINKS or before.startswith(("المكلف", "المعتمد", "مكلف"))
    carries = word[1:] in LINKS or word[1:] in OFFICES or (word[0] == "ل" and before in _CHIEF)
    return word[:1] in {"ل", "ب"} and carries and _definite(text.word(at + 1))


def _joined(text: Stream, at: int, country: bool) -> bool:
    """Whether a word with و attached goes on with the title; after a country it does not."""
    word, before = text.word(at), text.word(at - 1)
    stem, definite = word[1:], _definite(text.word(at + 1))
    if stem.startswith(("لل", "بال")):
        return stem.startswith("لل") or _noun(before)
    if stem.startswith("ال"):
        return not country and _noun(before) and stem not in OFFICES and stem not in STOPS
    if stem in ATTRIBUTES and before in ATTRIBUTES:
        return True
    if stem in FIELDS and text.word(at + 1).startswith("ال"):
        return not country and _noun(before)
    goes_on = stem in LINKS or (stem[:1] == "ل" and stem[1:] in LINKS)
    return goes_on and definite and not country and stem not in OFFICES


def _one_office(text: Stream, title: Title, after: Title) -> bool:
    """Whether two titles in a row make one: a field in two words, or a rank without its body."""
    if title.head in _FIELD and after.head in _FIELD:
        return True
    if after.head == "عضو" and text.words(title.first, title.last).endswith("وزير الدوله"):
        return True
    rest = range(title.first + 1, title.last)
    unfinished = all(bare(text.word(at)) in ATTRIBUTES for at in rest) and bool(rest)
    return unfinished and text.word(after.first).startswith("و") and after.skip == 1


def _apposed(text: Stream, at: int) -> bool:
    """Whether a piece opens another title of the same person: no preposition is attached."""
    head = head_of(text, at) or _of_his(text, at)
    return head is not None and text.word(at)[: head[0]] in {"", "و"}


def _once(zone: Zone, index: int, lexicon: Lexicon) -> Title | None:
    """The office that opens at a piece, read once: runs of titles are asked for from each."""
    if index not in zone.titles:
        zone.titles[index] = title_at(zone, index, lexicon)
    found: Title | None = zone.titles[index]
    return found


def titles_at(zone: Zone, index: int, lexicon: Lexicon) -> tuple[Title, ...]:
    """The offices that follow one another from a piece on, by commas, by و or by nothing."""
    text = zone.text
    found: list[Title] = []
    at = index
    for _ in range(_IN_A_ROW):
        title = _once(zone, at, lexicon)
        if title is None:
            break
        if found and text.word(at)[: title.skip] not in {"", "و"}:
            break
        if found and _one_office(text, found[-1], title):
            found[-1] = replace(found[-1], last=title.last)
        else:
            found.append(title)
        at = title.last
        if text.word(at) in {"،", ","} and _apposed(text, at + 1):
            at += 1
    return tuple(found)
