"""Counts of events beside the events, and an index for what came in last. Every statement may be run again."""

import sqlalchemy as sa
from alembic import op

from ci.store import event_counts

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "event_counts",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("part", "side", "key", "type")),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("events_count", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("part", "side", "key", "type", "year", "value", name=op.f("pk_event_counts")),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_index("ix_events_known_at", "events", ["known_at"], if_not_exists=True)
    event_counts.recount(op.get_bind())
