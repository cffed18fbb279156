"""Calendar sense: what a day, month, weekday or "last week" is, seen from a publication date.

Nothing here guesses: without a publication date a reading is unresolved, with X for the year
where day or month are said, else with no EDTF at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kb.extract.edtf import interval
from kb.records import DateBasis

Direction = Literal["past", "future", "present", "ambiguous"]
How = Literal["past", "future", "present", ""]  # "" where the words do not say
_MONTH_AND_A_HALF = 45
_MONTH, _YEAR = 30, 365  # units, as `calendar_words` counts them
_LONGEST = 150 * _YEAR


@dataclass(frozen=True, slots=True)
class Reading:
    """What words for a date say; `past` and `future` where they may mean either."""

    edtf: str | None
    basis: DateBasis
    direction: Direction = "ambiguous"
    past: str | None = None
    future: str | None = None


UNRESOLVED = Reading(None, "unresolved")


def is_day(year: int, month: int, of_month: int) -> bool:
    """Whether the calendar has such a day."""
    return _day(year, month, of_month) is not None


def _day(year: int, month: int, of_month: int) -> date | None:
    """A day of the calendar, or None."""
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where relative dates are seen from: the day of publication, if it is known."""

    published: date | None

    def day(self, month: int, of_month: int, how: How = "", weekday: int | None = None) -> Reading:
        """A day whose year is not said."""
        if not self.published:
            return Reading(f"XXXX-{month:02}-{of_month:02}", "unresolved")
        here = self.published
        days = [_day(here.year + step, month, of_month) for step in range(-4, 5)]
        real = [found for found in days if found]
        fits = [found for found in real if weekday is None or found.weekday() == weekday] or real
        past = [found for found in fits if found < here or (found == here and how != "past")]
        future = [found for found in fits if found > here or (found == here and how != "future")]
        return self._chosen(past, future, how)

    def _chosen(self, past: list[date], future: list[date], how: How) -> Reading:
        """The day before or after publication, or the nearer one where neither is said."""
        before = past[-1] if past else None
        after = future[0] if future else None
        if how in {"past", "future"}:
            chosen = before if how == "past" else after
            return _relative(chosen.isoformat(), how) if chosen else UNRESOLVED
        near = [found for found in (before, after) if found]
        if not near or not self.published:
            return UNRESOLVED
        here = self.published
        nearest = min(near, key=lambda found: abs((found - here).days))
        if how == "present":  # "the current March" may be told a few days into April, not in May
            known = abs((nearest - here).days) <= _MONTH_AND_A_HALF
            return _relative(nearest.isoformat(), how) if known else _unknown(how)
        return Reading(
            nearest.isoformat(),
            "relative",
            "ambiguous",
            before.isoformat() if before else None,
            after.isoformat() if after else None,
        )

    def month(self, month: int, how: How = "") -> Reading:
        """A month whose year is not said."""
        if not self.published:
            return Reading(f"XXXX-{month:02}", "unresolved", how or "ambiguous")
        here = self.published
        last = here.year - (month >= here.month)
        coming = here.year + (month <= here.month)
        if how in {"past", "future"}:
            year = last if how == "past" else coming
            return _relative(f"{year:04}-{month:02}", how)
        if month == here.month:
            return _relative(f"{here.year:04}-{month:02}", "present")
        if how == "present":
            return Reading(f"XXXX-{month:02}", "unresolved", how)
        apart = (here.month - month) % 12
        nearer = last if apart <= 6 else coming
        past, future = f"{last:04}-{month:02}", f"{coming:04}-{month:02}"
        return Reading(f"{nearer:04}-{month:02}", "relative", "ambiguous", past, future)

    def year(self, how: How) -> int | None:
        """Last year, this or next year as a number."""
        return self.published.year + _STEP[how] if self.published else None

    def of_year(self, how: How) -> Reading:
        """Last year, this or next year."""
        year = self.year(how)
        return _relative(str(year), how) if year else _unknown(how)

    def of_month(self, how: How, of_month: int | None = None) -> Reading:
        """Last month, this or the next one, or a day of it."""
        if not self.published:
            return _unknown(how)
        index = self.published.year * 12 + self.published.month - 1 + _STEP[how]
        year, month = divmod(index, 12)
        if of_month is None:
            return _relative(f"{year:04}-{month + 1:02}", how)
        found = _day(year, month + 1, of_month)
        return _relative(found.isoformat(), how) if found else UNRESOLVED

    def of_week(self, how: How, weekday: int | None = None) -> Reading:
        """Last week, this or the next one from Monday to Sunday, or a day of it."""
        if not self.published:
            return _unknown(how)
        monday = self.published + timedelta(7 * _STEP[how] - self.published.weekday())
        if weekday is not None:
            return _relative((monday + timedelta(weekday)).isoformat(), how)
        return _relative(interval(monday.isoformat(), (monday + timedelta(6)).isoformat()), how)

    def ago(self, count: int, unit: int, *, more: bool = False) -> Reading:
        """So many days, weeks, months or years before publication, as exactly as is said.

        `unit` is 1, 7, 30 or 365; more than so long ago has no first day.
        """
        edtf = self._away(-count, unit)
        if edtf is None:
            return _unknown("past")
        return _relative(f"../{edtf.rpartition('/')[2]}" if more else edtf, "past")

    def ahead(self, count: int, unit: int) -> Reading:
        """So many days, weeks or months after publication."""
        edtf = self._away(count, unit)
        return _relative(edtf, "future") if edtf else _unknown("future")

    def _away(self, count: int, unit: int) -> str | None:
        """The day, the week, the month or the year so many units from that of publication."""
        if not self.published or abs(count) * unit > _LONGEST:
            return None
        here = self.published
        if unit == _YEAR:
            return f"{here.year + count:04}"
        if unit == _MONTH:
            year, month = divmod(here.year * 12 + here.month - 1 + count, 12)
            return f"{year:04}-{month + 1:02}"
        found = here + timedelta(count * unit)
        if unit == 1:
            return found.isoformat()
        monday = found - timedelta(found.weekday())
        return interval(monday.isoformat(), (monday + timedelta(6)).isoformat())

    def stretch(self, how: How, count: int, unit: int) -> Reading:
        """The next or last so many days or weeks; without a number they are open at the far end."""
        if not self.published or unit not in {1, 7} or (how == "past" and not count):
            return _unknown(how)
        here, step = self.published, timedelta(count * unit)
        if how == "past":
            return _relative(interval((here - step).isoformat(), here.isoformat()), how)
        last = (here + step).isoformat() if count else ".."
        return _relative(interval(here.isoformat(), last), how)

    def weekend(self, how: How) -> Reading:
        """The end of last week, this or the next one: it begins on Friday or Saturday."""
        if not self.published:
            return _unknown(how)
        monday = self.published + timedelta(7 * _STEP[how] - self.published.weekday())
        friday, sunday = monday + timedelta(4), monday + timedelta(6)
        return _relative(interval(friday.isoformat(), sunday.isoformat()), how)

    def weekday(self, weekday: int, how: How = "") -> Reading:
        """A weekday: the last, the next, or whichever the verb beside it will tell."""
        if not self.published:
            return _unknown(how)
        here = self.published
        back, on = (here.weekday() - weekday) % 7, (weekday - here.weekday()) % 7
        if how in {"past", "future"}:
            step = -(back or 7) if how == "past" else (on or 7)
            return _relative((here + timedelta(step)).isoformat(), how)
        past, future = (here - timedelta(back)).isoformat(), (here + timedelta(on)).isoformat()
        known = past if past == future else None
        basis: DateBasis = "relative" if known else "unresolved"
        return Reading(known, basis, "ambiguous", past, future)

    def near(self, step: int, weekday: int | None = None) -> Reading:
        """Today, yesterday or tomorrow; the weekday beside it may be a day off, not more."""
        how: How = "past" if step < 0 else "future" if step > 0 else "present"
        if not self.published:
            return _unknown(how)
        found = self.published + timedelta(step)
        if weekday is not None and found.weekday() != weekday:
            beside = [found + timedelta(off) for off in (-1, 1)]
            fits = [day for day in beside if day.weekday() == weekday]
            if not fits:
                return _unknown(how)
            found = fits[0]
        return _relative(found.isoformat(), how)


_STEP: dict[How, int] = {"past": -1, "future": 1, "present": 0, "": 0}


def _relative(edtf: str, how: How) -> Reading:
    """A reading that the publication date made certain."""
    return Reading(edtf, "relative", how or "present")


def _unknown(how: How) -> Reading:
    """A reading for want of a publication date."""
    return Reading(None, "unresolved", how or "ambiguous")
