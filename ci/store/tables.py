"""The tables. Curated ones are a copy of data/; collected ones are never edited; what people decided is kept; derived
ones can be thrown away."""

from typing import Any

from sqlalchemy import JSON, Column, Date, Float, ForeignKey, Index, Integer, MetaData, String, Table

from ci.store.columns import Utc
from ci.store.columns import count_column as _count
from ci.store.columns import flag_column as _flag
from ci.store.columns import id_column as _id
from ci.store.columns import list_column as _list
from ci.store.columns import text_column as _text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


meta = Table("meta", metadata, Column("key", String, primary_key=True), _text("value"))

# ---------------------------------------------------------------- curated: a copy of data/

mechanisms = Table(
    "mechanisms",
    metadata,
    _id(),
    *(_text(n) for n in ("parent_id", "level", "name", "target_id", "explanation", "source_url", "checked_on")),
    _count("position"),
)
targets = Table(
    "targets",
    metadata,
    _id(),
    *(_text(n) for n in ("name", "mechanism_id", "hgnc_id", "uniprot", "source_url", "checked_on")),
    _flag("is_provisional"),
)
companies = Table(
    "companies",
    metadata,
    _id(),
    *(_text(n) for n in ("name", "country", "status", "status_note", "website", "source_url", "checked_on")),
    _text("parent_id", index=True),
    _list("tickers"),
    _list("former_names"),
    _flag("is_provisional"),
)
drugs = Table(
    "drugs",
    metadata,
    _id(),
    *(_text(n) for n in ("name", "action", "modality", "originator_id", "peak_stage", "stage", "stage_as_of")),
    *(_text(n) for n in ("stage_source_url", "source_url", "checked_on")),
    _text("mechanism_id", index=True),
    _list("indications"),
    _list("identifiers"),
    _flag("is_partner"),
    _flag("is_provisional"),
)


def _names(name: str, of: Table, key: str) -> Table:
    return Table(
        name,
        metadata,
        Column(key, ForeignKey(of.c.id, ondelete="CASCADE"), primary_key=True),
        Column("name", String, primary_key=True),
        Column("folded", String, nullable=False, index=True),
    )


company_names = _names("company_names", companies, "company_id")
drug_names = _names("drug_names", drugs, "drug_id")
target_names = _names("target_names", targets, "target_id")

drug_targets = Table(
    "drug_targets",
    metadata,
    Column("drug_id", ForeignKey(drugs.c.id, ondelete="CASCADE"), primary_key=True),
    Column("target_id", String, primary_key=True, index=True),
    _count("position"),
)
drug_owners = Table(
    "drug_owners",
    metadata,
    Column("drug_id", ForeignKey(drugs.c.id, ondelete="CASCADE"), primary_key=True),
    Column("company_id", String, primary_key=True, index=True),
    Column("role", String, primary_key=True),  # owner, originator
    _count("position"),
)
expected = Table(
    "expected",
    metadata,
    _id(),
    _text("drug_id", index=True),
    *(_text(n) for n in ("subtype", "agency", "region", "indication", "says", "source_url", "checked_on")),
    Column("due_from", Date, nullable=False),
    Column("due_until", Date, nullable=False),
    _list("was"),
)
sources = Table(
    "sources",
    metadata,
    _id(),
    *(_text(n) for n in ("name", "kind", "url", "topic", "region", "language", "off_reason", "note", "checked_on")),
    _text("grouping"),
    _flag("is_on"),
    _flag("is_shipped"),
    _flag("is_removed"),
    # what the poller knows; kept when the shipped list changes
    _text("etag"),
    _text("last_modified"),
    _text("state"),
    _text("last_error"),
    _count("failures_count"),
    _count("not_modified_count"),
    Column("polled_at", Utc),
    Column("good_at", Utc),
    Column("next_poll_at", Utc, index=True),
    _text("leased_by"),
    Column("leased_until", Utc),
    _text("moved_to"),  # where permanent redirects have led since `moved_since`, until that address is taken over
    Column("moved_since", Utc),
    _text("former_url"),  # the address that was asked before one was taken over
    _count("interval_s"),  # found by its own rhythm; 0 until it has answered
    Column("new_at", Utc),  # when it last brought something new
    _text("gap"),  # why something of the time from one good poll to the next may be missing, until it is read after all
    Column("gap_from", Utc),
    Column("gap_until", Utc),
    # what the user says; kept when the shipped list changes
    _flag("is_paused"),
    _flag("fetches_text"),  # whether the page behind an item is fetched
    _text("keep"),  # full (the same as empty), excerpt, link
    _count("keep_days"),  # after so many days only the link and the quotes stay; 0 for ever
)
source_days = Table(
    "source_days",
    metadata,
    Column("source_id", String, primary_key=True),
    Column("day", Date, primary_key=True),
    _count("polls_count"),
    _count("faults_count"),
    _count("new_count"),
)
hosts = Table(
    "hosts",
    metadata,
    Column("host", String, primary_key=True),  # `name:port`, or the domain that a rate rule is for
    Column("next_at", Utc),
    Column("closed_until", Utc),
    _text("held_by"),
    Column("held_until", Utc),
)

