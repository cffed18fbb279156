"""Which representation a request gets: by extension, by `?format=`, else by Accept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Request
from werkzeug.datastructures import MIMEAccept

from kb.serve.problems import NotAcceptable

LANGUAGES = ("ar", "en", "fr")


@dataclass(frozen=True, slots=True)
class Kind:
    """A representation: the word for `?format=`, its media type and its file extension."""

    name: str
    media: str
    extension: str


HTML = Kind("html", "text/html", "html")
JSON = Kind("json", "application/json", "json")
JSONLD = Kind("jsonld", "application/ld+json", "jsonld")
TURTLE = Kind("turtle", "text/turtle", "ttl")
NTRIPLES = Kind("ntriples", "application/n-triples", "nt")
RDFXML = Kind("rdfxml", "application/rdf+xml", "rdf")

DOCUMENT = (HTML, JSONLD, JSON, TURTLE, NTRIPLES, RDFXML)
LISTING = (HTML, JSONLD, JSON)


def by_extension(path: str, kinds: Sequence[Kind]) -> tuple[str, Kind | None]:
    """The path without a known extension, and the kind the extension stands for."""
    stem, dot, ending = path.rpartition(".")
    kind = next((kind for kind in kinds if dot and kind.extension == ending), None)
    return (stem, kind) if kind else (path, None)


def accepted(request: Request) -> MIMEAccept:
    """What a request accepts, by type alone: a charset or profile asked for besides is no type."""
    return by_type(request.accept_mimetypes)


def by_type(given: MIMEAccept) -> MIMEAccept:
    """Accepted types without their parameters."""
    return MIMEAccept([(value.partition(";")[0].strip(), quality) for value, quality in given])


def choose(request: Request, kinds: Sequence[Kind], default: Kind) -> Kind:
    """The kind a request asks for; raises NotAcceptable with the list where none fits."""
    wanted = request.args.get("format")
    if wanted:
        found = next((k for k in kinds if wanted in (k.name, k.extension, k.media)), None)
        if not found:
            raise NotAcceptable([kind.media for kind in kinds])
        return found
    if not request.headers.get("Accept"):
        return default
    ranked = [default, *(kind for kind in kinds if kind != default)]
    best = accepted(request).best_match([kind.media for kind in ranked])
    if best is None:
        raise NotAcceptable([kind.media for kind in kinds])
    return next(kind for kind in ranked if kind.media == best)


def language(request: Request) -> str:
    """The language a person reads a page in: `?lang=`, else Accept-Language, else Arabic."""
    wanted = request.args.get("lang", "")
    return wanted if wanted in LANGUAGES else request.accept_languages.best_match(LANGUAGES, "ar")
