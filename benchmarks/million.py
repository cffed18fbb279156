"""A million invented quads, and a plain base of them: made once, kept in the temporary folder.

People, whom they work for, meetings of three, and reports of meetings in a graph each. Everything
follows from its number alone, so that each server is asked of the same data on every machine.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from random import Random

import pyoxigraph as ox

from benchmarks.processes import kb
from kb.store.direct import DirectWriter

QUADS = 1_000_000
PEOPLE = 40_000
ORGANISATIONS = 400
PLACES = 150
MEETINGS = 80_000
REPORTS = 20_000
DATA = "http://example.org/"
SCHEMA = "https://schema.org/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DATE = "http://www.w3.org/2001/XMLSchema#date"
_SLICE = 100_000
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Million:
    """Where the quads are: as N-Quads, as a base, and the engine's own folder in that base."""

    quads: Path
    home: Path

    @property
    def store(self) -> Path:
        """The engine's files of the current generation."""
        number = (self.home / "current").read_text("ascii").strip()
        return self.home / "generations" / number / "store"


def _iri(kind: str, number: int) -> str:
    return f"<{DATA}{kind}/{number}>"


def _schema(name: str) -> str:
    return f"<{SCHEMA}{name}>"


def _people(rng: Random) -> Iterator[str]:
    for number in range(PEOPLE):
        who = _iri("person", number)
        yield f"{who} {TYPE} {_schema('Person')} ."
        yield f'{who} {_schema("name")} "شخص {number}"@ar .'
        yield f'{who} {_schema("name")} "Person {number}"@en .'
        yield f"{who} {_schema('worksFor')} {_iri('organisation', rng.randrange(ORGANISATIONS))} ."
        yield f"{who} {_schema('homeLocation')} {_iri('place', rng.randrange(PLACES))} ."
        yield f"{who} {_schema('knows')} {_iri('person', rng.randrange(PEOPLE))} ."


def _meetings(rng: Random) -> Iterator[str]:
    for number in range(MEETINGS):
        what = _iri("meeting", number)
        day = f"20{rng.randrange(10, 26)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
        yield f"{what} {TYPE} {_schema('Event')} ."
        yield f'{what} {_schema("startDate")} "{day}"^^<{DATE}> .'
        yield f"{what} {_schema('location')} {_iri('place', rng.randrange(PLACES))} ."
        for who in rng.sample(range(PEOPLE), 3):
            yield f"{what} {_schema('attendee')} {_iri('person', who)} ."


def _reports(rng: Random) -> Iterator[str]:
    for number in range(REPORTS):
        graph, what = _iri("report", number), _iri("meeting", rng.randrange(MEETINGS))
        yield f'{graph} {_schema("headline")} "تقرير {number}"@ar {graph} .'
        yield f"{graph} {_schema('about')} {what} {graph} ."
        for number_of_words in range(12):
            yield f'{graph} {_schema("text")} "words {number_of_words} of {number}" {graph} .'


def lines() -> Iterator[str]:
    """The quads as lines of N-Quads: a million, none twice."""
    rng = Random("a million quads")

    def made() -> Iterator[str]:
        yield from _people(rng)
        yield from _meetings(rng)
        yield from _reports(rng)

    return islice(dict.fromkeys(made()), QUADS)


def _fill(home: Path, quads: Path) -> None:
    kb(home, "init", "--plain")
    with DirectWriter(home) as base:
        parsed = ox.parse(path=str(quads), format=ox.RdfFormat.N_QUADS)
        for name, of_graph in groupby(parsed, lambda quad: quad.graph_name):
            graph = name.value if isinstance(name, ox.NamedNode) else None
            triples = (quad.triple for quad in of_graph)
            while some := list(islice(triples, _SLICE)):
                base.merge(graph, some)
        base.commit()
        base.publish()


def million() -> Million:
    """The million, made now if it is not there."""
    folder = Path(tempfile.gettempdir(), f"khabar-million-{_VERSION}")
    if not folder.exists():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        made = Million(part / "million.nq", part / "home")
        made.quads.write_text("\n".join(lines()) + "\n", "utf-8")
        _fill(made.home, made.quads)
        part.rename(folder)
    return Million(folder / "million.nq", folder / "home")
