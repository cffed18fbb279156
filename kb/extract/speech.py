"""Who is said to have said what, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from kb.extract.agreementwords import RENEWED
from kb.extract.agreementwords import head as agreement
from kb.extract.attribution import (
    LEAST_ALONE,
    behind,
    beside,
    impersonal,
    own_words,
    subject,
    voice,
)
from kb.extract.chunks import Chunk, Read
from kb.extract.cues import GROUPS, MEDIA, NOT, PAIRS, RELATIVES, SUBJECT_STARTS, TIMES
from kb.extract.nodes import QUOTES, Sentence
from kb.extract.quoting import Marker, Said, quotations
from kb.extract.recalled import RECALLING, Recalled
from kb.extract.speechwords import (
    CALLING,
    CONDEMNING,
    CONTINUING,
    COURTS,
    JUDGING,
    NAMING,
    OF_KIND,
    PAPERS,
    SAME,
    SPEAKING,
    STRESSING,
    TELLING,
    TELLING_OF,
    THAT,
    THEN,
    VISITING,
    Saying,
    folded_set,
    saying,
)
from kb.extract.verbs import trigger
from kb.records import Span

_WHO = 45  # letters between "that" and the next verb of speech: a name with its title
_CLOSE = 3  # letters between a quotation and the verb behind it: a comma and spaces
_HEADED = 4  # chunks of a headline that are a name, a colon and something said
_NAME = 5  # chunks of a name in quotation marks
_LEAD = 8  # letters between "that" and "according to"
_REACH = 24  # chunks between a verb of speech and "that": titles and "in a statement to"
# Words that may stand between a verb of speech and its subject.
_BETWEEN = (
    PAPERS
    | MEDIA
    | frozenset(
        {"به", "بها", "عنه", "كذلك", "ايضا", "كل", "كلا", "من", "احد", "احدي", "بدوره", "بدورها"}
    )
)
_WHEN = frozenset({"عقب", "اثر", "لدي", "عبر", "له", "لها", "امام", "بعيد", "فيها", "فيه"})
_DURING = folded_set("خلاله خلالها خلالهما فيه فيها أثناءه أثناءها عقبه عقبها إثره إثرها")
_LETTERS = folded_set("رسالة كلمة خطاب تصريح تصريحات تدوينة تغريدة مقال برقية منشور بيان بلاغ")
_ITSELF = folded_set("نفسه نفسها ذاته ذاتها عينه")
_HIM = folded_set("له لها لهم ذلك لذات لنفس ما")
_AWAY = frozenset({"عن", "في", "مع", "خلال", "الي", "علي", "بعد", "قبل"})
_SAME_OR_RECALLING = SAME | RECALLING
_SUBJECT_STARTS_OR_THAT = SUBJECT_STARTS | THAT
_THEN_OR_SAME_OR_DURING_OR_TIMES_OR_WHEN = THEN | SAME | _DURING | TIMES | _WHEN


@dataclass(slots=True)
class _Reader:
    """Keeps who spoke last."""

    last: str = ""
    opening: str = ""
    of_kind: dict[str, str] = field(default_factory=dict)
    recalled: Recalled = field(default_factory=Recalled)
    found: list[Said] = field(default_factory=list)

    def sentence(self, read: Read) -> None:
        """Read one sentence."""
        sentence, parts = read.sentence, read.parts
        self.recalled.note(sentence, parts)
        quoted = [
            (span, count)
            for span, count, before in quotations(sentence.nodes, sentence.span.end)
            if count >= 3 and before not in NAMING
        ]
        quotes = tuple(span for span, _ in quoted)
        opening = self.opening = _opening(parts)
        places = [(at, kind) for at in range(len(parts)) if (kind := _says(parts, at))]
        markers: list[Marker] = []
        told: dict[int, str] = {}
        for number, (at, kind) in enumerate(places):
            limit = places[number + 1][0] if number + 1 < len(places) else len(parts)
            marker = self._marker(parts, at, kind, limit, not markers)
            if marker is not None and (marker.introduced or not _within(quotes, marker.start)):
                told[marker.start] = marker.speaker
                self._take(markers, marker, sentence)
        voices = tuple(
            voice(parts, span.start, count) or _said_after(span, count, told)
            for span, count in quoted
        )
        self.found.append(Said(sentence, tuple(markers), quotes, opening, voices))

    def _take(self, markers: list[Marker], marker: Marker | None, sentence: Sentence) -> None:
        """Add a marker: it ends the words of the one before, or only adds to that one."""
        if marker is None:
            return
        before = markers[-1] if markers else None
        if before is not None and before.kind == "according" and marker.kind != "according":
            speaker = marker.speaker or before.speaker  # "according to the note those present said"
            source = before.speaker if before.speaker != speaker else ""
            marker = replace(marker, speaker=speaker, source=source)
            markers.pop()
            before = None
        if before is not None and marker.kind == "according" and before.speaker:
            markers[-1] = _sourced(before, marker)
            return
        more = not marker.introduced and _only_adds(before, marker)
        if before is not None and _hands_on(before, marker):
            marker = replace(marker, through=before.speaker)
            markers.pop()
            before = None
        if before is not None and marker.together and marker.speaker == before.speaker:
            return
        if before is not None and more and marker.speaker == before.speaker:
            return
        if before is not None and before.kind != "according":
            end = max(before.content.start, marker.content.start if more else marker.start)
            markers[-1] = replace(before, content=Span(before.content.start, end))
        whole = marker.kind == "according" or marker.aside
        content = sentence.span if whole else Span(marker.content.start, sentence.span.end)
        markers.append(replace(marker, content=content))
        self._spoke(marker.speaker)
        self._spoke(marker.through)
        self.last = marker.speaker

    def _spoke(self, speaker: str) -> None:
        if speaker:
            self.of_kind[speaker.partition("/")[0]] = speaker

    def _marker(
        self, parts: Sequence[Chunk], at: int, kind: Saying, limit: int, fresh: bool
    ) -> Marker | None:
        """The marker at a place. `fresh`: nobody has spoken in the sentence before it."""
        opening = self.opening
        if kind == "according":
            speaker = _after(parts, at, limit, "ل")
            if own_words(parts, at):
                speaker = speaker or subject(parts, at) or opening or self.last
            speaker = speaker or (self._same(parts, at) if _refers(parts, at) else "")
            return Marker(kind, parts[at].start, Span(0, 0), speaker) if speaker else None
        place = _introduction(parts, at, limit)
        if kind == "participle":
            speaker = opening or (_doer(parts) if fresh else None) or self.last
        else:
            speaker = self._speaker(parts, at, kind, place if place is not None else limit)
        if place is None and not speaker:
            return None
        start = parts[place if place is not None else at].start
        marker = Marker(kind, parts[at].start, Span(start, start), speaker)
        own = fresh and place is None and speaker != "" and _doer(parts) == speaker
        kind = _weighed(parts, at, kind, place, own)
        marker = replace(marker, kind=kind)
        if _silent(parts, at, kind, marker, place):
            return None
        if place is None and speaker and kind == "verb" and behind(parts, at):
            return Marker("according", parts[at].start, Span(0, 0), speaker)
        if place is None and kind not in {"praise", "participle"}:
            self.last = speaker or ("" if kind == "verb" and _stranger(parts, at) else self.last)
            return replace(marker, aside=True) if speaker and _aside(parts, at) else None
        through = _after(parts, at, at + 3) if kind == "relay" else ""
        together = parts[at].form.startswith("و") and parts[at].form.endswith("ا")
        marker = replace(
            marker,
            together=together and kind != "participle",
            more=parts[at].form in CONTINUING,
            judging=parts[at].form in JUDGING,
        )
        return replace(marker, through=through, introduced=place is not None)

    def _speaker(self, parts: Sequence[Chunk], at: int, kind: Saying, limit: int) -> str:
        if kind == "relay":
            return self._relayed(parts, at, limit)
        if parts[at].form in {"ورد", "وردت", "وورد"}:
            papers = [c.id for c in parts[max(0, at - 9) : at] if c.id.startswith("communique/")]
            return papers[-1] if papers else _after(parts, at, limit)
        who = _antecedent(parts, at)
        if who is not None:
            return who.id or _after(parts, at, limit)
        if self.last.startswith("person/") and _goes_on(parts, at):
            return self.last
        return self._told(parts, at, limit)

    def _relayed(self, parts: Sequence[Chunk], at: int, limit: int) -> str:
        """Whose words somebody passes on: "quoted A as saying"."""
        if at > 1 and parts[at - 2].form.removeprefix("و") == "عن" and parts[at - 1].id:
            return parts[at - 1].id
        for place in range(at + 1, limit):
            if parts[place].form == "عن" and place + 1 < len(parts):
                return parts[place + 1].id or self._same(parts, place)
        return ""

    def _told(self, parts: Sequence[Chunk], at: int, limit: int) -> str:
        """Who is named with a verb of speech, else who is meant where nobody is."""
        named = _named(parts, at, limit)
        if not named and parts[at].form.startswith("ف"):
            named = self.opening  # "as for X, he sees …"
        if not named and _led_on(parts, at):
            named = subject(parts, at)
        return named or self._same(parts, at)

    def _same(self, parts: Sequence[Chunk], at: int) -> str:
        """Who spoke last, where the subject is left out or is "the same source"."""
        follow = parts[at + 1] if at + 1 < len(parts) else None
        if follow is None or follow.kind == "mark":
            return self.last
        return self._meant(parts, at, follow)

    def _meant(self, parts: Sequence[Chunk], at: int, follow: Chunk) -> str:
        """Whom a word behind a verb of speech means: "one of the sources", "the ministry"."""
        word = follow.form
        one_of = word in {"احد", "احدي"} and at + 2 < len(parts) and parts[at + 2].form in SAME
        if one_of and self.last.startswith("unnamed/"):
            return self.last
        if word in RECALLING and (meant := self.recalled.whom(word, self.last)):
            return meant
        if follow.kind == "office":
            return (self.of_kind.get("person") or self.last) if follow.alone else ""
        if word in PAIRS:
            return self.last if self.last.startswith(("communique/", "outlet/")) else ""
        kind = next((kind for kind, names in OF_KIND.items() if word in names), "")
        omitted = word in THEN or word in SAME or word.startswith(("ب", "لل"))
        last = self.last if follow.kind == "word" and (omitted or kind) else ""
        return self.of_kind.get(kind) or last


def _refers(parts: Sequence[Chunk], at: int) -> bool:
    """Whether "according to" goes back to somebody: "the same source", "the minister", "him"."""
    follow = parts[at + 1] if at + 1 < len(parts) else None
    if follow is None or follow.kind != "word":
        return True
    words = (follow.form, f"ال{follow.form[2:]}" if follow.form.startswith("لل") else "")
    return any(word in _SAME_OR_RECALLING for word in words) or follow.form in _HIM


def _within(quotes: Sequence[Span], place: int) -> bool:
    """Whether a word stands in somebody's quotation."""
    return any(quote.start < place < quote.end for quote in quotes)


