"""How agreements are called in French and English, who their parties are, and their status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.extract.latin.parts import Part, governed
from kb.extract.latin.words import (
    AND,
    ARTICLES,
    AT,
    BETWEEN,
    BY,
    CLAUSES,
    DETERMINERS,
    OF,
    SAYING_STOPS,
    THEY,
    WITH,
    folded,
)
from kb.records import AgreementStatus

HEADS = folded("""
agreement agreements accord accords memorandum mou treaty treaties pact protocol protocols
convention conventions mémorandum mémorandums traité traités protocole protocoles pacte deal
roadmap feuille partenariat letter lettre
""")
AGREED = folded("agreed convenus convenues accord")
BACK = folded("this that cette cet ce the l le nouvel new said ledit latest")
_SIGNED = folded("""
signed inked concluded sealed initialled initialed reached struck signé signée signés signées
conclu conclue conclus conclues paraphé paraphée paraphés scellé scellée signent
""")
_SIGNS = folded("signs sign signing signe signer signera signeront conclude conclure signature")
_FUTURE = folded("""
to will shall would expected due set scheduled doivent doit devrait devraient signera signeront
prévoient vont va attendu prévu prévue prochainement planned plan
""")
_FORCE = folded("vigueur force ratified ratifié ratifiée ratifiés")
_ENDED = folded("""
expired terminated withdrew scrapped suspended expiré dénoncé résilié suspendu rompu abrogated
""")
_CALLED_OFF = folded("cancelled canceled annulé annulée")
_STOPS = (
    folded("""
said says signed signé a ont has have had is are was were est sont été intervient comes would will
can could may this that en in during lors hier yesterday today mardi lundi mercredi jeudi vendredi
samedi dimanche monday tuesday wednesday thursday friday saturday sunday by par worth portant
constituait constitue which prévoit
""")
    | SAYING_STOPS
)
_DRAFTS = folded("draft projet possible eventual éventuel potential proposed")
_STATES = folded("pays countries etats nations parties sides states neighbours voisins capitales")
_LONGEST = 18  # parts of a name
_LONG = 36  # parts of what was agreed on
_OPENING = 14  # parts within which a dateline ends
_BACKWARDS = 4  # adjectives before an English head
_AT_OR_OF_OR_WITH_OR_BY_OR_BETWEEN = AT | OF | WITH | BY | BETWEEN
_TIES_AND_ARTICLES = OF | AT | AND | WITH | ARTICLES | {"'", "on"}
_BETWEEN_OR_WITH = BETWEEN | WITH
_SIGNED_OR_SIGNS = _SIGNED | _SIGNS


@dataclass(slots=True)
class Named:
    """The parts of an agreement's name, its parties, and the word of signing."""

    first: int
    last: int
    head: str
    parties: list[Part] = field(default_factory=list)
    signatories: list[Part] = field(default_factory=list)
    sign: int = -1
    back: bool = False
    draft: bool = False
    both: bool = False  # "the two countries"


def named(parts: Sequence[Part], at: int) -> Named | None:
    """The agreement whose head word stands at a part."""
    head, before = parts[at].form, parts[at - 1].form if at else ""
    after = parts[at + 1].form if at + 1 < len(parts) else ""
    if head not in HEADS or (head == "accord" and after in {"du", "avec"} and before == "'"):
        return None
    if head == "feuille" and [p.form for p in parts[at + 1 : at + 3]] != ["de", "route"]:
        return None
    if head in {"letter", "lettre"} and not _of_intent(parts, at):
        return None
    if before == "'" and at > 1 and parts[at - 2].form == "d":
        return None  # d'accord
    if head == "accord" and after == "du":
        return None  # the granting of something
    first = _first(parts, at)
    found = Named(first, _last(parts, at), head)
    found.back = governed_by_article(parts, first)
    found.draft = bool(_DRAFTS & {part.form for part in parts[max(0, first - 2) : at]})
    _signing(parts, found)
    _parties(parts, found)
    return found


def _of_intent(parts: Sequence[Part], at: int) -> bool:
    """Whether a letter is one of intent."""
    near = {part.form for part in parts[at + 1 : at + 4]}
    return bool(near & {"intent", "intention", "intentions"})


