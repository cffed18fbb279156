"""What a match of the date grammar says: the signs of its words read as days, months, years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from kb.extract.date_rules import UNRESOLVED, Anchor, How, Reading, is_day
from kb.extract.date_signs import Word
from kb.extract.edtf import interval

_HOW: Final[dict[str, How]] = {
    **dict.fromkeys("pP", "past"),
    **dict.fromkeys("fF", "future"),
    **dict.fromkeys("cC", "present"),
}
_NEAR = {"T": 0, "J": 0, "Z": -1, "A": -2, "G": 1, "P": -1}

Part = list[Word]
Readings = Iterator[tuple[Reading, Part]]


def readings(kind: str, signs: str, part: Part, anchor: Anchor) -> Readings:
    """What one match says: mostly one date, two where "5 and 12 June" are two days."""
    if kind == "days":
        yield from _days(signs, part, anchor)
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
    first = next(word for word in part if word.sign == "d")
    last = _one_day(part, anchor)
    start = _one_day([word for word in part if word.sign != "d" or word is first], anchor)
    return _between(start, last) if start and last else None


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
    "iso": _iso,
    "numeric": _numeric,
    "cross": _cross,
    "latin": _latin,
    "day": _one_day,
    "of_month": _of_month,
    "hijri": _hijri,
    "month": _one_month,
    "near": _near,
    "weekday": _weekday,
    "years": _years,
    "unit": _unit,
    "year": _year,
}
