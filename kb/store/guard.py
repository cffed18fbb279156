"""What of a stranger's query is refused before any engine sees it.

The engine connects out on SERVICE and LOAD, and reads its keywords without word boundaries:
`trueSERVICE<…>` and, with a prefix `ex:`, `SERVICEex:x{…}` are calls as well. So a bare word that
SPARQL does not know is refused here, and the text that is checked is the text that is evaluated.

The caps come before parsing since parsing and planning are what they protect. Measured on
pyoxigraph 0.5.13, empty store: 100 patterns on one subject take 1.4 s to plan, 300 take 26 s; 100
OPTIONALs 1.4 s, 400 over 20 s; 1,000 `||` 1.1 s, 4,000 over 20 s; 1,000 nested calls crash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import urljoin, urlsplit

from kb.store.tokens import QueryForbidden, QueryRefused, Token, tokens
from kb.store.words import FORMS, KNOWN, OUTWARD, UPDATES

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
# The empty one: an IRI that is relative to the base of the endpoint, which is http.
SCHEMES: Final = frozenset({"http", "https", "urn", ""})
_FORMS: Final[dict[str, Form]] = {
    "SELECT": "SELECT",
    "ASK": "ASK",
    "CONSTRUCT": "CONSTRUCT",
    "DESCRIBE": "DESCRIBE",
}
_ESCAPE: Final = re.compile(r"\\\\|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_CHANGING: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_DIGITS: Final = 18  # int() of a number as long as a query takes its time, then raises
_SHORT: Final = 5_000
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_TERMS: Final = frozenset({"iri", "name", "variable", "string", "number", "blank"})
_OPERATORS: Final = frozenset(
    {"&&", "||", "!", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "|", "^", "?"}
)


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that a query may be before it is evaluated."""

    length: int = 100_000
    depth: int = 100
    patterns: int = 100
    groups: int = 100
    operators: int = 1_000


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may be evaluated."""

    text: str
    form: Form
    default_graphs: tuple[str, ...]  # its own FROM
    named_graphs: tuple[str, ...]  # its own FROM NAMED
    limit: tuple[int, int] | None  # where the number of the outermost LIMIT stands
    tail: int  # where a LIMIT may be put in
    volatile: bool = False  # whether the same base may answer otherwise the next time

    def limited(self, rows: int) -> str:
        """The text with at most so many solutions; a lower limit of its own stays.

        By the text and not by counting on the way out: so the engine's own serialiser ends the
        answer well, and the engine can stop early.
        """
        if self.form == "ASK":
            return self.text
        if self.limit is None:
            return f"{self.text[: self.tail]}\nLIMIT {rows}\n{self.text[self.tail :]}"
        start, end = self.limit
        number = self.text[start:end]
        least = rows if len(number) > _DIGITS else min(int(number), rows)
        return f"{self.text[:start]}{least}{self.text[end:]}"


def plain(text: str) -> str:
    r"""The text with `\u0041` and the like as the letters they stand for.

    Only letters and digits: escapes of quotes and brackets mean different things to different
    engines, so they stay, which makes them an error outside of strings.
    """
    if "\\" not in text:
        return text

    def letter(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        if code is None or int(code, 16) > 0x10FFFF:
            return match[0]
        found = chr(int(code, 16))
        return found if found.isalnum() or found == "_" else match[0]

    return _ESCAPE.sub(letter, text)


class _Counter:
    """The depth and size of a query, token by token."""

    def __init__(self, caps: Caps) -> None:
        self.caps = caps
        self.open: list[str] = []
        self.patterns = self.groups = self.operators = 0
        self._values = False
        self._before: Token | None = None

    def _bracket(self, token: Token) -> None:
        if token.text in "([{":
            data = token.text == "{" and self._values
            self.open.append("data" if data else token.text)
            self.groups += token.text == "{"
            self.patterns += token.text in "[{"
            self._values = self._values and token.text != "{"
        elif not self.open or self.open.pop() not in {_PAIRS[token.text], "data"}:
            raise QueryRefused(f"{token.text} at {token.start} closes nothing", token.start)

    def _item(self, token: Token) -> None:
        """A term right after a term in parentheses is an item of a list: two patterns."""
        before = self._before
        listed = before is not None and (before.kind in _TERMS or before.text in {")", "]"})
        if token.kind in _TERMS and listed and self.open[-1:] == ["("] and "data" not in self.open:
            self.patterns += 2

    def see(self, token: Token) -> None:
        """Count a token. Raises QueryRefused at the first cap that is passed."""
        if token.word:
            self._values = token.word == "VALUES"
        elif token.kind == "mark":
            self._mark(token)
        else:
            self._item(token)
        self._before = token
        self._enforce()

    def _mark(self, token: Token) -> None:
        if token.text in "()[]{}":
            self._bracket(token)
        elif token.text in ".;,":
            self.patterns += self.open[-1:] != ["("]
        elif token.text in _OPERATORS:
            self.operators += 1
            self.patterns += token.text in "/|^" and "{" in self.open

    def _enforce(self) -> None:
        if len(self.open) > self.caps.depth:
            _too_many("nested brackets", self.caps.depth)
        # The dot between two patterns and the brace before the first: twice is an upper bound.
        if self.patterns > self.caps.patterns * 2:
            _too_many("triple patterns", self.caps.patterns)
        if self.groups > self.caps.groups:
            _too_many("groups", self.caps.groups)
        if self.operators > self.caps.operators:
            _too_many("operators", self.caps.operators)


def _too_many(what: str, most: int) -> None:
    raise QueryRefused(f"the query has more than {most} {what}; split it into smaller ones")


def _check_word(token: Token) -> None:
    if any(word in token.word for word in OUTWARD):
        raise QueryForbidden(
            f"{token.text} is refused: this service connects to nothing and loads nothing",
            token.start,
        )
    if token.word in UPDATES:
        message = f"{token.text} is part of an update; queries only are answered here"
        raise QueryRefused(message, token.start)
    if token.word not in KNOWN:
        raise QueryRefused(f"{token.text} at {token.start} is no word of SPARQL", token.start)


def _check_called(found: list[Token]) -> None:
    """A name such as SERVICEex:x before a group: the engine reads SERVICE and ex:x."""
    for index, token in enumerate(found[:-1]):
        if token.kind != "name" or found[index + 1].text != "{":
            continue
        named = index and found[index - 1].word in {"GRAPH", "NAMED", "FROM"}
        if not named and "SERVICE" in token.text.partition(":")[0].upper():
            raise QueryForbidden(
                f"{token.text} before a group is read as SERVICE, which is refused", token.start
            )


class Prologue:
    """BASE and PREFIX, by which an IRI is what it is."""

    def __init__(self, found: list[Token], before: Prologue | None = None) -> None:
        self.base: str = before.base if before else ""
        self.prefixes: dict[str, str] = dict(before.prefixes) if before else {}
        self.size = 0  # how many tokens it takes
        while self.size < len(found) and found[self.size].word in {"BASE", "PREFIX", "VERSION"}:
            self.size += self._declaration(found[self.size : self.size + 3])

    def _declaration(self, part: list[Token]) -> int:
        kinds = [token.kind for token in part]
        if part[0].word == "PREFIX" and kinds[1:] == ["name", "iri"]:
            self.prefixes[part[1].text.rstrip(":")] = self.resolve(part[2])
            return 3
        if part[0].word == "BASE" and kinds[1:2] == ["iri"]:
            self.base = self.resolve(part[1])
            return 2
        if part[0].word == "VERSION" and kinds[1:2] == ["string"]:
            return 2
        raise QueryRefused(f"{part[0].text} at {part[0].start} is not complete", part[0].start)

    def resolve(self, token: Token) -> str:
        """The absolute IRI of an IRI or prefixed name."""
        if token.kind == "iri":
            return urljoin(self.base, token.text[1:-1])
        prefix, _, local = token.text.partition(":")
        if prefix not in self.prefixes:
            raise QueryRefused(f"the prefix {prefix}: is not declared", token.start)
        return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def _datasets(found: list[Token], prologue: Prologue) -> tuple[list[str], list[str]]:
    default: list[str] = []
    named: list[str] = []
    for index, token in enumerate(found):
        if token.word != "FROM":
            continue
        is_named = index + 1 < len(found) and found[index + 1].word == "NAMED"
        place = index + 1 + is_named
        if place >= len(found) or found[place].kind not in {"iri", "name"}:
            raise QueryRefused("FROM needs the IRI of a graph", token.start)
        iri = prologue.resolve(found[place])
        if urlsplit(iri).scheme.lower() not in SCHEMES:
            message = f"FROM <{iri}> is refused: graphs are named by http or https IRIs"
            raise QueryForbidden(message, found[place].start)
        (named if is_named else default).append(iri)
    return default, named


def _ends(found: list[Token], text: str) -> tuple[tuple[int, int] | None, int]:
    """Where the outermost LIMIT's number stands, and where a LIMIT may be put in."""
    depth, limit, tail = 0, None, len(text)
    for index, token in enumerate(found):
        if token.kind == "mark":
            depth += (token.text in "([{") - (token.text in ")]}")
        if depth == 0 and token.word == "LIMIT":
            number = found[index + 1 : index + 2]
            if not number or not number[0].text.isdecimal():
                raise QueryRefused("LIMIT needs a whole number", token.start)
            limit = (number[0].start, number[0].end)
        if depth == 0 and token.word == "VALUES":
            tail = min(tail, token.start)
    return limit, tail


