"""Words of speech in French and English sentences, each with its speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kb.extract.latin.parts import Part, Read, governed
from kb.extract.latin.verbs import triggers
from kb.extract.latin.words import AND, AT, BETWEEN, BY, HIM, HIS, OF, PAPERS, WITH, folded

_PAST_FRENCH = """
déclaré dit affirmé indiqué ajouté souligné précisé estimé annoncé expliqué assuré rappelé insisté
dénoncé condamné salué félicité martelé réaffirmé relevé noté confié lancé poursuivi conclu averti
prévenu soutenu plaidé confirmé démenti nié exprimé écrit fait rapporté révélé prétendu réagi
qualifié remercié évoqué jugé reconnu promis
"""
_VERBS: Final = folded(f"""
{_PAST_FRENCH}
déclare dit disent déclarent affirme affirment indique indiquent ajoute ajoutent souligne soulignent
précise précisent estime estiment annonce annoncent explique expliquent assure assurent rappelle
insiste poursuit conclut relève note confie lance écrit soutient plaide martèle rapporte rapportent
prévient avertit juge confirme dénonce condamne
said says told tells stated states added adds declared announced announces stressed noted notes
warned warns insisted argued explained confirmed denied reiterated affirmed recalled reported
reports acknowledged asserted emphasized emphasised underlined claimed praised hailed condemned
rejected called tweeted wrote vowed pledged admitted disclosed commented remarked described
""")
_GERUNDS: Final = folded("""
ajoutant affirmant précisant soulignant estimant indiquant signalant rappelant déclarant qualifiant
insistant notant expliquant assurant saying adding stressing noting calling describing warning
""")
_ONLY_QUOTED: Final = folded("""
condamné salué félicité dénoncé qualifié remercié évoqué réagi condamne dénonce praised hailed
condemned rejected called described fait exprimé conclu lancé lance
""")
# What they are about says what was said: "condemned the attack", "a salué la qualité de".
_TELLING: Final = folded("""
condamné condamne dénoncé dénonce salué félicité félicitée félicités félicitées remercié exprimé
réaffirmé démenti souligné souligne praised hailed condemned welcomed welcomes urged urges denounced
thanked reiterated stressed emphasized emphasised denied appelé plaidé called calls
""")
_GREETING: Final = folded("salué welcomed welcomes hailed")  # a person too, which tells nothing
_CALLING: Final = {  # a person is called; "for" or "to" makes it speech
    "appele": folded("à au aux"),
    "called": folded("for on upon"),
    "calls": folded("for on upon"),
}
_NOUNS: Final = folded("reports notes states calls")
_POINTING: Final = folded("the these such any all media press earlier recent member united")
_PASSIVE: Final = folded("was were been be being is are été être sera")
_SPEECH: Final = _VERBS | _GERUNDS | _TELLING
_BARE: Final = folded(
    "said says told tells added adds stated noted warned saying adding"
)  # no "that"
_ACCORDING: Final = folded("selon according d'après")
_QUOTED: Final = folded("quoted cited quoting citing cité citant cite cited")
_AUXILIARY: Final = folded("a ont avait avaient has have had il elle t also aussi également n est")
_THAT: Final = folded("that que qu")
_DETERMINERS: Final = folded("le la l les the a an un une ' de d")
_PAPER: Final = folded("agence chaîne journal quotidien agency newspaper daily channel")
_LEFT, _RIGHT = 26, 6  # parts between a verb of speech and its speaker on either side
_OPEN = frozenset({'"', "«", "“", "'", "‘"})
_CLOSE = frozenset({'"', "»", "”", "'", "’"})
_CARRIED: Final = folded(
    "carried relayed cité citée relayé relayée rapporté rapportée published publié"
)

_AT_OR_OF_OR_BY_OR_WITH_OR_BETWEEN = AT | OF | BY | WITH | BETWEEN
_OPEN_OR_TIES = _THAT | _OPEN - {"'"} | AT | OF - {"de", "d"}
_DETERMINERS_OR_PAPER = _DETERMINERS | _PAPER


@dataclass(frozen=True, slots=True)
class Saying:
    """A word of speech: its part, who speaks, who passes it on, where what is said begins."""

    at: int
    speaker: Part | None
    through: Part | None = None
    that: int = 0  # the part behind "that", if there is one
    whole: bool = False  # "according to …": the sentence is what is said
    quoted: bool = False  # tells of speech only where a quotation stands beside it
    bare: bool = False  # may leave out "that"
    behind: bool = False  # the speaker stands behind the verb: "…, said X"
    tells: bool = False  # what the verb is about says what was said


def sayings(read: Read) -> list[Saying]:
    """The words of speech of a sentence, in order."""
    parts = read.parts
    found: list[Saying] = []
    for at, part in enumerate(parts):
        if part.kind != "word" or _noun(parts, at):
            continue
        if part.form in _ACCORDING or (part.form == "apres" and parts[at - 1].form == "'"):
            found.extend(_according(parts, at))
        elif part.form in _QUOTED:
            if found and found[-1].whole and at - found[-1].at < _LEFT:
                found[-1] = replace(found[-1], through=_right(parts, at, _RIGHT))
            else:
                found.extend(_handed_on(parts, at))
        elif part.form in _SPEECH and not (found and found[-1].through and at < found[-1].at + 4):
            found.extend(_said(parts, at, found))
    return found


def _noun(parts: Sequence[Part], at: int) -> bool:
    """Whether a word of speech is a noun: "denied reports of", "the calls for"."""
    before = parts[at - 1].form if at else ""
    return parts[at].form in _NOUNS and (before in _TELLING or before in _POINTING)


def speaks(part: Part) -> bool:
    """Whether a part may speak: anybody, or a body that is no place."""
    return part.party or part.kind == "body"


def _according(parts: Sequence[Part], at: int) -> list[Saying]:
    """The source of "according to X"."""
    for part in parts[at + 1 : at + 8]:
        if speaks(part):
            return [Saying(at, part, whole=True)]
        if part.kind == "place" or part.form in {",", ";"}:
            break
    return []


def _handed_on(parts: Sequence[Part], at: int) -> list[Saying]:
    """Who is quoted and by whom: "the agency quoted him as saying", "cité par l'agence"."""
    before, after = _left(parts, at), _right(parts, at, _RIGHT)
    passive = any(part.form in BY for part in parts[at + 1 : at + 3])
    speaker, through = (before, after) if passive else (after, before)
    if speaker is None and not passive:
        return []
    told = next((n for n in range(at, min(at + 6, len(parts))) if parts[n].form == "saying"), at)
    that = told + 1 if told > at else 0
    through = through if through is not None and through.kind == "body" else None
    return [Saying(at, speaker, through, that)]


def _said(parts: Sequence[Part], at: int, before: Sequence[Saying]) -> list[Saying]:
    """A verb of speech with its speaker: in front, behind, or whoever spoke just before."""
    form = parts[at].form
    left = _left(parts, at)
    turned = _inverted(parts, at)
    closely = turned is None and form not in _TELLING and _beside(parts, at)
    turn = turned or closely or (turned is None and left is None)
    behind = _right(parts, at, _RIGHT) if turn else None
    behind = None if form in {"told", "tells"} else behind
    speaker = behind or (left if _adjoins(parts, left, at) else None)
    if form in _GERUNDS:
        speaker = before[-1].speaker if before else _left(parts, at)
    if speaker is None:
        return []
    tells = behind is None and _tells(parts, at)
    quoted = form in _ONLY_QUOTED or (form in _GERUNDS and form not in _BARE)
    quoted |= form in _TELLING - _VERBS
    return [
        Saying(
            at,
            speaker,
            _carrier(parts, at),
            0 if tells and _another(parts, at) else _that(parts, at),
            quoted=quoted,
            bare=form in _BARE,
            behind=behind is not None,
            tells=tells,
        )
    ]


def _tells(parts: Sequence[Part], at: int) -> bool:
    """Whether a verb says by what it is about what was said: "praised the efforts of"."""
    form = parts[at].form
    if form not in _TELLING or any(part.form in _PASSIVE for part in parts[max(0, at - 2) : at]):
        return False
    after = [part for part in parts[at + 1 : at + 4] if part.form not in _DETERMINERS]
    if form in _CALLING:
        return bool(after) and parts[at + 1].form in _CALLING[form]
    return not (form in _GREETING and after and after[0].party)


def _another(parts: Sequence[Part], at: int) -> bool:
    """Whether the "that" behind a verb is of another: "condemned the attack and said that"."""
    near = (part.form for part in parts[at + 1 : _that(parts, at)])
    return any(form in _SPEECH for form in near)


def _beside(parts: Sequence[Part], at: int) -> bool:
    """Whether whoever speaks stands right behind a verb: ", a annoncé le ministère"."""
    after = (part for part in parts[at + 1 : at + 5] if part.form not in _DETERMINERS_OR_PAPER)
    part = next(after, None)
    return part is not None and speaks(part)


def _adjoins(parts: Sequence[Part], left: Part | None, at: int) -> bool:
    """Whether no other subject stands between a comma and the verb: "…, his office said"."""
    comma = next((n for n in range(at - 1, max(-1, at - 8), -1) if parts[n].form == ","), -1)
    if left is None or comma < 0 or left.start > parts[comma].start:
        return True
    words = [part for part in parts[comma + 1 : at] if part.form not in _AUXILIARY]
    return not words or words[0].form not in HIS | {"the", "a"}


def _that(parts: Sequence[Part], at: int) -> int:
    """The part behind the "that" or colon that introduces what is said; 0 if there is none."""
    for place in range(at + 1, min(len(parts) - 2, at + 12)):
        if parts[place].form in _OPEN - {"'", "‘"}:
            return 0
        if parts[place].form in _THAT or parts[place].form == ":":
            return place + 1 + (parts[place + 1].form == "'")
    return 0


def _carrier(parts: Sequence[Part], at: int) -> Part | None:
    """The outlet that was told: "told Reuters", "a déclaré à l'AFP"."""
    for place in range(at + 1, min(len(parts), at + 5)):
        part = parts[place]
        if part.kind == "body" and part.entity is not None and part.entity.type == "outlet":
            return part
        if part.kind != "word" and part.form != "'":
            return None
    return None


def _inverted(parts: Sequence[Part], at: int) -> bool | None:
    """Whether what is said has ended before a verb, so that a speaker follows; None if it may."""
    place = at - 1
    while place >= 0 and (parts[place].form in _AUXILIARY or parts[place].form in {"-", "'"}):
        place -= 1
    start = place < 0
    hyphen = at + 1 < len(parts) and parts[at + 1].form == "-"
    if start or hyphen:
        return True
    comma = parts[place].form == ","
    closed = parts[place - comma].form in _CLOSE
    return True if closed else None if comma else False


def _right(parts: Sequence[Part], at: int, reach: int) -> Part | None:
    """Who stands right behind a verb of speech."""
    for place in range(at + 1, min(len(parts), at + 1 + reach)):
        part = parts[place]
        if part.form == "a" or (part.kind == "body" and _told_to(parts, at, place)):
            continue  # "a déclaré à l'agence le ministre"
        if speaks(part):
            return part
        if part.form in _OPEN_OR_TIES or part.form in {",", ":"}:
            return None
    return None


def _told_to(parts: Sequence[Part], at: int, place: int) -> bool:
    """Whether only "à l'" stands between a verb of speech and a body."""
    between = {part.form for part in parts[at + 1 : place]}
    return "a" in between and between <= {"a", "l", "la", "le", "'"}


def _left(parts: Sequence[Part], at: int) -> Part | None:
    """The nearest speaker before a verb of speech that nothing governs."""
    for place in range(at - 1, max(-1, at - 1 - _LEFT), -1):
        part = parts[place]
        if part.form == ";":
            return None
        if (speaks(part) or part.kind == "place") and not object_of(parts, place):
            return _first_of(parts, place)
    return None


def object_of(parts: Sequence[Part], at: int) -> bool:
    """Whether a preposition or a verb governs a part, so that it is no subject."""
    word = governed(parts, at)
    if parts[at].form in HIM:
        return True
    if word in OF and _paper(parts, at):
        return False
    if word in _AT_OR_OF_OR_BY_OR_WITH_OR_BETWEEN or word in _VERBS:
        return True
    return bool(word) and any(one.tense == "past" for one in triggers([word], 0))


def _paper(parts: Sequence[Part], at: int) -> bool:
    """Whether a part stands behind "a statement by", "un communiqué du"."""
    return any(part.form in PAPERS for part in parts[max(0, at - 4) : at])


def _first_of(parts: Sequence[Part], at: int) -> Part:
    """Of speakers joined by "and" the first who is named."""
    joined = at > 1 and parts[at - 1].form in AND and speaks(parts[at - 2])
    return parts[at - 2] if joined and parts[at - 2].people else parts[at]


def carriers(read: Read) -> list[Part]:
    """The outlets that are said to have carried what a sentence tells."""
    found: list[Part] = []
    for at, part in enumerate(read.parts):
        if part.entity is not None and part.entity.type == "outlet":
            near = {one.form for one in read.parts[max(0, at - 6) : at]}
            if near & _CARRIED and near & BY:
                found.append(part)
    return found
