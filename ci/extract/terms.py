"""What a deal is about: its drugs, its money, its territory."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from ci.extract.learned.sums import ROLES, kind_of, load_sums, sum_traits
from ci.extract.lexicon import DRUG
from ci.extract.masked import Masked, Token
from ci.extract.money import Sum
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


def drugs_of_deal(scene: Scene, candidate: Candidate, subtype: str, parties: tuple[Party, ...]) -> tuple[Name, ...]:
    """The drugs that the deal is about: of its clause, else of the title, else of the sentence after it."""
    masked = candidate.masked
    left, right = masked.clause(candidate.start)
    ids = {p.company.id for p in parties}
    position = masked.sentence.number
    is_joint = subtype in ("clinical-collaboration", "research-collaboration", "co-development")
    is_whole = is_joint or subtype == "acquisition"
    places = [] if is_whole else [(masked, left, max(right, candidate.end))]
    places.append((masked, 0, len(masked.s)))
    if scene.title is not None and masked.zone != "title":
        places.append((scene.title, 0, len(scene.title.s)))
    if subtype != "termination":
        loose = subtype not in ("joint-venture", "research-collaboration")
        nexts = scene.sentences[position + 1 : position + 2]
        places += [(m, 0, len(m.s)) for m in nexts if m.zone == "body" and (loose or _COVERS.search(m.s))]
    if subtype == "acquisition":
        behind = [m for m in scene.news if position < m.sentence.number <= position + 5]
        places += [(m, 0, len(m.s)) for m in behind if m.zone == "body" and _BRINGS.search(m.s)]
    for other, start, end in places:
        tokens = [
            t
            for t in other.between(DRUG, start, end)
            if not is_compared(other, t.start) and _is_of_parties(other, t, ids)
        ]
        if not is_joint:
            tokens = [t for t in tokens if not _is_mere_companion(scene, other, t)]
        if subtype == "acquisition" and other is masked and not any(scene.is_ours(other.mention(t).id) for t in tokens):
            aside = masked.s[: min((t.start for t in tokens), default=0)]
            tokens = [] if aside.startswith("with ") else tokens
        if tokens:
            names = {other.mention(t).id: scene.name(other.mention(t)) for t in tokens}
            if not is_joint and subtype != "termination" and other.zone == "body":
                names |= _more(scene, other, ids)
            if subtype == "acquisition":
                names |= {n.id: n for n in _what_comes_along(scene, ids, position) if _may_be_asset(scene, n.id)}
            return tuple(names.values())
    if subtype in ("acquisition", "joint-venture"):
        return _what_comes_along(scene, ids, position)
    if masked.zone == "title" and subtype in ("co-development", "clinical-collaboration", "license", "option"):
        for other in scene.news[1:4]:
            if named := _of_rights(scene, other, ids):
                return named
    return _main_drug(scene) if subtype in ("license", "option", "commercialization", "termination") else ()


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
            for token in other.between(DRUG, 0, len(other.s)):
                if not is_compared(other, token.start) and _is_of_parties(other, token, parties):
                    names.setdefault(other.mention(token).id, scene.name(other.mention(token)))
    return names


def _may_be_asset(scene: Scene, drug_id: str) -> bool:
    """Whether a bought company may have it: ours, or one that is not sold under a name."""
    drug = scene.catalog.drugs.get(drug_id)
    return drug is None or bool(drug.mechanism_id) or not drug.brands


def _of_rights(scene: Scene, masked: Masked, parties: set[str]) -> tuple[Name, ...]:
    """The drugs of a sentence near the top, for a headline that names none."""
    tokens = [
        t
        for t in masked.between(DRUG, 0, len(masked.s))
        if not is_compared(masked, t.start) and _is_of_parties(masked, t, parties)
    ]
    return tuple({masked.mention(t).id: scene.name(masked.mention(t)) for t in tokens}.values())


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
        for token in masked.between(DRUG, 0, len(masked.s)):
            mention = masked.mention(token)
            if is_compared(masked, token.start) or _is_mere_companion(scene, masked, token):
                continue
            if _is_of_parties(masked, token, parties):
                names.setdefault(mention.id, scene.name(mention))
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


_ITS_OWN = re.compile(r"\b(?:with|for|to) (?:its|their) own (?:[\w-]+ ){0,4}$")
"""What a taker has already: "means to give it with its own DR5 antibody"."""


class Payment(NamedTuple):
    """A sum and what it is to a deal."""

    role: str
    """upfront or total"""
    rank: float
    """How likely it is, and more where it stands in the deal's own sentence."""
    one: Sum


