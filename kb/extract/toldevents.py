"""The events told so far, looked up by who takes part.

In an article of thousands of events none is tried against all the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.extract.drafts import Draft


def _signs(draft: Draft) -> Iterator[str]:
    """What two drafts of one event share: somebody, or the number of a session."""
    yield from draft.people
    yield from (word for word in draft.key if word.isdigit())


@dataclass(slots=True)
class ToldEvents:
    """Events in the order in which they were last told of."""

    last_visit: Draft | None = None
    _rank: dict[Draft, int] = field(default_factory=dict)
    _by_sign: dict[str, dict[Draft, None]] = field(default_factory=dict)
    _told: int = 0

    def add(self, event: Draft) -> None:
        """Keep an event as the one told last, also where it was told before."""
        self._told += 1
        self._rank.pop(event, None)
        self._rank[event] = self._told
        self.note(event)
        if event.visit:
            self.last_visit = event

    def note(self, event: Draft) -> None:
        """Have an event found by everybody who takes part by now."""
        for sign in _signs(event):
            self._by_sign.setdefault(sign, {})[event] = None

    def all(self) -> list[Draft]:
        """Every event, the one told last at the end."""
        return list(self._rank)

    def sharing(self, draft: Draft) -> list[Draft]:
        """The events that can be the draft's by who takes part, the one told last first.

        Two meetings of more than one person each are one only if they share two, see unite.py.
        """
        shared = Counter(one for sign in _signs(draft) for one in self._by_sign.get(sign, ()))
        few = draft.visit or draft.key or len(draft.people) == 1
        found = (one for one, n in shared.items() if few or n > 1 or len(one.people) == 1)
        return sorted(found, key=self._rank.__getitem__, reverse=True)
