"""The events of a link: asked by their ids, whatever the page shows."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, select

from ci.frames import NEWEST
from ci.queries.linked import events, frame_row, links
from ci.store import tables as t


def chosen(connection: Connection, event_ids: Sequence[str]) -> pd.DataFrame:
    """frames.NEWEST of these events, newest first; an id that nobody knows is left out."""
    kept = select(t.events.c.id).where(t.events.c.id.in_(list(event_ids)))
    of = links(connection, kept)
    rows = [{**frame_row(row, of[row.id]), "type": row.type} for row in events(connection, kept)]
    return NEWEST.make(rows)
