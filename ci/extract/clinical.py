"""Clinical news: a trial starts, stops, or reads out."""

import re
from collections.abc import Iterator

from ci.extract.clinical_rules import CLINICAL_RULES
from ci.extract.fields import Fields, date_of, indication_of
from ci.extract.lexicon import DRUG, TARGET
from ci.extract.masked import Masked
from ci.extract.rules import Candidate, Cues, Rule, Telling
from ci.extract.scene import Scene
from ci.extract.scopes import scope_of_act
from ci.extract.subjects import drugs_of, holders_of
from ci.extract.trials import phase_of, trial_ids_of, trial_names
from ci.model import Event, EventType

_PRECLINICAL = re.compile(
    r"\b(?:preclinical|pre-clinical|mice|mouse|in vitro|ex vivo|xenograft\w*|cell lines?|animal|models?|"
    r"cultured|rats|monkeys|laborator(?:y|ies)|cells in)\b"
)
_HUMAN = re.compile(r"\b(?:patients?|trials?|phase|volunteers|participants?|clinical)\b")
_PATIENT_STOPS = re.compile(
    r"(?:stopp|discontinu|halt)\w* (?:in|by|for) (?:\w+ ){0,3}(?:patients?|people|participants)|"
    r"\b(?:patients?|participants?|subjects?|people|users?|treatment|therapy|adverse events?|"
    r"\d+%?)\b (?:[\w-]+ ){0,4}?(?:discontinu|stopp|halt|end|dropp|interrupt|cut|clos)|discontinu\w+ (?:of "
    r"treatment |treatment |therapy )?(?:due to|because of|rates?)|(?:led|leading) "
    r"to (?:treatment )?discontinu|treatment discontinu|dose (?:reduc|interrupt)|stop(?:ping|"
    r"s)? (?:treatment|therapy|cancer|tumou?r|the protein|growth|taking)|time-limited|follow-up (?:ended|"
    r"closed)"
)
_NOT_TRIAL_STOP = re.compile(
    r"\b(?:enroll?ment|recruitment|accrual)\b[^.;]{0,40}\b(?:complet|clos|finish|full)|"
    r"complet\w+ (?:of )?(?:enroll?ment|recruitment|dosing)|\b(?:jobs?|staff|workforce|employees|positions|"
    r"headcount|agreement|licen[sc]e|collaboration|alliance|partnership|option|contract|deal|pact|rights|"
    r"lawsuit|offering)\b|\b(?:year|quarter|month|half|day|week|trading|market|shares?|stock|price|"
    r"session)[- ]?(?:end|clos)|(?:end|close) of (?:the )?(?:year|quarter|T\d|month|first|second|third|"
    r"fourth|march|june|week)|to end (?:the )?(?:year|quarter)|(?:high|back|low)-?end|year-end|T\d+ (?:ended|"
    r"closed)|ended (?:T\d|the (?:year|quarter|session))|clos(?:ed|es|ing) (?:up|down|at|the (?:deal|"
    r"transaction|purchase|acquisition|financing|offering|round|year)|a|an|its)\b|clos(?:e[sd]?|ing) on|"
    r"end-?\s?point|drop(?:s|ped)? (?:of|in|by|\d|M\d)|cell-cycle|giv(?:es|en|ing) up to|to end users|"
    r"\bclos(?:es?|ed|ing) (?:(?:an?|its|the) )?(?:M\d|series|round|financ|funding)|"
    r"(?:stays?|remain\w*|still|keeps?|kept) (?:on )?(?:frozen|on hold|halted|paused|suspended|stopped|closed)"
)
_AGENCY_STOPS = re.compile(r"A\d+(?:'s)?(?: has| have| had)? (?:\w+ly )?$|by (?:the )?A\d+")
_RESTS_ON = re.compile(
    r"\b(?:based on|rests? on|on the strength of|supported by|on the basis of|backed by|underpinn\w+|pivotal "
    r"evidence|^basis|dossier|application (?:relied|draws)|carried the request|supporting the|approval was|led "
    r"to (?:the )?approval|label|reviewed data|evaluated in|because of|owing to|thanks to)\b"
)
_TRIAL_START_NOT = re.compile(
    r"\bcomplet|fully enrolled|first (?:approv|in class|of its kind|quarter|half|time|line|systemic|drug|"
    r"bcl)|first[- ]line|launch\w* (?:of|in|on|price)[^.;]{0,30}(?:market|product|sales)|open(?:s|ed|"
    r"ing)?[- ]label|opens? (?:the )?(?:door|way|up)|(?:door|way|path|road) (?:now |is )*open|"
    r"starting (?:dose|point|material)|start(?:ed|"
    r"ing)? (?:dose|on treatment|therapy|with)|initiat\w+ (?:of )?(?:therapy|treatment|apoptosis|coverage)|"
    r"analys[ei]s|analy[sz]|"
    r"trading|market(?:ing|ed)? (?:launch|entry)|treatment[- ]na|was (?:first )?entered into|enter(?:s|ed|"
    r"ing)? (?:into )?(?:an? |the )?(?:\w+ ){0,3}(?:agreement|collaboration|licen|partnership|alliance|pact|"
    r"deal)|moves? (?:into|to) (?:new|larger|its) (?:office|premises|hq)|earlier (?:trial|study)"
)
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
    r"\b(?:trials?|stud(?:y|ies)|phase|patients?|data|results|placebo|response|responded|remission|survival|"
    r"endpoints?|end points?|D\d+|pfs|orr|cohort|participants|volunteers)\b"
)
_COMING = re.compile(
    r"\b(?:will|to) (?:be )?(?:present|report|share|announce|feature|unveil|publish|read|showcase|"
    r"discuss)\w*|(?:data|results|readout|analysis)\b[^.;]{0,30}\b(?:expected|due|anticipated|planned|will|"
    r"in the (?:first|second|third|fourth|coming)|by (?:the )?end|later)|end-?points? (?:of|for|"
    r"in)?[^.;]{0,60}\b(?:is|are|include|will be)\b|look at survival is|selected for|accepted "
    r"for (?:presentation|publication)|"
    r"(?:begins?|began|begun|starts?|started) (?:to |its |the |an? )?(?:[\w-]+ )?(?:analy[sz]\w*|analys[ei]s)\b|"
    r"\b(?:was|were|is|are) to (?:look|rule|assess|test|evaluate|measure|examine|see|find|establish|determine|study)\b"
)
_AGENCY_ACTS = re.compile(r"A\d+(?:'s)?(?: (?!data|analysis|review)[\w-]+){0,3} $")
_DESIGN = re.compile(r"(?:background|methods?|design|aims?|objectives?|introduction|purpose)\b ?[:.\u2014-]")
"""The parts of an abstract that tell no results."""
_RESULTS = re.compile(r"(?:results?|findings|conclusions?|outcomes?)\b ?[:.\u2014-]")
_TITLE_TELLS = re.compile(r"phase|first-in-human|trial|patients|\bhumans?\b|safety|pharmacokinetic|dose[- ]escalation")
_HAD_DONE = re.compile(r"\bhad (?:responded|shown|improved|met|been)\b")
_AS_ADJECTIVE = re.compile(r"(?:\b(?:on|of|for|an?|its|the|to)|'s) $")
_FIGURE = re.compile(
    r"\d|\bprimary\b|end-?\s?points?|\bmedian\b|\bplacebo\b|\bphase\b|\btrials?\b|\bstudy\b|\bpatients?\b|"
    r"\bvolunteers\b|\bparticipants\b"
)


