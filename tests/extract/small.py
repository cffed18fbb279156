"""A handful of seed rows and articles invented for the tests of names, links and posts."""

from __future__ import annotations

from kb.extract.lexicon import Lexicon
from kb.extract.links import link
from kb.extract.posts import find_posts
from kb.records import Article, CleanText, Entity, Post, Span
from kb.seedtables import COLUMNS, Seed, SeedLink, Seeds, SeedType

HEADLINE = "عنوان"


def row(
    table: SeedType, slug: str, ar: str, spellings: str = "", decoys: str = "", **extra: str
) -> Seed:
    """A seed row; columns that are not given are empty."""
    columns = {name: extra.get(name, "") for name in COLUMNS[table]}
    labels = {"ar": ar} | ({"en": extra["en"]} if "en" in extra else {})
    split = [tuple(filter(None, map(str.strip, text.split("|")))) for text in (spellings, decoys)]
    return Seed(table, slug, labels, split[0], split[1], "invented", columns)


ROWS = (
    row("person", "salim-wardi", "سليم الوردي", country="zembla", standing="head_of_state"),
    row("person", "nadia-sahli", "نادية السهلي", "السهلي", country="zembla"),
    row("person", "karl-boros", "كارل بوروس", "بوروس"),
    row("place", "zembla", "زمبلا", "جمهورية زمبلا", kind="country", demonyms="زمبلي | زمبلية"),
    row("place", "ruritania", "روريتانيا", kind="country", demonyms="روريتاني"),
    row("place", "balda", "البلدة", kind="city", country="zembla", capital_of="zembla"),
    row("place", "borduria", "بوردوريا", kind="country"),
    row("place", "marsa", "المرسى", kind="city", country="zembla"),
    row("organisation", "rawabi", "الروابي", decoys="الروابي الخضراء", kind="armed-group"),
    row(
        "organisation", "coast-office", "المديرية العامة لحراسة السواحل",
        kind="police", country="zembla", acronyms="DGCS",
    ),
    row(
        "organisation", "harbour-office", "المديرية العامة لأمن الموانئ",
        kind="police", country="zembla",
    ),
    row("organisation", "presidency", "الرئاسة الزمبلية", kind="government"),
    row("organisation", "embassy-balda", "سفارة روريتانيا بالبلدة", kind="embassy"),
    row("outlet", "marsa-today", "المرسى اليوم", kind="site", domains="marsa.example"),
    row("outlet", "barq", "وكالة البرق", kind="agency"),
    row("office", "ambassador", "سفير روريتانيا في زمبلا", organisation="embassy-balda"),
)  # fmt: skip
LINKS = (SeedLink("person/karl-boros", "Q1", "accepted", "reviewed", "invented", "…"),)
LEXICON = Lexicon.build(Seeds(ROWS, LINKS))


def page(text: str, byline: str = "") -> CleanText:
    """An article of a headline, a byline and one paragraph."""
    whole = f"{HEADLINE}\n{byline}\n{text}"
    start = len(HEADLINE) + len(byline) + 2
    article = Article("a.txt", "0", "txt", whole, "invented")
    by = Span(len(HEADLINE) + 1, start - 1) if byline else None
    return CleanText(article, Span(0, len(HEADLINE)), (Span(start, len(whole)),), by)


def entities(text: str, byline: str = "") -> dict[str, Entity]:
    """The entities of a paragraph by id."""
    return {entity.id: entity for entity in link(page(text, byline), LEXICON)}


def labels(text: str, kind: str) -> list[str]:
    """The Arabic labels of one type of a paragraph's entities, sorted."""
    found = entities(text).values()
    return sorted(entity.labels["ar"] for entity in found if entity.type == kind)


def surfaces(text: str, entity: str) -> list[str]:
    """The words that stand for an entity, in order."""
    return [mention.surface for mention in entities(text)[entity].mentions]


def posts(text: str) -> list[Post]:
    """The posts of a paragraph."""
    clean = page(text)
    return list(find_posts(clean, link(clean, LEXICON), LEXICON))
