"""Trials as registered: a snapshot of each, and every change with both values."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ci.store import PollOutcome, Store
from ci.store import tables as t
from tests.make import CATALOG, NOW

NCT = "NCT90000001"
FIELDS = {"status": "RECRUITING", "phase": "PHASE2", "enrolment": "60 (estimated)", "updated_on": "2026-11-01"}


@pytest.fixture
def store(store: Store) -> Store:
    store.load_catalog(CATALOG)
    return store


def poll(store: Store, hours: int, **changed: str) -> None:
    trials = {NCT: {**FIELDS, **changed}}
    store.record_poll("wire", PollOutcome("ok", trials=trials), NOW + timedelta(hours=hours))


def changes(store: Store) -> list[tuple[str, str, str, str]]:
    c = t.trial_changes.c
    with store.reading() as connection:
        rows = connection.execute(select(c.field, c.old_value, c.new_value, c.updated_on).order_by(c.id))
        return [(row[0], row[1], row[2], row[3]) for row in rows]


def test_the_first_snapshot_is_no_change(store: Store) -> None:
    poll(store, 0)
    poll(store, 1)
    assert changes(store) == []


def test_a_change_is_kept_with_both_values(store: Store) -> None:
    poll(store, 0)
    poll(store, 6, status="TERMINATED", enrolment="12", updated_on="2026-11-20")
    poll(store, 12, status="TERMINATED", enrolment="12", updated_on="2026-11-20")
    assert changes(store) == [
        ("status", "RECRUITING", "TERMINATED", "2026-11-20"),
        ("enrolment", "60 (estimated)", "12", "2026-11-20"),
    ]
    with store.reading() as connection:
        (trial,) = connection.execute(select(t.trials)).all()
    assert trial.fields == {"status": "TERMINATED", "phase": "PHASE2", "enrolment": "12"}
    assert (trial.first_seen_at, trial.changed_at) == (NOW, NOW + timedelta(hours=6))


def test_a_stale_copy_of_the_registry_changes_nothing(store: Store) -> None:
    poll(store, 0, status="COMPLETED", updated_on="2026-11-20")
    poll(store, 1)
    assert changes(store) == []


def test_an_update_of_what_is_not_kept_moves_the_day_so_that_no_poll_takes_it_for_news_again(store: Store) -> None:
    poll(store, 0)
    poll(store, 6, updated_on="2026-11-20")
    assert changes(store) == []
    assert store.trial_updates([NCT, "NCT90000002"]) == {NCT: "2026-11-20"}


def test_a_field_that_was_not_read_before_is_no_change(store: Store) -> None:
    poll(store, 0)
    poll(store, 1, sponsor="AbbVie")
    poll(store, 2, sponsor="Genentech")
    assert changes(store) == [("sponsor", "AbbVie", "Genentech", "2026-11-01")]
