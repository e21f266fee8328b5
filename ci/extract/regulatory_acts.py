"""Whether words that sound like a regulator's act tell one: an approval of a drug, not of a paper or a merger."""

import re

from ci.extract.agencies import find_countries
from ci.extract.lexicon import DRUG
from ci.extract.masked import Masked
from ci.extract.regulatory_rules import GIVEN
from ci.extract.rules import Rule

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
    r"\b(?:trials?|stud(?:y|ies)|\bind\b|protocols?|irb|clinical (?:testing|research)|phase (?:[1-4]|i+v?)|"
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
_IND = re.compile(
    r"\bind\b|investigational new drug|clinical trial|\bcta\b|application to (?:test|try|study|start|begin|dose)"
)
_MADE_FULL = re.compile(
    r"\b(?:turn|convert|upgrad|chang|switch|transform|mov)\w* [^.;]{0,80}\b(?:in)?to (?:an? )?(?:full|"
    r"standard|regular|unconditional|normal)\b"
)
"""A conditional approval that becomes a full one."""
WILL_GIVE = re.compile(
    r"\bwill (?:give|get|receive|undergo|have|handle|review|assess|examine)(?: (?:it|the \w+|them|D\d+|C\d+'s \w+))?"
    r"(?: (?:under|with|an?|as a|on|its|the))* ?$"
)
"""An application taken up "will get" a priority review: that is settled."""
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


def is_regulatory_act(masked: Masked, rule: Rule, start: int, end: int) -> bool:
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
            _GIVEN.search(rest) or WILL_GIVE.search(masked.s[left:start]) or re.search(r"designat(?:ed|es)", words)
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
