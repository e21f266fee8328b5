"""A second look where no rule found news: single words that hardly stand without an act, near its parties.

Looser than the tables beside it, therefore only for the headline and the first sentences, and only where nothing
there is planned, denied, conditional or past.
"""

import re
from collections.abc import Iterator

from ci.extract.clinical import clinical_event
from ci.extract.collaborations import deal_of, is_no_deal
from ci.extract.lexicon import COMPANY
from ci.extract.masked import Masked
from ci.extract.regulatory import regulatory_events
from ci.extract.rules import Candidate, Rule, Telling, rule
from ci.extract.scene import Scene
from ci.extract.scopes import scope_of_act

_PLANNED = re.compile(
    r"\b(?:will|would|could|may|might|plans?|expects?|hopes?|to be|mice|mouse|xenograft\w*|cell lines?)\b"
)
_HEDGES = re.compile(
    r"\b(?:if|would|could|might|should|may(?! now)|plans?|planned|expects?|expected|hopes?|hoping|aims?|"
    r"seeks?|wants?|talks|"
    r"rumou?rs?|denie[sd]|whether|unless|until|yet|never|still|once|previously|earlier|ago|already|history|"
    r"according to analysts|preclinical|mice|mouse|models?|cells? lines?|investors?|shares|offering|"
    r"series [a-e]|conference|patent)\b"
)
_REFUSALS = (
    rule(
        "loose refusal",
        "complete-response",
        "",
        r"\bA\d+\b[^;]{0,160}\b(?:not|cannot|can't|rejected|rejects|refus\w+|turn\w* (?:down|away)|declin\w+|"
        r"no)\b[^;]{0,60}"
        r"\b(?:approv\w*|licen[sc]\w*|clear\w*|market\w*|authori[sz]\w*)",
        own_negation=True,
    ),
)
_REGULATORY = (
    rule(
        "loose hold",
        "clinical-hold",
        "",
        r"\bA\d+\b[^;]{0,60}\b(?:stop\w*|halt\w*|fr[eo]ez\w*|froze\w*|paus\w*|"
        r"suspend\w*)\b[^;]{0,60}\b(?:trial|stud|dosing|enrol|patients)",
    ),
    rule(
        "loose acceptance",
        "acceptance",
        "",
        r"\b(?:review|file|dossier|application|paperwork)\b[^;]{0,120}\b(?:beg[aiu]n\w*|start\w*|open\w*|"
        r"complete|valid\w*|"
        r"accept\w*|takes? up|taken up)\b|\b(?:beg[aiu]n\w*|start\w*|open\w*|takes? up|"
        r"accept\w*)\b[^;]{0,40}\b(?:review|file|dossier|application)\b",
    ),
    rule(
        "loose submission",
        "submission",
        "",
        r"\b(?:application|dossier|filing|papers|paperwork|file|bla|nda|maa)\b[^;]{0,140}\b(?:gone|went|goes|"
        r"sent|left|reach\w*|"
        r"landed|lands|arriv\w*|handed|lies|lodged|delivered)\b",
    ),
    rule(
        "loose approval",
        "approval",
        "",
        r"\b(?:may|can) now\b|\b(?:goes|went|is|now) on sale\b|\bsaid yes\b|\bsays yes\b|\bnew (?:use|"
        r"indication|licen[sc]e)\b|"
        r"\b(?:third|second|another|wider|widened|broader) (?:use|indication|label)\b|\bdecision\b",
    ),
)
_CLINICAL = (
    rule(
        "loose start",
        "trial-start",
        "",
        r"\bfirst (?:[\w-]+ ){0,3}(?:patient|volunteer|person|participant|subject|woman|man|child|human)s?\b",
    ),
    rule(
        "loose end",
        "trial-stop",
        "",
        r"\b(?:trials?|stud(?:y|ies)|development|programme?|testing)\b[^;]{0,60}\b(?:no longer|is over|"
        r"stopped|ended|dropped|shelved|"
        r"abandoned|halted|shut|axed|scrapped|the end)\b",
    ),
    rule(
        "loose result",
        "readout",
        "",
        r"\b(?:trials?|stud(?:y|ies)|phase \w+|patients|people|volunteers)\b[^;]{0,120}\b(?:better|worse|"
        r"longer|fewer|twice|halved|"
        r"doubled|outlived|alive|shrank|vanished|cleared|slowed|worked|failed|missed|lost|gained)\b",
        own_negation=True,
    ),
)
_DEALS = (
    rule(
        "loose takeover",
        "acquisition",
        "",
        r"\b(?:buying|owner of|owns|takeover|acquirer|merg\w+|belongs to)\b",
        own_plan=True,
    ),
    rule(
        "loose sharing",
        "co-development",
        "",
        r"\b(?:halves|fifty-fifty|split|costs? and profits?|jointly|co-develop\w*)\b",
        own_plan=True,
    ),
)


