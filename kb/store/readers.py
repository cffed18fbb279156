"""The pool of reader processes: anybody's query in, a stream of bytes out."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from kb.errors import KhabarError, StoreFault, UsageFault
from kb.namespaces import PREFIXES
from kb.settings import Settings
from kb.store.evaluations import SOON, Evaluation, Evaluations, cores_for_long
from kb.store.formats import GRAPHS, media_types
from kb.store.guard import Checked
from kb.store.layout import Layout
from kb.store.process import Frame, Patience, QueryBroken, QueryTooLarge, Reader
from kb.store.ready import Ready
from kb.store.slots import Slots
from kb.store.turns import Busy, Turns

_FEW = 4
_MOMENT = 0.005
_SPARE_THREADS = 2
_LATER = 5
_PREFIXES = {name: str(iri) for name, iri in PREFIXES.items()}


class AnswerCut(KhabarError):
    """An answer that grew over its bytes: what was sent is not the whole."""

    http_status = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one answer may be and take."""

    rows: int = 100_000
    bytes: int = 100_000_000
    seconds: float = 10.0  # that the engine may take
    fetch_seconds: float = 60.0  # that the client may take to fetch it, the engine's included
    memory: int = 1_000_000_000

    @classmethod
    def from_settings(cls, settings: Settings, fetch_seconds: float) -> Self:
        """The limits that an operator has set."""
        return cls(
            rows=settings.result_rows,
            bytes=settings.result_bytes,
            seconds=settings.query_seconds,
            fetch_seconds=fetch_seconds,
            memory=settings.query_memory,
        )


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query that was checked, how its answer is wanted and what it is asked of."""

    query: Checked
    media: str
    default_graphs: tuple[str, ...] = ()  # of the protocol: with named_graphs, instead of FROM
    named_graphs: tuple[str, ...] = ()
    base: str | None = None  # what relative IRIs are resolved against
    client: str = ""  # whom it is for, so that the pool can be fair
    line: int = -1  # the descriptor of his connection: who goes away ends his query

    @property
    def offered(self) -> Iterable[str]:
        """The media types that an answer can have."""
        return media_types(self.query.form)

    def message(self, limits: Limits) -> dict[str, object]:
        """The request as a reader process takes it."""
        given = bool(self.default_graphs or self.named_graphs)
        return {
            "query": self.query.limited(limits.rows),
            "media": self.media,
            "base": self.base,
            "default": list(self.default_graphs) if given else None,
            "named": list(self.named_graphs) if given else None,
            "prefixes": _PREFIXES if self.query.form in {"CONSTRUCT", "DESCRIBE"} else None,
            "seconds": limits.fetch_seconds,
        }


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """A whole graph, by its IRI; None is the default graph."""

    graph: str | None
    media: str
    client: str = ""
    line: int = -1

    @property
    def offered(self) -> Iterable[str]:
        """The media types that a graph can have."""
        return GRAPHS

    def message(self, limits: Limits) -> dict[str, object]:
        """The request as a reader process takes it."""
        return {
            "graph": self.graph,
            "media": self.media,
            "prefixes": _PREFIXES,
            "seconds": limits.fetch_seconds,
        }


def refuse_type(request: QueryRequest | GraphRequest) -> None:
    """Raise UsageFault for a media type that the answer cannot have."""
    if request.media not in request.offered:
        known = ", ".join(request.offered)
        raise UsageFault(f"{request.media} is no type for this answer; there are {known}")


class Pieces(Protocol):
    """The bytes of an answer, to be closed if they are not read to their end."""

    def __iter__(self) -> Iterator[bytes]: ...

    def __next__(self) -> bytes: ...

    def close(self) -> None:
        """End the query if its answer is not whole."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that has begun: what it is, of which generation, in which limits, and its bytes.

    Close the chunks if they are not read to their end, as WSGI servers do: that ends the query.
    """

    media: str
    generation: int
    limits: Limits
    chunks: Pieces


class Chunks:
    """The bytes of an answer. Raises at the end where they are not the whole."""

    def __init__(
        self, pool: ReaderPool, evaluation: Evaluation, first: Frame, patience: Patience
    ) -> None:
        self._pool = pool
        self._evaluation: Evaluation | None = evaluation
        self._frame: Frame | None = first
        self._patience = patience
        self._sent = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._evaluation is None:
            raise StopIteration
        try:
            return self._piece(self._evaluation)
        except KhabarError:
            self.close()
            raise

    def _piece(self, evaluation: Evaluation) -> bytes:
        frame = self._frame or self._next(evaluation)
        self._frame = None
        if frame.kind == b"E":
            self._evaluation = None
            self._pool.give_back(evaluation)
            raise StopIteration
        if frame.kind == b"X":
            raise failure(frame)
        self._sent += len(frame.data)
        if self._sent > self._pool.limits.bytes:
            raise AnswerCut(f"the answer is longer than {self._pool.limits.bytes} bytes")
        return frame.data

    def _next(self, evaluation: Evaluation) -> Frame:
        evaluation.awaited = True
        try:
            return evaluation.reader.next(self._patience)
        finally:
            evaluation.touched = time.monotonic()
            evaluation.awaited = False

    def close(self) -> None:
        """End the query if its answer is not whole: nobody is there to take the rest."""
        if self._evaluation is not None:
            evaluation, self._evaluation = self._evaluation, None
            if not _ends_at_once(evaluation.reader):
                evaluation.reader.kill()
            self._pool.give_back(evaluation)

    def __del__(self) -> None:
        self.close()


def _ends_at_once(reader: Reader) -> bool:
    """Whether the rest of an answer is there already, as of a small one asked for by HEAD."""
    patience = Patience(_MOMENT)
    with suppress(KhabarError):
        return any(reader.next(patience).kind == b"E" for _ in range(_FEW))
    return False


def failure(frame: Frame) -> KhabarError:
    """The error that a reader reports."""
    said = json.loads(frame.data)
    if said["kind"] == "query":
        return QueryBroken(said["message"])
    if said["kind"] == "memory":
        return QueryTooLarge("the query needs more memory than one may have, and was ended")
    return StoreFault(said["message"])


class ReaderPool:
    """Readers of the current generation; each answers one query at a time.

    To be made after a fork, as a Follower.
    """

    def __init__(
        self,
        home: Path,
        *,
        size: int = 2,
        limits: Limits | None = None,
        queue: int = 16,
        long: int = 0,
    ) -> None:
        self.limits = limits or Limits()
        # A second set stands ready, so that who follows a long one waits for no start.
        self._ready = Ready(home, size=size + min(size, long), memory=self.limits.memory)
        # Half of the queue is the most of one client, so that there is room for another.
        self._turns = Turns(size, queue=queue, share=max(1, queue // 2))
        self._long = Evaluations(
            Slots(Layout(home).slots, cores_for_long()),
            long,
            lambda: self._turns.waited_for,
            self._leave_place,
        )

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """The pool that an operator has set."""
        limits = Limits.from_settings(settings, settings.query_seconds * 6)
        # Who waits for a reader holds a thread of the server; pages and health need some too.
        readers, long = settings.readers, settings.long_queries
        others = settings.write_threads + _SPARE_THREADS
        queue = max(1, settings.threads - readers - long - others)
        return cls(settings.home, size=readers, limits=limits, queue=queue, long=long)

    def warm(self) -> None:
        """Start every reader now instead of with the first queries."""
        self._ready.warm()

    def number(self) -> int | None:
        """The current generation."""
        return self._ready.number()

    @property
    def long(self) -> int:
        """How many evaluations are at work beside the places of short ones."""
        return self._long.outside

    def _take(self, client: str) -> Evaluation:
        """A reader for a client, once it is the client's turn."""
        self._turns.take(client, self.limits.seconds)
        try:
            return Evaluation(self._ready.get(), client, self.limits.fetch_seconds)
        except BaseException:
            self._turns.give()
            raise

    def _leave_place(self, evaluation: Evaluation) -> None:
        """Let the next query have the turn of one that goes on without a place."""
        self._turns.give()
        self._ready.lend(evaluation.reader)

    def give_back(self, evaluation: Evaluation) -> None:
        """Put a reader back, and let the next query have its turn."""
        self._long.over(evaluation)
        self._ready.put(evaluation.reader)
        if evaluation.placed:
            self._turns.give()

    def answer(self, request: QueryRequest | GraphRequest) -> Answer:
        """The answer, once its first bytes or its end are there.

        Raises QueryTimedOut, QueryTooLarge, QueryBroken or Busy, each a sentence for the client.
        """
        refuse_type(request)
        evaluation = self._take(request.client)
        patience = Patience(self.limits.seconds, request.line)
        try:
            evaluation.reader.ask(request.message(self.limits))
            first = self._first(evaluation, patience)
        except BaseException:
            evaluation.reader.kill()
            self.give_back(evaluation)
            if evaluation.refused:
                raise Busy(_LATER, "too many long queries are being evaluated") from None
            raise
        if first.kind == b"X":
            self.give_back(evaluation)
            raise failure(first)
        chunks = Chunks(self, evaluation, first, patience)
        return Answer(request.media, evaluation.reader.generation, self.limits, chunks)

    def _first(self, evaluation: Evaluation, patience: Patience) -> Frame:
        """The first message. Only an evaluation that is not over soon costs being looked after."""
        if not evaluation.reader.comes(patience, SOON):
            self._long.watch(evaluation)
        first = evaluation.reader.next(patience)
        evaluation.sending, evaluation.awaited = True, False
        evaluation.touched = time.monotonic()
        if first.kind == b"D" and not evaluation.reader.ends:
            self._long.watch(evaluation)
        return first

    def close(self) -> None:
        """End all readers, those at work too."""
        self._long.close()
        self._ready.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
