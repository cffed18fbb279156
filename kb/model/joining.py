"""Which event or agreement of the base each report of an article tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rdflib import URIRef
from rdflib.term import Node

from kb.ids import folded, free
from kb.model import terms as t
from kb.model.held import Held, reports_of
from kb.model.judging import CURATED, CURATOR, Judgement, given_key
from kb.model.likeness import MARGIN, THRESHOLD, Likeness, keys, likeness, probes
from kb.model.naming import agreement_slug, event_slug
from kb.model.reports import AgreementReport, EventReport, agreement_report

MOST_REPORTS = 50  # of an event that a new report is compared with
WITNESSES = 8  # other reports that a judgement rests on
GENERIC = 3  # a name of fewer words than this is shared by many agreements
NOTED = 60  # a likeness from here on is worth a curator's look


Report = EventReport | AgreementReport


@dataclass(slots=True)
class Joined:
    """Canonical event or agreement of each report, those minted, and what stayed unsure."""

    canonical: dict[Node, URIRef] = field(default_factory=dict)
    minted: list[URIRef] = field(default_factory=list)
    unsure: list[Judgement] = field(default_factory=list)
    given: dict[str, URIRef] = field(default_factory=dict)  # by the path that would be minted

    @property
    def taken(self) -> set[URIRef]:
        """What a report of the article tells of already: two of one article are never one."""
        return set(self.canonical.values())


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something of the base that a report may tell of."""

    iri: URIRef
    like: Likeness


def join_events(held: Held) -> Joined:
    """The canonical event of each event report of the article at hand."""
    joined = Joined()
    reports = [held.event(r) for r in reports_of(held.fresh, *t.KIND_OF)]
    former = [held.former_event(r) for r in reports_of(held.former, *t.KIND_OF)]
    for report in reports:
        _by_decision(report.iri, held, joined)
    _unchanged(former, reports, held, joined)
    found = {r.iri: _event_candidates(r, held) for r in reports if r.iri not in joined.canonical}
    # The surest first, so that a vague report does not take the event of an exact one.
    for iri in sorted(found, key=lambda r: -_best(found[r])):
        _choose(iri, found[iri], joined)
    _own([(r.iri, [f.iri for f in former if _alike(f, r)]) for r in reports], held, joined)
    _mint_rest([(r.iri, event_slug(r)) for r in reports], former, held, joined)
    return joined


def join_agreements(held: Held) -> Joined:
    """The canonical agreement of each agreement report of the article at hand."""
    joined = Joined()
    reports = [held.agreement(r) for r in reports_of(held.fresh, t.AGREEMENT_REPORT)]
    olds = reports_of(held.former, t.AGREEMENT_REPORT)
    former = [agreement_report(r, held.former[r]) for r in olds]
    for report in reports:
        _by_decision(report.iri, held, joined)
    _unchanged(former, reports, held, joined)
    for report in reports:
        if report.iri not in joined.canonical:
            _choose(report.iri, _agreement_candidates(report, held), joined)
    names = {f.iri: folded(f.name) for f in former}
    near = [(r.iri, [f for f, name in names.items() if name == folded(r.name)]) for r in reports]
    _own(near, held, joined)
    _mint_rest([(r.iri, agreement_slug(r)) for r in reports], former, held, joined)
    return joined


def _by_decision(report: Node, held: Held, joined: Joined) -> None:
    """Join a report as a curator said: to an entity, or to that of another report."""
    for partner in held.decisions.same_as(report):
        other = URIRef(partner)
        entity = held.canonical(other) if t.is_fragment(other) else other
        if t.is_fragment(other) and t.article_of(other) == held.article:
            entity = joined.canonical.get(other)
        if entity is not None and entity not in joined.taken:
            joined.canonical[report] = URIRef(str(entity))
            return


