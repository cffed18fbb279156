"""Names of people nobody has told us of: where a name begins, goes on and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kb.extract.lexicon import Lexicon
from kb.extract.speechwords import saying
from kb.extract.stream import Stream, Zone
from kb.extract.titles import bare, head_of, may_open, opens, titles_at
from kb.extract.trace import note
from kb.extract.words import (
    AMBIGUOUS,
    ATTRIBUTES,
    COMPOUND,
    FORMER,
    GIVEN,
    GIVEN_AS_WRITTEN,
    GIVEN_FOREIGN,
    HEADS,
    HONORIFICS,
    LINKS,
    LOOSE_RANKS,
    NAMED_AFTER,
    NOUNS,
    OFFICES,
    OPENING,
    PRESS,
    RANKS,
    STOPS,
    TIMES,
    VERBS,
    folded,
)

_LONGEST = 5  # words of a name, compounds counted once
_LATE = re.compile(r"[ولب]|(?:سي|ست|سن|ي|ت|ن)\w{3,}$")  # no third word of a name begins so
_IMPERFECT = re.compile(r"ي\w{3,4}$")
_VERBAL = re.compile(r"(?:سي|ست|سن)\w{2,}$|ي\w{3,}$")
_CLITICS = frozenset({"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"})
_SAYING = folded(
    "قال أكد أضاف صرح أوضح أعلن ذكر أفاد أبرز اعتبر لفت كشف قالت أكدت أضافت أوضحت أعلنت"
    " كتب كتبت غرد علق لاحظ"
    " تساءل يقول يرى شدد أشار رأى اعترف أقر تابع أردف دعا حذر نبه جدد أعرب تقول ترى شددت أشارت"
    " برئاسة بقيادة يقوده ترأسه يترأسه يرأسه"
)
_CLOSING = frozenset({"ان", "الذي", "التي", "في", ":", "(", "بان"})
_TELLING = GIVEN | HONORIFICS | RANKS | _SAYING | {"عبد"}
_NAMES = GIVEN | COMPOUND
_FATHERS = folded("ولد بن ابن")
_ADDRESSED = GIVEN | HONORIFICS | RANKS
_ENDINGS = ("يين", "ها", "هم", "هما")
_COMMA = frozenset({"،", ","})
_BEHIND = _COMMA | HONORIFICS | RANKS


_PLURAL = 6  # letters; الدين ends many names
_SHORT = 4  # letters; a family's name with the article has more
_WITH = folded(
    "مع بحضور برئاسة بقيادة من وبين بين كلا كل بينهم بينهما برفقة رفقة لقاء استقبال تعيين ل إلى خلف"
)

_PRESS_OR_HEADS = PRESS | HEADS
_VERBS_OR_SAYING = VERBS | _SAYING


class Name(NamedTuple):
    """The pieces of a person's name, the letters attached in front, and the rule that found it."""

    first: int
    last: int
    skip: int
    rule: str


@lru_cache(maxsize=1 << 14)
def _common(word: str) -> bool:
    """Whether a folded word is one that no personal name holds."""
    if word in STOPS or word in NOUNS or word in OFFICES or word in HEADS or word in LINKS:
        return True
    stem = bare(word)
    return word in ATTRIBUTES or stem in ATTRIBUTES or stem in NOUNS or stem in HEADS


@lru_cache(maxsize=1 << 14)
def _never(word: str) -> bool:
    """Whether a folded word, attached letters and all, ends a name before it."""
    if _common(word) or word in FORMER or word in HONORIFICS or word in RANKS:
        return True
    if word.endswith(_ENDINGS) or word.startswith(("لل", "بال", "وال")):
        return True
    return word[0] in "وبل" and _common(word[1:]) and word[1:] not in GIVEN


def _fits(zone: Zone, at: int, count: int, lexicon: Lexicon) -> bool:
    """Whether a piece may be the next word of a name that has `count` words."""
    text, word = zone.text, zone.text.word(at)
    if at in zone.known or len(word) < 2 or word[0].isdigit() or _accusative(text, at):
        return False
    if word in GIVEN or word in COMPOUND:
        return word not in STOPS or _given(text, at, count)
    father = count > 0 and text.word(at - 1) == "بن" and word not in VERBS
    if father or _surname_too(text, at, count) or (count == 1 and _with_waw(text, at, lexicon)):
        return True
    if _never(word) or word[0] == "و" or lexicon.country(word) or _possessed(text, at):
        return False
    return not _conjugated(word, text.word(at - 1), count)


