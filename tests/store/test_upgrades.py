"""A database of the version before is upgraded with all that it holds, also when the upgrade is killed half way."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, inspect, select, text

from ci.model import Reading
from ci.queries.events import events_json
from ci.store import Policy, Store, migrate, open_store, tables
from ci.store.engine import make_engine, writing
from tests.make import CATALOG, NOW, make_article

BODY = (
    "Aponermin with thalidomide and dexamethasone was approved in China in November 2023, the outlet says today. " * 3
)


def make_first_version(url: str, revision: str = "0001") -> None:
    """A database of that revision with one article, one event and its proof, as that version wrote them."""
    engine = make_engine(url)
    if engine.url.get_backend_name() == "sqlite":
        Path(str(engine.url.database)).parent.mkdir(parents=True, exist_ok=True)
    with writing(engine) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(migrate.MIGRATIONS))
        command.upgrade(config, revision)
        held = MetaData()
        held.reflect(connection)
        for table, row in first_rows().items():
            connection.execute(held.tables[table].insert(), row)
    engine.dispose()


def first_rows() -> dict[str, dict[str, object]]:
    at = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
    story = {"story_id": "0123456789abcdef0123456789abcdef"}
    article = {"url": "https://wire.example/1", "url_key": "wire.example/1", "revision_id": 1, **story}
    revision = {"article_id": 1, "number": 1, "title": "Approved", "text": BODY, "text_hash": "h", **story}
    event = {"id": "aponermin-approval-nmpa-2023-11", "key": "aponermin-approval-nmpa-2023-11", "type": "regulatory"}
    day = {"starts_on": date(2023, 11, 1), "ends_on": date(2023, 11, 30)}
    said = {"date": ["2023-11-01", "2023-11-30"], "type": "regulatory", "subtype": "approval", "agency": "NMPA"}
    return {
        "drugs": {"id": "aponermin", "name": "aponermin"},
        "sources": {"id": "wire", "name": "Wire", "kind": "rss", "url": "https://wire.example/feed", "is_on": True}
        | {"is_shipped": True, "etag": '"1"', "state": "ok", "failures_count": 0, "polled_at": at, "good_at": at},
        "articles": article | {"first_seen_at": at, "sorted_on": date(2023, 11, 20)},
        "revisions": revision | {"first_seen_at": at, "is_live": True, "is_read": True, "is_relevant": True},
        "article_sources": {"source_id": "wire", "guid": "7", "article_id": 1, "revision_id": 1},
        "events": event | day | {"subtype": "approval", "agency": "NMPA", "proofs_count": 1},
        "event_drugs": {"event_id": "aponermin-approval-nmpa-2023-11", "drug_id": "aponermin"},
        "evidence": {
            "event_id": "aponermin-approval-nmpa-2023-11",
            "revision_id": 1,
            "told_on": date(2023, 11, 20),
            "start": 9,
            "end": 62,
            "quote": BODY[:53],
            "claims": {**said, "drug_ids": ["aponermin"]},
            "inferred": {},
            "differences": [],
            "disputes": [],
        },
        "evidence_keys": {"evidence_id": 1, "key": "regulatory|aponermin|2023Q4"},
    }


def test_an_upgrade_keeps_what_is_there(database_url: str) -> None:
    make_first_version(database_url)
    store = open_store(database_url)
    with store.reading() as connection:
        (event,) = events_json(connection)
        assert connection.execute(select(tables.revisions.c.words_hash)).scalar() == "0123456789abcdef0123456789abcdef"
    assert (event["id"], event["drugs"]) == ("aponermin-approval-nmpa-2023-11", ["aponermin"])
    assert [proof["quote"] for proof in event["evidence"]] == [BODY[:53]]
    assert store.check_quotes() == (1, [])
    assert not store.add_article(make_article("Approved", BODY, "https://wire.example/1", guid="7"), "wire", NOW).is_new
    assert store.name_decisions() == []
    store.close()


@pytest.mark.parametrize("revision", migrate.KNOWN[:-1])
def test_every_earlier_version_is_upgraded(database_url: str, revision: str) -> None:
    make_first_version(database_url, revision)
    store = open_store(database_url)
    state = store.source("wire")
    assert (state.etag, state.state, state.is_paused, state.interval, state.policy) == (
        '"1"',
        "ok",
        False,
        None,
        Policy(),
    )
    assert [claimed.id for claimed in store.claim_due(NOW, "me", 9, hosts={"wire": "wire.example"})] == ["wire"]
    assert event_ids(store) == ["aponermin-approval-nmpa-2023-11"]
    assert store.check_quotes() == (1, [])
    with store.reading() as connection:
        held = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert held == tables.HEAD
    store.close()


def test_texts_of_before_join_the_stories_of_today_with_the_next_rebuild(database_url: str) -> None:
    make_first_version(database_url)
    store = open_store(database_url)
    store.load_catalog(CATALOG)
    copy = make_article("Approved, says the wire", f"BEIJING, Nov 20 -- {BODY}", "https://other.example/1")
    store.add_article(copy, "trade-press", NOW)
    store.rebuild(CATALOG, lambda _: Reading(True))
    with store.reading() as connection:
        assert len(set(connection.execute(select(tables.articles.c.story_id)).scalars())) == 1
    store.close()


def test_an_upgrade_of_a_file_keeps_a_copy_of_it_as_it_was(sqlite_url: str) -> None:
    make_first_version(sqlite_url)
    open_store(sqlite_url).close()
    file = Path(make_engine(sqlite_url).url.database or "")
    with closing(sqlite3.connect(file.with_name(f"{file.name}.backup-0001"))) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert kept.execute("SELECT count(*) FROM evidence").fetchall() == [(1,)]


# ---------------------------------------------------------------- killed half way

HANGS_HALF_WAY = """
import sys, time
from alembic.operations import Operations
from ci.store import open_store

as_it_is, seen = Operations.create_index, []

def create_index(self, *args, **kwargs):
    as_it_is(self, *args, **kwargs)
    seen.append(args)
    if len(seen) == int(sys.argv[2]):
        print("half way", flush=True)
        time.sleep(600)

Operations.create_index = create_index
open_store(sys.argv[1])
"""


def killed_half_way(url: str, after_indexes: int) -> None:
    """A real process that upgrades, and is killed (SIGKILL) in the middle of its work."""
    process = subprocess.Popen(
        [sys.executable, "-c", HANGS_HALF_WAY, url, str(after_indexes)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "half way\n"
    finally:
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()


@pytest.mark.process
def test_a_first_start_that_is_killed_leaves_nothing_and_the_next_completes_it(database_url: str) -> None:
    killed_half_way(database_url, 10)
    engine = make_engine(database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    store = open_store(database_url)
    assert store.load_catalog(CATALOG)
    store.close()


@pytest.mark.process
@pytest.mark.parametrize("after_indexes", [1, 2, 3, 4])
def test_an_upgrade_that_is_killed_loses_nothing_and_the_next_start_completes_it(
    database_url: str, after_indexes: int
) -> None:
    make_first_version(database_url)
    killed_half_way(database_url, after_indexes)
    engine = make_engine(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
        assert "words_hash" not in {column["name"] for column in inspect(connection).get_columns("revisions")}
    engine.dispose()
    store = open_store(database_url)
    assert event_ids(store) == ["aponermin-approval-nmpa-2023-11"]
    assert store.check_quotes() == (1, [])
    store.close()


def event_ids(store: Store) -> list[str]:
    with store.reading() as connection:
        return [event["id"] for event in events_json(connection)]
