"""Real articles of many outlets, where that folder stands beside the checkout.

None of them may be refused, none about other things may yield a meeting or an agreement, and
what is found of people may not rest on the tables holding just their names.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kb.extract.article import read_file
from kb.extract.contract import to_json
from kb.extract.lexicon import Lexicon
from kb.extract.reading import read
from kb.seedtables import Seeds
from tests.building import ingest
from tests.conftest import SHARED
from tests.gold.floors import all_seeds, golds, score, without
from tests.gold.scoring import Score

CORPUS = SHARED / "corpus"
TEXTS = sorted(CORPUS.glob("*.txt"))
OTHER = ("sport", "economy")
LEAST_UNSEEN = 0.7
shared = pytest.mark.skipif(not TEXTS, reason="the shared corpus is not here")


def kind(text: Path) -> str:
    """Kind and topic of an article as its side file of the corpus states them."""
    about = json.loads(text.with_name(f"{text.stem}.meta.json").read_text("utf-8"))
    return f"{about['kind']} {about['topic']}".casefold()


def unseen(path: Path, seeds: Seeds, lexicon: Lexicon) -> tuple[Seeds, set[str]]:
    """Seeds without the rows that an article names, leaders and standing institutions apart."""
    named = {one.id for one in read(read_file(path), lexicon).entities if one.seeded}
    return without(seeds, named)


@shared
@pytest.mark.slow
def test_every_article_of_the_corpus_is_ingested(home: Path) -> None:
    report = ingest(home, *TEXTS)

    assert len(TEXTS) >= 39
    assert [(o.file, o.reason) for o in report.outcomes if o.status != "stored"] == []


@shared
def test_articles_about_other_things_yield_no_meeting_and_no_agreement() -> None:
    lexicon = Lexicon.build(all_seeds())
    negative = [text for text in TEXTS if any(word in kind(text) for word in OTHER)]

    assert negative
    for text in negative:
        found = read(read_file(text), lexicon)
        assert (text.name, found.events, found.agreements) == (text.name, (), ())


def test_names_of_the_retellings_are_found_without_their_rows() -> None:
    seeds = all_seeds()
    lexicon, total = Lexicon.build(seeds), Score()
    for gold in golds():
        path = Path(__file__).parents[1] / "seeds" / "articles" / gold.file
        left, gone = unseen(path, seeds, lexicon)
        assert gone
        total.add(score(gold, read(read_file(path), Lexicon.build(left))))

    assert total.figures()["people"] >= LEAST_UNSEEN


@shared
@pytest.mark.slow
def test_names_of_the_twelve_articles_are_found_without_their_rows(tmp_path: Path) -> None:
    seeds = all_seeds()
    lexicon = Lexicon.build(seeds)
    pairs = [(g, SHARED / "articles" / g.stem) for g in (SHARED / "gold").glob("00*.json")]
    pairs += [(g, CORPUS / f"{g.name[:2]}.txt") for g in CORPUS.glob("*.gold.json")]
    records = []
    for _, path in pairs:
        left, _ = unseen(path, seeds, lexicon)
        records.append(json.dumps(to_json(read(read_file(path), Lexicon.build(left)))))
    output = tmp_path / "unseen.jsonl"
    output.write_text("\n".join(records), "utf-8")

    figures = scored([gold for gold, _ in pairs], output)
    assert len(pairs) == 12
    assert figures["rows"]["people"]["f1"] >= LEAST_UNSEEN
    assert figures["noise"] == {"people": 0, "events": 0}


def scored(gold: list[Path], output: Path) -> dict[str, Any]:
    """The totals of the shared scorer for a saved output."""
    command = [sys.executable, str(SHARED / "score" / "score.py"), *map(str, gold), "--json"]
    for folder in ("articles", "corpus"):
        command += ["--articles", str(SHARED / folder)]
    done = subprocess.run(
        [*command, "--output", str(output)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    total: dict[str, Any] = json.loads(done.stdout)["total"]
    return total
