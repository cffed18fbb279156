"""Bytes to text: UTF-8, UTF-16 that says so, or what an HTML page declares; else a refusal."""

from __future__ import annotations

import codecs
import re
from typing import Final

from kb.errors import Refusal

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})", re.IGNORECASE
)
_HEAD = 4096  # browsers look for a declaration in the first 1024 bytes
# Of the many codecs of Python those that pages are written in; others run code or take long.
_KNOWN = re.compile(r"(?:windows-?|cp)125\d|iso[-_]?8859[-_]\d{1,2}|latin-?1|(?:us-)?ascii|koi8-r")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(name: str, raw: bytes, *, markup: bool = False) -> tuple[str, str]:
    """The text of a file and the encoding that it was read by.

    Raises Refusal `not-text` for what is no text, `empty` for what holds nothing but white space.
    """
    text, encoding = _decode(name, raw, markup=markup)
    checked(name, text)
    return text, encoding


def checked(name: str, text: str) -> str:
    """The text, if it holds something that can be read."""
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u200b\u200e\u200f"):
        raise Refusal("empty", f"{name} holds no text; give a file with an article in it", name)
    if _CONTROLS.search(text):
        raise Refusal("not-text", f"{name} holds control characters, so it is no text file", name)
    return text


def _decode(name: str, raw: bytes, *, markup: bool) -> tuple[str, str]:
    """The text and its encoding: what a byte order mark says, else a declaration, else UTF-8."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _try(name, raw[len(mark) :], encoding), encoding
    declared = _declaration(raw) if markup else None
    return _try(name, raw, declared or "utf-8"), declared or "utf-8"


def _declaration(raw: bytes) -> str | None:
    """The encoding that a page declares, if it is one that pages are written in."""
    found = _DECLARED.search(raw[:_HEAD])
    label = found[1].decode("ascii", "replace").lower() if found else ""
    if not _KNOWN.fullmatch(label):
        return None
    return "cp1252" if label in {"iso-8859-1", "latin1", "latin-1"} else label


def _try(name: str, raw: bytes, encoding: str) -> str:
    """The bytes read by an encoding."""
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError):
        raise Refusal(
            "not-text", f"{name} cannot be read as {encoding}; save it as UTF-8", name
        ) from None
