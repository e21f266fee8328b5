"""Regulators' acts: fifteen subtypes, by which agency, on which drug, of which company, for what."""

import re
from collections.abc import Iterator
from itertools import product

from ci.extract.agencies import AGENCY_OF, REGION_OF, find_countries
from ci.extract.diseases import find_disease
from ci.extract.fields import Fields, date_of, indication_of, quote_of
from ci.extract.lexicon import DRUG
from ci.extract.masked import Masked
from ci.extract.regulatory_rules import GIVEN, REGULATORY_RULES
from ci.extract.rules import Candidate, Cues, Rule, Telling
from ci.extract.scene import Scene
from ci.extract.scopes import scope_of_act
from ci.extract.subjects import drugs_of, holders_of
from ci.model import Event, EventType, Name

_GIVEN = re.compile(rf"\b{GIVEN}\b")
_STATE = re.compile(
    r"(?:\b(?:is|are|remains?|being|currently|already|only|widely|other|any|every|most|two|three|already-|be|"
    r"an|the first|no|is the only|newly|recently|previously|use of|of|the|approved|all|all "
    r"other) (?:\w+ly )?(?:fully )?|-)$"
)
_ADJECTIVE = re.compile(
    r"^ (?:applications?|procedure|holder|drugs?|therap\w+|treatments?|indications?|uses?|label|dose|"
    r"products?|medicines?|G\d+|venetoclax|bcl|agents?|options?|inhibitors?|combination|regimens?|in T\d+|"
    r"since)\b"
)
_TRIAL_CONTEXT = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|\bind\b|protocols?|irb|clinical testing|phase (?:[1-4]|i+v?)|"
    r"investigational new drug|enrol\w+|dosing|ethics|into humans|in humans|clinic)\b"
)
_MARKET_CONTEXT = re.compile(
    r"\b(?:for (?:the )?(?:treatment|use|adults?|patients|people)|market\w*|sale|commerciali\w+|label|"
    r"indication|based on|on the strength|prescri\w+|tablets?|injection|capsules?|first[- ]line|as the first|"
    r"launch)\b|\bfor (?:relapsed|newly|previously|certain|some|adult)"
)
_NOT_REGULATOR = re.compile(
    r"\b(?:(?<!inform )(?<!informs )(?<!told )(?<!tells )shareholders?|board(?! is)|antitrust|irb|ethics|"
    r"court|patent|nasdaq|reimburs\w+|nice|g-ba|formulary|"
    r"competition|stockholders?|hsr|merger|payment|ftc|holders|cfius|guideline\w*|nccn|biosimilars?|warning "
    r"letter|bill|law|lawmakers|legislation|guidance|reform)\b"
)
_TAKEN_UP = re.compile(
    r"(?:accept\w*|taken up|received|admitted|docketed)[^.;]{0,60}\bfor (?:\w+ )?(?:review|evaluation|"
    r"assessment|examination)\b|"
    r"\baccept(?:s|ed|ance)\b"
)
"""An application for a trial that was taken in, not yet let through; abroad from China the two are one."""
_CLEARED = re.compile(
    r"clear|approv|allow|permi|authori|green|go-ahead|nod|okay|consent|proceed|effective|objection|waved|bless|sign"
)
_IND = re.compile(r"\bind\b|investigational new drug|clinical trial|\bcta\b")
_PATHWAY = re.compile(
    r"\b(?:accelerated|conditional|provisional)(?: approval| review)? (?:pathway|route|programme?|process|"
    r"scheme|track|procedure|basis)"
)
_HEEDS_REFUSED = frozenset({"approval", "conditional-approval", "ind-clearance", "clinical-hold"})
"""What is planned or denied in other words of the clause is not told by these."""
_GIVES_WAY = frozenset({"approval", "conditional-approval", "ind-clearance", "submission"})
_HAS_STATUS = re.compile(
    r"\b(?:has|have|having|holds?|held|holding|with|carries|enjoys?|retains?) (?:an? |the |its )?"
    r"(?:(?!been|granted|given|received|won|awarded|got|just|now|earned|secured|designated|named|put|placed|"
    r"made|become|picked|landed|conferred)[\w,-]+ ){0,16}$"
)
_MADE_FULL = re.compile(
    r"\b(?:turn|convert|upgrad|chang|switch|transform|mov)\w* [^.;]{0,80}\b(?:in)?to (?:an? )?(?:full|"
    r"standard|regular|unconditional|normal)\b"
)
"""A conditional approval that becomes a full one."""
_WHICH = re.compile(r"A\d+\)?,? $")
_NOW_CAN = re.compile(r"\b(?:can|may|is free to|are free to) now (?:begin|start|proceed|go ahead|open)|\bcan begin\b")
_WILL_GIVE = re.compile(
    r"\bwill (?:give|get|receive|undergo|have|handle|review|assess|examine)(?: (?:it|the \w+|them|D\d+|C\d+'s \w+))?"
    r"(?: (?:under|with|an?|as a|on|its|the))* ?$"
)
"""An application taken up "will get" a priority review: that is settled."""
_BROKEN_NEWS = re.compile(r"\b(?:word|news|said|says|announce\w*|now|disclosed|reported|learned|today|T\d+)\b")
_RESULT_OF = re.compile(
    r"\b(?:based on|on the strength|results|data from|following|supported by|according to|acting on|on the back of)\b"
)
_APPROVED_DRUG = re.compile(
    r"approv\w+ (?:[\w-]+ ){0,2}D\d+(?! (?:to|for) (?:an? |the |use in )?(?:[\w-]+ ){0,3}(?:phase|trials?|"
    r"stud|clinical|test|enter|human))"
)
_SPOKEN_OF = re.compile(
    r"\b(?:this|these|that|such|those|the said) (?:(?!month|week|year|morning|time|spring|summer)\w+ )?$"
)
"""An approval pointed back to is told elsewhere: "leading to this first approval"."""
_PERMIT = re.compile(r"(?:marketing|product|market) (?:licen[sc]e|authori[sz]ation|permit|permission)")
_LICENSED = re.compile(r"licen[sc]\w+[^.;]{0,80}\b(?:from|to) (?:[\w'-]+ ){0,3}C\d")
_SOFT = re.compile(r"nod|clear|licen|regist|go-ahead|green|bless|sign|market|thumbs|ok|wav")


