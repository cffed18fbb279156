"""Lists, filters, paging and the look-up over real HTTP."""

from __future__ import annotations

import pytest

from tests.engines import EVERYWHERE
from tests.running import Client

PLACES = EVERYWHERE
HAMMOUCHI = "https://w3id.org/khabar/id/person/abdellatif-hammouchi"


@pytest.mark.parametrize(
    "plural",
    ["people", "organisations", "places", "outlets", "meetings", "visits", "agreements",
     "articles", "memberships", "offices"],
)  # fmt: skip
def test_each_kind_has_a_list_that_holds_something(service: Client, plural: str) -> None:
    found = service.get(f"/api/v1/{plural}").json()
    assert found["total"] >= len(found["items"]) > 0
    assert all(item["id"] and item["url"].startswith("/doc/") for item in found["items"])


def test_pages_follow_each_other_and_hold_everything_once(service: Client) -> None:
    seen: list[str] = []
    path = "/api/v1/people?size=200"
    while path:
        found = service.get(path).json()
        seen += [item["id"] for item in found["items"]]
        path = found["links"].get("next")
    assert len(seen) == len(set(seen)) == found["total"]
    assert "prev" in found["links"]


def test_link_headers_are_absolute_and_leave_out_what_does_not_exist(service: Client) -> None:
    links = " ".join(service.get("/api/v1/people?size=1").links)
    assert 'rel="next"' in links
    assert 'rel="prev"' not in links
    assert f"<http://127.0.0.1:{service.port}/api/v1/people?" in links


def test_filters_narrow_a_list(service: Client) -> None:
    everything = service.get("/api/v1/meetings").json()["total"]
    his = service.get("/api/v1/meetings", participant="person/abdellatif-hammouchi").json()
    assert 0 < his["total"] <= everything
    none = service.get("/api/v1/meetings", participant="person/nobody").json()
    assert (none["total"], none["items"]) == (0, [])
    dated = service.get("/api/v1/meetings", **{"from": "2020-09-01", "to": "2020-09-30"}).json()
    assert 0 < dated["total"] < everything
    days = [item.get("date") or item["expectedDate"] for item in dated["items"]]
    assert all(day.startswith("2020-09") for day in days)


@pytest.mark.parametrize(
    ("parameters", "word"),
    [({"page": "0"}, "page"), ({"size": "9999"}, "size"), ({"page": "x"}, "page"),
     ({"colour": "red"}, "colour"), ({"from": "soon"}, "from"),
     ({"participant": 'x> } #"'}, "participant")],
)  # fmt: skip
def test_a_wrong_parameter_is_named(service: Client, parameters: dict[str, str], word: str) -> None:
    reply = service.get("/api/v1/meetings", **parameters)
    assert (reply.status, reply.media) == (400, "application/problem+json")
    assert word in reply.json()["detail"]


def test_look_up_by_qid_iri_and_name(service: Client) -> None:
    for given in (
        {"qid": "Q2821147"},
        {"iri": HAMMOUCHI},
        {"name": "عبد اللطيف حموشي"},
        {"name": "Abdellatif Hammouchi"},
    ):
        assert [item["id"] for item in service.get("/api/v1/lookup", **given).json()["items"]] == [
            HAMMOUCHI
        ]


@pytest.mark.parametrize(
    ("parameters", "status"),
    [({"qid": "Q1"}, 404), ({"qid": "2821147"}, 400), ({}, 400), ({"qid": "Q1", "name": "x"}, 400),
     ({"name": 'x"@ar . } #'}, 404)],
)  # fmt: skip
def test_a_look_up_that_finds_nothing_or_is_wrong_says_so(
    service: Client, parameters: dict[str, str], status: int
) -> None:
    reply = service.get("/api/v1/lookup", **parameters)
    assert (reply.status, reply.media) == (status, "application/problem+json")


def test_a_list_has_a_page_in_each_language(service: Client) -> None:
    page = service.get("/people", "text/html", lang="ar").text
    assert 'dir="rtl"' in page
    assert "الأشخاص" in page
