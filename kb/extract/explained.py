"""An explanation as lines to read, and as JSON for programs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from kb.extract.explain import Explanation, Line, Named
from kb.records import Agreement, DateValue, Event, Post, Span, Statement

_OPEN, _CLOSE = "\u2068", "\u2069"  # isolates: words of either direction leave the line as it is
_LONGEST = 160


def quoted(words: str, longest: int = _LONGEST) -> str:
    """Words of an article for a terminal: one line, isolated, nothing in it steers the screen."""
    line = " ".join(words.split())
    plain = "".join(char for char in line if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    short = plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
    return f"{_OPEN}{short}{_CLOSE}"


def lines(told: Explanation) -> Iterator[str]:
    """An explanation as lines for a curator."""
    heading, text = told.heading, told.article.text
    yield quoted(told.article.file)
    published = _when(heading.published)
    yield f"  {heading.language}, {heading.publisher or 'no publisher'}, published {published}"
    for part in told.parts:
        why = f"  - {part.why}" if part.why else ""
        words = quoted(part.span.of(text), 60)
        yield f"  {part.zone:9} {part.span.start}-{part.span.end} {words}{why}"
    yield from (_name(one) for one in told.outside)
    for number, line in enumerate(told.lines, 1):
        yield ""
        yield from _sentence(number, line, text)


def _sentence(number: int, line: Line, text: str) -> Iterator[str]:
    where = f"{line.span.start}-{line.span.end}"
    yield f"{number}{' headline' if line.headline else ''} {where} {quoted(line.text, 2000)}"
    yield from (_name(one) for one in line.names)
    for when in line.dates:
        yield f"    date       {quoted(when.span.of(text))} {_value(when.value)} [{when.kind}]"
    yield from (_post(one) for one in line.posts)
    yield from (_event(one) for one in line.events)
    yield from (_agreement(one) for one in line.agreements)
    yield from (_statement(one, text) for one in line.statements)
    for gone in line.passed:
        yield f"    passed over {quoted(gone.words, 60)} {gone.kind}: {gone.why}"
    if not any((line.names, line.dates, line.posts, line.events, line.statements, line.passed)):
        yield "    nothing"


def _name(one: Named) -> str:
    return f"    name       {quoted(one.mention.surface)} {one.entity} [{one.mention.rule}]"


def _post(one: Post) -> str:
    body = f" at {one.organisation}" if one.organisation else ""
    return f"    post       {one.person} {quoted(one.title)}{body}, {one.status} [{one.rule}]"


def _event(one: Event) -> str:
    who = [f"{p.entity} ({p.role})" if p.role else p.entity for p in one.participants]
    place = f" at {one.place}" if one.place else ""
    source = f", says {one.attributed_to}" if one.attributed_to else ""
    told = f"{one.type} {one.status}: {', '.join(who) or 'nobody named'}{place}"
    return f"    event      {told}, {_when(one.date)}{source} [{quoted(one.rule)}] {one.id}"


def _agreement(one: Agreement) -> str:
    who = ", ".join(one.parties) or "no parties named"
    told = f"{one.status}: {quoted(one.name)} {who}, {_when(one.signed)}"
    return f"    agreement  {told} [{quoted(one.rule)}] {one.id}"


def _statement(one: Statement, text: str) -> str:
    kind = "direct" if one.direct else "reported"
    through = f" through {one.attributed_to}" if one.attributed_to else ""
    words = quoted(one.span.of(text), 80)
    return f"    statement  {one.speaker}{through}, {kind}: {words} [{one.rule}]"


def _value(value: DateValue) -> str:
    return f"{value.edtf or 'no date'}, {value.basis}"


def _when(value: DateValue) -> str:
    words = f" from {quoted(value.text)}" if value.text else ""
    return "no date" if value.basis == "none" else f"{_value(value)}{words}"


def as_json(told: Explanation) -> dict[str, Any]:
    """An explanation for programs: its records, without the article's own text and bytes."""
    whole: dict[str, Any] = _plain(told)
    return whole | {"article": {"file": told.article.file, "sha256": told.article.sha256}}


def _plain(value: object) -> Any:
    """A record as what JSON has."""
    if isinstance(value, Span):
        return {"start": value.start, "end": value.end}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