def _unchanged(
    former: Sequence[Report], reports: Sequence[Report], held: Held, joined: Joined
) -> None:
    """Leave everything as it was judged where the article says just what it said.

    Where it says anything else all is judged anew, so that an article replaced and put back is
    where it was.
    """
    pairs = _matched(former, reports)
    for old, report in pairs:
        entity = held.canonical(old)
        if report in joined.canonical or entity is None or entity in joined.taken:
            continue
        if not _excluded(report, entity, held.others(entity), held):
            joined.canonical[report] = URIRef(str(entity))
            notes = held.judged_before(old, report)
            joined.unsure += [note for note in notes if note.decision == "unsure"]


def _matched(former: Sequence[Report], reports: Sequence[Report]) -> list[tuple[Node, Node]]:
    """Former and new reports that say the same, if all do; else nothing."""
    left = list(former)
    pairs = []
    for report in reports:
        same = next((f for f in left if f.content == report.content), None)
        if same is None:
            return []
        left.remove(same)
        pairs.append((same.iri, report.iri))
    return pairs if not left else []


def _excluded(report: Node, entity: Node, others: Iterable[Node], held: Held) -> bool:
    """Whether a curator said that a report does not tell of an entity, or of its reports."""
    different = held.decisions.different_from(report)
    return str(entity) in different or any(str(other) in different for other in others)


def _event_candidates(report: EventReport, held: Held) -> list[Candidate]:
    def compare(other: Node) -> tuple[list[str], Likeness]:
        told = held.event(other)
        return keys(told, held) if held.former else [], likeness(report, told, held)

    return _candidates(report.iri, probes(report, held), held, compare)


def _agreement_candidates(report: AgreementReport, held: Held) -> list[Candidate]:
    def compare(other: Node) -> tuple[list[str], Likeness]:
        told = held.agreement(other)
        return told.keys, agreement_likeness(report, told)

    return _candidates(report.iri, report.keys, held, compare)


def _candidates(
    report: Node,
    wanted: list[str],
    held: Held,
    compare: Callable[[Node], tuple[list[str], Likeness]],
) -> list[Candidate]:
    """What other articles tell of that the report may tell of too, compared with each of them."""
    found = []
    for entity in held.by_key(wanted):
        others = held.others(entity)[:MOST_REPORTS]
        if not others or _excluded(report, entity, others, held):
            continue
        compared = [compare(other) for other in others]
        # A key may be that of the article as it was: what it said must not find it a place now.
        if held.former and not any(set(wanted) & set(theirs) for theirs, _ in compared):
            continue
        if all(like.possible for _, like in compared):
            best = max((like for _, like in compared), key=lambda like: like.score)
            found.append(Candidate(URIRef(str(entity)), best))
    return found


def agreement_likeness(a: AgreementReport, b: AgreementReport) -> Likeness:
    """How far two reports may tell of one agreement."""
    if not _may_agree(a, b):
        return Likeness(possible=False)
    found = Likeness()
    if folded(a.name) == folded(b.name):
        known = len(folded(a.name).split()) >= GENERIC
        found.add(80 if known else 40, "the same name")
    elif a.kind == b.kind:
        found.add(30, "a name of the same kind")
    if len(a.parties & b.parties) > 1:
        found.add(35 if a.parties == b.parties else 20, "the same parties")
    if a.period and a.period == b.period:
        found.add(20, f"the same period, {a.period}")
    found.score = min(found.score, 99)
    return found


def _may_agree(a: AgreementReport, b: AgreementReport) -> bool:
    """Whether neither period, parties nor signing days exclude each other."""
    if a.period and b.period and a.period != b.period:
        return False
    if a.parties and b.parties and not a.parties & b.parties:
        return False
    low = max(a.earliest or date.min, b.earliest or date.min)
    return low <= min(a.latest or date.max, b.latest or date.max)


def _best(candidates: list[Candidate]) -> int:
    return max((c.like.score for c in candidates), default=0)


