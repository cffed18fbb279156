"""The questions an analyst asks of the five articles, each answered by the base over HTTP.

Asked of the retellings and, where the originals are at hand, of those too: they tell the same
facts, so they must give the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.conftest import SHARED
from tests.engines import EVERYWHERE
from tests.running import Client, kb, served

DATA = "https://w3id.org/khabar/id/"
PREFIXES = f"""PREFIX kb: <https://w3id.org/khabar#>
PREFIX schema: <https://schema.org/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX id: <{DATA}>
"""
# What tells an article apart in both bases: its outlet, or that of the retelling's original.
OUTLET = f"schema:publisher|kb:originalPublisher ?outlet . FILTER(?outlet != <{DATA}outlet/khabar>)"
ALL_FIVE = {"almaghribtoday", "anwal-news", "nadorcity", "arifino", "ahdath-info"}
HAMMOUCHI = "person/abdellatif-hammouchi"
ESPER = "person/mark-esper"
Row = dict[str, str]


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A base of the originals, served."""
    if not (SHARED / "articles").is_dir():
        pytest.skip("the originals are not at hand")
    home = tmp_path_factory.mktemp("originals") / "kb"
    for words in (("init",), ("ingest", "--quiet", str(SHARED / "articles"))):
        done = kb(home, *words)
        assert done.returncode == 0, done.stdout + done.stderr
    with served(home) as client:
        yield client


@pytest.fixture(params=[*EVERYWHERE, "originals"])
def base(request: pytest.FixtureRequest, serving: Callable[[str], Client]) -> Client:
    """The base of the retellings in each place, and that of the originals."""
    if request.param == "originals":
        client: Client = request.getfixturevalue("originals")
        return client
    return serving(request.param)


def short(value: str) -> str:
    """An IRI of the base as type/slug, one of the ontology as its last part."""
    return value.removeprefix(DATA).removeprefix("https://w3id.org/khabar#")


def named(base: Client, query: str, **parameters: str) -> list[Row]:
    reply = base.get(f"/queries/{query}.json", **parameters)
    assert reply.status == 200, reply.text
    found = reply.json()["results"]["bindings"]
    return [{name: short(term["value"]) for name, term in row.items()} for row in found]


def rows(base: Client, pattern: str) -> list[Row]:
    found = base.rows(f"{PREFIXES} SELECT DISTINCT * WHERE {{ {pattern} }}")
    return [{name: short(value) for name, value in row.items()} for row in found]


def outlets(base: Client, report_pattern: str) -> dict[str, str]:
    """The outlet of each article whose graph holds `?report` as the pattern describes it."""
    found = rows(
        base, f"{report_pattern} GRAPH ?article {{ ?report prov:wasDerivedFrom ?article . "
        f"?article {OUTLET} }}"
    )  # fmt: skip
    return {row["report"]: row["outlet"].removeprefix("outlet/") for row in found}


def between(base: Client, other: str, kind: str = "meeting/") -> list[Row]:
    """Rows of the reports of what Hammouchi and another person both took part in."""
    found = named(base, "meetings-of-two", person=DATA + HAMMOUCHI, other=DATA + other)
    return [row for row in found if row["event"].startswith(kind)]


def test_1_whom_hammouchi_met(base: Client) -> None:
    met = {row["other"] for row in named(base, "people-met", person=DATA + HAMMOUCHI)}
    assert met == {
        "person/avril-haines",
        "person/william-burns",
        "person/christopher-wray",
        "person/puneet-talwar",
        "person/david-fischer",
    }


def test_2_when_hammouchi_visited_the_united_states_and_whom_he_met(base: Client) -> None:
    found = named(base, "visits-by", person=DATA + HAMMOUCHI)
    assert {(row["date"], row["place"]) for row in found} == {
        ("2022-06-13/2022-06-14", "place/united-states")
    }
    assert len({row["visit"] for row in found}) == 1
    assert {row["met"] for row in found} == {
        "person/avril-haines",
        "person/william-burns",
        "person/christopher-wray",
    }


def test_3_when_hammouchi_received_burns_is_not_known_and_nothing_is_guessed(base: Client) -> None:
    found = between(base, "person/william-burns")
    assert {row["place"] for row in found} == {"place/rabat"}
    assert not [row for row in found if "date" in row]
    assert {row["basis"] for row in found} <= {"none", "unresolved"}


def test_5_when_and_where_hammouchi_received_wray(base: Client) -> None:
    found = between(base, "person/christopher-wray")
    assert {row["place"] for row in found} == {"place/rabat"}
    assert not [row for row in found if "date" in row]
    assert {row["basis"] for row in found} == {"unresolved"}
    assert all("الثلاثاء" in row["dateText"] for row in found)


def test_6_when_hammouchi_received_fischer(base: Client) -> None:
    found = between(base, "person/david-fischer")
    assert {row["date"] for row in found if "date" in row} == {"2020-09-24"}
    assert {row["place"] for row in found if "place" in row} == {"place/rabat"}


def test_8_which_posts_hammouchi_holds_and_who_says_so(base: Client) -> None:
    found = named(base, "posts-of", person=DATA + HAMMOUCHI)
    assert {row["organisation"] for row in found} == {"organisation/dgst", "organisation/dgsn"}
    assert not [row for row in found if "formerBy" in row]
    pattern = "?m org:member <%s> ; org:organization <%s> ; kb:report ?report ."
    told = {
        body: set(outlets(base, pattern % (DATA + HAMMOUCHI, DATA + body)).values())
        for body in ("organisation/dgst", "organisation/dgsn")
    }
    assert told["organisation/dgst"] == ALL_FIVE
    assert told["organisation/dgsn"] == {"anwal-news", "arifino", "ahdath-info"}


