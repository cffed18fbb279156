"""The one normaliser: a folded view of a text for matching, with every offset mapped back.

Folding works letter by letter, so that it is linear and each folded letter knows where it came
from: compatibility forms are taken apart, marks, tatweel and invisible controls dropped, the
spellings that Arabic newspapers mix (hamza seats, ة/ه, ى/ي, Persian and Maghrebi letters) united,
Latin letters casefolded without accents, digits made ASCII, double quotes `"`, single ones `'`,
dashes `-`, and all white space but the newline a space. Arabic punctuation stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from kb.records import Span

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("ٱٲٳٵ", "ا"),
        **dict.fromkeys("ىیېێےۍ", "ي"),
        **dict.fromkeys("ةہھەۃ", "ه"),
        **dict.fromkeys("کڪگڭݣ", "ك"),
        **dict.fromkeys("ڤڥ", "ف"),
        "پ": "ب",
        "چ": "ج",
        "ـ": "",
        **dict.fromkeys("“”„‟«»‹›″〝〞〟", '"'),
        **dict.fromkeys("‘’‚‛ʼʻ`´′", "'"),
        **dict.fromkeys("−⁃‐‑", "-"),
        **dict.fromkeys("\v\f\x85\u2028\u2029", "\n"),
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)
_KEPT = frozenset("\n…٪٫٬")
_ONE_FORM = ("اميرك", "امريك")  # of the two spellings of America, both five letters
_WORDS = re.compile(
    r"(?P<number>\d+(?:[.,٫٬]\d+)*)"
    r"|(?P<arabic>[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f]+)"
    r"|(?P<latin>[^\W\d_\u0600-\u06ff\u0750-\u077f]+)"
)
_BREAKS = re.compile(r"\n|[.!?؟…۔][.!?؟…۔ ]*")
_CLAUSES = re.compile(r"[,،؛;:]")
_WRAPPED = re.compile(r"\n[ \t]*(?=[A-Za-zÀ-ɏ0-9(])")
_CLOSERS = re.compile(r"[\"”»’)\]]+(?=[\s.,،؛:]|\Z)")
_SHORT_FORMS = frozenset(
    {"mr", "mrs", "ms", "dr", "st", "prof", "gen", "col", "lt", "sgt", "sen", "gov", "rep", "inc"}
    | {"ltd", "no", "vs", "mm", "mme", "mlle", "me", "art", "jr", "sr", "maj", "capt", "adm"}
)


def _letter(char: str) -> str:
    """One letter folded: nothing, a letter, or the letters that it is made of."""
    if char in _KEPT:
        return char
    spelt = unicodedata.normalize("NFKD", char.translate(_LETTERS)).casefold()
    spelt = unicodedata.normalize("NFKD", spelt).translate(_LETTERS)
    return "".join(_plain(part) for part in spelt)


def _plain(char: str) -> str:
    """A decomposed character without what carries no reading."""
    kind = unicodedata.category(char)
    if kind in {"Mn", "Me", "Cf"}:
        return ""
    if kind == "Nd":
        return str(unicodedata.digit(char))
    if kind == "Pd":
        return "-"
    if char != "\n" and (kind in {"Cc", "Zs"} or char.isspace()):
        return " "
    return char


class _Table(dict[int, str]):
    """What each code point folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _letter(chr(code))
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """A text in the one spelling that keys and matchers compare."""
    return text.translate(_TABLE).replace(*_ONE_FORM)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text whose every index is known in the text it was made of."""

    source: str
    text: str
    _at: array[int]  # folded index from which …
    _from: array[int]  # … letters come one for one from here in the source
    _wide: frozenset[int]  # folded indices at which one source letter became several

    def start(self, index: int) -> int:
        """Where the letter at a folded index starts in the source."""
        if index >= len(self.text):
            return len(self.source)
        place = bisect_right(self._at, index) - 1
        base = self._at[place]
        return self._from[place] + (0 if base in self._wide else index - base)

    def end(self, index: int) -> int:
        """Where the letters before a folded index end in the source, marks on them included."""
        if index <= 0:
            return 0
        found = self.start(index - 1) + 1
        while found < len(self.source) and unicodedata.category(self.source[found]) == "Mn":
            found += 1
        return found

    def original(self, span: Span) -> Span:
        """The span of the source that a span of the folded text came from."""
        first = self.start(span.start)
        return Span(first, max(first, self.end(span.end)) if span.end > span.start else first)


@lru_cache(maxsize=256)
def _uneven(letters: frozenset[str]) -> re.Pattern[str]:
    """A pattern for the letters that do not fold one for one."""
    return re.compile(f"[{''.join(re.escape(letter) for letter in sorted(letters))}]")


def fold_view(text: str) -> Folded:
    """The folded view of a text. Measured: 0.7 ms for 12 kB of Arabic, 0.3 s for 2 MB."""
    at, source, wide = array("q", [0]), array("q", [0]), set[int]()
    letters = frozenset(char for char in set(text) if len(_TABLE[ord(char)]) != 1)
    shift = 0
    for found in _uneven(letters).finditer(text) if letters else ():
        place, size = found.start(), len(_TABLE[ord(found.group())])
        if size:
            _mark(at, source, place + shift, place)
            wide.add(place + shift)
        shift += size - 1
        _mark(at, source, place + 1 + shift, place + 1)
    return Folded(text, fold(text), at, source, frozenset(wide))


def _mark(at: array[int], source: array[int], folded: int, original: int) -> None:
    """Note where letters go on one for one; of several notes at one place the last holds."""
    if at[-1] == folded:
        source[-1] = original
    else:
        at.append(folded)
        source.append(original)


class Token(NamedTuple):
    """A word or number of a folded text; its span is one of the folded text."""

    text: str
    start: int
    end: int
    kind: Literal["arabic", "latin", "number"]


def tokens(folded: Folded | str) -> tuple[Token, ...]:
    """The words and numbers of a folded text, in order."""
    text = folded if isinstance(folded, str) else folded.text
    return tuple(
        Token(found.group(), found.start(), found.end(), found.lastgroup)  # type: ignore[arg-type]
        for found in _WORDS.finditer(text)
    )


# Before the number of a day: "Oct. 3".
_MONTHS = frozenset(
    ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"]
)


@lru_cache(maxsize=8)  # of the zones of one article, which several steps read
def sentences(text: str, span: Span | None = None) -> tuple[Span, ...]:
    """The sentences of a part of a text: cut at newlines and at full stops that end something.

    A newline between unfinished lines of Latin text only wraps them.
    A stop stuck to the next Arabic word ends a sentence; one within a number, an address or
    an abbreviation does not. A quotation mark that closes after the stop stays with it.
    """
    whole = span or Span(0, len(text))
    return _parts(text, whole, _sentence_ends(text, whole))


def clauses(text: str, span: Span) -> tuple[Span, ...]:
    """The parts of a sentence between commas, semicolons and colons."""
    found = _CLAUSES.finditer(text, span.start, span.end)
    return _parts(text, span, (m.end() for m in found if not _within_number(text, m.start())))


def _parts(text: str, span: Span, cuts: Iterator[int]) -> tuple[Span, ...]:
    """The parts of a span between cuts, without white space around them or empty ones."""
    found, start = [], span.start
    for cut in (*cuts, span.end):
        part = text[start:cut]
        left = start + len(part) - len(part.lstrip())
        if _WORDS.search(part):
            found.append(Span(left, left + len(part.strip())))
        start = cut
    return tuple(found)


def _sentence_ends(text: str, span: Span) -> Iterator[int]:
    """The places at which sentences of a span end."""
    last = span.start
    for found in _BREAKS.finditer(text, span.start, span.end):
        if found.group() == "\n":
            if not _wrapped(text, found.start(), last):
                yield found.end()
        elif not _inner_stop(text, found.start(), last):
            stop = found.start() + len(found.group().rstrip())
            closer = _CLOSERS.match(text, stop, span.end)
            yield closer.end() if closer else found.end()
        last = found.end()


def _wrapped(text: str, at: int, floor: int) -> bool:
    """Whether a newline only wraps a line of Latin text, as old agency copy does."""
    before = at
    while before > floor and text[before - 1] in " \t\r":
        before -= 1
    letter = text[before - 1 : before]
    joins = letter == "," or (letter.isalnum() and letter < "\u0250")
    return joins and _WRAPPED.match(text, at) is not None


def _inner_stop(text: str, at: int, floor: int) -> bool:
    """Whether a full stop stands within a number, an address or an abbreviation."""
    if text[at] != ".":
        return False
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if before.isdigit() and after.isdigit():
        return True
    inside = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return (inside and not after.isupper()) or _abbreviation(text, at, floor, after)


def _abbreviation(text: str, at: int, floor: int, after: str) -> bool:
    """Whether the word before a full stop is one letter or a known short form."""
    start, first = at, max(floor, at - 5)
    while start > first and text[start - 1].isalpha():
        start -= 1
    word = text[start:at]
    if start > 0 and text[start - 1].isalpha():
        return False
    if len(word) == 1:
        return after not in {"", "\n"}
    if word.casefold() in _MONTHS:
        return text[at + 2 : at + 3].isdigit() and after == " "
    return word.casefold() in _SHORT_FORMS and after == " "


def _within_number(text: str, at: int) -> bool:
    """Whether a mark stands between two digits."""
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def with_article(words: str) -> str:
    """Words with the article that ل swallowed given back: للوكالة is الوكالة, للجنة اللجنة."""
    if not words.startswith("لل"):
        return words
    return f"ال{words[1:]}" if words.startswith(("للجن", "للجان")) else f"ال{words[2:]}"


def strip_clitics(word: str) -> tuple[tuple[int, str], ...]:
    """The readings of a folded word: how many letters stand before it, and it as it stands alone.

    وبالرباط is itself, بالرباط after one letter, or الرباط after two. In للرباط the article is
    swallowed: it is read as الرباط after none, since the surface keeps its two letters.
    """
    found = [(0, word)]
    first = 1 if word[:1] in {"و", "ف"} else 0
    if first:
        found.append((first, word[first:]))
    rest = word[first:]
    if rest[:2] == "لل":
        found.append((first, "ا" + rest[1:]))
    if rest[:1] in {"ب", "ل", "ك"}:
        found.append((first + 1, rest[1:]))
    return tuple((length, stem) for length, stem in found if length == 0 or len(stem) > 1)
