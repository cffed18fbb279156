"""Names of people nobody has told us of: where a name begins, goes on and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kb.extract.lexicon import Lexicon
from kb.extract.stream import Stream
from kb.extract.titles import bare, head_of, may_open, titles_at
from kb.extract.words import (
    AMBIGUOUS,
    ATTRIBUTES,
    COMPOUND,
    FORMER,
    GIVEN,
    GIVEN_AS_WRITTEN,
    HEADS,
    HONORIFICS,
    LINKS,
    LOOSE_RANKS,
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
_CONJUGATED = re.compile(r"(?:سي|ست|سن|ي|ت|ن)\w{3,}$")
_VERBAL = re.compile(r"(?:سي|ست|سن)\w{2,}$|ي\w{3,}$")
_CLITIC = re.compile(r"(?:[وف]?[بلك]|[وف])(?=\w{3})")
_SAYING = folded(
    "قال أكد أضاف صرح أوضح أعلن ذكر أفاد أبرز اعتبر لفت كشف قالت أكدت أضافت أوضحت أعلنت"
)
_CLOSING = frozenset({"ان", "الذي", "التي", "في", ":", "(", "بان"})
_TELLING = GIVEN | HONORIFICS | RANKS | _SAYING | {"عبد"}
_ENDINGS = ("يين", "ها", "هم", "هما")
_COMMA = frozenset({"،", ","})


class Name(NamedTuple):
    """The pieces of a person's name, the letters attached in front, and the rule that found it."""

    first: int
    last: int
    skip: int
    rule: str


def _common(word: str) -> bool:
    """Whether a word is one that no personal name holds."""
    if word in STOPS or word in NOUNS or word in OFFICES or word in HEADS or word in LINKS:
        return True
    stem = bare(word)
    return word in ATTRIBUTES or stem in ATTRIBUTES or stem in NOUNS or stem in HEADS


def _fits(text: Stream, at: int, count: int, lexicon: Lexicon, places: Mapping[int, int]) -> bool:
    """Whether a piece may be the next word of a name that has `count` words."""
    word = text.word(at)
    if at in places or not word or not text.pieces[at].word or word[0].isdigit() or len(word) < 2:
        return False
    if word in GIVEN or word in COMPOUND:
        return word not in STOPS or _given(text, at, count)
    if count == 1 and word in VERBS and not text.pieces[min(at + 1, len(text.pieces) - 1)].word:
        return True  # a surname that is a verb too, right before a mark
    if word in OFFICES and (count or text.word(at + 1) in COMPOUND) and not head_of(text, at):
        return True  # الأمين, مساعد
    if (
        _common(word)
        or _common(word[1:])
        and word[0] in "وبل"
        or word in FORMER
        or word in HONORIFICS
        or word in RANKS
    ):
        return False
    if lexicon.country(word) or word.startswith(("لل", "بال", "وال")):
        return False
    if word.endswith(_ENDINGS) or (word[0] == "و" and (count == 0 or word[1:3] == "ال")):
        return False
    if count == 0 and _VERBAL.match(word):
        return False
    if count >= 2 and not word.startswith("ال"):
        return not _CONJUGATED.match(word) and word[0] not in "ولب"
    return not (word[0] == "و" and count > 0)


def _given(text: Stream, at: int, count: int) -> bool:
    """Whether a first name that is another word too (علي, رجب) is one here."""
    if text.word(at) in TIMES:
        return count > 0 or not (_common(text.word(at + 1)) or text.word(at + 1).isdigit())
    return text.raw(at) in GIVEN_AS_WRITTEN


def name_at(
    text: Stream, at: int, lexicon: Lexicon, places: Mapping[int, int], limit: int = _LONGEST
) -> int:
    """Where the name that begins at a piece ends (exclusive); the piece itself if none does."""
    index, count = at, 0
    while count < limit and _fits(text, index, count, lexicon, places):
        if text.word(index) in COMPOUND and _joins(text, index + 1, lexicon, places):
            index += 2
            count += 1
            continue
        index += 1
        count += 1
        if text.word(index) == "-" and _hyphen(text, index):
            index += 1
            count -= 1
    while index > at and (text.word(index - 1) in OPENING or text.word(index - 1) == "-"):
        index -= 1
    return index


def _joins(text: Stream, at: int, lexicon: Lexicon, places: Mapping[int, int]) -> bool:
    """Whether the word after a compound's opening belongs to the name."""
    if at in places:
        return False
    return text.word(at).startswith("ال") or _fits(text, at, 1, lexicon, places)


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


def _opened(text: Stream, at: int, first: bool = True) -> tuple[int, int]:
    """The first piece of a name after honorifics and ranks, and the letters attached to it."""
    while text.word(at) in HONORIFICS or text.word(at) in RANKS:
        if text.word(at) in GIVEN and text.word(at + 1) not in GIVEN | HONORIFICS | RANKS:
            break
        at += 1
    return at, 0 if first else 0


