"""Opening a database: created, upgraded, or refused in one sentence."""

import sqlite3
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, make_url, text

from ci.errors import StoreError
from ci.store import Store, migrate, open_store, tables
from ci.store.engine import make_engine
from ci.store.search import INDEX
from tests.make import APONERMIN_APPROVED, make_catalog


def test_the_migrations_make_the_tables_that_the_code_uses(store: Store) -> None:
    with store.engine.connect() as connection:
        opts = {"target_metadata": tables.metadata, "include_name": _is_a_plain_table}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, tables.metadata) == []


def _is_a_plain_table(name: str | None, kind: str, _of: object) -> bool:
    """The index of words is made by hand: each database has its own kind."""
    return kind != "table" or not str(name).startswith(INDEX)


def test_head_and_the_known_revisions_are_those_of_the_folder() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == tables.HEAD
    assert tuple(s.revision for s in reversed(list(scripts.walk_revisions()))) == migrate.KNOWN


def test_a_second_start_finds_everything_as_it_was(database_url: str) -> None:
    catalog = make_catalog(APONERMIN_APPROVED)
    for is_new in (True, False):
        store = open_store(database_url)
        assert store.load_catalog(catalog) is is_new
        store.close()


def test_starters_at_one_time_do_not_disturb_each_other(database_url: str) -> None:
    opened: list[Store] = []
    catalog = make_catalog(APONERMIN_APPROVED)

    def start() -> None:
        store = open_store(database_url)
        opened.append(store)
        store.load_catalog(catalog)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    with opened[0].reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM events")).scalar() == 1
    for store in opened:
        store.close()


def test_pages_only_check(database_url: str) -> None:
    with pytest.raises(StoreError, match="start Apoptoscope once"):
        open_store(database_url, migrate=False)
    open_store(database_url).close()
    open_store(database_url, migrate=False).close()


@pytest.mark.parametrize("migrates", [True, False])
def test_a_newer_database_is_left_alone(database_url: str, migrates: bool) -> None:
    store = open_store(database_url)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match=r"was written by a newer Apoptoscope \(revision 9999\)"):
        open_store(database_url, migrate=migrates)


def test_the_pragmas(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    with store.reading() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys")}
        assert found == {"journal_mode": "wal", "foreign_keys": 1}
    store.close()


def test_a_migration_that_is_interrupted_leaves_nothing(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """DDL is transactional here because we begin the transaction ourselves."""
    file = Path(make_engine(sqlite_url).url.database or "")

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("alembic.operations.Operations.create_index", dies)
    with pytest.raises(KeyboardInterrupt):
        open_store(sqlite_url)
    monkeypatch.undo()
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    open_store(sqlite_url).close()


def test_the_first_migration_completes_what_an_older_driver_left_half_done(sqlite_url: str) -> None:
    file = Path(make_engine(sqlite_url).url.database or "")
    open_store(sqlite_url).close()
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.execute("DROP TABLE evidence_keys")
    store = open_store(sqlite_url)
    assert inspect(store.engine).has_table("evidence_keys")
    store.close()


def test_an_upgrade_backs_up_first_and_keeps_the_newest(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    store.load_catalog(make_catalog(APONERMIN_APPROVED))
    store.close()
    file = Path(make_engine(sqlite_url).url.database or "")
    (file.parent / f"{file.name}.backup-0000").write_text("an older one")
    kept = migrate.back_up(file, tables.HEAD)
    assert sorted(p.name for p in file.parent.glob("*backup*")) == [kept.name]
    with sqlite3.connect(kept) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (1,)


def test_what_is_no_database_is_not_touched(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader, " * 500)
    before = letter.read_bytes()
    with pytest.raises(StoreError, match=r"letter.txt is not a database"):
        open_store(f"sqlite:///{letter}")
    assert letter.read_bytes() == before


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be created"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'under' / 'ci.sqlite'}")


def test_a_folder_that_cannot_be_written() -> None:
    with pytest.raises(StoreError, match=r"cannot be (created|written)"):
        open_store("sqlite:////proc/apoptoscope/ci.sqlite")


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(StoreError) as raised:
        open_store("postgresql://ci:geheim@127.0.0.1:1/ci")
    assert "127.0.0.1:1" in str(raised.value)
    assert "geheim" not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("address", ["nonsense", "mysql://host/ci", "sqlite://", "oracle+what://x", ""])
def test_an_address_of_another_kind(address: str) -> None:
    with pytest.raises(StoreError, match="expected sqlite:///FILE or postgresql://"):
        open_store(address)


@pytest.mark.postgres
def test_an_account_that_may_not_write_is_told_so(postgres: str, postgres_url: str) -> None:
    engine = make_engine(postgres)
    with engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS looker"))
        connection.execute(text("CREATE ROLE looker LOGIN"))
    engine.dispose()
    url = make_url(postgres_url).set(username="looker").render_as_string(hide_password=False)
    with pytest.raises(StoreError, match="cannot be used"):
        open_store(url)
