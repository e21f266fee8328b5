"""Who with whom."""

import pandas as pd
from sqlalchemy import Connection

from ci.filters import Filters
from ci.frames import COLLABORATIONS
from ci.model import EventType
from ci.queries.linked import events, frame_row, links
from ci.queries.narrowing import event_ids


def collaborations(connection: Connection, filters: Filters) -> pd.DataFrame:
    """frames.COLLABORATIONS, newest first."""
    kept = event_ids(connection, EventType.COLLABORATION, filters)
    of = links(connection, kept)
    return COLLABORATIONS.make([frame_row(row, of[row.id]) for row in events(connection, kept)])
