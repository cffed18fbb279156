"""The process that writes for the web workers: it alone holds lock, store and gate.

`python -m kb.writes SETTINGS` reads batches of jobs and answers each with its outcomes, until it
has had nothing to do for a while. The lock is held for one batch, which makes one generation.
It may be killed at any moment: what was not published is thrown away by the next writer.
"""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb import curated
from kb.errors import KhabarError, NotThere
from kb.jobs import Job, Outcome, PreconditionFailed, refused, unpack
from kb.store.direct import DirectWriter, Triples, ntriples, parse
from kb.store.generations import Generations
from kb.store.reader import cap_memory, drop_network, send
from kb.store.updates import CheckedUpdate, check_update

if TYPE_CHECKING:
    from kb.model.shapes import Gate

IDLE = 15.0  # seconds without a job after which the process ends
GRACE = 5.0  # seconds beyond the deadline that the parent enforces


@cache
def gate(folder: str) -> Gate:
    """The gate of a folder of shapes; made at the first write to a news base, not before."""
    from kb.model.shapes import Gate  # noqa: PLC0415  a second and 60 MB that a plain base spares

    return Gate.load(Path(folder))


class Batch:
    """Jobs that share one generation, each done wholly or not at all."""

    def __init__(self, base: DirectWriter, shapes: str) -> None:
        self.base = base
        self.shapes = shapes

    def run(self, job: Job) -> Outcome:
        """What became of a job; never raises for what the job itself does wrong."""
        try:
            status = self._update(job) if job.kind == "update" else self._graph(job)
        except KhabarError as error:
            self.base.rollback()
            return refused(error)
        self.base.commit()
        return Outcome(status)

    # ---- one graph ---------------------------------------------------------------------------
    def _graph(self, job: Job) -> int:
        if not self.base.plain:
            curated.refuse_derived(job.graph, self.base.data)
        given = _read(job)
        there = self.base.exists(job.graph)
        self._conditions(job, exists=there)
        if job.kind == "delete":
            return self._delete(job.graph, there=there)
        before = self.base.content(job.graph)
        self._put(job.graph, given if job.kind == "put" else [*before, *given], before)
        return 204 if there else 201

    def _delete(self, graph: str | None, *, there: bool) -> int:
        if not there:
            raise NotThere(f"there is no graph <{graph}>")
        self.base.drop(graph)
        if not self.base.plain and graph is not None:
            self.base.record(curated.wrote(self.base, graph, b""))
        return 204

    def _put(self, graph: str | None, triples: Triples, before: Triples) -> None:
        if not self.base.plain and graph is not None:
            raw = ntriples(dict.fromkeys(triples))
            curated.check(graph, raw, gate(self.shapes))
            if set(triples) != set(before):
                self.base.record(curated.wrote(self.base, graph, raw))
        if set(triples) != set(before) or not self.base.exists(graph):
            self.base.put(graph, triples)

    def _conditions(self, job: Job, *, exists: bool) -> None:
        if job.conditions.match and not any(
            self._holds(tag, job.graph, exists=exists) for tag in job.conditions.match
        ):
            raise PreconditionFailed("it is not what If-Match names: read it again, then write")
        if any(self._holds(tag, job.graph, exists=exists) for tag in job.conditions.none_match):
            raise PreconditionFailed("it is what If-None-Match names")

    def _holds(self, tag: str, graph: str | None, *, exists: bool) -> bool:
        if tag == "*":
            return exists
        return tag.isdecimal() and self.base.same_since(int(tag), graph)

    # ---- an update ---------------------------------------------------------------------------
    def _update(self, job: Job) -> int:
        checked = check_update(job.text, job.using, job.using_named)
        self._generation(job)
        if self.base.plain:
            self.base.update(checked.text, job.base)
        else:
            self._curate(checked, job.base)
        return 204

    def _generation(self, job: Job) -> None:
        """An update is of the whole base, so its conditions are too."""
        now = set() if self.base.written else {str(self.base.parent.number)}
        met = now | {"*"}
        if job.conditions.match and not met & set(job.conditions.match):
            raise PreconditionFailed("the base has changed since the generation of If-Match")
        if met & set(job.conditions.none_match):
            raise PreconditionFailed("the base is what If-None-Match names")

    def _curate(self, checked: CheckedUpdate, base_iri: str) -> None:
        """Run an update of curated graphs; what the shapes refuse is put back as it was."""
        if checked.anywhere:
            curated.refuse_derived(None, self.base.data)
        names = [name for name in checked.targets if name is not None]
        for target in checked.targets:
            curated.refuse_derived(target, self.base.data)
        before = {name: self.base.content(name) for name in names}
        self.base.update(checked.text, base_iri)
        try:
            for name in names:
                self._settle(name, before[name])
        except KhabarError:
            for name, triples in before.items():
                self.base.drop(name)
                if triples:
                    self.base.put(name, triples)
            raise

    def _settle(self, name: str, before: Triples) -> None:
        """Check and note a graph that an update may have changed."""
        raw = ntriples(self.base.content(name))
        if not raw:
            self.base.drop(name)  # a news base has no empty graphs
        if raw != ntriples(before):
            if raw:
                curated.check(name, raw, gate(self.shapes))
            self.base.record(curated.wrote(self.base, name, raw))