def loose(scene: Scene) -> Iterator[Telling]:
    """The first act that the headline or a sentence near it seems to tell; at most one."""
    for masked in scene.news[:4]:
        if masked.zone == "title" or not _HEDGES.search(masked.s):
            for telling in (*_regulatory(scene, masked), *_clinical(scene, masked), *_deals(scene, masked)):
                yield telling
                return
    yield from _study_report(scene)


_REPORT = re.compile(r"phase|first-in-human|dose[- ](?:escalation|finding)|\btrial\b|\bstudy\b")
_TAKEN_PART = re.compile(
    r"\b(?:\d+|[a-z]+(?:-[a-z]+)?) (?:[\w-]+ ){0,2}(?:patients|men|women|people|adults|children|volunteers|"
    r"participants)\b"
)
_OUTCOME = re.compile(
    r"\b(?:toxicit\w+|respon(?:ses?|ded)|tolera\w+|surviv\w+|remissions?|grade [345]|adverse|shrank|stable|"
    r"progression|cleared|"
    r"bore it well|complaints)\b"
)
_SUPPORTS = re.compile(r"\bapprov|\bpivotal\b|\blabel\b")
_OUTCOMES = rule("study report", "readout", "", _OUTCOME.pattern, own_negation=True)


def _study_report(scene: Scene) -> Iterator[Telling]:
    """An abstract without headings: who took part, then what came of it."""
    news = scene.news
    has_people = any(_TAKEN_PART.search(m.s) for m in news)
    if not (scene.topic_drugs and has_people and any(_REPORT.search(m.s) for m in news[:4])):
        return
    told = [(m, f) for m in news[1:] if (f := _OUTCOME.search(m.s)) and not _PLANNED.search(m.s)]
    is_short = len(news) <= 4 and told and not _SUPPORTS.search(told[0][0].s)
    if len(told) >= 2 or is_short:
        masked, found = told[0]
        candidate = Candidate(_OUTCOMES, masked, found.start(), found.end(), 2, found)
        yield Telling(clinical_event(scene, candidate), 2, masked)


def _found(scene: Scene, masked: Masked, rules: tuple[Rule, ...]) -> Iterator[Candidate]:
    if _HEDGES.search(masked.s):
        return
    for one in rules:
        found = one.pattern.search(masked.s)
        if found is None:
            continue
        scope = scope_of_act(
            masked, found.start(), found.end(), scene.published, negation=one.own_negation, plan=one.own_plan
        )
        is_fact = scope.is_fact or (one.own_negation and not (scope.is_planned or scope.is_conditional))
        if is_fact and not scope.is_history and not scope.is_background:
            yield Candidate(one, masked, found.start(), found.end(), 2, found)


def _regulatory(scene: Scene, masked: Masked) -> Iterator[Telling]:
    if masked.between("A", 0, len(masked.s)) and scene.topic_drugs:
        for candidate in _found(scene, masked, _REFUSALS + _REGULATORY):
            for event in regulatory_events(scene, candidate):
                yield Telling(event, candidate.strength, masked)


def _clinical(scene: Scene, masked: Masked) -> Iterator[Telling]:
    if scene.topic_drugs:
        for candidate in _found(scene, masked, _CLINICAL):
            yield Telling(clinical_event(scene, candidate), candidate.strength, masked)


def _deals(scene: Scene, masked: Masked) -> Iterator[Telling]:
    named = {masked.mention(t).id for t in masked.between(COMPANY, 0, len(masked.s))}
    if len(named) > 1 and masked.sentence.number <= 1 and not is_no_deal(masked.s):
        for candidate in _found(scene, masked, _DEALS):
            if telling := deal_of(scene, candidate):
                yield telling
