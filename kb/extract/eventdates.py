"""When an event is said to be: the date in its clause that stands nearest to its word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from operator import attrgetter

from kb.extract import calendar_words as cw
from kb.extract.dates import DatedSpan, value_of
from kb.extract.drafts import Draft
from kb.extract.text import fold
from kb.records import DateValue, Span

_YEARLESS = frozenset({"day", "days", "month", "cross", "latin"})
_STEPS = tuple(
    (phrase, step)
    for step, phrases in enumerate((cw.SAME_DAY, cw.NEXT_DAY))
    for phrase in phrases.split("|")
)
_SINCE = frozenset({"منذ", "مند"})
_COARSE = frozenset({"unit", "year", "years"})


def within(dated: Sequence[DatedSpan], part: Span) -> list[DatedSpan]:
    """The dates that lie in a part of the text; they are in the order of the text."""
    first = bisect_left(dated, part.start, key=lambda one: one.span.start)
    last = bisect_left(dated, part.end, first, key=lambda one: one.span.start)
    return [one for one in dated[first:last] if one.span.end <= part.end]


def date_of(draft: Draft, dated: Sequence[DatedSpan], published: date | None) -> DateValue:
    """The date of an event as its clause says it, resolved towards its status."""
    near = within(dated, draft.region)
    if not near:
        return DateValue()

    def rank(one: DatedSpan) -> tuple[bool, bool, bool, int]:
        behind = one.span.start >= draft.anchor
        unknown = one.value.edtf is None and one.past.edtf is None
        return unknown, one.kind in _COARSE, not behind, abs(one.span.start - draft.anchor)

    best = min(near, key=rank)
    if draft.now and best.kind in {"weekday", "weekdays"} and best.direction == "ambiguous":
        return _coming(best, draft, published)
    if draft.now and best.kind in _YEARLESS and best.direction == "ambiguous":
        return _nearest(best, published)
    return best.towards("future" if draft.status == "planned" else "past")


def of_told(value: DateValue, told: DateValue) -> DateValue:
    """A date as it is, or what "the same day" and "the day after" say of the event told before."""
    words = fold(value.text) if value.text and value.edtf is None else ""
    step = next((step for phrase, step in _STEPS if words.endswith(phrase)), None)
    if step is None or told.earliest is None or told.earliest == date.max:
        return value
    return value_of((told.earliest + timedelta(step)).isoformat(), "relative", value.text)


def _nearest(one: DatedSpan, published: date | None) -> DateValue:
    """Of a day of this year and of the last or next the one nearer to publication."""
    if published is None or one.past.latest is None or one.future.earliest is None:
        return one.value
    since, until = published - one.past.latest, one.future.earliest - published
    return one.past if since <= until else one.future


def _coming(one: DatedSpan, draft: Draft, published: date | None) -> DateValue:
    """The day of "visits on Sunday": today or ahead in an article, gone by in its headline."""
    today = published is not None and one.past.latest == published
    nodes = draft.sentence.nodes
    at = bisect_left(nodes, one.span.start, key=attrgetter("start"))
    gone_by = draft.sentence.headline or (at > 0 and nodes[at - 1].form in _SINCE)
    return one.past if today or gone_by else one.future


def narrower(one: DateValue, other: DateValue) -> DateValue:
    """Of two dates of one event the more exact; what is known before what is not."""
    if other.edtf is None:
        return one if one.edtf is not None or one.text else other
    if one.edtf is None:
        return other
    return min((one, other), key=_width)


def _width(value: DateValue) -> int:
    if value.earliest is None or value.latest is None:
        return 10**6
    return (value.latest - value.earliest).days


def clash(one: DateValue, other: DateValue) -> bool:
    """Whether two known dates cannot both be that of one event."""
    return _before(one, other) or _before(other, one)


def _before(one: DateValue, other: DateValue) -> bool:
    known = one.latest is not None and other.earliest is not None
    return known and str(one.latest) < str(other.earliest)
