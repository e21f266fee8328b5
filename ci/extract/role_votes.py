"""What patterns say of who gives and who takes, sentence by sentence: votes, which roles.py weighs with the rest."""

import re
from collections.abc import Sequence

from ci.extract.masked import Masked, Token

_GIVES = re.compile(
    r"(C\d+)(?:'s)?(?:,[^,;]{0,60},)?(?: [\w-]+){0,3}? (?:(?:has |have |will |would |to |is |may |could |"
    r"can )*(?:out-?licen[sc]|(?<!been )(?<!being )(?<!was )grant|"
    r"gives?|gave|sells?|sold|hand(?:s|ed)?(?! C\d+ (?:[\w ]{0,12})?M\d)|"
    r"receive(?![^.;]{0,60}(?:rights|"
    r"licen|option))|get(?:s)? (?:an )?(?:M\d|"
    r"up ?front|milestone|royalt)|collect|earn|pocket|bag(?:s)? M|be paid|entitled|eligible|in line|"
    r"stand(?:s)? to|retain|keep|take home|book|export|(?:\w+ ){0,3}technology[- ](?:export|transfer))|"
    r"licen[sc](?:es|ed|ing)\b[^.;]{0,90}\bto\b)"
)
_TAKES = re.compile(
    r"(C\d+)(?:'s)?(?:,[^,;]{0,60},)?(?: [\w-]+){0,3}? (?:(?:has |have |will |would |to |is |may |"
    r"can )*(?:pay(?:s|ing)?\b|paid|in-?licen[sc]|obtain|gain|acquir|secur|pick(?:s|ed)? up|snap|"
    r"get(?:s)?[^.;]{0,60}(?:rights|licen)|takes?[^.;]{0,40}\brights|bring(?:s|ing)? C\d+'s?|"
    r"(?:part(?:s|ed)? with|put(?:s|ting)? down|lay(?:s|ing)? (?:down|out)|hands? (?:[\w']+ )?C\d+) M\d|"
    r"(?:been |being )?(?:granted|given|awarded)(?= (?:the |an? )?(?:[\w-]+,? ){0,3}(?:rights?|licen))|"
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
    r"purchas\w+)\b[^.;]{0,110}?\bfrom (?:the )?(?:[\w'-]+ ){0,4}?(C\d+)|"
    r"\b(?:been|being|was|were|is) (?:granted|given|awarded|handed)\b[^.;]{0,80}?\b(?:rights?|licen[sc]e|option)\b"
    r"[^.;]{0,40}? by (?:the )?(?:[\w'-]+ ){0,4}?(C\d+)"
)
_PAYS_TO = re.compile(r"\b(?:pay(?:s|ing)?|paid|wired|handing|hands?|handed|gives?) (C\d+) (?:[\w ]{0,20})?M\d+")
_OWNS = re.compile(
    r"(C\d+)'s? (?:[\w,-]+ ){0,7}?(?:D\d+|inhibitors?|degraders?|antibod\w+|programs?|compounds?|candidates?|G\d+)"
)
_BUYERS = re.compile(
    r"\b(?:acquired|bought|purchased|swallowed(?: up)?|snapped up|taken over|absorbed) by (?:the )?"
    r"(?:[\w'-]+ ){0,4}?(C\d+)"
    r"|(C\d+) (?:will become|became|becomes|is now) the (?:new |sole )?owner of\b"
    r"|\b(?:accept|back|approv|endors|welcom)\w* (?:an? |the )?(?:[\w-]+ ){0,3}?(?:buy-?out|takeover|acquisition|"
    r"offer|bid)"
    r"(?: offer| bid| proposal)? (?:from|by) (?:the )?(?:[\w'-]+ ){0,4}?(C\d+)"
    r"|(C\d+),? (?:has |have )?(?:agreed to pay|is paying|will pay|pays?|paid) M\d+[^.;]{0,40} "
    r"for (?:it|the company|C\d+)\b"
    r"|\bfetch(?:es|ed)? M\d+[^.;]{0,40}\bfrom (C\d+)"
    r"|(C\d+) (?:will |to |is to )?takes? (?:it|the company|C\d+) (?:out|private)\b"
)
"""Who buys, in words that leave no doubt."""
_BOUGHT = re.compile(
    r"\b(?:its|the|their) (?:purchase|acquisition|takeover|buy-?out) of (?:the )?(?:[\w'-]+ ){0,4}?(C\d+)"
    r"|(C\d+) (?:continues as|is now|becomes|became) (?:a |an )?(?:[\w-]+ ){0,3}"
    r"(?:subsidiary|unit|arm|part|property) of\b"
    r"|(C\d+) is now (?:its|their) (?:property|own)\b"
    r"|(C\d+) (?:(?:has|have|had) been|was|were|is|are) (?:acquired|bought|purchased|taken over)\b"
)
"""Who is bought, likewise."""


def votes_of(sentences: Sequence[Masked], kind: str, first: str, second: str) -> float:
    """What the patterns here say of who takes, sentence by sentence: positive for the first party."""
    count = buyer_votes if kind == "company" else _votes
    return sum(count(masked, first, second) for masked in sentences)


def buyer_votes(masked: Masked, first: str, second: str) -> float:
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
