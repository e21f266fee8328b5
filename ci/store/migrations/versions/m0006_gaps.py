"""What a source lost between two polls. Every statement may be run again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    held = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("sources")}
    columns = (
        sa.Column("gap", sa.Text(), server_default="", nullable=False),
        sa.Column("gap_from", sa.DateTime(timezone=True)),
        sa.Column("gap_until", sa.DateTime(timezone=True)),
    )
    for column in columns:
        if column.name not in held:
            op.add_column("sources", column)
