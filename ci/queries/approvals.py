"""Regulatory acts on drugs."""

import pandas as pd
from sqlalchemy import Connection

from ci.filters import Filters
from ci.frames import APPROVALS
from ci.model import EventType
from ci.queries.linked import events, frame_row, links
from ci.queries.narrowing import event_ids


def approvals(connection: Connection, filters: Filters) -> pd.DataFrame:
    """frames.APPROVALS, newest first."""
    kept = event_ids(connection, EventType.REGULATORY, filters)
    of = links(connection, kept)
    return APPROVALS.make([frame_row(row, of[row.id]) for row in events(connection, kept)])
