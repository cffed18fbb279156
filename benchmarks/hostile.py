"""Inputs of up to 100 kB made to be slow to read: one thing without end, or thousands of a kind.

A family makes an ending and a text from its random numbers alone. `python -m benchmarks.growth`
measures them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random
from typing import NamedTuple

LARGEST = 100_000  # bytes
_STEMS = ("با", "را", "سي", "مو", "دا", "لو", "ني", "كا", "تو", "زي", "فا", "جو", "هي", "شا", "قو")
_LATIN_STEMS = ("ba", "ra", "si", "mo", "da", "lu", "ni", "ka", "to", "ze", "fa", "jo", "he", "sha")


class Made(NamedTuple):
    """The ending of a file's name, and its text."""

    suffix: str
    text: str


Family = Callable[[Random], Made]


def name(rng: Random) -> str:
    """An invented Arabic name of two words."""
    return f"{''.join(rng.choices(_STEMS, k=2))}م {''.join(rng.choices(_STEMS, k=3))}وي"


def latin_name(rng: Random) -> str:
    """An invented name of two words in Latin letters."""
    return " ".join("".join(rng.choices(_LATIN_STEMS, k=count)).title() for count in (2, 3))


def largest(text: str) -> str:
    """The beginning of a text that is no larger than allowed, in whole letters."""
    return text.encode("utf-8", "surrogatepass")[:LARGEST].decode("utf-8", "ignore")


