"""How an agreement is called: where its name ends, its official name, and its parties."""

from __future__ import annotations

from collections.abc import Sequence

from kb.extract import agreementwords as words
from kb.extract.cues import ACCOMPANIED, RELATIVES, TIMES
from kb.extract.nodes import QUOTES, Node
from kb.extract.speechwords import NAMING
from kb.extract.verbs import trigger
from kb.extract.words import VERBS

_ENDS = words.STOPS | words.THIS | words.OCCASION | RELATIVES | TIMES
_LISTING = words.ESPECIALLY | frozenset({"،", "و", "كل", "من", "لا"})
_ABOUT = frozenset({"في", "حول", "بشان", "تتعلق", "تعلقت", "همت", "تهم"})
_OF = frozenset({"خاص", "خاصه", "متعلق", "متعلقه", "معني", "معنيه"})  # "concerning", with "of"
_LONGEST = 16  # nodes of a name
_NAMED = 8  # nodes between "an agreement" and "that bears the name"


def phrase(nodes: Sequence[Node], at: int) -> int:
    """The node behind the name that begins at a node: adjectives, purpose, "between" parties."""
    place = at + 1
    while place < len(nodes) and _goes_on(nodes, place, at):
        place += 1
    while place > at + 1 and _hanging(nodes[place - 1]):
        place -= 1
    return place


def _hanging(node: Node) -> bool:
    """Whether a word cannot end a name: a preposition, or what a purpose begins with."""
    purpose = node.form.startswith("ل") and node.form[:2] != "لل" and node.entity is None
    return node.form in {"في", "بين", "و", "مجال"} or purpose


def _goes_on(nodes: Sequence[Node], place: int, at: int) -> bool:
    node = nodes[place]
    if node.is_mark:
        return node.form in {"-", "–"}
    if node.entity is None:
        return place - at <= _LONGEST and not _ends(nodes, place, at)
    if node.is_a("place") and node.lead == "ب":
        return False  # where it was signed
    between = any(one.form == "بين" for one in nodes[at:place])
    return between or not node.is_a("person", "outlet")


def _ends(nodes: Sequence[Node], place: int, at: int) -> bool:
    """Whether a word is no part of the name that began at a node."""
    word = nodes[place].form
    several = bare(nodes[at].form) in words.PLURALS and place > at + 1
    if nodes[place - 1].form in words.KNOWN_BY and not word.startswith("ال"):
        return True
    if word in _ENDS or word in ACCOMPANIED or _told(word) or (several and word in _ABOUT):
        return True
    follow = nodes[place + 1] if place + 1 < len(nodes) else None
    if word == "في" and follow is not None and _where(follow):
        return True
    if word.startswith("بال") and nodes[place - 1].form.removeprefix("ال") not in _OF:
        return True  # "at the palace"
    definite = nodes[at].form.lstrip("وبل").startswith("ال")
    if definite and not word.startswith(("ال", "ل", "و", "ب")) and word not in words.INNER:
        return True
    joined = word.startswith("و") and len(word) > 3 and word not in words.JOINED
    return joined and (not word.startswith("وال") or place == at + 1)


def _where(node: Node) -> bool:
    """Whether a place or time follows: where or when it was signed."""
    where = node.form in TIMES or node.form in {"العاصمه", "مدينه"}
    return node.entity is not None or where or node.form.isdigit()


def _told(word: str) -> bool:
    verb = trigger(word)
    if word[0] == "ي" and word in VERBS:
        return True
    return word in words.SIGNING or (verb is not None and not verb.noun)


def quoted_name(nodes: Sequence[Node], at: int) -> tuple[int, int] | None:
    """The official name in quotation marks that is given to the agreement at a node."""
    marks = [p for p in range(at + 1, min(len(nodes), at + _NAMED)) if nodes[p].form in QUOTES]
    if not marks or not _names(nodes, marks[0]):
        return None
    first = marks[0] + 1
    last = next((p for p in range(first, len(nodes)) if nodes[p].form in QUOTES), None)
    return (first, last) if last is not None and last - first > 1 else None


def _names(nodes: Sequence[Node], mark: int) -> bool:
    """Whether a name is quoted: behind "by the name of", or itself beginning with "agreement"."""
    inside = [node.form for node in nodes[mark + 1 : mark + 3]]
    begins = len(inside) == 2 and words.head(inside[0], inside[1]) is not None
    return nodes[mark - 1].form in NAMING or begins


def bare(word: str) -> str:
    """A folded word without attached letters and article."""
    for start in ("وال", "بال", "لل", "ال", "و", "ب", "ل"):
        if word.startswith(start) and len(word) > len(start) + 2:
            return word[len(start) :]
    return word


def content(nodes: Sequence[Node]) -> frozenset[str]:
    """The words of a name that tell it from others."""
    found = {bare(word) for node in nodes for word in node.form.split()}
    found = {word[:-1] if word.endswith("ا") and len(word) > 4 else word for word in found}
    return frozenset(word for word in found if len(word) > 2)


def parties(nodes: Sequence[Node], at: int, end: int) -> list[str]:
    """Who stands behind "between", and behind "especially" after them."""
    found: list[str] = []
    place = next((p for p in range(at, min(end + 1, len(nodes))) if nodes[p].form == "بين"), None)
    for node in nodes[place + 1 :] if place is not None else ():
        if node.entity is not None and node.is_a("place", "organisation", "person"):
            if found and not node.lead and node.is_a("place"):
                break
            found.append(node.entity.id)
        elif not (node.form in _LISTING or (not found and node.form.startswith(("ال", "ل")))):
            break
    return found
