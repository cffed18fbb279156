"""The two sides of an agreement that its own words do not name: those who meet, or stand first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.extract import agreementwords as words
from kb.extract.cues import PLANS, RELATIVES
from kb.extract.nodes import Node
from kb.extract.text import fold
from kb.ids import unique
from kb.records import Event

_TWO = frozenset(
    fold("وزيرا رئيسا قائدا حكومتا وزارتا سفيرا رئيستا وزيرتا").split()  # as subjects
)
_OFFICE = 3  # words of an office that two hold: "the ministers of foreign affairs of"
_BEFORE = 9  # nodes between two states and what they sign
_EACH = frozenset(fold("كل من عليها عليه").split())
_ACTING = words.ACTS | words.RENEWED | PLANS
_MADE = words.SIGNED_IT | frozenset(
    fold("اتفق اتفقت اتفقا اتفقتا أبرمها أبرمتها أبرمه أبرمته توصل توصلت توصلتا").split()
)
_RELATED = frozenset(fold(" ".join(RELATIVES)).split())


def _any(word: str, known: frozenset[str]) -> bool:
    """Whether a word, with or without "and" before it, is one of some."""
    return word in known or word.removeprefix("و") in known


def _two(nodes: Sequence[Node], at: int) -> list[str]:
    """The two states that are told from a node on, and no third: "A and B"."""
    near = nodes[at : at + 3]
    ids = [one.entity.id for one in near if one.entity is not None and one.is_a("place")]
    joined = len(near) > 1 and near[1].lead == "و" and not near[0].lead.strip("وف")
    if not joined or len(ids) < 2 or near[0].entity is None or near[1].entity is None:
        return []
    third = len(near) > 2 and near[2].lead == "و"
    return [] if third or not near[1].is_a("place") else ids[:2]


def leading(nodes: Sequence[Node]) -> list[str]:
    """The two states that a headline begins with: "A and B: …", "A and B renew …"."""
    return _two(nodes, 0)


def of_two_offices(nodes: Sequence[Node]) -> list[str]:
    """The states of "the interior ministers of A and B"."""
    for at, node in enumerate(nodes):
        if node.entity is not None or not _any(node.form, _TWO):
            continue
        for place in range(at + 1, min(len(nodes), at + 2 + _OFFICE)):
            if nodes[place].is_a("place"):
                return _two(nodes, place)
            if nodes[place].is_mark:
                break
    return []


def acting(nodes: Sequence[Node], at: int) -> list[str]:
    """The states of "A and B intend to sign …", "A and B have renewed …", before the noun."""
    for place in range(max(1, at - _BEFORE), at):
        verb = nodes[place - 1]
        acts = verb.entity is None and _any(verb.form, _ACTING)
        if acts and (found := _two(nodes, place)):
            return found
    return []


def made_by(nodes: Sequence[Node], stop: int) -> list[str]:
    """Who made the agreement that ends here: "which both A and B agreed on"."""
    near = nodes[stop : stop + 4]
    made = [place for place, node in enumerate(near) if node.form in _MADE]
    if not made or not any(node.form in _RELATED for node in near[: made[0]]):
        return []
    at = stop + made[0] + 1
    while at < len(nodes) and nodes[at].form in _EACH:
        at += 1
    return _two(nodes, at)


def meeting(events: Sequence[Event], acts_for: Mapping[str, str]) -> list[str]:
    """The two states whose officials meet in a sentence, if all of them act for one of two."""
    held = [one for one in events if one.type in {"meeting", "visit"} and one.status == "held"]
    people = {part.entity for one in held for part in one.participants}
    people = {one for one in people if one.startswith("person/")}
    states = list(unique(acts_for[one] for one in sorted(people) if one in acts_for))
    return states if len(states) == 2 else []
