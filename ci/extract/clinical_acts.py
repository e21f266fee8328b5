"""Whether words that sound like a trial's news tell it: not a permission, a patient's own stop, a design, a preview."""

import re

from ci.extract.lexicon import DRUG, TARGET
from ci.extract.masked import Masked
from ci.extract.rules import Rule
from ci.extract.scene import Scene
from ci.extract.trials import trial_names

_PRECLINICAL = re.compile(
    r"\b(?:preclinical|pre-clinical|mice|mouse|in vitro|ex vivo|xenograft\w*|cell lines?|animal|models?|"
    r"cultured|rats|monkeys|laborator(?:y|ies)|cells in)\b"
)
_HUMAN = re.compile(r"\b(?:patients?|trials?|phase|volunteers|participants?|clinical)\b")
_PATIENT_STOPS = re.compile(
    r"(?:stopp|discontinu|halt)\w* (?:in|by|for) (?:(?!after|because|when)[a-z\d]+ ){0,3}"
    r"(?:patients?|people|participants)|"
    r"\b(?:patients?|participants?|subjects?|people|users?|treatment|therapy|adverse events?|\d+%?)\b "
    r"(?:[\w-]+ ){0,4}?(?:discontinu|stopp|halt|end|dropp|interrupt|cut|clos)|discontinu\w+ (?:of "
    r"treatment |treatment |therapy )?(?:due to|because of|rates?)|(?:led|leading) "
    r"to (?:treatment )?discontinu|treatment discontinu|dose (?:reduc|interrupt)|stop(?:ping|"
    r"s)? (?:treatment|therapy|cancer|tumou?r|the protein|growth|taking)|time-limited|follow-up (?:ended|"
    r"closed)"
)
_NOT_TRIAL_STOP = re.compile(
    r"^end of (?:study|trial):|\b(?:enroll?ment|recruitment|accrual)\b[^.;]{0,40}\b(?:complet|clos|finish|full)|"
    r"complet\w+ (?:of )?(?:enroll?ment|recruitment|dosing)|\b(?:jobs?|staff|workforce|employees|positions|"
    r"headcount|agreement|licen[sc]e|collaboration|alliance|partnership|option|contract|deal|pact|rights|"
    r"lawsuit|offering)\b|\b(?:year|quarter|month|half|day|week|trading|market|shares?|stock|price|"
    r"session)[- ]?(?:end|clos)|(?:end|close) of (?:the )?(?:year|quarter|T\d|month|first|second|third|"
    r"fourth|march|june|week)|to end (?:the )?(?:year|quarter)|(?:high|back|low)-?end|year-end|T\d+ (?:ended|"
    r"closed)|ended (?:T\d|the (?:year|quarter|session))|clos(?:ed|es|ing) (?:(?:the |its )?(?:purchase|acquisition|"
    r"takeover|sale|deal|transaction) of|up|down|at|the (?:deal|"
    r"transaction|purchase|acquisition|financing|offering|round|year)|a|an|its)\b|clos(?:e[sd]?|ing) on|"
    r"end-?\s?point|drop(?:s|ped)? (?:of|in|by|\d|M\d)|cell-cycle|ceased? to (?:work|be|act|help)|"
    r"A\d+'s [^.;]{0,30}\b(?:veto|ban)\b|giv(?:es|en|ing) up to|to end users|"
    r"\bclos(?:es?|ed|ing) (?:(?:an?|its|the) )?(?:M\d|series|round|financ|funding)|"
    r"(?:stays?|remain\w*|still|keeps?|kept) (?:on )?(?:frozen|on hold|halted|paused|suspended|stopped|closed)"
)
_AGENCY_STOPS = re.compile(r"A\d+(?:'s)?(?: has| have| had)? (?:\w+ly )?$|by (?:the )?A\d+")
_RESTS_ON = re.compile(
    r"\b(?:based on|rests? on|on the strength of|supported by|on the basis of|backed by|underpinn\w+|pivotal "
    r"evidence|^basis|dossier|application (?:relied|draws)|(?:decision|approval|verdict) (?:drew|draws|rested|"
    r"relied) on|carried the request|supporting the|approval was|led "
    r"to (?:the )?approval|label|reviewed data|evaluated in|because of|owing to|thanks to)\b"
)
_TRIAL_START_NOT = re.compile(
    r"\bcomplet|fully enrolled|first (?:approv|in class|of its kind|quarter|half|time|line|systemic|drug|"
    r"bcl)|first[- ]line|launch\w* (?:of|in|on|price)[^.;]{0,30}(?:market|product|sales)|"
    r"opens? (?:the )?(?:door|way|up)|(?:door|way|path|road) (?:now |is )*open|"
    r"starting (?:dose|point|material)|start(?:ed|"
    r"ing)? (?:dose|on treatment|therapy|with)|initiat\w+ (?:of )?(?:therapy|treatment|apoptosis|coverage)|"
    r"analys[ei]s|analy[sz]|"
    r"trading|market(?:ing|ed)? (?:launch|entry)|treatment[- ]na|was (?:first )?entered into|enter(?:s|ed|"
    r"ing)? (?:into )?(?:an? |the )?(?:\w+ ){0,3}(?:agreement|collaboration|licen|partnership|alliance|pact|"
    r"deal)|moves? (?:into|to) (?:new|larger|its) (?:office|premises|hq)|earlier (?:trial|study)"
)
_OPEN_LABEL = re.compile(r"open(?:s|ed|ing)?[- ]label")
"""How a trial is run: no trial opens by it, and "started an open-label trial" is a start all the same."""
_THROUGH = re.compile(
    r"\b(?:has|have|had) (?:now )?(?:completed|finished)\b|\bis (?:also |now )?(?:full|fully enrolled|complete)\b"
)
_ALLOWED = re.compile(
    r"\b(?:permit\w*|allow\w*|lets?|clear\w*|authori[sz]\w*|go-ahead|green light|nod|free|tells?|told|"
    r"permission|approv\w+|consent)\b[^.;]{0,60}$"
)
_MAY = re.compile(r"\b(?:can|may|able to|free to|ready to)(?: now| also| proceed to| go ahead and)? $")
"""Who may start has not started."""
_ENDS_PACT = re.compile(
    r"\b(?:pact|deal|agreement|collaboration|alliance|partnership|licen[sc]e|licen[sc]ing|rights|option|"
    r"joint venture|accord)\b"
)
_RESULT_WORD = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|phase|patients?|data|results|placebo|responses?|responded|remissions?|survival|"
    r"endpoints?|end points?|D\d+|pfs|orr|cohort|participants|volunteers)\b"
)
_COMING = re.compile(
    r"\b(?:will|to) (?:be )?(?:present|report|share|announce|feature|unveil|publish|read|showcase|"
    r"discuss)\w*|(?:data|results|readout|analysis)\b[^.;]{0,30}\b(?:expected|due|anticipated|planned|will|"
    r"in the (?:first|second|third|fourth|coming)|by (?:the )?end|later)|end-?points? (?:of|for|"
    r"in)?[^.;]{0,60}\b(?:is|are|include|will be)\b|look at survival is|selected for|accepted "
    r"for (?:presentation|publication)|\bprimary (?:outcome|measure)(?: measure)? (?:is|are|will be)\b|"
    r"(?:begins?|began|begun|starts?|started) (?:to |its |the |an? )?(?:[\w-]+ )?(?:analy[sz]\w*|analys[ei]s)\b|"
    r"\b(?:was|were|is|are) to (?:look|rule|assess|test|evaluate|measure|examine|see|find|establish|determine|study)\b"
)
_AGENCY_ACTS = re.compile(r"A\d+(?:'s)?(?: (?!data|analysis|review)[\w-]+){0,3} $")
_DESIGN = re.compile(r"(?:background|methods?|design|aims?|objectives?|introduction|purpose)\b ?[:.\u2014-]")
"""The parts of an abstract that tell no results."""
RESULTS = re.compile(r"(?:results?|findings|conclusions?|interpretation|outcomes?)\b ?[:.\u2014-]")
"""The parts of an abstract that do; an abstract tells of one study."""
_TITLE_TELLS = re.compile(r"phase|first-in-human|trial|patients|\bhumans?\b|safety|pharmacokinetic|dose[- ]escalation")
_AS_ADJECTIVE = re.compile(r"(?:\b(?:on|of|for|an?|its|the|to)|'s) $")
_FIGURE = re.compile(
    r"\d|\bprimary\b|end-?\s?points?|\bmedian\b|\bplacebo\b|\bphase\b|\btrials?\b|\bstudy\b|\bpatients?\b|"
    r"\bvolunteers\b|\bparticipants\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|none)\b"
)
_NEXT_STOP = re.compile(r"stops? (?:for|on|along|over)\b")
"""The latest stop of a drug on its way."""
_DONE_TO = re.compile(r"\w+ed [a-z]")
_OF_TRIAL = re.compile(r"trial|stud|phase|enrol|recruit|dosing")
_OF_DRUG = re.compile(
    r"trial|stud|phase|enrol|recruit|dosing|(?<!business )development|agonist|antagonist|inhibitor|degrader"
)
_OF_MONEY = re.compile(r"\bM\d|royalt|sales goals")
_WHAT_FAILED = re.compile(r"goal|point|mark|D\d|drug|antibod")


