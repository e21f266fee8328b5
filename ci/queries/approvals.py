"""Regulatory acts on drugs: what was decided, which approval of a drug is the first, and since when we know."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, or_, select

from ci.filters import Filters
from ci.frames import (
    APPROVALS,
    FIRST_DATED,
    FIRST_EARLY,
    FIRST_IN_DOUBT,
    FIRST_KNOWN,
    FIRST_PERHAPS,
    FIRST_SHARED,
    FIRST_UNDATED,
)
from ci.model import EventType
from ci.queries.linked import events, frame_row, links
from ci.queries.narrowing import count_of, event_ids, with_members
from ci.queries.newest import count_of_kind, newest_of
from ci.queries.other_labels import other_labels
from ci.store import tables as t
from ci.when import When

DECISIONS = ("approval", "conditional-approval")
HELD_SINCE = date(2003, 10, 1)
"""Our tables hold acts of every region from here on (China's begin with Gendicine): an earlier first approval is only
the first that we hold."""


Firsts = Callable[[Connection, date | None], dict[str, str]]
"""Answers as `first_known` does."""


class Acts(StrEnum):
    """Which of the acts that the filter keeps."""

    ALL = "all"
    DECISIONS = "decisions"
    FIRST = "first"


def approvals(
    connection: Connection,
    filters: Filters,
    known_by: date | None = None,
    acts: Acts = Acts.ALL,
    most: int | None = None,
    firsts: Firsts | None = None,
) -> pd.DataFrame:
    """frames.APPROVALS, newest first, no more than `most`. What is first is asked of all acts, not only of
    those that are kept; `firsts` may answer it in place of `first_known`.

    `known_by` leaves out, in both, what was first read or checked after that day.
    """
    first = (firsts or first_known)(connection, known_by)
    kept = newest_of(connection, EventType.REGULATORY, filters, most, _of_acts(known_by, acts, first))
    of, checked = links(connection, kept), _checked(connection, kept)
    rows = []
    for row in events(connection, kept):
        known = [day for day in (row.known_at and row.known_at.date(), checked.get(row.id)) if day]
        more = {"first_known": first.get(row.id, ""), "known_on": min(known, default=None)}
        rows.append({**frame_row(row, of[row.id]), **more})
    return APPROVALS.make(rows)


def approvals_count(
    connection: Connection, filters: Filters, known_by: date | None = None, acts: Acts = Acts.ALL
) -> int:
    """How many there are of them in all."""
    if acts is Acts.ALL and known_by is None:
        return count_of_kind(connection, EventType.REGULATORY, filters)
    first = first_known(connection, known_by) if acts is Acts.FIRST else {}
    kept = event_ids(connection, EventType.REGULATORY, filters).where(*_of_acts(known_by, acts, first))
    return count_of(connection, kept)


def _of_acts(known_by: date | None, acts: Acts, first: dict[str, str]) -> list[ColumnElement[bool]]:
    e = t.events.c
    if acts is Acts.ALL:
        return known(known_by)
    return [*known(known_by), e.subtype.in_(DECISIONS) if acts is Acts.DECISIONS else e.id.in_(first)]


def drug_names(connection: Connection, filters: Filters) -> list[str] | None:
    """The drugs that the filter itself names by drug, target or mechanism; None where it names none.

    An act on two drugs may be kept for one of them alone.
    """
    if not (filters.drugs or filters.targets or filters.mechanisms):
        return None
    d = t.drugs.c
    asked = select(d.name).order_by(d.name)
    if filters.drugs:
        asked = asked.where(d.id.in_(filters.drugs))
    if filters.targets:
        of_targets = select(t.drug_targets.c.drug_id).where(t.drug_targets.c.target_id.in_(filters.targets))
        asked = asked.where(d.id.in_(of_targets))
    if filters.mechanisms:
        asked = asked.where(d.mechanism_id.in_(with_members(connection, filters.mechanisms)))
    return list(connection.execute(asked).scalars())


def first_known(connection: Connection, known_by: date | None = None) -> dict[str, str]:
    """Event -> what `first_known` says of it: approvals before which no other of the same drug is known.

    Partners' drugs are left out: we do not collect their acts, so nothing would be known of an earlier one; and so
    are acts on a partner's label, which approve the partner's drug.
    """
    e, of, d = t.events.c, t.event_drugs.c, t.drugs.c
    joined = t.events.join(t.event_drugs, of.event_id == e.id).join(t.drugs, d.id == of.drug_id)
    asked = (
        select(of.drug_id, e.id, e.starts_on, e.ends_on, e.agency)
        .select_from(joined)
        .where(e.type == str(EventType.REGULATORY), e.subtype.in_(DECISIONS), ~of.is_combination)
        .where(~d.is_partner, ~d.is_provisional, *known(known_by))
    )
    decided = select(e.id).where(e.type == str(EventType.REGULATORY), e.subtype.in_(DECISIONS))
    elsewhere = other_labels(connection, decided)
    by_drug: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(asked):
        if row.id not in elsewhere:
            by_drug[row.drug_id].append(row)
    found: dict[str, str] = {}
    for acts in by_drug.values():
        found |= _firsts(acts)
    return found | dict.fromkeys(_in_doubt(connection, known_by) & found.keys(), FIRST_IN_DOUBT)


def _in_doubt(connection: Connection, known_by: date | None) -> set[str]:
    """Decisions whose curated row names a source by which the drug was in use elsewhere before, on a day not known."""
    e, v = t.events.c, t.evidence.c
    asked = (
        select(e.id, v.disputes)
        .select_from(t.events.join(t.evidence, v.event_id == e.id))
        .where(e.type == str(EventType.REGULATORY), e.subtype.in_(DECISIONS), e.has_dispute, *known(known_by))
    )
    return {row.id for row in connection.execute(asked) if any(field == "first" for field, *_ in row.disputes)}


def known(by: date | None) -> list[ColumnElement[bool]]:
    """Conditions on events: read in an article that came in by that day, or told by a row that was checked by then."""
    if by is None:
        return []
    after = datetime.combine(by + timedelta(days=1), time(), UTC)
    v = t.evidence.c
    # "2026-11" is less than "2026-11-21": a row that was checked in some month counts from its first day
    checked = select(v.event_id).where(v.curated_id.is_not(None), v.checked_on != "", v.checked_on <= by.isoformat())
    return [or_(t.events.c.known_at < after, t.events.c.id.in_(checked))]


def _firsts(acts: Iterable[Any]) -> dict[str, str]:
    """Of one drug: each act before which none certainly lies. A month or a year may hide the earlier one."""
    acts = list(acts)
    latest = min(act.ends_on for act in acts)
    candidates = [act for act in acts if act.starts_on <= latest]
    agencies = {act.agency for act in candidates}
    if min(act.starts_on for act in candidates) < HELD_SINCE:
        words = FIRST_EARLY
    elif len(agencies) == 1:
        # two diseases on one day, or a month that is named twice: the agency is first all the same
        words = FIRST_KNOWN
    else:
        is_one_day = len({(act.starts_on, act.ends_on) for act in candidates}) == 1 and _is_day(candidates[0])
        words = FIRST_SHARED if is_one_day else FIRST_PERHAPS
    if words == FIRST_PERHAPS and (dated := {act.id for act in candidates if act.ends_on == latest and _is_day(act)}):
        # a day is certain, and no month or year that it falls into is certainly before it
        return {act.id: FIRST_DATED if act.id in dated else FIRST_UNDATED for act in candidates}
    return {act.id: words for act in candidates}


def _is_day(act: Any) -> bool:
    return bool(act.starts_on == act.ends_on)


def _checked(connection: Connection, kept: Select[Any]) -> dict[str, date]:
    """Event -> the first day of the span in which its curated source was checked."""
    e = t.evidence.c
    asked = select(e.event_id, e.checked_on).where(e.event_id.in_(kept), e.curated_id.is_not(None), e.checked_on != "")
    found: dict[str, date] = {}
    for row in connection.execute(asked):
        day = When.parse(row.checked_on).starts_on
        found[row.event_id] = min(day, found.get(row.event_id, day))
    return found