# ---------------------------------------------------------------- collected: never edited

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("url"),
    Column("url_key", String, unique=True),
    _text("doi", index=True),
    Column("first_seen_at", Utc, nullable=False),
    Column("revision_id", Integer),  # the one that pages show: the fullest that a source gives today
    _text("story_id"),  # of that revision
    Column("sorted_on", Date, nullable=False, index=True),
    _text("text_state"),  # of the page behind an item: empty until it is asked for, then full or why not
    Column("text_asked_at", Utc),
)
Index("ix_articles_story", articles.c.story_id, articles.c.id)
revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    *(_text(n) for n in ("title", "text", "source", "language", "guid")),
    Column("text_hash", String, nullable=False),
    Column("words_hash", String, nullable=False, server_default="", index=True),
    Column("story_id", String, nullable=False),
    _flag("is_compared"),  # with what was there when it came; false for what an older version stored
    Column("published_from", Date),
    Column("published_until", Date),
    Column("first_seen_at", Utc, nullable=False),
    _flag("is_live"),
    _flag("is_read"),
    _flag("is_relevant"),
    Column("unread_from", Integer),
    _text("extent"),  # summary (the same as empty) as the source's list gave it, full as its page did
    _flag("is_trimmed"),  # to an excerpt or to its quotes, as its source asks; then it is never read again
)
Index("ix_revisions_unread", revisions.c.id, sqlite_where=~revisions.c.is_read)
"""On PostgreSQL just so, as its migration says; to repeat it here would load that dialect for every start on SQLite."""
story_marks = Table(
    "story_marks",
    metadata,
    Column("mark", Integer, primary_key=True, autoincrement=False),
    Column("revision_id", ForeignKey(revisions.c.id, ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)
article_sources = Table(
    "article_sources",
    metadata,
    Column("source_id", String, primary_key=True),
    Column("guid", String, primary_key=True),
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("revision_id", ForeignKey(revisions.c.id, ondelete="CASCADE"), nullable=False, index=True),
)

trials = Table(
    "trials",
    metadata,
    Column("nct_id", String, primary_key=True),
    Column("fields", JSON, nullable=False, server_default="{}"),  # as the registry last gave them
    _text("updated_on"),
    Column("first_seen_at", Utc, nullable=False),
    Column("changed_at", Utc),
)
trial_changes = Table(
    "trial_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nct_id", ForeignKey(trials.c.nct_id, ondelete="CASCADE"), nullable=False, index=True),
    *(_text(n) for n in ("field", "old_value", "new_value", "updated_on")),
    Column("noticed_at", Utc, nullable=False, index=True),
)

# ---------------------------------------------------------------- decided by people: survives every rebuild

name_decisions = Table(
    "name_decisions",
    metadata,
    Column("kind", String, primary_key=True),  # company, drug
    Column("name_id", String, primary_key=True),  # the provisional id that it had
    _list("spellings"),
    *(_text(n) for n in ("name", "decision", "entity_id", "mechanism_id", "source_url", "decided_by", "why")),
    Column("decided_at", Utc, nullable=False),
)

views = Table(
    "views",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, unique=True),  # the name without case
    *(_text(n) for n in ("page", "query")),  # the page's path and what stands behind the `?` of its address
    Column("saved_at", Utc, nullable=False),
)