def _choose(report: Node, candidates: list[Candidate], joined: Joined) -> None:
    """Join a report to the one candidate that is sure; else say of the best why not."""
    free_ones = [c for c in candidates if c.iri not in joined.taken]
    ranked = sorted(free_ones, key=lambda c: (-c.like.score, str(c.iri)))
    if not ranked:
        return
    best = ranked[0]
    rivals = [c for c in ranked[1:] if c.like.score >= best.like.score - MARGIN]
    if best.like.score >= THRESHOLD and not rivals:
        joined.canonical[report] = best.iri
        return
    if best.like.score < NOTED:
        return
    grounds = "; ".join(best.like.grounds)
    if best.like.score >= THRESHOLD:
        grounds += f"; {len(rivals)} more fit as well"
    rule = "several-candidates" if best.like.score >= THRESHOLD else "too-little"
    score = max(0, best.like.score)
    joined.unsure.append(Judgement(report, best.iri, "unsure", rule, score, grounds))


def _alike(former: EventReport, report: EventReport) -> bool:
    """Whether the article as it was told of the same event: its IRI is kept."""
    if former.kind != report.kind or former.place != report.place:
        return False
    return former.participants == report.participants and not (
        former.dated and report.dated and former.window != report.window
    )


def _own(near: Iterable[tuple[Node, list[Node]]], held: Held, joined: Joined) -> None:
    """Give reports the IRI that the article as it was had to itself for about the same."""
    for report, former in near:
        for entity in map(held.canonical, former):
            if report in joined.canonical or entity is None or entity in joined.taken:
                continue
            if not held.others(entity):
                joined.canonical[report] = URIRef(str(entity))


def _mint_rest(
    paths: Iterable[tuple[Node, str]], former: Iterable[Report], held: Held, joined: Joined
) -> None:
    """Give reports that tell of nothing known a new IRI."""
    known = {held.canonical(f.iri) for f in former}
    freed = {e for e in known if e is not None and e not in joined.taken and not held.others(e)}
    for report, path in paths:
        if report not in joined.canonical:
            iri = mint(path, held, joined.taken, freed)
            joined.canonical[report] = iri
            joined.minted.append(iri)
        joined.given.setdefault(path, joined.canonical[report])


def mint(path: str, held: Held, taken: set[URIRef], freed: Iterable[Node] = ()) -> URIRef:
    """A new IRI for a type and slug; `freed` are those that go with the article as it was."""
    gone = set(freed)

    def used(wanted: str) -> bool:
        iri = URIRef(held.data + wanted)
        return iri in taken or (iri not in gone and held.is_taken(iri))

    before = held.decisions.given.get(given_key(held.article, path))
    if before is not None and not used(before.removeprefix(held.data)):
        return URIRef(before)
    return URIRef(held.data + free(path, used))


def judged(entity: URIRef, reports: list[Node], held: Held) -> list[Judgement]:
    """Judgements that hold several reports of an event or agreement together.

    Each report is judged by the others alone, so it does not matter which of them came first.
    """
    if len(reports) < 2:
        return []
    found = []
    for report in reports:
        others = [other for other in reports if other != report]
        if partner := _decided(report, entity, others, held):
            grounds = f"decided with {partner}"
            found.append(Judgement(report, entity, "same", CURATOR, CURATED, grounds))
            continue
        like = max((_like(report, o, held) for o in others[:WITNESSES]), key=lambda x: x.score)
        score, grounds = max(0, min(like.score, 99)), "; ".join(like.grounds)
        found.append(
            Judgement(report, entity, "same", "likeness", score, grounds or "joined before")
        )
    return found


def _decided(report: Node, entity: URIRef, others: list[Node], held: Held) -> str | None:
    near = {str(entity), *map(str, others)}
    return next((p for p in held.decisions.same_as(report) if p in near), None)


def _like(report: Node, other: Node, held: Held) -> Likeness:
    if t.AGREEMENT_REPORT in held.facts(report)[t.TYPE]:
        return agreement_likeness(held.agreement(report), held.agreement(other))
    return likeness(held.event(report), held.event(other), held)


def refused(report: Node, held: Held) -> list[Judgement]:
    """A curator's decisions that a report does not tell of something, for the record."""
    return [
        Judgement(report, URIRef(other), "different", CURATOR, CURATED, "decided")
        for other in sorted(held.decisions.different_from(report))
        if not t.is_fragment(URIRef(other))
    ]
