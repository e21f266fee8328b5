"""Who asks which source when, and what is kept of the answer."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from ci.errors import InputError
from ci.model import Source
from ci.store import PollOutcome, SourceState, Store, tables
from ci.store.polls import LEASE, UNCONDITIONAL_EVERY
from tests.make import CATALOG, NOW, SOURCES, make_article, make_catalog

HOUR = timedelta(hours=1)


@pytest.fixture
def store(store: Store) -> Store:
    """With three sources: trade-press and wire are on, sleeping is off."""
    store.load_catalog(CATALOG)
    return store


def state_of(store: Store, source_id: str) -> SourceState:
    return next(state for state in store.sources() if state.id == source_id)


def test_what_is_due_is_taken_once(store: Store) -> None:
    assert [state.id for state in store.claim_due(NOW, "a", 1)] == ["trade-press"]
    assert [state.id for state in store.claim_due(NOW, "b", 9)] == ["wire"]
    assert store.claim_due(NOW, "c", 9) == []


def test_the_lease_of_a_killed_poller_ends_by_itself(store: Store) -> None:
    store.claim_due(NOW, "a", 9)
    assert store.claim_due(NOW + LEASE - timedelta(seconds=1), "b", 9) == []
    assert len(store.claim_due(NOW + LEASE, "b", 9)) == 2


def test_a_poll_ends_the_lease_and_sets_the_next(store: Store) -> None:
    store.claim_due(NOW, "a", 9)
    store.record_poll("wire", PollOutcome("ok", etag='"1"'), NOW)
    assert store.claim_due(NOW + timedelta(minutes=59), "a", 9, only=["wire"]) == []
    (claimed,) = store.claim_due(NOW + HOUR, "a", 9, only=["wire"])
    assert (claimed.etag, claimed.state, claimed.good_at) == ('"1"', "ok", NOW)


def test_only_and_force_and_kinds(store: Store) -> None:
    assert [state.id for state in store.claim_due(NOW, "a", 9, only=["sleeping"])] == ["sleeping"]
    assert store.claim_due(NOW, "a", 9, kinds=["json-feed"]) == []
    store.record_poll("wire", PollOutcome("ok", etag='"1"', last_modified="Mon"), NOW)
    (forced,) = store.claim_due(NOW, "a", 9, only=["wire"], force=True)
    assert (forced.etag, forced.last_modified) == ("", "")
    with pytest.raises(InputError, match="There is no source 'wier'"):
        store.claim_due(NOW, "a", 9, only=["wier"])


def test_validators_come_with_their_articles_or_not_at_all(store: Store) -> None:
    """An article that cannot be stored takes the whole answer with it: the next poll asks again."""
    broken = make_article("Broken", "No text has a number for a title.")
    object.__setattr__(broken, "language", ["en"])
    with pytest.raises(Exception, match=r"language|str|list"):  # a bug of a parser, whatever the driver calls it
        store.record_poll("wire", PollOutcome("ok", etag='"1"', articles=[make_article("Good", "x"), broken]), NOW)
    assert state_of(store, "wire").etag == ""
    assert store.unread_revisions() == []
    store.record_poll("wire", PollOutcome("ok", etag='"1"', articles=[make_article("Good", "x")]), NOW)
    assert state_of(store, "wire").etag == '"1"'
    assert [unread.article.title for unread in store.unread_revisions()] == ["Good"]


def test_not_modified_keeps_the_validators_until_a_week_has_gone(store: Store) -> None:
    store.record_poll("wire", PollOutcome("ok", etag='"1"'), NOW)
    for _ in range(UNCONDITIONAL_EVERY):
        assert store.claim_due(NOW + HOUR, "a", 1, only=["wire"])[0].etag == '"1"'
        store.record_poll("wire", PollOutcome("not-modified"), NOW)
    assert store.claim_due(NOW + HOUR, "a", 1, only=["wire"])[0].etag == ""


@pytest.mark.parametrize(("interval", "polls"), [(24 * HOUR, 7), (4 * HOUR, 42), (HOUR / 4, UNCONDITIONAL_EVERY)])
def test_a_week_of_not_modified_is_a_week_whatever_the_interval(store: Store, interval: timedelta, polls: int) -> None:
    store.record_poll("wire", PollOutcome("ok", etag='"1"', interval=interval), NOW)
    now, count = NOW, 0
    while store.claim_due(now := now + interval, "a", 1, only=["wire"])[0].etag:
        count += 1
        store.record_poll("wire", PollOutcome("not-modified", interval=interval), now)
    assert count == polls
    store.record_poll("wire", PollOutcome("ok", etag='"2"', interval=interval), now)
    assert store.claim_due(now + interval, "a", 1, only=["wire"])[0].etag == '"2"', "and then it is asked as before"


def test_a_fault_is_kept_whole_and_harms_nothing(store: Store) -> None:
    store.record_poll("wire", PollOutcome("ok", etag='"1"'), NOW)
    store.record_poll("wire", PollOutcome("wall", "wire.example shows a challenge page"), NOW + HOUR)
    state = state_of(store, "wire")
    assert (state.state, state.last_error, state.failures_count) == ("wall", "wire.example shows a challenge page", 1)
    assert (state.etag, state.good_at) == ('"1"', NOW)
    store.record_poll("wire", PollOutcome("not-modified"), NOW + 2 * HOUR)
    assert (state_of(store, "wire").failures_count, state_of(store, "wire").last_error) == (0, "")


@pytest.mark.parametrize(
    ("failures", "outcome", "expected"),
    [
        (1, PollOutcome("ok"), HOUR),
        (1, PollOutcome("ok", jitter=0.1), HOUR * 1.1),
        (1, PollOutcome("slow"), 2 * HOUR),
        (3, PollOutcome("slow"), 8 * HOUR),
        (40, PollOutcome("gone"), 24 * HOUR),
        (1, PollOutcome("refused", retry_after_s=5 * 3600), 5 * HOUR),
        (1, PollOutcome("refused", retry_after_s=10), 2 * HOUR),
        (1, PollOutcome("refused", retry_after_s=10**9), timedelta(days=31)),
    ],
)
def test_the_wait_until_the_next_poll(store: Store, failures: int, outcome: PollOutcome, expected: timedelta) -> None:
    for _ in range(failures):
        store.record_poll("wire", outcome, NOW)
    assert state_of(store, "wire").next_poll_at == NOW + expected


def test_a_clock_that_was_years_ahead_puts_no_source_to_sleep(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(update(tables.sources).values(next_poll_at=NOW + timedelta(days=800)))
    assert len(store.claim_due(NOW, "a", 9)) == 2


def test_sources_of_the_user(store: Store) -> None:
    mine = Source("mine", "Mine", "rss", "https://mine.example/feed")
    store.add_source(mine)
    assert state_of(store, "mine").source == mine
    with pytest.raises(InputError, match="already a source 'mine'"):
        store.add_source(mine)
    with pytest.raises(InputError, match="already asked, as source 'mine'"):
        store.add_source(Source("other", "Other", "rss", mine.url))
    store.load_catalog(make_catalog(version="2"))
    assert state_of(store, "mine").source == mine
    store.remove_source("mine")
    assert "mine" not in {state.id for state in store.sources()}
    with pytest.raises(InputError, match="no source 'mine'"):
        store.remove_source("mine")
    store.add_source(mine)


def test_a_new_list_keeps_what_the_poller_knows(store: Store) -> None:
    store.record_poll("wire", PollOutcome("ok", etag='"1"'), NOW)
    store.remove_source("trade-press")
    store.load_catalog(make_catalog(version="2", sources={s.id: s for s in SOURCES if s.id != "sleeping"}))
    assert {state.id: state.source.is_on for state in store.sources()} == {"wire": True, "sleeping": False}
    assert state_of(store, "wire").etag == '"1"'
    assert state_of(store, "sleeping").source.off_reason == "no longer in the list that is shipped"
