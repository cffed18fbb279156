"""Memberships: who held which post, and when dated reports say so.

Adding an article costs the same however many reports a membership has; taking one out reads them
all, since what it said first or last may have rested on that article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from rdflib import Literal, URIRef
from rdflib.term import Node

from kb.ids import digest, folded
from kb.model import terms as t
from kb.model.held import Held, reports_of
from kb.model.reference import office_key
from kb.view import Triple

_BOUNDS: Final[dict[Node, Callable[[list[date]], date]]] = {
    t.FIRST_HELD: min,
    t.LAST_HELD: max,
    t.FORMER_BY: min,
}


@dataclass(frozen=True, slots=True)
class PostReport:
    """What one article says of a person's post; `day` is that of its publication, if known."""

    iri: Node
    person: Node
    title: Literal
    organisation: Node | None
    status: Node
    day: date | None


@dataclass(frozen=True, slots=True)
class Membership:
    """A membership before and after."""

    iri: URIRef
    before: tuple[Triple, ...]
    after: tuple[Triple, ...]


def memberships(held: Held) -> Iterator[Membership]:
    """The memberships that rest, or rested, on the article at hand."""
    now: dict[URIRef, list[PostReport]] = {}
    office: dict[URIRef, URIRef | None] = {}
    for report in reports_of(held.fresh, t.POST_REPORT):
        post = _post(report, held)
        iri, office_iri = _membership(post, held)
        now.setdefault(iri, []).append(post)
        office[iri] = office_iri
    old = {held.canonical(r) for r in reports_of(held.former, t.POST_REPORT)} - {None}
    for iri in sorted({*now, *(URIRef(str(m)) for m in old)}):
        if iri in old:
            before = tuple(held.default(iri))
            others = [_post(report, held) for report in held.others(iri)]
            posts = [*others, *now.get(iri, ())]
            known = office.get(iri) or next(iter(held.objects(iri, t.POST)), None)
            after = tuple(_whole(iri, posts, known, held))
        else:
            # Its earlier reports, which may be thousands, are not read.
            before = tuple(x for p in _BOUNDS for x in held.view.triples(iri, p))
            more = (x for x in _whole(iri, now[iri], office[iri], held) if _is_new(x, held))
            after = tuple(_grown(iri, before, more))
        yield Membership(iri, before, after)


def _post(report: Node, held: Held) -> PostReport:
    facts, published = held.facts(report), held.published(t.article_of(report))
    low, high = t.first(published, t.PUBLISHED_EARLIEST), t.first(published, t.PUBLISHED_LATEST)
    title, person = t.first(facts, t.TITLE), t.first(facts, t.MEMBER)
    return PostReport(
        iri=report,
        person=person if person is not None else report,
        title=title if isinstance(title, Literal) else Literal(""),
        organisation=t.first(facts, t.ORGANISATION),
        status=t.first(facts, t.POST_STATUS) or t.HELD,
        day=t.as_date(low) if low is not None and low == high else None,
    )


def _membership(post: PostReport, held: Held) -> tuple[URIRef, URIRef | None]:
    """The membership that a report tells of, and the office if the base knows it."""
    office = _office(post, held)
    what = [str(office)] if office else [str(post.organisation or ""), folded(str(post.title))]
    key = digest(str(post.person), *what)[:8]
    return URIRef(f"{held.data}membership/{t.slug_of(post.person)}-{key}"), office


def _office(post: PostReport, held: Held) -> URIRef | None:
    """The one office of the title in the organisation, or in the person's country."""
    fitting = []
    for office in held.by_key([office_key(str(post.title))]):
        organisations = held.objects(office, t.POST_IN)
        if post.organisation is not None and organisations:
            if post.organisation in organisations:
                fitting.append(office)
        elif set(held.objects(office, t.IN_COUNTRY)) & set(held.objects(post.person, t.IN_COUNTRY)):
            fitting.append(office)
    return URIRef(str(fitting[0])) if len(fitting) == 1 else None


def _whole(
    iri: URIRef, posts: Iterable[PostReport], office: Node | None, held: Held
) -> Iterator[Triple]:
    """A membership out of all its reports; nothing where there are none."""
    rows = list(posts)
    if not rows:
        return
    yield iri, t.TYPE, t.MEMBERSHIP
    yield iri, t.MEMBER, rows[0].person
    if office is not None:
        yield iri, t.POST, office
        yield from ((iri, t.ORGANISATION, o) for o in held.objects(office, t.POST_IN))
    elif rows[0].organisation is not None:
        yield iri, t.ORGANISATION, rows[0].organisation
    for row in rows:
        yield iri, t.TITLE, row.title
        yield iri, t.IN_REPORT, row.iri
    days = [row.day for row in rows if row.day and row.status == t.HELD]
    former = [row.day for row in rows if row.day and row.status == t.FORMER]
    if days:
        yield iri, t.FIRST_HELD, t.day(min(days))
        yield iri, t.LAST_HELD, t.day(max(days))
    if former:
        yield iri, t.FORMER_BY, t.day(min(former))


def _is_new(triple: Triple, held: Held) -> bool:
    return triple[1] in _BOUNDS or not any(held.view.triples(*triple))


def _grown(iri: URIRef, before: Iterable[Triple], more: Iterable[Triple]) -> Iterator[Triple]:
    """A membership with further reports: only its first and last days can change."""
    days: dict[Node, list[date]] = {}
    for _, predicate, obj in (*before, *more):
        if predicate in _BOUNDS:
            days.setdefault(predicate, []).append(t.as_date(obj))
        else:
            yield iri, predicate, obj
    for predicate, values in days.items():
        yield iri, predicate, t.day(_BOUNDS[predicate](values))
