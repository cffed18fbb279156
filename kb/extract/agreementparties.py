"""Between whom an agreement is: by "between", "its parties", adjectives, or who signed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kb.extract import agreementwords as words
from kb.extract.agreementnames import parties
from kb.extract.chunks import Chunk
from kb.extract.cues import COPULAS, RELATIVES, TIMES
from kb.extract.frames import subject_before
from kb.extract.lexicon import Lexicon
from kb.extract.nodes import Node
from kb.extract.text import fold
from kb.ids import unique
from kb.records import Post

_NEAR = 12  # nodes behind an agreement in which it is said whom it binds
_TOGETHER = 3  # nodes; two adjectives no further apart are of one noun
_BEFORE = 8  # nodes before it in which two adjectives name its governments
_AND = frozenset({"،", "و", "كل", "من", "وكذا", "وكذلك", "ومعها", "ومعه", "ومنها", "مع", "بين"})
_PARLIAMENTS = frozenset(fold("البرلمان برلمان الكونغرس النواب الشيوخ الشورى الأمة").split())
_PARTY = ("place", "organisation", "person")
_STATES = frozenset(fold("حكومة حكومتا حكومات دولة دولتا المملكة جمهورية كل من بين").split())
_IN = frozenset({"في", "ب", "العاصمه", "بالعاصمه", "بمدينه", "مدينه"})
_COPULAS_OR_TIMES = COPULAS | TIMES
_STATES_OR_TIMES_OR_COPULAS = _STATES | TIMES | COPULAS


def with_whom(nodes: Sequence[Node], at: int, stop: int) -> list[str]:
    """The two of "A cancelled the treaty with B"."""
    after = nodes[stop : stop + 2]
    if len(after) < 2 or after[0].form != "مع" or not after[1].is_a("place", "organisation"):
        return []
    before = [node for node in nodes[max(0, at - 6) : at] if node.is_a("place", "organisation")]
    return [node.entity.id for node in (*before[-1:], after[1]) if before and node.entity]


def bound(nodes: Sequence[Node], stop: int) -> list[str]:
    """Whom the agreement that ends here binds: "its parties are", "which joins A with B"."""
    near = range(stop, min(len(nodes), stop + 4))
    at = next((place for place in near if nodes[place].form in words.BINDING), None)
    found: list[str] = []
    for node in nodes[at + 1 : at + 1 + 4 * _NEAR] if at is not None else ():
        if node.entity is not None and node.is_a(*_PARTY):
            found.append(node.entity.id)
        elif node.form not in _AND:
            break
    return found if len(found) > 1 else []


def adjectives(nodes: Sequence[Node], at: int, end: int, lexicon: Lexicon) -> list[str]:
    """The two states of "the Moroccan and the Tunisian government", of "the A-B convention"."""
    near = nodes[max(0, at - _BEFORE) : end]
    found = list(unique(country for node in near for country in _states(node, lexicon)))
    return found if len(found) == 2 else []


def _states(node: Node, lexicon: Lexicon) -> list[str]:
    """The countries whose adjectives, with the article, a word or a body's name holds."""
    if node.is_mark or (node.entity is not None and not node.is_a("organisation")):
        return []
    words_ = node.form.split() if node.entity is not None else (node.form,)
    told = (word.removeprefix("و") for word in words_)
    found = (lexicon.country(word) for word in told if word.startswith("ال"))
    return [country for country in found if country is not None]


def inner_adjectives(name: Sequence[Node], lexicon: Lexicon) -> list[str]:
    """The two states of a name that ends in two adjectives: "the American-Moroccan accord"."""
    found = [country for node in name for country in _states(node, lexicon)]
    return found if len(found) == 2 and found[0] != found[1] else []


def sides(nodes: Sequence[Node], lexicon: Lexicon) -> list[str]:
    """The two that a sentence speaks of together: between A and B, the A-B relations."""
    last: list[tuple[int, str]] = []
    for at, node in enumerate(nodes):
        if node.form == "بين" and len(found := list(unique(parties(nodes, at, at)))) == 2:
            return found
        last = [*last[-1:], *((at, country) for country in _states(node, lexicon))][-2:]
        if len(last) == 2 and last[1][0] - last[0][0] < _TOGETHER and last[0][1] != last[1][1]:
            return [country for _, country in last]
    return []


