"""The tokens of a SPARQL text, in one pass of linear time.

The engine parses without word boundaries and tells `<` the operator from `<` the start of an IRI
by what came before it. Where two readings of a text are possible this reader refuses it, so that
what it saw is what the engine sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

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


class Token(NamedTuple):
    """A token: its kind, its text, where it starts, and in capitals the word it is, if one."""

    kind: str
    text: str
    start: int
    word: str

    @property
    def end(self) -> int:
        """Where the token ends."""
        return self.start + len(self.text)


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
    "number": r"(?:[0-9]++\.[0-9]*+|\.[0-9]++|[0-9]++)(?:[eE][+-]?[0-9]++)?",
    "word": r"[^\W\d_]\w*+",
    "mark": r"\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;=<>!+\-*/|^?~]",
}
_TOKEN: Final = re.compile("|".join(f"(?P<{k}>{p})" for k, p in _KINDS.items()), re.DOTALL)
_OPERANDS: Final = frozenset({"string", "iri", "variable", "blank", "name", "tag", "number"})
_TWO_READINGS: Final = re.compile(r"[#()']")
_HIDDEN_LINE: Final = re.compile(r"\\(?:u000[aAdD]|U0000000[aAdD])")


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
    if not _ends_operand(before) or not brackets.in_expression():
        return
    if _TWO_READINGS.search(token.text):
        message = f"{token.text} can be read as an IRI or a comparison; put blanks around the <"
        raise QueryRefused(message, token.start)


def _check_comment(comment: str, start: int) -> None:
    """Engines that decode escapes first would read on after the hidden line break."""
    if _HIDDEN_LINE.search(comment):
        raise QueryRefused("a line break may not be hidden in a comment by an escape", start)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, without blanks and comments. Raises QueryRefused where none fits."""
    brackets, before, position = _Brackets(), None, 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise QueryRefused(f"{text[position]!r} at {position} is not SPARQL", position)
        position = match.end()
        kind, found = match.lastgroup, match.group()
        if kind == "space":
            continue
        if kind == "comment":
            _check_comment(found, match.start())
            continue
        token = Token(kind, found, match.start(), found.upper() if kind == "word" else "")
        if kind in {"iri", "quoted"}:
            _check(token, before, brackets)
        if kind in {"mark", "word"}:
            brackets.see(token)
        before = token
        yield token
