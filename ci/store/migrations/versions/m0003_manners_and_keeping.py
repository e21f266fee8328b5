"""What pollers share of hosts, what a source may do, which text is kept, trials as registered. May be run again."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _add("sources", *(_text(name) for name in ("moved_to", "former_url", "keep")))
    _add("sources", *(_count(name) for name in ("interval_s", "keep_days")))
    _add("sources", *(_flag(name) for name in ("is_paused", "fetches_text")))
    _add("sources", *(sa.Column(name, sa.DateTime(timezone=True)) for name in ("moved_since", "new_at")))
    _add("articles", _text("text_state"), sa.Column("text_asked_at", sa.DateTime(timezone=True)))
    _add("revisions", _text("extent"), _flag("is_trimmed"))
    op.create_table(
        "hosts",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("closed_until", sa.DateTime(timezone=True)),
        _text("held_by"),
        sa.Column("held_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_hosts")),
        if_not_exists=True,
    )
    op.create_table(
        "source_days",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(_count(name) for name in ("polls_count", "faults_count", "new_count")),
        sa.PrimaryKeyConstraint("source_id", "day", name=op.f("pk_source_days")),
        if_not_exists=True,
    )
    _create_trials()


def _create_trials() -> None:
    op.create_table(
        "trials",
        sa.Column("nct_id", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), server_default="{}", nullable=False),
        _text("updated_on"),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("nct_id", name=op.f("pk_trials")),
        if_not_exists=True,
    )
    op.create_table(
        "trial_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nct_id", sa.String(), nullable=False),
        *(_text(name) for name in ("field", "old_value", "new_value", "updated_on")),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["nct_id"], ["trials.nct_id"], name=op.f("fk_trial_changes_nct_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_changes")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_trial_changes_nct_id"), "trial_changes", ["nct_id"], if_not_exists=True)
    op.create_index(op.f("ix_trial_changes_noticed_at"), "trial_changes", ["noticed_at"], if_not_exists=True)


def _add(table: str, *columns: "sa.Column[Any]") -> None:
    held = {column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)}
    for column in columns:
        if column.name not in held:
            op.add_column(table, column)


def _text(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _count(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _flag(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Boolean(), server_default="0", nullable=False)