def governed_by_article(parts: Sequence[Part], first: int) -> bool:
    """Whether "the", "this", "l'" or "le nouvel" stands before a name."""
    words = [part.form for part in parts[max(0, first - 3) : first] if part.form != "'"]
    return bool(set(words[-1:]) & BACK)


def _first(parts: Sequence[Part], at: int) -> int:
    """The first part of a name: English adjectives and fields stand before the head."""
    first = at
    while first > 0 and at - first < _BACKWARDS:
        part = parts[first - 1]
        fits = part.kind == "word" and part.form.isalpha() and part.form not in _NO_PART
        if not fits:
            break
        first -= 1
    return first


_NO_PART = (
    DETERMINERS | AND | AT | OF | WITH | BETWEEN | BY | CLAUSES | _SIGNED | _SIGNS | _STOPS | BACK
    | _DRAFTS | ARTICLES | folded("un une des annonce announced annoncé nouvel nouveau any some")
)  # fmt: skip


def _last(parts: Sequence[Part], at: int) -> int:
    """Behind the last part of a name: "of", "on", "to", "between" with what they govern."""
    last = at + 1
    while last < len(parts) and last - at < _LONGEST:
        part = parts[last]
        between = any(one.form in _BETWEEN_OR_WITH for one in parts[at:last])
        if part.kind == "mark" and part.form not in {"'", "-"}:
            break
        if part.form in _STOPS or (part.form in CLAUSES and part.form != "if"):
            break
        if part.kind == "word" and part.form in AND and between and parts[last - 1].kind == "word":
            break
        last += 1
    while last > at + 1 and parts[last - 1].form in _TIES_AND_ARTICLES:
        last -= 1
    return last


def _signing(parts: Sequence[Part], found: Named) -> None:
    """Find the word of signing in the clause."""
    near = range(max(0, found.first - 14), min(len(parts), found.last + 10))
    signs = [at for at in near if parts[at].form in _SIGNED_OR_SIGNS]
    found.sign = min(signs, key=lambda at: abs(at - found.first), default=-1)


def _parties(parts: Sequence[Part], found: Named) -> None:
    """Find who is party to it: between whom, with whom, and who signs."""
    end = _reach(parts, found)
    between = any(part.form in BETWEEN for part in parts[found.first : end])
    begin = found.sign if 0 <= found.sign < found.first else found.first
    for at in range(begin, end):
        if at < found.first and governed(parts, at) not in WITH:
            continue  # "signed with A an accord on …"
        if _state(parts[at]) and _partner(parts, at, found):
            found.parties.append(parts[at])
        elif governed(parts, at) in BY and found.sign >= 0:
            _signs(parts, at, found)
    subjects = [parts[at] for at in _subjects(parts, found)] if not between else []
    found.parties[:0] = [part for part in subjects if part.kind != "person"]
    if found.sign >= 0:
        found.signatories += [part for part in subjects if part.kind == "person"]


def _reach(parts: Sequence[Part], found: Named) -> int:
    """How far behind a name its parties may be told: to the end of the clause."""
    end = min(len(parts), found.last + 14)
    told = any(part.form in _BETWEEN_OR_WITH for part in parts[found.first : found.last])
    stops = {".", ";", ","} if told else {".", ";"}
    return next((at for at in range(found.last, end) if parts[at].form in stops), end)


def _partner(parts: Sequence[Part], at: int, found: Named) -> bool:
    """Whether a state is one of those between whom, or the one with whom, an agreement is."""
    if governed(parts, at) in WITH:
        return True
    if governed(parts, at) in AT - {"for", "pour"}:
        return False  # where it was signed
    if any(part.form in BETWEEN for part in parts[found.first : at]):
        return True
    for back in range(at - 1, found.first - 1, -1):
        if parts[back].form in WITH:
            return True
        if parts[back].kind not in {"word", "mark"} or parts[back].form == ",":
            break
    return bool(found.parties) and governed(parts, at) in AND


