"""From files to a generation: what is new, what replaces what, and what changes nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from benchmarks.generate import article
from kb import pipeline
from kb.outcomes import STATUSES
from kb.store import buffer
from kb.store.journal import Ingested, Judged, Minted
from tests.building import KB, D, current, exported, ingest, journal, one, rows, settings, written

ROOT = Path(__file__).parents[1]
RETELLINGS = ROOT / "seeds" / "articles"
ORIGINALS = ROOT.parent / "shared" / "articles"
TICKER = "\nأخبار أخرى\nسوق السمك يفتح أبوابه قبل الفجر\n"


def test_the_same_files_again_change_nothing(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    written(folder, 1, 2, 3)
    first = ingest(home, folder)
    assert [o.status for o in first.outcomes] == ["stored"] * 3
    before, records = exported(home), journal(home)
    again = ingest(home, folder)
    assert [o.status for o in again.outcomes] == ["unchanged"] * 3
    assert [o.article for o in again.outcomes] == [o.article for o in first.outcomes]
    assert again.generation == first.generation == current(home)
    assert exported(home) == before
    assert journal(home) == records


def test_the_same_bytes_under_another_name_change_nothing(home: Path, tmp_path: Path) -> None:
    (path,) = written(tmp_path, 1)
    first = one(home, path)
    again = one(home, path.rename(tmp_path / "other.txt"))
    assert (again.status, again.article) == ("unchanged", first.article)


def test_a_page_saved_again_with_other_tickers_is_a_new_version(home: Path, tmp_path: Path) -> None:
    (path,) = written(tmp_path, 1)
    first = one(home, path)
    held = exported(home)
    path.write_text(article(1) + TICKER, "utf-8")
    second = one(home, path)
    assert (second.status, second.article) == ("replaced", first.article)
    assert second.new_entities == second.new_events == 0
    assert exported(home) != held
    assert rows(home, f"SELECT (COUNT(?a) AS ?n) {{ ?a <{KB}textLength> ?n0 }}") == [("1",)]
    path.write_text(article(1), "utf-8")
    assert one(home, path).status == "replaced"
    assert exported(home) == held


def test_a_changed_fact_replaces_what_rested_on_it_and_nothing_else(
    home: Path, tmp_path: Path
) -> None:
    other, path = written(tmp_path, 2, 1)
    ingest(home, other, path)
    meetings = f"SELECT ?p {{ GRAPH ?a {{ ?r a <{KB}MeetingReport> ; <{KB}place> ?p }} }}"
    places = f"SELECT ?p {{ ?m a <{KB}Meeting> ; <{KB}place> ?p }}"
    before, held = exported(home), rows(home, places)
    assert (f"{D}place/marrakesh",) in held
    path.write_text(article(1).replace("بمراكش", "بطنجة"), "utf-8")
    outcome = one(home, path)
    assert outcome.status == "replaced"
    assert rows(home, places) == rows(home, meetings)
    assert len(rows(home, places)) == len(held)
    assert (
        rows(home, places).count((f"{D}place/tangier",)) == held.count((f"{D}place/tangier",)) + 1
    )
    kept = [line for line in before.splitlines() if b"/article/" in line.rpartition(b" <")[2]]
    others = [line for line in kept if outcome.article and outcome.article.encode() not in line]
    assert others
    assert set(others) <= set(exported(home).splitlines())
    path.write_text(article(1), "utf-8")
    one(home, path)
    assert exported(home) == before


def test_one_run_or_several_give_the_same_base(
    home: Path, seeded_home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    paths = [*written(folder, 4, 5, 6), *sorted(RETELLINGS.glob("*.md"))]
    ingest(home, *paths)
    other = Path(shutil.copytree(seeded_home, tmp_path / "other"))
    for path in sorted(paths):
        one(other, path)
    assert exported(other) == exported(home)


def test_a_long_run_publishes_on_its_way(home: Path, tmp_path: Path) -> None:
    before = current(home) or 0
    written(tmp_path / "in", 1, 2, 3)
    seen: list[int | None] = []
    report = pipeline.ingest(
        [tmp_path / "in"], settings(home, publish_seconds=0.0), lambda _: seen.append(current(home))
    )
    assert seen == [before, before + 1, before + 2]
    assert report.generation == before + 3


def test_a_run_publishes_when_what_is_new_must_go_to_disk(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buffer, "FULL", 1)
    before = current(home) or 0
    written(tmp_path / "in", 1, 2)
    seen: list[int | None] = []
    pipeline.ingest([tmp_path / "in"], settings(home), lambda _: seen.append(current(home)))
    assert seen == [before, before + 1]


def test_the_report_adds_up(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    written(folder, 1, 2)
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    report = ingest(home, folder)
    found = report.as_json()
    assert found["read"] == 3 == sum(found[status] for status in STATUSES)
    assert (found["stored"], found["refused"]) == (2, 1)
    assert found["new_events"] == sum(f["new_events"] for f in found["files"]) > 0
    told = f"SELECT ?r {{ ?e <{KB}report> ?r FILTER(REGEX(STR(?r), '#(event|agreement)-')) }}"
    held = rows(home, told)
    assert len(held) == found["new_events"] + found["new_agreements"] + found["joined"]
    assert json.loads(json.dumps(found))["generation"] == current(home)
    table = report.as_table()
    for name in ("read", "stored", "unchanged", "refused", "new entities", "seconds"):
        assert any(line.startswith(name) for line in table.splitlines())
    assert "refused [not-text] picture.txt" in table


def test_the_journal_tells_of_files_iris_and_judgements(retold: Path) -> None:
    records = journal(retold)
    assert sum(isinstance(r, Ingested) for r in records) == 5
    minted = [r for r in records if isinstance(r, Minted)]
    assert len({r.key for r in minted}) == len(minted)
    iris = {r.iri for r in minted}
    assert iris <= {row[0] for row in rows(retold, "SELECT ?s { ?s a ?t }")}
    told = f"SELECT ?e {{ ?e <{KB}report> ?r FILTER(REGEX(STR(?r), '#(event|agreement)-')) }}"
    assert {iri for (iri,) in rows(retold, told)} <= iris
    judged = {(r.report, r.entity, r.decision) for r in records if isinstance(r, Judged)}
    query = f"""SELECT ?r ?e ?d {{ GRAPH <{D}graph/judgements> {{
        ?j <{KB}judges> ?r ; <{KB}entity> ?e ; <{KB}decision> ?d }} }}"""
    held = {(r, e, d.removeprefix(KB)) for r, e, d in rows(retold, query)}
    assert held
    assert held <= judged


def test_an_article_from_another_run_is_read_again_when_its_side_file_changes(
    home: Path, tmp_path: Path
) -> None:
    (path,) = written(tmp_path, 1)
    first = one(home, path)
    side = tmp_path / "000001.txt.meta.json"
    side.write_text('{"url": "https://example.org/news/1"}', "utf-8")
    second = one(home, path)
    assert (second.status, second.article) == ("replaced", first.article)
    assert one(home, path).status == "unchanged"
    side.write_text('{"url": "https://example.org/news/2"}', "utf-8")
    assert one(home, path).status == "replaced"


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="needs the originals")
def test_an_original_takes_the_place_of_its_retelling(retold: Path) -> None:
    kinds = f"SELECT ?a {{ ?a a <https://schema.org/NewsArticle>, <{KB}Retelling> }}"
    articles = "SELECT ?a { ?a a <https://schema.org/NewsArticle> }"
    told = rows(retold, articles)
    assert rows(retold, kinds) == told
    found = ingest(retold, ORIGINALS)
    assert {o.status for o in found.outcomes} == {"replaced"}
    assert sorted((str(o.article),) for o in found.outcomes) == told == rows(retold, articles)
    assert rows(retold, kinds) == []
    before = exported(retold)
    again = ingest(retold, RETELLINGS)
    assert {o.status for o in again.outcomes} == {"superseded"}
    assert again.generation == found.generation
    assert exported(retold) == before
