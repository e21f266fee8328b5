"""Who gives and who takes: the role of each party to a deal."""

import re
from collections.abc import Sequence

from ci.extract.learned.sides import kind_of, load_sides, side_traits
from ci.extract.lexicon import COMPANY
from ci.extract.masked import Masked, Token
from ci.extract.rules import Candidate
from ci.extract.scene import Scene

_GIVES = re.compile(
    r"(C\d+)(?:'s)?(?:,[^,;]{0,60},)?(?: [\w-]+){0,3}? (?:(?:has |have |will |would |to |is |may |could |"
    r"can )*(?:out-?licen[sc]|grant|gives?|gave|sells?|sold|hand(?:s|ed)?(?! C\d+ (?:[\w ]{0,12})?M\d)|"
    r"receive(?![^.;]{0,60}(?:rights|"
    r"licen|option))|get(?:s)? (?:an )?(?:M\d|"
    r"up ?front|milestone|royalt)|collect|earn|pocket|bag(?:s)? M|be paid|entitled|eligible|in line|"
    r"stand(?:s)? to|retain|keep|take home|book)|licen[sc](?:es|ed|ing)\b[^.;]{0,90}\bto\b)"
)
_TAKES = re.compile(
    r"(C\d+)(?:'s)?(?:,[^,;]{0,60},)?(?: [\w-]+){0,3}? (?:(?:has |have |will |would |to |is |may |"
    r"can )*(?:pay(?:s|ing)?\b|paid|in-?licen[sc]|obtain|gain|acquir|secur|pick(?:s|ed)? up|snap|"
    r"get(?:s)?[^.;]{0,60}(?:rights|licen)|takes?[^.;]{0,40}\brights|bring(?:s|ing)? C\d+'s?|"
    r"(?:part(?:s|ed)? with|put(?:s|ting)? down|lay(?:s|ing)? (?:down|out)|hands? (?:[\w']+ )?C\d+) M\d|"
    r"(?:been |being )?(?:granted|given|awarded)(?= (?:the |an? )?(?:[\w-]+ ){0,3}(?:rights?|licen))|"
    r"receiv\w+[^.;]{0,40}(?:rights|licen)|take(?:s)? (?:over|on|"
    r"responsib|charge)|be responsible|develop|commerciali[sz]|make (?:an )?(?:up ?front|payment)|hand(?:s|"
    r"ing)? C\d+ M|hold(?:s)?[^.;]{0,40}(?:rights|licen)|bag(?:s|ged)? (?:rights|licen)|land(?:s|ed)?|"
    r"win(?:s)?\b|won)|licen[sc](?:es|ed|"
    r"ing)\b[^.;]{0,90}\b(?:from|C\d+'s)\b)"
)
_TO = re.compile(
    r"\b(?:rights?|licen[sc]e[sd]?|licen[sc]es|licen[sc]ing|option|granted|grants|gives|sold|sells|hands|"
    r"out-licen[sc]\w+)\b[^.;]{0,90}?\bto (?:the )?(?:[\w'-]+ ){0,4}?(C\d+)"
)
_GIVEN_TO = re.compile(
    r"\b(?:grant(?:s|ed|ing)?|giv(?:es|en|ing)|gave|hand(?:s|ed|ing)?|award(?:s|ed)?|"
    r"lets?) (C\d+)\b(?! M\d)[^.;]{0,60}\b(?:rights|licen[sc]e|option)|\b(?:makes?|made|making) (C\d+) "
    r"(?:the|its|an?) (?:[\w-]+ ){0,3}licensee"
)
_FROM = re.compile(
    r"\b(?:licen[sc]\w+|rights|acquir\w+|bought|buys|option|obtain\w*|picked up|picks up|secur\w+|"
    r"purchas\w+)\b[^.;]{0,110}?\bfrom (?:the )?(?:[\w'-]+ ){0,4}?(C\d+)"
)
_PAYS_TO = re.compile(r"\b(?:pay(?:s|ing)?|paid|wired|handing|hands?|handed|gives?) (C\d+) (?:[\w ]{0,20})?M\d+")
_OWNS = re.compile(
    r"(C\d+)'s? (?:[\w,-]+ ){0,7}?(?:D\d+|inhibitors?|degraders?|antibod\w+|programs?|compounds?|candidates?|G\d+)"
)


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


_GRANTS = re.compile(r"licen|\brights?\b|\bgrant|\bdistribut(?:e|or|ion (?:rights|agreement))|\bauthori[sz]")
"""One gives what the other will sell; without such words both take part in selling."""


def _is_granted(scene: Scene, candidate: Candidate, first: str, second: str) -> bool:
    """Whether the deal's sentence, or another that names both, tells of a right that one gives to the other."""
    both = [m for m in scene.news if {first, second} <= {m.mention(t).id for t in m.between(COMPANY, 0, len(m.s))}]
    return any(_GRANTS.search(masked.s) for masked in (candidate.masked, *both))


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


