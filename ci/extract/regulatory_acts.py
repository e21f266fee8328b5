"""Whether words that sound like a regulator's act tell one: an approval of a drug, not of a paper or a merger."""

import re
from dataclasses import dataclass
from functools import lru_cache

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
    r"court|patent|nasdaq|reimburs\w+|insur\w+|nice|g-ba|formulary|"
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
    """Whether words that sound like a regulator's act tell one; each kind is asked for what it cannot be without."""
    act = _Act(masked, rule, start, end, *masked.clause(start))
    match rule.subtype:
        case "ind-clearance":
            return _is_clearance(act)
        case "approval":
            return _is_approval(masked, act.left, act.right, start, end)
        case "acceptance" if _IND.search(act.clause):
            return _is_taken_in(masked, act.clause)
        case "positive-opinion" if _ADVISED_AGAINST.match(masked.s, start):
            return False
        case "submission" | "acceptance" | "complete-response" | "positive-opinion" | "withdrawal":
            return _is_of_filing(act)
        case "fast-track" if "track" in act.words and not _DESIGNATED.search(act.clause):
            is_headline = masked.zone == "title" and not act.words.endswith("ing")
            return is_headline and bool(masked.between(DRUG, 0, len(masked.s)))
        case "fast-track" if act.words.endswith(("tracked", "tracks")):
            return True
        case "conditional-approval" if _is_of_others(act.clause) or _MADE_FULL.search(masked.s):
            return False
        case "orphan" if _is_aside(act) or _is_advised(act):
            return False
        case "hold-lifted" if _PROCEEDS.search(act.words) and not _HELD.search(act.masked.s):
            return False
        case "clinical-hold" if not _OF_TRIALS.search(masked.s) or _STAYS_HELD.search(act.clause):
            return False
    return not rule.needs_news or masked.zone != "body" or _is_given(act)


_STAYS_HELD = re.compile(r"\b(?:stay|remain|keep|kept|is still|are still)\w* (?:\w+ ){0,2}on (?:\w+ ){0,3}hold\b")
"""How things stand, not news of a hold."""
_ADVISED = re.compile(
    r"\b(?:recommend(?:s|ed|ing|ation)?|endors(?:es|ed|ing)|back(?:s|ed|ing)|favou?rs?|(?:positive|good) opinion)"
    r" (?:(?!grant|giv)[\w'-]+ ){0,5}$"
)
_PROCEEDS = re.compile(r"\b(?:go ahead|proceed|continue|press on)$")
_HELD = re.compile(r"\bhold\b|\bhalt|\bpaus|\bsuspen|\bstopped\b")
"""A trial may go on that stood still; any other may begin, which is a clearance."""
_ADVISED_AGAINST = re.compile(r"[^.;]{0,60}\b(?:recommend|advis|vot)\w*\b[^.;]{0,80}\b(?:not (?:be )?|against )")


@dataclass(frozen=True, slots=True)
class _Act:
    """Words from `start` to `end` of a masked sentence, in their clause from `left` to `right`."""

    masked: Masked
    rule: Rule
    start: int
    end: int
    left: int
    right: int

    @property
    def clause(self) -> str:
        return self.masked.s[self.left : self.right]

    @property
    def words(self) -> str:
        return self.masked.s[self.start : self.end]


_DESIGNATED = re.compile(r"designat|status|tag|label|badge|nod|granted|\bA\d")
_OF_TRIALS = re.compile(r"clinical|partial|A\d|trial|stud|test|dos|enrol|patient|program|regulator|agency")
_APPLIES = re.compile(
    r"(?:marketing|accelerated|conditional|full) approval|approval of D\d+ (?:for|in)|applies|applying|based on"
)
_NAMES_IND = re.compile(r"\bind\b|investigational new drug|\bcta\b")
_NAMES_FILING = re.compile(
    r"\b(?:s?nda|s?bla|maa|new drug|marketing|regulat\w+|application|complete response letter|crl|approv\w+|opinion)\b"
)
_OTHER_PAPER = re.compile(r"sec\b|abstract|paper|manuscript|patent|journal|answer|repl(?:y|ies)|response to")
_WERE_ACCEPTED = re.compile(r"A\d+ (?:was|were) accepted")


def _is_clearance(act: _Act) -> bool:
    masked, clause = act.masked, act.clause
    if _is_taken_in(masked, clause) or _RESULT_OF.search(act.words) or _APPROVED_DRUG.search(act.words):
        return False
    has_regulator = masked.between("A", act.left, act.right) or find_countries(clause) or _NAMES_IND.search(clause)
    around = masked.s[max(act.left, act.start - 60) : min(act.right, act.end + 20)]
    return bool(has_regulator) and not _NOT_REGULATOR.search(around) and not _APPLIES.search(clause)


def _is_of_filing(act: _Act) -> bool:
    """A submission, what became of it, or an opinion on it."""
    masked, subtype = act.masked, act.rule.subtype
    if subtype == "acceptance" and _WERE_ACCEPTED.search(masked.s[max(0, act.start - 4) : act.end]):
        return False
    if subtype == "positive-opinion" and _RESULT_OF.search(masked.s[max(0, act.start - 20) : act.start]):
        return False
    has_regulator = (
        masked.between("A", 0, len(masked.s)) or find_countries(masked.s) or _NAMES_FILING.search(act.clause)
    )
    is_other = subtype == "submission" and _OTHER_PAPER.search(act.words)
    return bool(has_regulator) and not _is_of_others(act.clause) and not is_other


def _is_aside(act: _Act) -> bool:
    """ "D0, an orphan drug, …": what it is, not what it became."""
    is_opened = act.masked.s[: act.start].endswith((", an ", " (an "))
    return is_opened and bool(re.match(r"[^,)]{0,24}[,)]", act.masked.s[act.end :]))


def _is_advised(act: _Act) -> bool:
    """A committee "recommends orphan designation": that is its opinion, the designation is still to come."""
    return bool(_ADVISED.search(act.masked.s[act.left : act.start]))


def _is_given(act: _Act) -> bool:
    """Whether a verb of news stands in the clause, outside the words themselves."""
    before, after = act.masked.s[act.left : act.start], act.masked.s[act.end : act.right]
    is_named = re.search(r"designat(?:ed|es)", act.words)
    return bool(_GIVEN.search(f"{before} {after}") or WILL_GIVE.search(before) or is_named)


@lru_cache(maxsize=256)
def _is_of_others(clause: str) -> bool:
    """Whether somebody else than a regulator is spoken of; asked for each word of a clause that sounds like an act."""
    return bool(_NOT_REGULATOR.search(clause))


@lru_cache(maxsize=256)
def _is_of_a_trial(clause: str) -> bool:
    return bool(_TRIAL_CONTEXT.search(clause)) and not _MARKET_CONTEXT.search(clause)


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
    if _is_of_others(clause) or (_ADJECTIVE.match(masked.s[end:]) and not _first_in(masked, start, end)):
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
    if _is_of_a_trial(clause):
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
