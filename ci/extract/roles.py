"""Who gives and who takes: the role of each party to a deal."""

import re

from ci.extract.learned.sides import kind_of, load_sides, naming, side_traits
from ci.extract.lexicon import COMPANY
from ci.extract.masked import Masked, Token
from ci.extract.role_votes import buyer_votes, votes_of
from ci.extract.rules import Candidate
from ci.extract.scene import Scene


def roles_of(scene: Scene, candidate: Candidate, subtype: str, first: str, second: str) -> tuple[str, str]:
    match subtype:
        case "acquisition":
            return ("acquirer", "target") if _buys(scene, candidate, first, second) else ("target", "acquirer")
        case "license" | "option":
            return _licence_roles(scene, candidate, subtype, first, second)
        case "termination":
            return _ended_roles(scene, candidate, first, second)
        case "commercialization" if _is_granted(scene, candidate, first, second):
            return _licence_roles(scene, candidate, subtype, first, second)
    return "partner", "partner"


_GRANTS = re.compile(r"licen|royalt|\brights?\b|\bgrant|\bdistribut(?:e|or|ion (?:rights|agreement))|\bauthori[sz]")
"""One gives what the other will sell; without such words both take part in selling."""


_SIDE_BY_SIDE = re.compile(
    r"\b(?:jointly|together|co-?(?:commerciali[sz]|market|promot|sell)\w*|side by side)\b|"
    r"\bshar(?:e|ing) (?:the )?(?:[\w-]+ )?(?:selling|sales|marketing|commerciali[sz]ation|promotion|profits?)\b"
)
"""Both sell."""


def _is_granted(scene: Scene, candidate: Candidate, first: str, second: str) -> bool:
    """Whether the deal's sentence, or another that names both, tells of a right that one gives to the other."""
    if _GRANTS.search(candidate.masked.s):
        return True
    if _SIDE_BY_SIDE.search(candidate.masked.s):
        return False
    ids = {first, second}
    both = (m for m in naming(scene.news, first, second) if ids <= {m.mention(t).id for t in _companies(m)})
    return any(_GRANTS.search(masked.s) for masked in both)


def _companies(masked: Masked) -> list[Token]:
    return masked.between(COMPANY, 0, len(masked.s))


_RIGHTS = re.compile(
    r"licen|\brights?\b|\boption|royalt|milestone|\bhand(?:s|ed|ing)? (?:it |them |[CD]\d+ )?back|\breturn|\brevert|"
    r"\bregain|\breclaim|\b(?:give[sn]?|gave) (?:up|back)|\b(?:takes?|took|gets?|got) back"
)
"""What ends was a licence: one gets back what the other had."""


def _licence_roles(scene: Scene, candidate: Candidate, subtype: str, first: str, second: str) -> tuple[str, str]:
    beside = _RULES_SAY.get(candidate.rule.name, 0.0)
    return _side_by_side(_takes(scene, subtype, first, second, beside))


def _side_by_side(is_taker: bool) -> tuple[str, str]:
    return ("licensee", "licensor") if is_taker else ("licensor", "licensee")


_RULES_SAY = {"licence in": 0.7, "licence taken": 0.7, "licence out": -0.7}
"""How much the rule that found a licence adds to the log odds."""


def _buys(scene: Scene, candidate: Candidate, first: str, second: str) -> bool:
    """Whether the first party is the buyer: by words of this sentence that leave no doubt, else by the article."""
    if votes := buyer_votes(candidate.masked, first, second):
        return votes > 0
    return _takes(scene, "acquisition", first, second, _WORDS_COUNT if _acts(candidate, first) else -_WORDS_COUNT)


_WORDS_COUNT = 1.5
"""How much the order of names and verb adds to the log odds."""
_IS_BOUGHT = re.compile(
    r"\b(?:acquired|bought|purchased|swallowed|snapped up|taken over|absorbed) by\b|be (?:acquired|bought|"
    r"taken|purchased)"
    r"|\b(?:sold|sells?|selling)\b|into the hands of|is (?:going|off) to |bec(?:omes?|ame) |joins? the |(?:gone|passed|"
    r"passes|went|goes|fallen|falls|belongs?) "
    r"to |is (?:now )?(?:a )?(?:part|subsidiary|unit) of "
)
_BUY_OF = re.compile(r"(?:acquisition|takeover|purchase|buy-?out) of\b")