def is_clinical_act(scene: Scene, masked: Masked, rule: Rule, found: re.Match[str], clause: str, left: int) -> bool:
    """`clause` begins at `left` of the masked sentence and holds the words."""
    head = masked.s[left : found.start()]
    if _PRECLINICAL.search(clause) and not (_HUMAN.search(clause) and rule.subtype != "readout"):
        return False
    if rule.name in ("registry start", "registry status"):
        return True
    if rule.subtype == "trial-start":
        return _is_start(masked, found, head)
    if rule.name == "named trial stops":
        return found.group(1) in trial_names(scene.text.norm) or bool(_TREATS.search(found.group()))
    if rule.name == "another trial stops" and not _STOPPED_ONE.search(masked.s, 0, found.start()):
        return False
    if rule.subtype == "trial-stop":
        return _is_stop(masked, found, head, clause) and (
            bool(_OF_DRUG.search(clause)) or bool(masked.between(DRUG, left, left + len(clause)))
        )
    return _is_readout(scene, masked, rule, clause, head)


_TREATS = re.compile(r", (?:in which|where|which) [^,]*\b(?:patients|given|receiv\w+|paired|combin\w+|tested|added)\b")
"""What gives drugs to patients is a trial, whatever its name."""


_STOPPED_ONE = re.compile(
    r"\b(?:stopp|halt|end|terminat|discontinu|paus|suspend|clos|abandon|scrapp)(?:s|ed|ing|es)?\b[^.;]{0,60}"
    r"\b(?:trial|study|phase (?:[1-4]|i+v?))\b"
)
"""What makes the next of the sentence another one."""


