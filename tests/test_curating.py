"""The ways told in docs/reading.md to add a name, an office and a verb do what is shown there."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kb.extract import verbs
from kb.extract.article import read_bytes
from kb.extract.explain import explain
from kb.extract.explained import lines
from kb.extract.lexicon import Lexicon
from kb.seedtables import LANGUAGES, Seed, Seeds, SeedType, columns, several
from tests.conftest import ROOT
from tests.gold.floors import all_seeds

PAGE = (ROOT / "docs" / "reading.md").read_text("utf-8")
WAYS = re.findall(r"^### ([^\n]*), step by step\n(.*?)(?=^#|^Then)", PAGE, re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```(\w+)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
TABLES: dict[str, SeedType] = {
    "people": "person",
    "organisation": "organisation",
    "office": "office",
}
BLOCKS = {name: FENCE.findall(text) for name, text in WAYS}


def shown(sentence: str, seeds: Seeds) -> str:
    """What `kb explain` prints of a sentence, without isolates."""
    article = read_bytes(
        "a.txt", f"عنوان مخترع للتجربة\nطنجة - 18 مارس 2019\n{sentence}\n".encode()
    )
    text = "\n".join(lines(explain(article, Lexicon.build(seeds))))
    return text.replace("\u2068", "").replace("\u2069", "")


def row(kind: SeedType, text: str) -> Seed:
    """A row of a table as it is told."""
    (values,) = csv.reader([text])
    found = dict(zip(columns(kind), values, strict=True))
    labels = {language: found[language] for language in LANGUAGES if found[language]}
    extra = {name: found[name] for name in columns(kind)[6:-1]}
    spelt, decoys = several(found["spellings"]), several(found["decoys"])
    return Seed(kind, found["id"], labels, spelt, decoys, found["source"], extra)


@pytest.fixture
def known_verbs() -> Iterator[None]:
    """The verbs as they were, once the test is over."""
    before = dict(verbs.VERBS)
    yield
    verbs.VERBS.clear()
    verbs.VERBS.update(before)
    verbs.trigger.cache_clear()


def add_verb(text: str) -> None:
    """Take in a row of verbs of meeting."""
    past, present, feminine = ast.literal_eval(text)
    pasts, presents = verbs._forms(past, present, feminine)
    for forms, tense in ((presents, "present"), (pasts, "past")):
        verbs.VERBS.update({f: verbs.Trigger(past, "meet", "meeting", tense) for f in forms})  # type: ignore[arg-type]
    verbs.trigger.cache_clear()


def test_a_name_an_office_and_a_verb_are_told() -> None:
    assert list(BLOCKS) == ["A name", "An office", "A verb"]


@pytest.mark.usefixtures("known_verbs")
@pytest.mark.parametrize("way", list(BLOCKS))
def test_a_way_to_add_something_changes_what_is_shown_as_told(way: str) -> None:
    (_, sentence), (_, before), *changes, (_, after) = BLOCKS[way]
    seeds = all_seeds()

    plain = shown(sentence, seeds)
    for kind, text in changes:
        if kind == "verb":
            add_verb(text)
        else:
            seeds = replace(seeds, entities=(*seeds.entities, row(TABLES[kind], text)))
    changed = shown(sentence, seeds)

    assert all(line in plain for line in before.splitlines())
    assert all(line in changed for line in after.splitlines())
    assert not all(line in plain for line in after.splitlines())
