"""Whether words that sound like a deal tell one: not a financing, a share price, an old pact or a mere partner."""

import re

from ci.extract.collaboration_rules import PACT_NEWS
from ci.extract.masked import Masked
from ci.extract.rules import Rule

BOTH = re.compile(
    r"\b(?:the (?:two )?(?:companies|firms|partners|pair|parties|biotechs|drugmakers)|the two|"
    r"both (?:companies|sides|firms))\b"
)
_PARTICIPLE = re.compile(
    r"(?:licen[sc]ed|acquired|bought|purchased|in-licen[sc]ed|discovered|sold) (?:\w+ ){0,2}?(?:from|by|to)\b"
)
_AUXILIARY = re.compile(
    r"\b(?:has|have|had|was|were|been|is|are|being|said|C\d+(?:,? T\d+)?(?: has| also)?|it|they|today|T\d+|"
    r"also|now|and|company|group|firm|exclusively|just|recently)\)? $"
)
_FINANCING = re.compile(
    r"\b(?:series [a-e]|financing|private placement|public offering|ipo|loan|grant from|venture debt|shares? "
    r"of common|registered direct)\b"
)
_NOT_DEAL = re.compile(
    r"\b(?:vouchers?|court|lawsuit|patent (?:dispute|suit)|settle\w*|conference|congress|webcast|award|hire[sd]?|"
    r"appoint\w* (?:as|to)|chief|board|licen[sc]ed (?:in|by|for|as) (?:the )?(?:A\d|china|japan|europe|use|"
    r"T)|agreed with (?:the )?A\d+|A\d+ (?:has )?agree)\b"
)
_NAMES_PACT = re.compile(
    r"agree|deal\b|pact|collab|allian|partner(?:ship|ed up)|sign|licen|appoint|tap|enlist|contract|accord|"
    r"team|entrust|rights|"
    r"hand|giv|gave|tak(?:es|en|ing) (?:over|on)|took (?:over|on)|M\d"
)
_OFFERING = re.compile(
    r"\b(?:offering|placement|priced|common stock|shares? of|net loss|earnings|dividend|registered|traded?|"
    r"closed at|opened at)\b"
)
_SELLING = re.compile(
    r"\b(?:(?:the|its|all) )?(?:\w+ )?(?:selling|sales?|marketing|distribution|commerciali[sz]ation|promotion|"
    r"manufactur\w+) of\b|"
    r"\bsale (?!of|to|price)\w"
)
_ONE_PARTNER = re.compile(r"partners?")
"""A noun that only says who somebody is."""
_NAMED_BY_YEAR = re.compile(
    r"\b(?:under|in|since|of|with|from|after) T\d+ (?:[\w-]+ )?(?:licen[sc]|agreement|deal|pact|collaboration|"
    r"alliance|option)"
)
_STATE_PARTNER = re.compile(
    r"(?:,|\()? ?(?:which is )?partnered (?:with|by)|(?:its|their|the|a|with|and|global|commercial|existing|"
    r"swiss|french|japanese|german|us|development|marketing|licensing|long-time|current|former|big) "
    r"partners?$|'s (?:\w+ )?partners?\b|partner-|-partnered"
)
_OLD_PACT = re.compile(
    r"\b(?:existing|ongoing|previous|earlier|prior|original|first announced|long-standing|"
    r"T\d+) (?:\w+ )?(?:agreement|collaboration|alliance|partnership|deal|pact|licen[sc]e)|under (?:the|a|an|"
    r"its|their) (?:\w+ )?(?:[\w-]+ )?(?:agreement|collaboration|alliance|licen[sc]e|deal|pact|terms)|as "
    r"part of|terms of the|according to the (?:deal|agreement)|the (?:agreement|deal|collaboration|alliance|"
    r"pact|partnership) (?:also |will |is |was |covers|gives|calls|includes|spans|builds|has )|(?:part of|"
    r"within) (?:the|a|an|its|their)\b"
)


def _two_act(masked: Masked) -> bool:
    """Whether two companies stand in a sentence, not counting owners: "part of the Menarini Group"."""
    named = {
        masked.mention(t).id
        for t in masked.between("C", 0, len(masked.s))
        if not re.search(r"\b(?:part|subsidiary|unit|arm) of (?:the )?$", masked.s[: t.start])
    }
    return len(named) > 1 or bool(BOTH.search(masked.s))


def is_deal_act(masked: Masked, rule: Rule, found: re.Match[str], clause: str, head: str, left: int) -> bool:
    words = found.group()
    if _FINANCING.search(clause) and rule.name in ("pact", "licence in", "takeover", "money for rights"):
        return False
    if _NOT_DEAL.search(clause) and rule.name != "joint venture":
        return False
    if _PARTICIPLE.match(masked.s[found.start() : found.end() + 40]) and not _AUXILIARY.search(head or masked.s[:left]):
        return False
    if rule.name == "sales pact" and masked.zone == "body" and not _NAMES_PACT.search(clause) and not _two_act(masked):
        return False
    if (
        rule.name in ("developed together", "sales pact", "option")
        and masked.zone == "body"
        and not re.search(
            r"agree|deal|pact|collab|allian|partner(?:ship|ed up)|sign|will\b|\bto (?:co-?)?(?:develop|sell|"
            r"market|distrib|promot|commerc)|licen|option|appoint|tap|enlist|contract|accord|team",
            clause,
        )
    ):
        return False
    if rule.name == "pact":
        if _ONE_PARTNER.fullmatch(words) and not re.match(r" (?:up )?(?:with|on|for|to)\b", masked.s[found.end() :]):
            return False
        if _STATE_PARTNER.search(masked.s[max(0, found.start() - 24) : found.end() + 8]) and not re.search(
            r"partnered (?:up )?with", words + masked.s[found.end() : found.end() + 6]
        ):
            return False
        if masked.zone == "body" and (
            not PACT_NEWS.search(clause) or _OLD_PACT.search(masked.s[max(left, found.start() - 40) : found.end() + 8])
        ):
            return False
    if rule.name == "option" and not re.search(
        r"licen|rights|exclusiv|acquir|buy|to (?:purchase|obtain|take|negotiate)|M\d|agreement|deal|pact|"
        r"on (?:D|the|its|a|C)|take|took|grant|secur|sign|to D",
        masked.s,
    ):
        return False
    if rule.subtype != "termination" and _NAMED_BY_YEAR.search(masked.s[max(left, found.start() - 12) : found.end()]):
        return False
    if rule.name == "takeover" and words.endswith(" share") and (_OFFERING.search(masked.s) or not _two_act(masked)):
        return False
    if rule.name == "takeover" and (
        re.search(
            r"\b(?<!a )(?<!per )(?<!each )(?<!every )(?<!all )(?<!all "
            r"the )(?<!outstanding )(?<!issued )(?:shares?|stake|stock|interest|equity)\b",
            words + (masked.s[found.end() : found.end() + 14] if re.search(r"\bM\d+ (?:worth )?of\b", words) else ""),
        )
        or _SELLING.search(words)
        or re.search(r"\broyalt|\boption\b", words)
    ):
        return False
    if rule.name in ("licence in", "licence out", "licence pact", "takeover"):
        return not re.search(
            r"\b(?:priority review )?vouchers?\b|licen[sc]e application|marketing licen[sc]e|biologics? "
            r"licen[sc]e|product licen[sc]e|accelerated|stake in|"
            r"(?<!a )(?<!per )(?<!each )shares? in",
            clause,
        )
    return True
