"""The family of errors that end in one clear sentence for whoever caused them.

KhabarError            exit 1, HTTP 500
├── UsageFault         exit 2, HTTP 400   the call itself is wrong
├── NotOffered         exit 2, HTTP 501   a base cannot do this where it lies
├── SettingFault       exit 2             an environment variable cannot be used
├── SeedFault          exit 2             a row of seeds/ breaks a rule
├── Refusal            exit 1             one input refused, with one reason word
├── StoreFault         exit 3, HTTP 503   the base cannot be opened, or is locked
└── NotThere           exit 1, HTTP 404   no such article, generation, query
"""

from __future__ import annotations

from typing import ClassVar, Final, Literal, get_args

Reason = Literal[
    "not-found",
    "not-a-file",
    "unsupported-format",
    "too-large",
    "empty",
    "not-text",
    "broken-markup",
    "broken-json",
    "broken-front-matter",
    "broken-side-file",
    "no-main-text",
    "shapes",
    "tampered",
    "internal",
]
REASONS: Final[tuple[str, ...]] = get_args(Reason)


class KhabarError(Exception):
    """Something that a person can be told in one sentence."""

    exit_status: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageFault(KhabarError):
    """The call itself is wrong."""

    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 400


class NotOffered(KhabarError):
    """A base cannot do this where it lies, embedded or at a SPARQL engine."""

    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 501


class SettingFault(KhabarError):
    """An environment variable holds what it cannot hold."""

    exit_status: ClassVar[int] = 2


class SeedFault(KhabarError):
    """A row of the seed tables breaks a rule; the message names file, row and field."""

    exit_status: ClassVar[int] = 2


class Refusal(KhabarError):
    """One input that is refused: what, why in one word, and what to do about it."""

    def __init__(self, reason: Reason, message: str, file: str = "") -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.file = file


class StoreFault(KhabarError):
    """The base cannot be opened, written or read."""

    exit_status: ClassVar[int] = 3
    http_status: ClassVar[int] = 503


class NotThere(KhabarError):
    """What was asked for does not exist."""

    http_status: ClassVar[int] = 404