# ---- one thing without end -----------------------------------------------------------------
ENDLESS = {
    "name": "عبد اللطيف حموشي ",
    "names joined": "وعبد اللطيف حموشي ",
    "names listed": "عبد اللطيف حموشي، ",
    "stranger": "السيد سامي البلداوي ",
    "strangers listed": "السيد سامي البلداوي، ",
    "given name": "محمد ",
    "fathers": "بن محمد ",
    "servants": "عبد ",
    "office": "وزير الخارجية ",
    "office and name": "وزير الخارجية ناصر بوريطة ",
    "offices listed": "وزير الخارجية، ",
    "offices joined": "وزير الخارجية ووزير الدفاع و",
    "office of an office": "مدير عام ",
    "former office": "الوزير السابق ",
    "forms of address": "صاحب السمو الملكي الأمير ",
    "ranks": "الفريق أول ",
    "date": "يوم الاثنين 3 مارس 2020 ",
    "dates": "في 3 مارس 2020، ",
    "days": "الاثنين ",
    "months": "مارس ",
    "numbers": "12/",
    "years": "2020-",
    "range": "من 3 إلى ",
    "quotation": "«كلام» ",
    "opening quotes": "«",
    "closing quotes": "»",
    "straight quotes": '"',
    "quoted words": '"كلام" و',
    "said": "وقال: «",
    "said that": "وقال إن ",
    "said by whom": "وقال ناصر بوريطة إن اللقاء مفيد. ",
    "said by nobody": "قال مسؤول إن مصدرا قال إن ",
    "verb": "استقبل ",
    "verbs": "التقى وبحث مع ",
    "verb and name": "استقبل ناصر بوريطة ",
    "meetings": "استقبل ناصر بوريطة لويد أوستن. ",
    "noun of an event": "لقاء ",
    "visits": "زيارة إلى الرباط ",
    "tours": "جولة تقوده إلى الرباط ثم ",
    "with": "مع ",
    "and": "و",
    "and apart": "و ",
    "who": "الذي ",
    "of it": "من ذلك أن ",
    "body": "وزارة الخارجية ",
    "heads of bodies": "وكالة ",
    "bodies joined": "وحدة التنسيق و",
    "agency": "وكالة «",
    "council": "مجلس الأمن القومي الأعلى ",
    "agreement": "اتفاقية ",
    "agreements": "وقع اتفاقية التعاون العسكري. ",
    "protocols": "اتفاقية وبروتوكول و",
    "city": "الرباط ",
    "cities": "الرباط، ",
    "adjective of a country": "المغربي ",
    "list commas": "، ",
    "stops": ". ",
    "stops without a space": ".",
    "questions": "؟",
    "semicolons": "؛ ",
    "colons": ": ",
    "dashes": "- ",
    "brackets": "(",
    "closed brackets": "()",
    "brackets that close": ")",
    "square brackets": "[x](",
    "marks that combine": "َ",
    "marks that combine on a letter": "بَّ",
    "Latin marks that combine": "é",
    "stretched": "ـ",
    "directions": "\u200f",
    "digits": "7",
    "Arabic digits": "٣",
    "digits apart": "7 ",
    "newlines": "\n",
    "lines of one letter": "ب\n",
    "returns": "\r\n",
    "blanks": " ",
    "tabs": "\t",
    "one letter": "ا",
    "letters apart": "ا ",
    "article": "ال",
    "ligature": "ﷺ",
    "faces": "😀",
    "half Latin": "لقاء meeting ",
    "half Latin names": "ناصر Nasser ",
    "acronyms": "(USA) ",
    "hashes": "# ",
    "rules": "---\n",
    "fences": "```\n",
    "quoting": "> ",
    "links": "[ا](http://a.b/) ",
    "addresses": "http://a.b/c?d=e&f ",
    "mail": "a@b.c ",
    "outlets": "وكالة الأنباء رويترز ",
    "read also": "اقرأ أيضا: ",
    "published": "نشر في 3 مارس 2020\n",
    "byline": "بقلم: سامي البلداوي\n",
    "tickers": "عاجل: استقبل ناصر بوريطة نظيره\n",
    "same sentence": "التقى الوزير سامي البلداوي نظيره الليبي يوم الاثنين في الرباط. ",
}
FRENCH = {
    "nom": "Nasser Bourita ",
    "noms": "Nasser Bourita, ",
    "inconnus": "M. Samir Baldaoui ",
    "inconnus joints": "M. Samir Baldaoui et ",
    "titre": "le ministre des Affaires étrangères ",
    "titre et nom": "le ministre des Affaires étrangères, Samir Baldaoui, ",
    "titres sans fin": "ministre de la ",
    "adresse": "M. ",
    "excellence": "Son Excellence le Dr. ",
    "date": "le lundi 3 mars 2020 ",
    "jour": "lundi ",
    "verbe": "a rencontré ",
    "rencontre": "Samir Baldaoui a rencontré Nasser Bourita lundi à Rabat. ",
    "visite": "une visite à Rabat ",
    "dit": "a déclaré que ",
    "a dit": "« c'est bien », a déclaré Samir Baldaoui. ",
    "guillemets": "« ",
    "apostrophes": "l'",
    "corps": "ministère de la Défense ",
    "agence": "Agence ",
    "accord": "accord de coopération ",
    "signe": "ont signé un accord de coopération militaire. ",
    "de": "de ",
    "et": "et ",
    "ville": "Rabat, ",
    "majuscules": "RABAT ",
    "initiales": "J. ",
    "sigles": "(DGSN) ",
    "lui": "il ",
}
ENGLISH = {
    "name": "Lloyd Austin ",
    "names": "Lloyd Austin, ",
    "strangers": "Mr. Samir Baldaoui ",
    "strangers joined": "Samir Baldaoui and ",
    "title": "Foreign Minister ",
    "title and name": "Foreign Minister Samir Baldaoui ",
    "title behind": "Samir Baldaoui, the foreign minister of Morocco, ",
    "titles without end": "minister of the ",
    "of": "of the ",
    "address": "Mr. ",
    "honours": "His Excellency Dr. ",
    "date": "on Monday, March 3, 2020 ",
    "day": "Monday ",
    "verb": "met with ",
    "met": "Samir Baldaoui met Lloyd Austin in Rabat on Monday. ",
    "talks": "talks between ",
    "visit": "a visit to Rabat ",
    "said": "said that ",
    "he said": "“It is good,” Samir Baldaoui said. ",
    "quotes": "“",
    "possessive": "Morocco's ",
    "body": "Ministry of Defence ",
    "agency": "Agency ",
    "agreement": "cooperation agreement ",
    "signed": "signed a military cooperation agreement. ",
    "the": "the ",
    "and": "and ",
    "city": "Rabat, ",
    "capitals": "A ",
    "initials": "J. ",
    "acronyms": "(CIA) ",
    "he": "he ",
    "word": "Word ",
    "hyphens": "a-",
}
PIECES = tuple({**ENDLESS, **FRENCH, **ENGLISH}.values()) + tuple(FRENCH.values())


