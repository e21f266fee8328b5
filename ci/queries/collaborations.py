"""Who with whom."""

import pandas as pd
from sqlalchemy import Connection

from ci.filters import Filters
from ci.frames import COLLABORATIONS
from ci.model import EventType
from ci.queries.amendments import amendments
from ci.queries.linked import events, frame_row, links
from ci.queries.newest import newest_of


def collaborations(connection: Connection, filters: Filters, most: int | None = None) -> pd.DataFrame:
    """frames.COLLABORATIONS, newest first; no more than `most` of them."""
    kept = newest_of(connection, EventType.COLLABORATION, filters, most)
    of = links(connection, kept)
    deals = [frame_row(row, of[row.id]) for row in events(connection, kept)]
    amends = amendments(deals)
    return COLLABORATIONS.make([{**deal, "amends": amends.get(str(deal["event_id"]), "")} for deal in deals])
