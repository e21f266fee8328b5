"""Several processes and threads on one database: nothing is lost, nobody is told that it is locked."""

import multiprocessing
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import func, make_url, select, text

from ci.errors import StoreError
from ci.filters import Filters
from ci.model import EventType
from ci.queries.approvals import approvals
from ci.store import PollOutcome, Store, open_store, tables
from tests.make import CATALOG, NOW, make_article, make_catalog, make_event, make_reading

WORKERS = 4
ROUNDS = 15


def _work(url: str, worker: int, failed: Callable[[str], None]) -> None:
    """What a poller does: store, then read what is new; every other article is one that all workers bring."""
    store = open_store(url)
    try:
        for number in range(ROUNDS):
            key = f"shared {number}" if number % 2 else f"own {worker} {number}"
            article = make_article(key, f"In short: the FDA cleared venetoclax, {key}.", published="2016-04-11")
            (added,) = store.record_poll("wire", PollOutcome("ok", articles=[article]), NOW)
            quote = "the FDA cleared venetoclax"
            event = make_event(
                article, quote, EventType.REGULATORY, "approval", drugs=("venetoclax",), agency="FDA", region="US"
            )
            store.record_reading(added.revision_id, make_reading(event), CATALOG)
    except Exception as error:  # noqa: BLE001 (a thread has nobody else to tell)
        failed(f"{type(error).__name__}: {error}")
    finally:
        store.close()


def _counts(store: Store) -> tuple[int, int, int]:
    with store.reading() as connection:
        counted = [select(func.count()).select_from(t) for t in (tables.articles, tables.evidence, tables.events)]
        articles, proofs, events = (connection.execute(one).scalar_one() for one in counted)
    return articles, proofs, events


OWN = WORKERS * ((ROUNDS + 1) // 2)
SHARED = ROUNDS // 2


def test_threads_and_a_reader(database_url: str) -> None:
    store = open_store(database_url)
    store.load_catalog(CATALOG)
    faults: list[str] = []
    threads = [threading.Thread(target=_work, args=(database_url, n, faults.append)) for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        with store.reading() as connection:
            assert len(approvals(connection, Filters())) <= 1
    assert faults == []
    assert _counts(store) == (OWN + SHARED, OWN + SHARED, 1)
    store.close()


def _process(url: str, worker: int, faults: "multiprocessing.Queue[str]") -> None:
    _work(url, worker, faults.put)


def test_processes_on_one_file(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    store.load_catalog(CATALOG)
    context = multiprocessing.get_context("spawn")
    faults = context.Queue()
    processes = [context.Process(target=_process, args=(sqlite_url, n, faults)) for n in range(WORKERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert faults.empty(), faults.get()
    assert _counts(store) == (OWN + SHARED, OWN + SHARED, 1)
    store.close()


def test_each_source_is_claimed_by_one(database_url: str) -> None:
    sources = {
        f"s{n:02d}": CATALOG.sources["wire"].__class__(f"s{n:02d}", "S", "rss", f"https://s/{n}") for n in range(40)
    }
    store = open_store(database_url)
    store.load_catalog(make_catalog(version="many", sources=sources))
    claimed: list[str] = []

    def claim(worker: str) -> None:
        while states := store.claim_due(NOW, worker, 3):
            claimed.extend(state.id for state in states)

    threads = [threading.Thread(target=claim, args=(str(n),)) for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == sorted(sources)
    store.close()


def test_a_database_that_another_program_keeps_locked_is_said_so(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(sqlite_url).close()
    monkeypatch.setattr("ci.store.engine.BUSY_SECONDS", 0.1)
    store = open_store(sqlite_url)
    with closing(sqlite3.connect(make_url(sqlite_url).database or "")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is locked by another program"):
            store.add_article(make_article("Late", "It has to wait."), "wire", NOW)
        with store.reading() as connection:
            assert len(approvals(connection, Filters())) == 0, "readers do not wait for the writer"
    assert store.add_article(make_article("Late", "It has to wait."), "wire", NOW).is_new
    store.close()


def test_a_full_disk_loses_nothing_and_is_said_so(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    store.load_catalog(CATALOG)
    with store.reading() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
        many = [make_article(f"Number {n}", "It does not fit. " * 500) for n in range(20)]
    with pytest.raises(StoreError, match="the disk is full"):
        store.record_poll("wire", PollOutcome("ok", etag='"1"', articles=many), NOW)
    assert store.unread_revisions() == []
    assert {state.id: state.etag for state in store.sources()}["wire"] == ""
    with store.reading() as connection:
        connection.execute(text("PRAGMA max_page_count = 1000000"))
    assert len(store.record_poll("wire", PollOutcome("ok", etag='"1"', articles=many), NOW)) == 20
    store.close()
