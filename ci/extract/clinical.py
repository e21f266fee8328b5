"""Clinical news: a trial starts, stops, or reads out."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ci.extract.clinical_acts import is_clinical_act
from ci.extract.clinical_rules import CLINICAL_RULES
from ci.extract.fields import Fields, date_of, indication_of
from ci.extract.lexicon import DRUG
from ci.extract.masked import Masked, Token
from ci.extract.rules import Candidate, Cues, Rule, Telling
from ci.extract.scene import Scene
from ci.extract.scopes import scope_of_act
from ci.extract.study_records import outcome_of
from ci.extract.subjects import drugs_of, holders_of
from ci.extract.trials import phase_of, trial_ids_of
from ci.model import Event, EventType

_HAD_DONE = re.compile(r"\bhad (?:responded|shown|improved|met|been)\b")


def clinical(scene: Scene, cues: Cues) -> Iterator[Telling]:
    """Every clinical act that the article tells, one for each telling."""
    for masked in scene.telling:
        told: set[str] = set()
        for rule in cues.rules_for(masked, CLINICAL_RULES):
            for candidate in _candidates(scene, masked, rule):
                key = f"{rule.subtype} {masked.clause(candidate.start)}"
                if key not in told:
                    told.add(key)
                    span = (candidate.start, candidate.end)
                    for event in _each_dropped(scene, candidate, clinical_event(scene, candidate)):
                        yield Telling(event, candidate.strength, masked, span=span)


_SEVERAL = re.compile(
    r"\b(?:two|three|four|five)(?: of (?:its|their|the))? (?:[\w-]+ ){0,5}"
    r"(?:drugs|candidates|compounds|programs|programmes|assets|inhibitors|agents|projects|molecules|medicines)\b"
    r"[^.;]{0,30}[,:–-] (?=[^.;]*D\d)"
)
_SO_HAS = re.compile(r"\b(?:so|as) (?:has|have|is|are|was|were|had|did|does|will) (?:[\w/-]+ ){0,4}(?=D\d)")
"""What befell one drug befell the next: "and so has D1"."""
_NEXT_OF_LIST = re.compile(r"(?:,? and |, )(?:(?:an?|the|its) )?(?:[\w/-]+ ){0,4}$")


def _each_dropped(scene: Scene, candidate: Candidate, event: Event) -> Iterator[Event]:
    """One event for each drug that a company gives up: "drops two candidates, D0 and D1", "D0 goes, and so does D1"."""
    masked = candidate.masked
    each = _listed(candidate) or _followed(candidate) if event.subtype == "trial-stop" else []
    if len(each) < 2:
        yield event
        return
    for token in each:
        yield replace(event, drugs=(scene.name(masked.mention(token)),))


def _listed(candidate: Candidate) -> list[Token]:
    masked = candidate.masked
    several = _SEVERAL.search(masked.s, masked.clause(candidate.start)[0])
    listed: list[Token] = []
    for token in masked.between(DRUG, several.end(), len(masked.s)) if several else ():
        if listed and not _NEXT_OF_LIST.fullmatch(masked.s, listed[-1].end, token.start):
            break
        listed.append(token)
    return listed if len(listed) > 1 else []


def _followed(candidate: Candidate) -> list[Token]:
    masked = candidate.masked
    found = _SO_HAS.search(masked.s, candidate.end)
    first = masked.between(DRUG, masked.clause(candidate.start)[0], found.start())[:1] if found else []
    return [*first, *masked.between(DRUG, found.end(), len(masked.s))[:1]] if found and first else []


def study_record(scene: Scene) -> list[Telling]:
    """The readout of an item that is the record of a study; asked where nothing else told an act."""
    told = outcome_of(scene)
    return (
        [Telling(clinical_event(scene, told), told.strength, told.masked, span=(told.start, told.end))] if told else []
    )


def _candidates(scene: Scene, masked: Masked, rule: Rule) -> Iterator[Candidate]:
    for found in rule.pattern.finditer(masked.s):
        left, right = masked.clause(found.start())
        right = max(right, min(found.end(), len(masked.s)))
        clause = masked.s[left:right]
        if not is_clinical_act(scene, masked, rule, found, clause, left):
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
