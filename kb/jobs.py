"""Writes over HTTP on their way from a web worker to the writer process, and what became of them.

A web worker holds no writable store and no shapes: it hands a job over and gets an outcome back.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Literal

from kb.errors import KhabarError

Kind = Literal["update", "put", "post", "delete"]


class PreconditionFailed(KhabarError):
    """What is to be written has changed since it was read, or is or is not there."""

    http_status: ClassVar[int] = 412


class Derived(KhabarError):
    """The base works out this graph itself: it is changed by what it rests on."""

    http_status: ClassVar[int] = 403


class RdfUnreadable(KhabarError):
    """RDF that breaks the rules of its syntax, or holds what a graph cannot."""

    http_status: ClassVar[int] = 400


class RdfUnsupported(KhabarError):
    """RDF in a syntax that is not read here."""

    http_status: ClassVar[int] = 415


class RdfTooLarge(KhabarError):
    """RDF that is larger than may be written, as it was sent or once it is read."""

    http_status: ClassVar[int] = 413


class ShapesRefused(KhabarError):
    """A graph that the shapes refuse; nothing was changed."""

    http_status: ClassVar[int] = 422

    def __init__(self, message: str, more: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.more = more or {}


class UpdateFailed(KhabarError):
    """An update that can be read and cannot be done here, as of a graph that is not there."""

    http_status: ClassVar[int] = 409


class WriteTimedOut(KhabarError):
    """A write that was ended at its deadline; nothing was changed."""

    http_status: ClassVar[int] = 504


class WriteTooLarge(KhabarError):
    """A write that took more memory than one may have; nothing was changed."""

    http_status: ClassVar[int] = 422


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must hold of a graph for a write to go on: generations it was read in, or `*`."""

    match: tuple[str, ...] = ()
    none_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One write: an update, or what becomes of one graph; `graph` None is the default graph."""

    kind: Kind
    base: str  # what relative IRIs are resolved against
    text: str = ""
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    graph: str | None = None
    parts: tuple[tuple[str, bytes], ...] = ()  # media type and content
    conditions: Conditions = field(default_factory=Conditions)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its status and generation, or the error that refused it."""

    status: int = 204
    generation: int = 0
    error: str = ""
    message: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def pack(jobs: Iterable[Job]) -> bytes:
    """Jobs as bytes."""
    return json.dumps([asdict(job) for job in jobs], default=_text).encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _job(value: dict[str, Any]) -> Job:
    value["parts"] = tuple((media, base64.b64decode(text)) for media, text in value["parts"])
    conditions = {name: tuple(tags) for name, tags in value["conditions"].items()}
    value["conditions"] = Conditions(**conditions)
    for name in ("using", "using_named"):
        value[name] = tuple(value[name])
    return Job(**value)


def unpack(raw: bytes) -> list[Job]:
    """The jobs that `pack` made bytes of."""
    return [_job(value) for value in json.loads(raw)]


def refused(error: KhabarError) -> Outcome:
    """The outcome of a job that an error ended."""
    more = dict(getattr(error, "more", {}))
    return Outcome(error.http_status, error=type(error).__name__, message=error.message, more=more)
