"""Things and their documents over real HTTP."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from rdflib.namespace import ORG

from kb.namespaces import KB, SCHEMA
from kb.settings import data_dir
from tests.engines import EVERYWHERE
from tests.running import Client

PLACES = EVERYWHERE
DATA = "https://w3id.org/khabar/id/"
HAMMOUCHI = "person/abdellatif-hammouchi"
IRI = ox.NamedNode(DATA + HAMMOUCHI)


def graph_of(text: str, media: str) -> set[tuple[object, ...]]:
    """The triples of a document by a second parser than the one that wrote it."""
    if media == "application/ld+json":
        context = json.loads((data_dir("ontology") / "context.jsonld").read_text("utf-8"))
        text = json.dumps({**json.loads(text), **context})
    syntax = ox.RdfFormat.from_media_type(media)
    assert syntax is not None
    return {(q.subject, q.predicate, q.object) for q in ox.parse(text.encode(), syntax)}


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def test_a_thing_leads_to_its_document(service: Client) -> None:
    reply = service.get(f"/id/{HAMMOUCHI}")
    assert (reply.status, reply.headers["location"]) == (303, f"/doc/{HAMMOUCHI}")


def test_the_document_lists_spellings_posts_and_meetings_with_their_words(service: Client) -> None:
    tree = service.get(f"/doc/{HAMMOUCHI}.json").json()
    assert "حموشي" in tree["otherNames"]["ar"]
    assert {"Membership"} <= {kind for post in tree["memberships"] for kind in post["type"]}
    meetings = [event for event in tree["takesPartIn"] if "Meeting" in event["type"]]
    assert len(meetings) >= 3
    for fact in (*tree["memberships"], *tree["takesPartIn"]):
        for report in fact["reports"]:
            for evidence in report["evidence"]:
                selector = evidence["selector"]
                assert len(selector["exact"]) == selector["end"] - selector["start"]


@pytest.mark.parametrize(
    ("ending", "media"),
    [("ttl", "text/turtle"), ("nt", "application/n-triples"), ("rdf", "application/rdf+xml"),
     ("jsonld", "application/ld+json")],
)  # fmt: skip
def test_every_rdf_form_says_the_same(service: Client, ending: str, media: str) -> None:
    reply = service.get(f"/doc/{HAMMOUCHI}.{ending}")
    assert reply.media == media
    found = graph_of(reply.text, media)
    turtle = graph_of(service.get(f"/doc/{HAMMOUCHI}.ttl").text, "text/turtle")
    held = {s for s, p, o in turtle if (p, o) == (node(KB.participant), IRI)}
    assert len(held) >= 3
    local = {triple for triple in found if triple[1] == node(SCHEMA.url)}
    assert found - local == turtle - local


def test_the_page_shows_words_and_offsets_and_reads_from_the_right(service: Client) -> None:
    page = service.get(f"/doc/{HAMMOUCHI}.html", lang="ar").text
    assert '<html lang="ar" dir="rtl">' in page
    assert "<blockquote" in page
    assert 'class="offsets"' in page
    assert '<html lang="fr" dir="ltr">' in service.get(f"/doc/{HAMMOUCHI}.html", lang="fr").text


def test_a_page_leads_from_the_article_to_the_meeting_and_the_words(service: Client) -> None:
    article = service.get("/api/v1/articles", size="1").json()["items"][0]["url"]
    page = service.get(f"{article}.html").text
    assert page.count("<blockquote") > 10
    assert "/doc/person/" in page


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/html", "text/html"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("application/rdf+xml;q=0.9, text/turtle", "text/turtle"),
        ("application/json", "application/json"),
        ("*/*", "application/ld+json"),
        ("text/*", "text/html"),
    ],
)
def test_accept_decides_by_its_q_values(service: Client, accept: str, media: str) -> None:
    reply = service.get(f"/doc/{HAMMOUCHI}", accept)
    assert (reply.status, reply.media) == (200, media)
    assert "Accept" in reply.headers["vary"]


def test_nothing_acceptable_is_406_with_the_list(service: Client) -> None:
    reply = service.get(f"/doc/{HAMMOUCHI}", "image/png")
    assert (reply.status, reply.media) == (406, "application/problem+json")
    assert "text/turtle" in reply.json()["available"]


def test_plain_json_names_its_context_in_a_link(service: Client) -> None:
    reply = service.get(f"/doc/{HAMMOUCHI}.json")
    assert any("json-ld#context" in link for link in reply.links)
    assert "@context" not in reply.json()
    assert service.get("/ontology/context.jsonld").json()["@context"]


def test_a_client_that_has_the_document_gets_304(service: Client) -> None:
    first = service.get(f"/doc/{HAMMOUCHI}.json")
    again = service.request(
        "GET", f"/doc/{HAMMOUCHI}.json", headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status, again.body) == (304, b"")
    other = service.get(f"/doc/{HAMMOUCHI}.ttl")
    assert other.headers["etag"] != first.headers["etag"]


def test_head_is_get_without_a_body(service: Client) -> None:
    reply = service.request("HEAD", f"/doc/{HAMMOUCHI}.ttl")
    assert (reply.status, reply.body) == (200, b"")


@pytest.mark.parametrize("path", ["/id/person/nobody", "/doc/person/nobody", "/doc/x.ttl", "/no/x"])
def test_what_is_not_there_is_a_problem_document(service: Client, path: str) -> None:
    reply = service.get(path)
    assert (reply.status, reply.media) == (404, "application/problem+json")
    assert reply.json()["status"] == 404


def test_a_membership_names_person_organisation_and_title(service: Client) -> None:
    turtle = graph_of(service.get(f"/doc/{HAMMOUCHI}.ttl").text, "text/turtle")
    posts = {s for s, p, o in turtle if (p, o) == (node(ORG.member), IRI)}
    assert len(posts & {s for s, p, _ in turtle if p == node(ORG.organization)}) >= 2
