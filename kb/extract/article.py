"""Files to articles: what was given, read whole or refused with one clear sentence."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from pathlib import Path
from typing import Final, Literal

from kb.errors import Refusal
from kb.extract import html
from kb.extract.decode import checked, decoded
from kb.extract.sidefile import front_matter, json_document, side_file
from kb.records import Article, Metadata

LIMIT: Final = 10_000_000  # bytes
SIDE_LIMIT: Final = 100_000
SIDE_SUFFIX: Final = ".meta.json"  # the side file of a.txt is a.txt.meta.json
_FORMATS: Final[dict[str, Literal["txt", "html", "md", "json"]]] = {
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "md",
    ".json": "json",
}
SUFFIXES: Final = tuple(_FORMATS)


def read_file(path: Path, side: Path | None = None, limit: int = LIMIT) -> Article:
    """The article that a file holds, with what its side file states.

    Without `side` the file NAME.meta.json beside it is taken, if there is one. Raises Refusal.
    """
    raw, stated = load(path, side, limit)
    return read_bytes(printable(path.name), raw, stated)


def load(path: Path, side: Path | None = None, limit: int = LIMIT) -> tuple[bytes, bytes | None]:
    """The bytes of a file and of its side file, which may be none. Raises Refusal."""
    return load_file(path, limit), load_side(path, side)


def load_file(path: Path, limit: int = LIMIT) -> bytes:
    """The bytes of a file of a format that is read here. Raises Refusal."""
    there(path)
    name = printable(path.name)
    _format(name)
    return bytes_of(path, name, limit)


def load_side(path: Path, side: Path | None = None) -> bytes | None:
    """The bytes of a file's side file: the one given, else the one beside it. Raises Refusal."""
    beside = path.with_name(path.name + SIDE_SUFFIX)
    side = side or (beside if beside.is_file() else None)
    return bytes_of(side, printable(side.name), SIDE_LIMIT) if side else None


def read_bytes(name: str, raw: bytes, side: bytes | None = None) -> Article:
    """The article that bytes of a named file hold, with what a side file states of it."""
    form = _format(name)
    article = _READERS[form](name, raw, hashlib.sha256(raw).hexdigest())
    if side is None:
        return article
    stated = side_file(name + SIDE_SUFFIX, side)
    return replace(article, metadata=_over(article.metadata, stated))


def _format(name: str) -> Literal["txt", "html", "md", "json"]:
    """The format that a name's ending says."""
    form = _FORMATS.get(Path(name).suffix.lower())
    if form is None:
        known = ", ".join(SUFFIXES)
        raise Refusal("unsupported-format", f"{name} is of no format read here: {known}", name)
    return form


def there(path: Path) -> None:
    """Nothing; raises Refusal where a path leads to no file."""
    try:
        if not path.exists():
            raise Refusal("not-found", f"{printable(str(path))} does not exist", path.name)
        if not path.is_file():
            raise Refusal("not-a-file", f"{printable(str(path))} is no file to be read", path.name)
    except OSError as error:
        raise _unread(path, error) from None


def _unread(path: Path, error: OSError) -> Refusal:
    message = f"{printable(str(path))} cannot be read: {error.strerror}"
    return Refusal("not-a-file", message, path.name)


def bytes_of(path: Path, name: str, limit: int) -> bytes:
    """The bytes of a file that is not too large."""
    there(path)
    try:
        with path.open("rb") as handle:
            raw = handle.read(limit + 1) if path.stat().st_size <= limit else None
    except OSError as error:
        raise _unread(path, error) from None
    if raw is None or len(raw) > limit:
        raise Refusal("too-large", f"{name} is larger than {limit:,} bytes", name)
    return raw


def printable(name: str) -> str:
    """A file's name as text, also where the system's bytes are not."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _txt(name: str, raw: bytes, sha256: str) -> Article:
    """A plain text: the decoded file."""
    text, encoding = decoded(name, raw)
    return Article(name, sha256, "txt", text, f"decoded {encoding}")


def _md(name: str, raw: bytes, sha256: str) -> Article:
    """A Markdown file: the decoded file, front matter and all."""
    text, encoding = decoded(name, raw)
    metadata, body = front_matter(name, text)
    checked(name, text[body:])
    return Article(name, sha256, "md", text, f"decoded {encoding}", metadata)


def _json(name: str, raw: bytes, sha256: str) -> Article:
    """A JSON document: the string of its body."""
    body, metadata = json_document(name, decoded(name, raw)[0])
    return Article(name, sha256, "json", checked(name, body), "json body", metadata)


def _html(name: str, raw: bytes, sha256: str) -> Article:
    """A page saved from the web: the string that the extractor gives."""
    page, _ = decoded(name, raw, markup=True)
    text, metadata = html.main_text(name, page)
    return Article(name, sha256, "html", text, html.EXTRACTOR, metadata)


_READERS: Final = {"txt": _txt, "md": _md, "json": _json, "html": _html}


def _over(given: Metadata, stated: Metadata) -> Metadata:
    """Metadata with what a side file states in place of what the file itself states."""
    changed = {
        field.name: value
        for field in fields(Metadata)
        if (value := getattr(stated, field.name)) is not None
    }
    return replace(given, **changed)
