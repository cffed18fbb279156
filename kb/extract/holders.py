"""Who holds which office: titles beside the names of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.extract.lexicon import Lexicon
from kb.extract.stream import Stream, Zone
from kb.extract.titles import Title, bare, may_open, titles_at
from kb.extract.words import FORMER, GIVEN, HONORIFICS, RANKS, VERBS, folded

_COMMA = frozenset({"،", ",", "-"})
_AS = folded("منصب منصبي مهام بصفته بصفتها بوصفه بوصفها")
_ORDINALS = folded("اول اخر ثاني ثالث")
_SINCE = 12  # pieces between an office and "since"
_KIN = folded("حرم زوجة عقيلة قرينة نجل ابن ابنة شقيق شقيقة والد والدة أرملة")
_WHO_IS = folded("وهو وهي")
_BEING = folded("كان كانت يكون يعد")
_RELATIVE = folded("الذي التي وقد")
_MADE = folded("عين انتخب أصبح صار اختير نصب عينت انتخبت أصبحت اختيرت بات سمي")
_SAID = folded(
    "قال قالت أكد أكدت أوضح أوضحت أضاف أضافت صرح صرحت أعلن أعلنت ذكر ذكرت أفاد أفادت شدد شددت"
    " أشار أشارت يقول تقول يرى ترى اعتبر اعتبرت أبرز أبرزت كشف كشفت يؤكد تؤكد"
)
_REACH = 5  # pieces between a name and "who also holds the post of"

Run = tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The pieces of a mention, with the id of what it stands for."""

    first: int
    last: int
    id: str


@dataclass(frozen=True, slots=True)
class Held:
    """An office beside a name."""

    person: Place
    title: Title
    rule: str


def runs(text: Stream, lexicon: Lexicon, known: Mapping[int, int]) -> tuple[Run, ...]:
    """Every run of offices in a stream, in order."""
    found: list[Run] = []
    zone, at = Zone(text, known), 0
    while at < len(text.pieces):
        run = titles_at(zone, at, lexicon) if may_open(text.word(at)) else ()
        if run:
            found.append(run)
        at = max(at + 1, run[-1].last) if run else at + 1
    return tuple(found)


def holders(
    text: Stream, people: Sequence[Place], offices: Sequence[Run]
) -> tuple[tuple[Held, ...], tuple[Title, ...]]:
    """The offices of the people at the given places, and the offices that no name stands by."""
    starts = {place.first: place for place in people}
    ends = {place.last: place for place in people}
    held: list[Held] = []
    alone: list[Title] = []
    for run in offices:
        found = tuple(_given(text, run, starts, ends))
        held += found
        alone += () if found else run
    return tuple(held), tuple(alone)


def _given(
    text: Stream, run: Run, starts: Mapping[int, Place], ends: Mapping[int, Place]
) -> Iterator[Held]:
    """The offices of one run, given to the name behind them or else to the one before them."""
    after, comma = _after(text, run[-1].last, starts)
    before, apposed = _before(text, run, ends)
    if _kin(text, run):
        return
    if before is not None and after is not None and not (apposed or comma):
        first, run = _parted(text, run)
        yield from (Held(before, title, "name and title") for title in first)
    closed = apposed and after is None and not _goes_on(text, run[-1].last)
    if not closed and text.word(run[0].first - 1) not in _AS:
        run = _certain(text, run, last=after is not None and not (before and comma))
    if after is None or (before is not None and comma):
        if before is not None:
            yield from (Held(before, title, "name and title") for title in run)
        return
    if before is not None and apposed and len(run) > 1:
        yield from (Held(before, title, "name and title") for title in run[:-1])
        run = run[-1:]
    for title in run:
        inner = title.inner if not comma and title is run[-1] else 0
        own = Title(inner, title.last, 0, bare(text.word(inner))) if inner else title
        yield Held(after, own, "title and name")


def _kin(text: Stream, run: Run) -> bool:
    """Whether the one named is a relative of whoever holds the office: the wife of the king."""
    return text.word(run[0].first - 1) in _KIN


