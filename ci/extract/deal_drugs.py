"""Which drugs a deal is about: those of its sentence, of the sentences beside it, of the whole article."""

import re
from collections.abc import Iterator

from ci.extract.lexicon import DRUG
from ci.extract.masked import Masked, Token
from ci.extract.rules import Candidate
from ci.extract.scene import Scene
from ci.extract.side_drugs import is_compared
from ci.model import Name, Party

_COVERS = re.compile(
    r"on the list|cover(?:s|ed)|includ(?:es|ed|ing)|will (?:develop|study|test|work on|explore|sell)|(?:are|"
    r"is) to (?:develop|study|test)|"
    r"portfolio|programmes?:|programs?:|compris"
)
"""A sentence after a deal that says what it is about."""


_BRINGS = re.compile(
    r"in the bag|yields?|comes? with|came with|brings?|\blead\b|pipeline|foremost|first among|maker of|makes|"
    r"developer of|develops|"
    r"portfolio|whose|candidates?|acquir|purchase|transaction"
)
"""A sentence that says what a bought company has."""


_JOINT = frozenset({"clinical-collaboration", "research-collaboration", "co-development"})
"""Here a drug after "with" is as much the deal's as the one before it."""
_OF_TOPIC = frozenset({"license", "option", "commercialization", "termination"})
_OF_HEADLINE = frozenset({"co-development", "clinical-collaboration", "license", "option"})
_REACH = 5
"""Sentences behind an acquisition that may say what it brings."""


def drugs_of_deal(scene: Scene, candidate: Candidate, subtype: str, parties: tuple[Party, ...]) -> tuple[Name, ...]:
    """The drugs that the deal is about: of its clause, else of the title, else of the sentence after it."""
    ids = {p.company.id for p in parties}
    for masked, start, end in _places(scene, candidate, subtype):
        tokens = _own(scene, masked, start, end, ids, is_joint=subtype in _JOINT)
        if subtype == "acquisition" and masked is candidate.masked and _is_set_before(scene, masked, tokens):
            continue
        if tokens:
            names = {masked.mention(t).id: scene.name(masked.mention(t)) for t in tokens}
            return tuple((names | _besides(scene, candidate.masked, masked, subtype, ids)).values())
    return _told_elsewhere(scene, candidate.masked, subtype, ids)


def _places(scene: Scene, candidate: Candidate, subtype: str) -> Iterator[tuple[Masked, int, int]]:
    """Where they may stand, the likeliest place first: a sentence, and from where to where in it."""
    masked, position = candidate.masked, candidate.masked.sentence.number
    left, right = masked.clause(candidate.start)
    if subtype not in _JOINT and subtype != "acquisition":
        yield masked, left, max(right, candidate.end)
    yield masked, 0, len(masked.s)
    if scene.title is not None and masked.zone != "title":
        yield scene.title, 0, len(scene.title.s)
    behind = [m for m in scene.sentences[position + 1 : position + 2] if m.zone == "body"]
    if subtype in ("joint-venture", "research-collaboration"):
        behind = [m for m in behind if _COVERS.search(m.s)]
    elif subtype == "termination":
        behind = []
    elif subtype == "acquisition":
        later = [m for m in scene.news if position < m.sentence.number <= position + _REACH]
        behind += [m for m in later if m.zone == "body" and _BRINGS.search(m.s)]
    for other in behind:
        yield other, 0, len(other.s)


def _own(scene: Scene, masked: Masked, start: int, end: int, parties: set[str], *, is_joint: bool) -> list[Token]:
    """The drugs between two places that may be the parties'; companions only where both are in it together."""
    return [
        t
        for t in masked.between(DRUG, start, end)
        if not is_compared(masked, t.start)
        and _is_of_parties(masked, t, parties)
        and not _FIRST_REFUSAL.search(masked.s, max(0, t.start - 90), t.start)
        and (is_joint or not _is_mere_companion(scene, masked, t))
        and not _is_owned_already(scene, masked, t)
    ]


_FIRST_REFUSAL = re.compile(r"\bfirst (?:refusal|negotiation|look|offer)\b[^.;,]{0,60}\Z")
"""What one may have one day, if it is offered, is not what changes hands."""


def _is_set_before(scene: Scene, masked: Masked, tokens: list[Token]) -> bool:
    """Whether a sentence names drugs only in what it says first of the buyer: "With Lipitor facing suits, C0 …"."""
    return masked.s.startswith("with ") and not any(scene.is_ours(masked.mention(t).id) for t in tokens)


def _besides(scene: Scene, telling: Masked, masked: Masked, subtype: str, parties: set[str]) -> dict[str, Name]:
    """What the sentences behind add, and of a bought company the whole item."""
    more: dict[str, Name] = {}
    if subtype not in _JOINT and subtype != "termination" and masked.zone == "body":
        more |= _more(scene, masked, parties)
    if subtype == "acquisition":
        brought = _what_comes_along(scene, parties, telling.sentence.number)
        more |= {name.id: name for name in brought if _may_be_asset(scene, name.id)}
    return more


def _told_elsewhere(scene: Scene, masked: Masked, subtype: str, parties: set[str]) -> tuple[Name, ...]:
    """Of a deal without a word on its drugs: what the article tells of them."""
    if subtype in ("acquisition", "joint-venture"):
        return _what_comes_along(scene, parties, masked.sentence.number)
    if masked.zone == "title" and subtype in _OF_HEADLINE:
        for other in scene.news[1:4]:
            if tokens := _own(scene, other, 0, len(other.s), parties, is_joint=True):
                return tuple({other.mention(t).id: scene.name(other.mention(t)) for t in tokens}.values())
    return _main_drug(scene) if subtype in _OF_TOPIC else ()


