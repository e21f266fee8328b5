"""A record of a study, as journals print it: what happened to its patients is its news, in whatever words.

News say "data", "results", "met its endpoint". A record often says none of this: "Seven men had stable disease", "PSA
fell by half in two". Where a headline names a study in people, no company speaks, and nothing else told an act, the
sentence that tells the outcome is a readout.
"""

import re

from ci.extract.clinical_acts import is_preclinical
from ci.extract.lexicon import COMPANY
from ci.extract.masked import Masked
from ci.extract.rules import Candidate, Rule
from ci.extract.scene import Scene

_STUDY = re.compile(
    r"\bphase (?:[1-4]|i+v?)[ab]?\b|\bfirst-in-human\b|\bdose[- ](?:escalation|finding|ranging)\b|\brandomi[sz]ed\b|"
    r"\bmultic(?:enter|entre)\b|"
    r"\b(?:trial|study)\b.*\b(?:in|of) (?:[\w-]+ ){0,5}(?:patients|men|women|children|adults)\b"
)
_NO_RESULTS = re.compile(
    r"\b(?:protocol|rationale|design of|trials? in progress|planned|reviews?|overview|perspectives?|meta-analysis|"
    r"case reports?|guidelines?)\b"
)
_OUTCOMES = (
    re.compile(
        r"\b(?:respon(?:ded|ses?|ders?)|remissions?|shrank|shrinkage|regress\w+|cleared|survi\w+|"
        r"progression-free|fell|declin\w+|improv\w+|reduction)\b"
    ),
    re.compile(r"\b(?:stable disease|held steady|disease control|maximum tolerated|\bmtd\b|dose-limiting|limiting)\b"),
    re.compile(r"\b(?:toxicit\w+|tolera\w+|adverse|grade [345]|side effects)\b"),
)
"""What a study reports, the most telling first."""
_COUNTED = re.compile(
    r"\d|\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|a third|a quarter|all|most|"
    r"every|was not reached|not met)\b"
)
_HAPPENED = re.compile(r"\b(?:was|were|had|has|have been|\w+ed|fell|shrank|rose|met|held|led)\b")
_NOT_YET = re.compile(
    r"\b(?:will|is to|are to|plan\w*|aims?|objectives?|endpoints? (?:is|are|were)|designed|pending|ongoing)\b"
)
RECORD = Rule("study record", "readout", (), re.compile(r"(?!)"))
"""Of no words of its own: asked where all others found nothing."""


def outcome_of(scene: Scene) -> Candidate | None:
    """The sentence that tells the outcome of a study, where the item is the record of one."""
    title = scene.title
    if title is None or not _STUDY.search(title.s) or _tells_none(title):
        return None
    if any(token.kind == COMPANY for masked in scene.news for token in masked.tokens):
        return None
    told = [masked for masked in scene.news if masked.zone == "body" and _tells(masked)]
    for outcome in _OUTCOMES:
        for masked in told:
            if found := outcome.search(masked.s):
                return Candidate(RECORD, masked, found.start(), found.end(), 2, found)
    return None


def _tells(masked: Masked) -> bool:
    s = masked.s
    return bool(_COUNTED.search(s) and _HAPPENED.search(s)) and not (_NOT_YET.search(s) or _tells_none(masked))


def _tells_none(masked: Masked) -> bool:
    return bool(_NO_RESULTS.search(masked.s)) or is_preclinical(masked)