def _accusative(text: Stream, at: int) -> bool:
    """Whether a word is printed with the ending of an indefinite object, as no name is."""
    return text.word(at).endswith("ا") and "\u064b" in text.raw(at)


def _with_waw(text: Stream, at: int, lexicon: Lexicon) -> bool:
    """Whether a word behind a foreign first name is a surname in W: واتسون, ويلسون."""
    word, stem = text.word(at), text.word(at)[1:]
    if text.word(at - 1) not in GIVEN_FOREIGN or not word.startswith(("وا", "وي", "وو")):
        return False
    if len(word) < _PLURAL - 1 or word.startswith("وال") or _common(stem) or _possessed(text, at):
        return False
    verb = {word, stem} & _VERBS_OR_SAYING or saying(word) is not None
    return not (verb or stem in GIVEN or stem in OPENING or lexicon.country(stem))


def _conjugated(word: str, before: str, count: int) -> bool:
    """Whether a word is formed like a verb where the name so far gives no reason to read on."""
    if count == 0:
        return _VERBAL.match(word) is not None
    if count == 1:
        return before not in _NAMES and _IMPERFECT.match(word) is not None
    if word.startswith("ال") and word.endswith("ين") and len(word) > _PLURAL:
        return word != "العابدين"  # those who … are no family
    proper = word.startswith("ال") or word.endswith("الله")
    return not proper and _LATE.match(word) is not None


def _possessed(text: Stream, at: int) -> bool:
    """Whether a word ends with a pronoun (his …) rather than with the feminine ending."""
    word = text.word(at)
    return len(word) > 4 and word[-1] == "ه" and word[-2] != "ي" and text.raw(at).endswith("ه")


def _surname_too(text: Stream, at: int, count: int) -> bool:
    """Whether a word that is a verb or an office elsewhere can only be a name here."""
    word = text.word(at)
    first = word in HONORIFICS or word == "ثاني"  # الشيخ ولد …, ثاني بن …
    if count == 0 and first and text.word(at + 1) in _FATHERS:
        return True
    if word in OFFICES and (count or text.word(at + 1) in COMPOUND):
        return head_of(text, at) is None  # الأمين, مساعد
    alone = at + 1 >= len(text.pieces) or not text.pieces[at + 1].word
    return count == 1 and word in VERBS and word[0] not in "يت" and alone


def _given(text: Stream, at: int, count: int) -> bool:
    """Whether a first name that is another word too (علي, رجب) is one here."""
    if text.word(at) in TIMES:
        return count > 0 or not (_common(text.word(at + 1)) or text.word(at + 1).isdigit())
    return text.raw(at) in GIVEN_AS_WRITTEN


def name_at(zone: Zone, at: int, lexicon: Lexicon, count: int = 0) -> int:
    """Where a name that has `count` words already ends (exclusive); the piece itself if none."""
    text = zone.text
    index = at
    while count < _LONGEST and _fits(zone, index, count, lexicon):
        if text.word(index) in COMPOUND and _joins(zone, index + 1, lexicon):
            index += 2
            count += 1
            continue
        index += 1
        count += 1
        if count > 1 and _family(text, index - 1) and not _goes_on(text, index):
            break
        if text.word(index) == "-" and _hyphen(text, index):
            index += 1
            count -= 1
    while index > at and _hanging(text, index - 1):
        index -= 1
    return index


def _family(text: Stream, at: int) -> bool:
    """Whether a word is formed like the name of a family: with the article and the ending -i."""
    word = text.word(at)
    return word.startswith("ال") and word.endswith("ي") and len(word) > _PLURAL - 1


def _goes_on(text: Stream, at: int) -> bool:
    """Whether a word may stand behind the name of a family: another one, a father, a first name."""
    word = text.word(at)
    return word.startswith("ال") or word == "-" or word in _FATHERS or word in _NAMES


def _hanging(text: Stream, at: int) -> bool:
    """Whether a name cannot end with a piece: it opens what is not there."""
    word = text.word(at)
    return word == "-" or (word in OPENING and text.word(at - 1) not in _FATHERS)


