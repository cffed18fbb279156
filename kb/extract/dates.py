"""Dates in the words of a text, in Arabic, French and English, resolved against its publication.

Every word, number and mark becomes one sign (calendar_words.py); the grammar below is written
in signs, so that it is short, the same for three languages, and linear in the text: no part
of it repeats without a bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kb.extract import calendar_words as cw
from kb.extract.date_readings import readings
from kb.extract.date_rules import Anchor, Direction
from kb.extract.date_signs import Word, signed
from kb.extract.edtf import bounds, exact
from kb.extract.text import Folded
from kb.extract.trace import note_part
from kb.records import DateBasis, DateValue, Span

__all__ = ["DatedSpan", "bounds", "exact", "find_dates", "full_day", "value_of", "within"]

# A month with its second name, if it has one; a short form has its stop only before a number.
_MONTH = r"(?:W\.(?=,?[dy])|[mwMW](?:/[mwMW]|[mw]|\([mw]\))?)"
_YEAR = "(?:,?i?Y?y|i?Y[pfc]|i?[PFC]Y|[pfc](?:iY?y)?)"
_KEEP = "(?:D?r?k,?r?,?D?,?)?"  # the weekday and part of the day before a date
_PART = (
    rf"LD?(?:[i-]?D?(?:[sS]i?)?{_MONTH}{_YEAR}?|iD?[SYE][pfc]?|i?[PFC][SYE]|[SE][pfc]?|Y[pfc]?y?)"
)
_COUNT = "(?:v|[Nd]?[DeEsSY])"
_GRAMMAR: Final = {
    "ago": f"[bg]{_COUNT}(?![ydhijkmwMWZTN])|Q?[Nd]?[DeESY]o",
    "ahead": "I[Nd][eSED]",
    "stretch": "v[fp]|[De]z?[fp]|[NzdFPfp]{1,2}e[fp]?|e[NdFPfp]{1,2}",
    "part": f"(?:[Rb]D?)?{_PART}(?:O{_PART})?",
    "iso": "y-d-d|y/d/d",
    "numeric": f"{_KEEP}(?:d-d-y|d/d/y|d\\.d\\.y)",
    "cross": f"(?:[iB]D?)?{_KEEP}di?s?{_MONTH}{_YEAR}?[tu-]D?{_KEEP}di?s?{_MONTH}{_YEAR}?"
    f"|BD?{_KEEP}di?s?{_MONTH}{_YEAR}?a{_KEEP}di?s?{_MONTH}{_YEAR}?",
    "days": f"[iB]?D?{_KEEP}d(?:[atu,-]{_KEEP}d){{1,8}}i?s?{_MONTH}{_YEAR}?",
    "latin": f"{_KEEP}(?:M|W\\.?)d(?:[atu-]d)?{_YEAR}?",
    "day": f"{_KEEP}di?s?{_MONTH}{_YEAR}?|yr?k,?di?s?{_MONTH}",
    "of_month": "di?S[pfc]|di?CS",
    "hijri": f"{_KEEP}di?h(?:j|n)?H?|hjH?",
    "months": f"[iB]?s?{_MONTH}{_YEAR}?[atu-]s?{_MONTH}{_YEAR}",
    "month": f"[sS]i?{_MONTH}{_YEAR}?|{_MONTH}{_YEAR}|[PFC][mMW]|[qRb][wW]{_YEAR}?|[mM](?:/?[mw])?",
    "near": "r?D?[TZAGK](?:,?k)?r?|Jkr?|[PC]r",
    "told": "r?V",
    "weekdays": "[iB]?r?D?kr?[atu-]D?kr?[pfc]?",
    "weekday": "r?[PFC]?D?kr?(?:[pfc]|iE[pfc])?",
    "years": "[iB]?Y?y[tu-]Y?y|BY?yaY?y|Yyay|y/y",
    "unit": "[SYE][pfc]|[PFC][SYE]",
    "year": "[YquRb]y",
}
_FIND = re.compile("|".join(f"(?P<{name}>{signs})" for name, signs in _GRAMMAR.items()))
# No date has a word without sign in it, and each has one of these: most of a text is never tried.
_RUNS = re.compile("[^x]+")
_SAYS = re.compile("[dyjmMwWkTZAGKSYEPJLrveboV]")
_FULL = frozenset({"iso", "numeric", "day", "latin"})  # with day, month and year
_HEAD = "iBDquRb"  # words before a date that are no part of it
_WHOLE = frozenset({"ago", "ahead", "stretch", "part"})  # to which such words belong


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """Words that say when, at a span of the text.

    Where `direction` is ambiguous (a bare weekday, a day without a year) the tense of the verb
    decides: `towards` gives the date before or after publication.
    """

    span: Span
    value: DateValue
    kind: str  # a name of the grammar above
    direction: Direction
    past: DateValue
    future: DateValue

    def towards(self, direction: str) -> DateValue:
        """The date that is meant when the words look back (past) or forward (future)."""
        if self.direction != "ambiguous":
            return self.value
        return {"past": self.past, "future": self.future}.get(direction, self.value)


def find_dates(
    folded: Folded, published: date | None = None, span: Span | None = None
) -> tuple[DatedSpan, ...]:
    """The dates that a text says, in order, with spans of the source text."""
    words = signed(folded)
    signs = "".join(word.sign for word in words)
    found: list[DatedSpan] = []
    anchor = Anchor(published)
    for run in _RUNS.finditer(signs):
        if not _SAYS.search(signs, run.start(), run.end()):
            continue
        for match in _FIND.finditer(signs, run.start(), run.end()):
            if _misleading(words, match, folded):
                first, last = words[match.start()].start, words[match.end() - 1].end
                note_part("date", "part of a name here, no date", folded, first, last)
            else:
                found.extend(_dated(folded, words, match, anchor))
    kept = (one for one in _without_hijri(found) if span is None or span.holds(one.span))
    return tuple(kept)


def full_day(folded: Folded) -> DatedSpan | None:
    """The first date with day, month and year that a text says."""
    days = (one for one in find_dates(folded) if one.kind in _FULL)
    return next((one for one in days if one.value.basis == "explicit"), None)


def within(dated: tuple[DatedSpan, ...], span: Span) -> tuple[DatedSpan, ...]:
    """Those of a text's dates that lie in a part of it."""
    return tuple(one for one in dated if span.holds(one.span))


