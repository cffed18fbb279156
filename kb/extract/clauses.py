"""The clause of an event word, read from its subject to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.extract.chunks import Chunk
from kb.extract.cues import AGREED, FUTURE, PAIRS, PLANS, RELATIVES, REMOTE, TIMES
from kb.extract.eventparts import said_inside
from kb.extract.frames import Frame, Party, subject_before
from kb.extract.scan import Scan
from kb.extract.scanwords import BODIES, COURSE
from kb.extract.verbs import Trigger, trigger

_EARLY = 4  # a verb that the sentence begins with may go on with the subject of the one before
_SAID = frozenset({"قال", "اكد", "اوضح", "صرح", "شدد", "ابرز", "دعا", "اعلن", "قالت", "اكدت"})
_SPEECH = frozenset(
    {"كلمه", "كلمته", "كلمتها", "خطاب", "خطابه", "خطابا", "مداخله", "مداخلته", "القي", "تحدث"}
)  # what is held at a session
_OCCASION = 10  # words and marks from "at their meeting" to the verb
_ENCOUNTERS = frozenset({"لقاء", "مباحثات", "محادثات"})  # of those who agree on them
_ALSO = frozenset({"كما", "كذلك", "ايضا", "ثم", "وكذلك", "بدوره"})


def _goes_on(chunks: Sequence[Chunk], at: int, word: Trigger) -> bool:
    """Whether a clause may go on with the subject of the sentence before.

    Not if its own may stand right behind the verb: a party, or a word with the article.
    """
    if at > _EARLY or word.frame == "gather" or (word.noun and not word.pronoun):
        return False
    follow = chunks[at + 1] if at + 1 < len(chunks) else None
    if word.noun or follow is None:
        return True
    if follow.party and not follow.lead:
        return any(chunk.form in _ALSO for chunk in chunks[:at])
    return follow.form in TIMES or not (follow.kind == "word" and follow.form.startswith("ال"))


def _ahead(chunks: Sequence[Chunk], at: int) -> Chunk | None:
    """Who is named behind the comma and the verb that follow: "…, said A"."""
    for place in range(at + 1, min(len(chunks) - 2, at + 15)):
        verb, named = chunks[place + 1], chunks[place + 2]
        said = chunks[place].form == "،" or verb.form in _SAID
        if said and verb.kind == "word" and named.kind == "person":
            return None if named.lead else named
    return None


def _awaiting(chunks: Sequence[Chunk], at: int) -> Chunk | None:
    """The city that awaits a visit or prepares to receive somebody, right before the noun."""
    if at < 2 or chunks[at - 1].kind != "place" or chunks[at - 1].lead:
        return None
    return chunks[at - 1] if chunks[at - 2].form.lstrip("و") in PLANS else None


def _occasion(chunks: Sequence[Chunk], first: int, word: Trigger) -> int:
    """Where a clause begins: with "at their meeting in A", if what it tells is that meeting."""
    for place in range(max(0, first - _OCCASION), first - 1) if not word.noun else ():
        noun = trigger(chunks[place + 1].form)
        on = chunks[place].form.removeprefix("و") in {*COURSE, "في"}
        if on and noun and noun.frame == word.frame and noun.pronoun == "هما":
            return place
    return first


def _agreed(chunks: Sequence[Chunk], at: int, word: Trigger) -> bool:
    """Whether two who are named before it agreed on an encounter: "A and B agreed to meet"."""
    if at < _EARLY or chunks[at - 1].form != "علي":
        return False
    noun = word if word.noun else trigger(chunks[at + 1].form) if at + 1 < len(chunks) else None
    if noun is None or noun.word not in _ENCOUNTERS:
        return False
    before = chunks[max(0, at - 14) : at]
    verbs = [place for place, chunk in enumerate(before) if chunk.form.lstrip("و") in AGREED]
    named = [chunk for chunk in before[verbs[-1] :] if chunk.kind == "person"] if verbs else []
    return len(named) == 2


def read_frame(chunks: Sequence[Chunk], at: int, word: Trigger) -> Frame:
    """The clause of the event word at a place, read to its end."""
    follow = chunks[at + 1] if at + 1 < len(chunks) else None
    awaited = _awaiting(chunks, at)
    if awaited is not None and chunks[at].form == "لاستقبال":
        word = replace(word, word="زياره", frame="visit", type="visit")
    purpose = chunks[at].form == "للقاء" and follow is not None and follow.party
    if purpose:
        word = replace(word, definite=False)
    subject, first = (None, at) if word.noun else subject_before(chunks, at)
    first = _occasion(chunks, first, word)
    frame = Frame(word, at, first, subject=subject, tour=word.word == "تنقل")
    frame.used.add(at)
    if awaited is not None and word.type == "visit":
        frame.places.append(Party(awaited, "الي"))
    frame.ahead = _ahead(chunks, at) if word.noun and at <= _EARLY else None
    before = {chunk.form for chunk in chunks[max(0, at - 8) : at]}
    frame.speaks = word.noun and word.frame == "attend" and bool(before & _SPEECH)
    frame.many = not word.noun and chunks[at].form.endswith("وا")
    frame.dual = _agreed(chunks, at, word)
    frame.remote = any(chunk.form in REMOTE for chunk in chunks[first:at])
    frame.goes_on = _goes_on(chunks, at, word)
    frame.purpose = purpose
    frame.future = any(chunk.form in FUTURE for chunk in chunks[first:at])
    if first == 0 or trigger(chunks[first - 1].form) is None:  # else it is of the verb before
        frame.front = [c for p, c in enumerate(chunks[first:at], first) if said_inside(chunks, p)]
    if word.pronoun in {"ها", "ه"} and word.frame == "visit" and not word.noun:
        there = [chunk for chunk in chunks[max(0, at - 12) : at] if chunk.kind == "place"]
        frame.places.extend(Party(chunk, "") for chunk in there[-1:])
    frame.welcomed = word.word == "استقبال" and at > 0 and chunks[at - 1].form == "في"
    if subject is not None and not word.noun:
        frame.others = [
            c for c in chunks[first:at] if c.party and c.lead == "و" and c is not subject
        ]
    relative = first > 0 and chunks[first - 1].form in RELATIVES
    frame.aside = at > 1 and (chunks[at - 1].form == "وقد" or (relative and subject is None))
    behind = chunks[at + 1 : at + 6]
    frame.pair = not word.noun and any(
        chunk.form in PAIRS or (chunk.form.endswith("ا") and chunk.form[:-1] in BODIES)
        for chunk in behind
    )
    Scan(chunks, frame, at + 1).run()
    return frame
