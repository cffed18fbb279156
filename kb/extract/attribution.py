"""To whom words are attributed that no "that" introduces: by place, by "as he put it"."""

from __future__ import annotations

from collections.abc import Sequence

from kb.extract.chunks import Chunk
from kb.extract.nodes import QUOTES
from kb.extract.speechwords import NAMING, OWN_WORDS, THAT, Saying, folded_set, saying
from kb.extract.words import VERBS

_AS = folded_set("ما كما حسبما وفقما هكذا مثلما وكما بما")
_PASSIVES = folded_set("يذكر يشار يتوقع يعتقد يقال يزعم يفترض")
_CALLED = folded_set("وصف وصفت اعتبر اعتبرت رأى")  # "what he called …" is what was said
_BY = folded_set("حد حسب بحسب وفق وفقا بتعبير")
LEAST_ALONE = 4  # words of a quotation that nothing but its place gives to a speaker
_BESIDE = 3  # chunks between a quotation and the verb of speech behind it
_CLEAR = 8  # chunks between "made clear" and "that"
_VOICES = frozenset({"organisation", "outlet", "communique", "person", "unnamed"})


def behind(parts: Sequence[Chunk], at: int) -> bool:
    """Whether a verb of speech tells whose the words before it are: "…", said A; as A said."""
    if at and parts[at - 1].form in _AS:
        return True
    near = parts[max(0, at - _BESIDE) : at]
    marks = [chunk.form in QUOTES for chunk in near]
    last = max((place for place, is_quote in enumerate(marks) if is_quote), default=-1)
    return last >= 0 and all(one.kind == "mark" for one in near[last:])


def own_words(parts: Sequence[Chunk], at: int) -> bool:
    """Whether "as he put it" stands here: the pronoun means whoever speaks."""
    return parts[at].form in OWN_WORDS and at > 0 and parts[at - 1].form in _BY


def beside(parts: Sequence[Chunk], at: int) -> Saying | None:
    """What a word is only beside certain others: "as he put it", "made clear that"."""
    if own_words(parts, at):
        return "according"
    return "verb" if _made_clear(parts, at) or _as_told(parts, at) else None


def _as_told(parts: Sequence[Chunk], at: int) -> bool:
    """Whether "as A told it" stands here: a verb of speech with a pronoun, behind "what"."""
    form = parts[at].form
    stems = (form.removesuffix(end) for end in ("ها", "ه") if form.endswith(end))
    told = any(saying(stem) == "verb" for stem in stems if stem not in _CALLED)
    return at > 0 and parts[at - 1].form in _AS and told


def impersonal(parts: Sequence[Chunk], at: int) -> bool:
    """Whether a verb of speech has no speaker: "it is recalled that", "it is expected that"."""
    told = parts[at].form.removeprefix("و") in _PASSIVES
    that = at + 1 < len(parts) and parts[at + 1].form in THAT
    return told and that and (at == 0 or parts[at - 1].entity is None)


def _made_clear(parts: Sequence[Chunk], at: int) -> bool:
    """Whether the word for "between" is the verb "made clear": "that" follows, and no "and"."""
    if parts[at].form.removeprefix("و") != "بين":
        return False
    near = parts[at + 1 : at + _CLEAR]
    stop = next((place for place, chunk in enumerate(near) if chunk.form in THAT), None)
    told = near[: stop or 0]
    plain = not any(chunk.lead or chunk.form.startswith("و") for chunk in told)
    named = any(chunk.party for chunk in told) or stop == 0
    return stop is not None and plain and named


def _verb(chunk: Chunk) -> bool:
    if chunk.kind != "word":
        return False
    form = chunk.form
    return form in VERBS or form[1:] in VERBS or saying(form) in {"verb", "praise"}


def subject(parts: Sequence[Chunk], stop: int) -> str:
    """Who does what is told last before a chunk: the name behind a verb."""
    for at in range(min(stop, len(parts)) - 1, 0, -1):
        chunk = parts[at]
        named = chunk.entity is not None and chunk.entity.type in _VOICES and not chunk.lead
        if named and _verb(parts[at - 1]):
            return chunk.id
    return ""


def voice(parts: Sequence[Chunk], start: int, words: int) -> str:
    """Who speaks in a quotation of so many words that begins at a place of the text."""
    at = next((p for p, chunk in enumerate(parts) if chunk.start >= start), len(parts))
    near = [chunk.form for chunk in parts[max(0, at - 3) : at]]
    return "" if words < LEAST_ALONE or NAMING & set(near) else subject(parts, at)