def _volatile(body: list[Token]) -> bool:
    """Whether a query asks for the time, for chance, or for blank nodes, which get new names."""
    fresh = body[0].word == "CONSTRUCT"
    return any(
        token.word in _CHANGING or (fresh and (token.kind == "blank" or token.text == "["))
        for token in body
    )


def check(query: str, caps: Caps | None = None) -> Checked:
    """The query as it may be evaluated. Raises QueryRefused, or QueryForbidden for what is barred.

    One pass for the tokens and a few over them, all linear: 100,000 characters take some 0.1 s.
    """
    caps = caps or Caps()
    if len(query) > caps.length:
        raise QueryRefused(f"the query is longer than {caps.length} characters")
    return _check_again(query, caps) if len(query) < _SHORT else _check(query, caps)


def _check(query: str, caps: Caps) -> Checked:
    text = plain(query)
    counter, found = _Counter(caps), []
    for token in tokens(text):
        if token.word:
            _check_word(token)
        counter.see(token)
        found.append(token)
    if counter.open:
        raise QueryRefused("a bracket is not closed")
    _check_called(found)
    prologue = Prologue(found)
    body = found[prologue.size :]
    if not body or body[0].word not in FORMS:
        raise QueryRefused("a query is SELECT, ASK, CONSTRUCT or DESCRIBE")
    default, named = _datasets(body, prologue)
    limit, tail = _ends(body, text)
    form = _FORMS[body[0].word]
    return Checked(text, form, tuple(default), tuple(named), limit, tail, _volatile(body))


# What is asked again and again is checked once: 0.3 ms for a query of 250 characters.
_check_again = lru_cache(1024)(_check)
