"""What an operator does to a whole base: retract, erase, rebuild, roll back, validate."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.generate import article
from kb import kit, upkeep
from kb.errors import KhabarError, NotThere, Refusal, StoreFault, UsageFault
from kb.store.base import open_base
from kb.store.generations import Generations
from kb.store.journal import Erased, Retracted
from kb.store.originals import Originals
from tests.building import KB, D, current, exported, ingest, journal, one, rows, settings, written

ROOT = Path(__file__).parents[1]
RETELLINGS = ROOT / "seeds" / "articles"
BURNS = "nadorcity-undated-dd7dfa7c"  # one of two reports of a meeting


def rebuilt_the_same(home: Path) -> None:
    """That a rebuild by the same program publishes nothing, since it gives the same bytes."""
    before, number = exported(home), current(home)
    found = upkeep.rebuild(settings(home))
    assert (found.added, found.removed, found.refused) == ((), (), ())
    assert found.generation == number == current(home)
    assert exported(home) == before


# ---- making -------------------------------------------------------------------------------
def test_a_base_is_made_once(home: Path) -> None:
    with pytest.raises(StoreFault, match="there is a base in"):
        upkeep.init(settings(home))


@pytest.mark.parametrize(
    "data", ["", "ftp://example.org/", "https://example.org/id", "id/", "https://a b/"]
)
def test_a_namespace_that_cannot_be_one_is_refused(tmp_path: Path, data: str) -> None:
    with pytest.raises(UsageFault, match="data namespace"):
        upkeep.init(settings(tmp_path / "kb"), data=data)
    assert not (tmp_path / "kb").exists()


def test_a_base_of_another_namespace_holds_all_under_it(tmp_path: Path) -> None:
    home = tmp_path / "kb"
    upkeep.init(settings(home), data="https://kb.example.org/id/")
    (path,) = written(tmp_path, 1)
    assert str(one(home, path).article).startswith("https://kb.example.org/id/article/")
    assert D.encode() not in exported(home)
    rebuilt_the_same(home)


def test_a_plain_base_is_empty_and_takes_no_articles(tmp_path: Path) -> None:
    home = tmp_path / "kb"
    upkeep.init(settings(home), plain=True)
    assert exported(home) == b""
    with pytest.raises(UsageFault, match="plain base"):
        ingest(home, *written(tmp_path, 1))
    with pytest.raises(UsageFault, match="plain base"):
        upkeep.rebuild(settings(home))
    assert exported(home) == b""


# ---- retraction ---------------------------------------------------------------------------
MEETING = f"""SELECT ?r {{
    ?m a <{KB}Meeting> ; <{KB}report> ?r ; <{KB}participant> <{D}person/william-burns> }}"""


def test_what_rested_on_a_retracted_article_alone_goes_with_it(retold: Path) -> None:
    both = rows(retold, MEETING)
    assert len({report.partition("#")[0] for (report,) in both}) == 2
    done = upkeep.take_out(BURNS, "asked for by its author", settings(retold))
    assert done.generation == current(retold)
    assert done.article == f"{D}article/{BURNS}"
    left = rows(retold, MEETING)
    assert left == [row for row in both if BURNS not in row[0]]
    with open_base(retold) as base:
        assert f"{D}article/{BURNS}" not in {str(graph) for graph in base.graphs()}
    held = [line for line in exported(retold).splitlines() if BURNS.encode() in line]
    assert {line.split()[1] for line in held} == {
        f"<{KB}{name}>".encode()
        for name in ("retracted", "articleKey", "retoldKey", "retoldFile", "originalSha256")
    }
    rebuilt_the_same(retold)


def test_a_retracted_article_is_known_when_it_comes_back(retold: Path, tmp_path: Path) -> None:
    upkeep.take_out(f"article/{BURNS}", "an error", settings(retold))
    before, number = exported(retold), current(retold)
    report = ingest(retold, RETELLINGS)
    assert report.counts["retracted"] == 1
    assert report.counts["unchanged"] == 4
    changed = tmp_path / "again.md"
    text = (RETELLINGS / "burns-hammouchi-sahel.md").read_text("utf-8")
    changed.write_text(text + "\nسطر آخر في ذيل الصفحة\n", "utf-8")
    assert one(retold, changed).status == "retracted"
    assert (exported(retold), current(retold)) == (before, number)


def test_an_article_known_by_a_later_address_stays_retracted(home: Path, tmp_path: Path) -> None:
    (path,) = written(tmp_path, 1)
    first = one(home, path)
    side = tmp_path / "000001.txt.meta.json"
    side.write_text('{"url": "https://example.org/news/1"}', "utf-8")
    assert one(home, path).status == "replaced"
    upkeep.take_out(str(first.article), "an error", settings(home))
    assert one(home, path).status == "retracted"
    side.unlink()
    assert one(home, path).status == "retracted"
    rebuilt_the_same(home)


def test_a_retraction_needs_an_article_and_a_reason(retold: Path) -> None:
    before = current(retold)
    for name in ("article/none", f"{D}person/abdellatif-hammouchi", "https://example.org/x"):
        with pytest.raises(NotThere, match="holds no article"):
            upkeep.take_out(name, "because", settings(retold))
    for name in ("two words", 'x"> <y', ""):
        with pytest.raises(KhabarError):
            upkeep.take_out(name, "because", settings(retold))
    with pytest.raises(UsageFault, match="needs a reason"):
        upkeep.take_out(BURNS, "  ", settings(retold))
    assert current(retold) == before
    upkeep.take_out(BURNS, "because", settings(retold))
    with pytest.raises(UsageFault, match="retracted already"):
        upkeep.take_out(BURNS, "because", settings(retold))


def test_an_erased_article_leaves_no_word(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    gone, stays = written(folder, 1, 2)
    (folder / "000001.txt.meta.json").write_text('{"byline": "كاتب مجهول"}', "utf-8")
    first = ingest(home, folder).outcomes[0]
    gone.write_text(article(1) + "\nسطر آخر في ذيل الصفحة\n", "utf-8")
    ingest(home, folder)
    done = upkeep.take_out(str(first.article), "a court's order", settings(home), erase=True)
    assert done.still_read == ()
    assert Generations(home).numbers() == [done.generation] == [current(home)]
    words = [name.encode() for name in ("الكاداسياني", "التوهيزيودي", "كاتب مجهول")]
    for path in home.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        assert not [word for word in words if word in raw], path
    records = [r for r in journal(home) if isinstance(r, Retracted | Erased)]
    assert [type(r) for r in records] == [Retracted, Erased, Erased]
    assert not any("ltwhyzywdy" in str(record) for record in journal(home))
    originals = Originals(Generations(home).layout.originals)
    assert not any(originals.has(r.original) for r in records if isinstance(r, Erased))
    assert one(home, gone).status == "retracted"
    assert one(home, stays).status == "unchanged"
    rebuilt_the_same(home)


def test_an_erased_witness_leaves_the_other_ones_meeting(retold: Path) -> None:
    both = rows(retold, MEETING)
    named = MEETING.replace("?r {", "?m {", 1)
    iris = set(rows(retold, named))
    upkeep.take_out(BURNS, "an error", settings(retold))
    upkeep.take_out(BURNS, "a court's order", settings(retold), erase=True)
    assert rows(retold, MEETING) == [row for row in both if BURNS not in row[0]]
    assert set(rows(retold, named)) <= iris
    rebuilt_the_same(retold)


def test_an_iri_is_kept_when_the_article_that_took_the_plainer_one_is_erased(
    home: Path, tmp_path: Path
) -> None:
    other = article(1).replace("رقم 1", "رقم 2").replace("سفير إسبانيا", "قائد الدرك")
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    paths[0].write_text(article(1), "utf-8")
    paths[1].write_text(other.replace("لوموند", "هسبريس"), "utf-8")
    first, _ = ingest(home, *paths).outcomes
    people = "SELECT ?p { ?p a <https://schema.org/Person> FILTER(STRENDS(STR(?p), '-2')) }"
    second = rows(home, people)
    assert second
    upkeep.take_out(str(first.article), "an order", settings(home), erase=True)
    assert rows(home, people) == second
    rebuilt_the_same(home)


def test_a_generation_that_is_read_is_named_when_an_article_is_erased(retold: Path) -> None:
    held = Generations(retold).hold_current()
    with held.lock:
        done = upkeep.take_out(BURNS, "an order", settings(retold), erase=True)
        assert done.still_read == (held.manifest.number,)
    assert Generations(retold).prune(1) == [held.manifest.number]


def test_a_text_that_two_articles_share_outlives_one_of_them(home: Path, tmp_path: Path) -> None:
    body = article(1).replace('"', "'").replace("\n", "\\n")
    for outlet in ("هسبريس", "الجزيرة"):
        path = tmp_path / "in" / f"{outlet}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'{{"text": "{body}", "publisher": "{outlet}"}}', "utf-8")
    first, second = ingest(home, tmp_path / "in").outcomes
    assert first.article != second.article
    upkeep.take_out(str(first.article), "an order", settings(home), erase=True)
    assert str(second.article).encode() in exported(home)
    rebuilt_the_same(home)


# ---- rebuilding ---------------------------------------------------------------------------
def test_a_rebuild_gives_the_same_bytes_after_every_kind_of_change(
    retold: Path, tmp_path: Path
) -> None:
    first, second = written(tmp_path, 1, 2)
    ingest(retold, first, second)
    first.write_text(article(1).replace("بمراكش", "بطنجة"), "utf-8")
    changed = one(retold, first)
    assert changed.status == "replaced"
    upkeep.take_out(BURNS, "an error", settings(retold))
    rebuilt_the_same(retold)
    Generations(retold).rollback()
    one(retold, *written(tmp_path, 3))
    rebuilt_the_same(retold)
    upkeep.take_out(str(changed.article), "an order", settings(retold), erase=True)
    rebuilt_the_same(retold)


def changed_seeds(folder: Path, table: str, old: str, new: str) -> Path:
    shutil.copytree(ROOT / "seeds", folder, ignore=shutil.ignore_patterns("articles"))
    path = folder / table
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return folder


def test_a_rebuild_by_other_seeds_shows_what_they_change(retold: Path, tmp_path: Path) -> None:
    qid = next(
        line.split(",")[1]
        for line in (ROOT / "seeds" / "wikidata.csv").read_text("utf-8").splitlines()
        if line.startswith("person/abdellatif-hammouchi,")
    )
    seeds = changed_seeds(tmp_path / "seeds", "wikidata.csv", f",{qid},", ",Q1,")
    other = settings(retold, seeds=seeds)
    with pytest.raises(StoreFault, match="run kb rebuild"):
        ingest(retold, RETELLINGS, seeds=seeds)
    assert current(retold) == 3
    found = upkeep.rebuild(other)
    assert found.generation == current(retold) == 4
    assert any(line.endswith(f"entity/{qid}> .") for line in found.removed)
    assert any("<http://www.wikidata.org/entity/Q1>" in line for line in found.added)
    changed = {line.split()[1] for line in (*found.added, *found.removed)}
    assert f"<{KB}place>" not in changed
    assert ingest(retold, RETELLINGS, seeds=seeds).counts["unchanged"] == 5
    again = upkeep.rebuild(other)
    assert (again.generation, again.added, again.removed) == (4, (), ())
    assert upkeep.rebuild(settings(retold)).generation == 5


def test_a_rebuild_that_changes_no_fact_still_says_by_which_seeds(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = exported(home)
    versions = {**kit.versions(settings(home)), "seeds": "others"}
    monkeypatch.setattr(kit, "versions", lambda _: versions)
    found = upkeep.rebuild(settings(home))
    assert (found.generation, found.added, found.removed) == (3, (), ())
    assert exported(home) == before


def test_a_rebuild_names_an_article_that_is_refused_now(
    retold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = written(tmp_path, 1)
    first = one(retold, path)
    small = settings(retold)
    real = upkeep.pipeline.Ingest.article

    def stricter(self: object, name: str, raw: bytes, side: bytes | None) -> object:
        if name == "000001.txt":
            raise Refusal("shapes", f"{name}: breaks a new rule", name)
        return real(self, name, raw, side)  # type: ignore[arg-type]

    monkeypatch.setattr(upkeep.pipeline.Ingest, "article", stricter)
    found = upkeep.rebuild(small)
    assert found.refused == ("000001.txt: breaks a new rule",)
    assert str(first.article).encode() not in exported(retold)
    monkeypatch.undo()
    upkeep.rebuild(small)
    assert str(first.article).encode() in exported(retold)


def test_a_rebuild_stops_at_an_original_that_was_changed(home: Path, tmp_path: Path) -> None:
    (path,) = written(tmp_path, 1)
    one(home, path)
    (kept,) = (p for p in (home / "originals").rglob("*") if p.is_file() and not p.suffix)
    kept.write_bytes(b"other words")
    before = exported(home)
    with pytest.raises(StoreFault, match="changed after it was stored"):
        upkeep.rebuild(settings(home))
    assert exported(home) == before
    kept.write_text(article(1), "utf-8")
    rebuilt_the_same(home)


# ---- a stop at any step -------------------------------------------------------------------
def stop(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "where",
    [
        "kb.store.writer.Writer.empty",
        "kb.upkeep._replay",
        "kb.upkeep._delete",
        "kb.store.generations.Generations.prune_locked",
    ],
)
def test_an_erasure_that_was_stopped_is_finished_by_the_same_command(
    home: Path, tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = ingest(home, *written(tmp_path, 1, 2)).outcomes
    article_iri = str(first.article)
    with monkeypatch.context() as patch:
        patch.setattr(where, stop)
        with pytest.raises(KeyboardInterrupt):
            upkeep.take_out(article_iri, "an order", settings(home), erase=True)
    with open_base(home) as base:
        assert base.manifest.quads == len(exported(home).splitlines())
    done = upkeep.take_out(article_iri, "an order", settings(home), erase=True)
    assert Generations(home).numbers() == [done.generation]
    word = "الكاداسياني".encode()
    assert not [p for p in home.rglob("*") if p.is_file() and word in p.read_bytes()]
    rebuilt_the_same(home)