def regulatory(scene: Scene, cues: Cues) -> Iterator[Telling]:
    """Every regulatory act that the article tells, one for each telling."""
    for masked in scene.telling:
        taken: list[tuple[int, int]] = []
        refused: set[tuple[int, int]] = set()
        for rule in cues.rules_for(masked, REGULATORY_RULES):
            for candidate in _candidates(scene, masked, rule, taken, refused):
                taken.append((candidate.start, candidate.end))
                for event in regulatory_events(scene, candidate):
                    yield Telling(event, candidate.strength, masked)


def _candidates(
    scene: Scene, masked: Masked, rule: Rule, taken: list[tuple[int, int]], refused: set[tuple[int, int]]
) -> Iterator[Candidate]:
    for found in rule.pattern.finditer(masked.s):
        start, end = _act_words(found, rule)
        told = taken if rule.subtype in _HEEDS_REFUSED else [span for span in taken if span not in refused]
        is_overlap = any(start < b and a < end for a, b in told)
        if is_overlap or (rule.subtype in _GIVES_WAY and _same_clause(masked, start, told)):
            continue
        if not _is_act(masked, rule, start, end):
            continue
        scope = scope_of_act(masked, start, end, scene.published, negation=rule.own_negation, plan=False)
        goes_along = rule.subtype in ("priority-review", "fast-track") and bool(_WILL_GIVE.search(masked.s[:start]))
        if (scope.is_planned and not goes_along) or scope.is_conditional or (scope.is_denied and not rule.own_negation):
            taken.append((start, end))
            refused.add((start, end))
            continue
        weak = (
            scope.is_history
            or (scope.is_background and masked.zone != "title" and rule.subtype != "clinical-hold" and not goes_along)
            or _is_mere_status(masked, rule, start)
        )
        weak = weak and not _goes_on(masked, rule, start)
        strength = 1 if weak else 3 if masked.zone == "title" else 2
        yield Candidate(rule, masked, start, end, strength, found)


