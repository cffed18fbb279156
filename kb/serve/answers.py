"""Answers to queries as responses: tagged, kept while they are small and of this generation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Response, request

from kb.serve.clients import client
from kb.serve.protocol import opened
from kb.serve.service import service
from kb.serve.tags import fresh, tag, tagged
from kb.store.readers import Answer, Limits, QueryRequest

METHODS = "GET, HEAD, POST, OPTIONS"


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


def respond(query: QueryRequest) -> Response:
    """The answer to a query: 304, kept, or evaluated and streamed."""
    if query.query.volatile:
        answer = service().pool.answer(query)
        response = _headed(answer.chunks, answer.media, answer.generation, answer.limits)
        response.headers["Cache-Control"] = "no-store"
        return response
    limits, number = service().pool.limits, service().pool.number()
    parts = _parts(query, limits)
    known = fresh(number or 0, *parts)
    if known:
        return opened(known, METHODS)
    raw = service().kept.get(tag(number or 0, *parts))
    if number and raw is not None:
        return tagged(_headed(raw, query.media, number, limits), number, *parts)
    return _evaluated(query, parts)


def _evaluated(query: QueryRequest, parts: tuple[str, ...]) -> Response:
    kept, answer = service().kept, service().pool.answer(query)
    name = tag(answer.generation, *parts)
    chunks = _Keeping(answer, kept.largest, lambda raw: kept.put(answer.generation, name, raw))
    response = _headed(chunks, answer.media, answer.generation, answer.limits)
    return tagged(response, answer.generation, *parts)


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


def _headed(body: bytes | Iterator[bytes], media: str, generation: int, limits: Limits) -> Response:
    """A response whose limits stand in its headers."""
    response = Response(body, content_type=f"{media}; charset=utf-8")
    response.vary.update(("Accept",))
    response.headers["Khabar-Generation"] = str(generation)
    response.headers["Khabar-Row-Limit"] = str(limits.rows)
    response.headers["Khabar-Byte-Limit"] = str(limits.bytes)
    response.headers["Khabar-Seconds-Limit"] = str(limits.seconds)
    return opened(response, METHODS)


def asker() -> str:
    """Whom an answer is for, so that the pool can be fair."""
    return client(request, service().settings)
