"""The hand-made gold of the retellings as things to be found.

What gold itself only infers, or mentions without a name, is optional: right when found, not
missed when absent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kb.records import Span

Json = dict[str, Any]

SECTIONS = ("people", "organisations", "places", "outlets")
WEAK = ("anaphoric", "optional", "generic", "metonymy")
TYPES = {"org/": "organisation/", "person/unnamed-": "unnamed/unnamed-"}  # as `kb extract` writes


@dataclass(frozen=True, eq=False)
class Thing:
    """Something to be found: who, what it is called, where and when it was, its words."""

    who: frozenset[str]
    names: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    kind: str = ""
    at: frozenset[str] = frozenset()  # any of these organisations or places is right
    dates: tuple[str, ...] = ()  # any of these is right; empty where none can be known
    planned: bool = False
    extra: frozenset[str] = frozenset()  # took part by inference: counted neither way
    optional: bool = False


def spans(rows: Iterable[Json]) -> tuple[Span, ...]:
    """Where the words of some rows stand."""
    return tuple(Span(row["start"], row["end"]) for row in rows)


def several(*values: str | None) -> frozenset[str]:
    """The values that are given."""
    return frozenset(value for value in values if value)


class Gold:
    """One gold file."""

    def __init__(self, path: Path) -> None:
        """The gold in a file of this folder."""
        text = path.read_text("utf-8")
        for old, new in TYPES.items():
            text = re.sub(f'(?<=[":]){old}', new, text)
        self.raw: Json = json.loads(text)
        self.file: str = self.raw["article"]["file"]
        self.published: str | None = self.raw["article"]["published"]

    @cached_property
    def zones(self) -> tuple[Span, ...]:
        """Headline, main text and byline: all else on the page is noise."""
        about = self.raw["article"]
        byline = [m for m in self.raw["mentions"] if m["zone"] not in {"headline", "body"}]
        article = (Span(*about["headline_offsets"]), Span(*about["main_text_offsets"]))
        return article + spans(byline)

    @cached_property
    def entities(self) -> dict[str, Thing]:
        """Whom and what the article speaks of, by key."""
        rows = [row for section in SECTIONS for row in self.raw[section]]
        found = {row["key"]: self._entity(row["key"], row["names_seen"]) for row in rows}
        # What only an office implies need not be found.
        implied = {key for post in self.posts for key in post.at} - found.keys()
        return found | {key: self._entity(key, []) for key in sorted(implied)}

    def _entity(self, key: str, seen: list[str]) -> Thing:
        mentions = [m for m in self.raw["mentions"] if m["entity"] == key]
        plain = [
            m
            for m in mentions
            if m["zone"] in {"headline", "body"} and not any(m.get(mark) for mark in WEAK)
        ]
        kind, slug = key.split("/")
        forms = [row["forms"] for row in self.raw["name_variants"] if row["entity"] == key]
        names = (*seen, *(form for row in forms for form in row), slug.replace("-", " "))
        optional = not plain or kind == "unnamed"
        return Thing(frozenset({key}), names, spans(mentions), kind, optional=optional)

    def of(self, kind: str) -> list[Thing]:
        """The entities of one type."""
        return [thing for thing in self.entities.values() if thing.kind == kind]

    @cached_property
    def posts(self) -> list[Thing]:
        """Offices of people, each in all its wordings."""
        return [
            Thing(
                frozenset({person["key"]}),
                (post["title"], *post.get("variants", ())),
                at=several(post["organisation"], post.get("represents")),
                optional=not post["stated"],
            )
            for person in self.raw["people"]
            for post in person["posts"]
        ]

    @cached_property
    def events(self) -> list[Thing]:
        """Meetings and visits; a visit that is only noted beside a meeting is optional."""
        return [*map(self._event, self.raw["meetings"]), *self._noted()]

    def _event(self, row: Json) -> Thing:
        notes = (name.partition(":") for name in row.get("inferred_fields", ()))
        inferred = frozenset(key for name, _, key in notes if name == "participants")
        dates = (row["date"], row.get("date_cross_article"))
        return Thing(
            frozenset(row["participants"]) - inferred,
            (row["title_en"],),
            spans(row["evidence"]),
            row["type"],
            several(row["place"], row.get("country")),
            tuple(date for date in dates if date) if dates[0] else (),
            row["status"] == "planned",
            inferred,
        )

    def _noted(self) -> Iterator[Thing]:
        for row in self.raw["other_events"]:
            if row["type"] == "visit":
                parts = (m for m in self.raw["meetings"] if m.get("part_of_visit") == row["key"])
                guests = frozenset(guest for part in parts for guest in part["guests"])
                named, words = (row["description"],), spans(row["evidence"])
                yield Thing(guests, named, words, "visit", optional=True)

    @cached_property
    def agreements(self) -> list[Thing]:
        """Agreements by name and parties."""
        return [
            Thing(
                frozenset(row["parties"]),
                (*row["names"], *row.get("also_called", ())),
                spans(row["evidence"]),
                optional=row.get("optional", False),
            )
            for row in self.raw["agreements"]
        ]

    @cached_property
    def statements(self) -> list[Thing]:
        """What is said; who passes it on, or issued the communiqué, may stand for the speaker."""
        return [self._statement(row) for row in self.raw["statements"]]

    def _statement(self, row: Json) -> Thing:
        named = row["speaker"] if isinstance(row["speaker"], list) else [row["speaker"]]
        who = {key for key in (*named, row.get("reported_through")) if key in self.entities}
        for outlet in self.raw["outlets"]:
            if outlet["key"] in who:
                who |= several(outlet.get("issuer"), outlet.get("issuer_inferred"))
        unsure = "ambiguous" in row or row["mode"].startswith("editorial") or not who
        label = f"{row['speaker']}: {row['text'][:50]}"
        return Thing(frozenset(who), (label,), spans([row]), optional=unsure)