def _said_after(quote: Span, words: int, told: Mapping[int, str]) -> str:
    """Who is said to speak right behind a quotation: "…", says A."""
    near = (told[at] for at in range(quote.end, quote.end + _CLOSE + 1) if at in told)
    return next(near, "") if words >= LEAST_ALONE else ""


def _goes_on(parts: Sequence[Chunk], at: int) -> bool:
    """Whether whoever spoke goes on: "added, in a statement, that"."""
    follow = parts[at + 1].form if at + 1 < len(parts) else ""
    return parts[at].form in CONTINUING and follow in {"في", "خلال", "عبر", "ضمن"}


def _antecedent(parts: Sequence[Chunk], at: int) -> Chunk | None:
    """Whom "who praised" belongs to: the person right before it, known or not; else nothing."""
    if at < 2 or parts[at - 1].form not in RELATIVES:
        return None
    place = at - 2 - (at > 2 and parts[at - 2].form in {"،", ","})
    before = parts[place]
    return before if before.party or (before.kind == "word" and place < at - 2) else None


def _named(parts: Sequence[Chunk], at: int, limit: int) -> str:
    """Who is named with a verb of speech: a person, else the paper of whoever speaks."""
    after = _after(parts, at, limit)
    if after.startswith("person/"):
        return after
    return _paper(parts, at, limit) or after or _before(parts, at)


