"""Regulators' acts: where an article tells them, and which of those tellings are plans, denials or history."""

import re
from collections.abc import Iterator

from ci.extract.masked import Masked
from ci.extract.regulatory_acts import WILL_GIVE, is_regulatory_act
from ci.extract.regulatory_events import regulatory_events
from ci.extract.regulatory_rules import REGULATORY_RULES
from ci.extract.rules import Candidate, Cues, Rule, Telling
from ci.extract.scene import Scene
from ci.extract.scopes import scope_of_act

_HEEDS_REFUSED = frozenset({"approval", "conditional-approval", "ind-clearance", "clinical-hold"})
"""What is planned or denied in other words of the clause is not told by these."""
_GIVES_WAY = frozenset({"approval", "conditional-approval", "ind-clearance", "submission"})
_HAS_STATUS = re.compile(
    r"\b(?:has|have|having|holds?|held|holding|with|carries|enjoys?|retains?) (?:an? |the |its )?"
    r"(?:(?!been|granted|approved|accepted|bestowed|accorded|assigned|recogni[sz]ed|issued|added|"
    r"granting|given|received|won|awarded|got|just|now|earned|secured|designated|named|put|placed|"
    r"made|become|picked|landed|conferred)[\w,-]+ ){0,16}$"
)
_STANDS = re.compile(
    r"\b(?:stands?|sits?|lies) (?:beside|alongside|next to)\b|\b(?:remains?|stays?) in (?:force|place)\b|"
    r"\bstill stands\b"
)
"""What stands beside the news, or remains, was given before."""
_TAKEN_UP_WITH = re.compile(
    r"\b(?:accept|validat|admit|fil|tak)(?:ed|en)\b[^,;]{0,80}\bwith (?:an? )?$|"
    r"\b(?:accepts|validates|admits|takes (?:up|on))\b[^;]{0,90}\bwith (?:an? )?$"
)
"""An application "accepted by the FDA with priority review" gets it now."""
_WHICH = re.compile(r"[AC]\d+\)?,? $")
_DOES = re.compile(r"(?:which|whose D\d+) (?:[\w-]+ ){0,4}")
_NOW_CAN = re.compile(
    r"\b(?:can|may|is free to|are free to) now (?:begin|start|proceed|go ahead|open)|"
    r"\b(?:can|may) (?:begin|start|proceed|"
    r"be (?:tested|tried|given|dosed|put|studied))\b"
)
_BROKEN_NEWS = re.compile(r"\b(?:word|news|said|says|announce\w*|now|disclosed|reported|learned|today|T\d+)\b")


_ASKED_TO = re.compile(r"\b(?:asked|requested) (?:the )?A\d+ to $")
"""The owner who asks that its drug be taken off the market has withdrawn it."""


def regulatory(scene: Scene, cues: Cues) -> Iterator[Telling]:
    """Every regulatory act that the article tells, one for each telling."""
    for masked in scene.telling:
        taken: list[tuple[int, int]] = []
        refused: set[tuple[int, int]] = set()
        told_lifted = False
        for rule in cues.rules_for(masked, REGULATORY_RULES):
            if rule.subtype == "clinical-hold" and told_lifted:
                continue  # the hold that is lifted is no second act
            for candidate in _candidates(scene, masked, rule, taken, refused):
                told_lifted |= rule.subtype == "hold-lifted" and candidate.strength >= 2
                taken.append((candidate.start, candidate.end))
                for event in regulatory_events(scene, candidate):
                    yield Telling(event, candidate.strength, masked, span=(candidate.start, candidate.end))


def _candidates(
    scene: Scene, masked: Masked, rule: Rule, taken: list[tuple[int, int]], refused: set[tuple[int, int]]
) -> Iterator[Candidate]:
    for found in _found(rule.pattern, masked.s):
        start, end = _act_words(found, rule)
        told = taken if rule.subtype in _HEEDS_REFUSED else [span for span in taken if span not in refused]
        is_overlap = any(start < b and a < end for a, b in told)
        if is_overlap or (rule.subtype in _GIVES_WAY and _same_clause(masked, start, told)):
            continue
        if not is_regulatory_act(masked, rule, start, end):
            continue
        if rule.subtype == "conditional-approval" and _MADE_FULL.search(masked.s, end):
            continue
        scope = scope_of_act(masked, start, end, scene.published, negation=rule.own_negation, plan=False)
        goes_along = rule.subtype in ("priority-review", "fast-track") and bool(WILL_GIVE.search(masked.s[:start]))
        goes_along = goes_along or (rule.subtype == "withdrawal" and bool(_ASKED_TO.search(masked.s[:start])))
        if (scope.is_planned and not goes_along) or scope.is_conditional or (scope.is_denied and not rule.own_negation):
            taken.append((start, end))
            refused.add((start, end))
            continue
        aside = scope.is_background and masked.zone != "title" and rule.subtype != "clinical-hold" and not goes_along
        weak = scope.is_history or aside or _is_mere_status(masked, rule, start)
        weak = weak and not _goes_on(masked, rule, start)
        strength = 1 if weak else 3 if masked.zone == "title" else 2
        yield Candidate(rule, masked, start, end, strength, found)


def _goes_on(masked: Masked, rule: Rule, start: int) -> bool:
    """A side clause that is news all the same: "the EMA, which has accepted …", "after clearance … can begin"."""
    if rule.subtype == "ind-clearance":
        return bool(_NOW_CAN.search(masked.s))
    left, _ = masked.clause(start)
    does = _DOES.match(masked.s, left)
    return does is not None and does.end() >= start and bool(_WHICH.search(masked.s[:left]))


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
    left, right = masked.clause(start)
    if _STANDS.search(masked.s, left, right):
        return True
    if _TAKEN_UP_WITH.search(masked.s, 0, start):
        return False
    return bool(_HAS_STATUS.search(masked.s[left:start])) and not _BROKEN_NEWS.search(masked.s[:start])


_AGENCY_FIRST = re.compile(r"A\d+(?:'s)?\b(?: \([^()]*\))?,? ?(?:has |have |today |T\d+ |also |just |recently |now )*")


_MADE_FULL = re.compile(
    r"[^.;]{0,110}\b(?:into|to|becom\w+) (?:an? )?"
    r"(?:full|regular|traditional|standard|unconditional|normal)(?: one| approval| status)?\b"
)
"""The accelerated approval that is turned into a full one is the old one."""
_OTHER_AGENCY = re.compile(r"(?<=\w),? (?:and|while|whereas) (?:[\w-]+ ){0,4}A\d+ (?:has|have|had|is|was|also|\w+ed)\b")
"""Where what another agency did begins."""


def _found(pattern: re.Pattern[str], s: str) -> Iterator[re.Match[str]]:
    """The words of a rule, none of them across two agencies' acts: "clearance by A0, and in China A1 has accepted"."""
    place = 0
    while found := pattern.search(s, place):
        place = found.end()
        if other := _OTHER_AGENCY.search(found.group()):
            place = found.start() + other.start() + 1
            found = pattern.search(s, found.start(), place - 1)
        if found:
            yield found


def _act_words(found: re.Match[str], rule: Rule) -> tuple[int, int]:
    """The words that tell the act, from their verb on: an agency at the front is no part of them."""
    start = found.start()
    words = _AGENCY_FIRST.match(found.group())
    return (start + words.end() if words and rule.subtype != "ind-clearance" else start), found.end()


def _same_clause(masked: Masked, start: int, taken: list[tuple[int, int]]) -> bool:
    left, right = masked.clause(start)
    return any(left <= a < right for a, _ in taken)
