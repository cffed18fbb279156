"""What of an update is refused before the engine sees it, and which graphs it writes to.

The engine reads keywords without word boundaries: with a prefix `ex:` declared, `GRAPHex:g` is
`GRAPH ex:g`. So a prefix that can be read as a keyword and another prefix is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit

from kb.store.guard import SCHEMES, Prologue, plain
from kb.store.tokens import QueryForbidden, QueryRefused, Token, tokens
from kb.store.words import KNOWN, OUTWARD, UPDATES

DEPTH: Final = 100
WORDS: Final = KNOWN | UPDATES | {"SILENT"}
_KEYWORDS: Final = UPDATES | {"GRAPH", "NAMED", "DEFAULT", "SILENT", "WHERE"}
_ABSOLUTE: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')
_NAMERS: Final = frozenset({"GRAPH", "WITH", "USING", "NAMED", "TO", "ADD", "MOVE", "COPY"})
_TRANSFERS: Final = frozenset({"ADD", "MOVE", "COPY"})
_PAIRS: Final = {"}": "{", ")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class CheckedUpdate:
    """An update that may be run, and what it may write to.

    `targets` are the graphs it names, None the default graph; `anywhere` is whether it may write
    to others as well, which only the data or a word such as ALL would tell.
    """

    text: str
    targets: tuple[str | None, ...]
    anywhere: bool


class _Writes:
    """The graphs that the operations of an update write to, gathered one operation at a time."""

    def __init__(self) -> None:
        self.targets: dict[str | None, None] = {}
        self.anywhere = False

    def graph(self, token: Token, prologue: Prologue) -> None:
        """Take in the graph that a token names."""
        if token.kind not in {"iri", "name"}:
            self.anywhere = True  # a variable: the data tells which
            return
        iri = prologue.resolve(token)
        if token.kind == "iri" and not _ABSOLUTE.fullmatch(token.text[1:-1]):
            self.anywhere = True  # engines differ on how they resolve it
        self.targets[iri] = None

    def operation(self, body: list[Token], prologue: Prologue) -> None:
        """Take in one operation."""
        words = [token.word for token in body]
        if words[0] in _TRANSFERS:
            self._transfer(body, words, prologue)
        elif words[0] in {"CLEAR", "DROP", "CREATE"}:
            self._whole(body, words, prologue)
        else:
            self._templates(body, words, prologue)

    def _whole(self, body: list[Token], words: list[str], prologue: Prologue) -> None:
        if "GRAPH" in words[:-1]:
            self.graph(body[words.index("GRAPH") + 1], prologue)
        elif words[-1] == "DEFAULT":
            self.targets[None] = None
        else:
            self.anywhere = True

    def _transfer(self, body: list[Token], words: list[str], prologue: Prologue) -> None:
        if "TO" not in words:
            raise QueryRefused(f"{body[0].text} needs TO and a graph", body[0].start)
        place = words.index("TO")
        # MOVE empties the graph it comes from.
        for side in (body[place + 1 :], body[1:place] if words[0] == "MOVE" else []):
            for token in side:
                if token.word == "DEFAULT":
                    self.targets[None] = None
                elif token.kind in {"iri", "name"}:
                    self.graph(token, prologue)

    def _templates(self, body: list[Token], words: list[str], prologue: Prologue) -> None:
        without: list[Token | None] = [None]
        if words[0] == "WITH":
            without = list(body[1:2])
        only = words[1:2] == ["DATA"] or words[:2] == ["DELETE", "WHERE"]
        for index, word in enumerate(words):
            if word in {"INSERT", "DELETE"}:
                opening = index + 1 + only
                self._quads(body[opening : _closing(body, opening)], without, prologue)

    def _quads(self, block: list[Token], without: list[Token | None], prologue: Prologue) -> None:
        depth = 0
        for index, token in enumerate(block):
            depth += (token.text == "{") - (token.text == "}")
            if token.word == "GRAPH" and index + 1 < len(block):
                self.graph(block[index + 1], prologue)
            elif depth == 1 and token.kind != "mark" and block[index - 1].word != "GRAPH":
                for graph in without:
                    if graph is None:
                        self.targets[None] = None
                    else:
                        self.graph(graph, prologue)


def _closing(body: list[Token], opening: int) -> int:
    """Where the group ends that opens at a place of an operation."""
    if opening >= len(body) or body[opening].text != "{":
        place = body[min(opening, len(body) - 1)]
        raise QueryRefused(f"a group is missing at {place.start}", place.start)
    depth = 0
    for index in range(opening, len(body)):
        depth += (body[index].text == "{") - (body[index].text == "}")
        if depth == 0:
            return index
    raise QueryRefused("a bracket is not closed")


def _check_word(token: Token) -> None:
    if any(word in token.word for word in OUTWARD):
        message = f"{token.text} is refused: this service connects to nothing and loads nothing"
        raise QueryForbidden(message, token.start)
    if token.word not in WORDS:
        raise QueryRefused(f"{token.text} at {token.start} is no word of SPARQL", token.start)


class _Brackets:
    """The open brackets, checked to close what they open and to be few."""

    def __init__(self) -> None:
        self.open: list[str] = []

    def see(self, token: Token) -> None:
        """Take the next token in."""
        if token.kind != "mark":
            return
        if token.text in "({[":
            self.open.append(token.text)
        elif token.text in _PAIRS and (not self.open or self.open.pop() != _PAIRS[token.text]):
            raise QueryRefused(f"{token.text} at {token.start} closes nothing", token.start)
        if len(self.open) > DEPTH:
            raise QueryRefused(f"the update has more than {DEPTH} nested brackets")


def _operations(text: str) -> list[list[Token]]:
    """The tokens of each operation: what stands between semicolons outside of brackets."""
    found: list[list[Token]] = [[]]
    brackets = _Brackets()
    for token in tokens(text):
        if token.word:
            _check_word(token)
        brackets.see(token)
        if token.text == ";" and not brackets.open:
            found.append([])
        else:
            found[-1].append(token)
    if brackets.open:
        raise QueryRefused("a bracket is not closed")
    return found


def _check_names(body: list[Token], prologue: Prologue) -> None:
    """Refuse names that can be read in two ways, and graphs that are files."""
    for word in _KEYWORDS | OUTWARD:
        for prefix in prologue.prefixes:
            if prefix.upper().startswith(word) and prefix[len(word) :] in prologue.prefixes:
                raise QueryRefused(f"the prefix {prefix}: can be read as {word} and a name")
    for before, token in pairwise(body):
        if token.kind == "name":
            prologue.resolve(token)
        if token.kind in {"name", "iri"} and before.word in _NAMERS:
            _check_graph(prologue.resolve(token), token.start)


def _check_graph(iri: str, start: int | None = None) -> None:
    if urlsplit(iri).scheme.lower() not in SCHEMES:
        message = f"<{iri}> is refused: graphs are named by http or https IRIs"
        raise QueryForbidden(message, start)


def _clauses(using: tuple[str, ...], named: tuple[str, ...]) -> str:
    """The USING clauses that a protocol's dataset stands for."""
    for iri in (*using, *named):
        if not _ABSOLUTE.fullmatch(iri):
            raise QueryRefused(f"{iri!r} is no absolute IRI of a graph")
        _check_graph(iri)
    parts = [f"USING <{iri}>" for iri in using] + [f"USING NAMED <{iri}>" for iri in named]
    return f" {' '.join(parts)} "