def _paper(parts: Sequence[Chunk], at: int, limit: int) -> str:
    """The communiqué through which somebody speaks: "the ministry made clear, in a note"."""
    for place in range(at + 2, min(limit, at + 7)):
        chunk = parts[place]
        named = chunk.entity is not None and chunk.entity.type == "communique"
        if named and (chunk.lead or parts[place - 1].form in {"في", "عبر", "ضمن"}):
            return chunk.id
    return ""


def _stranger(parts: Sequence[Chunk], at: int) -> bool:
    """Whether somebody not known by name is the subject of a verb of speech."""
    follow = parts[at + 1] if at + 1 < len(parts) else None
    if follow is None:
        return False
    unknown = follow.kind == "office" and not follow.alone
    known = (
        follow.form in _THEN_OR_SAME_OR_DURING_OR_TIMES_OR_WHEN or saying(follow.form) is not None
    )
    return unknown or (follow.kind == "word" and not known)


def _led_on(parts: Sequence[Chunk], at: int) -> bool:
    """Whether a verb goes on with what its sentence tells: "held a meeting, said during it"."""
    return at + 1 < len(parts) and parts[at + 1].form in _DURING


def _only_adds(before: Marker | None, marker: Marker) -> bool:
    """Whether a verb or participle without "that" can go on with what was said before it."""
    if marker.kind == "participle":
        return before is not None and before.kind == "praise" and not marker.judging
    return marker.kind == "praise"


