"""Sources that move, that are gone, that are paused; and the line a day that is kept of each."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from ci.errors import InputError
from ci.jobs.outcomes import Asked, line_of
from ci.model import Source
from ci.queries.sources import sources
from ci.store import PollOutcome, SourceState, Store
from ci.store import tables as t
from tests.make import CATALOG, NOW, SOURCES, make_article, make_catalog

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OLD = next(source.url for source in SOURCES if source.id == "wire")
NEW = "https://wire.example/new/feed"


@pytest.fixture
def store(store: Store) -> Store:
    store.load_catalog(CATALOG)
    return store


def poll(store: Store, moved_to: str, later: timedelta, kind: str = "ok") -> SourceState:
    store.record_poll("wire", PollOutcome(kind, moved_to=moved_to), NOW + later)
    return store.source("wire")


def test_a_new_address_is_taken_over_after_a_week_of_agreement(store: Store) -> None:
    for days in range(7):
        state = poll(store, NEW, days * DAY, "not-modified" if days % 2 else "ok")
        assert (state.source.url, state.moved_to, state.moved_since) == (OLD, NEW, NOW)
    state = poll(store, NEW, 7 * DAY)
    assert (state.source.url, state.former_url, state.moved_to) == (NEW, OLD, "")


def test_no_word_of_a_source_tells_its_passwords_and_keys(store: Store) -> None:
    mine = Source("mine", "Mine", "rss", "http://me:geheim@mine.example/feed?api_key=KEY123")
    store.add_source(mine)
    with pytest.raises(InputError, match="is already asked") as caught:
        store.add_source(replace(mine, id="again"))
    told = [str(caught.value)]
    moved = PollOutcome("ok", moved_to="http://mine.example/new?token=KEY456")
    for days in (0, 7):
        (recorded,) = store.record_polls([("mine", moved)], NOW + days * DAY)
        with store.reading() as connection:
            row = next(r for r in sources(connection, NOW).to_dict("records") if r["source_id"] == "mine")
        told += [row["url"], row["note"]]
    line = line_of(SourceState(mine), Asked(moved, 0.0), recorded, NOW)
    said = "\n".join([*told, str(line), line.json])
    assert "moved to http://mine.example/new?token=***" in said and "now asked at http://mine.example/new" in said
    assert not any(secret in said for secret in ("geheim", "KEY123", "KEY456"))


@pytest.mark.parametrize("other", ["", "https://elsewhere.example/feed"])
def test_a_week_of_disagreement_moves_nothing(store: Store, other: str) -> None:
    for hours in range(0, 24 * 14, 12):
        poll(store, NEW if hours % 24 else other, hours * HOUR)
    assert store.source("wire").source.url == OLD


def test_faults_on_the_way_neither_count_nor_forget(store: Store) -> None:
    poll(store, NEW, 0 * DAY)
    store.record_poll("wire", PollOutcome("slow"), NOW + 3 * DAY)
    assert poll(store, NEW, 7 * DAY).source.url == NEW


def test_an_address_is_not_taken_over_that_is_less_safe_or_asked_already(store: Store) -> None:
    asked = next(source.url for source in SOURCES if source.id == "trade-press")
    for moved_to in ("http://wire.example/feed", asked):
        for days in (0, 8):
            poll(store, moved_to, days * DAY)
    assert store.source("wire").source.url == OLD


@pytest.mark.parametrize(
    ("moved_to", "asked_at"),
    [
        ("http://mine.example/new", "http://me:geheim@mine.example/new"),
        ("http://mine.example:80/new", "http://me:geheim@mine.example:80/new"),
        ("http://mine.example:8080/new", "http://mine.example:8080/new"),
        ("https://mine.example/new", "https://mine.example/new"),
        ("http://other.example/new", "http://other.example/new"),
        ("http://mine.example.evil.example/new", "http://mine.example.evil.example/new"),
    ],
)
def test_a_login_goes_along_within_its_site_and_never_elsewhere(store: Store, moved_to: str, asked_at: str) -> None:
    store.add_source(Source("mine", "Mine", "rss", "http://me:geheim@mine.example/old"))
    for days in (0, 7):
        store.record_poll("mine", PollOutcome("ok", moved_to=moved_to), NOW + days * DAY)
    assert store.source("mine").source.url == asked_at


def test_a_new_list_does_not_undo_a_move_and_a_new_address_in_it_wins(store: Store) -> None:
    for days in (0, 7):
        poll(store, NEW, days * DAY)
    store.load_catalog(make_catalog(version="2"))
    assert store.source("wire").source.url == NEW
    mended = Source("wire", "Wire", "rss", "https://wire.example/third")
    store.load_catalog(make_catalog(version="3", sources={"wire": mended}))
    assert store.source("wire").source.url == mended.url


def test_what_is_gone_is_asked_once_more_and_then_only_when_somebody_wants_it(store: Store) -> None:
    store.record_poll("wire", PollOutcome("gone", "410"), NOW)
    assert [s.id for s in store.claim_due(NOW + DAY, "a", 9, only=["wire"])] == ["wire"]
    store.record_poll("wire", PollOutcome("gone", "410"), NOW + DAY)
    assert store.claim_due(NOW + 99 * DAY, "a", 9, only=["wire"]) == []
    (state,) = store.claim_due(NOW + 99 * DAY, "a", 9, only=["wire"], force=True)
    assert (state.state, state.last_error) == ("gone", "410")
    store.record_poll("wire", PollOutcome("ok"), NOW + 99 * DAY)
    assert store.claim_due(NOW + 100 * DAY, "a", 9, only=["wire"])


def test_every_other_fault_is_asked_again_within_a_day_for_ever(store: Store) -> None:
    at = NOW
    for _ in range(30):
        store.record_poll("wire", PollOutcome("unreachable", "no route"), at)
        due_at = store.source("wire").next_poll_at
        assert due_at is not None
        assert HOUR <= due_at - at <= DAY
        at = due_at
        assert store.claim_due(at, "a", 9, only=["wire"])
    store.record_poll("wire", PollOutcome("ok"), at)
    assert store.source("wire").next_poll_at == at + HOUR, "well again, without anybody's doing"


def test_the_interval_is_kept_and_a_fault_leaves_it(store: Store) -> None:
    store.record_poll("wire", PollOutcome("ok", interval=3 * HOUR), NOW)
    store.record_poll("wire", PollOutcome("slow", interval=3 * HOUR), NOW + HOUR)
    state = store.source("wire")
    assert state.interval == 3 * HOUR
    assert state.next_poll_at == NOW + 7 * HOUR


def test_a_paused_source_is_left_alone_until_it_is_let_on(store: Store) -> None:
    store.record_poll("wire", PollOutcome("ok"), NOW)
    store.set_paused("wire", is_paused=True)
    store.load_catalog(make_catalog(version="2"))
    assert "wire" not in {state.id for state in store.claim_due(NOW + DAY, "a", 9)}
    store.set_paused("wire", is_paused=False)
    assert [state.id for state in store.claim_due(NOW, "b", 9, only=["wire"])] == ["wire"]


def test_a_source_that_is_off_can_be_switched_on_and_stays_so(store: Store) -> None:
    store.load_catalog(make_catalog(version="2", sources={"x": Source("x", "X", "rss", "https://x.example/rss")}))
    assert not store.source("wire").source.is_on
    with pytest.raises(
        InputError, match=r"as source 'wire', which is off; switch it on .* `apoptoscope sources resume wire`"
    ):
        store.add_source(Source("again", "Again", "rss", OLD))
    store.set_paused("wire", is_paused=False)
    store.load_catalog(make_catalog(version="3", sources={"x": Source("x", "X", "rss", "https://x.example/rss")}))
    assert store.source("wire").source.is_on
    assert "wire" in {state.id for state in store.claim_due(NOW, "a", 9)}


def test_a_source_that_is_gone_is_asked_again_when_it_is_let_on(store: Store) -> None:
    for days in (0, 1):
        store.record_poll("wire", PollOutcome("gone", "410"), NOW + days * DAY)
    store.set_paused("wire", is_paused=False)
    assert "wire" in {state.id for state in store.claim_due(NOW + 2 * DAY, "a", 9)}


def test_a_source_that_was_asked_in_the_future_is_due(store: Store) -> None:
    """The clock ran twenty days ahead and was put right: nothing sleeps for twenty days."""
    store.record_poll("wire", PollOutcome("ok"), NOW + 20 * DAY)
    assert store.claim_due(NOW, "a", 9, only=["wire"])


def test_a_line_a_day(store: Store) -> None:
    news = [make_article(f"News {n}", "Words of it.") for n in range(3)]
    store.record_poll("wire", PollOutcome("ok", articles=news[:2]), NOW)
    store.record_poll("wire", PollOutcome("ok", articles=news), NOW + HOUR)
    store.record_poll("wire", PollOutcome("wall"), NOW + DAY)
    d = t.source_days.c
    with store.reading() as connection:
        counts = select(d.day, d.polls_count, d.faults_count, d.new_count).order_by(d.day)
        rows = [tuple(row)[1:] for row in connection.execute(counts)]
    assert rows == [(2, 0, 3), (1, 1, 0)]
