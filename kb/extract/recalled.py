"""Who is meant by a word alone, because of who was named before: "his Highness", "the ministry"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.extract.chunks import Chunk
from kb.extract.nodes import Sentence
from kb.extract.speechwords import folded_set

# An honour with the pronoun of whoever bears it, and the honour before the name.
_HONOURS = {
    f"{honour}{end}": honour
    for honour in folded_set("سمو معالي سعاد فخام جلال سياد دول غبط قداس فضيل")
    for end in ("ه", "ته", "تها", "ها")
}
_BODIES = folded_set(
    "وزارة حكومة رئاسة قيادة مديرية هيئة لجنة منظمة بعثة سفارة شركة حركة مجلس بنك مكتب جيش حزب "
    "برلمان مفوضية رابطة جمعية مؤسسة إدارة جبهة جماعة"
)
RECALLING = frozenset(_HONOURS) | frozenset(f"ال{body}" for body in _BODIES)


def _honour(word: str) -> str:
    """The honour that a title begins with, without attached letters and feminine ending."""
    bare = word.removesuffix("ه")
    return next((one for skip in range(3) if (one := bare[skip:]) in _HONOURS.values()), "")


def _body(word: str) -> str:
    """The head word of a body's name, without attached letters and article."""
    for lead in ("وال", "بال", "لل", "ال", "و", "ب", "ل", ""):
        if word.startswith(lead) and word[len(lead) :] in _BODIES:
            return word[len(lead) :]
    return ""


@dataclass(slots=True)
class Recalled:
    """Those named so far, by the honour before their name or the head word of it."""

    named: dict[str, set[str]] = field(default_factory=dict)

    def note(self, sentence: Sentence, parts: Sequence[Chunk]) -> None:
        """Remember those named in a sentence."""
        first = {node.start: node.form for node in sentence.nodes}
        for chunk in parts:
            words = first.get(chunk.start, chunk.form).split()
            if chunk.entity is None or not words:
                continue
            kind = _honour(words[0]) if chunk.honoured else _body_of(chunk, words)
            if kind:
                self.named.setdefault(kind, set()).add(chunk.id)

    def whom(self, word: str, last: str) -> str:
        """Whom a word alone means: the only one of that kind, or the one who spoke last."""
        kind = _HONOURS.get(word) or word.removeprefix("ال")
        meant = self.named.get(kind, set()) if word in RECALLING else set()
        if len(meant) == 1:
            return next(iter(meant))
        return last if last in meant else ""


def _body_of(chunk: Chunk, words: Sequence[str]) -> str:
    """The head word of an organisation, or of the organisation that issued a communiqué."""
    if chunk.entity is not None and chunk.entity.type == "communique":
        return next((kind for word in words[1:] if (kind := _body(word))), "")
    return _body(words[0]) if chunk.kind == "body" else ""
