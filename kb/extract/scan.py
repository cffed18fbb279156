"""Reading a clause: from a word that tells of an event to the end of what is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kb.extract.chunks import Chunk
from kb.extract.cues import (
    ACCOMPANIED,
    ALONGSIDE,
    ENDS,
    FUTURE,
    MEDIA,
    PAIRS,
    POINTING,
    RELATIVES,
    REMOTE,
    TIMES,
)
from kb.extract.frames import Frame, Party, Tie, led_by
from kb.extract.nodes import QUOTES
from kb.extract.scanwords import (
    AGENTS,
    ASIDES,
    BEHELD,
    CLOSE,
    COURSE,
    EACH,
    HOLD,
    MATTERS,
    PLANNED,
    PREPOSITIONS,
    REACH,
    STOPS,
    TABLES,
    TAKES_PLACE,
)
from kb.extract.verbs import HOSTING, OPENS_TOUR, STAGES, Trigger, trigger

_ABOUT = frozenset({"اكثر", "اقل", "نحو", "حوالي", "ازيد", "قرابه", "ايام", "ساعات", "ذلك"})
_BEFORE_TIMES = frozenset({"خلال", "منذ", "بعد", "قبل", "قبيل"})  # "on the afternoon of"


@dataclass(slots=True)
class Scan:
    """Walks from an event word to the end of its clause."""

    chunks: Sequence[Chunk]
    frame: Frame
    at: int
    tie: Tie = ""
    held: int = 0
    mode: Literal["main", "relative", "aside", "beside"] = "main"
    last: Party | None = None
    before: int = 0  # parties told before the noun
    stopping: bool = False  # behind "a tour that takes him to"

    def form(self, ahead: int = 0) -> str:
        """The word some chunks on, or nothing."""
        place = self.at + ahead
        return self.chunks[place].form if 0 <= place < len(self.chunks) else ""

    def run(self) -> None:
        """Collect until the clause ends."""
        end = min(len(self.chunks), self.at + REACH)
        while self.at < end and self._step():
            self.at += 1
        self.frame.last = min(self.at, end)

    def _step(self) -> bool:
        chunk = self.chunks[self.at]
        if chunk.kind == "mark":
            return self._mark(chunk)
        if chunk.party:
            self._party(chunk)
        elif chunk.kind == "place":
            self._place(chunk)
        elif chunk.kind == "body":
            self._body(chunk)
        else:
            return self._word(chunk)
        return True

    def _mark(self, chunk: Chunk) -> bool:
        if chunk.form == "(":
            while self.at + 1 < len(self.chunks) and self.form() != ")":
                self.at += 1
        if chunk.form == "،" and self.mode == "aside":
            self.mode = "main"
        opens = chunk.form in QUOTES and self.form(-1) in {"،", ","}
        return not opens and chunk.form not in {"؛", ";", ":"}

    def _tie_of(self, chunk: Chunk) -> tuple[Tie, bool]:
        lead, joined = chunk.lead, chunk.lead.startswith("و") or self.form(-1) == "و"
        letters = lead.lstrip("وف")
        if self.mode == "beside":
            return "beside", joined
        if letters in {"ب", "ل"}:
            return ("ب" if letters == "ب" else "ل"), joined
        if joined and self.last is not None and not self.tie:
            return self.last.tie, True
        return ("" if self.tie == "في" else self.tie), joined

    def _party(self, chunk: Chunk) -> None:
        if self.mode in {"relative", "aside"}:
            return
        tie, joined = self._tie_of(chunk)
        leader = led_by(self.chunks, self.at)
        if leader is not None:
            chunk = leader
            self.at = next(p for p in range(self.at, len(self.chunks)) if self.chunks[p] is leader)
        self.last = Party(chunk, tie, joined)
        self.frame.parties.append(self.last)
        self.tie = ""

    def _body(self, chunk: Chunk) -> None:
        outlet = chunk.entity is not None and chunk.entity.type == "outlet"
        self.frame.interview |= outlet and self.tie == "مع"
        self._foreign(chunk)
        self.tie = ""

    def _foreign(self, chunk: Chunk) -> None:
        right_behind = self.at == self.frame.at + 1 and not chunk.lead
        self.frame.foreign |= right_behind and not self.frame.word.noun

    def _place(self, chunk: Chunk) -> None:
        if self.frame.word.frame != "visit":
            self._foreign(chunk)
        if self.stopping:
            self.frame.stops.append(chunk)
            return
        letters = chunk.lead.lstrip("وف")
        tie: Tie = {"ب": "في", "ل": "الي"}.get(letters, self.tie)  # type: ignore[assignment]
        host = trigger(self.form(-1)) if not letters and self.frame.word.frame != "visit" else None
        if host is not None and host.word in HOSTING and host.pronoun:
            tie = "في"  # "which A hosted"
        if self.mode not in {"relative", "aside"} and not self._matter(tie):
            self.frame.places.append(Party(chunk, tie, chunk.lead.startswith("و")))
            noun_at = max(self.frame.at, self.frame.noun_at)
            if self.at == noun_at + 1 and not chunk.lead:
                self.frame.near = chunk.start
        self.tie = ""

    def _matter(self, tie: Tie) -> bool:
        """Whether a place is that of what is talked of: "the situation in Libya"."""
        if tie != "في" or self.frame.word.frame == "visit":
            return False
        before = self.chunks[max(0, self.at - 3) : self.at]
        words = [chunk.form for chunk in before if chunk.kind == "word" and chunk.form != "في"]
        nouns = (word.removeprefix("و").removeprefix("ال") for word in words[-2:])
        return any(noun in MATTERS for noun in nouns)

    def _word(self, chunk: Chunk) -> bool:
        word = chunk.form
        bare = word[1:] if word[:1] == "و" and len(word) > 3 else word
        if word in FUTURE:
            self.frame.future = True
        if word in TIMES and self.tie in {"في", "الي"}:
            self.tie = ""
        self.frame.remote |= word in REMOTE
        self.frame.interview |= word in MEDIA and self.tie == "مع"
        if self._beside(word) or self._stops(word):
            return True
        if word in RELATIVES or bare in RELATIVES:
            return self._relative()
        if word in {"وهو", "وهي"}:
            self.mode = "aside"
        found = trigger(word)
        if found is not None:
            return self._trigger(found)
        if self._ends(word, bare):
            return False
        self._preposition(word)
        return True

    def _stops(self, word: str) -> bool:
        """Whether a word begins the stops of a tour."""
        if not self.frame.kind.tour or word not in STOPS:
            return False
        self.stopping = True
        self.frame.onward = word[0] in "تيس"
        self.frame.used.add(self.at)
        return True

    def _beside(self, word: str) -> bool:
        pair = (word, self.form(1))
        if word in ACCOMPANIED or pair in ALONGSIDE:
            self.mode = "beside"
            self.at += word not in ACCOMPANIED
            return True
        return False

    def _ends(self, word: str, bare: str) -> bool:
        """Whether a word begins what is not told of the event any more."""
        if word.startswith("لت") and len(word) > 4:
            return True  # "in order to …"
        if word == "بعد" and self.form(-1) == "عن":  # at a distance: on a screen
            self.frame.remote = True
            return False
        if word not in ENDS and bare not in ENDS:
            return False
        return not self._still(word)

    def _still(self, word: str) -> bool:
        """Whether the clause goes on behind a word that ends others."""
        place = self.at + 1
        follow = self.chunks[place] if place < len(self.chunks) else None
        named = follow is not None and follow.kind == "person"
        if word in {"هو", "هي"}:  # "the last to visit it is …"
            return named and self.at == self.frame.at + 1
        if word == "منذ" and named:
            self.frame.since = follow
        elif word == "منذ" and self.frame.word.word in OPENS_TOUR and self._past_comma():
            return True
        if word in BEHELD:
            return self.at - max(self.frame.at, self.frame.noun_at) <= 2 and self.frame.kind.noun
        meant = trigger(self.form(1))
        if word == "خلال" and meant is not None and meant.noun:
            return self._during(meant)
        if word == "خلال" and self.form(1) in TABLES:
            return True
        dated = word in _BEFORE_TIMES and (self.form(1) in TIMES or self.form(1) in _ABOUT)
        return dated or (self.form(-1) == "من" and word in AGENTS)

    def _during(self, meant: Trigger) -> bool:
        """Whether the clause goes on behind "during a meeting" or "during his visit"."""
        mine = self.frame.kind.frame
        if meant.definite:
            return bool(meant.pronoun) and meant.frame != mine
        return meant.frame == mine == "meet"

    def _past_comma(self) -> bool:
        """Move to the comma that ends an aside, if one does."""
        for place in range(self.at, min(len(self.chunks), self.at + 9)):
            if self.chunks[place].form == "،":
                self.at, self.mode = place, "main"
                return True
        return False

    def _relative(self) -> bool:
        """Go on behind "the visit that he made"; pass over any other relative clause."""
        frame = self.frame
        if self.form(1) in PLANNED and trigger(self.form(2)) is not None:
            self.at += 1  # "the summit that was to bring together"
        follow = trigger(self.form(1))
        light = follow is not None and follow.frame in {"carry", "gather"}
        if frame.kind.noun and len(frame.parties) == self.before and light:
            frame.carrier = follow if frame.word.noun else None
            self.at += 1
            frame.dual = self._dual(follow)
            self.at -= 1
            frame.used.add(self.at + 1)
            self.at += 1
            return True
        if frame.word.frame == "attend" and follow is not None and follow.word in TAKES_PLACE:
            frame.used.add(self.at + 1)
            self.at += 1
            return True
        near = {self.form(2), self.form(3)} & FUTURE
        if frame.kind.noun and self.form(1) in PLANNED and near:
            self.at += 1
            return True
        self.mode = "relative"
        return True

    def _trigger(self, found: Trigger) -> bool:
        frame = self.frame
        if self.mode in {"relative", "aside"}:
            return True
        light = frame.word.word in STAGES or (
            frame.word.frame in {"carry", "gather", "attend"} and not frame.word.noun
        )
        light = light or frame.word.word == "حضر"
        close = bool(frame.parties) or frame.subject is not None or self._between() <= CLOSE
        staged = frame.noun is not None and frame.noun.word in STAGES  # "the works of the session"
        taken = light and (frame.noun is None or staged) and found.noun and close
        if taken and not self._in_course(found):
            frame.noun, frame.noun_at = found, self.at
            self.before = len(frame.parties)
        elif frame.kind.noun and found.frame in {"gather", "carry"} and self._carries(found):
            if found.noun:
                return False
            self._carried(found)
        elif found.frame in {"carry", "gather"} and not found.noun and self.at - 1 in frame.used:
            pass  # "in the course of a meeting held in"
        elif self._in_course(found):
            self.tie = ""
            return True
        elif not self._same(found):
            return False
        frame.tour |= found.tour
        frame.used.add(self.at)
        self.tie = ""
        return True

    def _carried(self, verb: Trigger) -> None:
        """Note the verb that carries the noun; "whose holding is planned" is none of the past."""
        if not (verb.pronoun and self.form(-1) in FUTURE):
            self.frame.carrier = verb
            self.frame.dual = self._dual(verb)

    def _between(self) -> int:
        """How many words stand between the verb and here, places and times aside."""
        return sum(
            chunk.kind == "word" and chunk.form not in TIMES
            for chunk in self.chunks[self.frame.at + 1 : self.at + 1]
        )

    def _in_course(self, found: Trigger) -> bool:
        """Whether a word only says on which occasion: "in the course of this visit"."""
        if not found.noun or found.frame == self.frame.kind.frame:
            return False
        pointed = self.form(-1) in POINTING and self.form(-2) in COURSE
        place = self.at + 1
        follow = self.chunks[place] if place < len(self.chunks) else None
        owned = bool(found.pronoun) or (found.definite and not (follow and follow.party))
        return pointed or (owned and self.form(-1) in COURSE)

    def _carries(self, found: Trigger) -> bool:
        """Whether a verb carries the noun: right behind it, or pointing back at it."""
        return not self.frame.parties or bool(found.pronoun) or self.form(1) in {"بها", "به"}

    def _dual(self, verb: Trigger | None) -> bool:
        """Whether the verb that carries a noun says that two did it, who are not named again."""
        stem = self.form().removesuffix(verb.pronoun) if verb and verb.pronoun else self.form()
        both = verb is not None and verb.frame == "carry" and stem.endswith(("ا", "ان"))
        return self.form(1) in PAIRS or (both and stem not in {"اجرا", "اد"})

    def _same(self, found: Trigger) -> bool:
        """Whether another event word of the clause only names the same event again."""
        if found.noun and found.frame == "meet" == self.frame.kind.frame and self._right_behind():
            return not found.definite  # "a session of talks"
        if not found.noun or found.definite or self.form(-1) not in {"في", "ب", "خلال"}:
            return False
        same = found.frame == self.frame.kind.frame
        return same or (found.word in {"قمه", "اجتماع"} and self.frame.kind.type == "meeting")

    def _right_behind(self) -> bool:
        """Whether a word stands right behind the noun of the event."""
        noun_at = self.frame.noun_at if self.frame.noun_at >= 0 else self.frame.at
        return self.frame.kind.noun and self.at == noun_at + 1

    def _preposition(self, word: str) -> None:
        if word in {"كل", "كلا"} or word in EACH:
            self.tie = EACH.get(word, self.tie)
            self.at += self.form(1) == "من"
            self.held = HOLD
        elif word == "من" and self.form(1) in AGENTS and self.frame.kind.frame != "visit":
            self.tie, self.held = "by", HOLD
            self.at += 1
        elif word in PREPOSITIONS:
            if word == "بين" and self.at <= self.frame.at + 2:
                self.frame.between = True
                self.frame.sides = self.form(1) in PAIRS
            self.tie, self.held = PREPOSITIONS[word] or self.tie, HOLD
        elif word.startswith("بال") and not self.tie:
            self.tie, self.held = "في", HOLD
        elif self.held and word not in ASIDES:
            self.held -= 1
        else:
            self.tie = ""
