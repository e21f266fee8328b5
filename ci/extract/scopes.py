"""What a clause says about its own words: planned, conditional, denied, or told as history."""

import re
from typing import NamedTuple

from ci.extract.history import is_history, is_side_clause, moved_shares
from ci.extract.masked import Masked
from ci.extract.plans import (
    AFTER_PLAN,
    CONDITION,
    DENIED,
    FALSE_NO,
    FOR,
    IFS,
    INSIDE,
    LATER,
    NO_PLAN,
    NOS,
    NOT_INSIDE,
    NOUNS,
    OPINION,
    PLAN,
    PLANS,
    REALLY_DID,
    SOUGHT,
    TO_DO,
)
from ci.extract.undone import is_long_ago
from ci.when import When

_IN_WHICH = re.compile(r"\b(?:in|of|for|under) wh(?:ich|om)\b")
"""What follows says how a trial or a pact will go, not that the act itself is to come."""
_ASIDE = re.compile(
    r", (?:(?:which|who|whose) [^,;]{3,80}|(?:an?|the) [^,;]{3,60} (?:with|by|from|on) which [^,;]{3,80}), "
)
"""What is to come in a clause set in between says nothing of the main one."""
_RELATIVE = re.compile(r"\b(?:that|which|who) (?:was|were|is|are|has|had|have) (?:\w+ )?$")
_SET_OFF = re.compile(r"[,(] (?:(?:first|originally|now|newly|recently) )?$")
_NAMED_BEFORE = re.compile(
    r"\b(?:subsidiary|unit|arm|affiliate|partner|licensee|parent|division|daughter|company|maker), C\d+, $"
)
"""The comma ends a name that was set in: "its subsidiary, C0, handed in" is a main clause."""
_PARTICIPLE = re.compile(r"(?:first )?\w+(?:ed|nsed|ght|ld|en) (?:in|by|for|from|to|there|as)\b")


class Scope(NamedTuple):
    """How the words at a place are meant; `is_history`: told in passing; `is_background`: a side clause."""

    is_planned: bool
    is_conditional: bool
    is_denied: bool
    is_history: bool
    is_background: bool

    @property
    def is_fact(self) -> bool:
        return not (self.is_planned or self.is_conditional or self.is_denied)


def scope_at(masked: Masked, start: int, end: int, published: When | None) -> Scope:
    """The scope of the words from `start` to `end` of a masked sentence."""
    left, right = masked.clause(start)
    head, tail = masked.s[left:start], masked.s[end:right]
    clause = masked.s[left:right]
    planned = PLANS.sees(head) and bool(PLAN.search(_ASIDE.sub(" ", NO_PLAN.sub("", head))))
    planned = planned or bool(SOUGHT.match(masked.s, start) and FOR.search(head[-80:]))
    planned = planned or (LATER.sees(tail) and bool(AFTER_PLAN.search(_IN_WHICH.split(tail)[0])))
    if not planned and TO_DO.search(head) and not NOUNS.match(masked.s, start):
        planned = not REALLY_DID.search(masked.s[max(0, left - 60) : start])
    planned = planned and not _told_as_done(head)
    return Scope(
        is_planned=planned,
        is_conditional=(IFS.sees(head) and bool(CONDITION.search(head)))
        or bool(OPINION.match(masked.s))
        or _is_due(masked, left),
        is_denied=NOS.sees(head) and bool(DENIED.search(FALSE_NO.sub("", head))) and not _told_as_done(head),
        is_history=is_history(masked, left, right, start, end, published) or is_long_ago(clause),
        is_background=(is_side_clause(left, clause, head) and not moved_shares(masked, left))
        or bool(_RELATIVE.search(head))
        or bool(_SET_OFF.search(head) and _PARTICIPLE.match(masked.s, start) and not _NAMED_BEFORE.search(head)),
    )


def scope_of_act(masked: Masked, start: int, end: int, published: When | None, *, negation: bool, plan: bool) -> Scope:
    """The scope of an act told by words from `start` to `end`: of its first word, its last, and what lies between.

    `negation` and `plan` say that a "not" or a "will" between the words belongs to the act.
    """
    first = scope_at(masked, start, end, published)
    inside = _IN_WHICH.split(masked.s[start:end])[0]
    last = first
    if masked.clause(max(start, end - 1)) != masked.clause(start):
        last = scope_at(masked, max(start, masked.s.rfind(" ", start, end) + 1), end, published)
    return Scope(
        is_planned=first.is_planned or last.is_planned or (not plan and bool(INSIDE.search(inside))),
        is_conditional=first.is_conditional or last.is_conditional,
        is_denied=first.is_denied or (not negation and (last.is_denied or bool(NOT_INSIDE.search(inside)))),
        is_history=first.is_history or last.is_history,
        is_background=first.is_background or last.is_background,
    )


def _is_due(masked: Masked, left: int) -> bool:
    """ "$1 million when it enters the clinic": what a payment waits for has not happened."""
    return masked.s.startswith(("when ", "once ", "as soon as "), left) and bool(
        re.search(r"\bM\d+\b", masked.s[:left])
    )


def _told_as_done(head: str) -> bool:
    """A perfect right before the words outweighs a plan further to the left: "plans ... said it has received"."""
    return bool(
        re.search(r"\b(?:has|have) (?:just |now |also |today |recently |T\d+ |formally )*(?:been )?$", head)
    ) and not re.search(
        r"\b(?:will|would|could|may|might|expects? to|plans? to|hopes? to|until|once|if)\b[^,]{0,40}$", head
    )