def _acts(candidate: Candidate, first: str) -> bool:
    """Whether the first party is the one that buys, by the order of names and verb: who is named first acts."""
    masked = candidate.masked
    words = masked.s[candidate.start : candidate.end]
    if _BUY_OF.search(words):
        after = masked.between(COMPANY, candidate.start, len(masked.s))
        return not after or masked.mention(after[0]).id != first
    return not (_IS_BOUGHT.search(words) or re.search(r"\bby C\d+", masked.s[candidate.start : candidate.end + 30]))


def _takes(scene: Scene, subtype: str, first: str, second: str, beside: float = 0.0) -> bool:
    """Whether the first party takes what changes hands: by all that the article says of both, else by what is known."""
    leaning = _leaning(scene, kind_of(subtype), first, second) + beside
    if abs(leaning) < _UNSURE:
        leaning += 2 * _known_roles(scene, first, second) or _whose_drug(scene, first, second)
    return leaning > 0


_UNSURE = 1.0
"""Below these log odds it counts what the tables know of the two."""


def _leaning(scene: Scene, kind: str, first: str, second: str) -> float:
    known = scene.leanings.get((kind, first, second))
    if known is None:
        news = naming(scene.news, first, second)
        traits = side_traits(news, first, second, votes_of(news, kind, first, second))
        known = scene.leanings[kind, first, second] = load_sides().leaning(traits, kind)
    return known


def _whose_drug(scene: Scene, first: str, second: str) -> float:
    """Whoever made the drug gives it."""
    drug = next((scene.catalog.drugs.get(mention.id) for mention in scene.topic_drugs[:1]), None)
    origin = drug.originator_id if drug else ""
    return 1.0 if origin == second else -1.0 if origin == first else 0.0


def _had_licence(scene: Scene, first: str, second: str) -> bool:
    """Whether the curated deals hold a licence or an option between the two."""
    return any(
        deal.subtype in ("license", "option") and {first, second} <= {party for party, _ in deal.parties}
        for deal in scene.catalog.events
    )


def _known_roles(scene: Scene, first: str, second: str) -> float:
    """What the curated deals say of these two companies."""
    for deal in scene.catalog.events:
        roles = dict(deal.parties)
        if {first, second} <= set(roles) and set(roles.values()) >= {"licensor", "licensee"}:
            return 1.0 if roles[first] == "licensee" else -1.0
    return 0.0


_BACK_TO = re.compile(r"\b(?:reverts?|returns?|fall back|go(?:es)? back|pass(?:es)? back) to (?:the )?(C\d+)")


def _gets_back(scene: Scene) -> str:
    """Id of the company to which an article says that the rights revert; empty for none."""
    for masked in scene.news:
        if found := _BACK_TO.search(masked.s):
            return next(masked.mention(t).id for t in masked.tokens if t.start == found.start(1))
    return ""


def _ended_roles(scene: Scene, candidate: Candidate, first: str, second: str) -> tuple[str, str]:
    beside = _says_who_returns(scene, candidate, first)
    if beside or _RIGHTS.search(candidate.masked.s) or _had_licence(scene, first, second):
        return _side_by_side(_takes(scene, "termination", first, second, beside))
    return "partner", "partner"


_RETURNS_COUNT = 1.5
"""How much the words of a return add to the log odds."""


def _says_who_returns(scene: Scene, candidate: Candidate, first: str) -> float:
    """Positive where the first party gives rights back: it was the licensee."""
    if candidate.rule.name == "rights regained":
        return -_RETURNS_COUNT
    if candidate.rule.name == "rights returned":
        masked = candidate.masked
        to = re.search(r"\b(?:back )?to (?:the )?(?:[\w'-]+ ){0,3}?(C\d+)", masked.s[candidate.start :])
        token = next((t for t in masked.tokens if to and t.start == candidate.start + to.start(1)), None)
        return -_RETURNS_COUNT if token and masked.mention(token).id == first else _RETURNS_COUNT
    owner = _gets_back(scene)
    return 0.0 if not owner else -_RETURNS_COUNT if owner == first else _RETURNS_COUNT
