"""Settings from environment variables: the only module that reads them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kb.errors import SettingFault

PACKAGE = Path(__file__).parent


def data_dir(name: str) -> Path:
    """The folder of `ontology`, `seeds` or `queries`: inside a wheel, else in the checkout."""
    packed = PACKAGE / "data" / name
    return packed if packed.is_dir() else PACKAGE.parent / name


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set; every field has a variable in `docs/operations.md`."""

    home: Path = Path("var/kb")
    token: str | None = field(default=None, repr=False)  # a secret: never in a log or message
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 40
    readers: int = 2  # pooled processes for arbitrary queries, a worker
    long_queries: int = 6  # a worker, that go on beside the readers; 0 keeps them in their places
    trusted_proxies: int = 0  # in front, each of which adds to X-Forwarded-For
    query_seconds: float = 10.0
    query_bytes: int = 100_000  # length of a query text
    query_memory: int = 1_000_000_000  # bytes of address space a reader may add
    result_rows: int = 100_000
    result_bytes: int = 100_000_000
    cache_bytes: int = 20_000_000  # of small answers, kept by each worker; 0 keeps none
    write_seconds: float = 30.0  # that a write over HTTP may take, waiting for the lock included
    lock_seconds: float = 10.0  # that it waits for another writer, such as kb ingest
    gather_seconds: float = 1.0  # that it waits for others to share its generation
    upload_bytes: int = 10_000_000
    article_bytes: int = 10_000_000
    keep_generations: int = 5
    sparql_url: str | None = field(default=None, repr=False)  # the engine that holds the base
    sparql_update_url: str | None = field(default=None, repr=False)  # else as sparql_url
    sparql_user: str | None = None
    sparql_password: str | None = field(default=None, repr=False)
    sparql_token: str | None = field(default=None, repr=False)  # a bearer token
    sparql_seconds: float = 60.0  # that the engine may give nothing to a command
    sparql_default_graph: str | None = None  # for an engine without a default graph of its own
    publish_seconds: float = 120.0  # how often a long ingest publishes at the least
    seeds: Path = field(default_factory=lambda: data_dir("seeds"))
    ontology: Path = field(default_factory=lambda: data_dir("ontology"))
    queries: Path = field(default_factory=lambda: data_dir("queries"))
    log_level: str = "INFO"
    licence: str | None = None  # IRI of the licence of the data, which VoID then names

    @property
    def write_threads(self) -> int:
        """How many writes may wait in a worker: each holds a thread, as each query does."""
        return max(1, self.threads // 2) if self.token else 0


# What a value must lie between or be one of, where its type says too little.
_RANGES = {
    "port": (1, 65_535),
    "workers": (1, 1_000),
    "threads": (1, 1_000),
    "readers": (1, 1_000),
    "long_queries": (0, 1_000),
    "trusted_proxies": (0, 10),
    "keep_generations": (1, 1_000_000),
}
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def _checked(name: str, value: object) -> object:
    variable = f"KB_{name.upper()}"
    low, high = _RANGES.get(name, (0, float("inf")))
    if isinstance(value, int | float) and not low <= value <= high:
        raise SettingFault(f"{variable} must be from {low:,} to {high:,}, and is {value}")
    if name == "log_level" and str(value).upper() not in _LEVELS:
        raise SettingFault(f"{variable} must be one of {', '.join(_LEVELS)}, not {value!r}")
    return value


def _number(name: str, text: str, kind: type[int | float]) -> int | float:
    try:
        value = kind(text)
    except ValueError:
        raise SettingFault(f"{name} must be a number, not {text!r}") from None
    if value < 0:
        raise SettingFault(f"{name} must not be negative, and is {text}")
    return value


def _value(name: str, text: str, default: object) -> object:
    if isinstance(default, Path):
        return Path(text)
    if isinstance(default, int | float):
        return _number(name, text, type(default))
    return text


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings with each `KB_…` variable that is set in place of its default.

    Raises SettingFault for a value that its field cannot hold; an unknown `KB_` name is one too,
    since a misspelt cap would silently leave the default in force.
    """
    given = os.environ if environ is None else environ
    defaults = Settings()
    fields = {f"KB_{name.upper()}": name for name in Settings.__slots__}
    names = [name for name in given if name.startswith("KB_") and given[name]]
    if unknown := sorted(set(names) - set(fields)):
        raise SettingFault(f"unknown setting {unknown[0]}; known are {', '.join(sorted(fields))}")
    values = {
        field_: _checked(field_, _value(name, given[name], getattr(defaults, field_)))
        for name, field_ in ((name, fields[name]) for name in names)
    }
    return Settings(**values)  # type: ignore[arg-type]  # each value has its field's own type