def _read(job: Job) -> Triples:
    """The triples of all parts of a job."""
    base = job.graph or job.base
    return [triple for media, content in job.parts for triple in parse(media, content, base)]


def work(jobs: list[Job], settings: dict[str, Any]) -> list[Outcome]:
    """The outcomes of a batch, published as one generation."""
    home = Path(settings["home"])
    parent = Generations(home).manifest(Generations(home).required())
    # Facts are what the rules made that the parent names: a write by hand reads no article anew.
    with DirectWriter(
        home, versions=parent.versions, keep=settings["keep"], wait=settings["wait"]
    ) as base:
        batch = Batch(base, settings["shapes"])
        outcomes = [batch.run(job) for job in jobs]
        if base.written and any(not outcome.error for outcome in outcomes):
            base.publish({"writes": len(jobs)})
        number = base.parent.number
    return [replace(outcome, generation=number) for outcome in outcomes]


def answer(raw: bytes, settings: dict[str, Any]) -> list[Outcome]:
    """The outcomes of a batch; what goes wrong with the base itself is the outcome of each job."""
    jobs = unpack(raw)
    try:
        return work(jobs, settings)
    except KhabarError as error:
        return [refused(error) for _ in jobs]


def _exactly(size: int) -> bytes:
    """So many bytes of standard input; fewer where it ends."""
    found = bytearray()
    while len(found) < size and (more := os.read(0, size - len(found))):
        found += more
    return bytes(found)


def batches() -> Iterator[bytes]:
    """The batches, until the parent closes the pipe or has had none for a while."""
    while select.select([0], [], [], IDLE)[0]:
        head = _exactly(4)
        if len(head) < 4:
            return
        yield _exactly(struct.unpack(">I", head)[0])


def main(given: str) -> int:
    """The exit status, once there is nothing more to write."""
    settings = json.loads(given)
    drop_network()
    generations = Generations(Path(settings["home"]))
    if not generations.manifest(generations.required()).plain:
        gate(settings["shapes"])
    cap_memory(settings["memory"])
    for raw in batches():
        # Ends the process where its parent is gone and nobody else enforces the deadline.
        signal.setitimer(signal.ITIMER_REAL, settings["seconds"] + GRACE)
        data = json.dumps([asdict(outcome) for outcome in answer(raw, settings)]).encode()
        signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            send(struct.pack(">I", len(data)) + data)
        except BrokenPipeError:  # the parent was stopped meanwhile; what was published stays
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
