"""Which event is part of which: stops of a tour, meetings in the course of a visit."""

from __future__ import annotations

from collections.abc import Sequence

from kb.extract.drafts import Draft
from kb.records import DateValue

_MOST = 20  # tours of one article


def nest(told: Sequence[Draft]) -> None:
    """Make the meetings told with a visit of one who met part of that visit."""
    visits = [one for one in told if one.visit and not one.tour]
    for visit in visits:
        for one in told:
            met = not one.visit and visit.guests & set(one.people) and one.status == visit.status
            if met and visit.date.edtf in {None, one.date.edtf}:
                kept = one.merged_into or one
                kept.part_of = visit.merged_into or visit
                if kept.type == "meeting":  # held where the visit went to, if nothing else is told
                    kept.place = kept.place or visit.place


def tours(events: Sequence[Draft]) -> None:
    """Make stops part of their tour; a tour whose first and last stop are dated spans them."""
    for tour in [one for one in events if one.tour][:_MOST]:
        stops = [
            one
            for one in events
            if one.visit and not one.tour and one.guests & tour.guests and one.status == tour.status
        ]
        for stop in stops:
            stop.part_of = tour
            tour.evidence.extend(stop.stages)
        ends = [one.date for one in stops if one.closing and one.date.earliest and one.date.latest]
        if len(ends) > 1:
            tour.date = _spanning(ends, tour.date.text)


def _spanning(ends: Sequence[DateValue], text: str | None) -> DateValue:
    first = min(ends, key=lambda one: str(one.earliest))
    last = max(ends, key=lambda one: str(one.latest))
    edtf = f"{first.edtf}/{last.edtf}" if first.edtf != last.edtf else first.edtf
    return DateValue(edtf, "relative", text or first.text, first.earliest, last.latest)
