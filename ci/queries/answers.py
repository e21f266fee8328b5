"""What came of an expected date: the act that answered it, or that the date has passed without one in our tables."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from ci.acts import within
from ci.merge.indications import contradict
from ci.model import SUBTYPES, EventType
from ci.queries.approvals import known
from ci.store import tables as t
from ci.when import When

_DECISIONS = ("approval", "conditional-approval", "complete-response", "withdrawal")
_FILED = {"submission": 0, "acceptance": 1, "priority-review": 1, **dict.fromkeys(_DECISIONS, 2)}
_DECIDED = dict.fromkeys(_DECISIONS, 0)
_ANSWERS = {"submission": _FILED, "approval": _DECIDED, "conditional-approval": _DECIDED}
"""Kind that is expected -> kinds that answer it, the most direct first; what was decided on was submitted."""
_BEFORE_FILING = ("priority-review", "submission", "EMA")
"""Accelerated assessment is granted to an application that is still to come."""
EARLIER = timedelta(days=183)
"""An answer may come so long before the date that was told: agencies and companies are often early."""
PASSED, OPEN = "Date has passed, no act in our tables", "Still expected"


@dataclass(frozen=True)
class Outcome:
    words: str
    event_id: str = ""
    is_past: bool = False


def outcomes(connection: Connection, planned: Sequence[Any], today: date, known_by: date | None) -> list[Outcome]:
    """Of each row of the table of expected acts, in their order."""
    acts = _acts(connection, planned, known_by)
    return [_outcome(row, acts[row.drug_id, row.agency], known_by or today) for row in planned]


def _acts(connection: Connection, planned: Sequence[Any], known_by: date | None) -> dict[tuple[str, str], list[Any]]:
    """Drug and agency -> acts that may be answers."""
    e, of = t.events.c, t.event_drugs.c
    kinds = {row.subtype for row in planned} | {kind for answers in _ANSWERS.values() for kind in answers}
    asked = (
        select(of.drug_id, e.id, e.subtype, e.agency, e.indication, e.starts_on, e.ends_on)
        .select_from(t.event_drugs.join(t.events, e.id == of.event_id))
        .where(of.drug_id.in_({row.drug_id for row in planned}), ~of.is_combination)
        .where(e.type == str(EventType.REGULATORY), e.subtype.in_(kinds), *known(known_by))
    )
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for act in connection.execute(asked) if planned else ():
        found[act.drug_id, act.agency].append(act)
    return found


def _outcome(planned: Any, acts: Sequence[Any], today: date) -> Outcome:
    answers = _ANSWERS.get(planned.subtype, {planned.subtype: 0})
    fitting = [
        act
        for act in acts
        if act.subtype in answers
        and (act.subtype, planned.subtype, act.agency) != _BEFORE_FILING
        and act.ends_on >= planned.due_from - EARLIER
        and not contradict(planned.indication, act.indication or "")
    ]
    if fitting:
        first = min(fitting, key=lambda act: (act.starts_on.year, answers[act.subtype], act.starts_on, act.id))
        act = SUBTYPES[EventType.REGULATORY].get(first.subtype, first.subtype)
        return Outcome(_words(planned.subtype, first.subtype, act, When(first.starts_on, first.ends_on)), first.id)
    return Outcome(PASSED, is_past=True) if planned.due_until < today else Outcome(OPEN)


def _words(planned: str, subtype: str, act: str, when: When) -> str:
    """`Approval, 13 May 2026`; `Submitted by 2016 (submission accepted)` where our tables hold a later step alone."""
    if planned == "submission" != subtype:
        return f"Submitted by {when} ({within(act)})"
    return f"{act}, {when}"