# ---------------------------------------------------------------- derived: thrown away and read again by `rebuild`

mentions = Table(
    "mentions",
    metadata,
    Column("revision_id", ForeignKey(revisions.c.id, ondelete="CASCADE"), primary_key=True),
    Column("kind", String, primary_key=True),  # company, drug, target, mechanism
    Column("entity_id", String, primary_key=True),
    Column("told_on", Date, nullable=False),
    _list("spellings"),
)
Index("ix_mentions_entity", mentions.c.kind, mentions.c.entity_id, mentions.c.told_on)

events = Table(
    "events",
    metadata,
    _id(),
    _text("key", index=True),
    *(_text(n) for n in ("type", "subtype", "agency", "region", "indication", "phase", "money_as_stated", "territory")),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("upfront_usd_m", Float),
    Column("total_usd_m", Float),
    _flag("is_curated"),
    _flag("is_confirmed"),
    _flag("has_dispute"),
    _count("proofs_count"),
    _text("proof"),
    _text("source_url"),
    Column("known_at", Utc),  # when its first read telling came in; empty where only a curated row tells it
)
Index("ix_events_type_starts_on", events.c.type, events.c.starts_on)
Index("ix_events_type_subtype", events.c.type, events.c.subtype)
Index("ix_events_type_agency", events.c.type, events.c.agency)
Index("ix_events_known_at", events.c.known_at)


def _of_event(name: str, key: str, *rest: Column[Any], to: Table | None = None) -> Table:
    table = Table(
        name,
        metadata,
        Column("event_id", ForeignKey(events.c.id, ondelete="CASCADE"), primary_key=True),
        Column(key, *([ForeignKey(to.c.id)] if to is not None else [String]), primary_key=True),
        *rest,
        _count("position"),
    )
    Index(f"ix_{name}_{key}", table.c[key], table.c.event_id)
    return table


event_companies = _of_event("event_companies", "company_id", _text("role"), to=companies)
event_drugs = _of_event("event_drugs", "drug_id", _flag("is_combination"), to=drugs)
event_targets = _of_event("event_targets", "target_id", to=targets)
event_mechanisms = _of_event("event_mechanisms", "mechanism_id")
event_trials = _of_event("event_trials", "trial_id")

# how many events each choice of the filter leaves, alone; written with the events, see event_counts.py
event_counts = Table(
    "event_counts",
    metadata,
    Column("part", String, primary_key=True),  # of the filter: companies, targets …; empty for all events
    Column("side", String, primary_key=True),  # what is counted apart: subtype, agency …; empty for nothing
    Column("key", String, primary_key=True),  # the id that is chosen in that part
    Column("type", String, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),  # 0 where none is told apart
    Column("value", String, primary_key=True),  # of that side
    _count("events_count"),
    sqlite_with_rowid=False,
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", ForeignKey(events.c.id, ondelete="SET NULL"), index=True),
    Column("revision_id", ForeignKey(revisions.c.id, ondelete="CASCADE"), index=True),
    Column("curated_id", String, index=True),
    Column("told_on", Date, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    _text("quote"),
    _text("rule"),
    _text("source_url"),
    _text("checked_on"),
    Column("inferred", JSON, nullable=False, server_default="{}"),
    Column("claims", JSON, nullable=False, server_default="{}"),
    _list("differences"),  # [field, value, whether it is a dispute]
    _list("disputes"),  # of a curated row: [field, other value, its source link]
)
evidence_keys = Table(
    "evidence_keys",
    metadata,
    Column("evidence_id", ForeignKey(evidence.c.id, ondelete="CASCADE"), primary_key=True),
    Column("key", String, primary_key=True),
)
Index("ix_evidence_keys_key", evidence_keys.c.key, evidence_keys.c.evidence_id)

HEAD = "0007"
"""The revision that this code reads and writes; a test holds it against the migrations."""
