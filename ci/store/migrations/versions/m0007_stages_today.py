"""Counts by where a drug stands today, beside how far it got. Every statement may be run again."""

from alembic import op

from ci.store import event_counts

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    event_counts.recount(op.get_bind())
