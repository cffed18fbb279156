"""Who asks: the bearer of the token, else a host."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, NamedTuple

from flask import Request

from kb.settings import Settings


class Asker(NamedTuple):
    """Who asks, and the descriptor of the connection: -1 where the server does not tell it."""

    name: str
    line: int


BEARER = "the bearer of the token"


def bears_token(given: Request, settings: Settings) -> bool:
    """Whether a request bears the token that is set."""
    return _is_bearer(given.headers.get("Authorization", ""), settings)


def _is_bearer(authorization: str, settings: Settings) -> bool:
    kind, _, secret = authorization.partition(" ")
    if settings.token is None or kind.lower() != "bearer":
        return False
    return hmac.compare_digest(secret.strip().encode(), settings.token.encode())


def client(given: Request, settings: Settings) -> str:
    """A name for who asks, the same for all requests of one."""
    return named(given.headers.get("Authorization", ""), given.remote_addr or "", settings)


def line(environ: Mapping[str, Any]) -> int:
    """The descriptor of a request's connection; only gunicorn tells it."""
    connection = environ.get("gunicorn.socket")
    return -1 if connection is None else int(connection.fileno())


def named(authorization: str, address: str, settings: Settings) -> str:
    """The name of who asks, by the Authorization header and the address.

    A wrong token counts for nothing, else each request could be another client. An address of IPv6
    counts by its first 64 bits: one subscriber has all the others.
    """
    return BEARER if authorization and _is_bearer(authorization, settings) else _host(address)


@lru_cache(4096)
def _host(told: str) -> str:
    with suppress(ValueError):
        address = ip_address(told)
        if isinstance(address, IPv6Address):
            return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return told
