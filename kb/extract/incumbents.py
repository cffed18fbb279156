"""Who is meant by an office alone: the one person whom the article gives that office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.extract.nodes import Node
from kb.extract.text import fold
from kb.records import Entity, Post

_PREFIXES = ("وال", "بال", "لل", "ال", "ول", "و", "ب", "ل")
_WHOLE = ("وزير", "وكيل", "وكال", "وطني")  # begin with a letter that is not attached
_ANY = "مسوول"  # an official: whoever holds an office of that country
_ADJECTIVE = 4  # letters
_LEAST = 2  # words; "the minister" alone is anybody's


def bare(word: str) -> str:
    """A folded word without attached letters, article and feminine ending, for comparison."""
    for prefix in () if word.startswith(_WHOLE) else _PREFIXES:
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            word = word[len(prefix) :]
            break
    return word.removesuffix("ه")


def _words(text: str) -> frozenset[str]:
    return frozenset(bare(word) for word in fold(text).split() if len(word) > 1)


@dataclass(frozen=True, slots=True)
class _Office:
    person: str
    head: str
    words: frozenset[str]
    organisation: str | None


@dataclass(frozen=True, slots=True)
class Holders:
    """The posts of an article, to be asked for the person whom a title means."""

    by_body: Mapping[str, Sequence[_Office]]
    by_joined: Mapping[str, Sequence[_Office]]  # titles told with a space left out
    by_word: Mapping[str, Sequence[_Office]]
    people: Mapping[str, Entity]

    def of(self, nodes: Sequence[Node]) -> Entity | None:
        """The person whose office some words name, or None if it may be several or nobody."""
        words = [bare(word) for node in nodes for word in node.form.split() if len(word) > 1]
        bodies = {node.entity.id for node in nodes if node.is_a("organisation") and node.entity}
        if len(words) < _LEAST:
            return None
        joined = "".join(words).replace("ال", "")
        fit = {post.person for post in self._near(words, bodies) if _means(post, words, bodies)}
        found = fit | {post.person for post in self.by_joined.get(joined, ())}
        if words[0] == _ANY and len(words) == 2:  # "the Portuguese official"
            found = {post.person for post in self.by_word.get(words[1], ())}
        return self.people.get(found.pop()) if len(found) == 1 else None

    def _near(self, words: Sequence[str], bodies: set[str]) -> Iterator[_Office]:
        """The posts that can be meant: at one of the bodies, or told with the rarest word."""
        told = (word for at, word in enumerate(words) if at == 0 or not _adjective(word))
        yield from min((self.by_word.get(word, ()) for word in told), key=len)
        for body in bodies:
            yield from self.by_body.get(body, ())


def _means(post: _Office, words: Sequence[str], bodies: set[str]) -> bool:
    if post.head != words[0]:
        return False
    return all(_told(word, post.words) for word in words) or (post.organisation or "") in bodies


def _told(word: str, title: frozenset[str]) -> bool:
    """Whether a word is one of a title, or the adjective of a country named in it."""
    if word in title or not _adjective(word):
        return word in title
    return any(other.startswith(word[:-1]) and len(other) <= len(word) for other in title)


def _adjective(word: str) -> bool:
    """Whether a word may be the adjective of a country."""
    return word.endswith("ي") and len(word) >= _ADJECTIVE


def holders(posts: Sequence[Post], entities: Sequence[Entity]) -> Holders:
    """The offices that an article gives to persons."""
    by_body: dict[str, list[_Office]] = {}
    by_joined: dict[str, list[_Office]] = {}
    by_word: dict[str, list[_Office]] = {}
    for post in posts:
        title = fold(post.title).split()
        if title:
            joined = "".join(bare(word) for word in title).replace("ال", "")
            words = _words(post.title)
            found = _Office(post.person, bare(title[0]), words, post.organisation)
            by_body.setdefault(post.organisation or "", []).append(found)
            by_joined.setdefault(joined, []).append(found)
            for word in words:
                by_word.setdefault(word, []).append(found)
    return Holders(
        by_body, by_joined, by_word, {one.id: one for one in entities if one.type == "person"}
    )
