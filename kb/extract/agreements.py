"""Agreements: their names, parties, signing and period, each telling read and united."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kb.extract import agreementwords as words
from kb.extract.agreementnames import bare, content, parties, phrase, quoted_name
from kb.extract.agreementparties import (
    adjectives,
    bound,
    capitals_as_states,
    inner_adjectives,
    of_parliaments,
    of_signatories,
    reached_by,
    realms,
    sides,
    signing,
    with_whom,
)
from kb.extract.agreementsides import acting, leading, made_by, meeting, of_two_offices
from kb.extract.capitals import capital_seats
from kb.extract.chunks import Chunk, Read
from kb.extract.cues import DENIALS, HYPOTHETICAL
from kb.extract.dates import DatedSpan
from kb.extract.eventdates import narrower, within
from kb.extract.lexicon import Lexicon
from kb.extract.nodes import Node, Sentence
from kb.extract.occasions import Occasions, occasions
from kb.extract.trace import note
from kb.extract.verbs import trigger
from kb.ids import free, slug, unique
from kb.records import Agreement, AgreementStatus, DateValue, Event, Post, Span

_PERIOD = re.compile(r"(?<!\d)(\d{4}) ?[-–/] ?(\d{4})(?!\d)")
_BEHIND = 14  # letters from a name to the word for its signing
_BACK = 60  # agreements that a telling is compared with
_NEAR = 12  # nodes on either side in which it is said what became of an agreement
_RANK: Mapping[AgreementStatus, int] = {"mentioned": 0, "in_force": 1, "planned": 2, "signed": 3}


@dataclass(slots=True)
class _Draft:
    """An agreement as one sentence tells it."""

    head: str
    name: Span
    words: frozenset[str]  # of the name, folded and without article
    status: AgreementStatus
    sentence: Sentence
    back: bool  # "this agreement"
    quoted: bool = False
    reached: bool = False  # it is said that there is one
    kin: set[str] = field(default_factory=set)  # how the nouns begin that it is called by
    parties: list[str] = field(default_factory=list)
    signatories: list[str] = field(default_factory=list)
    date: DateValue = field(default_factory=DateValue)
    evidence: dict[Span, None] = field(default_factory=dict)  # in the order told


@dataclass(slots=True)
class _Finder:
    """Reads sentences in order and keeps the agreements found so far."""

    dated: Sequence[DatedSpan]
    lexicon: Lexicon
    text: str
    acts_for: Mapping[str, str] = field(default_factory=dict)
    capitals: Mapping[str, str] = field(default_factory=dict)  # the state of each
    told: Occasions = field(default_factory=dict)
    pair: list[str] = field(default_factory=list)  # the two sides spoken of last
    found: list[_Draft] = field(default_factory=list)

    def sentence(self, read: Read) -> None:
        """Read one sentence."""
        self._signed_it(read)
        nodes, last = read.sentence.nodes, -1
        self.pair = self._pair(read.sentence) or self.pair
        for at, node in enumerate(nodes):
            following = nodes[at + 1].form if at + 1 < len(nodes) else ""
            noun = words.head(node.form, following) if node.entity is None else None
            noun = noun or _contract(nodes, at)
            if noun is None or at < last:
                continue
            if self._no_agreement(nodes, at):
                why = "to agree on something, or an agreement only wished for"
                note("agreement", why, Span, node.start, node.end)
                continue
            draft, last = self._read(read, at, noun)
            if not _of_states(draft, nodes):
                why = "a contract or programme, and no two states or ministries that sign it"
                note("agreement", why, Span, node.start, node.end)
                continue
            self._settle(draft, nodes, at)
            self.pair = draft.parties if len(draft.parties) == 2 else self.pair

    def _pair(self, sentence: Sentence) -> list[str]:
        """The two sides that a sentence speaks of, or whose officials meet in it."""
        nodes = sentence.nodes
        found = sides(nodes, self.lexicon) or of_two_offices(nodes)
        found = found or (leading(nodes) if sentence.headline else [])
        return found or meeting(self.told.get(sentence.span, ()), self.acts_for)

    def _signed_it(self, read: Read) -> None:
        """Take who "signed it" as signatories of the agreement told last."""
        at = next((p for p, c in enumerate(read.parts) if c.form in words.SIGNED_IT), None)
        if at is None or not self.found:
            return
        named = [c.id for c in read.parts[at + 1 : at + 24] if c.kind == "person"]
        self.found[-1].signatories.extend(named)
        if named:
            self.found[-1].evidence[read.sentence.span] = None

    def _no_agreement(self, nodes: Sequence[Node], at: int) -> bool:
        """Whether the noun means to agree on something, or an agreement only wished for."""
        follow = nodes[at + 1].form if at + 1 < len(nodes) else ""
        before = {node.form for node in nodes[max(0, at - 4) : at]}
        signed = before & words.SIGNING or nodes[at].form.endswith(words.DUAL)
        signed = signed or "اتفاقي" in nodes[at].form  # no noun for agreeing
        agreed = follow == "علي" or (follow in {"حول", "بشان"} and not signed)
        earlier = {node.form.removeprefix("و") for node in nodes[max(0, at - 12) : at]}
        without = before & {"دون", "بدون"} and (
            before & words.REACHED or nodes[at - 1].form == "دون"
        )
        wished = {node.form for node in nodes[max(0, at - 3) : at]} & words.WISHED
        denied = bool(wished or earlier & (DENIALS | words.FAILED) or without) or bool(
            before & {"لم", "لن"}
        )
        return agreed or denied or bool(before & HYPOTHETICAL)

    def _read(self, read: Read, at: int, noun: tuple[str, bool, int]) -> tuple[_Draft, int]:
        sentence, nodes = read.sentence, read.sentence.nodes
        end = phrase(nodes, at)
        number = nodes[at - 1].form if at else ""
        first = at - 1 if number.isdigit() and len(number) < 4 else at
        if at and bare(nodes[at - 1].form) in words.COUNTED:
            first = at - 1
        given = quoted_name(nodes, at)
        begin, stop = given or (first, end)
        start = nodes[begin].start + (0 if given or first < at else noun[2])
        near = nodes[max(0, at - _NEAR) : max(stop, end) + _NEAR]
        forms = {node.form for node in near}
        forms |= {form.removeprefix("و") for form in forms}
        status = words.status_of(frozenset(forms))
        own = content(nodes[at + 1 : stop if given else end])
        if at and nodes[at - 1].form in words.THIS and not given:
            own = frozenset()  # "this agreement": what follows may be the object of the verb
        draft = _Draft(noun[0], Span(start, nodes[stop - 1].end), own, status, sentence, noun[1])
        draft.kin = {noun[0][:4], nodes[begin].form[:4]} if given else {noun[0][:4]}
        draft.quoted = given is not None
        draft.evidence = {sentence.span: None}
        draft.parties = parties(nodes, begin, stop)
        if not draft.parties and stop < len(nodes) and nodes[stop].form in words.CONCLUDED:
            draft.parties, draft.name = self._concluded(nodes, stop, draft.name)
        draft.parties = draft.parties or bound(nodes, stop) or with_whom(nodes, at, stop)
        draft.parties = draft.parties or made_by(nodes, stop)
        draft.reached = words.reached(frozenset(forms))
        if status in {"signed", "planned"}:
            self._signing(draft, read)
        elif draft.reached:
            made = (place for place, c in enumerate(read.parts) if c.form in words.REACHING)
            draft.parties = draft.parties or reached_by(read.parts, next(made, 0))
        if len(draft.parties) == 1:
            draft.parties = adjectives(nodes, at, stop + 4, self.lexicon) or draft.parties
        if not draft.parties:
            draft.parties = self._told_apart(draft, nodes, at, max(stop, end))
        draft.parties = of_parliaments(draft.parties, nodes, self.lexicon)
        draft.parties = capitals_as_states(draft.parties, self.capitals)
        return draft, max(stop, end)

    def _told_apart(self, draft: _Draft, nodes: Sequence[Node], at: int, end: int) -> list[str]:
        """The parties by two adjectives, or the two sides spoken of, if "both" are said to be."""
        concluded = draft.status in {"signed", "planned"}
        partner = end + 3 if end < len(nodes) and nodes[end].form == "مع" else end
        found = adjectives(nodes, at, partner, self.lexicon) if concluded else []
        found = found or inner_adjectives(nodes[at:end], self.lexicon) or acting(nodes, at)
        if concluded or draft.sentence.headline:
            found = found or of_two_offices(nodes)
            found = found or (leading(nodes) if draft.sentence.headline else [])
        near = (
            nodes[max(0, at - _NEAR) : end + 4]
            if concluded or draft.reached
            else nodes[at : end + 3]
        )
        around = {node.form.removeprefix("و") for node in near}
        both = bool(around & words.SIDES) or (concluded and bool(around & words.CLOSING))
        both = both or (concluded and draft.head in words.PLURALS)
        return found or (list(self.pair) if both else [])

    def _concluded(self, nodes: Sequence[Node], at: int, name: Span) -> tuple[list[str], Span]:
        """The parties of "the protocol signed between A and B", and the name with them."""
        found = parties(nodes, at, at + _NEAR)
        ends = [node.end for node in nodes[at:] if node.entity and node.entity.id in found]
        return found, Span(name.start, ends[len(found) - 1]) if len(found) > 1 else name

    def _signing(self, draft: _Draft, read: Read) -> None:
        parts = read.parts
        draft.date = self._date(draft, read.sentence)
        for place, chunk in enumerate(parts):
            if chunk.kind == "word" and chunk.form in words.ACTS:
                self._signed_by(draft, parts, place)
        if not draft.parties:
            draft.parties = of_signatories(draft.signatories, self.acts_for)

    def _signed_by(self, draft: _Draft, parts: Sequence[Chunk], at: int) -> None:
        """Who signed: persons are signatories, states and bodies parties."""
        named, told = signing(parts, at), len(draft.parties) > 1
        for one in named:
            if one.kind == "person":
                draft.signatories.append(one.id)
            elif one.kind in {"place", "body"} and len(named) > 1 and not told:
                draft.parties.append(one.id)

    def _date(self, draft: _Draft, sentence: Sentence) -> DateValue:
        fit = [
            one
            for one in within(self.dated, sentence.span)
            if one.kind != "years" and not (one.kind == "year" and draft.name.holds(one.span))
        ]
        signs = [node.start for node in sentence.nodes if node.form in words.SIGNING]
        anchor = signs[0] if signs else draft.name.start
        behind = self._signed_behind(draft, sentence)
        if behind and (then := [one for one in fit if one.span.start > behind]):
            return min(then, key=lambda one: one.span.start).towards("past")
        direction = "future" if draft.status == "planned" else "past"
        best = min(
            fit,
            key=lambda one: (one.kind in {"unit", "year"}, abs(one.span.start - anchor)),
            default=None,
        )
        return best.towards(direction) if best else DateValue()

    def _signed_behind(self, draft: _Draft, sentence: Sentence) -> int:
        """Where a name goes on with its signing: "the accord signed in Algiers in 2015"; else 0."""
        near = range(draft.name.end, draft.name.end + _BEHIND)
        signed = (n.start for n in sentence.nodes if n.form in words.CONCLUDED)
        return next((start for start in signed if start in near), 0)

    def _settle(self, draft: _Draft, nodes: Sequence[Node], at: int) -> None:
        pointing = any(node.form in words.THIS for node in nodes[max(0, at - 1) : at + 4])
        plain = not draft.words - {"طريق", "تفاهم"} and not draft.quoted
        for known in reversed(self.found[-_BACK:]):
            if self._same(known, draft, pointing, plain):
                self._unite(known, draft)
                return
        dated = draft.date.edtf is not None or (at > 0 and nodes[at - 1].form.isdigit())
        numbered = dated and draft.status == "signed"
        if (not plain or numbered or len(draft.parties) > 1) and self._specific(draft, nodes, at):
            self.found.append(draft)
            return
        why = "too little is said to tell it from other agreements"
        note("agreement", why, Span, draft.name.start, draft.name.end)

    def _specific(self, draft: _Draft, nodes: Sequence[Node], at: int) -> bool:
        """Whether enough is said to tell one agreement from all others."""
        if draft.quoted or draft.parties or draft.words & words.KNOWN_BY:
            return True
        follow = nodes[at + 1] if at + 1 < len(nodes) else None
        if follow is not None and follow.entity and follow.is_a("place") and not follow.lead:
            return self._named_for(draft, nodes[at + 1 : at + 4])
        if draft.words & words.BUSINESS:
            return False
        plural = draft.head in words.PLURALS
        counted = at > 0 and (nodes[at - 1].form.isdigit() or nodes[at - 1].form in words.COUNTED)
        if draft.head.endswith(words.DUAL):
            return draft.status in {"signed", "planned"}
        if plural or counted:
            return counted and draft.status in {"signed", "planned"}
        return draft.status in {"signed", "planned"} or draft.back or draft.reached

    def _named_for(self, draft: _Draft, after: Sequence[Node]) -> bool:
        """Whether the place behind an agreement is the city that it is called after."""
        place, behind = after[0], after[1:]
        if place.form in words.NAMESAKES and draft.status != "signed":
            return not any(node.lead.startswith("و") or node.form == "مع" for node in behind)
        seed = self.lexicon.seed(place.entity.id if place.entity else None)
        return seed is not None and seed.extra.get("kind") in {"city", "site", "region"}

    def _same(self, known: _Draft, told: _Draft, pointing: bool, plain: bool) -> bool:
        kin = bool(known.kin & told.kin) or told.head[:4] == "اتفا"
        if len(known.parties) > 1 and len(told.parties) > 1:
            kin = kin and (pointing or set(known.parties) == set(told.parties))
        if told.back and (plain or pointing):
            return kin
        heads = {known.head, told.head}
        if heads <= words.PLURALS and known.sentence.headline:
            dual = any(head.endswith(words.DUAL) for head in heads)
            return not dual and bool(known.parties) and set(known.parties) == set(told.parties)
        counted = heads & words.PLURALS
        if known.kin & told.kin and not counted and _headed(known, told):
            return True
        if counted or not known.kin & told.kin:
            return False
        if plain or known.words <= told.words or told.words <= known.words:
            return True
        shared = len(known.words & told.words)
        return shared >= 2 and shared >= 0.6 * min(len(known.words), len(told.words))

    def _unite(self, known: _Draft, told: _Draft) -> None:
        quoted = told.quoted and not known.quoted
        longer = (
            told.quoted == known.quoted
            and len(told.words) > len(known.words)
            and not (told.back and known.words)
        )
        if quoted or longer:
            known.name, known.words = told.name, known.words | told.words
            known.quoted |= quoted
        known.kin |= told.kin
        known.parties = known.parties if len(known.parties) > 1 else [*known.parties, *told.parties]
        known.signatories.extend(told.signatories)
        if _RANK.get(told.status, 9) > _RANK.get(known.status, 9):
            known.status = told.status
        if known.sentence.headline and told.status == "signed":
            known.sentence = told.sentence  # which says when, and who says so
        known.date = narrower(known.date, told.date)
        known.evidence |= told.evidence


def _headed(known: _Draft, told: _Draft) -> bool:
    """Whether a signing is the one that the headline tells, in other words, of the same two."""
    both = len(known.parties) > 1 and set(known.parties) == set(told.parties)
    return known.sentence.headline and both and told.status in {"signed", "planned"}


def _contract(nodes: Sequence[Node], at: int) -> tuple[str, bool, int] | None:
    """A contract that is said to be signed, as the heads of agreements are given."""
    if nodes[at].entity is not None or nodes[at].form.removeprefix("ال") not in words.CONTRACTS:
        return None
    near = [node.form for node in nodes[max(0, at - 6) : at]]
    near += [node.form for node in nodes[at + 1 : at + 2] if node.form in words.CONCLUDED]
    return words.contract(nodes[at].form, near)


def _of_states(draft: _Draft, nodes: Sequence[Node]) -> bool:
    """Whether a contract or programme, which others make too, is between authorities of states."""
    if draft.head in words.WEAK and "تنفيذي" not in draft.words:
        return draft.status == "signed" and len(draft.parties) > 1
    if draft.head not in words.CONTRACTS or draft.back:
        return True
    told = {node.entity.id: node.form.split()[0] for node in nodes if node.entity is not None}
    states = [
        one.startswith("place/") or told.get(one) in words.OFFICIAL for one in unique(draft.parties)
    ]
    return len(states) > 1 and all(states)


def _occasion(draft: _Draft, told: Occasions) -> str | None:
    """The event at which it was signed, if the sentence that says so tells of one alone."""
    for span in draft.evidence:
        here = [event for event in told.get(span, ()) if event.status != "denied"]
        dated = [event for event in here if event.date.edtf == draft.date.edtf is not None]
        if len(here) == 1 or len(dated) == 1:
            return (dated or here)[0].id
    return None


def _at_it(draft: _Draft, nodes: Sequence[Node]) -> bool:
    """Whether it was or will be signed at what was told before: "signed after their meeting"."""
    told = (trigger(two.form) for one, two in pairwise(nodes) if one.form in words.OCCASION)
    return draft.status in {"signed", "planned"} and any(
        one is not None and one.noun and one.definite for one in told
    )


def _day(draft: _Draft, told: Occasions) -> DateValue:
    """When it was signed: what its sentence says, or the day of the meeting that it closes."""
    nodes = draft.sentence.nodes
    closing = any(node.form in words.CLOSING for node in nodes) and draft.status == "signed"
    if draft.date.text or not (closing or _at_it(draft, nodes)):
        return draft.date
    before = [span for span in told if span.start <= draft.sentence.span.start]
    last = told[max(before)] if before else ()
    wanted = "planned" if draft.status == "planned" else "held"
    days = {event.date.edtf: event.date for event in last if event.status == wanted}
    return next(iter(days.values())) if len(days) == 1 else draft.date


def _record(
    draft: _Draft, text: str, told: Occasions, source: str | None, taken: set[str]
) -> Agreement:
    name = " ".join(draft.name.of(text).split())
    period = _PERIOD.search(name)
    wanted = free(f"agreement/{slug(name)[:60].rstrip('-')}", taken.__contains__)
    taken.add(wanted)
    signed = draft.status in {"signed", "planned"}
    occasion = any(node.form in words.OCCASION for node in draft.sentence.nodes)
    return Agreement(
        id=wanted,
        name=name,
        parties=unique(draft.parties),
        signatories=unique(draft.signatories) if draft.status == "signed" else (),
        signed=_day(draft, told),
        status=draft.status,
        evidence=tuple(sorted(draft.evidence)),
        period=(period[1], period[2]) if period else None,
        attributed_to=source,
        occasion=_occasion(draft, told) if signed and occasion else None,
        rule=draft.head,
    )


def find_agreements(
    text: str,
    reads: Sequence[Read],
    dated: Sequence[DatedSpan],
    lexicon: Lexicon,
    told: tuple[Sequence[Event], Mapping[int, str], Sequence[Post]],
) -> tuple[Agreement, ...]:
    """The agreements of an article. `told`: its events, the speaker of each sentence, posts."""
    events, speakers, posts = told
    seats = {city: state for state, city in capital_seats(lexicon).items()}
    finder = _Finder(dated, lexicon, text, realms(posts, lexicon), seats, occasions(events))
    for read in reads:
        finder.sentence(read)
    taken: set[str] = set()
    return tuple(_records(finder.found, text, finder.told, speakers, taken))


def _records(
    found: Sequence[_Draft],
    text: str,
    told: Occasions,
    speakers: Mapping[int, str],
    taken: set[str],
) -> Iterator[Agreement]:
    for draft in found:
        yield _record(draft, text, told, speakers.get(draft.sentence.number), taken)