def endless(piece: str, before: str = "") -> Family:
    """One thing again and again, to the largest size, in a text file."""
    return lambda _: Made(".txt", before + piece * (LARGEST // len(piece.encode())))


def mixed(rng: Random) -> Made:
    """A few things in turn without end."""
    pieces = "".join(rng.choices(PIECES, k=rng.randrange(2, 7)))
    return Made(".txt", pieces * (LARGEST // len(pieces.encode()) + 1))


# ---- thousands of a kind -------------------------------------------------------------------
MANY = {
    "people": "{a}، ",
    "people joined": "و{a} ",
    "people addressed": "السيد {a}، ",
    "people in offices": "وزير الطاقة {a}، ",
    "people apposed": "{a}، وزير الطاقة، ",
    "generals": "الفريق أول {a} ",
    "meetings": "استقبل وزير الطاقة {a} السفير {b} يوم {d} مارس 2021 في الرباط. ",
    "meetings in a line": "استقبل {a} السفير {b} والتقى الوزير {c} و",
    "lists": "التقى السيد {a} والسيد {b} والسيد {c} و",
    "calls": "أجرى الوزير {a} اتصالا هاتفيا مع نظيره {b}.\n",
    "visits": "قام الرئيس {a} بزيارة إلى مدينة {w} يوم الاثنين. ",
    "statements": "وقال المتحدث {a}: «الأمر {w} جيد». ",
    "reported": "وأكد المدير {a} أن {w} مهم، وأضاف {b} أن {w} كذلك. ",
    "surnames": "وقال المتحدث {a} إن {s} أكد أن {t} التقى {s}. ",
    "bodies": "وزارة {w} والوكالة الوطنية {w} ومجلس {w}، ",
    "bodies of offices": "مدير وكالة {w} {a}، ",
    "agreements": "وقع {a} و{b} اتفاقية {w} في {d} مارس 2021. ",
    "named agreements": "اتفاقية «{w}» وبروتوكول «{w}»، ",
    "dates": "يوم {d} مارس {y}، ",
    "words": "{w} ",
    "sentences": "{w} {w}. ",
    "lines": "{w} {w}\n",
    "headings": "{w} {w} {w} {w}\n\n",
    "quotations": "«{w} {w}» ",
    "brackets": "({w}) ",
    "acronyms": "وكالة {w} ({u}) ",
    "times in turn": "{w}\n{d} مارس {y}\n",
    "half Latin": "{a} {l} التقى {l} ",
    "gens": "{l}, ",
    "gens et": "{l} et ",
    "messieurs": "M. {l}, ",
    "ministres": "le ministre de l'Energie {l} ",
    "ministres apposes": "{l}, ministre de l'Energie, a rencontré {l}. ",
    "visites": "{l} s'est rendu à Rabat le {d} mars 2021 et a rencontré M. {l}. ",
    "paroles": "« C'est {v} », a déclaré {l}. ",
    "sigles": "l'Agence nationale {v} ({u}) ",
    "corps": "le ministère de la {v}, ",
    "accords": "{l} et {l} ont signé un accord sur {v} le {d} mars 2021. ",
    "people Latin": "Mr. {l}, ",
    "ministers": "Foreign Minister {l} ",
    "ministers met": "Energy Minister {l} met Ambassador {l} in Rabat on March {d}, 2021. ",
    "behind": "{l}, the director of the {v} Agency, ",
    "offices alone": "{l}, director of the {v} Agency, met the director of the {v} Agency. ",
    "sayings": "“It is {v},” {l} said. He added that {v} was good. ",
    "agencies": "the National {v} Agency ({u}) ",
    "treaties": "{l} and {l} signed the {v} Agreement. ",
    "words Latin": "{v} ",
    "capitals": "{l} {l} {l} ",
    "initials": "{u}. ",
}


def _word(rng: Random) -> str:
    return f"ال{''.join(rng.choices(_STEMS, k=3))}ة"


def _fillings(rng: Random) -> dict[str, str]:
    """What stands in a wording, another one every time."""
    a, b = name(rng), name(rng)
    return {
        "a": a,
        "b": b,
        "c": name(rng),
        "s": a.split()[1],
        "t": b.split()[1],
        "w": _word(rng),
        "v": "".join(rng.choices(_LATIN_STEMS, k=3)),
        "u": "".join(rng.choices("ABCDEFGHIJKLMNOPRSTUVWXYZ", k=4)),
        "d": str(rng.randrange(1, 31)),
        "y": str(rng.randrange(1990, 2030)),
    }


def _filled(rng: Random, wording: str) -> str:
    """A wording with invented words; every Latin name in it is another."""
    while "{l}" in wording:
        wording = wording.replace("{l}", latin_name(rng), 1)
    return wording.format(**_fillings(rng))


def _until_full(parts: Iterator[str]) -> str:
    found, size = [], 0
    for part in parts:
        found.append(part)
        size += len(part.encode())
        if size >= LARGEST:
            break
    return "".join(found)


def many(wording: str) -> Family:
    """A wording thousands of times, of others each time."""

    def made(rng: Random) -> Made:
        return Made(".txt", _until_full(_filled(rng, wording) for _ in range(LARGEST)))

    return made


def crowd(rng: Random) -> Made:
    """Wordings of every kind in turn, each of others."""
    wordings = rng.choices(list(MANY.values()), k=rng.randrange(2, 6))
    return Made(".txt", _until_full(_filled(rng, rng.choice(wordings)) for _ in range(LARGEST)))


def two_thousand(rng: Random) -> Made:
    """Two thousand people, introduced once, then meeting under their surnames."""
    people = [name(rng) for _ in range(2000)]
    told = (f"وزير الطاقة {one}، " for one in people)
    met = (f"والتقى {a.split()[1]} نظيره {b.split()[1]}. " for a, b in pairwise(people))
    return Made(".txt", _until_full(part for parts in (told, met) for part in parts))


# ---- formats -------------------------------------------------------------------------------
def _page(body: str, head: str = "") -> Made:
    return Made(
        ".html", f"<!doctype html><html lang=ar><head>{head}</head><body>{body}</body></html>"
    )


def _nested(tag: str, depth: int) -> Family:
    return lambda _: _page(f"<{tag}>" * depth + "كلام" + f"</{tag}>" * depth)


def _linked(depth: int) -> str:
    return '<script type="application/ld+json">' + '{"a":' * depth + "1" + "}" * depth + "</script>"


FORMATS: dict[str, Family] = {
    "divs nested": _nested("div", 9_000),
    "divs open": lambda _: _page("<div>" * 19_000),
    "formatting nested": _nested("b", 14_000),
    "quotations nested": _nested("blockquote", 3_800),
    "tables nested": lambda _: _page("<table><tr><td>" * 6_600),
    "lists nested": lambda _: _page("<ul><li>" * 12_000),
    "links open": lambda _: _page("<a href=x>ا" * 8_000),
    "paragraphs": lambda _: _page("<p>كلام" * 8_000),
    "paragraphs of sentences": lambda _: _page("<p>التقى الوزير سامي نظيره. </p>" * 2_000),
    "attributes": lambda _: _page(f"<p {' '.join(f'a{n}=b' for n in range(12_000))}>كلام</p>"),
    "one long attribute": lambda _: _page(f'<p class="{"a " * 48_000}">كلام</p>'),
    "classes": lambda _: _page("".join(f'<p class="a{n} b{n}">ب</p>' for n in range(3_500))),
    "references": lambda _: _page("&amp;" * 19_000),
    "broken references": lambda _: _page("&" * 99_000),
    "comments": lambda _: _page("<!-- a -->" * 9_900),
    "open comment": lambda _: _page("<!--" * 24_000),
    "less than": lambda _: _page("<" * 99_000),
    "scripts": lambda _: _page("<script>a</script>" * 5_500),
    "metadata": lambda _: _page("ب", '<meta property="og:title" content="ب">' * 2_400),
    "linked data": lambda _: _page("ب", '<script type="application/ld+json">{}</script>' * 2_000),
    "linked data nested": lambda _: _page("ب", _linked(16_000)),
    "times": lambda _: _page('<time datetime="2020-01-01">ب</time>' * 2_500),
    "line breaks": lambda _: _page("ب<br>" * 16_000),
    "headings": lambda _: _page("<h1>ب</h1>" * 9_000),
    "arrays nested": lambda _: Made(".json", "[" * 99_000),
    "objects nested": lambda _: Made(".json", '{"a":' * 16_000 + "1" + "}" * 16_000),
    "nested beside the text": lambda _: Made(
        ".json", '{"text":"ب","more":' + "[" * 40_000 + "]" * 40_000 + "}"
    ),
    "many fields": lambda _: Made(
        ".json", json.dumps({"text": "ب"} | {f"a{n}": n for n in range(7_000)})
    ),
    "a long number": lambda _: Made(".json", '{"text":"ب","a":' + "9" * 99_000 + "}"),
    "escapes": lambda _: Made(".json", '{"text":"' + "\\u0648" * 16_000 + '"}'),
    "front matter only": lambda _: Made(".md", "---\nlanguage: ar\n---\n"),
    "front matter without end": lambda _: Made(".md", "---\n" + "a: b\n" * 19_000),
    "front matter nested": lambda _: Made(".md", f"---\na: {'[' * 90_000}\n---\nكلام"),
    "front matter indented": lambda _: Made(
        ".md", "---\n" + "".join(" " * n + "a:\n" for n in range(400)) + "---\nكلام"
    ),
    "front matter of aliases": lambda _: Made(
        ".md",
        "---\na0: &a0 [x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
        + "---\nكلام",
    ),
    "front matter of fields": lambda _: Made(
        ".md", "---\n" + "".join(f"a{n}: b\n" for n in range(9_000)) + "---\nكلام"
    ),
    "Markdown of quotations": lambda _: Made(".md", ">" * 99_000),
    "Markdown of stars": lambda _: Made(".md", "**ا" * 24_000),
    "Markdown of links": lambda _: Made(".md", "[![" * 33_000),
}  # fmt: skip
FAMILIES: dict[str, Family] = {
    **{f"endless {of}": endless(piece) for of, piece in ENDLESS.items()},
    **{f"sans fin {of}": endless(piece, "Rabat, le 3 mars. ") for of, piece in FRENCH.items()},
    **{f"on and on {of}": endless(piece, "In Rabat it is ") for of, piece in ENGLISH.items()},
    **{f"many {of}": many(wording) for of, wording in MANY.items()},
    "two thousand people": two_thousand,
    **FORMATS,
}


def mutated(rng: Random) -> Made:
    """One of the families, or a few of their things together."""
    family = rng.choice((mixed, crowd, rng.choice(list(FAMILIES.values()))))
    return family(rng)