def _joins(zone: Zone, at: int, lexicon: Lexicon) -> bool:
    """Whether the word after a compound's opening belongs to the name."""
    if at in zone.known:
        return False
    return zone.text.word(at).startswith("ال") or _fits(zone, at, 1, lexicon)


def _hyphen(text: Stream, at: int) -> bool:
    """Whether a dash binds the words on both sides without spaces."""
    mark = text.pieces[at]
    tight = text.pieces[at - 1].end == mark.start
    return tight and at + 1 < len(text.pieces) and text.pieces[at + 1].start == mark.end


def _length(text: Stream, first: int, last: int) -> int:
    """How many words a name has, compounds and their openings counted once."""
    return sum(
        1 for p in text.pieces[first:last] if p.word and (p.text not in OPENING) and len(p.text) > 1
    )


def _opened(text: Stream, at: int) -> int:
    """The first piece of a name after honorifics and ranks."""
    while text.word(at) in HONORIFICS or text.word(at) in RANKS:
        given = text.word(at) in GIVEN and text.word(at + 1) not in _ADDRESSED
        if given or text.word(at + 1) in _FATHERS:
            break
        at += 1
    return at


def _plausible(text: Stream, first: int, last: int) -> bool:
    """Whether a run of words may stand as a name where nothing but its place speaks for it."""
    length = _length(text, first, last)
    if first == last:
        return False
    if text.word(first) in GIVEN or text.word(first) in COMPOUND:
        return length >= 2 or last - first > 1
    if text.word(first + 1) in _FATHERS:
        return True
    field = text.word(first)[0] == "ل" and text.word(first + 1).startswith("ال")
    return length >= 2 and not (field or text.word(first).startswith("ال"))  # for the …


def _after_title(zone: Zone, at: int, lexicon: Lexicon) -> Name | None:
    """The name right after an office, an honorific or a rank, or after the comma behind it."""
    text = zone.text
    if text.word(at) == "(" and text.word(at + 2) == ")" and text.word(at + 3) in _BEHIND:
        at += 3  # "the director of the agency (ABC), General A B"
    comma = text.word(at) in _COMMA
    start = _opened(text, at + comma)
    end = name_at(zone, start, lexicon)
    end += int(comma and end > start and _last(zone, end, lexicon))
    if end == start or not _plausible(text, start, end):
        if end > start:
            note("name", "behind a title, but not formed like a name", text.span, start, end)
        return None
    known = text.word(start) in GIVEN or start > at + 1
    closed = end >= len(text.pieces) or not text.pieces[end].word
    return Name(start, end, 0, "title and name") if not comma or known or closed else None


def _last(zone: Zone, at: int, lexicon: Lexicon) -> bool:
    """Whether a name between two commas goes on with the word before the second of them."""
    text, word = zone.text, zone.text.word(at)
    if at in zone.known or text.word(at + 1) not in _COMMA or not text.pieces[at].word:
        return False
    if len(word) < _SHORT or _never(word) or word in VERBS or _possessed(text, at):
        return False
    adverb = word[-1] == "ا" or word[0] == "و"
    return not (adverb or word in _SAYING or word in TIMES or lexicon.country(word))


def _before_title(zone: Zone, comma: int, lexicon: Lexicon) -> Name | None:
    """The name right before a comma that an office follows."""
    text = zone.text
    for start in range(max(0, comma - 8), comma - 1):
        skip = _attached(text.word(start))
        if not skip and not _fits(zone, start, 0, lexicon):
            continue
        end = name_at(zone, start + (skip > 0), lexicon, int(skip > 0))
        told = text.word(start - 1) in VERBS and _length(text, start, end) == 2
        if end == comma and (skip or told or _plausible(text, start, end)):
            return Name(start, comma, skip, "name and title")
    return None


@lru_cache(maxsize=1 << 14)
def _attached(word: str) -> int:
    """How many letters are attached before a known first name; none if it is none."""
    if word in GIVEN:
        return 0
    return next((n for n in (1, 2) if word[:n] in _CLITICS and word[n:] in GIVEN), 0)


