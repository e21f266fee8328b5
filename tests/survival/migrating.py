"""Upgrades that are killed at a statement of their choice, and whether the next start completes them."""

import os
import signal
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, inspect, text

from ci.queries.events import events_json
from ci.store import migrate, open_store, tables
from ci.store.engine import make_engine, writing
from tests.store.test_upgrades import make_first_version
from tests.survival.killing import faults_in
from tests.survival.worker import run_apart
from tests.survival.world import file_of

EVENT = "aponermin-approval-nmpa-2023-11"
NOTHING = ""
"""The version of a database that is not there yet."""


@dataclass(frozen=True)
class Upgrade:
    """Sent to a process that upgrades; it ends itself at statement number `dies_at`, or notes how many there were."""

    url: str
    dies_at: int
    note: str = ""


def older_versions() -> list[str]:
    return [NOTHING, *migrate.KNOWN[:-1]]


def make(url: str, version: str) -> None:
    """A database of an older version with one article, one event and its proof."""
    if version == NOTHING:
        return
    make_first_version(url)
    engine = make_engine(url, enforce_keys=False)
    with writing(engine) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(migrate.MIGRATIONS))
        command.upgrade(config, version)
    engine.dispose()


def upgrade(wanted: Upgrade) -> None:
    """In a process of its own: every statement, every end of a transaction and every step of the backup is a chance
    to die."""
    seen = 0

    def step(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == wanted.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "after_cursor_execute", step)
    event.listen(Engine, "commit", step)
    sys.addaudithook(lambda name, _: step() if name in ("sqlite3.connect", "os.rename", "os.remove") else None)
    open_store(wanted.url).close()
    if wanted.note:
        Path(wanted.note).write_text(str(seen), encoding="ascii")


def steps_of(url: str, version: str, note: Path) -> int:
    """How many chances there are, told by an upgrade that nobody disturbs."""
    with database(url) as fresh:
        make(fresh, version)
        assert run_apart(upgrade, Upgrade(fresh, 0, str(note))) == 0
    return int(note.read_text(encoding="ascii"))


def killed(url: str, version: str, at: Iterable[int]) -> list[str]:
    """A sentence for each fault that was found after a kill at one of these steps, each on a database of its own."""
    faults = []
    for step in at:
        with database(url) as fresh:
            make(fresh, version)
            ended = run_apart(upgrade, Upgrade(fresh, step))
            found = _after_kill(fresh, version) if ended == -signal.SIGKILL else [f"it ended with {ended}"]
            faults += [f"{version or 'empty'}, killed at step {step}: {fault}" for fault in found]
    return faults


@contextmanager
def database(url: str) -> Iterator[str]:
    """An empty database at this address, and away with it afterwards."""
    _clear(url)
    yield url
    _clear(url)


def _clear(url: str) -> None:
    if url.startswith("sqlite"):
        for file in file_of(url).parent.glob(f"{file_of(url).name}*"):
            file.unlink()
        return
    engine = create_engine(url)
    with engine.begin() as connection:
        schema = connection.execute(text("SELECT current_schema()")).scalar_one()
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    engine.dispose()


def _after_kill(url: str, version: str) -> list[str]:
    found = _version(url)
    faults = [] if found in (version, tables.HEAD) else [f"the version is {found!r}"]
    if found == version != NOTHING:
        faults += _old_rows(url)
    faults += _backups(url, version)
    try:
        faults += faults_in(url) + ([] if version == NOTHING else _rows(url))
    except Exception as error:  # noqa: BLE001 (a restart that does not complete is what this looks for)
        faults.append(f"the next start failed: {type(error).__name__}: {error}")
    return faults + ([] if _version(url) == tables.HEAD else ["the next start did not complete it"])


def _version(url: str) -> str:
    engine = make_engine(url)
    if url.startswith("sqlite") and not file_of(url).exists():
        return NOTHING
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return NOTHING
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or NOTHING)
    finally:
        engine.dispose()


def _old_rows(url: str) -> list[str]:
    """What the version before needs to go on."""
    engine = make_engine(url)
    with engine.connect() as connection:
        counts = [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in ("articles", "events")]
    engine.dispose()
    return [] if counts == [1, 1] else [f"of one article and one event there are {counts}"]


def _rows(url: str) -> list[str]:
    store = open_store(url)
    try:
        with store.reading() as connection:
            ids = [told["id"] for told in events_json(connection)]
        quotes = store.check_quotes()
    finally:
        store.close()
    return [] if (ids, quotes) == ([EVENT], (1, [])) else [f"events {ids}, quotes {quotes}"]


def _backups(url: str, version: str) -> list[str]:
    """A backup that has its name is whole; once the new version is there, it must be there too."""
    if not url.startswith("sqlite") or version == NOTHING:
        return []
    kept = file_of(url).with_name(f"{file_of(url).name}.backup-{version}")
    if not kept.exists():
        return ["there is no backup"] if _version(url) == tables.HEAD else []
    with closing(sqlite3.connect(kept)) as backup:
        (state,) = backup.execute("PRAGMA integrity_check").fetchone()
        (held,) = backup.execute("SELECT version_num FROM alembic_version").fetchone()
    return [] if (state, held) == ("ok", version) else [f"the backup is {state}, of version {held}"]
