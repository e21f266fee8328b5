"""What pollers share of the hosts that they ask: who has one, until when, and the pauses it wants."""

from datetime import timedelta

import pytest

from ci.model import Source
from ci.store import HostState, Store
from ci.store.hosts import HOLD
from tests.make import NOW, make_catalog

MINUTE = timedelta(minutes=1)
HOSTS = {"a1": "a.example", "a2": "a.example", "b1": "b.example"}


@pytest.fixture
def store(store: Store) -> Store:
    sources = {i: Source(i, i, "rss", f"https://{host}/{i}") for i, host in HOSTS.items()}
    store.load_catalog(make_catalog(version="hosts", sources=sources))
    return store


def claimed(store: Store, worker: str, *ids: str, later: timedelta = timedelta(0)) -> list[str]:
    states = store.claim_due(NOW + later, worker, 9, only=ids, hosts={i: HOSTS[i] for i in ids})
    return sorted(state.id for state in states)


def test_a_host_is_held_by_one(store: Store) -> None:
    assert store.hold_hosts(["a.example", "b.example"], "one", NOW) == {"a.example", "b.example"}
    assert store.hold_hosts(["b.example", "c.example"], "two", NOW) == {"c.example"}
    assert store.hold_hosts(["a.example"], "one", NOW) == {"a.example"}, "who holds it may take it again"


def test_a_source_waits_while_another_poller_asks_its_host(store: Store) -> None:
    assert claimed(store, "one", "a1") == ["a1"]
    assert claimed(store, "two", "a2", "b1") == ["b1"]
    store.let_hosts_go({"a.example": NOW}, "one")
    assert claimed(store, "two", "a2") == ["a2"]


def test_who_does_not_hold_a_host_cannot_give_it_back(store: Store) -> None:
    store.hold_hosts(["a.example"], "one", NOW)
    store.let_hosts_go({"a.example": NOW}, "two")
    assert store.hold_hosts(["a.example"], "two", NOW) == set()


def test_the_hold_of_a_killed_poller_ends_by_itself(store: Store) -> None:
    claimed(store, "killed", "a1")
    assert claimed(store, "two", "a2", later=HOLD - MINUTE) == []
    assert claimed(store, "two", "a2", later=HOLD) == ["a2"]


def test_a_poller_that_is_still_at_work_keeps_what_it_has(store: Store) -> None:
    claimed(store, "slow", "a1")
    store.renew("slow", NOW + HOLD - MINUTE)
    assert claimed(store, "two", "a1", "a2", later=HOLD + MINUTE) == []
    store.release("slow")
    store.let_hosts_go({"a.example": NOW}, "slow")
    assert claimed(store, "two", "a1", later=HOLD + MINUTE) == ["a1"]


def test_a_hold_of_a_clock_that_was_a_year_ahead_keeps_nobody_out(store: Store) -> None:
    claimed(store, "ahead", "a1", later=timedelta(days=365))
    assert claimed(store, "two", "a1") == ["a1"]


def test_pauses_and_turns_are_told_to_all(store: Store) -> None:
    store.close_hosts({"a.example": NOW + 10 * MINUTE, "b.example": NOW + MINUTE})
    store.close_hosts({"a.example": NOW + MINUTE, "b.example": NOW + 2 * MINUTE})
    store.hold_hosts(["c.example"], "one", NOW)
    store.let_hosts_go({"c.example": NOW + timedelta(seconds=1)}, "one")
    told = {host.name: host for host in store.busy_hosts(NOW)}
    assert told == {
        "a.example": HostState("a.example", NOW + 10 * MINUTE),
        "b.example": HostState("b.example", NOW + 2 * MINUTE),
        "c.example": HostState("c.example", None, NOW + timedelta(seconds=1)),
    }
    assert store.busy_hosts(NOW + 11 * MINUTE) == []
