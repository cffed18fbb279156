"""Who is meant by an office alone: the one person whom the article gives that office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, dropwhile

from kb.extract.nodes import Node
from kb.extract.text import fold
from kb.extract.words import folded
from kb.records import Entity, Post

_PREFIXES = ("وال", "بال", "لل", "ال", "ول", "و", "ب", "ل")
_WHOLE = ("وزير", "وكيل", "وكال", "وطني")  # begin with a letter that is not attached
_HONOURS = folded("سعادة معالي سمو فخامة جلالة السيد السيدة سيادة صاحب صاحبة السمو المعالي الدكتور")
_OF_BODY = {  # adjectives of bodies: "the UN envoy"
    "اممي": "organisation/united-nations",
    "اوروبي": "organisation/european-union",
    "افريقي": "organisation/african-union",
}
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


def _honours(word: str) -> bool:
    """Whether a word only honours who holds an office: "his Excellency the minister"."""
    return word in _HONOURS or word[1:] in _HONOURS


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

    by_body: Mapping[tuple[str, str], Sequence[_Office]]  # head word and body
    by_joined: Mapping[str, Sequence[_Office]]  # titles told with a space left out
    by_word: Mapping[str, Sequence[_Office]]
    by_stem: Mapping[tuple[str, str], Sequence[_Office]]  # head word and stem of a word
    people: Mapping[str, Entity]

    def of(self, nodes: Sequence[Node]) -> Entity | None:
        """The person whose office some words name, or None if it may be several or nobody."""
        told = [word for node in nodes for word in node.form.split() if len(word) > 1]
        words = [bare(word) for word in dropwhile(_honours, told)]
        bodies = {node.entity.id for node in nodes if node.is_a("organisation") and node.entity}
        if len(words) < _LEAST:
            return None
        bodies |= {_OF_BODY[word] for word in words if word in _OF_BODY}
        if words[0] == _ANY and len(words) == 2:  # "the Portuguese official"
            return self._only(self.by_word.get(words[1], ()))
        joined = "".join(words).replace("ال", "")
        fit = (post for post in self._near(words, bodies) if _means(post, words, bodies))
        return self._only(chain(fit, self.by_joined.get(joined, ())))

    def _only(self, posts: Iterable[_Office]) -> Entity | None:
        """The one person who has the posts; no post is looked at behind the second person."""
        found = ""
        for post in posts:
            if found and post.person != found:
                return None
            found = post.person
        return self.people.get(found)

    def _near(self, words: Sequence[str], bodies: set[str]) -> Iterator[_Office]:
        """The posts that can be meant: at one of the bodies, or told with the rarest word."""
        head = words[0]
        told = (word[:-1] if _adjective(word) else word for word in words)
        yield from min((self.by_stem.get((head, stem), ()) for stem in told), key=len)
        for body in bodies:
            yield from self.by_body.get((head, body), ())


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
    by_body: dict[tuple[str, str], list[_Office]] = {}
    by_joined: dict[str, list[_Office]] = {}
    by_word: dict[str, list[_Office]] = {}
    by_stem: dict[tuple[str, str], list[_Office]] = {}
    for post in posts:
        title = fold(post.title).split()
        if title:
            joined = "".join(bare(word) for word in title).replace("ال", "")
            words = _words(post.title)
            found = _Office(post.person, bare(title[0]), words, post.organisation)
            by_body.setdefault((found.head, post.organisation or ""), []).append(found)
            by_joined.setdefault(joined, []).append(found)
            for word in words:
                by_word.setdefault(word, []).append(found)
            for stem in {stem for word in words for stem in (word, word[:-1])}:
                by_stem.setdefault((found.head, stem), []).append(found)
    people = {one.id: one for one in entities if one.type == "person"}
    return Holders(by_body, by_joined, by_word, by_stem, people)
