"""What the base holds of an event or agreement, out of all reports of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from rdflib import Literal, URIRef
from rdflib.term import Node

from kb.model import terms as t
from kb.model.held import Held
from kb.model.naming import Told, event_labels
from kb.model.reports import AgreementReport, EventReport
from kb.namespaces import KB
from kb.view import Triple

# Of several statuses the first one told counts: a denial only where nobody tells of it otherwise.
EVENT_STATUS: Final = (KB.held, KB.cancelled, KB.planned, KB.denied)
AGREEMENT_STATUS: Final = (
    KB.cancelled, KB.ended, KB.inForce, KB.signed, KB.planned, KB.mentioned,
)  # fmt: skip
SIGNED: Final = frozenset({KB.signed, KB.inForce, KB.ended, KB.mentioned})
BIBLIOGRAPHY: Final = frozenset(
    {
        t.TYPE, t.HEADLINE, t.IN_LANGUAGE, t.PUBLISHER, t.BYLINE, t.PUBLISHED, t.PASSES_ON,
        t.PUBLISHED_EARLIEST, t.PUBLISHED_LATEST, t.PUBLISHED_BASIS, t.URL, t.TEXT_LENGTH,
        t.ORIGINAL_PUBLISHER, t.ORIGINAL_PUBLISHED,
    }
)  # fmt: skip

Names = Mapping[str, URIRef]


@dataclass(frozen=True, slots=True)
class When:
    """The date that reports allow together."""

    edtf: str | None
    earliest: date | None
    latest: date | None


def together(reports: Iterable[EventReport | AgreementReport]) -> When:
    """The interval that all dated reports allow; nothing where they disagree, or none is dated."""
    dated = [r for r in reports if r.earliest or r.latest]
    low = max((r.earliest for r in dated if r.earliest), default=None)
    high = min((r.latest for r in dated if r.latest), default=None)
    if low and high and low > high:
        return When(None, None, None)
    told = sorted(str(r.edtf) for r in dated if r.edtf and (r.earliest, r.latest) == (low, high))
    return When(told[0] if told else _edtf(low, high), low, high)


def _edtf(low: date | None, high: date | None) -> str | None:
    if low is None or high is None:
        return None
    return str(low) if low == high else f"{low}/{high}"


def event(
    iri: URIRef,
    reports: list[EventReport],
    held: Held,
    whole: Callable[[Node], Node | None],
    label: Callable[[Node, str], str],
) -> Iterator[Triple]:
    """The facts of an event; `whole` gives the canonical event of a report that one is part of."""
    if not reports:
        return
    kind = t.type_of(iri)
    for cls in (t.CLASS_OF[kind], t.SCHEMA_EVENT, t.SEM_EVENT):
        yield iri, t.TYPE, cls
    told = {r.status for r in reports}
    yield iri, t.STATUS, next(status for status in EVENT_STATUS if status in told)
    happened = [r for r in reports if r.held]
    expected = [r for r in reports if not r.held]
    plans = [r for r in expected if r.status != KB.denied] or ([] if happened else expected)
    yield from _facts(iri, happened, t.HELD_FACTS, held)
    yield from _facts(iri, plans, t.EXPECTED_FACTS, held)
    for report in reports:
        yield iri, t.IN_REPORT, report.iri
        yield from ((iri, t.TOPIC, topic) for topic in report.topics)
        container = whole(report.part_of) if report.part_of is not None else None
        if container is not None and container != iri:
            yield iri, t.PART_OF, container
    for name in _labels(kind, happened or plans, held, label):
        yield iri, t.PREF, name


def _facts(iri: URIRef, reports: list[EventReport], names: Names, held: Held) -> Iterator[Triple]:
    for report in reports:
        for name, found in (
            ("participant", report.participants),
            ("host", report.hosts),
            ("guest", report.guests),
        ):
            yield from ((iri, names[name], one) for one in found)
    place = _place(reports, held)
    if place is not None:
        yield iri, names["place"], place
    yield from _when(iri, together(reports), names)


def _when(iri: URIRef, when: When, names: Names) -> Iterator[Triple]:
    if when.edtf:
        yield iri, names["date"], t.text(when.edtf)
    if when.earliest:
        yield iri, names["earliest"], t.day(when.earliest)
    if when.latest:
        yield iri, names["latest"], t.day(when.latest)


def _place(reports: list[EventReport], held: Held) -> Node | None:
    """The nearest place told of: a city rather than the country that it lies in."""
    places = {r.place for r in reports if r.place is not None}
    wider = {c for place in places for c in held.containers(place)} if len(places) > 1 else set()
    near = sorted(places - wider, key=str)
    return min(near, key=held.is_region, default=None)


def _labels(
    kind: str, reports: list[EventReport], held: Held, label: Callable[[Node, str], str]
) -> list[Literal]:
    pairs = {p for r in reports for pair in r.pairs for p in pair}
    visitors = {str(v) for r in reports for v in r.visitors} if kind == "visit" else set()
    everybody = {str(p) for r in reports for p in r.participants}
    named = sorted(pairs) + sorted(everybody - pairs)
    people = tuple(URIRef(p) for p in named)
    guests = tuple(URIRef(v) for v in sorted(visitors))
    return event_labels(Told(kind, guests, people, _place(reports, held)), label)


def agreement(iri: URIRef, reports: list[AgreementReport]) -> Iterator[Triple]:
    """The facts of an agreement."""
    if not reports:
        return
    for cls in (t.AGREEMENT, t.CREATIVE_WORK):
        yield iri, t.TYPE, cls
    told = {r.status for r in reports}
    yield iri, t.AGREEMENT_STATUS, next(s for s in AGREEMENT_STATUS if s in told)
    languages: set[str | None] = set()
    for name in sorted({r.name for r in reports}, key=lambda n: (-len(n), str(n))):
        yield iri, t.ALT if name.language in languages else t.PREF, name
        languages.add(name.language)
    for report in reports:
        yield iri, t.IN_REPORT, report.iri
        yield from ((iri, t.PARTY, party) for party in report.parties)
        yield from ((iri, t.SIGNATORY, one) for one in report.signatories)
    yield from _when(iri, together(r for r in reports if r.status in SIGNED), t.SIGNED_FACTS)
    periods = {r.period for r in reports if r.period is not None}
    if len(periods) == 1:
        yield iri, t.PERIOD, periods.pop()


def bibliography(graph: Iterable[Triple], article: URIRef) -> list[Triple]:
    """The copy of an article's own triples that the default graph holds."""
    return [x for x in graph if x[0] == article and x[1] in BIBLIOGRAPHY]
