"""What an article says of itself: headline, outlet, day, byline and language."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kb.extract import page_words as words
from kb.extract.dates import full_day, value_of
from kb.extract.masthead import Outlets
from kb.extract.text import fold, fold_view
from kb.records import CleanText, DateValue, Heading, Span

_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[a-z]")
_SAMPLE = 20_000  # letters of the main text are enough to know its language


def heading(clean: CleanText, lexicon: Outlets) -> Heading:
    """The heading of an article: what is stated beside it before what its page says."""
    stated, text = clean.article.metadata, clean.text
    name = stated.publisher or _words(text, clean.publisher)
    return Heading(
        headline=stated.headline or _words(text, clean.headline),
        publisher=_outlet(name, lexicon),
        publisher_name=name,
        published=_published(clean),
        language=stated.language or language(clean),
        byline=stated.byline or _words(text, clean.byline),
        main_text=clean.main,
    )


@lru_cache(maxsize=8)  # asked for twice an article
def language(clean: CleanText) -> str:
    """The language of the main text by its letters and commonest words: ar, fr, en or und."""
    sample = fold(" ".join(span.of(clean.text) for span in clean.main)[:_SAMPLE])
    arabic, latin = len(_ARABIC.findall(sample)), len(_LATIN.findall(sample))
    if arabic or latin:
        if arabic >= latin:
            return "ar"
        found = sample.split()
        french = sum(word in words.FRENCH for word in found)
        english = sum(word in words.ENGLISH for word in found)
        return "und" if french == english else "fr" if french > english else "en"
    return "und"


def _published(clean: CleanText) -> DateValue:
    """The day of publication, where markup, a side file or the page's dateline states it."""
    stated = clean.article.metadata.published
    if stated:
        return value_of(stated, "explicit", stated)
    words_of = _words(clean.text, clean.published)
    found = full_day(fold_view(words_of)) if words_of else None
    return replace(found.value, text=words_of) if found else DateValue()


def _outlet(name: str | None, lexicon: Outlets) -> str | None:
    """The id of a named outlet, if it is known."""
    if name is None or name.startswith("outlet/"):
        return name
    return lexicon.outlet(name)


def _words(text: str, span: Span | None) -> str | None:
    """The words at a span, white space in them made single."""
    return " ".join(span.of(text).split()) if span else None
