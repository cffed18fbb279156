"""Named queries: files `NAME.rq` with a grlc header, their parameters bound as typed terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from rdflib import XSD, Literal, URIRef
from rdflib.term import Node

from kb.errors import KhabarError, NotThere, UsageFault
from kb.store import terms
from kb.store.binding import bind
from kb.store.guard import Checked, check
from kb.store.tokens import QueryRefused, tokens

HEADER: Final = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
VARIABLE: Final = re.compile(r"[?$](__?)([A-Za-z0-9]+)(?:_([A-Za-z0-9]+))?(?:_([A-Za-z0-9]+))?")
NAME: Final = re.compile(r"[a-z0-9-]+")
KNOWN_KEYS: Final = frozenset({
    "summary", "description", "tags", "pagination", "defaults", "enumerate", "parameters",
    "method", "endpoint", "endpoint_in_url", "endpoint-method", "transform",
})  # fmt: skip
DATATYPES: Final = frozenset({
    "string", "integer", "decimal", "boolean", "date", "dateTime", "double", "float", "int",
    "long", "short", "byte", "time", "gYear", "gYearMonth", "anyURI", "nonNegativeInteger",
})  # fmt: skip


class QueryFault(KhabarError):
    """A file of queries/ breaks a rule; the message names it."""

    exit_status = 2


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: what callers name it, and what kind of term its value becomes."""

    name: str
    variable: str
    required: bool
    kind: str  # iri | number | literal | datatype | language
    type: str = ""  # the datatype's IRI, or the language
    default: str | None = None
    values: tuple[str, ...] = ()
    description: str = ""

    def term(self, text: str) -> Node:
        """The value as a term. Raises UsageFault for what it cannot be."""
        if self.values and text not in self.values:
            raise UsageFault(f"{self.name} must be one of {', '.join(self.values)}")
        if self.kind == "iri":
            return self._iri(text)
        if self.kind == "number":
            return self._number(text)
        if self.kind == "language":
            return Literal(text, lang=self.type)
        return self._typed(text, self.type) if self.type else Literal(text)

    def _iri(self, text: str) -> URIRef:
        try:
            terms.to_store(URIRef(text))
        except UsageFault:
            raise UsageFault(f"{self.name} must be an absolute IRI, not {text!r}") from None
        return URIRef(text)

    def _number(self, text: str) -> Literal:
        if re.fullmatch(r"[+-]?[0-9]{1,18}", text):
            return Literal(text, datatype=XSD.integer)
        return self._typed(text, str(XSD.decimal))

    def _typed(self, text: str, datatype: str) -> Literal:
        found = Literal(text, datatype=URIRef(datatype))
        if found.ill_typed:
            kind = datatype.rpartition("#")[2] or datatype
            raise UsageFault(f"{self.name} must be of the type {kind}, not {text!r}")
        return found


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name, what it is for and what it takes."""

    name: str
    text: str
    form: str
    summary: str
    description: str = ""
    tags: tuple[str, ...] = ()
    pagination: int | None = None
    parameters: tuple[Parameter, ...] = ()

    def bound(self, values: Mapping[str, str], page: int = 1) -> Checked:
        """The query with its values as terms, and of a paged one the rows of one page.

        An empty value is an absent one. Raises UsageFault for a missing, unknown or unfit value.
        """
        known = {parameter.name for parameter in self.parameters}
        if unknown := sorted(set(values) - known):
            raise UsageFault(
                f"{self.name} takes no {unknown[0]}; it takes {', '.join(sorted(known)) or 'none'}"
            )
        found = check(bind(self.text, {p.variable: _value(p, values) for p in self.parameters}))
        return found if self.pagination is None else _page(found, self.pagination, page)

    def example(self) -> str:
        """The text with the values that parameters default to, and of a paged one the first page.

        A parameter without a default stays a variable: the query then asks of any.
        """
        given = {p.variable: p.term(p.default) for p in self.parameters if p.default}
        found = check(bind(self.text, given))
        return (found if self.pagination is None else _page(found, self.pagination, 1)).text


def _value(parameter: Parameter, values: Mapping[str, str]) -> Node | None:
    text = values.get(parameter.name) or parameter.default
    if text:
        return parameter.term(text)
    if parameter.required:
        raise UsageFault(f"the parameter {parameter.name} is missing")
    return None


def _page(query: Checked, size: int, page: int) -> Checked:
    if not 1 <= page <= 10**9:
        raise UsageFault("page must be 1 or more")
    clause = f"\nLIMIT {size} OFFSET {(page - 1) * size}\n"
    return check(f"{query.text[: query.tail]}{clause}{query.text[query.tail :]}")


def _header(name: str, text: str) -> dict[str, Any]:
    try:
        found = yaml.safe_load("\n".join(HEADER.findall(text)) or "{}")
    except yaml.YAMLError as error:
        raise QueryFault(f"{name}.rq: the header is not YAML: {error}") from error
    if not isinstance(found, dict):
        raise QueryFault(f"{name}.rq: the header must hold keys and values")
    if unknown := sorted(set(found) - KNOWN_KEYS):
        raise QueryFault(f"{name}.rq: the header does not know {unknown[0]}")
    return found


def _maps(header: dict[str, Any], key: str) -> dict[str, Any]:
    """A header's list of one-key maps, or of bare names, as one map."""
    merged: dict[str, Any] = {}
    for item in header.get(key) or ():
        merged.update(item if isinstance(item, dict) else {str(item): None})
    return merged


