"""Strangers' queries at a SPARQL engine: guarded and capped as here, evaluated there.

An answer is fetched whole before its first byte is passed on, to a file where it is long: so one
that the engine does not finish is an error with the right status, and never half an answer.
"""

from __future__ import annotations

import select
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile
from typing import IO, Final, cast
from urllib.parse import urljoin

import pyoxigraph as ox

from kb.namespaces import PREFIXES
from kb.store import terms
from kb.store.dialects import refuse_dialect
from kb.store.engine import GRAPH_FORMS, NOWHERE, Site, booleans
from kb.store.guard import Prologue
from kb.store.process import ClientGone, QueryTimedOut, QueryTooLarge
from kb.store.readers import Answer, GraphRequest, Limits, QueryRequest, refuse_type
from kb.store.remote import CHUNK, OWN, RESULTS, TRIPLES, Dataset, EngineRefused
from kb.store.revision import Revisions
from kb.store.tokens import tokens
from kb.store.turns import Turns

IN_MEMORY: Final = 1 << 20  # bytes of an answer; longer ones go to a file
_PREFIXES: Final = {name: str(iri) for name, iri in PREFIXES.items()}
Spool = SpooledTemporaryFile[bytes]
Convert = Callable[[IO[bytes], IO[bytes], str], None]


class Spooled:
    """The bytes of an answer that is here already."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self._spool.read(CHUNK)
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        """Let go of it."""
        self._spool.close()

    def __del__(self) -> None:
        self.close()


def without_dataset(query: str) -> str:
    """A query without its FROM clauses: engines differ in what those mean beside parameters."""
    kept, end = [], 0
    found = list(tokens(query))
    for index, token in enumerate(found):
        if token.word == "FROM":
            last = found[index + 1 + (found[index + 1].word == "NAMED")]
            kept.append(query[end : token.start])
            end = last.end
    return " ".join((*kept, query[end:]))


def dataset(request: QueryRequest, site: Site) -> Dataset:
    """What a query is asked of: the protocol's dataset, else its own, else the whole base."""
    query = request.query
    given = request.default_graphs or request.named_graphs
    default = request.default_graphs if given else query.default_graphs
    named = request.named_graphs if given else query.named_graphs
    if default or named:
        return Dataset(default or (NOWHERE,), named or (NOWHERE,))
    # Where default graphs are named alone, Virtuoso has all graphs by a variable and none by name.
    return (
        replace(site.dataset, named=constant_graphs(query.text, request.base))
        if site.default
        else OWN
    )


def constant_graphs(query: str, base: str | None = None) -> tuple[str, ...]:
    """The graphs that a query names after GRAPH; none where it asks of any by a variable."""
    found = list(tokens(query))
    prologue = Prologue(found)
    after = [found[index + 1] for index, token in enumerate(found[:-1]) if token.word == "GRAPH"]
    if any(token.kind not in {"iri", "name"} for token in after):
        return ()
    return tuple(dict.fromkeys(urljoin(base or "", prologue.resolve(token)) for token in after))


@dataclass(frozen=True, slots=True)
class _Question:
    """What an engine is sent, and what turns its answer into the one that was asked for."""

    text: str
    accept: str
    dataset: Dataset
    convert: Convert


