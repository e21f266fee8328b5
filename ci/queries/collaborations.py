"""Who with whom."""

import pandas as pd
from sqlalchemy import Connection

from ci.filters import Filters
from ci.frames import COLLABORATIONS
from ci.model import EventType
from ci.queries.linked import events, frame_row, links
from ci.queries.newest import newest_of


def collaborations(connection: Connection, filters: Filters, most: int | None = None) -> pd.DataFrame:
    """frames.COLLABORATIONS, newest first; no more than `most` of them."""
    kept = newest_of(connection, EventType.COLLABORATION, filters, most)
    of = links(connection, kept)
    return COLLABORATIONS.make([frame_row(row, of[row.id]) for row in events(connection, kept)])
