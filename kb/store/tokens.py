"""The tokens of a SPARQL text, in one pass of linear time.

The engine parses without word boundaries and tells `<` the operator from `<` the start of an IRI
by what came before it. Where two readings of a text are possible this reader refuses it, so that
what it saw is what the engine sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kb.errors import KhabarError


class QueryRefused(KhabarError):
    """A query that is not evaluated: what is wrong with it, and where."""

    http_status = 400

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class QueryForbidden(QueryRefused):
    """A query that asks for what this service does for nobody."""

    http_status = 403


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind, its text and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the token ends."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The text in capitals where it is a bare word, else nothing."""
        return self.text.upper() if self.kind == "word" else ""


_LOCAL: Final = r"(?:[\w:\-·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
# Possessive repeats, and a bound on prefixes: a failed match never scans the same text again.
_KINDS: Final = {
    "space": r"[ \t\r\n]++",
    "comment": r"#[^\r\n]*+",
    "string": r'"""(?:"{0,2}(?:[^"\\]|\\.))*+"""|' + r"'''(?:'{0,2}(?:[^'\\]|\\.))*+'''|"
    r'"(?!"")(?:[^"\\\r\n]|\\.)*+"|""|' + r"'(?!'')(?:[^'\\\r\n]|\\.)*+'|''",
    "quoted": r"<<",
    "iri": r'<[^<>"{}|^`\\\x00-\x20]*+>',
    "variable": r"[?$]\w++",
    "blank": r"_:\w[\w\-·]*+(?:\.++[\w\-·]++)*+",
    "name": rf"(?:[^\W\d_](?:[\w.\-·]{{0,254}}[\w\-·])?)?:(?:{_LOCAL}++(?:\.++{_LOCAL}++)*+)?",
    "tag": r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+",
    "number": r"(?:\d++\.\d*+|\.\d++|\d++)(?:[eE][+-]?\d++)?",
    "word": r"[^\W\d_]\w*+",
    "mark": r"\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;=<>!+\-*/|^?~]",
}
_TOKEN: Final = re.compile("|".join(f"(?P<{k}>{p})" for k, p in _KINDS.items()), re.DOTALL)
_OPERANDS: Final = frozenset({"string", "iri", "variable", "blank", "name", "tag", "number"})
_TWO_READINGS: Final = re.compile(r"[#()']")


def _ends_operand(token: Token | None) -> bool:
    if token is None:
        return False
    return (
        token.kind in _OPERANDS or token.text in {")", "]", "}"} or token.word in {"TRUE", "FALSE"}
    )


class _Brackets:
    """The open brackets, with whether a `{` holds the rows of VALUES."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._values = False

    def see(self, token: Token) -> None:
        """Take the next token in."""
        if token.text == "{":
            self._open.append("values" if self._values else "{")
            self._values = False
        elif token.text in {"(", "["}:
            self._open.append(token.text)
        elif token.text in {"}", ")", "]"}:
            if self._open:
                self._open.pop()
        elif token.word:
            self._values = token.word == "VALUES"

    def in_expression(self) -> bool:
        """Whether an operator `<` could stand here: in parentheses that are no row of VALUES."""
        return self._open[-1:] == ["("] and self._open[-2:-1] != ["values"]


def _check(token: Token, before: Token | None, brackets: _Brackets) -> None:
    if token.kind == "quoted":
        message = "<< is not read here; quoted triples are not supported"
        raise QueryRefused(message, token.start)
    if token.kind != "iri" or not _ends_operand(before) or not brackets.in_expression():
        return
    if _TWO_READINGS.search(token.text):
        message = f"{token.text} can be read as an IRI or a comparison; put blanks around the <"
        raise QueryRefused(message, token.start)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, without blanks and comments. Raises QueryRefused where none fits."""
    brackets, before, position = _Brackets(), None, 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise QueryRefused(f"{text[position]!r} at {position} is not SPARQL", position)
        position = match.end()
        if match.lastgroup in {"space", "comment"}:
            continue
        token = Token(match.lastgroup, match.group(), match.start())
        _check(token, before, brackets)
        brackets.see(token)
        before = token
        yield token