class RemotePool:
    """As the pool of readers, over an engine. To be made after a fork, as its client."""

    def __init__(
        self, site: Site, revisions: Revisions, limits: Limits, *, size: int, queue: int
    ) -> None:
        self.limits = limits
        self._site = site
        self._revisions = revisions
        self._turns = Turns(size, queue=queue, share=max(1, queue // 2))

    def warm(self) -> None:
        """Nothing: the engine stands ready."""

    def number(self) -> int:
        """The current revision."""
        return self._revisions.now().number

    def answer(self, request: QueryRequest | GraphRequest) -> Answer:
        """The answer, once all of it is here.

        Raises QueryTimedOut, QueryTooLarge, QueryBroken or Busy, each a sentence for the client,
        and StoreFault or EngineRefused where the engine fails.
        """
        refuse_type(request)
        if isinstance(request, QueryRequest):
            refuse_dialect(request.query.text)
        number = self.number()
        self._turns.take(request.client, self.limits.seconds)
        try:
            spool = self._fetched(request)
        finally:
            self._turns.give()
        return Answer(request.media, number, self.limits, Spooled(spool))

    def _fetched(self, request: QueryRequest | GraphRequest) -> Spool:
        question = self._question(request)
        deadline = time.monotonic() + self.limits.seconds
        with SpooledTemporaryFile(IN_MEMORY) as raw:
            with self._site.client.stream(
                question.text, question.accept, question.dataset
            ) as pieces:
                for piece in booleans(pieces) if question.accept == RESULTS else pieces:
                    raw.write(piece)
                    self._watch(raw.tell(), deadline, request.line)
            raw.seek(0)
            return _converted(raw, request.media, question.convert)

    def _question(self, request: QueryRequest | GraphRequest) -> _Question:
        """What to send to the engine, and how to read what it answers."""
        if isinstance(request, QueryRequest):
            graph = request.query.form in GRAPH_FORMS
            accept, convert = (TRIPLES, _triples) if graph else (RESULTS, _rows)
            return _Question(self._text(request), accept, dataset(request, self._site), convert)
        name = terms.DEFAULT if request.graph is None else ox.NamedNode(request.graph)
        # As rows: Virtuoso cuts graphs at its limit too, but tells it of rows alone.
        text = f"SELECT ?s ?p ?o WHERE {{ {self._site.wrapped('?s ?p ?o', name)} }}"
        return _Question(text, RESULTS, OWN, _rows_as_triples)

    def _text(self, request: QueryRequest) -> str:
        text = without_dataset(request.query.limited(self.limits.rows))
        return f"BASE {ox.NamedNode(request.base)}\n{text}" if request.base else text

    def _watch(self, size: int, deadline: float, line: int) -> None:
        """End what is too long, too late, or for nobody."""
        if size > self.limits.bytes:
            raise QueryTooLarge(f"the answer is longer than {self.limits.bytes} bytes")
        if time.monotonic() > deadline:
            raise QueryTimedOut(
                f"the query took more than {self.limits.seconds:g} seconds and was ended; "
                "ask for less: a LIMIT, fewer patterns, bound subjects"
            )
        if line >= 0 and _gone(line):
            raise ClientGone("the client ended its connection, and so its query")

    def close(self) -> None:
        """Let go of the connections."""
        self._site.client.close()


def _gone(line: int) -> bool:
    poll = select.poll()
    poll.register(line, select.POLLRDHUP)
    return bool(poll.poll(0))


def _rows(source: IO[bytes], output: IO[bytes], media: str) -> None:
    found = ox.parse_query_results(source, ox.QueryResultsFormat.JSON)
    found.serialize(output, ox.QueryResultsFormat.from_media_type(media))


def _triples(source: IO[bytes], output: IO[bytes], media: str) -> None:
    triples = (quad.triple for quad in ox.parse(source, ox.RdfFormat.N_TRIPLES))
    ox.serialize(triples, output, ox.RdfFormat.from_media_type(media), prefixes=_PREFIXES)


def _rows_as_triples(source: IO[bytes], output: IO[bytes], media: str) -> None:
    found = ox.parse_query_results(source, ox.QueryResultsFormat.JSON)
    if not isinstance(found, ox.QuerySolutions):
        raise EngineRefused("the SPARQL engine answered a SELECT with something else")
    triples = (ox.Triple(row["s"], row["p"], row["o"]) for row in found)
    ox.serialize(triples, output, ox.RdfFormat.from_media_type(media), prefixes=_PREFIXES)


def _converted(raw: Spool, media: str, convert: Convert) -> Spool:
    """An answer of an engine in the type that was asked for, by the one serialiser of all."""
    spool: Spool = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the answer closes it
    try:
        convert(cast("IO[bytes]", raw), cast("IO[bytes]", spool), media)
    except (SyntaxError, ValueError) as error:
        spool.close()
        raise EngineRefused(f"the SPARQL engine's answer cannot be read: {error}") from error
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return spool
