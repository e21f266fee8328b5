"""Near copies as one story, and decisions on names. Every statement may be run again, like those of the first."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    held = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("revisions")}
    if "words_hash" not in held:
        op.add_column("revisions", sa.Column("words_hash", sa.String(), server_default="", nullable=False))
    if "is_compared" not in held:
        op.add_column("revisions", sa.Column("is_compared", sa.Boolean(), server_default="0", nullable=False))
    # until now a story was its exact words; `rebuild` compares these texts with the others
    op.execute("UPDATE revisions SET words_hash = story_id WHERE words_hash = ''")
    op.create_index(op.f("ix_revisions_words_hash"), "revisions", ["words_hash"], unique=False, if_not_exists=True)
    op.create_table(
        "story_marks",
        sa.Column("mark", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_story_marks_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mark", "revision_id", name=op.f("pk_story_marks")),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_index(op.f("ix_story_marks_revision_id"), "story_marks", ["revision_id"], if_not_exists=True)
    op.create_table(
        "name_decisions",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name_id", sa.String(), nullable=False),
        sa.Column("spellings", sa.JSON(), server_default="[]", nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("name", "decision", "entity_id", "mechanism_id", "source_url", "decided_by", "why")
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name_id", name=op.f("pk_name_decisions")),
        if_not_exists=True,
    )