def _goes_on(masked: Masked, rule: Rule, start: int) -> bool:
    """A side clause that is news all the same: "the EMA, which has accepted …", "after clearance … can begin"."""
    if rule.subtype == "ind-clearance":
        return bool(_NOW_CAN.search(masked.s))
    left, _ = masked.clause(start)
    return masked.s.startswith("which ", left) and bool(_WHICH.search(masked.s[:left]))


def _is_mere_status(masked: Masked, rule: Rule, start: int) -> bool:
    """ "has orphan status" says how things stand, unless it is broken as news."""
    if masked.s[start:].startswith(("fast-tracked", "fast-tracks")) or rule.subtype not in (
        "orphan",
        "fast-track",
        "breakthrough",
        "rare-pediatric",
        "priority-review",
    ):
        return False
    left, _ = masked.clause(start)
    return bool(_HAS_STATUS.search(masked.s[left:start])) and not _BROKEN_NEWS.search(masked.s[:start])


def _act_words(found: re.Match[str], rule: Rule) -> tuple[int, int]:
    """The words that tell the act, from their verb on: an agency at the front is no part of them."""
    start = found.start()
    words = re.match(
        r"A\d+(?:'s)?\b(?: \([^()]*\))?,? ?(?:has |have |today |T\d+ |also |just |recently |now )*", found.group()
    )
    return (start + words.end() if words and rule.subtype != "ind-clearance" else start), found.end()


def _same_clause(masked: Masked, start: int, taken: list[tuple[int, int]]) -> bool:
    left, right = masked.clause(start)
    return any(left <= a < right for a, _ in taken)


def _is_act(masked: Masked, rule: Rule, start: int, end: int) -> bool:
    left, right = masked.clause(start)
    clause, words = masked.s[left:right], masked.s[start:end]
    if rule.subtype == "ind-clearance":
        if _is_taken_in(masked, clause):
            return False
        if _RESULT_OF.search(words) or _APPROVED_DRUG.search(words):
            return False
        return (
            bool(
                masked.between("A", left, right)
                or find_countries(clause)
                or re.search(r"\bind\b|investigational new drug|\bcta\b", clause)
            )
            and not _NOT_REGULATOR.search(masked.s[max(left, start - 60) : min(right, end + 20)])
            and not re.search(
                r"(?:marketing|accelerated|conditional|full) approval|approval of D\d+ (?:for|in)|applies|"
                r"applying|based on",
                clause,
            )
        )
    if rule.subtype == "conditional-approval" and (_NOT_REGULATOR.search(clause) or _MADE_FULL.search(masked.s)):
        return False
    if rule.subtype == "approval":
        return _is_approval(masked, left, right, start, end)
    if rule.subtype == "acceptance" and _IND.search(clause):
        return _is_taken_in(masked, clause)
    if (
        rule.subtype == "orphan"
        and masked.s[:start].endswith((", an ", " (an "))
        and re.match(r"[^,)]{0,24}[,)]", masked.s[end:])
    ):
        return False
    if rule.subtype == "acceptance" and re.search(r"A\d+ (?:was|were) accepted", masked.s[max(0, start - 4) : end]):
        return False
    if rule.subtype == "positive-opinion" and _RESULT_OF.search(masked.s[max(0, start - 20) : start]):
        return False
    if rule.subtype in ("submission", "acceptance", "complete-response", "positive-opinion", "withdrawal"):
        return (
            bool(
                masked.between("A", 0, len(masked.s))
                or find_countries(masked.s)
                or re.search(
                    r"\b(?:s?nda|s?bla|maa|new drug|marketing|regulat\w+|application|complete response "
                    r"letter|crl|approv\w+|opinion)\b",
                    clause,
                )
            )
            and not _NOT_REGULATOR.search(clause)
            and not (
                rule.subtype == "submission"
                and re.search(r"sec\b|abstract|paper|manuscript|patent|journal|answer|repl(?:y|ies)|response to", words)
            )
        )
    if (
        rule.subtype == "fast-track"
        and "track" in words
        and not re.search(r"designat|status|tag|label|badge|nod|granted|\bA\d", clause)
    ):
        return masked.zone == "title" and not words.endswith("ing") and bool(masked.between(DRUG, 0, len(masked.s)))
    if rule.subtype == "fast-track" and words.endswith(("tracked", "tracks")):
        return True
    if rule.subtype == "clinical-hold" and not re.search(
        r"clinical|partial|A\d|trial|stud|test|dos|enrol|patient|program|regulator|agency", masked.s
    ):
        return False
    if rule.needs_news and masked.zone == "body":
        rest = masked.s[left:start] + " " + masked.s[end:right]
        return bool(
            _GIVEN.search(rest) or _WILL_GIVE.search(masked.s[left:start]) or re.search(r"designat(?:ed|es)", words)
        )
    return True


