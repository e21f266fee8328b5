"""Brings a database to the version of this code, once, whoever starts first; never touches one of a newer version."""

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from ci.errors import StoreError
from ci.store import search, tables
from ci.store.engine import BUSY_SECONDS, as_sentences, make_engine, make_folder, shown_address, writing

MIGRATIONS = Path(__file__).parent / "migrations"
_APPLICATION_ID = 0x41504F50

KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Every revision that this code can upgrade from, oldest first; a test holds it against the folder."""


def check_version(engine: Engine) -> None:
    """StoreError unless the database is of exactly this version."""
    where = shown_address(engine.url)
    is_missing = engine.url.get_backend_name() == "sqlite" and not Path(where).exists()
    found = None if is_missing else _version(engine)
    if found == tables.HEAD:
        return
    if found is None:
        raise StoreError(f"The database {where} is empty; start Apoptoscope once with `make run` to fill it.")
    _refuse_newer(where, found)
    raise StoreError(
        f"The database {where} is of an older version (revision {found}); start `make run` once to upgrade it."
    )


def migrate(engine: Engine) -> None:
    """Upgrades an old or empty database, after a backup of an SQLite file; does nothing to one of this version."""
    if engine.url.get_backend_name() == "sqlite":
        make_folder(engine.url)
        with as_sentences(engine), _starting_alone(engine):
            _migrate_file(engine)
    elif _version(engine) != tables.HEAD:
        with writing(engine) as connection:
            _upgrade(connection, shown_address(engine.url))
    _renew_index(engine)


def _renew_index(engine: Engine) -> None:
    """Texts that an older version cut into other words are cut again; otherwise a search would not find them."""
    with as_sentences(engine), engine.connect() as connection:
        if search.is_current(connection):
            return
    with writing(engine) as connection:
        if not search.is_current(connection):
            search.refill(connection)


def _migrate_file(engine: Engine) -> None:
    file = Path(str(engine.url.database))
    _require_writable(file)
    found = _version(engine)
    if found == tables.HEAD:
        return
    _refuse_newer(str(file), found)
    if found is not None:
        back_up(file, found)
    engine.dispose()  # connections from before do not know the new mode
    _turn_on_wal(file)
    without_keys = make_engine(engine.url.render_as_string(hide_password=False), enforce_keys=False)
    try:
        with writing(without_keys) as connection:
            _upgrade(connection, str(file))
            if broken := connection.execute(text("PRAGMA foreign_key_check")).all():
                raise StoreError(
                    f"The upgrade of {file} would break {len(broken)} rows and was not done; restore its backup."
                )
    finally:
        without_keys.dispose()


def _upgrade(connection: Connection, where: str) -> None:
    """Within the caller's transaction, which holds the writer's lock: a second starter finds the work done."""
    found = _read_version(connection)
    _refuse_newer(where, found)
    if found == tables.HEAD:
        return
    from alembic import command  # not needed, and 0.2 s slower, for a database that is up to date
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")


def _version(engine: Engine) -> str | None:
    with as_sentences(engine), engine.connect() as connection:
        return _read_version(connection)


def _read_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _refuse_newer(where: str, found: str | None) -> None:
    if found is not None and found not in KNOWN:
        raise StoreError(
            f"The database {where} was written by a newer Apoptoscope (revision {found}); "
            "update, or point APOPTOSCOPE_DATABASE_URL elsewhere."
        )


def back_up(file: Path, revision: str) -> Path:
    """A copy beside the file, named by the revision it holds; only the newest one is kept."""
    kept = file.with_name(f"{file.name}.backup-{revision}")
    fresh = file.with_name(f"{file.name}.backup-new")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as connection:
        connection.execute("VACUUM INTO ?", (str(fresh),))
    fresh.replace(kept)
    for old in file.parent.glob(f"{file.name}.backup-*"):
        if old != kept:
            old.unlink()
    return kept


def _require_writable(file: Path) -> None:
    try:
        with file.open("ab"):
            pass
    except IsADirectoryError as error:
        raise StoreError(f"The database {file} is a folder; point APOPTOSCOPE_DATABASE_URL to a file.") from error
    except OSError as error:
        raise StoreError(f"The database {file} cannot be written ({error.strerror}); choose another place.") from error


def _turn_on_wal(file: Path) -> None:
    """Readers beside the writer. SQLite does not wait for this one, so we do."""
    give_up_at = time.monotonic() + BUSY_SECONDS
    with closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")  # an empty file forgets its mode
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > give_up_at:
                    raise StoreError(f"The database {file} cannot be set up ({error}).") from error
                time.sleep(0.05)


@contextmanager
def _starting_alone(engine: Engine) -> Iterator[None]:
    """Two starters do not upgrade one file at once: the second waits, then finds the work done."""
    file = Path(str(engine.url.database))
    lock = file.with_name(f"{file.name}.lock")
    try:
        handle = lock.open("w")
    except OSError as error:
        raise StoreError(
            f"The folder {file.parent} cannot be written ({error.strerror}); choose another place."
        ) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