def test_9_the_defence_agreement_its_date_and_its_period(base: Client) -> None:
    # The retelling names the parties after the name: "وطرفاه", its two parties are.
    found = named(
        base, "agreements-between", party=f"{DATA}place/morocco", other=f"{DATA}place/united-states"
    )
    assert [(row["status"], row["signed"], row["period"]) for row in found] == [
        ("signed", "2020-10", "2020/2030")
    ]
    assert "خارطة الطريق للتعاون في مجال الدفاع 2020-2030" in found[0]["agreementAr"]


def test_12_the_itinerary_that_was_announced_for_esper(base: Client) -> None:
    found = named(base, "itinerary", person=DATA + ESPER)
    stops = {
        (row["date"], row["place"], row.get("toMeet"))
        for row in found
        if row["event"].startswith("visit/") and "partOf" in row
    }
    assert stops == {
        ("2020-09-30", "place/tunisia", "person/kais-saied"),
        ("2020-09-30", "place/tunisia", "person/brahim-bartagi"),
        ("2020-10-01", "place/algiers", "person/abdelmadjid-tebboune"),
        ("2020-10-02", "place/rabat", None),
    }
    assert len({row["partOf"] for row in found if "partOf" in row}) == 1


def test_14_which_us_defence_secretary_was_in_algeria_before(base: Client) -> None:
    found = named(base, "visits-to", place=f"{DATA}place/algeria")
    assert [(row["guest"], row["date"]) for row in found] == [("person/donald-rumsfeld", "2006-02")]


def test_15_between_whom_the_protocol_is(base: Client) -> None:
    # The retelling joins them by "يجمع … ب…، ومنها …": brings together with, among them.
    found = named(base, "parties-to-agreements", party=f"{DATA}organisation/dgst")
    assert len({row["agreement"] for row in found}) == 1
    parties = {row["party"].removeprefix("organisation/") for row in found}
    assert parties - {"us-law-enforcement-agencies"} == {"dgst", "dgsn", "fbi", "cia", "dea"}


def test_17_what_hafidi_claims_stays_his_claim(base: Client) -> None:
    found = named(base, "statements-by", speaker=f"{DATA}person/ihssane-hafidi")
    said = [row["words"] for row in found]
    for words in (("فرنسا",), ("الجزائر", "فاغنر")):
        assert any(all(word in one for word in words) for one in said), words
    for entity in ("place/france", "organisation/wagner-group"):
        claimed = f"?event kb:participant|kb:party|kb:expectedParticipant <{DATA}{entity}>"
        assert rows(base, claimed) == []


def test_19_when_each_article_was_published_and_whom_it_passes_on(base: Client) -> None:
    published: dict[str, set[str | None]] = {}
    sources: dict[str, set[str]] = {}
    for row in named(base, "articles"):
        outlet = row.get("originalPublisher", row["publisher"]).removeprefix("outlet/")
        published.setdefault(outlet, set()).add(row.get("published"))
        source = "communique" if "#communique-" in row.get("passesOn", "") else row.get("passesOn")
        sources.setdefault(outlet, set()).update({source} if source else ())
    assert published == {
        "almaghribtoday": {None},
        "anwal-news": {None},
        "nadorcity": {None},
        "arifino": {"2020-12-26"},
        "ahdath-info": {"2020-09-29"},
    }
    assert sources["anwal-news"] == {"communique"}
    assert sources["nadorcity"] == {"outlet/atalayar"}
    assert sources["arifino"] == set()
    assert sources["ahdath-info"] == {"outlet/afp", "communique"}
    assert "communique" in sources["almaghribtoday"]
    assert sources["almaghribtoday"] <= {"communique", "outlet/hespress"}


def test_burns_and_hammouchi_in_rabat_is_one_meeting_with_two_reports(base: Client) -> None:
    found = between(base, "person/william-burns")
    assert len({row["event"] for row in found}) == 1
    reports = outlets(base, f"<{DATA}{found[0]['event']}> kb:report ?report .")
    assert sorted(reports.values()) == ["almaghribtoday", "nadorcity"]


def test_the_stop_of_esper_in_rabat_is_one_visit_planned_once_and_held_once(base: Client) -> None:
    stop = f"?visit a kb:Visit ; kb:place|kb:expectedPlace <{DATA}place/rabat> ; "
    stop += f"kb:guest|kb:expectedGuest <{DATA}{ESPER}> ."
    assert len({row["visit"] for row in rows(base, stop)}) == 1
    reports = outlets(base, f"{stop} ?visit kb:report ?report .")
    status = rows(base, f"{stop} ?visit kb:report ?report . GRAPH ?g {{ ?report kb:status ?s }}")
    assert sorted((reports[row["report"]], row["s"]) for row in status) == [
        ("ahdath-info", "planned"),
        ("arifino", "held"),
    ]


def test_whom_did_esper_meet_lists_nobody_who_was_only_announced(base: Client) -> None:
    assert named(base, "people-met", person=DATA + ESPER) == []


def test_the_roadmap_is_one_agreement_and_nobody_is_said_to_have_signed_it(base: Client) -> None:
    found = rows(base, '?a a kb:Agreement ; kb:period "2020/2030"')
    assert len(found) == 1
    assert rows(base, "?a a kb:Agreement ; kb:signatory ?who") == []