_ALSO = re.compile(
    r"\balso (?:gets?|receives?|covers?|includes?|holds?|takes?|brings?|acquires?|obtains?|grants?|comes?|"
    r"in the bag)\b|"
    r"\bcomes? along\b|\bcomes? with (?:it|the deal)\b|\bthrown in\b|\bpipeline also\b|"
    r"\b(?:second|other) (?:molecule|compound|drug|asset|candidate)\b"
)
"""A sentence that says what else a deal covers."""


def _more(scene: Scene, masked: Masked, parties: set[str]) -> dict[str, Name]:
    """The drugs of the next two sentences, where they say what comes along."""
    names: dict[str, Name] = {}
    position = masked.sentence.number
    for other in scene.sentences[position + 1 : position + 3]:
        if other.zone == "body" and other.sentence.paragraph == masked.sentence.paragraph and _ALSO.search(other.s):
            for token in _own(scene, other, 0, len(other.s), parties, is_joint=True):
                names.setdefault(other.mention(token).id, scene.name(other.mention(token)))
    return names


def _may_be_asset(scene: Scene, drug_id: str) -> bool:
    """Whether a bought company may have it: ours, or one that is not sold under a name."""
    drug = scene.catalog.drugs.get(drug_id)
    return drug is None or bool(drug.mechanism_id) or not drug.brands


def _main_drug(scene: Scene) -> tuple[Name, ...]:
    """Of rights without a word on their drug: the one that the article is most about, if it may be ours."""
    main = scene.topic_drugs[:1]
    names = {m.id: scene.name(m) for m in main if scene.is_ours(m.id) or m.id.startswith("~")}
    for masked in scene.news:
        listed = [masked.mention(t) for t in masked.between(DRUG, 0, len(masked.s))]
        if any(m.id in names for m in listed) and _ONE_OTHER.search(masked.s):
            return tuple({m.id: scene.name(m) for m in listed}.values())
    return tuple(names.values())


_ONE_OTHER = re.compile(
    r"\bone\b[^.]*\b(?:the )?other\b|\b(?:two|both|three) (?:[\w-]+ ){0,3}(?:compounds|molecules|drugs)\b"
)
"""A sentence that names all of what was spoken of before: "one, D0, silences …; the other, D1, …"."""
_FIRST = 2
"""A deal further down stands among others: what was told before it is theirs."""


def _what_comes_along(scene: Scene, parties: set[str], position: int) -> tuple[Name, ...]:
    """Of a company bought or founded without a word on its drugs: those that the article tells of, one being ours."""
    names: dict[str, Name] = {}
    for masked in _own_part(scene, position):
        for token in _own(scene, masked, 0, len(masked.s), parties, is_joint=False):
            names.setdefault(masked.mention(token).id, scene.name(masked.mention(token)))
    return tuple(names.values()) if any(scene.is_ours(id_) for id_ in names) else ()


def _own_part(scene: Scene, position: int) -> list[Masked]:
    """The sentences that tell of a deal: of its own item where the text is a list, else of all."""
    starts = [m.sentence.number for m in scene.news if m.s[:1] in _BULLETS]
    first = max((at for at in starts if at <= position), default=0)
    last = min((at for at in starts if at > position), default=len(scene.sentences))
    if not starts and position > _FIRST:
        first = position
    return [m for m in scene.news if first <= m.sentence.number < last]


_BULLETS = ("\u2022", "-", "*", ">", "\u25aa", "\u25cf")


def _is_of_parties(masked: Masked, token: Token, ids: set[str]) -> bool:
    """Not a third company's drug."""
    before = masked.s[max(0, token.start - 70) : token.start]
    owner = re.search(r"(C\d+)'s? (?:(?!with |and |plus |alongside )[\w,-]+ ){0,7}$", before)
    if not owner:
        return not _ITS_OWN.search(before)
    place = max(0, token.start - 70) + owner.start(1)
    company = next((t for t in masked.tokens if t.start == place), None)
    return company is None or masked.mention(company).id in ids


def _is_mere_companion(scene: Scene, masked: Masked, token: Token) -> bool:
    return bool(
        re.search(
            r"\b(?:with|(?<!, )plus|alongside|combination with) (?:[\w-]+ ){0,2}$",
            masked.s[max(0, token.start - 40) : token.start],
        )
    ) and not scene.is_ours(masked.mention(token).id)


def _is_owned_already(scene: Scene, masked: Masked, token: Token) -> bool:
    """A drug of another field by which the news names the buyer: "Latuda's maker", "growth beyond Latuda"."""
    if scene.is_ours(masked.mention(token).id):
        return False
    return bool(_ITS_MAKER.match(masked.s, token.end) or _ITS_NEED.search(masked.s, 0, token.start))


_ITS_MAKER = re.compile(r"(?:'s?)? (?:maker|owner|seller|producer|manufacturer)\b")
_ITS_NEED = re.compile(
    r"\b(?:beyond|past|exclusivity (?:for|of|on)|patents? (?:for|of|on)|relian(?:ce|t) on|depend\w+ on|maker of|"
    r"seller of|replace|after|follow) $"
)
_ITS_OWN = re.compile(r"\b(?:with|for|to) (?:its|their) own (?:[\w-]+ ){0,4}$")
"""What a taker has already: "means to give it with its own DR5 antibody"."""