def value_of(edtf: str | None, basis: DateBasis = "explicit", text: str | None = None) -> DateValue:
    """A date with the bounds that its EDTF gives it."""
    return DateValue(edtf, basis, text, *bounds(edtf))


def _misleading(words: list[Word], match: re.Match[str], folded: Folded) -> bool:
    """Whether what looks like a date is part of a name, or something else altogether."""
    kind, first = match.lastgroup, match.start()
    before = words[first - 1].text if first else ""
    after = words[match.end()].text if match.end() < len(words) else ""
    dated = any(sign in match.group() for sign in "yk")
    if before in cw.NAMING and (kind == "weekday" or (kind == "day" and not dated)):
        return True
    if kind == "near" and match.group() == "T":
        return after in cw.NOT_TODAY or before in {*cw.OUTLETS_OF_TODAY, "نفس"}
    if kind == "year":
        return match.end() < len(words) and words[match.end()].sign in "Ys"
    if kind == "day" and match.group() in {"dm", "dM"}:
        named = (words[first].number, words[first + 1].number) == (11, 9)
        return named and before in cw.OF_2001
    return kind in {"years", "iso"} and _glued(folded, words, match)


def _glued(folded: Folded, words: list[Word], match: re.Match[str]) -> bool:
    """Whether letters or digits stick to a numeric date: the name of a file, an address."""
    at = words[match.start()].start
    return at > 0 and (folded.text[at - 1].isalnum() or folded.text[at - 1] in "_-/")


def _dated(
    folded: Folded, words: list[Word], match: re.Match[str], anchor: Anchor
) -> Iterator[DatedSpan]:
    """The dates that one match of the grammar says."""
    kind, part = match.lastgroup or "", words[match.start() : match.end()]
    while part[0].sign in _HEAD and kind not in _WHOLE:
        part = part[1:]
    for reading, used in readings(kind, match.group(), part, anchor):
        start, end = folded.start(used[0].start), folded.end(used[-1].end)
        text = folded.source[start:end]
        yield DatedSpan(
            Span(start, end),
            value_of(reading.edtf, reading.basis, text),
            kind,
            reading.direction,
            value_of(reading.past, "relative", text) if reading.past else _unknown(text),
            value_of(reading.future, "relative", text) if reading.future else _unknown(text),
        )


def _unknown(text: str) -> DateValue:
    """A date whose words are known and nothing else."""
    return DateValue(None, "unresolved", text)


def _without_hijri(found: list[DatedSpan]) -> Iterator[DatedSpan]:
    """The dates without those of the Hijri calendar that stand beside a Gregorian one."""
    for at, one in enumerate(found):
        beside = found[at + 1 : at + 2]
        if not (one.kind == "hijri" and beside and _equals(one, beside[0])):
            yield one


def _equals(hijri: DatedSpan, following: DatedSpan) -> bool:
    """Whether the date that follows a Hijri one tells the same day again."""
    near = following.span.start - hijri.span.end <= 16
    return near and following.kind == "day" and following.value.basis == "explicit"
