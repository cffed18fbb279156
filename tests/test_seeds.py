"""The seed tables, record by record: each message tells the curator what to do."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kb.extract.text import fold, tokens
from kb.seedtables import FILES, Seed, Seeds, read_seeds

ROOT = Path(__file__).parents[1]
SHARED = Path(__file__).parents[2] / "shared"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
QID = re.compile(r"Q[1-9]\d*")
KINDS = {
    "organisation": {
        *("intelligence", "police", "ministry", "military", "armed-group", "think-tank"),
        *("embassy", "international", "party", "government", "judiciary", "company", "other"),
    },
    "place": {"country", "city", "region", "continent", "site"},
    "outlet": {"newspaper", "site", "agency", "broadcaster", "magazine"},
}
SHARED_NAMES: dict[str, str] = {}  # folded name -> why rows of two types may bear it
BYLINES = {"kamal-el-alami", "oussi-mouh-lahcen"}
BY_CONTEXT = {"org/algerian-armed-forces"}  # the articles say only "the armed forces"


@cache
def seeds() -> Seeds:
    return read_seeds(ROOT / "seeds")


@cache
def by_id() -> dict[str, Seed]:
    return {seed.id: seed for seed in seeds().entities}


def names(seed: Seed) -> tuple[str, ...]:
    return (*seed.labels.values(), *seed.spellings)


@cache
def key(text: str) -> str:
    """The words of a name as the reader compares them."""
    return " ".join(token.text for token in tokens(fold(text)))


@cache
def bare(text: str) -> str:
    """The same without articles, for whether one name holds another."""
    return " ".join(word.removeprefix("ال") for word in key(text).split())


def holds(long: str, short: str) -> bool:
    return f" {bare(short)} " in f" {bare(long)} "


def wrong(found: Iterator[str]) -> None:
    """Fail with every fault at once, so that a curator mends them in one go."""
    faults = list(found)
    assert not faults, "\n".join(faults)


@cache
def shared(name: str) -> Any:
    path = SHARED / name
    if not path.is_file():
        pytest.skip("the reference data is not beside this checkout")
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_table_has_rows_and_all_are_of_the_expected_size() -> None:
    least = {"person": 500, "organisation": 250, "place": 350, "outlet": 120, "office": 60}
    for kind in FILES:
        assert len(seeds().of(kind)) >= least[kind], f"{FILES[kind]}: rows were lost"


@pytest.mark.parametrize("name", [*FILES.values(), "wikidata.csv"])
def test_tables_are_sorted_by_id_with_plain_line_ends(name: str) -> None:
    raw = (ROOT / "seeds" / name).read_bytes()
    assert b"\r" not in raw, f"{name}: save it with LF line ends"
    assert raw.endswith(b"\n"), f"{name}: end the last line"
    ids = [line.split(",")[0] for line in raw.decode().splitlines()[1:]]
    wrong(
        f"{name}: {second!r} stands after {first!r}; sort the rows by id, each id once"
        for first, second in pairwise(ids)
        if first >= second
    )


def test_ids_are_slugs() -> None:
    wrong(
        f"{s.id}: an id is lower-case Latin letters and digits joined by single hyphens"
        for s in seeds().entities
        if not SLUG.fullmatch(s.slug)
    )


def test_references_name_rows_that_exist() -> None:
    def faults() -> Iterator[str]:
        for seed in seeds().entities:
            for column, kind in (("country", "place"), ("capital_of", "place")):
                target = seed.extra.get(column)
                if target and f"{kind}/{target}" not in by_id():
                    yield f"{seed.id}: {column} {target!r} is no row of places.csv"
            for body in seed.values("organisation"):
                if f"organisation/{body}" not in by_id():
                    yield f"{seed.id}: organisation {body!r} is no row of organisations.csv"

    wrong(faults())


def test_countries_are_places_of_that_kind_and_each_has_one_capital_at_most() -> None:
    def faults() -> Iterator[str]:
        capitals: dict[str, str] = {}
        for seed in seeds().entities:
            country = by_id().get(f"place/{seed.extra.get('country', '')}")
            if country and country.extra["kind"] != "country":
                yield f"{seed.id}: country {country.slug!r} is not of the kind country"
            of = seed.extra.get("capital_of")
            if of and of in capitals:
                yield f"{seed.id}: {of} already has the capital {capitals[of]}"
            if of:
                capitals[of] = seed.slug
                if seed.extra["country"] != of:
                    yield f"{seed.id}: a capital's country is the country it is the capital of"

    wrong(faults())


def test_every_row_has_an_arabic_label_and_a_source_without_a_path() -> None:
    def faults() -> Iterator[str]:
        for seed in seeds().entities:
            if not re.search(r"[\u0621-\u064a]", seed.labels.get("ar", "")):
                yield f"{seed.id}: give an Arabic label in the column ar"
            if re.search(r"(^|\s)[~.]*/\w|shared/|\.json\b|\.csv\b", seed.source):
                yield f"{seed.id}: the source names a register, not a file of some machine"

    wrong(faults())


def test_kinds_come_from_the_closed_lists() -> None:
    wrong(
        f"{s.id}: kind {s.extra['kind']!r} is none of {', '.join(sorted(KINDS[s.type]))}"
        for s in seeds().entities
        if s.type in KINDS and s.extra["kind"] not in KINDS[s.type]
    )


def test_no_name_belongs_to_two_rows() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for seed in seeds().entities:
        for name in names(seed):
            owners[key(name)].add(seed.id)
    wrong(
        f"{name!r} names {' and '.join(sorted(ids))}: qualify one of them"
        for name, ids in owners.items()
        if len(ids) > 1 and not (name in SHARED_NAMES and len({i.split("/")[0] for i in ids}) > 1)
    )


def test_no_row_lists_a_name_twice_or_one_that_folds_to_nothing() -> None:
    def faults() -> Iterator[str]:
        for seed in seeds().entities:
            labels = {key(name) for name in seed.labels.values()}
            folded = [key(name) for name in seed.spellings]
            for name in seed.spellings:
                if not key(name):
                    yield f"{seed.id}: {name!r} has no letters"
                elif key(name) in labels or folded.count(key(name)) > 1:
                    yield f"{seed.id}: {name!r} is there already after folding; take it out"

    wrong(faults())


def test_decoys_hold_a_name_of_their_row_and_are_nobodys_name() -> None:
    owners = {key(name): seed.id for seed in seeds().entities for name in names(seed)}

    def faults() -> Iterator[str]:
        for seed in seeds().entities:
            for decoy in seed.decoys:
                if not any(holds(decoy, name) for name in names(seed)):
                    yield f"{seed.id}: decoy {decoy!r} holds none of its names; it cannot mislead"
                if key(decoy) in owners:
                    yield f"{seed.id}: decoy {decoy!r} names {owners[key(decoy)]}; no decoy needed"

    wrong(faults())


def test_an_adjective_belongs_to_one_place() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for seed in seeds().of("place"):
        for word in seed.values("demonyms"):
            owners[key(word)].add(seed.id)
    wrong(
        f"adjective {word!r} belongs to {' and '.join(sorted(ids))}: give it to none"
        for word, ids in owners.items()
        if len(ids) > 1
    )


@pytest.mark.parametrize("word", ["مالي", "مالية", "قمري"])
def test_adjectives_that_are_common_words_are_left_out(word: str) -> None:
    found = [s.id for s in seeds().of("place") if key(word) in map(key, s.values("demonyms"))]
    assert not found, f"{word} also means something else ('financial', 'lunar'): {found}"


def test_domains_are_bare_and_belong_to_one_outlet() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for seed in seeds().of("outlet"):
        for domain in seed.values("domains"):
            assert re.fullmatch(r"(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+", domain), seed.id
            owners[domain].add(seed.id)
    wrong(f"{d} belongs to {ids}" for d, ids in owners.items() if len(ids) > 1)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("الجزائر", "place/algeria"),
        ("الجزائر العاصمة", "place/algiers"),
        ("المغرب العربي", "place/maghreb"),
        ("المغرب اليوم", "outlet/almaghribtoday"),
        ("الصحراء", "place/western-sahara"),
        ("الصحراء الكبرى", "place/sahara"),
        ("المديرية العامة للأمن الوطني", "organisation/dgsn"),
        ("المديرية العامة للأمن الوطني الجزائرية", "organisation/dgsn-algeria"),
        ("القاعدة", "organisation/al-qaeda"),
        ("القاعدة في بلاد المغرب الإسلامي", "organisation/aqim"),
        ("الدولة الإسلامية في الصحراء الكبرى", "organisation/islamic-state-greater-sahara"),
        ("مركز الرباط للدراسات", "organisation/rabat-center-political-strategic-studies"),
        ("البنتاغون", "organisation/us-department-of-defense"),
        ("نيجيريا", "place/nigeria"),
        ("النيجر", "place/niger"),
        ("دايفيد فيشر", "person/david-fischer"),
        ("بونييت تالوار", "person/puneet-talwar"),
    ],
)
def test_confusable_names_lead_to_the_right_row(text: str, entity: str) -> None:
    found = {s.id for s in seeds().entities if key(text) in map(key, names(s))}
    assert found == {entity}


@pytest.mark.parametrize(
    "text",
    ["رشيد الحموشي", "القاعدة العسكرية", "قاعدة جوية", "شارع محمد السادس", "نصف قطر"],
)
def test_known_traps_are_decoys(text: str) -> None:
    assert any(key(text) in map(key, s.decoys) for s in seeds().entities)


@pytest.mark.parametrize(
    "word",
    ["عمان", "المملكة", "الرئيس", "الوكالة", "فيشر", "راي", "إسبر", "جده", "وجده", "سيول"],
)
def test_words_too_ambiguous_to_match_alone_are_no_names(word: str) -> None:
    assert not [s.id for s in seeds().entities if key(word) in map(key, names(s))]


def test_links_are_one_to_one_accepted_reviewed_and_tell_their_evidence() -> None:
    links = seeds().links
    assert len({link.qid for link in links}) == len(links), "one item for two rows"
    assert len({link.id for link in links}) == len(links), "two items for one row"

    def faults() -> Iterator[str]:
        for link in links:
            if not QID.fullmatch(link.qid):
                yield f"{link.id}: {link.qid!r} is no item id"
            if link.id not in by_id():
                yield f"{link.id}: no such row"
            if link.method != "reviewed" or not link.source or not link.quote:
                yield f"{link.id}: a link is reviewed and has a source and a quote"
            if set(re.findall(r"\bQ\d+\b", link.quote)) != {link.qid}:
                yield f"{link.id}: cut the quote so that {link.qid} stands in it and no other item"

    wrong(faults())


def test_sources_name_no_item_but_the_linked_one() -> None:
    linked = {link.id: link.qid for link in seeds().links}
    wrong(
        f"{seed.id}: its source names {qid}, which wikidata.csv does not link to it"
        for seed in seeds().entities
        for qid in re.findall(r"Q\d+", seed.source)
        if linked.get(seed.id) != qid
    )


def test_linked_items_are_verified_in_the_reference_data() -> None:
    verified = {e["qid"]: e for e in shared("wikidata/entities.json") if e["status"] == "verified"}

    def faults() -> Iterator[str]:
        for link in seeds().links:
            entity = verified.get(link.qid)
            if entity is None:
                yield f"{link.id}: {link.qid} is not verified; take the link out"
            elif not _same(by_id()[link.id], entity):
                yield f"{link.id}: {link.qid} is {entity['key']}, another thing"
            elif link.source != entity["evidence"]["source"]:
                yield f"{link.id}: the source is not the one of the evidence"

    wrong(faults())


def _same(seed: Seed, entity: dict[str, Any]) -> bool:
    """Whether a row and an entity share a name, or an acronym where names differ by a qualifier."""
    theirs = [*filter(None, entity["labels"].values()), *entity["variants"]]
    ours = {key(name) for name in (*names(seed), *seed.values("acronyms"))}
    return any(
        key(their) in ours or any(holds(name, their) for name in names(seed)) for their in theirs
    )


def test_every_lasting_entity_of_the_gold_is_a_row_and_found_by_a_form() -> None:
    types = {"org": "organisation"}

    def faults() -> Iterator[str]:
        for entity in shared("gold/entities.json"):
            kind, slug = entity["key"].split("/")
            if kind == "communique" or slug.startswith("unnamed-") or slug in BYLINES:
                continue
            seed = by_id().get(f"{types.get(kind, kind)}/{slug}")
            if seed is None:
                yield f"{entity['key']}: no row"
            elif entity["key"] not in BY_CONTEXT and not _found(entity["forms"], seed):
                yield f"{entity['key']}: none of {list(entity['forms'])} is found"

    wrong(faults())


def _found(forms: Iterable[str], seed: Seed) -> bool:
    """Whether a row's name or acronym stands in one of the forms, also after ل."""
    known = (*names(seed), *seed.values("acronyms"))
    told = [text for form in forms for text in (form, re.sub(r"^لل", "ال", form))]
    return any(holds(text, name) for text in told for name in known)