def _is_taken_in(masked: Masked, clause: str) -> bool:
    """Whether an application for a trial was only accepted for review, as China's agency and others announce it."""
    if not _TAKEN_UP.search(clause) or _CLEARED.search(clause):
        return False
    is_chinese = any(str(t.what) == "NMPA" for t in masked.between("A", 0, len(masked.s)))
    return is_chinese or "review" in clause


def _first_in(masked: Masked, start: int, end: int) -> bool:
    """ "its first approval in November 2023": the noun with its date, not "the drugs approved in 2016"."""
    return masked.s[start:end] == "approval" and masked.s[end : end + 5] == " in T"


def _is_approval(masked: Masked, left: int, right: int, start: int, end: int) -> bool:
    clause, word = masked.s[left:right], masked.s[start:end]
    if _NOT_REGULATOR.search(clause) or (_ADJECTIVE.match(masked.s[end:]) and not _first_in(masked, start, end)):
        return False
    before = masked.s[max(left, start - 24) : start]
    if _SPOKEN_OF.search(before):
        return False
    if masked.zone == "title":
        left, right = 0, len(masked.s)
    has_place = bool(masked.between("A", left, right) or find_countries(masked.s[left:right]))
    has_drug = bool(masked.between(DRUG, left, right))
    if word.endswith("ed") and _STATE.search(before) and not re.search(r"A\d+ (?:has |have )?(?:\w+ly )?$", before):
        return False
    if _TRIAL_CONTEXT.search(clause) and not _MARKET_CONTEXT.search(clause):
        return False
    if word.startswith("licen") and (before.endswith("-") or _LICENSED.search(masked.s[start : end + 90])):
        return False
    if masked.zone == "title" and _PERMIT.match(word):
        return has_drug or has_place
    if _SOFT.search(word):
        return (
            has_place
            and (bool(_GIVEN.search(clause.replace(word, " "))) or masked.zone == "title" or not word.endswith("al"))
            and not re.search(
                r"C\d+ (?:has )?(?:in-|out-)?licen[sc]ed|licen[sc]ed (?:from|to) C\d+|licen[sc]es", clause
            )
        )
    if masked.zone == "title":
        return has_drug or has_place
    if word.startswith(("approval", "authoris", "authoriz", "marketing", "full")) and not word.endswith(("es", "ed")):
        return (has_place or has_drug) and bool(
            _GIVEN.search(clause.replace(word, " "))
            or re.search(r"^(?:\w+ ){0,2}(?:approval|authori[sz]ation) in|first approval", clause)
        )
    return has_place or has_drug


def regulatory_events(scene: Scene, candidate: Candidate) -> Iterator[Event]:
    fields = Fields(scene, candidate)
    drugs, combination = drugs_of(fields, is_regulatory=True)
    if not drugs and candidate.rule.subtype in ("approval", "submission", "acceptance") and candidate.strength < 3:
        return
    when, how = date_of(fields)
    shares = _shares(fields) or [(drugs, indication_of(fields))]
    for (agency, region, inferred), (drugs, indication) in product(_agencies(scene, candidate), shares):
        yield Event(
            EventType.REGULATORY,
            _finer(candidate),
            when,
            fields.quote,
            f"regulatory: {candidate.rule.name}",
            drugs=drugs,
            companies=holders_of(fields, drugs),
            agency=agency,
            region=region,
            indication=indication,
            combination=combination,
            inferred=how | inferred | fields.inferred,
        )


_ONE_OTHER = re.compile(
    r"\b(?:one|first|former)\b[^.;]{0,40}?\bfor\b(?P<one>[^.;]{3,160}?),? (?:and )?"
    r"(?:(?:the )?(?:other|second|latter)|another|one)\b[^.;]{0,30}?\bfor\b(?P<other>[^.;]{3,160})"
)