def _hands_on(before: Marker, marker: Marker) -> bool:
    """Whether all that one says is that another said: "the agency reported that A said"."""
    near = 0 <= marker.start - before.content.start < _WHO
    other = marker.kind == "verb" and marker.introduced and marker.speaker != before.speaker
    return near and other and before.kind == "verb" and before.introduced


def _stresses(parts: Sequence[Chunk], at: int) -> bool:
    """Whether a verb goes on with "on": stressed, insisted on."""
    near = parts[at + 1 : at + 4]
    return parts[at].form in STRESSING and any(chunk.form == "علي" for chunk in near)


def _tells_of(parts: Sequence[Chunk], at: int) -> bool:
    """Whether a verb tells of speech without "that": "announced the signing of", "pointed to"."""
    form = parts[at].form
    bare = form if form in TELLING or form in TELLING_OF else form.removeprefix("و")
    if bare in TELLING_OF and _governs(parts, at, TELLING_OF[bare]):
        return parts[at + 1].form == TELLING_OF[bare] or _meant(parts, at)
    return bare in TELLING and not _denied(parts, at) and _meant(parts, at)


def _governs(parts: Sequence[Chunk], at: int, preposition: str) -> bool:
    """Whether a preposition, which may be a letter before its word, stands near behind a verb."""
    if len(preposition) > 1:
        return any(one.form == preposition for one in parts[at + 1 : at + 5])
    near = list(takewhile(lambda one: one.form not in THAT, parts[at + 2 : at + _REACH]))
    first = next((one for one in near if one.kind == "word" or one.lead), None)
    aside = first is not None and first.form in {"في", "خلال", "امس", "اليوم"}
    words = near if aside else [first] if first is not None else []
    return any(one.lead == preposition or one.form.startswith("ب") for one in words)


def _meant(parts: Sequence[Chunk], at: int) -> bool:
    """Whether whoever speaks is told right behind a verb: by name, by office, as "his Highness"."""
    follow = parts[at + 1] if at + 1 < len(parts) else None
    told = follow is not None and (follow.alone or follow.form in SAME or follow.form in RECALLING)
    had = at > 0 and parts[at - 1].form in {"قد", "وقد"}  # "A had, in a speech, confirmed"
    return told or bool(_after(parts, at, len(parts)) or (had and _before(parts, at - 1)))


def _weighed(parts: Sequence[Chunk], at: int, kind: Saying, place: int | None, own: bool) -> Saying:
    """The kind of a word of speech, seen by what stands with it.

    `own`: it is the only one of its sentence, and tells of whoever the sentence is about.
    """
    if kind == "participle":
        return "praise" if own else kind
    alone = place is None and (_stresses(parts, at) or _tells_of(parts, at))
    return "praise" if alone else kind


def _denied(parts: Sequence[Chunk], at: int) -> bool:
    return at > 0 and parts[at - 1].form.removeprefix("و") in NOT


def _silent(
    parts: Sequence[Chunk], at: int, kind: Saying, marker: Marker, place: int | None
) -> bool:
    """Whether a word of speech tells nothing: "called him", "A, whose words B passed on"."""
    if kind == "relay":
        return not marker.speaker and at > 0 and parts[at - 1].form in RELATIVES
    acts = _invites(parts, at) or _renews(parts, at) or _convicts(parts, at)
    return place is None and kind == "praise" and acts


def _convicts(parts: Sequence[Chunk], at: int) -> bool:
    """Whether a court condemns or accuses somebody, which is what it does and not what it says."""
    body = parts[at + 1].form if at + 1 < len(parts) else ""
    return parts[at].form.removeprefix("و") in CONDEMNING and any(
        word.removeprefix("ال").startswith(COURTS) for word in body.split()
    )