def _insertion(body: list[Token], text: str, clauses: str) -> tuple[int, str] | None:
    """Where an operation takes USING clauses, and what is put there; None if it takes none."""
    words = [token.word for token in body]
    if words[0] not in {"INSERT", "DELETE"} or words[1:2] == ["DATA"]:
        return None
    depth = 0
    for index, token in enumerate(body):
        depth += (token.text == "{") - (token.text == "}")
        if token.word == "WHERE" and depth == 0:
            if index == 1:  # DELETE WHERE: its pattern is its template too
                end = body[_closing(body, index + 1)].end
                return token.start, f"{text[token.end : end]}{clauses}"
            return token.start, clauses
    return None


def check_update(
    update: str, using: tuple[str, ...] = (), named: tuple[str, ...] = ()
) -> CheckedUpdate:
    """The update as it may be run, its protocol's dataset put in as USING clauses.

    Raises QueryRefused, or QueryForbidden for what is barred.
    """
    text, writes = plain(update), _Writes()
    clauses = _clauses(using, named) if using or named else ""
    prologue: Prologue | None = None
    insertions: list[tuple[int, str]] = []
    for found in _operations(text):
        prologue = Prologue(found, prologue)
        body = found[prologue.size :]
        if not body:
            continue
        if body[0].word not in UPDATES:
            raise QueryRefused(f"{body[0].text} begins no update", body[0].start)
        _check_names(body, prologue)
        writes.operation(body, prologue)
        if clauses:
            _refuse_both(body)
            insertions += [at for at in (_insertion(body, text, clauses),) if at]
    for place, more in reversed(insertions):
        text = f"{text[:place]}{more}{text[place:]}"
    return CheckedUpdate(text, tuple(writes.targets), writes.anywhere)


def _refuse_both(body: list[Token]) -> None:
    if any(token.word in {"USING", "WITH"} for token in body):
        message = "a dataset is given by the protocol or by USING and WITH, not by both"
        raise QueryRefused(message, body[0].start)
