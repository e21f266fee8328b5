"""Deals between companies: what kind, who with whom and in which role, for which drugs, money and territory."""

import re
from collections.abc import Iterator

from ci.extract.collaboration_rules import COLLABORATION_RULES, PACT_NEWS
from ci.extract.fields import Fields, date_of
from ci.extract.masked import Masked
from ci.extract.parties import find_parties
from ci.extract.rules import Candidate, Cues, Rule, Telling
from ci.extract.scene import Scene
from ci.extract.scopes import scope_of_act
from ci.extract.terms import drugs_of_deal, money_of, territory_of
from ci.model import Event, EventType

_BOTH = re.compile(
    r"\b(?:the (?:two )?(?:companies|firms|partners|pair|parties|biotechs|drugmakers)|the two|"
    r"both (?:companies|sides|firms))\b"
)
_TALKS = re.compile(
    r"\b(?:in talks|talks|negotiat\w+|consider\w*|explor(?:es|ing) (?:a |the )?(?:sale|options|strategic)|"
    r"looking for|seek(?:s|ing)?|hop(?:es|ing)|plans? to|planned|intends? to|could|may|might|would|"
    r"rumou?r\w*|reportedly|mulls?|mulling|weigh(?:s|ing)|eye[sd]?|eyeing|bid for|expects? to|wants? to|"
    r"aims? to|proposed|potential (?:deal|partner|acquirer|acquisition|license)|letter of intent|non-binding|"
    r"interested in|open to|wants out|asked|asks|arbitrat\w+|sues|aims|approach(?:ed)?|if)\b"
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
_RIGHT_TO_BUY = re.compile(r"\bright (?:of first refusal|to (?:buy|acquire|license|take over|purchase))\b")
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
_OWN_THING = re.compile(
    r"(?:inhibitors?|degraders?|antibod\w+|agonists?|antagonists?|drugs?|compounds?|candidates?|molecules?|assets?|"
    r"programs?|programmes?|medicines?|[DG]\d+\)?),? (?:that |which )?(?:it|they|C\d+|the (?:company|firm|group)) "
    r"(?:\w+ly |had |has |have |once )*$"
)
"""The drug "that it licensed from …": told in passing."""
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


def collaborations(scene: Scene, cues: Cues) -> Iterator[Telling]:
    """Every deal that the article tells, one for each telling."""
    for masked in scene.telling:
        told: set[str] = set()
        for rule in cues.rules_for(masked, COLLABORATION_RULES):
            for candidate in _candidates(scene, masked, rule):
                if told and rule.subtype != "joint-venture" and not _is_far(told, rule, masked, candidate.start):
                    continue
                if rule.subtype in told and ";" not in masked.s:
                    continue
                telling = deal_of(scene, candidate)
                if telling:
                    told.add(telling.event.subtype)
                    told.add(f"@{masked.clause(candidate.start)[0]}")
                    yield telling


def _two_act(masked: Masked) -> bool:
    """Whether two companies stand in a sentence, not counting owners: "part of the Menarini Group"."""
    named = {
        masked.mention(t).id
        for t in masked.between("C", 0, len(masked.s))
        if not re.search(r"\b(?:part|subsidiary|unit|arm) of (?:the )?$", masked.s[: t.start])
    }
    return len(named) > 1 or bool(_BOTH.search(masked.s))


def _is_far(told: set[str], rule: Rule, masked: Masked, start: int) -> bool:
    """A second deal in one sentence stands in another clause and is of another kind."""
    return f"@{masked.clause(start)[0]}" not in told and rule.name != "pact" and ";" in masked.s


def _candidates(scene: Scene, masked: Masked, rule: Rule) -> Iterator[Candidate]:
    if rule.name == "pact" and not masked.between("C", 0, len(masked.s)) and not _BOTH.search(masked.s):
        return
    for found in rule.pattern.finditer(masked.s):
        left, right = masked.clause(found.start())
        right = max(right, found.end())
        clause, head = masked.s[left:right], masked.s[left : found.start()]
        if not _is_act(masked, rule, found, clause, head, left):
            continue
        scope = scope_of_act(masked, found.start(), found.end(), scene.published, negation=False, plan=True)
        if (
            scope.is_denied
            or scope.is_conditional
            or _TALKS.search(head)
            or re.match(r"[^.;]{0,30}\b(?:talks|under negotiation)\b", masked.s[found.end() :])
        ):
            continue
        if rule.subtype == "termination" and scope.is_planned and not re.search(r"\bto (?:\w+ )?$|\bwill\b", head):
            continue
        weak = scope.is_history or (scope.is_background and masked.zone != "title") or bool(_OWN_THING.search(head))
        yield Candidate(
            rule, masked, found.start(), found.end(), 1 if weak else 3 if masked.zone == "title" else 2, found
        )


def _is_act(masked: Masked, rule: Rule, found: re.Match[str], clause: str, head: str, left: int) -> bool:
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
            r"licen[sc]e|product licen[sc]e|accelerated|stake in|shares? in",
            clause,
        )
    return True


def is_no_deal(s: str) -> bool:
    """Whether a sentence speaks of money raised, of a quarrel, or of what is only discussed."""
    return bool(_FINANCING.search(s) or _NOT_DEAL.search(s) or _TALKS.search(s) or _OFFERING.search(s))


