"""Keys and slugs: stable values in, the same identifier out on every run and machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable

from anyascii import anyascii

SLUG_LENGTH = 80
_ONE_LETTER = str.maketrans(
    {"ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": ""}
    | dict.fromkeys("\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
    | {char: str(n % 10) for n, char in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
)
_VOWELS = str.maketrans(
    {
        **dict.fromkeys("اأإآٱىعة", "a"),
        **dict.fromkeys("وؤ", "u"),
        **dict.fromkeys("يئ", "i"),
        "ء": "",
    }
)
_MARKS = re.compile(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")


def digest(*parts: str) -> str:
    """A hex sha256 of the parts; length prefixes keep ("ab", "c") apart from ("a", "bc")."""
    raw = b"".join(b"%d:%s" % (len(b), b) for b in (part.encode() for part in parts))
    return hashlib.sha256(raw).hexdigest()


def _romanised(name: str) -> str:
    """Arabic letters that also stand for vowels as vowels, and the article apart.

    anyascii gives consonants alone ("dl-bn-hmd-ljbyr"), which nobody can read.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", name).replace("ـ", ""))
    plain = re.sub(r"\bال(?=\w{2})", "al ", plain)
    plain = re.sub(r"\bبن\b", "bin", plain)
    plain = re.sub(r"\b[وي]", lambda found: {"و": "w", "ي": "y"}[found[0]], plain)
    return plain.translate(_VOWELS)


def slug(name: str) -> str:
    """A readable Latin slug of a name in any script; `x` and a hash where nothing is left."""
    plain = unicodedata.normalize("NFKD", anyascii(_romanised(name))).lower()
    found = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’`]", "", plain)).strip("-")
    return found[:SLUG_LENGTH].rstrip("-") or f"x{digest(name)[:8]}"


def folded(name: str) -> str:
    """A name as keys compare it: letters and digits only, spellings of one letter united."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", name)).translate(_ONE_LETTER)
    return " ".join(re.findall(r"[^\W_]+", plain.casefold()))


def free(wanted: str, taken: Callable[[str], bool]) -> str:
    """The wanted slug, or it with the first number from 2 on that is not taken."""
    if not taken(wanted):
        return wanted
    number = 2
    while taken(f"{wanted}-{number}"):
        number += 1
    return f"{wanted}-{number}"


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values once each, in the order of their first appearance."""
    return tuple(dict.fromkeys(values))
