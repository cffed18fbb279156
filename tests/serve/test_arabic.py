"""The queries of `docs/sparql.md` answer what the page says they do."""

from __future__ import annotations

import re

import pytest

from kb.ids import folded
from tests.conftest import ROOT
from tests.engines import EMBEDDED
from tests.running import Client

PLACES = (EMBEDDED, "oxigraph")  # Virtuoso's REPLACE breaks Arabic letters: test_engines
PAGE = (ROOT / "docs" / "sparql.md").read_text("utf-8")
QUERIES = re.findall(r"^```sparql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
KEYED, ANY_SPELLING, PART = QUERIES[1:4]
D = "https://w3id.org/khabar/id/"


@pytest.mark.parametrize("number", range(len(QUERIES)))
def test_each_query_of_the_page_finds_something(service: Client, number: int) -> None:
    assert service.rows(QUERIES[number])


def test_a_spelling_that_is_not_the_usual_one_finds_its_person(service: Client) -> None:
    assert {row["thing"] for row in service.rows(QUERIES[0])} == {f"{D}person/william-burns"}


def test_a_folded_name_finds_what_is_spelt_otherwise(service: Client) -> None:
    for query in (KEYED, PART):
        assert f"{D}organisation/cia" in {row["thing"] for row in service.rows(query)}
    people = [row["thing"] for row in service.rows(ANY_SPELLING)]
    assert people == [f"{D}person/abdellatif-hammouchi"]


@pytest.mark.parametrize(
    "name",
    ["عبد اللطيف حموشي", "عَبد اللطيف حمّوشي", "عبد اللطيف حمـوشى", " عبد  اللطيف، حموشی ",
     "وكالة الإستخبارات المركزية", "وكاله الٱستخبارات المركزيه", "Abdellatif HAMMOUCHI"],
)  # fmt: skip
def test_a_name_finds_its_thing_however_it_is_spelt(service: Client, name: str) -> None:
    reply = service.get("/queries/by-name.json", name=name).json()
    found = {row["thing"]["value"] for row in reply["results"]["bindings"]}
    assert found & {f"{D}person/abdellatif-hammouchi", f"{D}organisation/cia"}


def test_every_name_has_its_key_and_no_key_is_without_a_name(service: Client) -> None:
    names: dict[str, set[str]] = {}
    for row in service.rows(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX kb: <https://w3id.org/khabar#> "
        "SELECT DISTINCT ?thing ?name { ?thing skos:prefLabel|skos:altLabel ?name ; "
        "kb:searchKey ?any }"
    ):
        names.setdefault(row["thing"], set()).add(folded(row["name"]))
    keys: dict[str, set[str]] = {}
    for row in service.rows("SELECT * { ?thing <https://w3id.org/khabar#searchKey> ?key }"):
        keys.setdefault(row["thing"], set()).add(row["key"])
    assert keys == names
    kinds = {thing.removeprefix(D).split("/")[0] for thing in keys}
    assert kinds == {"person", "organisation", "place", "outlet", "office"}