_RULES_SAY = {"licence in": 0.7, "licence out": -0.7}
"""How much the rule that found a licence adds to the log odds."""


_BUYERS = re.compile(
    r"\b(?:acquired|bought|purchased|swallowed(?: up)?|snapped up|taken over|absorbed) by (?:the )?"
    r"(?:[\w'-]+ ){0,4}?(C\d+)"
    r"|(C\d+) (?:will become|became|becomes|is now) the (?:new |sole )?owner of\b"
    r"|(C\d+),? (?:has |have )?(?:agreed to pay|is paying|will pay|pays?|paid) M\d+[^.;]{0,40} "
    r"for (?:it|the company|C\d+)\b"
    r"|(C\d+) (?:will |to |is to )?takes? (?:it|the company|C\d+) (?:out|private)\b"
)
"""Who buys, in words that leave no doubt."""
_BOUGHT = re.compile(
    r"\b(?:its|the|their) (?:purchase|acquisition|takeover|buy-?out) of (?:the )?(?:[\w'-]+ ){0,4}?(C\d+)"
    r"|(C\d+) (?:continues as|is now|becomes|became) (?:a |an )?(?:[\w-]+ ){0,3}"
    r"(?:subsidiary|unit|arm|part|property) of\b"
    r"|(C\d+) is now (?:its|their) (?:property|own)\b"
)
"""Who is bought, likewise."""


def _buys(scene: Scene, candidate: Candidate, first: str, second: str) -> bool:
    """Whether the first party is the buyer: by words of this sentence that leave no doubt, else by the article."""
    if votes := _buyer_votes(candidate.masked, first, second):
        return votes > 0
    return _takes(scene, "acquisition", first, second, _WORDS_COUNT if _acts(candidate, first) else -_WORDS_COUNT)


_WORDS_COUNT = 1.5
"""How much the order of names and verb adds to the log odds."""
_IS_BOUGHT = re.compile(
    r"\b(?:acquired|bought|purchased|swallowed|snapped up|taken over|absorbed) by\b|be (?:acquired|bought|"
    r"taken|purchased)"
    r"|\b(?:sold|sells?|selling)\b|into the hands of|is (?:going|off) to |bec(?:omes?|ame) |(?:gone|passed|"
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


def _buyer_votes(masked: Masked, first: str, second: str) -> float:
    """Positive where the first party is said to buy or the second to be bought."""
    for pattern, weight in ((_BUYERS, 1.0), (_BOUGHT, -1.0)):
        named = [masked.mention(t).id for found in pattern.finditer(masked.s) if (t := _company_at(masked, found))]
        if named:
            return weight if named[0] == first else -weight if named[0] == second else 0.0
    return 0.0


def _company_at(masked: Masked, found: re.Match[str]) -> Token | None:
    """The company that a pattern named in any of its groups."""
    start = next(found.start(n) for n in range(1, len(found.groups()) + 1) if found[n])
    return next((t for t in masked.tokens if t.start == start), None)


def _takes(scene: Scene, subtype: str, first: str, second: str, beside: float = 0.0) -> bool:
    """Whether the first party takes what changes hands: by all that the article says of both, else by what is known."""
    kind = kind_of(subtype)
    traits = side_traits(scene.news, first, second, votes_of(scene.news, kind, first, second))
    leaning = load_sides().leaning(traits, kind) + beside
    if abs(leaning) < _UNSURE:
        leaning += 2 * _known_roles(scene, first, second) or _whose_drug(scene, first, second)
    return leaning > 0


_UNSURE = 1.0
"""Below these log odds it counts what the tables know of the two."""


def votes_of(sentences: Sequence[Masked], kind: str, first: str, second: str) -> float:
    """What the patterns here say of who takes, sentence by sentence: positive for the first party."""
    count = _buyer_votes if kind == "company" else _votes
    return sum(count(masked, first, second) for masked in sentences)


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


def _votes(masked: Masked, first: str, second: str) -> float:
    """Positive where the first party takes and the second gives."""
    total = 0.0
    for pattern, weight in (
        (_TAKES, 1.0),
        (_TO, 1.0),
        (_GIVEN_TO, 1.5),
        (_GIVES, -1.0),
        (_FROM, -1.2),
        (_PAYS_TO, -1.0),
        (_OWNS, -0.6),
    ):
        for found in pattern.finditer(masked.s):
            token = _company_at(masked, found)
            if token is None:
                continue
            if pattern is _TAKES and _INFINITIVE.search(found[0]) and _WITH.search(masked.s[: token.start]):
                continue
            id_ = masked.mention(token).id
            total += weight if id_ == first else -weight if id_ == second else 0.0
    return total


_INFINITIVE = re.compile(r" to \w+$")
_WITH = re.compile(r"\b(?:with|from) (?:the )?(?:[\w'-]+ ){0,3}$")
"""An agreement with one to sell something: it is the other that sells."""
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
