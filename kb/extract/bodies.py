"""Organisations nobody has told us of: a head word and what names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kb.extract.lexicon import Lexicon
from kb.extract.stream import Stream
from kb.extract.titles import bare, head_of
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
_ONE_WORD = folded("جيش مجلس حزب حركه اتحاد بنك حلف درك برلمان مصرف كونغرس")
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


def body_at(text: Stream, at: int, lexicon: Lexicon, known: Mapping[int, int]) -> Body | None:
    """The organisation whose name opens at a piece."""
    head = _head(text, at)
    if head is None:
        return None
    index = at + 1
    while index - at < _LONGEST:
        step = _step(text, index, at, head[1], lexicon, known)
        if not step:
            break
        index += step
    found = Body(at, index, *head)
    return found if _named(text, found, lexicon, known) else None


def _step(
    text: Stream, at: int, first: int, head: str, lexicon: Lexicon, known: Mapping[int, int]
) -> int:
    """How many pieces from here on belong to the name that opened at first."""
    word, before = text.word(at), text.word(at - 1)
    if word == '"':
        return _quoted(text, at) if at == first + 1 else 0
    if not text.pieces[at].word or word in _CLOSED or word in FORMER or word[-1].isdigit():
        return 0
    country = lexicon.country(before)
    if at in known and word[0] != "ب":
        return 0 if country else known[at] - at
    if word == "بين" and before == "المشتركه":
        return known[at + 1] - at if at + 1 in known else int(text.word(at + 1) in LINKS)
    if word in _REALMS:
        return known[at] - at if at in known else 2 * (at + 1 in known)
    if word == "في" or word.startswith("ب"):
        return _beside(text, at, head, known)
    if word in STOPS or word in HONORIFICS or word in RANKS or word in OFFICES:
        return 0
    if word.startswith("ال"):
        return int((not country and before != '"') or lexicon.country(word) is not None)
    if country and head in _ENDS_WITH_COUNTRY:
        return 0
    if word.startswith("لل") or (word[:1] == "ل" and word[1:] in LINKS):
        return 1
    return _onward(text, at, first, head, country is not None)


def _onward(text: Stream, at: int, first: int, head: str, closed: bool) -> int:
    """A word without the article: a link to the next, a joined complement, a proper name."""
    word, before, after = text.word(at), text.word(at - 1), text.word(at + 1)
    definite = after.startswith("ال") or after in LINKS
    if closed:
        return 0
    if word in {"رفيع", "رفيعه"} and after == "المستوي":
        return 2
    if word.startswith("وال"):
        fits = head in _JOINS and before.startswith(("ال", "لل", "وال"))
        return int(fits and bare(word[1:]) not in HEADS and word[1:] not in OFFICES | STOPS)
    if at == first + 1:
        proper = head in _PROPER and word not in NOUNS and word not in GIVEN and len(word) > 2
        proper = proper and not word.endswith(("ه", "ات")) and word not in ATTRIBUTES
        return int((word in LINKS and definite) or proper)
    return int(word in LINKS and definite and before in LINKS)


def _beside(text: Stream, at: int, head: str, known: Mapping[int, int]) -> int:
    """Where a body sits, if its kind is told apart by that."""
    if head not in _BESIDE:
        return 0
    if text.word(at) == "في":
        return known[at + 1] - at if at + 1 in known else 0
    if head not in _SEATED:
        return 0
    if at in known:
        return known[at] - at
    return int(text.word(at).startswith("بالعاصمه"))


def _quoted(text: Stream, at: int) -> int:
    """The pieces of a short name in quotes, quotes included."""
    for index in range(at + 1, min(at + 6, len(text.pieces))):
        if text.word(index) == '"':
            return index + 1 - at if index > at + 1 else 0
        if not text.pieces[index].word:
            return 0
    return 0


_SHARED = folded("للبلدين البلدين الطرفين الدولتين الجانبين")
_SERVICES = folded("مخابرات استخبارات")


def _named(text: Stream, found: Body, lexicon: Lexicon, known: Mapping[int, int]) -> bool:
    """Whether the words after the head name one body rather than a kind of body."""
    rest = [p.text for p in text.pieces[found.first + 1 : found.last] if p.word]
    if not rest or all(word in VAGUE for word in rest) or _SHARED & {*rest, text.word(found.last)}:
        return False
    if found.head in _SERVICES and not head_of(text, found.first - 1):
        return False
    if head_of(text, found.first - 1) and set(text.words(found.first, found.last).split()) <= _BARE:
        return False
    definite = text.word(found.first)[found.skip :].startswith(("ال", "لل"))
    if found.head == "قوه" and not definite:
        return False
    if found.head in PRESS:
        return rest[0].startswith("ال") or text.word(found.first + 1) == '"'
    if definite and len(rest) == 1 and found.head not in _ONE_WORD:
        return bool(lexicon.country(rest[0])) or found.first + 1 in known
    if not definite and lexicon.country(rest[0]) and not rest[0].startswith("ال"):
        return False
    if not definite and found.head in WEAK and len(rest) == 1 and rest[0].startswith("ال"):
        return found.first + 1 in known or text.word(found.first + 1) == '"'
    if definite:
        return rest[0].startswith("ال") or bool(lexicon.country(rest[0])) or rest[0] in LINKS
    if rest[0].startswith("لل"):
        return False
    return _construct(rest[0], found, known)


def _construct(word: str, found: Body, known: Mapping[int, int]) -> bool:
    """Whether the first complement makes a head without the article definite."""
    if found.first + 1 in known or word.startswith(("ال", "لل")) or word in LINKS:
        return True
    return found.head in _PROPER or word.startswith("رفيع") or found.last - found.first > 3


def bodies(text: Stream, lexicon: Lexicon, known: Mapping[int, int]) -> Iterator[Body]:
    """The organisations that their head words give away."""
    at = 0
    while at < len(text.pieces):
        found = body_at(text, at, lexicon, known) if text.pieces[at].word else None
        if found:
            yield found
        at = found.last if found else at + 1
