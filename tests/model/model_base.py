"""A base in memory and stories made up for the tests of the model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from rdflib import URIRef
from rdflib.term import Node

from kb import records as r
from kb.model.holding import NO_DECISIONS, Change, hold, retract
from kb.model.judging import Decisions
from kb.model.reference import reference
from kb.namespaces import DEFAULT_DATA, graph_iri
from kb.seedtables import COLUMNS, Seed, Seeds, SeedType
from kb.store.writer import Writer
from kb.view import Triple

D = DEFAULT_DATA
UNDATED = r.DateValue()


class MemoryBase:
    """A TripleView over dictionaries that takes changes as the writer does."""

    def __init__(self) -> None:
        self.graphs: dict[URIRef | None, dict[Triple, None]] = {}
        self._index: dict[tuple[object, ...], dict[Triple, None]] = {}
        self._anywhere: dict[tuple[Node, Node], dict[tuple[Node, URIRef], None]] = {}

    def _keys(self, x: Triple, graph: URIRef | None) -> Iterator[tuple[object, ...]]:
        s, p, o = x
        yield from ((graph, s), (graph, s, p), (graph, "po", p, o))

    def add(self, triples: Iterable[Triple], graph: URIRef | None = None) -> None:
        for x in triples:
            self.graphs.setdefault(graph, {})[x] = None
            for key in self._keys(x, graph):
                self._index.setdefault(key, {})[x] = None
            if graph is not None:
                self._anywhere.setdefault(x[1:], {})[x[0], graph] = None

    def remove(self, triples: Iterable[Triple], graph: URIRef | None = None) -> None:
        for x in list(triples):
            del self.graphs[graph][x]
            for key in self._keys(x, graph):
                del self._index[key][x]
            if graph is not None:
                del self._anywhere[x[1:]][x[0], graph]

    def triples(
        self,
        subject: Node | None = None,
        predicate: Node | None = None,
        obj: Node | None = None,
        graph: URIRef | None = None,
    ) -> Iterator[Triple]:
        whole = self.graphs.get(graph, {})
        if subject is not None and predicate is not None and obj is not None:
            yield from [x for x in [(subject, predicate, obj)] if x in whole]
        elif subject is not None:
            key = (graph, subject) if predicate is None else (graph, subject, predicate)
            yield from list(self._index.get(key, ()))
        elif predicate is not None and obj is not None:
            yield from list(self._index.get((graph, "po", predicate, obj), ()))
        else:
            yield from [x for x in whole if predicate in {None, x[1]}]

    def graphs_with(
        self, subject: Node | None, predicate: Node | None, obj: Node | None
    ) -> Iterator[tuple[Node, URIRef]]:
        assert subject is None
        assert predicate is not None
        assert obj is not None
        yield from list(self._anywhere.get((predicate, obj), ()))

    def content(self, graph: URIRef | None) -> list[Triple]:
        return list(self.graphs.get(graph, ()))

    def apply(self, change: Change) -> None:
        if change.changes_nothing:
            return
        self.remove(self.content(change.article), change.article)
        if change.graph is not None:
            self.add(change.graph.triples, change.article)
        for name, patch in (
            (None, change.default),
            ("registry", change.registry),
            ("judgements", change.judgements),
        ):
            graph = graph_iri(D, name) if name else None
            self.remove(patch.removes, graph)
            self.add(patch.adds, graph)

    def hold(
        self, extraction: r.Extraction, decisions: Decisions = NO_DECISIONS, rules: str = "1"
    ) -> Change:
        change = hold(extraction, self, D, decisions, rules)
        self.apply(change)
        return change

    def retract(self, article: URIRef) -> Change:
        change = retract(article, self, D)
        self.apply(change)
        return change

    def state(self) -> dict[URIRef | None, frozenset[Triple]]:
        return {name: frozenset(triples) for name, triples in self.graphs.items() if triples}

    def values(self, path: str, predicate: Node) -> list[str]:
        return sorted(str(o).removeprefix(D) for _, _, o in self.triples(iri(path), predicate))

    def all_of(self, kind: str) -> list[str]:
        found = {str(s).removeprefix(D) for s, _, _ in self.content(None)}
        return sorted(name for name in found if name.startswith(f"{kind}/"))


def iri(path: str) -> URIRef:
    return URIRef(D + path)


def seed(type_: SeedType, slug: str, ar: str, en: str, **more: str) -> Seed:
    spellings = tuple(filter(None, more.pop("spellings", "").split(" | ")))
    extra = {column: more.get(column, "") for column in COLUMNS[type_]}
    labels = {"ar": ar, "en": en}
    return Seed(type_, slug, labels, spellings, (), "made up for a test", extra)


SEEDS = Seeds(
    (
        seed("person", "abdellatif-hammouchi", "عبد اللطيف حموشي", "Abdellatif Hammouchi"),
        seed("person", "william-burns", "وليام بورنز", "William Burns", spellings="وليام بيرنز"),
        seed("person", "christopher-wray", "كريستوفر راي", "Christopher Wray"),
        seed("person", "avril-haines", "أفريل هاينز", "Avril Haines"),
        seed("person", "puneet-talwar", "بونيت تالوار", "Puneet Talwar"),
        seed("person", "david-fischer", "دافيد فيشر", "David Fischer"),
        seed("person", "mark-esper", "مارك إسبر", "Mark Esper", country="united-states"),
        seed("organisation", "dgst", "مديرية مراقبة التراب", "DGST", country="morocco"),
        seed("organisation", "fbi", "مكتب التحقيقات", "FBI", country="united-states"),
        seed("place", "morocco", "المغرب", "Morocco", kind="country"),
        seed("place", "rabat", "الرباط", "Rabat", kind="city", country="morocco"),
        seed("place", "united-states", "الولايات المتحدة", "United States", kind="country"),
        seed("place", "tunis", "تونس العاصمة", "Tunis", kind="city", country="tunisia"),
        seed("place", "tunisia", "تونس", "Tunisia", kind="country"),
        seed("place", "north-africa", "شمال أفريقيا", "North Africa", kind="region"),
        seed("outlet", "khabar", "خبر", "Khabar"),
        seed("outlet", "hespress", "هسبريس", "Hespress"),
        seed("outlet", "anwal-news", "أنوال", "Anwal"),
        seed("outlet", "nadorcity", "ناظورسيتي", "Nadorcity"),
        seed("outlet", "arifino", "أريفينو", "Arifino"),
        seed("outlet", "ahdath-info", "أحداث", "Ahdath"),
        seed(
            "office",
            "director-dgst",
            "مدير مراقبة التراب",
            "Director of the DGST",
            organisation="dgst",
        ),
    ),
    (),
)
NAMES = {one.id: one.labels["ar"] for one in SEEDS.entities}


class StoredBase(MemoryBase):
    """The same over a writer, which publishes each change: what is read lies in its store."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self.writer = writer

    def _publish(self) -> None:
        self.writer.commit()
        if self.writer.changed:
            self.writer.publish()

    def add(self, triples: Iterable[Triple], graph: URIRef | None = None) -> None:
        self.writer.add(triples, graph)

    def remove(self, triples: Iterable[Triple], graph: URIRef | None = None) -> None:
        self.writer.remove(triples, graph)

    def triples(
        self,
        subject: Node | None = None,
        predicate: Node | None = None,
        obj: Node | None = None,
        graph: URIRef | None = None,
    ) -> Iterator[Triple]:
        return self.writer.triples(subject, predicate, obj, graph)

    def graphs_with(
        self, subject: Node | None, predicate: Node | None, obj: Node | None
    ) -> Iterator[tuple[Node, URIRef]]:
        return self.writer.graphs_with(subject, predicate, obj)

    def content(self, graph: URIRef | None) -> list[Triple]:
        return list(self.writer.triples(graph=graph))

    def apply(self, change: Change) -> None:
        super().apply(change)
        self._publish()


