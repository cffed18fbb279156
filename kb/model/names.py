"""Names of entities in the default graph, kept up without looking at all their articles.

A seed keeps its names and gains the spellings that articles use; a stranger's name is the longest
form seen. Whether a form is used elsewhere is asked of that form only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import Literal, URIRef
from rdflib.term import Node

from kb.ids import folded
from kb.model import terms as t
from kb.model.held import Held, reports_of
from kb.model.strangers import name_keys
from kb.view import Triple

# Rules of mentions whose words stand for an entity without being a name of it.
NO_NAMES: Final = frozenset({"office", "capital", "short", "pronoun", "descriptor", "anaphor"})
Forms = dict[Node, set[Node]]  # entity -> forms of its name


@dataclass(frozen=True, slots=True)
class Names:
    """What an entity's names come to: triples before and after, and its keys for joining."""

    entity: URIRef
    before: tuple[Triple, ...]
    after: tuple[Triple, ...]
    keys: tuple[Triple, ...] | None = None  # None: not a stranger, no keys to keep

    @property
    def gone(self) -> bool:
        """Whether nothing in the base speaks of the stranger any more."""
        return self.keys is not None and not self.after


def is_name(rule: Node | None) -> bool:
    """Whether words found by a rule are a name: `office-in-place` is none, `like 0.93` is one."""
    return re.split(r"[-: ]", str(rule), maxsplit=1)[0] not in NO_NAMES


def forms(graph: dict[Node, t.Objects]) -> tuple[Forms, Forms]:
    """What an article calls its canonical entities: by names, and by any words."""
    named: Forms = {}
    called: Forms = {}
    for report in reports_of(graph, t.NAME_REPORT):
        facts = graph[report]
        entity, surface = t.first(facts, t.NAMES), t.first(facts, t.SURFACE)
        if entity is None or surface is None or t.is_fragment(entity):
            continue
        called.setdefault(entity, set()).add(surface)
        if is_name(t.first(facts, t.RULE)):
            named.setdefault(entity, set()).add(surface)
    return named, called


def names(held: Held, strangers: Mapping[URIRef, Iterable[Literal]]) -> Iterator[Names]:
    """The names of each entity that the article at hand names, or named as it was.

    `strangers` gives labels for those of its strangers that it nowhere names.
    """
    named_before, called_before = forms(held.former)
    named, called = forms(held.fresh)
    for entity in sorted({*called_before, *called, *_publishers(held), *strangers}, key=str):
        iri = URIRef(str(entity))
        if iri not in strangers and held.is_seed(iri):
            yield from _seed(iri, named_before.get(iri, set()), named.get(iri, set()), held)
            continue
        old = named_before.get(iri) or called_before.get(iri, set())
        now = named.get(iri) or called.get(iri) or set(strangers.get(iri, ()))
        yield _stranger(iri, old, now, held)


def _publishers(held: Held) -> set[Node]:
    """The outlets that the article as it was came from, whether it named them or not."""
    facts = held.former.get(held.article, {})
    return {o for p in (t.PUBLISHER, t.ORIGINAL_PUBLISHER) for o in facts.get(p, ())}


def _used_elsewhere(entity: Node, form: Node, held: Held) -> bool:
    for report, graph in held.view.graphs_with(None, t.SURFACE, form):
        if graph == held.article or not any(held.view.triples(report, t.NAMES, entity, graph)):
            continue
        if all(is_name(rule) for rule in held.objects(report, t.RULE, graph)):
            return True
    return False


def _seed(entity: URIRef, old: set[Node], now: set[Node], held: Held) -> Iterator[Names]:
    view = held.view
    gone = {
        form
        for form in old - now
        if any(view.triples(entity, t.ALT, form))
        and not any(view.triples(entity, t.SEED_SPELLING, form, held.registry))
        and not _used_elsewhere(entity, form, held)
    }
    new = {
        form
        for form in now
        if not any(view.triples(entity, t.PREF, form))
        and not any(view.triples(entity, t.ALT, form))
    }
    if gone or new:
        known = {o for p in (t.PREF, t.ALT) for _, _, o in view.triples(entity, p)}
        yield Names(
            entity,
            (*_alternatives(entity, gone), *search_keys(entity, known)),
            (*_alternatives(entity, new), *search_keys(entity, known - gone | new)),
        )


def _alternatives(entity: URIRef, found: set[Node]) -> tuple[Triple, ...]:
    return tuple((entity, t.ALT, form) for form in found)


def _stranger(entity: URIRef, old: set[Node], now: set[Node], held: Held) -> Names:
    current = held.default(entity)
    owned = tuple(x for x in current if x[1] in {t.TYPE, t.PREF, t.ALT, t.SEARCH_KEY})
    called = {o for _, p, o in owned if p in {t.PREF, t.ALT}}
    kept = set(called)
    kept -= {form for form in old - now if not _used_elsewhere(entity, form, held)}
    all_forms = kept | now
    alive = bool(now) or _speaks_of(held, entity) or held.elsewhere(entity)
    if not alive:
        return Names(entity, owned, (), ())
    if not all_forms:  # an outlet that still publishes and is named nowhere any more
        all_forms = called
    kind = t.type_of(entity)
    after = [(entity, t.TYPE, cls) for cls in t.ENTITY_CLASSES[kind]]
    keys = [(entity, t.JOIN_KEY, t.text(key)) for key in name_keys(kind, map(str, all_forms))]
    found = (*_labels(entity, all_forms), *search_keys(entity, all_forms))
    return Names(entity, owned, (*after, *found), tuple(keys))


def search_keys(entity: URIRef, names: Iterable[Node]) -> Iterator[Triple]:
    """What an entity is found by however its names are spelt: each of them folded, once."""
    for key in sorted({folded(str(name)) for name in names} - {""}):
        yield entity, t.SEARCH_KEY, t.text(key)


def _speaks_of(held: Held, entity: Node) -> bool:
    """Whether the article at hand is to speak of an entity without naming it."""
    facts = held.fresh.get(held.article, {})
    return any(entity in facts.get(p, ()) for p in (t.PUBLISHER, t.ORIGINAL_PUBLISHER))


def _labels(entity: URIRef, all_forms: set[Node]) -> Iterator[Triple]:
    """The longest form of a language as its name, the rest as others."""
    ordered = sorted(all_forms, key=lambda form: (-len(str(form)), str(form)))
    preferred: set[str] = set()
    for form in ordered:
        language = str(form.language) if isinstance(form, Literal) else ""
        yield entity, t.ALT if language in preferred else t.PREF, form
        preferred.add(language)