def clinical(scene: Scene, cues: Cues) -> Iterator[Telling]:
    """Every clinical act that the article tells, one for each telling."""
    for masked in scene.telling:
        told: set[str] = set()
        for rule in cues.rules_for(masked, CLINICAL_RULES):
            for candidate in _candidates(scene, masked, rule):
                key = f"{rule.subtype} {masked.clause(candidate.start)}"
                if key not in told:
                    told.add(key)
                    yield Telling(clinical_event(scene, candidate), candidate.strength, masked)


def _candidates(scene: Scene, masked: Masked, rule: Rule) -> Iterator[Candidate]:
    for found in rule.pattern.finditer(masked.s):
        left, right = masked.clause(found.start())
        right = max(right, min(found.end(), len(masked.s)))
        clause = masked.s[left:right]
        if not _is_act(scene, masked, rule, found, clause, left):
            continue
        scope = scope_of_act(
            masked, found.start(), found.end(), scene.published, negation=rule.subtype == "readout", plan=False
        )
        is_planned = scope.is_planned and not _is_resolved(masked, rule, found, left)
        is_denied = scope.is_denied and not rule.own_negation and rule.subtype != "readout"
        if is_planned or scope.is_conditional or is_denied:
            continue
        weak = scope.is_history or scope.is_background
        weak = weak or (rule.subtype == "readout" and bool(_HAD_DONE.search(found.group())))
        if masked.zone == "title" and not scope.is_history:
            weak = False
        yield Candidate(
            rule, masked, found.start(), found.end(), 1 if weak else 3 if masked.zone == "title" else 2, found
        )


