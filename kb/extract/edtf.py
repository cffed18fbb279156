"""Extended Date/Time Format: the strings Khabar writes, and the days that they allow."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?[?~%]?\Z")
_OPEN = {"", ".."}

Bounds = tuple[date | None, date | None]


def day(value: date) -> str:
    """A day as EDTF."""
    return value.isoformat()


def interval(first: str, last: str) -> str:
    """Two EDTF dates as an interval; one alone when they are the same."""
    return first if first == last else f"{first}/{last}"


def bounds(edtf: str | None) -> Bounds:
    """The first and the last day that an EDTF date allows; None where it sets no limit.

    Read are days, months, years, intervals (open ones too) and X for digits not given; what
    is not such a date, or no day of the calendar, has no bounds.
    """
    if not edtf or edtf.count("/") > 1:
        return None, None
    first, _, last = edtf.partition("/")
    if "/" not in edtf:
        last = first
    start = (None, None) if first in _OPEN else _point(first)
    end = (None, None) if last in _OPEN else _point(last)
    earliest, latest = start[0], end[1]
    if earliest and latest and earliest > latest:
        return None, None
    return earliest, latest


def exact(edtf: str | None) -> date | None:
    """The day, where an EDTF date is one day; else None."""
    earliest, latest = bounds(edtf)
    return earliest if earliest == latest else None


def _point(text: str) -> Bounds:
    """The bounds of an EDTF date that is no interval."""
    found = _POINT.match(text)
    if not found or found[1] == "XXXX" or (found[3] and found[2] == "XX" != found[3]):
        return None, None
    try:
        return _first(*found.groups()), _last(*found.groups())
    except ValueError:
        return None, None


def _first(year: str, month: str | None, of_month: str | None) -> date:
    """The first day that a year, a month and a day allow."""
    return date(max(1, int(year.replace("X", "0"))), _number(month, 1), _number(of_month, 1))


def _last(year: str, month: str | None, of_month: str | None) -> date:
    """The last day that a year, a month and a day allow."""
    number, last_month = int(year.replace("X", "9")), _number(month, 12)
    return date(number, last_month, _number(of_month, monthrange(number, last_month)[1]))


def _number(text: str | None, missing: int) -> int:
    """A number, or the one that stands in where none is given."""
    return missing if text is None or "X" in text else int(text)
