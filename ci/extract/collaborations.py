"""Deals between companies: where an article tells them, and which of those tellings are talks, plans or history."""

import re
from collections.abc import Iterator

from ci.extract.collaboration_rules import COLLABORATION_RULES
from ci.extract.deal_acts import BOTH, is_deal_act
from ci.extract.deals import deal_of
from ci.extract.masked import Masked
from ci.extract.rules import Candidate, Cues, Rule, Telling
from ci.extract.scene import Scene
from ci.extract.scopes import scope_of_act
from ci.extract.undone import is_guessed

_TALKS = re.compile(
    r"\b(?:in talks|talks|negotiat\w+|consider\w*|explor(?:es|ing) (?:a |the )?(?:sale|options|strategic)|"
    r"looking for|seek(?:s|ing)?|hop(?:es|ing)|plans? to|planned|intends? to|could|may|might|would|"
    r"rumou?r\w*|reportedly|mulls?|mulling|weigh(?:s|ing)|eye[sd]?|eyeing|bid for|expects? to|wants? to|"
    r"aims? to|proposed|potential (?:deal|partner|acquirer|acquisition|license)|letter of intent|non-binding|"
    r"interested in|open to|wants out|asked|asks|arbitrat\w+|sues|aims|approach(?:ed)?|if)\b"
)
_OWN_THING = re.compile(
    r"(?:inhibitors?|degraders?|antibod\w+|agonists?|antagonists?|drugs?|compounds?|candidates?|molecules?|assets?|"
    r"programs?|programmes?|medicines?|[DG]\d+\)?),? (?:that |which )?(?:it|they|C\d+|the (?:company|firm|group)) "
    r"(?:\w+ly |had |has |have |once )*$"
)
"""The drug "that it licensed from …": told in passing."""
_PAID_UNDER = re.compile(
    r"\b(?:milestones?|payments?|royalt\w+)\b[^.;]{0,60}\bunder (?:its|their|the|an?) (?:[\w-]+ ){0,3}$"
)
"""What is earned "under its licence agreement" was agreed before."""


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
                if telling and telling.strength > 1:  # what is told in passing stands in nobody's way
                    told.add(telling.event.subtype)
                    told.add(f"@{masked.clause(candidate.start)[0]}")
                if telling:
                    yield telling


def _is_far(told: set[str], rule: Rule, masked: Masked, start: int) -> bool:
    """A second deal in one sentence stands in another clause and is of another kind."""
    return f"@{masked.clause(start)[0]}" not in told and rule.name != "pact" and ";" in masked.s


def _candidates(scene: Scene, masked: Masked, rule: Rule) -> Iterator[Candidate]:
    if rule.name == "pact" and not masked.between("C", 0, len(masked.s)) and not BOTH.search(masked.s):
        return
    for found in rule.pattern.finditer(masked.s):
        left, right = masked.clause(found.start())
        right = max(right, found.end())
        clause, head = masked.s[left:right], masked.s[left : found.start()]
        if not is_deal_act(masked, rule, found, clause, head, left):
            continue
        scope = scope_of_act(masked, found.start(), found.end(), scene.published, negation=rule.own_negation, plan=True)
        if (
            scope.is_denied
            or scope.is_conditional
            or _TALKS.search(head)
            or is_guessed(head)
            or re.match(r"[^.;]{0,30}\b(?:talks|under negotiation)\b", masked.s[found.end() :])
        ):
            continue
        if rule.subtype == "termination" and scope.is_planned and not re.search(r"\bto (?:\w+ )?$|\bwill\b", head):
            continue
        weak = scope.is_history or (scope.is_background and masked.zone != "title")
        weak = weak or bool(_OWN_THING.search(head) or _PAID_UNDER.search(head))
        yield Candidate(
            rule, masked, found.start(), found.end(), 1 if weak else 3 if masked.zone == "title" else 2, found
        )