# Gives the empty base that the next is made of; tests of every place put another here.
empty_base: list[Callable[[], MemoryBase]] = [MemoryBase]


def seeded_base() -> MemoryBase:
    base, made = empty_base[-1](), reference(SEEDS, D)
    base.add(made.default)
    base.add(made.links, graph_iri(D, "links"))
    base.add(made.registry, graph_iri(D, "registry"))
    return base


def when(edtf: str | None, basis: r.DateBasis = "explicit") -> r.DateValue:
    """A date of EDTF: a day, a month or an interval of days."""
    if edtf is None:
        return r.DateValue(basis="none")
    low, _, high = edtf.partition("/")
    if len(low) == 7:
        first = date.fromisoformat(f"{low}-01")
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return r.DateValue(edtf, basis, "then", first, last)
    return r.DateValue(
        edtf, basis, "then", date.fromisoformat(low), date.fromisoformat(high or low)
    )


@dataclass
class Story:
    """An article under construction: what is said is written into its text."""

    publisher: str | None = "outlet/hespress"
    published: str | None = None
    headline: str | None = "عنوان"
    name: str = "story"
    url: str | None = None
    retold: r.Retold | None = None
    rules: tuple[str, ...] = ()
    text: str = ""
    entities: dict[str, list[r.Mention]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    posts: list[r.Post] = field(default_factory=list)
    events: list[r.Event] = field(default_factory=list)
    agreements: list[r.Agreement] = field(default_factory=list)
    statements: list[r.Statement] = field(default_factory=list)
    passes_on: list[r.PassedOn] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.say(f"قصة {self.name}")

    def say(self, words: str) -> r.Span:
        start = len(self.text)
        self.text += words + " . "
        return r.Span(start, start + len(words))

    def name_(self, entity: str, surface: str | None = None, rule: str = "name") -> str:
        words = surface or NAMES.get(entity) or self.labels.get(entity) or entity.split("/")[1]
        span = self.say(words)
        self.labels.setdefault(entity, words)
        mention = r.Mention(words, span.start, span.end, rule)
        self.entities.setdefault(entity, []).append(mention)
        return entity

    def known(self, *ids: str | None) -> None:
        for name in ids:
            if name is not None and name not in self.entities:
                self.name_(name)

    def event(  # noqa: PLR0913
        self,
        kind: r.EventType,
        *who: tuple[str, r.Role | None] | str,
        place: str | None = None,
        on: r.DateValue = UNDATED,
        status: r.EventStatus = "held",
        words: str = "التقى الطرفان",
        part_of: str | None = None,
        topics: tuple[str, ...] = (),
    ) -> str:
        people = [r.Participant(w) if isinstance(w, str) else r.Participant(*w) for w in who]
        self.known(*(p.entity for p in people), place)
        number = len(self.events) + 1
        self.events.append(
            r.Event(
                f"{kind}/{number}",
                kind,
                status,
                tuple(people),
                place,
                on,
                (self.say(words),),
                part_of,
                topics,
                None,
                "verb",
            )
        )
        return self.events[-1].id

    def post(
        self,
        person: str,
        title: str,
        organisation: str | None = None,
        status: r.PostStatus = "held",
    ) -> None:
        self.known(person, organisation)
        self.posts.append(r.Post(person, title, organisation, status, self.say(title), "title"))

    def agreement(
        self,
        name: str,
        *parties: str,
        period: tuple[str, str] | None = None,
        signed: r.DateValue = UNDATED,
        status: r.AgreementStatus = "signed",
    ) -> None:
        self.known(*parties)
        number = len(self.agreements) + 1
        self.agreements.append(
            r.Agreement(
                f"agreement/{number}",
                name,
                parties,
                (),
                signed,
                status,
                (self.say(name),),
                period,
            )
        )

    def read(self) -> r.Extraction:
        retold = self.retold
        meta = r.Metadata(url=self.url, retold=retold)
        text = self.text
        sha256 = hashlib.sha256((self.name + text).encode()).hexdigest()
        article = r.Article(f"{self.name}.txt", sha256, "txt", text, "plain 1", meta)
        published = when(self.published) if self.published else r.DateValue()
        return r.Extraction(
            article,
            r.Heading(
                self.headline,
                self.publisher,
                None,
                published,
                "ar",
                None,
                (r.Span(0, len(text)),),
                tuple(self.passes_on),
            ),
            tuple(
                r.Entity(
                    name,
                    name.split("/")[0],  # type: ignore[arg-type]
                    {"ar": self.labels[name]},
                    tuple(mentions),
                    None,
                    name in NAMES,
                )
                for name, mentions in self.entities.items()
            ),
            tuple(self.posts),
            tuple(self.events),
            tuple(self.agreements),
            tuple(self.statements),
        )


HAMMOUCHI = "person/abdellatif-hammouchi"
BURNS, WRAY, HAINES = "person/william-burns", "person/christopher-wray", "person/avril-haines"
TALWAR, FISCHER, ESPER = "person/puneet-talwar", "person/david-fischer", "person/mark-esper"
RABAT, MOROCCO, STATES = "place/rabat", "place/morocco", "place/united-states"


def five() -> list[r.Extraction]:
    """Stories with the facts of five articles, in their order, in words of our own."""
    zero = Story("outlet/hespress", None, "مدير الوكالة في ضيافة حموشي", "0")
    zero.event("meeting", (HAMMOUCHI, "host"), (BURNS, "guest"), TALWAR, place=RABAT)
    zero.event(
        "visit",
        (HAMMOUCHI, "guest"),
        (HAINES, "host"),
        (BURNS, "host"),
        (WRAY, "host"),
        place=STATES,
        on=when("2022-06-13/2022-06-14"),
    )
    zero.post(HAMMOUCHI, "مدير مراقبة التراب", "organisation/dgst")
    one = Story("outlet/anwal-news", None, "راي في العاصمة", "1")
    one.event("meeting", (HAMMOUCHI, "host"), (WRAY, "guest"), place=RABAT)
    one.event("visit", (HAMMOUCHI, "guest"), place=STATES, on=when("2022-06"))
    two = Story("outlet/nadorcity", None, "لقاء أمني جديد", "2")
    two.event("meeting", (BURNS, "guest"), (HAMMOUCHI, "host"), TALWAR, place=RABAT)
    three = Story("outlet/arifino", "2020-12-26", "شراكة قديمة", "3")
    three.event("meeting", (FISCHER, "guest"), (HAMMOUCHI, "host"), place=RABAT)
    three.event("visit", (ESPER, "guest"), place=RABAT, on=when("2020-10", "relative"))
    three.agreement(
        "خارطة طريق للتعاون الدفاعي",
        MOROCCO,
        STATES,
        period=("2020", "2030"),
        signed=when("2020-10", "relative"),
    )
    three.post(ESPER, "وزير الدفاع", None, "former")
    four = Story("outlet/ahdath-info", "2020-09-29", "جولة مرتقبة", "4")
    plan: dict[str, r.EventStatus] = {"status": "planned"}
    tour = four.event("visit", (ESPER, "guest"), on=when("2020-09-30/2020-10-02"), **plan)
    for place, day in (("place/tunis", "2020-09-30"), (RABAT, "2020-10-02")):
        on = when(day, "relative")
        four.event("visit", (ESPER, "guest"), place=place, on=on, part_of=tour, **plan)
    on = when("2020-09-24", "relative")
    four.event("meeting", (HAMMOUCHI, "host"), (FISCHER, "guest"), place=RABAT, on=on)
    four.post(ESPER, "وزير الدفاع", None)
    return [story.read() for story in (zero, one, two, three, four)]
