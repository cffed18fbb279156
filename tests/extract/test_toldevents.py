"""Which of the events told before a further telling is held against."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.extract.drafts import Draft
from kb.extract.nodes import Sentence
from kb.extract.toldevents import ToldEvents
from kb.extract.unite import one_event
from kb.records import EventType, Role, Span

SENTENCE = Sentence(0, 0, Span(0, 1), ())


def draft(
    kind: EventType,
    people: dict[str, Role | None],
    key: frozenset[str] = frozenset(),
    place: str | None = None,
) -> Draft:
    return Draft(
        kind, "held", SENTENCE, Span(0, 1), 0, people=people, key=key, place=place, word="met"
    )


ROLES = st.sampled_from(("host", "guest", "attendee", None))
DRAFTS = st.builds(
    draft,
    st.sampled_from(("meeting", "visit", "conference", "call")),
    st.dictionaries(st.sampled_from("abcd"), ROLES, max_size=3),
    st.frozensets(st.sampled_from(("3", "4", "قمه")), max_size=2),
    st.sampled_from(("place/rabat", "place/tunis", None)),
)


def told(*drafts: Draft) -> ToldEvents:
    events = ToldEvents()
    for one in drafts:
        events.add(one)
    return events


@given(st.lists(DRAFTS, max_size=8), DRAFTS)
def test_the_event_found_is_the_one_that_trying_all_would_find(
    before: list[Draft], new: Draft
) -> None:
    def same(here: str, there: str) -> bool:
        return here == there

    found = (one for one in told(*before).sharing(new) if one_event(one, new, same))
    tried = (one for one in reversed(before) if one_event(one, new, same))

    assert next(found, None) is next(tried, None)


def test_an_event_told_again_is_the_one_told_last() -> None:
    first, second = draft("visit", {"a": "guest"}), draft("visit", {"a": "guest"})
    events = told(first, second, first)

    assert events.all() == [second, first]
    assert events.last_visit is first
    assert events.sharing(draft("visit", {"a": "guest"})) == [first, second]


def test_an_event_is_found_by_who_was_told_later_to_take_part() -> None:
    event = draft("meeting", {"a": "host"})
    events = told(event)
    event.people["b"] = "guest"

    assert events.sharing(draft("meeting", {"b": "guest"})) == []
    events.note(event)
    assert events.sharing(draft("meeting", {"b": "guest"})) == [event]