def _renews(parts: Sequence[Chunk], at: int) -> bool:
    """Whether "renewed" is said of an agreement rather than of a commitment."""
    if parts[at].form.removeprefix("و") not in RENEWED:
        return False
    words = (one.form for one in parts[at + 1 : at + 9] if one.kind == "word")
    told = next((word for word in words if word not in TIMES), "")
    return agreement(told, "") is not None


def _invites(parts: Sequence[Chunk], at: int) -> bool:
    """Whether somebody "called" somebody else: an invitation, which tells nothing."""
    if parts[at].form.removeprefix("و") not in CALLING:
        return False
    near = list(takewhile(lambda one: one.form != "الي", parts[at + 1 : at + 9]))
    several = sum(one.party for one in near) > 1 or any(one.form in GROUPS for one in near)
    return several or any(one.form in VISITING for one in parts[at + 1 : at + 9])


def _sourced(before: Marker, marker: Marker) -> Marker:
    """A marker with its source; "adding that, according to X, …" makes X the speaker."""
    if 0 <= marker.start - before.content.start < _LEAD:
        return replace(before, speaker=marker.speaker, through=before.speaker)
    return replace(before, source=marker.speaker if marker.speaker != before.speaker else "")


def _says(parts: Sequence[Chunk], at: int) -> Saying | None:
    chunk = parts[at]
    if chunk.kind != "word" or impersonal(parts, at):
        return None
    if chunk.form == "مذكره" and not _follows(parts, at, "ب"):
        return None  # a memorandum, and not "recalling"
    if chunk.form in {"عبر", "وعبر"}:
        about = any(part.form == "عن" for part in parts[at + 1 : at + 4])
        return "praise" if about else None
    if chunk.form in {"جاء", "وجاء", "ورد"} and at and parts[at - 1].form in {"كما", "ما"}:
        return "according"
    if chunk.form in {"جاء", "وجاء"}:
        paper = parts[at + 2] if at + 2 < len(parts) and parts[at + 1].form == "في" else None
        issued = paper is not None and paper.entity is not None
        return "verb" if issued or (paper is not None and paper.form in _LETTERS) else None
    return beside(parts, at) or saying(chunk.form) or ("verb" if _told_by(parts, at) else None)


def _follows(parts: Sequence[Chunk], at: int, letter: str) -> bool:
    """Whether a word behind a place begins with a letter, or is "that"."""
    follow = parts[at + 1] if at + 1 < len(parts) else None
    return follow is not None and (
        follow.form in THAT or (follow.lead or follow.form)[:1] == letter
    )


def _doer(parts: Sequence[Chunk]) -> str:
    """Who does what a sentence begins with: the person behind its first word."""
    if len(parts) < 2 or parts[0].kind != "word" or parts[1].kind != "person" or parts[1].lead:
        return ""
    return parts[1].id


def _told_by(parts: Sequence[Chunk], at: int) -> bool:
    """Whether a sentence begins "X-ed somebody that": any verb there is one of speech."""
    if at or len(parts) < 3 or trigger(parts[0].form) is not None:
        return False
    speaker = _speaks(parts[1]) or parts[1].form in SAME
    near = parts[2:4] if parts[1].entity is not None else parts[2:3]
    return speaker and any(chunk.form in THAT for chunk in near)


def _of_state(parts: Sequence[Chunk], at: int) -> bool:
    """Whether a state speaks: a verb in the past and its country or capital right behind it."""
    form, chunk = parts[at].form.removeprefix("و"), parts[at + 1]
    told = saying(form) in {"verb", "praise"} and form[:1] not in {"ي", "ت"}
    return told and chunk.kind == "place" and not chunk.lead


def _speaks(chunk: Chunk, lead: str = "") -> bool:
    named = chunk.entity is not None and chunk.entity.type != "place"
    return named and chunk.lead.strip("وف") in {"", lead}