def signing(parts: Sequence[Chunk], at: int) -> list[Chunk]:
    """Who signs by the verb at a place: its subject, who is joined to it, and "with" whom."""
    subject, _ = subject_before(parts, at)
    subject = subject or _antecedent(parts, at)
    named = [subject] if subject is not None else _states_before(parts, at)
    partner = False
    for place in range(at + 1, min(len(parts), at + 14)):
        chunk = parts[place]
        partner |= chunk.form == "مع"
        joined = chunk.lead.startswith("و")
        if chunk.entity is None or not (partner or joined or not named):
            continue
        if partner or not _site(parts, place):
            named.append(chunk)
            partner = False
    return named


def _antecedent(parts: Sequence[Chunk], at: int) -> Chunk | None:
    """The person of "X, who is visiting …, signed"."""
    for place in range(at - 1, max(0, at - 10), -1):
        if parts[place].form in RELATIVES:
            before = parts[place - 1]
            return before if before.kind == "person" else None
    return None


def _states_before(parts: Sequence[Chunk], at: int) -> list[Chunk]:
    """The states and bodies that a verb follows: "A and B sign", "A had signed"."""
    found: list[Chunk] = []
    for place in range(at - 1, -1, -1):
        chunk = parts[place]
        if chunk.kind in {"place", "body"} and chunk.lead.strip("وف") == "":
            found.insert(0, chunk)
            if not chunk.lead.startswith("و"):
                return [] if _site(parts, place) else found
        elif found or chunk.form not in _COPULAS_OR_TIMES:
            break
    return []


def _site(parts: Sequence[Chunk], at: int) -> bool:
    """Whether a place is where it was signed: behind "in", or behind a word of no state."""
    chunk = parts[at]
    if chunk.kind != "place" or chunk.lead.startswith("و"):
        return False
    if chunk.lead.strip("وف"):
        return True
    before = parts[at - 1] if at else None
    if before is None or before.kind == "mark" or before.form in _STATES_OR_TIMES_OR_COPULAS:
        return False
    return before.kind != "word" or before.form in _IN or before.form.startswith(("ال", "بال"))


def capitals_as_states(named: Sequence[str], states: Mapping[str, str]) -> list[str]:
    """Parties with the states that capitals stand for: "between Rabat and Madrid"."""
    found = [states.get(one, one) for one in named]
    return found if len(set(found)) == len(set(named)) > 1 else list(named)


def of_parliaments(named: Sequence[str], nodes: Sequence[Node], lexicon: Lexicon) -> list[str]:
    """Parties with the states of the parliaments that ratify what their states have signed."""
    states: dict[str, str] = {}
    for node in nodes:
        if node.is_a("organisation") and node.entity and _PARLIAMENTS & set(node.form.split()):
            states.update((node.entity.id, country) for country in _states(node, lexicon))
    return list(unique(states.get(one, one) for one in named))


def reached_by(parts: Sequence[Chunk], at: int) -> list[str]:
    """The states and bodies that reached an agreement: A and B, before or behind the verb."""
    subject, _ = subject_before(parts, at)
    named = [subject] if subject is not None else []
    for chunk in parts[at + 1 : at + _NEAR]:
        if chunk.form in {"الي", "علي"}:
            break
        if chunk.entity is not None and (chunk.lead.startswith("و") or not named):
            named.append(chunk)
    found = [one.id for one in named if one.kind in {"place", "body"}]
    return found if len(found) > 1 else []


def realms(posts: Iterable[Post], lexicon: Lexicon) -> dict[str, str]:
    """The country that each office holder acts for, where the offices name just one."""
    found: dict[str, set[str]] = {}
    for post in posts:
        seed = lexicon.seed(post.organisation)
        country = seed.extra.get("country", "") if seed is not None else ""
        told = (lexicon.country(word) for word in fold(post.title).split())
        where = f"place/{country}" if country else post.organisation or next(filter(None, told), "")
        if where.startswith("place/"):
            found.setdefault(post.person, set()).add(where)
    return {person: next(iter(one)) for person, one in found.items() if len(one) == 1}


def of_signatories(signatories: Sequence[str], acts_for: Mapping[str, str]) -> list[str]:
    """Whom two who sign stand for: their countries if both are told, else themselves."""
    people = list(unique(signatories))
    if len(people) != 2:
        return []
    states = list(unique(acts_for[one] for one in people if one in acts_for))
    return states if len(states) == 2 else people