def _given_first(zone: Zone, at: int, lexicon: Lexicon) -> Name | None:
    """A name that a known first name opens, attached letters or not."""
    text, word = zone.text, zone.text.word(at)
    skip = _attached(word)
    stem = word[skip:]
    if text.word(at - 1) == '"' and text.word(at - 2) in _PRESS_OR_HEADS:
        return None  # a newspaper or a firm may bear a person's name
    both = word in GIVEN and word in OFFICES and head_of(text, at) is None  # Sultan, a first name
    if stem in STOPS or (_common(word) and not both) or (stem not in GIVEN and stem != "عبد"):
        return None
    if named_after(text.word(at - 1)):
        note("name", "something is named so after a person", text.span, at, at + 1, skip)
        return None
    if stem in AMBIGUOUS and text.word(at + 1) not in _NAMES and not _acts(zone, at, lexicon):
        note("name", "a first name that is another word too", text.span, at, at + 1, skip)
        return None
    end = name_at(zone, at + (skip > 0), lexicon, int(skip > 0))
    long = end - at >= 2 and _length(text, at, end) >= 2
    if not long:
        note("name", "a first name alone", text.span, at, at + 1, skip)
    return Name(at, end, skip, "first name") if long else None


def _acts(zone: Zone, at: int, lexicon: Lexicon) -> bool:
    """Whether a first name that is another word too is one: a verb before, a family behind it."""
    text = zone.text
    before, after = text.word(at - 1), text.word(at + 1)
    family = after.startswith("ال") and len(after) > _SHORT and not _never(after)
    if not family or lexicon.country(after) or at + 1 in zone.known:
        return False
    verb = before in VERBS or before[1:] in VERBS or before in _SAYING
    listed = text.word(at)[0] == "و" and text.word(at - 2).lstrip("و") in GIVEN
    return verb or (after.endswith("ي") and (before in _WITH or listed))


def people(zone: Zone, lexicon: Lexicon) -> Iterator[Name]:
    """People's names by their place beside offices, honorifics and ranks, or by a first name.

    What is known already is left alone.
    """
    free = 0
    for at, piece in enumerate(zone.text.pieces):
        if at >= free and _signal(piece.text):
            found = _at(zone, at, lexicon)
            if found:
                yield found
                free = found.last if found.first >= at else 0


@lru_cache(maxsize=1 << 14)
def _signal(word: str) -> bool:
    """Whether a folded word or mark can give a name away."""
    stems = (word, word[1:], word[2:])
    return word in _COMMA or may_open(word) or any(stem in _TELLING for stem in stems)


def named_after(before: str) -> bool:
    """Whether a name after this word is that of a street or a school, not of a person."""
    return before in NAMED_AFTER or before[1:] in NAMED_AFTER


def _rank(text: Stream, at: int, word: str) -> bool:
    """Whether a word is a military rank here."""
    if word not in RANKS or text.word(at) in GIVEN:
        return False
    after = text.word(at + 1)
    return word not in LOOSE_RANKS or after in GIVEN or after in RANKS - LOOSE_RANKS


def _at(zone: Zone, at: int, lexicon: Lexicon) -> Name | None:
    """The name that something at this piece gives away."""
    text, word = zone.text, zone.text.word(at)
    if word in _COMMA:
        return _before_title(zone, at, lexicon) if head_of(text, at + 1) else None
    if not text.pieces[at].word or at in zone.known:
        return None
    if opens(text, at):
        titles = titles_at(zone, at, lexicon)
        if titles:
            return _after_title(zone, titles[-1].last, lexicon)
    bare_word = word[1:] if word[:1] in "ولب" and word not in GIVEN else word
    if bare_word in HONORIFICS or _rank(text, at, bare_word):
        return _after_title(zone, at + (text.word(at + 1) not in _FATHERS), lexicon)
    if word.removeprefix("و") in _SAYING:
        return _said(zone, at + 1, lexicon)
    return _given_first(zone, at, lexicon)


def _said(zone: Zone, at: int, lexicon: Lexicon) -> Name | None:
    """The name right after a verb of saying, if a mark or a relative closes it."""
    text, end = zone.text, name_at(zone, at, lexicon)
    after = text.word(end)
    closed = after in _CLOSING or after in _COMMA or head_of(text, end) is not None
    return Name(at, end, 0, "said") if closed and _plausible(text, at, end) else None
