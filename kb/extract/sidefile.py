"""What is stated beside a text: side files, front matter and JSON documents, checked strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import yaml

from kb.errors import Reason, Refusal
from kb.extract.edtf import bounds
from kb.records import Metadata, Retold

FIELDS: Final = ("headline", "publisher", "byline", "published", "language", "url")
_RETOLD: Final = tuple(field.name for field in fields(Retold))
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}[\d:.]{0,12}(?:Z|[+-]\d{2}:?\d{2})?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,40}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FENCE = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LONGEST = 2000


class _Source:
    """Where values were stated: for messages that name the file and the field."""

    def __init__(self, name: str, reason: Reason) -> None:
        self.name = name
        self.reason = reason

    def refusal(self, message: str) -> Refusal:
        """A refusal that names the file."""
        return Refusal(self.reason, f"{self.name}: {message}", self.name)


def side_file(name: str, raw: bytes) -> Metadata:
    """What a side file states; raises Refusal `broken-side-file` naming the field at fault."""
    source = _Source(name, "broken-side-file")
    given = _json_object(source, raw)
    _known(source, given, FIELDS)
    return _metadata(source, given)


def json_document(name: str, text: str) -> tuple[str, Metadata]:
    """The body of a JSON document and what it states; fields that Khabar has no use for are left.

    Raises Refusal `broken-json` where it is no such document.
    """
    source = _Source(name, "broken-json")
    given = _json_object(source, text)
    body = given.get("text", given.get("body"))
    if not isinstance(body, str):
        raise source.refusal("field text (or body) must hold the article as a string")
    if any("\ud800" <= char <= "\udfff" for char in body):
        raise source.refusal("field text holds half a character (a lone surrogate)")
    return body, _metadata(source, given)


def front_matter(name: str, text: str) -> tuple[Metadata, int]:
    """What the front matter of a Markdown file states, and where its body begins.

    Raises Refusal `broken-front-matter` naming the field at fault.
    """
    opening = _FENCE.match(text)
    if not opening:
        return Metadata(), 0
    source = _Source(name, "broken-front-matter")
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        raise source.refusal("the front matter has no closing line of three hyphens")
    given = _yaml_mapping(source, text[opening.end() : closing.start()])
    _known(source, given, (*FIELDS, "retells"))
    return _metadata(source, given), closing.end()


def body_start(text: str) -> int:
    """Where the body of a Markdown text begins, after its front matter if it has any."""
    opening = _FENCE.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    return closing.end() if closing else 0


def stamp(text: str) -> str | None:
    """A date as EDTF, if a text is EDTF or a timestamp whose day is one of the calendar."""
    text = text.strip()
    found = _STAMP.fullmatch(text)
    edtf = found[1] if found else text
    return edtf if bounds(edtf) != (None, None) else None


def _json_object(source: _Source, raw: bytes | str) -> Mapping[str, Any]:
    """The object that JSON text holds."""
    try:
        given = json.loads(raw)
    except (ValueError, RecursionError) as error:
        detail = str(error) if isinstance(error, json.JSONDecodeError) else "it cannot be read"
        raise source.refusal(f"this is not valid JSON: {detail}") from None
    if not isinstance(given, dict):
        raise source.refusal("the JSON must be one object with named fields")
    return given


def _yaml_mapping(source: _Source, text: str) -> Mapping[str, Any]:
    """The mapping that the front matter holds."""
    if len(text) > 20_000:
        raise source.refusal("the front matter is longer than 20,000 characters")
    try:
        given = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" (line {mark.line + 2})" if mark else ""
        raise source.refusal(f"the front matter is not valid YAML{line}") from None
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise source.refusal("the front matter must be fields with values")
    return given


def _known(source: _Source, given: Mapping[str, Any], known: Iterable[str]) -> None:
    """Refuse a field that nobody reads: most likely a misspelt one."""
    strange = sorted(str(name) for name in given if name not in known)
    if strange:
        raise source.refusal(f"unknown field {strange[0]!r}; known are {', '.join(known)}")


def _metadata(source: _Source, given: Mapping[str, Any]) -> Metadata:
    """The stated fields, each checked."""
    found = {name: _line(source, given, name) for name in FIELDS}
    if found["published"] is not None:
        found["published"] = _published(source, "published", found["published"])
    if found["language"] is not None and not _LANGUAGE.fullmatch(found["language"]):
        raise source.refusal("field language must be a language tag such as ar, fr or en")
    if found["url"] is not None and not is_address(found["url"]):
        raise source.refusal("field url must be an http or https address")
    return Metadata(**found, retold=_retold(source, given.get("retells")))


def _line(source: _Source, given: Mapping[str, Any], name: str) -> str | None:
    """A field that must be one line of text."""
    value = given.get(name)
    if value is None:
        return None
    if isinstance(value, date) and name == "published":  # YAML reads an unquoted day as a date
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and name == "published":
        return str(value)
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        raise source.refusal(f"field {name} must be a text of 1 to {_LONGEST} characters")
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise source.refusal(f"field {name} holds half a character (a lone surrogate)")
    if not value.strip().isprintable() and any(char < " " for char in value.strip()):
        raise source.refusal(f"field {name} must be one line")
    return value.strip()


def _published(source: _Source, name: str, text: str) -> str:
    """A date as EDTF."""
    edtf = stamp(text)
    if edtf is None:
        raise source.refusal(f"field {name} must be an EDTF date such as 2020-12-26 or 2020-12")
    return edtf


def is_address(text: str) -> bool:
    """Whether a text is the address of a page."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not re.search(r"\s", text)


def _retold(source: _Source, given: Any) -> Retold | None:
    """What a retelling says of its original."""
    if given is None:
        return None
    if not isinstance(given, dict):
        raise source.refusal("field retells must be fields with values")
    _known(source, given, _RETOLD)
    slug, published = _line(source, given, "slug"), _line(source, given, "published")
    if slug is None or not _SLUG.fullmatch(slug):
        raise source.refusal("field retells.slug must be small letters, digits and hyphens")
    return Retold(
        slug=slug,
        keys=_lines(source, given, "keys"),
        sha256=_hashes(source, _lines(source, given, "sha256")),
        publisher=_line(source, given, "publisher"),
        published=published and _published(source, "retells.published", published),
        byline=_line(source, given, "byline"),
    )


def _lines(source: _Source, given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A field that must be a list of texts."""
    value = given.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise source.refusal(f"field retells.{name} must be a list of texts")
    return tuple(value)


def _hashes(source: _Source, values: tuple[str, ...]) -> tuple[str, ...]:
    """The values, if each is a sha256."""
    if not all(_SHA256.fullmatch(value) for value in values):
        raise source.refusal("field retells.sha256 must hold 64 hex digits each")
    return values