def _signs(parts: Sequence[Part], at: int, found: Named) -> None:
    """Note who signs behind "by": people as signatories, states and bodies as parties."""
    if parts[at].kind == "person":
        found.signatories.append(parts[at])
    elif _state(parts[at]):
        found.parties.append(parts[at])


def _subjects(parts: Sequence[Part], found: Named) -> list[int]:
    """The states, bodies or people that a sentence begins with, joined by "and"."""
    limit = found.first if found.sign < 0 or found.sign > found.first else found.sign
    subjects: list[int] = []
    start = max(
        (at + 1 for at in range(limit) if parts[at].form in {"que", "qu", "that"}),
        default=_dateline(parts),
    )
    for at in range(start, limit):
        part = parts[at]
        if (_state(part) or part.kind == "person") and governed(parts, at) not in (
            _AT_OR_OF_OR_WITH_OR_BY_OR_BETWEEN
        ):
            subjects.append(at)
            if not any(one.form in AND for one in parts[at + 1 : at + 4]):
                break
        if part.form in {"deux", "two", "both"} | THEY:
            states = bool({one.form for one in parts[at + 1 : at + 3]} & _STATES)
            found.both |= states or part.kind == "group" or part.form in THEY
    return subjects


def _dateline(parts: Sequence[Part]) -> int:
    """The part behind a dateline: "TRIPOLI, June 5 (ABC) - …"; 0 if there is none."""
    marks = [at for at, part in enumerate(parts[:_OPENING]) if part.form in {"-", "–", "—"}]
    cut = next(iter(marks), 0)
    first = parts[0] if parts else None
    told = cut and first is not None and first.kind == "place"
    return cut + 1 if told and parts[cut - 1].kind != "word" else 0


def _state(part: Part) -> bool:
    """Whether a part may be party to an agreement: a place or a body that is no outlet."""
    return part.kind == "place" or (
        part.kind == "body" and part.entity is not None and part.entity.type == "organisation"
    )


def agreed(parts: Sequence[Part], at: int) -> Named | None:
    """What states or bodies "agreed to do", in French "mis d'accord"."""
    ahead = [part.form for part in parts[at + 1 : at + 5]]
    before = [part.form for part in parts[max(0, at - 5) : at]]
    french = parts[at].form == "accord"
    if french and not ("d" in before and {"mis", "mises"} & set(before)):
        return named(parts, at)
    if not french and (
        before[-1:] in [["were"], ["are"], ["is"]] or not {"to", "on", "de", "d"} & set(ahead)
    ):
        return None
    found = Named(at, min(len(parts), at + _LONG), "agreed" if not french else "accord", sign=at)
    quote = (n for n in range(at, found.last) if parts[n].form in {'"', "»", "”"})
    found.last = next(quote, found.last)
    while parts[found.last - 1].kind == "mark" and found.last > at + 1:
        found.last -= 1
    between = [n for n in range(at, found.last) if parts[n].form in BETWEEN]
    if between:
        near = range(between[0], min(found.last, between[0] + 7))
        found.parties = [parts[n] for n in near if _state(parts[n])]
        return found
    subjects = _subjects(parts, found)
    found.parties = [parts[n] for n in subjects if _state(parts[n])]
    found.first = subjects[0] if subjects else at
    return found if found.parties else None


def status_of(parts: Sequence[Part], one: Named) -> AgreementStatus:
    """What the clause tells of the agreement: signed, to be signed, in force, ended or named."""
    near = [part.form for part in parts[max(0, one.first - 14) : one.last + 8]]
    words = set(near)
    if words & _CALLED_OFF:
        return "cancelled"
    if words & _ENDED:
        return "ended"
    if words & _FORCE and ("en" in words or "in" in words or "into" in words):
        return "in_force"
    if one.sign < 0 or parts[one.sign].form in AGREED:
        return "mentioned"
    sign = parts[one.sign].form
    before = {part.form for part in parts[max(0, one.sign - 6) : one.sign]}
    if sign in _SIGNED:
        return "planned" if before & {"will", "sera", "seront"} else "signed"
    future = sign in {"signera", "signeront"} or before & _FUTURE
    return "planned" if future else "signed" if sign in {"signe", "signs"} else "mentioned"
