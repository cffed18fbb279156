"""Readable slugs and generated names of events and agreements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rdflib import Literal
from rdflib.term import Node

from kb.ids import folded, slug
from kb.model import terms as t
from kb.model.reports import AgreementReport, EventReport

MOST_NAMED = 3
Label = Callable[[Node, str], str]


@dataclass(frozen=True, slots=True)
class Told:
    """What an event's name is made of."""

    kind: str
    visitors: tuple[Node, ...]
    people: tuple[Node, ...]
    place: Node | None


_HEADS: Final[dict[str, dict[str, str]]] = {
    "meeting": {"ar": "لقاء", "fr": "Rencontre", "en": "Meeting"},
    "visit": {"ar": "زيارة", "fr": "Visite", "en": "Visit"},
    "call": {"ar": "اتصال بين", "fr": "Appel entre", "en": "Call between"},
    "conference": {"ar": "مؤتمر", "fr": "Conférence", "en": "Conference"},
    "exercise": {"ar": "مناورات", "fr": "Exercice", "en": "Exercise"},
    "event": {"ar": "حدث", "fr": "Événement", "en": "Event"},
}
_OF: Final = {"ar": " ", "fr": " de ", "en": " of "}
_AND: Final = {"ar": " و", "fr": " et ", "en": " and "}
_COMMA: Final = {"ar": " و", "fr": ", ", "en": ", "}
_OTHERS: Final = {"ar": "آخرين", "fr": "d’autres", "en": "others"}
_AT: Final = {"ar": " في {}", "fr": " ({})", "en": " in {}"}
_TO: Final = {"ar": " إلى {}", "fr": " ({})", "en": " to {}"}  # French would need à, au or en


def event_slug(report: EventReport) -> str:
    """Type and slug of an event out of its first report: who, where, when."""
    people = {str(v) for v in report.visitors} or {p for pair in report.pairs for p in pair}
    people = people or {str(p) for p in report.participants}
    named = sorted(t.slug_of(p) for p in people)[:MOST_NAMED]
    if len(report.pairs) > 1 and not report.visitors:
        named = _central(report)
    place = [t.slug_of(report.place)] if report.place is not None else []
    when = [_when(report.earliest, report.latest)] if report.dated else []
    topics = [] if named or place else sorted(t.slug_of(x) for x in report.topics)[:1]
    return f"{report.kind}/{slug('-'.join((*named, *place, *topics, *when)) or 'untold')}"


def _central(report: EventReport) -> list[str]:
    """Hosts before guests, then the rest: with many, the first of each side name the event."""
    sides = [sorted(t.slug_of(p) for p in side) for side in (report.hosts, report.guests)]
    if all(sides):
        return sorted({sides[0][0], sides[1][0]})
    return sorted(t.slug_of(p) for p in report.people)[:MOST_NAMED]


def _when(low: date | None, high: date | None) -> str:
    """The part of a date that both bounds agree on."""
    a, b = str(low), str(high)
    return next((a[:n] for n in (10, 7, 4) if a[:n] == b[:n]), f"{a[:4]}-{b[:4]}")


def agreement_slug(report: AgreementReport) -> str:
    """Type and slug of an agreement out of its first report: parties and period, else its name."""
    parties = sorted(t.slug_of(p) for p in report.parties)[:MOST_NAMED]
    if len(parties) < 2:
        return f"agreement/{slug(str(report.name))}"
    when = report.period or (_when(report.earliest, report.latest) if report.earliest else "")
    return f"agreement/{slug('-'.join((*parties, str(when))))}"


def event_labels(told: Told, label: Label) -> list[Literal]:
    """Generated names of an event in the base's languages."""
    return [Literal(_phrase(told, label, language), lang=language) for language in t.LANGUAGES]


def _phrase(told: Told, label: Label, lang: str) -> str:
    head = _HEADS[told.kind][lang]
    named = _list([label(p, lang) for p in (told.visitors or told.people)], lang)
    where = ""
    if told.place is not None:
        where = (_TO if told.visitors else _AT)[lang].format(label(told.place, lang))
    if not named:
        return f"{head}{where}"
    return f"{head}{' ' if told.kind == 'call' else _of(named, lang)}{named}{where}"


def _of(named: str, language: str) -> str:
    elided = language == "fr" and folded(named)[:1] in set("aeiou")
    return " d’" if elided else _OF[language]


def _list(names: list[str], language: str) -> str:
    shown = names[:MOST_NAMED] + ([_OTHERS[language]] if len(names) > MOST_NAMED else [])
    if len(shown) < 2:
        return "".join(shown)
    return _COMMA[language].join(shown[:-1]) + _AND[language] + shown[-1]
