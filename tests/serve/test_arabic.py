"""The queries of `docs/sparql.md` answer what the page says they do."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.running import Client

PAGE = (ROOT / "docs" / "sparql.md").read_text("utf-8")
QUERIES = re.findall(r"^```sparql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
FOLDED = QUERIES[1]
D = "https://w3id.org/khabar/id/"


@pytest.mark.parametrize("number", range(len(QUERIES)))
def test_each_query_of_the_page_finds_something(service: Client, number: int) -> None:
    assert service.rows(QUERIES[number])


def test_a_spelling_that_is_not_the_usual_one_finds_its_person(service: Client) -> None:
    assert {row["thing"] for row in service.rows(QUERIES[0])} == {f"{D}person/william-burns"}


def test_a_folded_name_finds_what_is_spelt_otherwise(service: Client) -> None:
    found = service.rows(FOLDED)
    assert f"{D}organisation/cia" in {row["thing"] for row in found}
    assert any("أ" in row["name"] or "ة" in row["name"] for row in found)
