"""Trials as their registry gives them: the last snapshot of each, and every change of a field with both values."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from ci.store import tables as t
from ci.store.engine import upsert

UPDATED = "updated_on"
"""The field that says when the registry was last changed; no change of its own."""


def record(connection: Connection, trials: Mapping[str, Mapping[str, str]], now: datetime) -> bool:
    """Keeps these snapshots and what changed since the last ones; whether anything did.

    A snapshot that is older than the stored one (a search may answer from a stale copy) changes nothing. One whose
    update touched no field that we keep moves its date only: by that date a poll knows how far it has to read.
    """
    if not trials:
        return False
    s = t.trials.c
    held = {row.nct_id: row for row in connection.execute(select(t.trials).where(s.nct_id.in_(list(trials))))}
    fresh, changed, is_told = [], [], False
    for nct_id, fields in trials.items():
        before = held.get(nct_id)
        if before is None:
            fresh.append(_row(nct_id, fields, now, None))
            is_told = True
        elif fields.get(UPDATED, "") >= before.updated_on:
            found = _changes(nct_id, before.fields, fields, now)
            is_other = bool(found or fields.keys() - {UPDATED} - before.fields.keys())
            is_told = is_told or is_other
            if is_other or fields.get(UPDATED, "") > before.updated_on:
                changed += found
                fresh.append(_row(nct_id, fields, before.first_seen_at, now if found else before.changed_at))
    upsert(connection, t.trials, fresh)
    if changed:
        connection.execute(insert(t.trial_changes), changed)
    return is_told


def updates(connection: Connection, numbers: Sequence[str]) -> dict[str, str]:
    """Of those of these studies that are held: number -> the day of the registry's last update."""
    s = t.trials.c
    rows = connection.execute(select(s.nct_id, s.updated_on).where(s.nct_id.in_(list(numbers))))
    return {row.nct_id: row.updated_on for row in rows}


def _row(
    nct_id: str, fields: Mapping[str, str], first_seen_at: datetime, changed_at: datetime | None
) -> dict[str, Any]:
    kept = {name: value for name, value in fields.items() if name != UPDATED}
    times = {"first_seen_at": first_seen_at, "changed_at": changed_at}
    return {"nct_id": nct_id, "fields": kept, "updated_on": fields.get(UPDATED, ""), **times}


def _changes(nct_id: str, before: Mapping[str, str], after: Mapping[str, str], now: datetime) -> list[dict[str, Any]]:
    """A field that the older snapshot did not hold at all was not read then: that is no change of the registry."""
    common = {"nct_id": nct_id, "updated_on": after.get(UPDATED, ""), "noticed_at": now}
    return [
        {**common, "field": name, "old_value": before[name], "new_value": value}
        for name, value in after.items()
        if name != UPDATED and name in before and before[name] != value
    ]
