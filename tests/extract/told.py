"""What invented sentences tell, held against short descriptions: `type|status|who|place|date`."""

from __future__ import annotations

from kb.records import Event
from tests.extract.marked import who

A = "[person/salem|سالم العمري]"
B = "[person/nabil|نبيل الراوي]"
C = "[person/laila|ليلى الشافعي]"
D = "[person/omar|عمر الحداد]"
R = "[place/rabat|الرباط]"
P = "[place/paris|باريس]"
M = "[place/morocco|المغرب]"
TN = "[place/tunisia|تونس]"
SP = "[place/spain|إسبانيا]"


def _told(event: Event) -> tuple[str, ...]:
    place = (event.place or "").removeprefix("place/")
    people = "+".join(sorted(who(event)))
    return event.type, event.status, people, place, event.date.edtf or ""


def check(found: tuple[Event, ...], expected: str) -> None:
    """Each event is as one of those expected, and the other way round; `*` is anything.

    A place or date that is left out is not looked at.
    """
    wanted = [tuple((one.split("|") + ["*"] * 2)[:5]) for one in expected.split("; ") if one]
    told = [_told(event) for event in found]

    def fits(want: tuple[str, ...], got: tuple[str, ...]) -> bool:
        return all(a in ("*", b) for a, b in zip(want, got, strict=True))

    assert [want for want in wanted if not any(fits(want, got) for got in told)] == [], told
    assert [got for got in told if not any(fits(want, got) for want in wanted)] == []
