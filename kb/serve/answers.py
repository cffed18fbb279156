"""Answers to queries: 304, kept, or evaluated; whole where they are small, else streamed.

Without the framework's request and response: those cost more than a look-up does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import Response, request
from werkzeug.http import parse_etags

from kb.serve.clients import Asker, client, line
from kb.serve.protocol import OPENED
from kb.serve.service import Service, service
from kb.serve.tags import CACHED, tag
from kb.store.reader import FIRST
from kb.store.readers import Answer, Limits, QueryRequest

METHODS = "GET, HEAD, POST, OPTIONS"
Headers = list[tuple[str, str]]
_OPENED: Final = (("Vary", "Accept"), *OPENED, ("Access-Control-Allow-Methods", METHODS))


@dataclass(frozen=True, slots=True)
class Reply:
    """A response in plain data: its status, headers, and body of which the length may be known."""

    status: int
    headers: Headers
    body: Iterable[bytes] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a client has already: its method and its If-None-Match."""

    method: str = "POST"
    tags: str = ""

    def has(self, name: str) -> bool:
        """Whether that is the answer with this tag."""
        if not self.tags or self.method not in {"GET", "HEAD"}:
            return False
        return parse_etags(self.tags).contains(name)


class _Keeping:
    """The chunks of an answer on their way to the client, kept once the last has passed."""

    def __init__(self, answer: Answer, largest: int, keep: Callable[[bytes], None]) -> None:
        self._chunks = answer.chunks
        self._largest = largest
        self._keep = keep
        self._passed: list[bytes] | None = []
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            chunk = next(self._chunks)
        except StopIteration:
            if self._passed is not None:
                self._keep(b"".join(self._passed))
                self._passed = None
            raise
        self._size += len(chunk)
        if self._passed is not None:
            self._passed.append(chunk)
            if self._size > self._largest:
                self._passed = None
        return chunk

    def close(self) -> None:
        """End the query if its answer is not whole."""
        self._chunks.close()


class _Begun:
    """An answer whose first chunk was taken."""

    def __init__(self, first: bytes, rest: _Keeping) -> None:
        self._first: bytes | None = first
        self._rest = rest

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        return next(self._rest)

    def close(self) -> None:
        """End the query if its answer is not whole."""
        self._rest.close()


def _body(chunks: _Keeping) -> Iterable[bytes]:
    """A list of one where the answer is small, so that its length can be told; else its chunks.

    A first chunk shorter than a reader gathers is the last, and its end came with it.
    """
    first = next(chunks, b"")
    if len(first) >= FIRST:
        return _Begun(first, chunks)
    return [b"".join((first, *chunks))]


def answered(source: Service, query: QueryRequest, known: Known) -> Reply:
    """The answer to a query: 304, kept, or evaluated."""
    if query.query.volatile:
        answer = source.pool.answer(query)
        headers = [*_about(answer.media, answer.generation, answer.limits), _NO_STORE]
        return _reply(headers, _body(_Keeping(answer, -1, lambda _: None)))
    limits, number = source.pool.limits, source.pool.number() or 0
    parts = _parts(query, limits)
    name = tag(number, *parts)
    if known.has(name):
        return Reply(304, [*_OPENED, *CACHED, ("ETag", f'"{name}"'), *_generation(number)])
    raw = source.kept.get(name)
    if number and raw is not None:
        return _reply(_tagged(query.media, number, limits, name), [raw])
    return _evaluated(source, query, number, (name, *parts))


_NO_STORE: Final = ("Cache-Control", "no-store")


def _evaluated(source: Service, query: QueryRequest, number: int, parts: tuple[str, ...]) -> Reply:
    kept, answer = source.kept, source.pool.answer(query)
    generation = answer.generation
    name = parts[0] if generation == number else tag(generation, *parts[1:])
    chunks = _Keeping(answer, kept.largest, lambda raw: kept.put(generation, name, raw))
    return _reply(_tagged(answer.media, generation, answer.limits, name), _body(chunks))


def _parts(query: QueryRequest, limits: Limits) -> tuple[str, ...]:
    """All that the bytes of an answer depend on beside the generation."""
    return (
        query.query.text,
        query.media,
        query.base or "",
        f"{limits.rows} {limits.bytes} {len(query.default_graphs)}",
        *query.default_graphs,
        *query.named_graphs,
    )


def _generation(number: int) -> Headers:
    return [("Khabar-Generation", str(number))]


@lru_cache(64)
def _about(media: str, generation: int, limits: Limits) -> tuple[tuple[str, str], ...]:
    """The headers that tell what an answer is, of what, and in which limits."""
    return (
        ("Content-Type", f"{media}; charset=utf-8"),
        *_generation(generation),
        ("Khabar-Row-Limit", str(limits.rows)),
        ("Khabar-Byte-Limit", str(limits.bytes)),
        ("Khabar-Seconds-Limit", str(limits.seconds)),
        *_OPENED,
    )


def _tagged(media: str, generation: int, limits: Limits, name: str) -> Headers:
    return [*_about(media, generation, limits), *CACHED, ("ETag", f'"{name}"')]


def _reply(headers: Headers, body: Iterable[bytes]) -> Reply:
    if isinstance(body, list):
        headers.append(("Content-Length", str(sum(map(len, body)))))
    return Reply(200, headers, body)


def respond(query: QueryRequest) -> Response:
    """The answer to a query as the framework's response."""
    known = Known(request.method, request.headers.get("If-None-Match", ""))
    reply = answered(service(), query, known)
    return Response(reply.body, reply.status, reply.headers)


def asker() -> Asker:
    """Whom an answer is for, so that the pool can be fair, and knows when he goes."""
    return Asker(client(request, service().settings), line(request.environ))