def _after(parts: Sequence[Chunk], at: int, limit: int, lead: str = "") -> str:
    """The speaker who stands behind a word of speech."""
    for place in range(at + 1, min(limit, at + 7)):
        chunk = parts[place]
        paper = parts[place - 1].form in PAPERS
        state = place == at + 1 and not lead and _of_state(parts, at)
        if state or _speaks(chunk, "ل" if paper else lead):
            return chunk.id
        quoted = place + 1 < len(parts) and parts[place + 1].kind == "body"
        if chunk.form in THAT or (chunk.form in QUOTES and not quoted):
            return ""
        if chunk.form in SAME - PAPERS or (chunk.kind == "office" and not chunk.lead):
            return ""
        told = parts[at].form in {"جاء", "وجاء"} or lead
        if chunk.form in _AWAY and not told:
            return ""
        if chunk.kind == "word" and not told and chunk.form not in _BETWEEN:
            return ""
    return ""


def _before(parts: Sequence[Chunk], at: int) -> str:
    """The speaker who stands before a verb of speech, at the beginning of its clause."""
    at -= at > 0 and parts[at - 1].form in {"قد", "وقد"}
    for place in range(at - 1, max(-1, at - 7), -1):
        chunk, start = parts[place], parts[place - 1].form if place else ""
        if _speaks(chunk) and not chunk.lead:
            opens = place == 0 or start in _SUBJECT_STARTS_OR_THAT or start in {"،", "و", "-", ":"}
            return chunk.id if opens and not _stranger(parts, at) else ""
        if chunk.form in THAT or _says(parts, place):
            return ""
    return ""


def _introduction(parts: Sequence[Chunk], at: int, limit: int) -> int | None:
    """Where the words said begin: behind "that", a colon or with a quotation mark."""
    speaking = parts[at].form in SPEAKING
    reach = len(parts) if speaking else at + _REACH
    for place in range(at + 1, min(limit, reach, len(parts))):
        form, before = parts[place].form, parts[place - 1]
        if form in THAT and place < at + _REACH:
            return place
        if form == ":":
            return min(place + 1, len(parts) - 1)
        close = speaking or before.kind != "word" or place == at + 1 or len(before.form) < 4
        close = close or before.form in _ITSELF
        named = place + 2 < len(parts) and parts[place + 1].kind == "body"
        named = named or before.form == "ل"  # "told "The River Daily" that"
        if form not in QUOTES or not close or named or before.form in NAMING:
            continue
        named = before.kind == "body" and not _long(parts, place)
        about = saying(parts[at].form) != "relay" and "عن" in {c.form for c in parts[at:place]}
        if not named and not about:
            return place
    return None


def _long(parts: Sequence[Chunk], at: int) -> bool:
    """Whether what is quoted from a place on is too long for the name of a body."""
    near = parts[at + 1 : at + 1 + _NAME]
    return len(near) == _NAME and all(chunk.form not in QUOTES for chunk in near)


def _aside(parts: Sequence[Chunk], at: int) -> bool:
    """Whether a verb of speech stands between commas: "…, says the analyst, …"."""
    return (
        at > 0 and parts[at - 1].form in {"،", ",", "-"} and parts[at].form[:1] in {"ي", "ت", "ق"}
    )


def _opening(parts: Sequence[Chunk]) -> str:
    """Who stands at the beginning of a sentence, as its subject or as whose view it is."""
    first = parts[0] if parts else None
    if first is None:
        return ""
    if first.kind == "person" and not first.lead:
        return first.id
    if first.form in {"وبالنسبه", "بالنسبه", "اما"}:
        near = [chunk for chunk in parts[1:3] if chunk.form != "الي"]
        follow = near[0] if near else None
        return follow.id if follow is not None and follow.entity is not None else ""
    return ""


def read_speech(reads: Sequence[Read]) -> tuple[Said, ...]:
    """The sentences of the main text, each with its speakers and quotations."""
    reader = _Reader()
    for read in reads:
        if not read.sentence.headline:
            reader.sentence(read)
        elif (said := _announced(read)) is not None:
            reader.found.append(said)
    return tuple(reader.found)


def _announced(read: Read) -> Said | None:
    """What a headline gives in the words of somebody: "A: the river is clean"."""
    parts, sentence = read.parts, read.sentence
    named = len(parts) > _HEADED and parts[0].kind == "person" and not parts[0].lead
    if not named or parts[1].form != ":":
        return None
    content = Span(parts[2].start, sentence.span.end)
    marker = Marker("verb", parts[0].start, content, parts[0].id, introduced=True)
    return Said(sentence, (marker,), ())


def speakers_of(said: Sequence[Said]) -> dict[int, str]:
    """To whom sentences are attributed, by their number."""
    return {
        one.sentence.number: speaker
        for one in said
        if (speaker := next((m.speaker for m in one.markers if m.speaker), ""))
    }