def _kind(first: str | None, second: str | None, prefixes: Mapping[str, str]) -> tuple[str, str]:
    """The kind and type that a variable's endings name."""
    if first is None or (first == "literal" and second is None):
        return "literal", ""
    if second is not None:
        if first not in prefixes:
            raise ValueError(first)
        return "datatype", prefixes[first] + second
    if first in {"iri", "number"}:
        return first, ""
    if first in DATATYPES:
        return "datatype", str(XSD[first])
    if re.fullmatch(r"[a-z]{2,3}", first):
        return "language", first
    raise ValueError(first)


def _prefixes(text: str) -> dict[str, str]:
    found = list(tokens(text))
    return {
        found[i + 1].text.rstrip(":"): found[i + 2].text[1:-1]
        for i in range(len(found) - 2)
        if found[i].word == "PREFIX"
    }


def _parameters(name: str, text: str, header: dict[str, Any]) -> tuple[Parameter, ...]:
    defaults, choices = _maps(header, "defaults"), _maps(header, "enumerate")
    notes = header.get("parameters") or {}
    prefixes = _prefixes(text)
    found: dict[str, Parameter] = {}
    variables = dict.fromkeys(t.text for t in tokens(text) if t.kind == "variable")
    for variable in variables:
        match = VARIABLE.fullmatch(variable)
        if match is None:
            continue
        try:
            kind, type_ = _kind(match[3], match[4], prefixes)
        except ValueError as error:
            raise QueryFault(f"{name}.rq: {variable}: unknown type {error}") from None
        known = match[2]
        if known in found:
            raise QueryFault(f"{name}.rq: {known} is given two types")
        default = defaults.get(known)
        found[known] = Parameter(
            name=known,
            variable=variable[1:],
            required=match[1] == "_" and default is None,
            kind=kind,
            type=type_,
            default=None if default is None else str(default),
            values=tuple(str(value) for value in choices.get(known) or ()),
            description=str(notes.get(known, "")),
        )
    if unknown := sorted({*defaults, *choices, *notes} - set(found)):
        raise QueryFault(f"{name}.rq: the header speaks of {unknown[0]}, which is no parameter")
    return tuple(found.values())


def read_query(name: str, text: str) -> NamedQuery:
    """A named query from its file's text. Raises QueryFault with what breaks the rules."""
    if not NAME.fullmatch(name):
        raise QueryFault(f"{name}.rq: names are of small letters, digits and hyphens")
    header = _header(name, text)
    try:
        checked = check(text)
    except QueryRefused as error:
        raise QueryFault(f"{name}.rq: {error.message}") from error
    pagination = header.get("pagination")
    if pagination is not None and not (isinstance(pagination, int) and pagination > 0):
        raise QueryFault(f"{name}.rq: pagination must be a number of rows")
    if pagination and (checked.limit or not re.search(r"\bORDER\s+BY\b", text, re.IGNORECASE)):
        raise QueryFault(f"{name}.rq: pages need an ORDER BY and no LIMIT")
    if not header.get("summary"):
        raise QueryFault(f"{name}.rq: the header must have a summary")
    return NamedQuery(
        name=name,
        text=checked.text,
        form=checked.form,
        summary=str(header["summary"]),
        description=str(header.get("description") or "").strip(),
        tags=tuple(str(tag) for tag in header.get("tags") or ()),
        pagination=pagination,
        parameters=_parameters(name, checked.text, header),
    )


def read_queries(folder: Path) -> dict[str, NamedQuery]:
    """The named queries of a folder, by name."""
    paths = sorted(folder.glob("*.rq"))
    return {path.stem: read_query(path.stem, path.read_text("utf-8")) for path in paths}


def named(queries: Mapping[str, NamedQuery], name: str) -> NamedQuery:
    """A query by its name. Raises NotThere."""
    if name not in queries:
        raise NotThere(f"there is no query {name}")
    return queries[name]
