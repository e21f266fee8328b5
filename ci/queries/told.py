"""What the proofs of a set of events come from: how many curated rows, how many articles."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from ci.filters import Filters
from ci.model import EventType
from ci.queries.newest import newest_of
from ci.store import tables as t


@dataclass(frozen=True)
class Told:
    """Curated rows and articles (each once, however many of its sentences are quoted)."""

    curated_count: int
    articles_count: int


def told_by(connection: Connection, kind: EventType, filters: Filters, most: int | None = None) -> Told:
    """Counts the proofs of the events of one kind that the filters keep; of no more than `most`, the newest."""
    e, r = t.evidence.c, t.revisions.c
    kept = newest_of(connection, kind, filters, most).subquery()
    joined = kept.join(t.evidence, e.event_id == kept.c.id).outerjoin(t.revisions, r.id == e.revision_id)
    counted = (func.count(e.curated_id.distinct()), func.count(r.article_id.distinct()))
    curated, articles = connection.execute(select(*counted).select_from(joined)).one()
    return Told(curated, articles)
