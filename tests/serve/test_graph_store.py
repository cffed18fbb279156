"""The Graph Store HTTP Protocol on a plain base, each test written from the specification.

https://www.w3.org/TR/sparql11-http-rdf-update/; the first ones are those of the W3C list.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from tests.running import BEARER, Client, Reply

TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
P = "http://people.example/"
ONE = f"<{P}1> a <{P}Person> ; <{P}card> [ a <{P}Card> ; <{P}name> 'Amina Test' ] ."
TWO = f"<{P}1> a <{P}Person> ; <{P}card> [ a <{P}Card> ; <{P}name> 'Yusuf Test' ] ."
NOBODY = f"[] a <{P}Person> ; <{P}card> [ a <{P}Card> ; <{P}given> 'Amina' ] ."
ADDRESSES = (f"/graphs?graph={quote(P + 'doc')}", "/graphs/people/1.ttl")


def put(plain: Client, address: str, text: str, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return plain.request("PUT", address, text.encode(), {**TURTLE, **BEARER, **named})


def post(plain: Client, address: str, body: bytes, media: str = "text/turtle") -> Reply:
    return plain.request("POST", address, body, {"Content-Type": media, **BEARER})


def delete(plain: Client, address: str, **headers: str) -> Reply:
    return plain.request("DELETE", address, headers={**BEARER, **headers})


def holds(plain: Client, address: str, text: str) -> bool:
    reply = plain.request("GET", address, headers={"Accept": "text/turtle"})
    assert (reply.status, reply.media) == (200, "text/turtle"), reply.text
    wanted = Graph().parse(data=text, format="turtle")
    return isomorphic(Graph().parse(data=reply.body, format="turtle"), wanted)


@pytest.fixture(autouse=True)
def empty(plain: Client) -> None:
    headers = {"Content-Type": "application/sparql-update", **BEARER}
    assert plain.request("POST", "/update", b"DROP ALL", headers).status == 204


# ---- the list of the W3C -----------------------------------------------------------------------
@pytest.mark.parametrize("address", ADDRESSES)
def test_put_get_repeat(plain: Client, address: str) -> None:
    assert put(plain, address, ONE).status == 201
    assert holds(plain, address, ONE)
    assert put(plain, address, TWO).status in (200, 204)
    assert holds(plain, address, TWO)


def test_put_get_default(plain: Client) -> None:
    assert put(plain, "/graphs?default", NOBODY).status in (200, 201, 204)
    assert holds(plain, "/graphs?default", NOBODY)
    assert len(plain.rows(f"SELECT ?s WHERE {{ ?s a <{P}Person> }}")) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_put_delete_get_delete(plain: Client, address: str) -> None:
    assert put(plain, address, NOBODY).status == 201
    assert delete(plain, address).status in (200, 204)
    assert plain.request("GET", address).status == 404
    assert delete(plain, address).status == 404


FORM = (
    b"--edge-of-a-part\r\n".join(
        (
            b"",
            b'Content-Disposition: form-data; name="a"; filename="a.ttl"\r\n'
            b"Content-Type: text/turtle; charset=utf-8\r\n\r\n"
            + f"<{P}1> <{P}family> 'Test' .\r\n".encode(),
            b'Content-Disposition: form-data; name="b"; filename="b.nt"\r\n'
            b"Content-Type: application/n-triples\r\n\r\n"
            + f'<{P}1> <{P}given> "Amina" .\r\n'.encode(),
        )
    )
    + b"--edge-of-a-part--\r\n"
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_post_get_post_get(plain: Client, address: str) -> None:
    assert post(plain, address, ONE.encode()).status == 201
    assert holds(plain, address, ONE)
    form = "multipart/form-data; boundary=edge-of-a-part"
    assert post(plain, address, FORM, form).status in (200, 204)
    assert holds(plain, address, f"{ONE} <{P}1> <{P}family> 'Test' ; <{P}given> 'Amina' .")


def test_post_get_new_graph(plain: Client) -> None:
    reply = post(plain, "/graphs", NOBODY.encode())
    assert reply.status == 201
    location = reply.headers["location"]
    assert holds(plain, f"/graphs?graph={quote(location)}", NOBODY)
    assert holds(plain, urlsplit(location).path, NOBODY)


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_existing(plain: Client, address: str) -> None:
    put(plain, address, ONE)
    reply = plain.request("HEAD", address, headers={"Accept": "text/turtle; charset=utf-8"})
    assert (reply.status, reply.media, reply.body) == (200, "text/turtle", b"")


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_non_existing(plain: Client, address: str) -> None:
    assert plain.request("HEAD", address).status == 404


def test_put_get_uri_pct_encoded(plain: Client) -> None:
    assert put(plain, f"/graphs?graph={quote(P + '1.ttl', safe='')}", ONE).status == 201
    assert holds(plain, f"/graphs?graph={P}1.ttl", ONE)


def test_put_get_uri_pct_encoded_twice(plain: Client) -> None:
    assert put(plain, f"/graphs?graph={P}%31.ttl", ONE).status == 201
    assert put(plain, f"/graphs?graph={P}%2531.ttl", TWO).status == 201
    assert holds(plain, f"/graphs?graph={P}%31.ttl", ONE)
    assert holds(plain, f"/graphs?graph={P}%2531.ttl", TWO)


# ---- the text of the specification -------------------------------------------------------------
def test_a_graph_may_have_an_arabic_name(plain: Client) -> None:
    address = f"/graphs?graph={quote('http://data.example/رسم')}"
    assert put(plain, address, ONE).status == 201
    assert holds(plain, address, ONE)


def test_relative_iris_are_resolved_against_the_graph(plain: Client) -> None:
    put(plain, ADDRESSES[0], "<> a <#T> .")
    assert holds(plain, ADDRESSES[0], f"<{P}doc> a <{P}doc#T> .")


def test_blank_nodes_of_two_bodies_are_two(plain: Client) -> None:
    for _ in range(2):
        post(plain, ADDRESSES[0], f"_:x <{P}name> 'Amina' .".encode())
    rows = plain.rows(f"SELECT ?s WHERE {{ GRAPH <{P}doc> {{ ?s <{P}name> ?n }} }}")
    assert len(rows) == 2


def test_an_empty_post_changes_nothing(plain: Client) -> None:
    put(plain, ADDRESSES[0], ONE)
    assert post(plain, ADDRESSES[0], b"").status == 204
    assert holds(plain, ADDRESSES[0], ONE)


def test_an_empty_put_leaves_an_empty_graph(plain: Client) -> None:
    assert put(plain, ADDRESSES[0], "").status == 201
    assert holds(plain, ADDRESSES[0], "")


@pytest.mark.parametrize(
    "media", ["application/n-triples", "application/rdf+xml", "application/ld+json",
              "application/trig", "application/n-quads", "text/turtle"],
)  # fmt: skip
def test_each_syntax_goes_in_and_comes_out(plain: Client, media: str) -> None:
    syntax = ox.RdfFormat.from_media_type(media)
    assert syntax is not None
    raw = ox.serialize(ox.parse(ONE, ox.RdfFormat.TURTLE), format=syntax)
    headers = {"Content-Type": media, **BEARER}
    assert plain.request("PUT", ADDRESSES[0], raw, headers).status == 201
    assert holds(plain, ADDRESSES[0], ONE)
    reply = plain.request("GET", ADDRESSES[0], headers={"Accept": media})
    assert reply.media == media
    assert len(list(ox.parse(reply.body, syntax))) == 4


@pytest.mark.parametrize(
    ("method", "address", "body", "headers", "status"),
    [
        ("GET", "/graphs", None, {}, 400),
        ("GET", "/graphs?graph=relative", None, {}, 400),
        ("GET", "/graphs?default&graph=http://x.example/", None, {}, 400),
        ("GET", "/graphs?graph=http://x.example/", None, {}, 404),
        ("GET", "/graphs?default", None, {"Accept": "image/png"}, 406),
        ("PUT", "/graphs", b"", TURTLE, 400),
        ("DELETE", "/graphs", None, {}, 400),
        ("PUT", "/graphs?default", b"<http://a> a", TURTLE, 400),
        ("PUT", "/graphs?default", b"\xff", TURTLE, 400),
        ("PUT", "/graphs?default", b"x", {"Content-Type": "text/csv"}, 415),
        ("PUT", "/graphs?default", b"x", {"Content-Type": "text/turtle; charset=utf-16"}, 415),
        ("PUT", "/graphs?default", b"#" * 300_000, TURTLE, 413),
        ("PATCH", "/graphs?default", b"", TURTLE, 405),
        ("PUT", "/graphs?default", b"<x:g> { <x:a> a <x:b> }",
         {"Content-Type": "application/trig"}, 400),
    ],
)  # fmt: skip
def test_a_wrong_request_is_refused_with_its_status(
    plain: Client, method: str, address: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    reply = plain.request(method, address, body, {**headers, **BEARER})
    assert (reply.status, reply.media) == (status, "application/problem+json")


def test_a_refused_write_changes_nothing(plain: Client) -> None:
    put(plain, ADDRESSES[0], ONE)
    assert put(plain, ADDRESSES[0], f"{TWO} <broken").status == 400
    assert holds(plain, ADDRESSES[0], ONE)


# ---- preconditions -----------------------------------------------------------------------------
def tag(plain: Client, address: str) -> str:
    return plain.request("GET", address).headers["etag"]


def test_a_write_goes_on_where_the_graph_is_what_was_read(plain: Client) -> None:
    put(plain, ADDRESSES[0], ONE)
    assert put(plain, ADDRESSES[0], TWO, If_Match=tag(plain, ADDRESSES[0])).status == 204


def test_a_write_of_another_graph_does_not_stand_in_the_way(plain: Client) -> None:
    put(plain, ADDRESSES[0], ONE)
    known = tag(plain, ADDRESSES[0])
    put(plain, ADDRESSES[1], ONE)
    assert put(plain, ADDRESSES[0], TWO, If_Match=known).status == 204


def test_a_write_is_refused_where_the_graph_has_changed(plain: Client) -> None:
    put(plain, ADDRESSES[0], ONE)
    known = tag(plain, ADDRESSES[0])
    put(plain, ADDRESSES[0], TWO)
    assert put(plain, ADDRESSES[0], NOBODY, If_Match=known).status == 412
    assert delete(plain, ADDRESSES[0], **{"If-Match": known}).status == 412
    assert holds(plain, ADDRESSES[0], TWO)


def test_a_graph_can_be_asked_to_be_new_or_to_be_there(plain: Client) -> None:
    assert put(plain, ADDRESSES[0], ONE, If_Match="*").status == 412
    assert put(plain, ADDRESSES[0], ONE, If_None_Match="*").status == 201
    assert put(plain, ADDRESSES[0], TWO, If_None_Match="*").status == 412
    assert put(plain, ADDRESSES[0], TWO, If_Match="*").status == 204


def test_a_graph_that_the_client_has_is_not_sent_again(plain: Client) -> None:
    put(plain, ADDRESSES[0], ONE)
    headers = {"If-None-Match": tag(plain, ADDRESSES[0])}
    assert plain.request("GET", ADDRESSES[0], headers=headers).status == 304
    put(plain, ADDRESSES[0], TWO)
    assert plain.request("GET", ADDRESSES[0], headers=headers).status == 200
