"""Starts, readouts and stops of trials."""

import pandas as pd
from sqlalchemy import Connection

from ci.filters import Filters
from ci.frames import CLINICAL
from ci.model import EventType
from ci.queries.linked import events, frame_row, links
from ci.queries.newest import newest_of


def clinical(connection: Connection, filters: Filters, most: int | None = None) -> pd.DataFrame:
    """frames.CLINICAL, newest first; no more than `most` of them."""
    kept = newest_of(connection, EventType.CLINICAL, filters, most)
    of = links(connection, kept)
    return CLINICAL.make([frame_row(row, of[row.id]) for row in events(connection, kept)])
