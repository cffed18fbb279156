"""Tests of who counts as one client, and of whose word is taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from kb.serve.clients import BEARER, client
from kb.settings import Settings
from tests.running import TOKEN, Client, served

OPEN = Settings()
GUARDED = Settings(token=TOKEN)
FORWARDED = {
    "X-Forwarded-For": "203.0.113.9, 198.51.100.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "news.example",
}


def who(address: str | None, settings: Settings = OPEN, **headers: str) -> str:
    builder = EnvironBuilder(headers=headers, environ_base={"REMOTE_ADDR": address or ""})
    return client(Request(builder.get_environ()), settings)


def test_a_host_is_a_client() -> None:
    assert who("198.51.100.7") == "198.51.100.7"
    assert who("198.51.100.7") != who("198.51.100.8")


def test_a_subscriber_of_ipv6_is_one_client_whatever_his_last_bits() -> None:
    assert who("2001:db8:1:2::3") == who("2001:db8:1:2:ffff:1:2:3")
    assert who("2001:db8:1:2::3") != who("2001:db8:1:3::3")
    assert who("::ffff:198.51.100.7") == who("198.51.100.7")


def test_what_is_no_address_is_a_name_like_any_other() -> None:
    assert who("unknown") == "unknown"
    assert who(None) == ""


def test_the_bearer_of_the_token_is_one_client_wherever_he_sits() -> None:
    assert who("198.51.100.7", GUARDED, Authorization=f"Bearer {TOKEN}") == BEARER
    assert who("198.51.100.8", GUARDED, Authorization=f"bearer {TOKEN}") == BEARER


@pytest.mark.parametrize("settings", [OPEN, GUARDED])
@pytest.mark.parametrize("given", ["Bearer another", "Basic dTpw", "Bearer"])
def test_a_wrong_token_makes_no_client_of_its_own(settings: Settings, given: str) -> None:
    assert who("198.51.100.7", settings, Authorization=given) == "198.51.100.7"


# ---- proxies -----------------------------------------------------------------------------------
def first(client: Client) -> str:
    """The absolute address of a list's first page."""
    reply = client.request("GET", "/api/v1/people?size=1", headers=FORWARDED)
    return next(link for link in reply.links if 'rel="first"' in link)


def test_by_default_no_header_tells_scheme_or_host(service: Client) -> None:
    assert first(service).startswith(f"<http://127.0.0.1:{service.port}/")


def test_the_headers_of_a_trusted_proxy_make_the_absolute_addresses(retold_home: Path) -> None:
    with served(retold_home, KB_WORKERS="1", KB_TRUSTED_PROXIES="1") as behind:
        assert first(behind).startswith("<https://news.example/api/v1/people?")
        void = behind.request("GET", "/.well-known/void", headers=FORWARDED)
        assert "<https://news.example/sparql>" in void.text
