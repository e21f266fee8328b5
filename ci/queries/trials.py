"""Trials as their registry gives them, and what changed in it."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from ci.store import tables as t


def trial_changes(
    connection: Connection, *, since: date | None = None, trial: str = "", limit: int | None = None
) -> list[dict[str, Any]]:
    """Changes of the registry, the newest first: trial, its title, field, old and new value, when the registry was
    updated and when we noticed. `since` is a day of the noticing."""
    c, s = t.trial_changes.c, t.trials.c
    asked = select(c.nct_id, s.fields, c.field, c.old_value, c.new_value, c.updated_on, c.noticed_at)
    asked = asked.join(t.trials, s.nct_id == c.nct_id).order_by(c.noticed_at.desc(), c.id.desc()).limit(limit)
    if since:
        asked = asked.where(func.date(c.noticed_at) >= (since if connection.dialect.name != "sqlite" else str(since)))
    if trial:
        asked = asked.where(c.nct_id == trial.strip().upper())
    return [
        {
            "trial": row.nct_id,
            "title": row.fields.get("title", ""),
            "field": row.field,
            "old": row.old_value,
            "new": row.new_value,
            "updated_on": row.updated_on,
            "noticed_on": f"{row.noticed_at:%Y-%m-%d}",
            "url": f"https://clinicaltrials.gov/study/{row.nct_id}",
        }
        for row in connection.execute(asked)
    ]
