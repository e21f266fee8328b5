"""The first tables. Every statement may be run again: SQLite has kept half of a failed migration before."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("url_key", sa.String(), nullable=True),
        sa.Column("doi", sa.Text(), server_default="", nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("story_id", sa.Text(), server_default="", nullable=False),
        sa.Column("sorted_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("url_key", name=op.f("uq_articles_url_key")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_articles_doi"), "articles", ["doi"], unique=False, if_not_exists=True)
    op.create_index(op.f("ix_articles_sorted_on"), "articles", ["sorted_on"], unique=False, if_not_exists=True)
    op.create_index("ix_articles_story", "articles", ["story_id", "id"], unique=False, if_not_exists=True)
    op.create_table(
        "companies",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("status_note", sa.Text(), server_default="", nullable=False),
        sa.Column("website", sa.Text(), server_default="", nullable=False),
        sa.Column("source_url", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_on", sa.Text(), server_default="", nullable=False),
        sa.Column("parent_id", sa.Text(), server_default="", nullable=False),
        sa.Column("tickers", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("former_names", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("is_provisional", sa.Boolean(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companies")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_companies_parent_id"), "companies", ["parent_id"], unique=False, if_not_exists=True)
    op.create_table(
        "drugs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("action", sa.Text(), server_default="", nullable=False),
        sa.Column("modality", sa.Text(), server_default="", nullable=False),
        sa.Column("originator_id", sa.Text(), server_default="", nullable=False),
        sa.Column("peak_stage", sa.Text(), server_default="", nullable=False),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.Column("stage_as_of", sa.Text(), server_default="", nullable=False),
        sa.Column("stage_source_url", sa.Text(), server_default="", nullable=False),
        sa.Column("source_url", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_on", sa.Text(), server_default="", nullable=False),
        sa.Column("mechanism_id", sa.Text(), server_default="", nullable=False),
        sa.Column("indications", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("identifiers", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("is_partner", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_provisional", sa.Boolean(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drugs")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_drugs_mechanism_id"), "drugs", ["mechanism_id"], unique=False, if_not_exists=True)
    op.create_table(
        "events",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), server_default="", nullable=False),
        sa.Column("type", sa.Text(), server_default="", nullable=False),
        sa.Column("subtype", sa.Text(), server_default="", nullable=False),
        sa.Column("agency", sa.Text(), server_default="", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("indication", sa.Text(), server_default="", nullable=False),
        sa.Column("phase", sa.Text(), server_default="", nullable=False),
        sa.Column("money_as_stated", sa.Text(), server_default="", nullable=False),
        sa.Column("territory", sa.Text(), server_default="", nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("upfront_usd_m", sa.Float(), nullable=True),
        sa.Column("total_usd_m", sa.Float(), nullable=True),
        sa.Column("is_curated", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("has_dispute", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("proofs_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("proof", sa.Text(), server_default="", nullable=False),
        sa.Column("source_url", sa.Text(), server_default="", nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_events_key"), "events", ["key"], unique=False, if_not_exists=True)
    op.create_index("ix_events_type_agency", "events", ["type", "agency"], unique=False, if_not_exists=True)
    op.create_index("ix_events_type_starts_on", "events", ["type", "starts_on"], unique=False, if_not_exists=True)
    op.create_index("ix_events_type_subtype", "events", ["type", "subtype"], unique=False, if_not_exists=True)
    op.create_table(
        "expected",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("drug_id", sa.Text(), server_default="", nullable=False),
        sa.Column("subtype", sa.Text(), server_default="", nullable=False),
        sa.Column("agency", sa.Text(), server_default="", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("indication", sa.Text(), server_default="", nullable=False),
        sa.Column("says", sa.Text(), server_default="", nullable=False),
        sa.Column("source_url", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_on", sa.Text(), server_default="", nullable=False),
        sa.Column("due_from", sa.Date(), nullable=False),
        sa.Column("due_until", sa.Date(), nullable=False),
        sa.Column("was", sa.JSON(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_expected_drug_id"), "expected", ["drug_id"], unique=False, if_not_exists=True)
    op.create_table(
        "mechanisms",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Text(), server_default="", nullable=False),
        sa.Column("level", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("target_id", sa.Text(), server_default="", nullable=False),
        sa.Column("explanation", sa.Text(), server_default="", nullable=False),
        sa.Column("source_url", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_on", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mechanisms")),
        if_not_exists=True,
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
        if_not_exists=True,
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("topic", sa.Text(), server_default="", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("off_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_on", sa.Text(), server_default="", nullable=False),
        sa.Column("grouping", sa.Text(), server_default="", nullable=False),
        sa.Column("is_on", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_shipped", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_removed", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("etag", sa.Text(), server_default="", nullable=False),
        sa.Column("last_modified", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("last_error", sa.Text(), server_default="", nullable=False),
        sa.Column("failures_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_modified_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("polled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("good_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_poll_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.Text(), server_default="", nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_sources_next_poll_at"), "sources", ["next_poll_at"], unique=False, if_not_exists=True)
    op.create_table(
        "targets",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("mechanism_id", sa.Text(), server_default="", nullable=False),
        sa.Column("hgnc_id", sa.Text(), server_default="", nullable=False),
        sa.Column("uniprot", sa.Text(), server_default="", nullable=False),
        sa.Column("source_url", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_on", sa.Text(), server_default="", nullable=False),
        sa.Column("is_provisional", sa.Boolean(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
        if_not_exists=True,
    )
    op.create_table(
        "company_names",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_company_names_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", "name", name=op.f("pk_company_names")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_company_names_folded"), "company_names", ["folded"], unique=False, if_not_exists=True)
    op.create_table(
        "drug_names",
        sa.Column("drug_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["drug_id"], ["drugs.id"], name=op.f("fk_drug_names_drug_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("drug_id", "name", name=op.f("pk_drug_names")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_drug_names_folded"), "drug_names", ["folded"], unique=False, if_not_exists=True)
    op.create_table(
        "drug_owners",
        sa.Column("drug_id", sa.String(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["drug_id"], ["drugs.id"], name=op.f("fk_drug_owners_drug_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("drug_id", "company_id", "role", name=op.f("pk_drug_owners")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_drug_owners_company_id"), "drug_owners", ["company_id"], unique=False, if_not_exists=True)
    op.create_table(
        "drug_targets",
        sa.Column("drug_id", sa.String(), nullable=False),
        sa.Column("target_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["drug_id"], ["drugs.id"], name=op.f("fk_drug_targets_drug_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("drug_id", "target_id", name=op.f("pk_drug_targets")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_drug_targets_target_id"), "drug_targets", ["target_id"], unique=False, if_not_exists=True)
    op.create_table(
        "event_companies",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_event_companies_company_id")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_companies_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "company_id", name=op.f("pk_event_companies")),
        if_not_exists=True,
    )
    op.create_index(
        "ix_event_companies_company_id", "event_companies", ["company_id", "event_id"], unique=False, if_not_exists=True
    )
    op.create_table(
        "event_drugs",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("drug_id", sa.String(), nullable=False),
        sa.Column("is_combination", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["drug_id"], ["drugs.id"], name=op.f("fk_event_drugs_drug_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_drugs_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "drug_id", name=op.f("pk_event_drugs")),
        if_not_exists=True,
    )
    op.create_index("ix_event_drugs_drug_id", "event_drugs", ["drug_id", "event_id"], unique=False, if_not_exists=True)
    op.create_table(
        "event_mechanisms",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("mechanism_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_mechanisms_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "mechanism_id", name=op.f("pk_event_mechanisms")),
        if_not_exists=True,
    )
    op.create_index(
        "ix_event_mechanisms_mechanism_id",
        "event_mechanisms",
        ["mechanism_id", "event_id"],
        unique=False,
        if_not_exists=True,
    )
    op.create_table(
        "event_targets",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("target_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_targets_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_event_targets_target_id")),
        sa.PrimaryKeyConstraint("event_id", "target_id", name=op.f("pk_event_targets")),
        if_not_exists=True,
    )
    op.create_index(
        "ix_event_targets_target_id", "event_targets", ["target_id", "event_id"], unique=False, if_not_exists=True
    )
    op.create_table(
        "event_trials",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("trial_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_trials_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "trial_id", name=op.f("pk_event_trials")),
        if_not_exists=True,
    )
    op.create_index(
        "ix_event_trials_trial_id", "event_trials", ["trial_id", "event_id"], unique=False, if_not_exists=True
    )
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("story_id", sa.String(), nullable=False),
        sa.Column("published_from", sa.Date(), nullable=True),
        sa.Column("published_until", sa.Date(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_live", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_read", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_relevant", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("unread_from", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_revisions_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_revisions_article_id"), "revisions", ["article_id"], unique=False, if_not_exists=True)
    op.create_index(
        "ix_revisions_unread",
        "revisions",
        ["id"],
        unique=False,
        sqlite_where=sa.text("is_read = 0"),
        postgresql_where=sa.text("NOT is_read"),
        if_not_exists=True,
    )
    op.create_table(
        "target_names",
        sa.Column("target_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_id"], ["targets.id"], name=op.f("fk_target_names_target_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("target_id", "name", name=op.f("pk_target_names")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_target_names_folded"), "target_names", ["folded"], unique=False, if_not_exists=True)
    op.create_table(
        "article_sources",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("guid", sa.String(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_sources_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_article_sources_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", "guid", name=op.f("pk_article_sources")),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_article_sources_article_id"), "article_sources", ["article_id"], unique=False, if_not_exists=True
    )
    op.create_index(
        op.f("ix_article_sources_revision_id"), "article_sources", ["revision_id"], unique=False, if_not_exists=True
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("curated_id", sa.String(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), server_default="", nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.Column("source_url", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_on", sa.Text(), server_default="", nullable=False),
        sa.Column("inferred", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("claims", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("differences", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("disputes", sa.JSON(), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_evidence_event_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_evidence_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_evidence_curated_id"), "evidence", ["curated_id"], unique=False, if_not_exists=True)
    op.create_index(op.f("ix_evidence_event_id"), "evidence", ["event_id"], unique=False, if_not_exists=True)
    op.create_index(op.f("ix_evidence_revision_id"), "evidence", ["revision_id"], unique=False, if_not_exists=True)
    op.create_table(
        "mentions",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("spellings", sa.JSON(), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_mentions_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "kind", "entity_id", name=op.f("pk_mentions")),
        if_not_exists=True,
    )
    op.create_index(
        "ix_mentions_entity", "mentions", ["kind", "entity_id", "told_on"], unique=False, if_not_exists=True
    )
    op.create_table(
        "evidence_keys",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_keys_evidence_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("evidence_id", "key", name=op.f("pk_evidence_keys")),
        if_not_exists=True,
    )
    op.create_index("ix_evidence_keys_key", "evidence_keys", ["key", "evidence_id"], unique=False, if_not_exists=True)
