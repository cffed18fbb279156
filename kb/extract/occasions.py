"""The events that each sentence tells of, for what is told in the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.records import Event, Span

Occasions = Mapping[Span, Sequence[Event]]


def occasions(events: Sequence[Event]) -> Occasions:
    """The events by the words that are evidence of them, in the order given."""
    found: dict[Span, list[Event]] = {}
    for event in events:
        for span in dict.fromkeys(event.evidence):
            found.setdefault(span, []).append(event)
    return found