def deal_of(scene: Scene, candidate: Candidate) -> Telling | None:
    rule, masked = candidate.rule, candidate.masked
    subtype, vagueness = _subtype(scene, candidate)
    parties = find_parties(scene, candidate, subtype)
    if len(parties) < 2:
        return None
    fields = Fields(scene, candidate)
    when, how = date_of(fields)
    upfront, total, stated = money_of(scene, candidate, subtype)
    event = Event(
        EventType.COLLABORATION,
        subtype,
        when,
        fields.quote,
        f"collaboration: {rule.name}",
        drugs=drugs_of_deal(scene, candidate, subtype, parties),
        parties=parties,
        upfront_usd_m=upfront,
        total_usd_m=total,
        money_as_stated=stated,
        territory=territory_of(masked.s),
        inferred=how | fields.inferred,
    )
    return Telling(event, candidate.strength, masked, vagueness)


def _subtype(scene: Scene, candidate: Candidate) -> tuple[str, int]:
    """The kind of deal, and how far from its words: 0 stated, 1 in the next sentence, 2 nowhere."""
    name, masked = candidate.rule.name, candidate.masked
    words = candidate.match.group() if candidate.match else ""
    if name in ("licence in", "licence out", "takeover") and _RIGHT_TO_BUY.search(masked.s):
        return "option", 0
    if name in ("licence in", "licence out", "licence pact", "money for rights"):
        if re.search(r"\boption\b(?! exercise)", masked.s) and not re.search(r"exercis|opted in", masked.s):
            return "option", 0
        if name == "money for rights":
            return (
                ("acquisition", 0)
                if re.search(r"\bfor (?:C\d+|D\d+)\b", words + masked.s[candidate.end : candidate.end + 12])
                else ("license", 0)
            )
        if re.search(
            r"(?:commercial|marketing|distribution|sales|commerciali[sz]ation|promotion) rights", masked.s
        ) and not re.search(r"licen|develop", masked.s):
            return "commercialization", 0
        return "license", 0
    if (
        name == "takeover"
        and re.search(r"\b(?:rights|licen[sc]e)\b", masked.s[candidate.start : candidate.start + 90])
        and not re.search(r"acquisition of C|compan", masked.s)
    ):
        return "license", 0
    if name == "sales pact" and re.search(
        r"\bco-?develop|development and|develop(?:,)? (?:and|manufacture)|licen[sc]", masked.s
    ):
        return (
            ("co-development", 0)
            if re.search(r"co-?develop|jointly", masked.s)
            else ("license", 0)
            if "licen" in masked.s
            else ("co-development", 0)
        )
    if name != "pact":
        return candidate.rule.subtype, 0
    return _kind_of_pact(scene, masked)


_CLINICAL_PACT = re.compile(
    r"\bclinical(?: trial)?(?: \w+)? (?:collaborat|partner|alliance|supply|pact|tie|stud|trial|develop|"
    r"program|research|investigat|agreement|cooperat|evaluat)|\bclinical and|\b(?:phase (?:[1-4]|i+)|trials?|"
    r"(?:clinical|combination|joint|human|the|a|new|planned|\w+-arm) (?:\w+ )?stud(?:y|ies)|stud(?:y|ies) of|"
    r"patients|combination|combin(?:e|es|ing|ed)|supply|together with D|(?:test|try|evaluat|assess|pair|"
    r"explor)\w* [^.;]{0,60}D\d|dosing|regimen)\b|\bD\d+[^.;]{0,80}\b(?:with|and|plus) (?:[\w\'-]+ ){0,6}D\d"
)
_RESEARCH_PACT = re.compile(
    r"\b(?:research|discover\w*|preclinical|identif\w+|screen\w*|platform|target discovery|drug[- ]discovery|"
    r"novel targets?|undisclosed targets?|design|biolog\w+|explor\w+|ai|artificial intelligence|generate|"
    r"find)\b"
)
_SALES_PACT = re.compile(
    r"\b(?:commerciali[sz]\w+|distribut\w+|market(?:ing)?|promot\w+|sell|sales|launch|bring [^.;]{0,40} "
    r"to (?:china|japan|market))\b"
)
_CODEV_PACT = re.compile(
    r"\b(?:go(?:ing|es)? halves|costs? [^.;]{0,60}\b(?:split|shared|halved)|down the middle|fifty-fifty|"
    r"develop [^.;]{0,40}\b(?:together|jointly)|split(?:s|ting)? (?:the )?(?:costs|profits)|"
    r"co-?develop\w*|jointly develop|joint development|develop (?:and|,) (?:commerciali|sell|market|"
    r"manufactur)\w*|development and commerciali[sz]ation|share (?:costs|profits))"
)


def _kind_of_pact(scene: Scene, masked: Masked) -> tuple[str, int]:
    position = masked.sentence.number
    near = masked.s + " " + " ".join(m.s for m in scene.sentences[position + 1 : position + 2] if m.zone == "body")
    for text, is_vague in ((masked.s, 0), (near, 1)):
        if _CODEV_PACT.search(text):
            return "co-development", is_vague
        if re.search(
            r"\bresearch (?:and development )?(?:collab|pact|allian|agree|partner|deal|tie)|(?:discovery|"
            r"screening) (?:collab|pact|allian|agree|partner|deal|tie)",
            text,
        ):
            return "research-collaboration", is_vague
        if _CLINICAL_PACT.search(text):
            return "clinical-collaboration", is_vague
        if _SALES_PACT.search(text):
            return "commercialization", is_vague
        if _RESEARCH_PACT.search(text):
            return "research-collaboration", is_vague
    return "research-collaboration", 2
