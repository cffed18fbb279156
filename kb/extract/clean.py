"""The page around an article: which part of the text is the article, its headline, its byline.

Nothing is copied or changed; zones are marked. The rules are about the genre: where a headline
stands and is repeated, what a paragraph of prose looks like, what opens a form or a footer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.extract import masthead
from kb.extract.masthead import Outlets
from kb.extract.sidefile import body_start
from kb.extract.text import fold
from kb.extract.trace import note
from kb.extract.zones import Paragraph, joined, paragraphs
from kb.records import Article, CleanText, Span

_HEADLINE = range(3, 40)  # words
_NEAR = 200  # short lines above the body that are compared with each other


def clean(article: Article, lexicon: Outlets) -> CleanText:
    """The article with its zones marked: headline, byline, publisher, date, main text."""
    text = article.text
    parts = paragraphs(text, body_start(text) if article.format == "md" else 0)
    top = _headline(parts, article, lexicon)
    first = _first_of_body(parts, top, lexicon)
    main = (part.span for part in _body(parts, first, top, lexicon))
    head = parts[top] if top is not None else None
    found = masthead.read(text, parts, top, first, lexicon)
    return CleanText(
        article,
        _unmarked(text, head.span) if head else None,
        joined(main, text),
        found.byline,
        found.publisher,
        found.published,
    )


def _headline(parts: Sequence[Paragraph], article: Article, lexicon: Outlets) -> int | None:
    """Which paragraph is the headline, of several equal ones the last before the body."""
    start = next((at for at, part in enumerate(parts) if part.prose), len(parts))
    stated = fold(article.metadata.headline or "").strip()
    if stated:
        equal = [at for at, part in enumerate(parts[: start + 1]) if part.key == stated]
        if equal or article.format != "txt":
            return _taken(parts, equal[-1], "stated beside the text") if equal else None
    marked = [at for at, part in enumerate(parts) if part.key.startswith("# ")]
    if marked and article.format == "md":
        return _taken(parts, marked[0], "marked in Markdown")
    return _likeliest(parts, start, lexicon)


def _likeliest(parts: Sequence[Paragraph], start: int, lexicon: Outlets) -> int | None:
    """The headline of a page that does not mark it: repeated, or above a byline, or first."""
    able = [
        at
        for at, part in enumerate(parts)
        if part.size in _HEADLINE and len(part.key) <= 250 and not (part.noise or part.aside)
    ]
    early = [at for at in able if at < start]
    if (again := _repeated(parts, early[-_NEAR:])) is not None:
        return _taken(parts, again, "the last of equal lines above the body")
    for at in able:
        if at + 1 < len(parts) and not parts[at].prose and _headed(parts, at, lexicon):
            return _taken(parts, _above_caption(parts, able, at), "above a byline or a date")
    first = next((at for at in early if not masthead.dated(parts[at])), None)
    if first is not None:
        return _taken(parts, first, "the first line above the body")
    return 0 if len(parts) > 1 and able[:1] == [0] and parts[0].unfinished else None


def _repeated(parts: Sequence[Paragraph], early: list[int]) -> int | None:
    """The last of equal headlines; a page's title repeats one with the site's name beside it."""
    for at in early:
        again = [two for two in early if two > at and parts[two].key in parts[at].key]
        longer = [two for two in again if parts[two].size > 3]
        if longer:
            return longer[-1]
    return None


def _above_caption(parts: Sequence[Paragraph], able: list[int], at: int) -> int:
    """The headline where a paragraph above a byline may be the caption of a picture under it."""
    before = [two for two in able if two < at]
    alone = len(before) == 1 and before[0] == at - 1
    return before[0] if alone and parts[before[0]].size > parts[at].size else at


def _headed(parts: Sequence[Paragraph], at: int, lexicon: Outlets) -> bool:
    """Whether a byline or a date stands under a paragraph, and prose under that."""
    under, own = parts[at + 1], masthead.about(parts[at], lexicon)
    prose = any(part.prose for part in parts[at + 2 : at + 12])
    return prose and not own and masthead.about(under, lexicon)


def _first_of_body(parts: Sequence[Paragraph], top: int | None, lexicon: Outlets) -> int:
    """Where the body begins: after names, dates and captions between headline and prose."""
    at = 0 if top is None else top + 1
    prose = next((here for here in range(at, len(parts)) if parts[here].prose), None)
    if prose is None:
        while at < len(parts) and (masthead.about(parts[at], lexicon) or parts[at].noise):
            at += 1
        return at
    while at < prose and (
        parts[at].unfinished or parts[at].noise or masthead.about(parts[at], lexicon)
    ):
        at += 1
    return at


def _body(
    parts: Sequence[Paragraph], first: int, top: int | None, lexicon: Outlets
) -> Iterator[Paragraph]:
    """The paragraphs of the article, without what stands between and below them."""
    last = _last_of_body(parts, first, parts[top].key if top is not None else "")
    kept = []
    for part in parts[first:last]:
        if part.noise or part.aside:
            _left_out(part, "other news" if part.aside else part.kind)
        else:
            kept.append(part)
    while len(kept) > 1 and _signs_off(kept[-1], lexicon):
        _left_out(kept.pop(), "signs the article off")
    yield from kept


def _taken(parts: Sequence[Paragraph], at: int, why: str) -> int:
    """The place of a headline, with why it was taken for one noted."""
    note("page", why, Span, parts[at].span.start, parts[at].span.end)
    return at


def _left_out(part: Paragraph, why: str) -> None:
    note("page", why, Span, part.span.start, part.span.end)


def _last_of_body(parts: Sequence[Paragraph], first: int, headline: str) -> int:
    """Where the article has ended: at a form, a footer, its headline again or other news."""
    for at in range(first, len(parts)):
        part = parts[at]
        if part.ends or (headline and at > first and part.key.startswith(headline)):
            _left_out(part, "ends the article: " + (part.kind or "its headline again"))
            return at
        if part.aside and not _goes_on(parts, at):
            _left_out(part, "ends the article: other news, and no prose follows")
            return at
    return len(parts)


def _goes_on(parts: Sequence[Paragraph], at: int) -> bool:
    """Whether two paragraphs of prose follow an aside soon, before the page ends."""
    soon = parts[at + 1 : at + 5]
    end = next((here for here, part in enumerate(soon) if part.ends), len(soon))
    return sum(part.prose for part in soon[:end]) > 1


def _signs_off(part: Paragraph, lexicon: Outlets) -> bool:
    """Whether a last line is no sentence: an editor's "OK", an agency's mark, an hour."""
    if part.size < 4 and not part.key.endswith(('"', "؟", "!")):
        return True
    return part.size < 8 and part.unfinished and masthead.about(part, lexicon)


def _unmarked(text: str, span: Span) -> Span:
    """A headline without the sign that marks it in Markdown."""
    skip = 0
    while text[span.start + skip] in "# " and span.start + skip < span.end - 1:
        skip += 1
    return Span(span.start + skip, span.end)