def payments(scene: Scene, masked: Masked, subtype: str, telling: Masked | None = None) -> Iterator[Payment]:
    """The sums of a sentence that are paid at once or are all that may be paid for a deal of this kind.

    Those of the sentence that tells the deal come before others that are as likely.
    """
    is_own = masked is telling or masked.zone == "title"
    for one, chances in zip(masked.sums(), _chances(scene, masked, kind_of(subtype)), strict=False):
        role = max(chances, key=lambda role: chances[role])
        if chances[role] > (WITH_RULE if role == one.role else LIKELY):
            yield Payment(role, chances[role] + _OWN * is_own, one)


def _chances(scene: Scene, masked: Masked, kind: str) -> list[dict[str, float]]:
    """Of the first sums of a sentence, worked out once an article."""
    key = masked.sentence.number, kind
    if key not in scene.chances:
        count = len(masked.sums()[:_COMPARED])
        others = list(islice((one for news in scene.news for one in news.sums()), _COMPARED)) if count else []
        scene.chances[key] = [load_sums().chances(sum_traits(masked, n, others), kind) for n in range(count)]
    return scene.chances[key]


LIKELY, WITH_RULE = 0.4, 0.2
"""The least chance of a role; where the patterns of money.py say the same, less is enough."""
_OWN = 0.3
"""How much a sum of the sentence that tells the deal goes before others."""
_COMPARED = 24
"""So many sums of a sentence are looked at, beside so many of the article."""


def money_of(paid: Sequence[Payment]) -> tuple[float | None, float | None, str]:
    """(upfront, total, as stated where it is not in dollars): of each the likeliest."""
    dollars = sorted((p for p in paid if p.one.currency == "USD"), key=lambda p: -p.rank)
    upfront, total = (next((p.one.millions for p in dollars if p.role == role), None) for role in ROLES)
    return upfront, total, "; ".join(dict.fromkeys(p.one.stated for p in paid if p.one.currency != "USD"))


_WORLD = re.compile(
    r"\b(?:worldwide|global|world-?wide|exclusive global)\b,? (?:[\w-]+,? ){0,4}?(?:rights|licen|collab|"
    r"commerc|develop|deal|agree|allian|pact|option)|\b(?:rights|licen\w+|commerciali\w+|develop\w*|"
    r"market\w*)\b[^.;]{0,60}\b(?:worldwide|globally|around the world|world over|all territories)"
)
_OUTSIDE = re.compile(
    r"\b(?:outside(?: of)?|excluding|except(?: for)?|other than|ex-)\s?((?:the |greater |mainland )*(?:china|"
    r"japan|us|u\.s\.|united states|europe|asia|north america|korea|taiwan|macao sar|macau|hong kong sar|"
    r"hong kong|israel|russia)(?:(?:,? and|,| or)? (?:the |greater |mainland )*(?:china|japan|u\.s\.|united "
    r"states|europe|asia|korea|taiwan|macao(?: sar)?|macau|hong kong(?: sar)?|israel|russia))*)"
)
_IN = re.compile(
    r"\b(?:in|for|across|throughout)\s((?:the |greater |mainland |rest of |most of )*(?:china|japan|us\b|"
    r"u\.s\.|united states|europe|asia(?:[- ]pacific)?|north america|south korea|korea|taiwan|macau|macao|"
    r"hong kong|israel|russia|canada|australia|latin america|india|singapore)(?:(?:,? and|,| or)? (?:the |"
    r"greater |mainland |south )*(?:china|japan|u\.s\.|united states|europe|asia|korea|taiwan|macao|macau|"
    r"hong kong|israel|canada|australia|new zealand|mexico|singapore|other \w+ countries))*)"
)
_RIGHTS_OF = re.compile(
    r"\b(japanese|chinese|european|us|u\.s\.|north american|greater china|china|japan|"
    r"asian) (?:\w+ )?(?:rights|licen[sc]e|distribut)"
)
_LANDS = {
    "japanese": "Japan",
    "chinese": "China",
    "european": "Europe",
    "us": "United States",
    "u.s.": "United States",
    "north american": "North America",
    "asian": "Asia",
}


def territory_of(s: str) -> str:
    """Where a deal holds, as stated; empty where the sentence does not say."""
    outside = _OUTSIDE.search(s)
    if outside:
        return "worldwide excluding " + _title(outside.group(1))
    if re.search(r"rights|licen|commerciali|market|sell|distribut|develop", s):
        rights = _RIGHTS_OF.search(s)
        if rights:
            return _LANDS.get(rights.group(1), _title(rights.group(1)))
        if _WORLD.search(s):
            return "worldwide"
        inside = _IN.search(s)
        if inside:
            return _title(inside.group(1))
    return "worldwide" if _WORLD.search(s) else ""


def _title(text: str) -> str:
    small = {"and", "or", "the", "of", "rest", "most", "other"}
    return " ".join(
        w if w in small else w.upper() if w in ("us", "u.s.", "sar") else w.capitalize() for w in text.split()
    )
