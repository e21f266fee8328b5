"""The index of words, filled from what is stored, and saved views. Every statement may be run again."""

import sqlalchemy as sa
from alembic import op

from ci.store import search

revision = "0004"
down_revision = "0003"

SQLITE = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS {search.INDEX}
USING fts5(words, content='', columnsize=0, tokenize="unicode61 remove_diacritics 0")
"""
POSTGRESQL = (
    f"CREATE TABLE IF NOT EXISTS {search.INDEX} (revision_id integer PRIMARY KEY "
    "REFERENCES revisions (id) ON DELETE CASCADE, sorted_on date NOT NULL, words tsvector NOT NULL)",
    f"CREATE INDEX IF NOT EXISTS ix_{search.INDEX}_words ON {search.INDEX} USING gin (words)",
    f"CREATE INDEX IF NOT EXISTS ix_{search.INDEX}_sorted_on ON {search.INDEX} (sorted_on DESC, revision_id DESC)",
)


def upgrade() -> None:
    connection = op.get_bind()
    for statement in [SQLITE] if connection.dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    op.create_table(
        "views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in ("page", "query")),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_views")),
        sa.UniqueConstraint("folded", name=op.f("uq_views_folded")),
        if_not_exists=True,
    )
    search.refill(connection)
