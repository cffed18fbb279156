"""What a match of the date grammar says: the signs of its words read as days, months, years."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kb.extract.calendar_words import SEVERAL
from kb.extract.date_rules import UNRESOLVED, Anchor, How, Reading, is_day
from kb.extract.date_signs import Word
from kb.extract.edtf import interval

_HOW: Final[dict[str, How]] = {
    **dict.fromkeys("pP", "past"),
    **dict.fromkeys("fF", "future"),
    **dict.fromkeys("cC", "present"),
}
_NEAR = {"T": 0, "J": 0, "Z": -1, "A": -2, "G": 1, "K": 2, "P": -1, "C": 0}
_UNITS = {"D": 1, "E": 7, "s": 30, "S": 30, "Y": 365}
_TENS = {1: (1, 10), 2: (11, 20), 3: (21, 31)}  # days of the beginning, middle, end of a month
_DEFINITE = ("ال", "لل")

Part = list[Word]
Readings = Iterator[tuple[Reading, Part]]


def readings(kind: str, signs: str, part: Part, anchor: Anchor) -> Readings:
    """What one match says: mostly one date, two where "5 and 12 June" are two days."""
    if kind == "days":
        yield from _days(signs, part, anchor)
    elif kind == "weekdays":
        yield from _weekdays(part, anchor)
    elif kind == "months":
        yield from _months(signs, part, anchor)
    else:
        rule = _RULES[kind]
        reading = rule(part, anchor)
        if reading is not None:
            yield reading, part


def _numbers(part: Part, signs: str) -> list[int]:
    """The numbers of the words that have one of the signs."""
    return [word.number for word in part if word.sign in signs]


def _how(part: Part) -> How:
    """Whether the words say past, future or current."""
    return next((_HOW[word.sign] for word in part if word.sign in _HOW), "")


def _said_year(part: Part, anchor: Anchor) -> tuple[int | None, bool]:
    """The year that the words say, and whether as a number."""
    years = _numbers(part, "y")
    if years:
        return years[-1], True
    if any(word.sign == "Y" for word in part):
        return anchor.year(_how(part)), False
    return None, False


def _same_month(part: Part) -> bool:
    """Whether two names of a month are names of one month."""
    return len(set(_numbers(part, "mwMW"))) == 1


def _one_day(part: Part, anchor: Anchor) -> Reading | None:
    """A day and a month, with or without a year."""
    months, days = _numbers(part, "mwMW"), _numbers(part, "d")
    if not _same_month(part) or not days or not is_day(2000, months[0], days[-1]):
        return None
    year, explicit = _said_year(part, anchor)
    if year is None:
        weekday = next(iter(_numbers(part, "k")), None)
        return anchor.day(months[0], days[-1], _how(part), weekday)
    if not is_day(year, months[0], days[-1]):
        return None
    edtf = f"{year:04}-{months[0]:02}-{days[-1]:02}"
    return Reading(edtf, "explicit" if explicit else "relative", _how(part) or "present")


def _one_month(part: Part, anchor: Anchor) -> Reading | None:
    """A month, with or without a year."""
    if not _same_month(part):
        return None
    month = _numbers(part, "mwMW")[0]
    year, explicit = _said_year(part, anchor)
    if year is None:
        return anchor.month(month, _how(part))
    edtf = f"{year:04}-{month:02}"
    return Reading(edtf, "explicit" if explicit else "relative", _how(part) or "present")


def _iso(part: Part, _: Anchor) -> Reading | None:
    """Year, month and day in numbers."""
    year, month, of_month = (word.number for word in part if word.sign in "yd")
    return _explicit(year, month, of_month)


def _numeric(part: Part, _: Anchor) -> Reading | None:
    """Day, month and year in numbers; month first only where it cannot be otherwise."""
    first, second = _numbers(part, "d")
    year = _numbers(part, "y")[0]
    return _explicit(year, second, first) or _explicit(year, first, second)


def _explicit(year: int, month: int, of_month: int) -> Reading | None:
    """A day said in full, if the calendar has it."""
    if not is_day(year, month, of_month):
        return None
    return Reading(f"{year:04}-{month:02}-{of_month:02}", "explicit", "present")


def _cross(part: Part, anchor: Anchor) -> Reading | None:
    """From a day of one month to a day of another; a year said once is said of both."""
    cut = next(at for at, word in enumerate(part) if at and word.sign in "atu-")
    last = _one_day(part[cut + 1 :], anchor)
    year = [word for word in part[cut:] if word.sign == "y"][:1]
    said = any(word.sign == "y" for word in part[:cut])
    first = _one_day(part[:cut] if said else [*part[:cut], *year], anchor)
    if not first or not last:
        return None
    return _between(first, last)


def _between(first: Reading, last: Reading) -> Reading:
    """Two readings as the ends of one interval."""
    if not first.edtf or not last.edtf:
        return UNRESOLVED
    ordered = first.edtf <= last.edtf
    edtf = interval(first.edtf, last.edtf) if ordered else None
    basis = "explicit" if first.basis == last.basis == "explicit" else last.basis
    return Reading(edtf, basis if ordered else "unresolved", last.direction)


def _days(signs: str, part: Part, anchor: Anchor) -> Readings:
    """Several days of one month: an interval when they run on, else each by itself."""
    at = [place for place, word in enumerate(part) if word.sign == "d"]
    tail = part[at[-1] + 1 :]
    read = [_one_day([*part[max(0, place - 2) : place + 1], *tail], anchor) for place in at]
    days = [reading for reading in read if reading]
    numbers = [part[place].number for place in at]
    if len(days) != len(at):
        last = part[at[-1] :]
        yield from ((one, last) for one in [_one_day(last, anchor)] if one)
    elif _run_on(signs, numbers):
        past, future = (_ends(days, way) for way in ("past", "future"))
        both = _between(days[0], days[-1])
        yield Reading(both.edtf, both.basis, both.direction, past, future), part[at[0] :]
    else:
        for place, day in zip(at, days, strict=True):
            yield day, part[place:] if place == at[-1] else [part[place]]


def _ends(days: list[Reading], way: str) -> str | None:
    """The interval of days that all lie before, or all after, publication."""
    first, last = getattr(days[0], way), getattr(days[-1], way)
    return interval(first, last) if first and last and first <= last else None


def _run_on(signs: str, numbers: list[int]) -> bool:
    """Whether days or months are said as one stretch."""
    rising = all(one < two for one, two in pairwise(numbers))
    stretch = signs[0] in "iB" or any(sign in signs for sign in "tu-")
    return rising and (stretch or numbers[-1] - numbers[0] == len(numbers) - 1)


def _months(signs: str, part: Part, anchor: Anchor) -> Readings:
    """Two months: an interval when they run on, else each by itself."""
    cut = next(at for at, word in enumerate(part) if at and word.sign in "atu-")
    before, after = part[:cut], part[cut + 1 :]
    said = any(word.sign in "yY" for word in before)
    tail = [] if said else [word for word in after if word.sign in "yYpfcPFC"]
    first, last = _one_month([*before, *tail], anchor), _one_month(after, anchor)
    if not first or not last:
        return
    if _run_on(signs, [_numbers(before, "mwMW")[0], _numbers(after, "mwMW")[0]]) or said:
        yield _between(first, last), part
    else:
        yield first, before
        yield last, after


def _latin(part: Part, anchor: Anchor) -> Reading | None:
    """A month before its day, or before two days."""
    last = _one_day(part, anchor)
    if len(_numbers(part, "d")) == 1:
        return last
    first = next(word for word in part if word.sign == "d")
    start = _one_day([word for word in part if word.sign != "d" or word is first], anchor)
    if not start or not last:
        return None
    past, future = (_ends([start, last], way) for way in ("past", "future"))
    return replace(_between(start, last), past=past, future=future)


def _of_month(part: Part, anchor: Anchor) -> Reading | None:
    """A day of last month, this or the next one."""
    return anchor.of_month(_how(part), _numbers(part, "d")[0])


def _hijri(_: Part, __: Anchor) -> Reading | None:
    """A Hijri date, which is not converted: sightings of the moon differ by country."""
    return UNRESOLVED


def _near(part: Part, anchor: Anchor) -> Reading | None:
    """Today, yesterday, tomorrow and the days beside them."""
    step = next(_NEAR[word.sign] for word in part if word.sign in _NEAR)
    return anchor.near(step, next(iter(_numbers(part, "k")), None))


def _weekday(part: Part, anchor: Anchor) -> Reading | None:
    """A weekday, of a week that is said or not."""
    weekday, how = _numbers(part, "k")[0], _how(part)
    if any(word.sign == "E" for word in part):
        return anchor.of_week(how, weekday)
    return anchor.weekday(weekday, "" if how == "present" else how)


def _weekdays(part: Part, anchor: Anchor) -> Readings:
    """Two weekdays: an interval when one follows the other, else each by itself."""
    cut = next(at for at, word in enumerate(part) if at and word.sign in "atu-")
    before, after = part[:cut], part[cut + 1 :]
    how = [word for word in after if word.sign in "pfc"]
    read = [_weekday(one, anchor) for one in ([*before, *how], after)]
    days = [day for day in read if day]
    first, last = _numbers(part, "k")
    if (last - first) % 7 == 1 and len(days) == len(read):
        past, future = (_ends(days, way) for way in ("past", "future"))
        both = _between(*days)
        yield Reading(both.edtf, both.basis, both.direction, past, future), part
    else:
        yield from ((day, one) for day, one in zip(read, (before, after), strict=True) if day)


def _told(_: Part, __: Anchor) -> Reading | None:
    """The day of what was told before, which the words alone do not say."""
    return UNRESOLVED


def _counted(part: Part) -> tuple[int, int]:
    """How many of which unit of time words say; none where they say just "days"."""
    unit = next((word for word in part if word.sign in "veDEsSY"), part[-1])
    said = _numbers(part, "Nd")
    if unit.sign == "v":
        return 2, unit.number
    several = unit.sign == "e" or unit.text in SEVERAL
    return (said[0] if said else 0 if several else 1), unit.number or _UNITS.get(unit.sign, 1)


def _ago(part: Part, anchor: Anchor) -> Reading | None:
    """Two weeks ago; "before the year" is none."""
    if any(word.sign in "veDEsSY" and word.text.startswith(_DEFINITE) for word in part):
        return None
    count, unit = _counted(part)
    more = any(word.sign in "gQ" for word in part)
    return anchor.ago(count, unit, more=more) if count else UNRESOLVED


def _ahead(part: Part, anchor: Anchor) -> Reading | None:
    """In two weeks."""
    return anchor.ahead(*_counted(part))


def _stretch(part: Part, anchor: Anchor) -> Reading | None:
    """The coming days, the last two weeks."""
    how = _how(part)
    return anchor.stretch(how, *_counted(part)) if how in {"past", "future"} else None


def _parts(part: Part, anchor: Anchor) -> Reading | None:
    """The beginning, middle or end of a month or year; "by" it leaves the first day open."""
    cut = next((at for at, word in enumerate(part) if word.sign == "O"), None)
    if cut is None:
        found = _one_part([word for word in part if word.sign not in "Rb"], anchor)
        return _until(found, part[0].sign, anchor) if found and part[0].sign in "Rb" else found
    before, after = part[:cut], part[cut + 1 :]
    said = [word for word in before if word.sign in "pfcPFCy"]
    other = any(word.sign in "pfcPFCy" for word in after)
    first = _one_part([word for word in before if word.sign not in "Rb"], anchor)
    last = _one_part(after if other else [*after, *said], anchor)
    return _between(_edge(first, 0), _edge(last, -1)) if first and last else None


def _until(reading: Reading, sign: str, anchor: Anchor) -> Reading:
    """By the end of something: what is to come begins with publication, what is past is open."""
    here = anchor.published.isoformat() if anchor.published else ""

    def by(edtf: str | None) -> str | None:
        end = edtf.rpartition("/")[2] if edtf else ""
        return f"{here if here and here < end else '..'}/{end}" if end and end[0] != "X" else edtf

    told = reading.future if sign == "R" and reading.future else reading.edtf
    return replace(reading, edtf=by(told), past=by(reading.past), future=by(reading.future))


def _edge(reading: Reading, end: int) -> Reading:
    """The first or the last day of an interval."""
    return replace(reading, edtf=reading.edtf.split("/")[end] if reading.edtf else None)


def _one_part(part: Part, anchor: Anchor) -> Reading | None:
    """The beginning, middle or end of a month, a week or a year."""
    which = _numbers(part, "L")[0]
    if _numbers(part, "mwMW"):
        return _tenth(_one_month(part, anchor), which)
    unit, years, how = _span_of_time(part), _numbers(part, "y"), _how(part)
    if unit == "":
        return None
    if unit == "E":
        return anchor.weekend(how) if which == 3 else anchor.of_week(how)
    if unit == "Y":
        found = Reading(f"{years[0]:04}", "explicit") if years else anchor.of_year(how)
        return _quarter(found, which)
    return _tenth(anchor.of_month(how), which)


def _span_of_time(part: Part) -> str:
    """Whether a week, a month or a year is told by its noun; the English "an" is none of them."""
    return next((word.sign for word in part if word.sign in "SYE" and word.text != "an"), "")


def _tenth(reading: Reading | None, which: int) -> Reading | None:
    """The ten days of a month that are its beginning, middle or end."""
    if reading is None or reading.edtf is None:
        return reading
    first, last = _TENS[which]

    def days(month: str | None) -> str | None:
        if month is None or month.startswith("X"):
            return month
        end = min(last, monthrange(int(month[:4]), int(month[5:7]))[1])
        return interval(f"{month}-{first:02}", f"{month}-{end:02}")

    return replace(
        reading, edtf=days(reading.edtf), past=days(reading.past), future=days(reading.future)
    )


def _quarter(reading: Reading, which: int) -> Reading:
    """A year whose beginning, middle or end is meant: by itself only its end has a limit."""
    return replace(reading, edtf=f"{reading.edtf}-12") if which == 3 and reading.edtf else reading


def _unit(part: Part, anchor: Anchor) -> Reading | None:
    """Last, this or next week, month or year."""
    how = _how(part)
    unit = next(word.sign for word in part if word.sign in "SYE")
    rules = {"S": anchor.of_month, "Y": anchor.of_year, "E": anchor.of_week}
    return rules[unit](how)


def _year(part: Part, _: Anchor) -> Reading | None:
    """A year by itself."""
    return Reading(f"{_numbers(part, 'y')[0]:04}", "explicit", "present")


def _years(part: Part, _: Anchor) -> Reading | None:
    """From one year to another."""
    first, last = _numbers(part, "y")
    if first > last:
        return None
    return Reading(interval(f"{first:04}", f"{last:04}"), "explicit", "present")


_RULES: Final[dict[str, Callable[[Part, Anchor], Reading | None]]] = {
    "ago": _ago,
    "ahead": _ahead,
    "stretch": _stretch,
    "part": _parts,
    "iso": _iso,
    "numeric": _numeric,
    "cross": _cross,
    "latin": _latin,
    "day": _one_day,
    "of_month": _of_month,
    "hijri": _hijri,
    "month": _one_month,
    "near": _near,
    "told": _told,
    "weekday": _weekday,
    "years": _years,
    "unit": _unit,
    "year": _year,
}
