"""Whether words that sound like a deal tell one: not a financing, a share price, an old pact or a mere partner."""

import re

from ci.extract.collaboration_rules import PACT_NEWS
from ci.extract.masked import Masked
from ci.extract.rules import Rule
from ci.extract.undone import is_called_off

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
    r"of common|registered direct|non-voting|preferred stock)\b"
)
_NOT_DEAL = re.compile(
    r"\b(?:vouchers?|court|lawsuit|patent (?:dispute|suit)|settle\w*|conference|congress|webcast|award|hire[sd]?|"
    r"appoint\w* (?:as|to)|chief|board|licen[sc]ed (?:products?|compounds?|territor\w+|molecules?)|"
    r"licen[sc]ed (?:in|by|for|as) (?:the )?(?:A\d|china|japan|europe|use|"
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
    """Whether words that sound like a deal tell one; `head` is what stands before them in their clause."""
    name, words, around = rule.name, found.group(), masked.s[max(left, found.start() - 12) : found.end()]
    if _FINANCING.search(clause) and name in ("pact", "licence in", "takeover", "money for rights"):
        return False
    if _NOT_DEAL.search(clause) and name != "joint venture":
        return False
    if _PARTICIPLE.match(masked.s[found.start() : found.end() + 40]) and not _AUXILIARY.search(head or masked.s[:left]):
        return False
    if name in _DONE_TOGETHER and masked.zone == "body" and not _is_agreed(masked, name, clause):
        return False
    if name == "pact" and not _is_new_pact(masked, found, clause, left):
        return False
    if name == "joint venture" and masked.zone == "body" and _OWN.search(masked.s[: found.start()]):
        return False
    if name == "option" and not _NAMES_OPTION.search(masked.s):
        return False
    if rule.subtype != "termination" and _NAMED_BY_YEAR.search(around):
        return False
    if name == "takeover" and is_called_off(masked.s):
        return False
    if name == "takeover" and (not _is_of_the_whole(masked, found, words) or _is_mere_offer(clause)):
        return False
    return name not in _OF_RIGHTS or not (
        _OTHER_LICENCE.search(clause) or ("licen" not in words and _STAKE.search(clause))
    )


_OFFERED = re.compile(
    r"\b(?:mak(?:es|ing)|made|launch\w*|submit\w*|dangl\w*|tabled?|float\w*|unsolicited|hostile|unwanted|uninvited)\b"
    r"[^.;]{0,50}\b(?:offer|bid|proposal|approach)\b|\b(?:reject|spurn|rebuff|turn(?:s|ed)? down|fend)\w*\b[^.;]{0,60}"
    r"\b(?:takeover|offer|bid|proposal|approach)\b"
)
_AGREED_OFFER = re.compile(
    r"\b(?:agree|accept|recommend|complet|sign|clos|merger|will acquire|to acquire|acquires|buys)"
)


def _is_mere_offer(clause: str) -> bool:
    """A bid that nobody has accepted yet."""
    return bool(_OFFERED.search(clause)) and not _AGREED_OFFER.search(clause)


_OWN = re.compile(r"\b(?:C\d+'s?|its|their|the) (?:[\w-]+ )?$")
"""Before a venture that is there already: "Fosun's joint venture with Kite"."""
_DONE_TOGETHER = frozenset({"developed together", "sales pact", "option"})
_OF_RIGHTS = frozenset({"licence in", "licence out", "licence pact", "takeover"})
_AGREED = re.compile(
    r"agree|deal|pact|collab|allian|partner(?:ship|ed up)|sign|will\b|\bto (?:co-?)?(?:develop|sell|"
    r"market|distrib|promot|commerc)|licen|option|appoint|tap|enlist|contract|accord|team|hands of|pass(?:es|ed)"
)
_NAMES_OPTION = re.compile(
    r"licen|rights|exclusiv|acquir|buy|to (?:purchase|obtain|take|negotiate)|M\d|agreement|deal|pact|"
    r"on (?:D|the|its|a|C)|take|took|grant|secur|sign|to D"
)
_OTHER_LICENCE = re.compile(
    r"\b(?:priority review )?vouchers?\b|licen[sc]e application|marketing licen[sc]e|biologics? "
    r"licen[sc]e|product licen[sc]e|accelerated"
)
_STAKE = re.compile(r"\b(?:stake in|(?<!a )(?<!per )(?<!each )shares? in)")
"""What is bought is a part of a company; a licence may come along with it."""
_WITH_WHOM = re.compile(r" (?:up )?(?:with|on|for|to)\b")
_PARTNERED_WITH = re.compile(r"partnered (?:up )?with")
_PART_OF = re.compile(
    r"\b(?<!a )(?<!per )(?<!each )(?<!every )(?<!all )(?<!all the )(?<!outstanding )(?<!issued )"
    r"(?:shares?|stake|stock|interest|equity)\b"
)
_WORTH_OF = re.compile(r"\bM\d+ (?:worth )?of\b")
_SIDE_OF_DEAL = re.compile(r"\broyalt|\boption\b")


def _is_agreed(masked: Masked, name: str, clause: str) -> bool:
    """Whether a body says that what is done together was agreed on."""
    if name == "sales pact" and not _NAMES_PACT.search(clause) and not _two_act(masked):
        return False
    return bool(_AGREED.search(clause))


_NTH = re.compile(
    r"\b(?:is|was|marks|makes) (?:already |now )?(?:the|their) (?:second|third|fourth|fifth|latest) (?:[\w-]+ ){0,2}$"
)
_OF_THE_PAIR = re.compile(r" (?:for|between|of) (?:the|both|these) (?:pair|two|companies|firms|partners|duo)\b")
"""What counts the pacts of a pair ("It is the second tie-up for the pair: in 2006 …") tells none."""


def _is_new_pact(masked: Masked, found: re.Match[str], clause: str, left: int) -> bool:
    """Not a mere partner, and in the body not an old agreement or one without news."""
    s, start, end = masked.s, found.start(), found.end()
    if _ONE_PARTNER.fullmatch(found.group()) and not _WITH_WHOM.match(s[end:]):
        return False
    is_state = _STATE_PARTNER.search(s[max(0, start - 24) : end + 8])
    if is_state and not _PARTNERED_WITH.search(found.group() + s[end : end + 6]):
        return False
    if masked.zone != "body":
        return True
    if _NTH.search(s, left, start) and _OF_THE_PAIR.match(s, end):
        return False
    return bool(PACT_NEWS.search(clause)) and not _OLD_PACT.search(s[max(left, start - 40) : end + 8])


def _is_of_the_whole(masked: Masked, found: re.Match[str], words: str) -> bool:
    """A purchase of a company or a drug: not of shares, of sales or of a royalty."""
    if "into the hands" in words and _SELLING.search(masked.s[: found.start()]):
        return False
    if words.endswith(" share") and (_OFFERING.search(masked.s) or not _two_act(masked)):
        return False
    behind = masked.s[found.end() : found.end() + 14] if _WORTH_OF.search(words) else ""
    return not (_PART_OF.search(words + behind) or _SELLING.search(words) or _SIDE_OF_DEAL.search(words))
