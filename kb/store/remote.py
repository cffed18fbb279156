"""A SPARQL 1.1 engine over HTTP: the only place that opens a connection to one.

Queries and updates go as forms (SPARQL 1.1 Protocol, 2.1.2 and 2.2.1), which every engine takes;
Virtuoso hangs on the direct POST. No redirect is followed and no environment proxy used: the
operator has named the address, and nobody else may.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kb.errors import KhabarError, StoreFault
from kb.store.process import QueryBroken, QueryTimedOut

CONNECT_SECONDS: Final = 5.0
CHUNK: Final = 1 << 16
TOLD: Final = 500  # characters of what an engine says that are passed on
TOO_LATE: Final = frozenset({408, 504})
VIRTUOSO_LATE: Final = "S1T00"  # in a 500, for a query at its time limit
VIRTUOSO_CUT: Final = "X-SPARQL-MaxRows"  # in a 200 that holds so many rows and not all
RESULTS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"


class EngineRefused(KhabarError):
    """An engine that does not let us in, or answers what is no answer."""

    exit_status = 3
    http_status = 502


@dataclass(frozen=True, slots=True)
class Address:
    """Where an engine answers and how it knows us."""

    query_url: str = field(repr=False)  # which may hold a name and a password too
    update_url: str = field(repr=False)
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    seconds: float = 60.0  # between two pieces of an answer, the wait for the first included


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of, as the protocol gives them; empty: the engine's own."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


OWN: Final = Dataset()
Fields = list[tuple[str, str]]


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class RemoteClient:
    """Forms to an engine, and its answers. Safe among threads; to be made after a fork."""

    def __init__(self, address: Address, connections: int = 40) -> None:
        self.address = address
        self._session = requests.Session()
        self._session.trust_env = False
        adapter = HTTPAdapter(pool_connections=2, pool_maxsize=connections)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter)
        self._auth = self._first_auth()

    def _first_auth(self) -> AuthBase | None:
        if self.address.token:
            return _Bearer(self.address.token)
        if self.address.user is not None:
            return HTTPBasicAuth(self.address.user, self.address.password or "")
        return None

    def query(self, text: str, accept: str, dataset: Dataset = OWN) -> bytes:
        """The whole answer to a query, in the media type asked for."""
        with self._posted(self.address.query_url, _query(text, dataset), accept) as answer:
            return b"".join(_pieces(answer))

    @contextmanager
    def stream(self, text: str, accept: str, dataset: Dataset = OWN) -> Iterator[Iterator[bytes]]:
        """The answer as it comes; leaving the block ends it at the engine too, if it listens."""
        with self._posted(self.address.query_url, _query(text, dataset), accept) as answer:
            yield _pieces(answer)

    def update(self, text: str) -> None:
        """Run an update; it is done when this returns."""
        with self._posted(self.address.update_url, [("update", text)], "*/*") as answer:
            for _ in _pieces(answer):
                pass

    @contextmanager
    def _posted(self, url: str, form: Fields, accept: str) -> Iterator[requests.Response]:
        with self._send(url, form, accept) as answer:
            _refuse(answer)
            _refuse_cut(answer)
            yield answer

    def _send(self, url: str, form: Fields, accept: str) -> requests.Response:
        answer = self._attempt(url, form, accept, self._auth)
        refused = answer.status_code == requests.codes.unauthorized
        if not refused or not isinstance(self._auth, HTTPBasicAuth):
            return answer
        # Virtuoso does not say what it wants to whom gives a password unasked; a digest asks.
        answer.close()
        digest = HTTPDigestAuth(self.address.user or "", self.address.password or "")
        answer = self._attempt(url, form, accept, digest)
        if answer.status_code != requests.codes.unauthorized:
            self._auth = digest
        return answer

    def _attempt(
        self, url: str, form: Fields, accept: str, auth: AuthBase | None
    ) -> requests.Response:
        try:
            return self._session.post(
                url,
                data=form,
                headers={"Accept": accept, "User-Agent": "Khabar"},
                auth=auth,
                timeout=(CONNECT_SECONDS, self.address.seconds),
                stream=True,
                allow_redirects=False,
            )
        except requests.Timeout:
            raise _late(self.address.seconds) from None
        except requests.RequestException as error:
            raise _unreachable(error) from None

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()


def _query(text: str, dataset: Dataset) -> Fields:
    return [
        ("query", text),
        *(("default-graph-uri", name) for name in dataset.default),
        *(("named-graph-uri", name) for name in dataset.named),
    ]


def _late(seconds: float) -> QueryTimedOut:
    return QueryTimedOut(f"the SPARQL engine gave nothing for {seconds:g} seconds")


def _unreachable(error: Exception) -> StoreFault:
    # By its kind alone: the text of such an error holds the address, which may hold a password.
    return StoreFault(f"the SPARQL engine does not answer ({type(error).__name__})")


def _pieces(answer: requests.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_content(CHUNK)
    except requests.ConnectionError as error:
        if "timed out" in str(error).lower():
            raise QueryTimedOut("the SPARQL engine stopped in the middle of its answer") from None
        raise _unreachable(error) from None
    except requests.RequestException as error:
        raise _unreachable(error) from None


def _refuse(answer: requests.Response) -> None:
    """Raise what an answer other than a success means for whoever asked."""
    status = answer.status_code
    if status < requests.codes.multiple_choices:
        return
    said = " ".join(next(_pieces(answer), b"").decode("utf-8", "replace").split())[:TOLD]
    if status in {requests.codes.bad_request, requests.codes.unprocessable_entity}:
        raise QueryBroken(said or "the SPARQL engine cannot read this")
    if status in TOO_LATE or VIRTUOSO_LATE in said:
        raise QueryTimedOut("the SPARQL engine ended it at its own time limit")
    if status in {requests.codes.unauthorized, requests.codes.forbidden}:
        raise EngineRefused(f"the SPARQL engine does not let Khabar in ({status})")
    if status == requests.codes.service_unavailable:
        raise StoreFault("the SPARQL engine is busy or closed (503)")
    raise EngineRefused(f"the SPARQL engine answers {status}: {said}")


def _refuse_cut(answer: requests.Response) -> None:
    """Raise where an engine gives a part for the whole, and says so."""
    rows = answer.headers.get(VIRTUOSO_CUT)
    if rows is not None:
        raise EngineRefused(
            f"the SPARQL engine cuts answers at {rows} rows: have it give more, by its "
            "ResultSetMaxRows, or ask for fewer"
        )
