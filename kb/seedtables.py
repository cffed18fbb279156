"""The seed tables as frozen records; every row names its source.

Each table is a CSV file (RFC 4180, UTF-8, sorted by id) in `seeds/`. A field that holds several
values separates them by ` | `.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar, get_args

from kb.errors import SeedFault

SeedType = Literal["person", "organisation", "place", "outlet", "office"]
Standing = Literal["", "head_of_state", "head_of_government"]

FILES: dict[SeedType, str] = {
    "person": "people.csv",
    "organisation": "organisations.csv",
    "place": "places.csv",
    "outlet": "outlets.csv",
    "office": "offices.csv",
}
COLUMNS: dict[SeedType, tuple[str, ...]] = {
    "person": ("country", "standing"),
    "organisation": ("kind", "country", "acronyms"),
    "place": ("kind", "country", "capital_of", "demonyms"),
    "outlet": ("kind", "country", "domains"),
    "office": ("organisation", "country"),
}
COMMON = ("id", "ar", "fr", "en", "spellings", "decoys", "source")
LANGUAGES = ("ar", "fr", "en")

Row = dict[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seed:
    """A row: an entity or office, its names in three languages and what must not match it.

    `extra` holds the columns of its table beyond the common ones, see COLUMNS.
    """

    type: SeedType
    slug: str
    labels: dict[str, str]
    spellings: tuple[str, ...]
    decoys: tuple[str, ...]
    source: str
    extra: dict[str, str]

    @property
    def id(self) -> str:
        """Type and slug, as `kb extract` prints it."""
        return f"{self.type}/{self.slug}"

    def values(self, column: str) -> tuple[str, ...]:
        """The values of a column of several."""
        return several(self.extra.get(column, ""))


@dataclass(frozen=True, slots=True)
class SeedLink:
    """A reviewed link from a seed to a Wikidata item, with the evidence it rests on."""

    id: str
    qid: str
    state: Literal["accepted"]
    method: str
    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Seeds:
    """All tables."""

    entities: tuple[Seed, ...]
    links: tuple[SeedLink, ...]

    def of(self, kind: SeedType) -> tuple[Seed, ...]:
        """The rows of one table."""
        return tuple(seed for seed in self.entities if seed.type == kind)


def several(text: str) -> tuple[str, ...]:
    """The values of a field that separates them by a bar."""
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if tuple(reader.fieldnames or ()) != columns:
                raise SeedFault(f"{path.name}: the columns must be {','.join(columns)}")
            for number, row in enumerate(reader, 2):
                if None in row or None in row.values():
                    raise SeedFault(f"{path.name} line {number}: not {len(columns)} fields")
                yield row
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        raise SeedFault(f"{path.name} cannot be read: {error}") from error


def _seed(kind: SeedType, row: Row) -> Seed:
    for name in ("id", "source"):
        if not row[name]:
            raise SeedFault(f"{FILES[kind]} row {row['id'] or row}: the field {name} is empty")
    if kind == "person" and row["standing"] not in get_args(Standing):
        raise SeedFault(f"{FILES[kind]} row {row['id']}: unknown standing {row['standing']!r}")
    return Seed(
        type=kind,
        slug=row["id"],
        labels={language: row[language] for language in LANGUAGES if row[language]},
        spellings=several(row["spellings"]),
        decoys=several(row["decoys"]),
        source=row["source"],
        extra={name: row[name] for name in COLUMNS[kind]},
    )


def _link(row: Row) -> SeedLink:
    if row["state"] != "accepted":
        raise SeedFault(f"wikidata.csv row {row['id']}: state must be accepted")
    return SeedLink(row["id"], row["qid"], "accepted", row["method"], row["source"], row["quote"])


def _table(path: Path, columns: tuple[str, ...], make: Callable[[Row], T]) -> tuple[T, ...]:
    return tuple(make(row) for row in _rows(path, columns))


def columns(kind: SeedType) -> tuple[str, ...]:
    """The header of a table: common columns with the table's own before the source."""
    return (*COMMON[:-1], *COLUMNS[kind], COMMON[-1])


def read_seeds(folder: Path) -> Seeds:
    """All rows of the tables in a folder. Raises SeedFault naming file, row and field."""
    entities = tuple(
        seed
        for kind in FILES
        for seed in _table(folder / FILES[kind], columns(kind), partial(_seed, kind))
    )
    header = ("id", "qid", "state", "method", "source", "quote")
    return Seeds(entities, _table(folder / "wikidata.csv", header, _link))