def _shares(fields: Fields) -> list[tuple[tuple[Name, ...], str]]:
    """ "one for D0 in X, the other for D1 in Y": (drugs, disease) of each of two designations."""
    if fields.candidate.rule.subtype not in _DESIGNATIONS:
        return []
    masked = fields.masked
    found = _ONE_OTHER.search(masked.s, fields.candidate.start)
    if not found:
        return []
    made: list[tuple[tuple[Name, ...], str]] = []
    for part in ("one", "other"):
        start, end = found.span(part)
        named = {m.id: fields.scene.name(m) for t in masked.between(DRUG, start, end) for m in [masked.mention(t)]}
        disease = find_disease(masked.s[start:end], 0)
        words = (
            quote_of(fields.scene, masked.origin(start + disease[0]), masked.origin(start + disease[1] - 1) + 1).text
            if disease
            else ""
        )
        made.append((tuple(named.values()), words))
    if not all(d or w for d, w in made):
        return []
    common, _ = drugs_of(fields, is_regulatory=True)
    return [(d or common, w) for d, w in made]


_DESIGNATIONS = frozenset({"orphan", "fast-track", "breakthrough", "rare-pediatric", "priority-review"})


def _finer(candidate: Candidate) -> str:
    """An approval on an accelerated or conditional path is a conditional one."""
    if candidate.rule.subtype == "approval" and _PATHWAY.search(candidate.masked.s):
        return "conditional-approval"
    return candidate.rule.subtype


def _agencies(scene: Scene, candidate: Candidate) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(agency, region, what was inferred); two agencies joined by "and" are two acts."""
    masked, (left, right) = candidate.masked, candidate.masked.clause(candidate.start)
    tokens = masked.between("A", left, right) or masked.between("A", 0, len(masked.s))
    if tokens:
        near = min(tokens, key=lambda t: _distance(t.start, t.end, candidate))
        joined = [
            t
            for t in tokens
            if t is near
            or re.fullmatch(r",? (?:and|&) (?:the )?|, ", masked.s[min(t.end, near.end) : max(t.start, near.start)])
        ]
        as_well = {found.start(1) for found in _SO_HAS.finditer(masked.s)}
        joined += [t for t in masked.between("A", 0, len(masked.s)) if t.start in as_well and t not in joined]
        seen: set[str] = set()
        for token in joined:
            agency = str(token.what)
            if agency not in seen:
                seen.add(agency)
                yield agency, REGION_OF.get(agency, ""), {}
        return
    clause = masked.s[left:right]
    countries = find_countries(clause) or find_countries(masked.s)
    if countries:
        region = countries[0][2]
        yield AGENCY_OF.get(region, ""), region, {"agency": f"from the country: {region}"}
        return
    agency = _usual(candidate.rule.subtype, clause) or _nearest_agency(scene, masked)
    if agency:
        yield agency, REGION_OF.get(agency, ""), {"agency": "from the rest of the text", "region": "from the agency"}
    else:
        yield "", "", {}


_SO_HAS = re.compile(
    r"\b(?:so|as) (?:has|have|did|does) (?:the |\w+'s )?(A\d+)|\b(?:followed|joined) by (?:the )?(A\d+)"
)
"""A second agency that did the same: "and so has the EMA"."""


def _distance(start: int, end: int, candidate: Candidate) -> int:
    return max(start - candidate.end, candidate.start - end, 0)


def _usual(subtype: str, clause: str) -> str:
    if "conditional marketing" in clause or subtype == "positive-opinion":
        return "EMA"
    if subtype == "rare-pediatric" or "accelerated approval" in clause:
        return "FDA"
    return ""


def _nearest_agency(scene: Scene, masked: Masked) -> str:
    """The agency of the sentence before, else the first of the text, else the only usual one: a hold is the FDA's."""
    position = masked.sentence.number
    for other in [*reversed(scene.sentences[:position]), *scene.sentences[position + 1 :]]:
        if other.zone in ("title", "body") and (tokens := other.between("A", 0, len(other.s))):
            return str(tokens[0].what)
    countries = [c for other in scene.news for c in find_countries(other.s)]
    for _, _, region in countries:
        if region in AGENCY_OF:
            return AGENCY_OF[region]
    return "FDA"