_NOW_STOPPED = re.compile(
    r"\b(?:trial|study|testing)\b[^.;]{0,60}\b(?:has|have|was|were|is|are) (?:been |being )?(?:now |temporarily )?"
    r"(?:halted|stopped|suspended|terminated|discontinued|paused)\b"
)
_PURPOSE = re.compile(r"(?:purpose|background|aims?|objectives?|introduction|rationale)(?: of the study)? ?[:.\u2014-]")
"""The head of a part of an abstract that says why a study was done."""


def _is_start(masked: Masked, found: re.Match[str], head: str) -> bool:
    if _ALLOWED.search(head) or _MAY.search(head) or _PURPOSE.match(masked.s) or _NOW_STOPPED.search(masked.s):
        return False
    if _OPEN_LABEL.match(masked.s, found.start()):
        return False
    around = head[-40:] + found.group() + masked.s[found.end() : found.end() + 25]
    return not (_TRIAL_START_NOT.search(around) or _THROUGH.search(masked.s, found.end(), found.end() + 80))


def _is_stop(masked: Masked, found: re.Match[str], head: str, clause: str) -> bool:
    words = found.group()
    if _NEXT_STOP.match(words) or (_AS_ADJECTIVE.search(head) and _DONE_TO.match(words)):
        return False
    if _ENDS_PACT.search(clause) and not _OF_TRIAL.search(clause):
        return False
    around = head[-40:] + words + masked.s[found.end() : found.end() + 30]
    return not (_PATIENT_STOPS.search(around) or _NOT_TRIAL_STOP.search(around) or _AGENCY_STOPS.search(head[-24:]))


def _is_readout(scene: Scene, masked: Masked, rule: Rule, clause: str, head: str) -> bool:
    if _RESTS_ON.search(clause) or _COMING.search(clause) or _DESIGN.match(masked.s):
        return False
    if rule.name == "abstract":
        return has_human_trial(scene) and not _PRECLINICAL.search(masked.s)
    if (rule.name == "shows" and _AGENCY_ACTS.search(head)) or (rule.name == "endpoint" and _OF_MONEY.search(masked.s)):
        return False
    if not (masked.between(DRUG, 0, len(masked.s)) or scene.topic_drugs or masked.between(TARGET, 0, len(masked.s))):
        return False
    if rule.name in ("endpoint", "failure") and _WHAT_FAILED.search(clause):
        return True
    is_title = masked.zone == "title"
    has_result = _RESULT_WORD.search(clause) or RESULTS.match(masked.s) or (is_title and rule.name == "shows")
    return bool(has_result) and (is_title or bool(_FIGURE.search(masked.s)))


def is_preclinical(masked: Masked) -> bool:
    """Whether a sentence tells of animals or cells alone."""
    return bool(_PRECLINICAL.search(masked.s)) and not _HUMAN.search(masked.s)


def has_human_trial(scene: Scene) -> bool:
    """Whether an abstract is about people: its title or its methods say so."""
    return any(_TITLE_TELLS.search(m.s) for m in scene.news[:5] if not _PRECLINICAL.search(m.s))