def _parted(text: Stream, run: Run) -> tuple[Run, Run]:
    """The offices of the name before a run and, from the last و on, those of the name behind."""
    joined = [at for at in range(1, len(run)) if run[at].skip]
    cut = next((at for at in reversed(joined) if text.word(run[at].first)[0] == "و"), 0)
    return run[:cut], run[cut:]


def _goes_on(text: Stream, at: int) -> bool:
    """Whether a word rather than a mark or the end stands at a piece."""
    return at < len(text.pieces) and text.pieces[at].word


def _certain(text: Stream, run: Run, last: bool) -> Run:
    """The offices of a run on the name's side of any و, which may go over to another person."""
    joined = [at for at in range(1, len(run)) if text.word(run[at].first).startswith("و")]
    joined = [at for at in joined if run[at].skip and not run[at].own]
    if not joined:
        return run
    return run[joined[-1] :] if last else run[: joined[0]]


def _after(text: Stream, at: int, starts: Mapping[int, Place]) -> tuple[Place | None, bool]:
    """The person named right after a title, and whether a comma stands between."""
    while text.word(at) in FORMER or text.word(at) == '"':
        at += 1
    if text.word(at) == "(" and text.word(at + 2) == ")":
        at += 3
    comma = text.word(at) in _COMMA
    at += comma
    while at not in starts and (text.word(at) in HONORIFICS or text.word(at) in RANKS):
        at += 1
    word = text.word(at)
    joined = word.startswith("و") and word not in GIVEN and not comma  # and B, the …
    return None if joined and word[1:] in GIVEN else starts.get(at), comma


def _before(text: Stream, run: Run, ends: Mapping[int, Place]) -> tuple[Place | None, bool]:
    """The person named right before a title in apposition, and whether a comma stands between."""
    title = run[0]
    at = title.first
    if text.word(at - 1) in _WHO_IS or (text.word(at - 1) in _BEING and _who(text, at - 1)):
        at -= 1 + (text.word(at - 1) in _BEING)
        return ends.get(at - (text.word(at - 1) in _COMMA)), True
    if text.word(at - 1) == "(" and text.word(run[-1].last) == ")":
        return ends.get(at - 1), True
    if text.word(at - 1) in _AS:
        back = next((b for b in range(at - 1, at - 1 - _REACH, -1) if b in ends), at)
        return ends.get(back), True
    if title.skip or title.head == "نظير" or title.own:
        return None, False
    comma = text.word(at - 1) in _COMMA
    found = ends.get(at - comma)
    if found and not comma and (found.last - found.first < 2 or _object(text, found, run)):
        return None, False
    return found, comma


def _who(text: Stream, at: int) -> bool:
    """Whether a piece is the verb of "…, who was"."""
    return text.word(at - 1) in _RELATIVE


def _object(text: Stream, name: Place, run: Run) -> bool:
    """Whether the name is the subject of a verb whose object is the one office that follows."""
    at = name.first
    while text.word(at - 1) in HONORIFICS:
        at -= 1
    verb = text.word(at - 1).removeprefix("و")
    made = verb in _MADE and text.raw(run[0].first).endswith("ا")
    return len(run) == 1 and text.word(at - 1) in VERBS and not made and verb not in _SAID


def since(text: Stream, people: Sequence[Place], alone: Sequence[Title]) -> Iterator[Held]:
    """Earlier holders: the first minister to visit since NAME."""
    starts = {place.first: place for place in people}
    for title in alone:
        if text.word(title.first - 1) in _ORDINALS:
            for at in range(title.last, min(title.last + _SINCE, len(text.pieces) - 1)):
                if text.word(at) in {".", "\n"}:
                    break
                if text.word(at) == "منذ" and at + 1 in starts:
                    yield Held(starts[at + 1], title, "first since")


def goes_on(text: Stream, places: Iterable[Place]) -> dict[int, int]:
    """First to last piece of the names that a title goes on with; other names lead nowhere."""
    found: dict[int, int] = {}
    for place in places:
        found |= {at: at for at in range(place.first, place.last)}
        named = place.id.startswith(("place/", "organisation/", "outlet/"))
        if named and not text.word(place.first).startswith("وا"):
            found[place.first] = place.last
    return found