_RESOLVED = re.compile(r"\b(?:will|is to|are to|shall) (?:also |now |both |then )*(?:be )?$")
_WILL_STOP = re.compile(r"\b(?:will|is to|are to|shall) (?:also |now |both |then )*be \w+(?: \w+)?$")


def _is_resolved(masked: Masked, rule: Rule, found: re.Match[str], left: int) -> bool:
    """A trial that its owner says "will be stopped" is a trial stopped."""
    if rule.subtype != "trial-stop":
        return False
    return bool(_RESOLVED.search(masked.s[left : found.start()]) or _WILL_STOP.search(found.group()))


def _is_act(scene: Scene, masked: Masked, rule: Rule, found: re.Match[str], clause: str, left: int) -> bool:
    words, head = found.group(), masked.s[left : found.start()]
    if _PRECLINICAL.search(clause) and not (_HUMAN.search(clause) and rule.subtype != "readout"):
        return False
    if rule.subtype == "trial-start":
        if _ALLOWED.search(head) or _MAY.search(head):
            return False
        around = head[-40:] + words + masked.s[found.end() : found.end() + 25]
        return not (_TRIAL_START_NOT.search(around) or _THROUGH.search(masked.s, found.end(), found.end() + 80))
    if rule.name == "named trial stops":
        return found.group(1) in trial_names(scene.text.norm)
    if rule.subtype == "trial-stop":
        if re.match(r"stops? (?:for|on|along|over)\b", words):
            return False  # the latest stop for a drug on its way
        if _AS_ADJECTIVE.search(head) and re.match(r"\w+ed [a-z]", words):
            return False
        if re.match(r"stops? (?:for|on|along)\b", words):
            return False  # the next stop of a drug on its way
        around = head[-40:] + words + masked.s[found.end() : found.end() + 30]
        if _ENDS_PACT.search(clause) and not re.search(r"trial|stud|phase|enrol|recruit|dosing", clause):
            return False
        return not (
            _PATIENT_STOPS.search(around) or _NOT_TRIAL_STOP.search(around) or _AGENCY_STOPS.search(head[-24:])
        ) and (
            bool(re.search(r"trial|stud|phase|enrol|recruit|dosing|agonist|antagonist|inhibitor|degrader", clause))
            or bool(masked.between(DRUG, left, left + len(clause)))
        )
    if _RESTS_ON.search(clause) or _COMING.search(clause) or _DESIGN.match(masked.s):
        return False
    if rule.name == "abstract":
        return has_human_trial(scene) and not _PRECLINICAL.search(masked.s)
    if rule.name == "shows" and _AGENCY_ACTS.search(head):
        return False
    has_subject = bool(
        masked.between(DRUG, 0, len(masked.s)) or scene.topic_drugs or masked.between(TARGET, 0, len(masked.s))
    )
    if rule.name == "endpoint" and re.search(r"\bM\d|royalt|sales goals", masked.s):
        return False
    if rule.name in ("endpoint", "failure") and has_subject and re.search(r"goal|point|mark|D\d|drug|antibod", clause):
        return True
    return (
        has_subject
        and bool(
            _RESULT_WORD.search(clause) or _RESULTS.match(masked.s) or (masked.zone == "title" and rule.name == "shows")
        )
        and (masked.zone == "title" or bool(_FIGURE.search(masked.s)))
    )


def is_preclinical(masked: Masked) -> bool:
    """Whether a sentence tells of animals or cells alone."""
    return bool(_PRECLINICAL.search(masked.s)) and not _HUMAN.search(masked.s)


def has_human_trial(scene: Scene) -> bool:
    """Whether an abstract is about people: its title or its methods say so."""
    return any(_TITLE_TELLS.search(m.s) for m in scene.news[:5] if not _PRECLINICAL.search(m.s))


def clinical_event(scene: Scene, candidate: Candidate) -> Event:
    fields = Fields(scene, candidate)
    drugs, _ = drugs_of(fields, is_regulatory=False)
    when, how = date_of(fields)
    return Event(
        EventType.CLINICAL,
        candidate.rule.subtype,
        when,
        fields.quote,
        f"clinical: {candidate.rule.name}",
        drugs=drugs,
        companies=holders_of(fields, drugs),
        phase=phase_of(fields.clause) or phase_of(candidate.masked.s),
        trial_ids=trial_ids_of(candidate.masked, fields.left, fields.right),
        indication=indication_of(fields),
        inferred=how | fields.inferred,
    )
