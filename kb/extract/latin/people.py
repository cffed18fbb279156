"""People of English and French articles: capitalised words beside a title."""

from __future__ import annotations

from collections.abc import Iterator

from kb.extract.latin.words import (
    AFTER,
    ARTICLES,
    AT,
    AT_OR_OF,
    FIELDS,
    GIVEN,
    HEADS,
    HONORIFICS,
    NO_NAME,
    OF,
    OFFICES,
    country_of,
    folded,
)
from kb.extract.lexicon import Lexicon
from kb.extract.names import Name
from kb.extract.stream import Stream, Zone, streams
from kb.extract.words import LATIN_OPENERS, LATIN_PARTICLES, LATIN_TITLES
from kb.records import CleanText

_LONGEST = 10
_TITLES = LATIN_TITLES | OFFICES | HONORIFICS
_TITLE = 24  # pieces of a title before a comma and a name
_OFFICE = 6  # pieces between the words of an office and the field at its end
_INNER = OF | AT | ARTICLES | FIELDS | AFTER | {"'", "-", "and", "et", ",", "charge", "chargee"}
_SAYING = folded("""
said says told stated added declared announced stressed warned noted explained insisted
déclaré affirmé indiqué ajouté souligné précisé estimé annoncé expliqué assuré dit déclare affirme
indique ajoute souligne précise estime annonce explique assure rencontré met
""")
_MET = folded("met meets rencontré rencontre reçu reçoit receives")
_HEADS_OR_NO_NAME = HEADS | NO_NAME
_OF_OR_AT_OR_ARTICLES = OF | AT | ARTICLES


def in_latin(clean: CleanText) -> bool:
    """Whether an article's text is written in Latin letters."""
    main = [text for zone, text in streams(clean) if zone == "main"]
    return bool(main) and all(text.latin for text in main)


def latin_people(zone: Zone, lexicon: Lexicon) -> Iterator[Name]:
    """Runs of capitalised words that a title stands in, before or behind."""
    text, free = zone.text, 0
    for at, piece in enumerate(text.pieces):
        if at >= free and piece.word and _capital(zone, at, lexicon):
            end = _run(zone, at, lexicon)
            free = end
            first = _after_titles(text, at, end)
            rule = _told(text, (at, first, end), lexicon)
            if rule and _words(text, first, end) >= 2:
                yield Name(first, end, 0, rule)


def _told(text: Stream, run: tuple[int, int, int], lexicon: Lexicon) -> str:
    """The rule by which a run of capitalised words, titles in it apart, is a person; or nothing."""
    at, first, end = run
    if first > at or _titled(text, at, lexicon) or _title_ahead(text, at, lexicon):
        return "title and name"
    if text.word(first) in NO_NAME or _body(text, first, end):
        return ""
    if text.word(first) in GIVEN:
        return "first name"
    if _described(text, end) and text.word(first - 1) not in AT_OR_OF:
        return "name and title"
    return "said" if _acts(text, end) or text.word(first - 1) in _MET else ""


def _title_ahead(text: Stream, at: int, lexicon: Lexicon) -> bool:
    """Whether an office in several words and a comma stand before: le ministre de la Pêche, X."""
    if text.word(at - 1) != ",":
        return False
    for back in range(at - 2, max(-1, at - _TITLE), -1):
        word = text.word(back)
        if word in _TITLES:
            return text.word(back - 1) != "."
        if not (text.capitals[back] or word in _INNER or country_of(word, lexicon)):
            return False
    return False


def _body(text: Stream, first: int, end: int) -> bool:
    """Whether a run has a word that bodies and places are called by."""
    return any(text.word(at) in _HEADS_OR_NO_NAME for at in range(first, end))


def _acts(text: Stream, at: int) -> bool:
    """Whether what follows a run is what people do: say, meet, arrive."""
    verb = at + (text.word(at) in {"a", "ont", "has", "have", "had"})
    return text.word(verb) in _SAYING


def _capital(zone: Zone, at: int, lexicon: Lexicon) -> bool:
    """Whether a piece is a capitalised word that may be part of a name."""
    text = zone.text
    if at in zone.known or at >= len(text.pieces) or not text.pieces[at].text.isascii():
        return False
    if not text.capitals[at] or text.word(at) in LATIN_OPENERS:
        return False
    shouted = len(text.word(at)) > 1 and len(raw := text.raw(at)) > 2 and raw.isupper()
    return not shouted and lexicon.country(text.word(at)) is None


def _run(zone: Zone, at: int, lexicon: Lexicon) -> int:
    """Where the capitalised words that begin at a piece end."""
    text, index = zone.text, at + 1
    while index - at < _LONGEST:
        step = 1 + (text.word(index) in {"-", "\n", "'"})
        if step == 1 and text.word(index) in LATIN_PARTICLES:
            step += 1 + (text.word(index + 1) == "-")
        if step == 2 and text.word(index + 1) in LATIN_PARTICLES and text.word(index + 2) == "-":
            step = 4
        if not _capital(zone, index + step - 1, lexicon):
            break
        index += step
    return index


def _after_titles(text: Stream, first: int, last: int) -> int:
    """The first piece behind the last title within a run."""
    titles = [
        at
        for at in range(first, last)
        if text.word(at) in _TITLES and text.word(at - 1) not in LATIN_PARTICLES
    ]
    start = titles[-1] + 1 if titles else _after_field(text, first, last)
    while start < last and not text.pieces[start].word:
        start += 1
    return start


def _after_field(text: Stream, first: int, last: int) -> int:
    """The first piece behind the field of an office: "secretary for Near Eastern Affairs X Y"."""
    fields = [at for at in range(first, last) if text.word(at) in FIELDS]
    if not fields or text.word(first - 1) not in _OF_OR_AT_OR_ARTICLES:
        return first
    office = any(text.word(at) in _TITLES for at in range(max(0, first - _OFFICE), first))
    return fields[-1] + 1 if office and last - fields[-1] > 2 else first


def _titled(text: Stream, at: int, lexicon: Lexicon) -> bool:
    """Whether a title stands before a run, a nationality or a full stop between."""
    before = at - 1
    while text.word(before) in {".", "\n"} or lexicon.country(text.word(before)):
        before -= 1
    return text.word(before) in _TITLES


def _described(text: Stream, at: int) -> bool:
    """Whether a title follows a run behind a comma."""
    if text.word(at) != ",":
        return False
    return any(text.word(at + n) in _TITLES for n in (1, 2, 3))


def _words(text: Stream, first: int, last: int) -> int:
    """How many words of a run are names."""
    pieces = text.pieces[first:last]
    return sum(p.word and p.text not in LATIN_PARTICLES for p in pieces)
