"""The retellings know their originals and share no sentence with them.

The originals are not part of the project: what needs them is skipped where they are not at hand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.extract.article import read_file
from kb.extract.lexicon import Lexicon
from kb.extract.reading import read
from kb.model.identity import article_keys
from kb.records import Article, Retold
from kb.seedtables import read_seeds

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
RETELLINGS = sorted((ROOT / "seeds" / "articles").glob("*.md"))
LONGEST_RUN = 8  # nine words in a row are no chance

retellings = pytest.mark.parametrize("path", RETELLINGS, ids=lambda path: path.name)
originals = pytest.mark.skipif(not SHARED.is_dir(), reason="the originals are not at hand")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The seeds, compiled once."""
    return Lexicon.build(read_seeds(ROOT / "seeds"))


def retold(path: Path) -> tuple[Article, Retold]:
    """A retelling and what it says of its original."""
    article = read_file(path)
    assert article.metadata.retold is not None
    return article, article.metadata.retold


def original(facts: Retold) -> Path:
    """The original that a retelling is of."""
    folder = (SHARED / "articles").glob("*.txt")
    return next(p for p in folder if hashlib.sha256(p.read_bytes()).hexdigest() in facts.sha256)


def runs(text: str) -> Iterator[str]:
    """All runs of words that are too long to be shared by chance."""
    plain = re.sub(r"[\u064b-\u0652\u0640\u200e\u200f]", "", text)
    words = re.findall(r"\w+", re.sub("[أإآ]", "ا", plain))
    size = LONGEST_RUN + 1
    return (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def test_there_is_one_for_each_of_the_five_articles() -> None:
    facts = [retold(path)[1] for path in RETELLINGS]

    assert len({fact.slug for fact in facts}) == len({fact.sha256 for fact in facts}) == 5


@retellings
def test_a_retelling_says_what_it_is_of(path: Path) -> None:
    article, facts = retold(path)
    parts = [facts.publisher and facts.publisher.split("/")[1], facts.published or "undated"]

    assert facts.slug == "-".join([*map(str, parts), facts.sha256[0][:8]])
    assert article.metadata.publisher == "outlet/khabar"
    assert article.metadata.published == facts.published
    assert article.metadata.headline is None


@originals
@retellings
def test_an_original_is_recognised_by_its_keys(path: Path, lexicon: Lexicon) -> None:
    facts = retold(path)[1]

    assert article_keys(read(read_file(original(facts)), lexicon)) == facts.keys


@originals
def test_no_sentence_is_copied() -> None:
    texts = [*(SHARED / "articles").glob("*.txt"), *(SHARED / "corpus").glob("*.txt")]
    known = {run for text in texts for run in runs(text.read_text("utf-8"))}
    ours = {run for path in RETELLINGS for run in runs(path.read_text("utf-8"))}

    assert known & ours == set()
