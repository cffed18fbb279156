"""Statements: quotations and reported speech, each with its speaker and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.extract.cues import TOPICAL
from kb.extract.quoting import Marker, Said
from kb.extract.trace import note
from kb.extract.verbs import trigger
from kb.records import Span, Statement

_MOSTLY = 0.45  # the share of the words said from which on they count as a quotation
_ALONE = 40  # letters
_LEAST = 12  # letters; less is no statement


def _trimmed(text: str, span: Span) -> Span:
    """A span without white space and commas at its ends."""
    words = span.of(text)
    left = len(words) - len(words.lstrip(" \n\t،,"))
    right = len(words) - len(words.rstrip(" \n\t،,و"))
    return Span(span.start + left, max(span.start + left, span.end - right))


def _of_marker(text: str, marker: Marker, quotes: Sequence[Span]) -> Iterator[Statement]:
    """The statements that one word of speech introduces."""
    if not marker.speaker:
        why = f"a word of speech ({marker.kind}) whose speaker is not known"
        note("statement", why, Span, marker.start, marker.content.end)
        return
    inside = [quote for quote in quotes if marker.content.holds(quote)]
    content = _trimmed(text, marker.content)
    length = content.end - content.start
    quoted = sum(quote.end - quote.start for quote in inside)
    through = marker.through or marker.source or None
    told = marker.introduced or marker.judging or marker.kind != "participle"
    if marker.kind == "according" and length < _ALONE:
        return  # "according to the agency." alone: of the sentence before
    own = marker.kind == "according" or len(inside) > 1 or _own(marker) != marker.speaker
    if inside and (own or quoted >= _MOSTLY * length or length < _LEAST or not told):
        speaker = _own(marker)
        for quote in inside:
            yield Statement(
                speaker, quote, True, through if through != speaker else None, marker.kind
            )
    elif told and length >= _LEAST:
        yield Statement(marker.speaker, content, False, through, marker.kind)


def _own(marker: Marker) -> str:
    """Whose words a quotation is: of the person named as the source rather than of a body."""
    sourced = marker.source.startswith("person/") and not marker.speaker.startswith("person/")
    return marker.source if sourced else marker.speaker


def _free(span: Span, taken: Sequence[Span]) -> bool:
    return not any(span.start < one.end and one.start < span.end for one in taken)


def _of_sentence(text: str, said: Said, follows: str) -> Iterator[Statement]:
    """The statements of a sentence. `follows` is who "added" something in the next one."""
    taken: list[Span] = []
    for marker in said.markers:
        for one in _of_marker(text, marker, said.quotes):
            if _free(one.span, taken):
                taken.append(one.span)
                yield one
    last = said.opening or ("" if said.markers else follows)
    for quote, voice in zip(said.quotes, said.voices, strict=True):
        speaker = voice or last
        if _free(quote, taken) and speaker:
            yield Statement(speaker, quote, True, None, "subject")
        elif _free(quote, taken):
            note("statement", "a quotation of nobody who is named", Span, quote.start, quote.end)


def _paragraphs(said: Sequence[Said]) -> list[list[Said]]:
    found: list[list[Said]] = []
    for one in said:
        if found and found[-1][-1].sentence.paragraph == one.sentence.paragraph:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _tells(one: Said) -> bool:
    """Whether a sentence tells of an event, with a verb."""
    for node in one.sentence.nodes:
        if node.entity is None:
            word = trigger(node.form)
            if (word is not None and not word.noun) or node.form.lstrip("و") in TOPICAL:
                return True
    return False


def _voice(paragraph: Sequence[Said], last: bool) -> str:
    """The outlet or communiqué that speaks at the beginning or end of a paragraph."""
    speakers = [marker.speaker for one in paragraph for marker in one.markers if marker.speaker]
    if not speakers:
        return ""
    found = speakers[-1 if last else 0]
    return found if found.startswith(("outlet/", "communique/")) else ""


def _continued(said: Sequence[Said]) -> Iterator[Statement]:
    """Paragraphs that go on with a report told in the paragraphs on either side."""
    told = _paragraphs(said)
    for before, here, after in zip(told, told[1:], told[2:], strict=False):
        voice = _voice(before, last=True)
        plain = not any(one.markers or one.quotes for one in here)
        if voice and plain and voice == _voice(after, last=False) and any(map(_tells, here)):
            span = Span(here[0].sentence.span.start, here[-1].sentence.span.end)
            yield Statement(voice, span, False, None, "continued")


def _adds(said: Said) -> str:
    """Who goes on speaking in a sentence: "the communiqué added"."""
    first = said.markers[0] if said.markers else None
    return first.speaker if first is not None and first.more else ""


def find_statements(text: str, said: Sequence[Said]) -> tuple[Statement, ...]:
    """The statements of an article, in the order of their words."""
    following = [*(_adds(one) for one in said[1:]), ""][: len(said)]
    found = [
        one
        for sentence, follows in zip(said, following, strict=True)
        for one in _of_sentence(text, sentence, follows)
    ]
    found.extend(_continued(said))
    return tuple(sorted(found, key=lambda one: one.span))
