"""A deal as an event: what kind, who with whom, for which drugs, money and territory."""

import re

from ci.extract.deal_drugs import drugs_of_deal
from ci.extract.fields import Fields, date_of
from ci.extract.masked import Masked
from ci.extract.parties import find_parties
from ci.extract.rules import Candidate, Telling
from ci.extract.scene import Scene
from ci.extract.terms import money_of, payments
from ci.extract.territories import territory_of
from ci.model import Event, EventType

_IN_PARTS = re.compile(r"\bcould be worth\b|\bmilestones?\b|\broyalt|\bup ?front\b|\bdown for D\d")
"""A drug paid for in parts is licensed, not bought."""
_RIGHT_TO_BUY = re.compile(
    r"\b(?:exclusive |sole )?negotiat(?:ion|ing) rights?\b|\bfirst (?:pick|call|choice) (?:of|on)\b|"
    r"\bright (?:of first refusal|of first negotiation|to (?:obtain|negotiate|buy|acquire|license|take over|"
    r"purchase))\b"
)


def deal_of(scene: Scene, candidate: Candidate) -> Telling | None:
    rule, masked = candidate.rule, candidate.masked
    subtype, vagueness = _subtype(scene, candidate)
    parties = find_parties(scene, candidate, subtype)
    if len(parties) < 2:
        return None
    fields = Fields(scene, candidate)
    when, how = date_of(fields)
    paid = [] if subtype == "termination" else list(payments(scene, masked, subtype))
    upfront, total, stated = money_of(paid)
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
        territory=territory_of(scene, masked),
        inferred=how | fields.inferred,
    )
    return Telling(event, candidate.strength, masked, vagueness, (candidate.start, candidate.end))


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
            bought = re.search(r"\bfor (?:C\d+|D\d+)\b", words + masked.s[candidate.end : candidate.end + 12])
            return ("acquisition", 0) if bought and not _IN_PARTS.search(masked.s) else ("license", 0)
        if re.search(
            r"(?:commercial|marketing|distribution|sales|commerciali[sz]ation|promotion) rights|"
            r"\brights? to (?:\w+ly )?(?:sell|market|distribute|promote)\b",
            masked.s,
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
            r"(?<!\bclinical )\bresearch (?:and development )?(?:collab|pact|allian|agree|partner|deal|tie)|"
            r"(?:discovery|screening) (?:collab|pact|allian|agree|partner|deal|tie)|"
            r"\b(?:to|will) (?:jointly |together )?(?:hunt|search|look|screen) for\b|\b(?:hunt|search) for (?:new )?"
            r"(?:drugs|molecules|compounds|inhibitors)\b",
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
