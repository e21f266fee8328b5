"""Connections: the same manners on SQLite and PostgreSQL, and database errors turned into sentences."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Engine,
    String,
    Table,
    any_,
    create_engine,
    event,
    func,
    literal,
    make_url,
    select,
    text,
    tuple_,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from ci.errors import StoreError

BUSY_SECONDS = 30
_WRITER_LOCK = 714_200_01
"""One writer at a time on PostgreSQL too: merging reads what it then replaces."""


def make_engine(address: str, *, enforce_keys: bool = True) -> Engine:
    """An engine for `sqlite:///file` or `postgresql://…`; connects to nothing yet."""
    url = _parsed(address)
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        _mind_manners(engine, enforce_keys=enforce_keys)
        return engine
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})


def _parsed(address: str) -> URL:
    expected = "expected sqlite:///FILE or postgresql://USER@HOST/NAME in APOPTOSCOPE_DATABASE_URL"
    try:
        url = make_url(address)
        backend = url.get_backend_name()
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"The database address cannot be read; {expected}.") from error
    if backend not in ("sqlite", "postgresql"):
        raise StoreError(f"Databases of kind {backend} are not supported; {expected}.")
    if backend == "sqlite" and not url.database:
        raise StoreError(f"The database address names no file; {expected}.")
    return url


def _mind_manners(engine: Engine, *, enforce_keys: bool) -> None:
    """SQLite's defaults lose: foreign keys are off, and a read-then-write fails at once when another writes."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where SQLAlchemy says, not where the driver guesses
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if enforce_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")  # 16 MB: many articles write the same pages of an index

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        is_writer = connection.get_execution_options().get("is_writer", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database."""
    with as_sentences(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction of the one writer; it is rolled back when anything is raised."""
    with as_sentences(engine), engine.execution_options(is_writer=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
        yield connection


@contextmanager
def as_sentences(engine: Engine) -> Iterator[None]:
    """Database errors that a person can act on become a StoreError of one sentence; the rest stay what they are."""
    try:
        yield
    except DBAPIError as error:
        sentence = _sentence(engine.url, error)
        if sentence is None:
            raise
        raise StoreError(sentence) from error


def shown_address(url: URL) -> str:
    """The file, or the address without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _sentence(url: URL, error: DBAPIError) -> str | None:
    reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    if url.get_backend_name() == "sqlite":
        return _sqlite_sentence(shown_address(url), reason)
    is_refused = getattr(error.orig, "sqlstate", None) in _POSTGRES_REFUSALS
    if isinstance(error, OperationalError) or error.connection_invalidated or is_refused:
        return (
            f"The database {shown_address(url)} cannot be used ({reason}); start it or mend APOPTOSCOPE_DATABASE_URL."
        )
    return None


_POSTGRES_REFUSALS = ("42501", "25006", "3F000")
"""The account may not write; the server is a read-only copy; there is no schema to write into."""

_SQLITE_REASONS = {
    "unable to open database file": "cannot be opened; make its folder readable and writable",
    "readonly database": "cannot be written; give write permission on the file and its folder",
    "file is not a database": "is not a database; move it away or point APOPTOSCOPE_DATABASE_URL elsewhere",
    "malformed": "is damaged; restore its newest backup",
    "database is locked": "is locked by another program; close that program and try again",
    "disk is full": "cannot grow because the disk is full; make room and try again",
    "disk I/O error": "cannot be read or written (disk error); check the disk it lies on",
}


def _sqlite_sentence(file: str, reason: str) -> str | None:
    return next((f"The database {file} {says}." for part, says in _SQLITE_REASONS.items() if part in reason), None)


def make_folder(url: URL) -> None:
    """Creates the folder of an SQLite file."""
    folder = Path(str(url.database)).absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {folder} cannot be created ({error.strerror}); "
            "set APOPTOSCOPE_DATABASE_URL to a place that can be written."
        ) from error


def insert_ignoring(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    """Adds the rows whose key is not there yet."""
    if rows:
        connection.execute(insert_into(connection, table).on_conflict_do_nothing(), rows)


def upsert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    """Adds the rows, or overwrites the columns that they name; all rows name the same columns."""
    if not rows:
        return
    insert = insert_into(connection, table)
    keys = [column.name for column in table.primary_key]
    changed = {name: insert.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=changed), rows)


def insert_into(connection: Connection, table: Any) -> Any:
    """An INSERT that can say what to do about a row that is there."""
    if _is_sqlite(connection):
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert  # type: ignore[assignment]  # each loads its whole dialect
    return insert(table)


def is_one_of(connection: Connection, column: Any, values: Collection[Any]) -> ColumnElement[bool]:
    """`column IN (values)` with all of them in one parameter: hundreds of single ones cost more than the look-up."""
    if _is_sqlite(connection):
        listed = func.json_each(json.dumps(sorted(values))).table_valued("value")
        found: ColumnElement[bool] = column.in_(select(listed.c.value))
    else:
        found = column == any_(literal(sorted(values), ARRAY(column.type)))
    return found


def is_pair_of(connection: Connection, columns: tuple[Any, Any], pairs: Collection[tuple[str, str]]) -> Any:
    """The same for two columns together."""
    if _is_sqlite(connection):
        listed = func.json_each(json.dumps(sorted(pairs))).table_valued("value").c.value
        wanted = select(func.json_extract(listed, "$[0]"), func.json_extract(listed, "$[1]"))
    else:
        parts = zip(*sorted(pairs), strict=True)
        wanted = select(*(func.unnest(literal(list(part), ARRAY(String))) for part in parts))
    return tuple_(*columns).in_(wanted)


def as_rows(connection: Connection, values: Sequence[str]) -> Any:
    """One column of these texts, in their order: what is inserted from it is one statement, however many they are."""
    if _is_sqlite(connection):
        return func.json_each(json.dumps(values)).table_valued("value").c.value
    return func.unnest(literal(list(values), ARRAY(String))).column_valued("value")


def insert_tuples(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Many small rows of plain values, in the order of the table's columns, past all that SQLAlchemy does for each."""
    _insert(connection, table, [column.name for column in table.columns], list(rows))


def insert_pairs(connection: Connection, table: Table, rows: Iterable[tuple[int, int]]) -> None:
    """Many rows of two numbers, in their order; the second is not negative, and neither has more than 32 bits. On
    SQLite it is one statement, which lets other threads work from its beginning to its end."""
    if not _is_sqlite(connection):
        if pairs := sorted(rows):
            insert_tuples(connection, table, pairs)
        return
    joined = sorted((one << 32) + other for one, other in rows)
    named = ", ".join(column.name for column in table.columns)
    into = f"INSERT INTO {table.name} ({named}) SELECT value >> 32, value & 4294967295 FROM json_each(?)"
    connection.exec_driver_sql(into, (json.dumps(joined),))


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Many rows of the same columns. What the driver must be given for a value is worked out once for each that is
    different: hardly two articles of an hour differ in their dates."""
    columns = []
    for name in rows[0]:
        values = [row[name] for row in rows]
        convert = table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        if convert:
            given = {value: convert(value) for value in set(values)}
            values = [given[value] for value in values]
        columns.append(values)
    _insert(connection, table, list(rows[0]), list(zip(*columns, strict=True)))


def _insert(connection: Connection, table: Table, names: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    named = ", ".join(f'"{name}"' for name in names)
    held = ", ".join(["?" if _is_sqlite(connection) else "%s"] * len(names))
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({named}) VALUES ({held})', rows)


def new_ids(connection: Connection, table: Table, count: int) -> range | list[int]:
    """Numbers for new rows of a table, for the one writer: to be told row by row which they got costs a query each."""
    if _is_sqlite(connection):
        last = connection.execute(select(func.max(table.c.id))).scalar() or 0
        return range(last + 1, last + 1 + count)
    taken = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
    return sorted(connection.execute(taken, {"name": table.name, "count": count}).scalars())


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