def _plausible(text: Stream, first: int, last: int) -> bool:
    """Whether a run of words may stand as a name where nothing but its place speaks for it."""
    length = _length(text, first, last)
    if text.word(first) in GIVEN or text.word(first) in COMPOUND:
        return length >= 2 or last - first > 1
    return length >= 2 and not text.word(first).startswith("ال")


def _after_title(text: Stream, at: int, lexicon: Lexicon, places: Mapping[int, int]) -> Name | None:
    """The name right after an office, an honorific or a rank, or after the comma behind it."""
    if text.word(at) == "(" and text.word(at + 2) == ")":
        at += 3
    comma = text.word(at) in _COMMA
    start, skip = _opened(text, at + comma)
    end = name_at(text, start, lexicon, places)
    if end == start:
        return None
    sure = _plausible(text, start, end)
    if comma:
        known = text.word(start) in GIVEN or start > at + 1
        closed = not text.word(end) or text.word(end) in _COMMA or not text.pieces[end].word
        sure = sure and (known or closed)
    return Name(start, end, skip, "title and name") if sure else None


def _before_title(
    text: Stream, comma: int, lexicon: Lexicon, places: Mapping[int, int]
) -> Name | None:
    """The name right before a comma that an office follows."""
    for start in range(max(0, comma - 8), comma - 1):
        word = text.word(start)
        skip = 0
        clitic = _CLITIC.match(word)
        if clitic and word[clitic.end() :] in GIVEN:
            skip = clitic.end()
        elif not _fits(text, start, 0, lexicon, places):
            continue
        end = start + 1 if skip else start
        end = (
            name_at(text, end, lexicon, places, 4)
            if skip
            else name_at(text, start, lexicon, places)
        )
        if end == comma and (skip or _plausible(text, start, end)):
            return Name(start, comma, skip, "name and title")
    return None


def _given_first(text: Stream, at: int, lexicon: Lexicon, places: Mapping[int, int]) -> Name | None:
    """A name that a known first name opens, attached letters or not."""
    word = text.word(at)
    clitic = _CLITIC.match(word)
    skip = clitic.end() if clitic and word not in GIVEN and word[clitic.end() :] in GIVEN else 0
    stem = word[skip:]
    if text.word(at - 1) == '"' and text.word(at - 2) in PRESS:
        return None  # a newspaper may bear a person's name
    if stem in STOPS or _common(word) or (stem not in GIVEN and stem != "عبد"):
        return None
    if stem in AMBIGUOUS and text.word(at + 1) not in GIVEN | COMPOUND:
        return None
    if skip:
        end = name_at(text, at + 1, lexicon, places, _LONGEST - 1)
    else:
        end = name_at(text, at, lexicon, places)
    return (
        Name(at, end, skip, "first name") if end - at >= 2 and _length(text, at, end) >= 2 else None
    )


def people(text: Stream, lexicon: Lexicon, places: Mapping[int, int]) -> Iterator[Name]:
    """People's names by their place beside offices, honorifics and ranks, or by a first name.

    `places` maps the first to the last piece of every known name in the stream.
    """
    free = 0
    for at, piece in enumerate(text.pieces):
        if at >= free and _signal(piece.text):
            found = _at(text, at, lexicon, places)
            if found:
                yield found
                free = found.last if found.first >= at else 0


@lru_cache(maxsize=1 << 14)
def _signal(word: str) -> bool:
    """Whether a folded word or mark can give a name away."""
    stems = (word, word[1:], word[2:])
    return word in _COMMA or may_open(word) or any(stem in _TELLING for stem in stems)


def _rank(text: Stream, at: int, word: str) -> bool:
    """Whether a word is a military rank here."""
    if word not in RANKS or text.word(at) in GIVEN:
        return False
    after = text.word(at + 1)
    return word not in LOOSE_RANKS or after in GIVEN or after in RANKS - LOOSE_RANKS


def _at(text: Stream, at: int, lexicon: Lexicon, places: Mapping[int, int]) -> Name | None:
    """The name that something at this piece gives away."""
    word = text.word(at)
    if word in _COMMA:
        return _before_title(text, at, lexicon, places) if head_of(text, at + 1) else None
    if not text.pieces[at].word or at in places:
        return None
    if head_of(text, at) or "نظير" in word:
        titles = titles_at(text, at, lexicon, places)
        if titles:
            return _after_title(text, titles[-1].last, lexicon, places)
    bare_word = word[1:] if word[:1] in "ولب" and word not in GIVEN else word
    if bare_word in HONORIFICS or _rank(text, at, bare_word):
        return _after_title(text, at + 1, lexicon, places)
    if word in _SAYING:
        return _said(text, at + 1, lexicon, places)
    return _given_first(text, at, lexicon, places)


def _said(text: Stream, at: int, lexicon: Lexicon, places: Mapping[int, int]) -> Name | None:
    """The name right after a verb of saying, if a mark or a relative closes it."""
    end = name_at(text, at, lexicon, places)
    closed = text.word(end) in _CLOSING or text.word(end) in _COMMA
    return Name(at, end, 0, "said") if closed and _plausible(text, at, end) else None
