"""Who gives and who takes: the role of each party to a deal."""

import re

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
            return ("target", "acquirer") if _is_bought(candidate, first) else ("acquirer", "target")
        case "license" | "option":
            return ("licensee", "licensor") if _takes(scene, candidate, first, second) else ("licensor", "licensee")
        case "termination":
            return _ended_roles(scene, candidate, first, second)
        case "commercialization" if "licen" in candidate.masked.s:
            return ("licensee", "licensor") if _takes(scene, candidate, first, second) else ("licensor", "licensee")
    return "partner", "partner"


_IS_BOUGHT = re.compile(
    r"\b(?:acquired|bought|purchased|swallowed|snapped up|taken over|absorbed) by\b|be (?:acquired|bought|"
    r"taken|purchased)"
    r"|\b(?:sold|sells?|selling)\b|into the hands of|is (?:going|off) to |bec(?:omes?|ame) |(?:gone|passed|"
    r"passes|went|goes|fallen|falls|belongs?) "
    r"to |is (?:now )?(?:a )?(?:part|subsidiary|unit) of "
)
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
_BUY_OF = re.compile(r"(?:acquisition|takeover|purchase|buy-?out) of\b")


def _is_bought(candidate: Candidate, first: str) -> bool:
    """Whether the first party is the one that is bought: by the passive, by "sells", by "the takeover of"."""
    masked = candidate.masked
    for pattern, is_buyer in ((_BUYERS, True), (_BOUGHT, False)):
        named = [masked.mention(t).id for found in pattern.finditer(masked.s) if (t := _company_at(masked, found))]
        if named:
            return (named[0] == first) != is_buyer
    words = masked.s[candidate.start : candidate.end]
    if _BUY_OF.search(words):
        after = masked.between(COMPANY, candidate.start, len(masked.s))
        return bool(after) and masked.mention(after[0]).id == first
    return bool(_IS_BOUGHT.search(words) or re.search(r"\bby C\d+", masked.s[candidate.start : candidate.end + 30]))


def _company_at(masked: Masked, found: re.Match[str]) -> Token | None:
    """The company that a pattern named in any of its groups."""
    start = next(found.start(n) for n in range(1, len(found.groups()) + 1) if found[n])
    return next((t for t in masked.tokens if t.start == start), None)


def _takes(scene: Scene, candidate: Candidate, first: str, second: str) -> bool:
    """Whether the first party takes the rights: by the verb of this sentence, else by what the article says of both."""
    votes = _all_votes(scene, candidate, first, second)
    return votes > 0


def _all_votes(scene: Scene, candidate: Candidate, first: str, second: str) -> float:
    """Positive where the first party takes: by this sentence, then by the rest, then by whose drug it was."""
    votes = _votes(candidate.masked, first, second) * 3.0
    if candidate.rule.name == "licence in" and not votes:
        votes += 1.0
    if candidate.rule.name == "licence out" and not votes:
        votes -= 1.0
    if not votes or abs(votes) < 3:
        votes += sum(_votes(m, first, second) for m in scene.news)
    if abs(votes) < 1:
        votes += _known_roles(scene, first, second)
    if abs(votes) < 1:
        for mention in scene.topic_drugs[:1]:
            drug = scene.catalog.drugs.get(mention.id)
            origin = drug.originator_id if drug else ""
            votes += 1.0 if origin == second else -1.0 if origin == first else 0.0
    return votes


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
    if candidate.rule.name == "rights returned":
        to = re.search(r"\b(?:back )?to (?:the )?(?:[\w'-]+ ){0,3}?(C\d+)", candidate.masked.s[candidate.start :])
        if to:
            token = next(t for t in candidate.masked.tokens if t.start == candidate.start + to.start(1))
            if candidate.masked.mention(token).id == first:
                return "licensor", "licensee"
        return "licensee", "licensor"
    if candidate.rule.name == "rights regained":
        return "licensor", "licensee"
    if owner := _gets_back(scene):
        return ("licensor", "licensee") if owner == first else ("licensee", "licensor")
    if re.search(r"licen|rights|option", candidate.masked.s) or _known_roles(scene, first, second):
        votes = _all_votes(scene, candidate, first, second)
        return ("licensor", "licensee") if votes < 0 else ("licensee", "licensor")
    return "partner", "partner"
