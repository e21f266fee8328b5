"""Asking, storing and reading side by side: nothing waits for what it need not wait for, and nothing is left over."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from ci.errors import StoreError
from ci.jobs.drain import READ_AFTER_S, UNDER_WAY, Drain, Works
from ci.jobs.outcomes import Answers, Asked, take_together
from ci.model import Source
from ci.store import PollOutcome, SourceState
from tests.make import make_article


def state(source_id: str) -> SourceState:
    return SourceState(Source(source_id, source_id, "rss", f"https://{source_id}.example/"))


@dataclass
class Diary:
    """Works that write down what they did, in order; `outcome_of` says what a source answers, where not "ok"."""

    outcome_of: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    """Sources that another poller has."""
    asks_s: Callable[[str], float] = lambda source_id: 0
    did: list[str] = field(default_factory=list)
    asking: int = 0
    most: int = 0

    @property
    def works(self) -> Works:
        return Works(self._claim, self._ask, self._store, self._read)

    async def _claim(self, wanted: dict[str, str], needed: set[str]) -> list[SourceState]:
        assert set(wanted.values()) <= needed
        return [state(i) for i in wanted if i not in self.taken]

    async def _ask(self, asked: SourceState) -> Asked:
        self.did.append(f"ask {asked.id}")
        self.asking += 1
        self.most = max(self.most, self.asking)
        try:
            await asyncio.sleep(self.asks_s(asked.id))
        finally:
            self.asking -= 1
        kind = self.outcome_of.get(asked.id, "ok")
        return Asked(PollOutcome(kind, articles=[make_article("News", "text")] if kind == "ok" else []), 0)

    async def _store(self, answers: Answers) -> None:
        await asyncio.sleep(0)
        self.did += [f"store {source.id}" for source, _ in answers]

    async def _read(self) -> None:
        await asyncio.sleep(0)
        self.did.append("read")


def drained(diary: Diary, waiting: Mapping[str, str]) -> list[str]:
    asyncio.run(asyncio.wait_for(Drain(waiting, diary.works).run(), 20))
    return diary.did


def test_everything_is_asked_once_stored_and_read() -> None:
    waiting = {f"s{n:03}": f"host{n % 70}" for n in range(200)}
    diary = Diary()
    did = drained(diary, waiting)
    for verb in ("ask", "store"):
        assert sorted(what for what in did if what.startswith(verb)) == [f"{verb} {i}" for i in sorted(waiting)]
    assert did[-1] == "read"
    assert 1 < diary.most <= UNDER_WAY


def test_of_a_host_one_source_at_a_time_and_no_other_host_waits_for_it() -> None:
    diary = Diary(asks_s=lambda i: 0.2 if i == "slow1" else 0)
    did = drained(diary, {"slow1": "slow", "slow2": "slow", "quick1": "quick", "quick2": "quick"})
    asked = [what for what in did if what.startswith("ask")]
    assert asked == ["ask slow1", "ask quick1", "ask quick2", "ask slow2"]


def test_a_fault_is_stored_before_its_host_is_asked_again() -> None:
    """It may want a pause, which the next claim must heed."""
    did = drained(Diary({"a1": "unreachable"}), {"a1": "a", "a2": "a"})
    assert did.index("store a1") < did.index("ask a2")
    assert "read" in did


def test_what_another_poller_has_keeps_nobody_waiting() -> None:
    did = drained(Diary(taken=frozenset({"a1"})), {"a1": "a", "a2": "a", "b1": "b"})
    assert {what for what in did if what.startswith("ask")} == {"ask a2", "ask b1"}


def test_nothing_new_is_nothing_to_read() -> None:
    assert drained(Diary({"a": "not-modified"}), {"a": "a"}) == ["ask a", "store a"]
    assert drained(Diary(), {}) == []


def test_a_fault_of_the_database_ends_it_and_leaves_nobody_asking() -> None:
    diary = Diary(asks_s=lambda i: 0 if i == "quick" else 60)

    async def store(answers: Answers) -> None:
        raise StoreError("The disk is full.")

    async def poll() -> None:
        works = Works(diary.works.claim, diary.works.ask, store, diary.works.read)
        with pytest.raises(StoreError, match="disk is full"):
            await Drain({"quick": "q", "slow": "s"}, works).run()
        assert diary.asking == 0

    asyncio.run(asyncio.wait_for(poll(), 20))


def test_ended_from_outside_it_waits_for_what_is_being_written() -> None:
    diary, written = Diary(asks_s=lambda i: 0 if i == "quick" else 60), list[str]()

    async def store(answers: Answers) -> None:
        await asyncio.sleep(0.1)
        written.extend(source.id for source, _ in answers)

    async def poll() -> None:
        works = Works(diary.works.claim, diary.works.ask, store, diary.works.read)
        polling = asyncio.create_task(Drain({"quick": "q", "slow": "s"}, works).run())
        await asyncio.sleep(0.05)
        polling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await polling
        assert (written, diary.asking) == (["quick"], 0)

    asyncio.run(asyncio.wait_for(poll(), 20))


def test_ended_from_outside_it_begins_nothing_more() -> None:
    diary = Diary(asks_s=lambda i: 0 if i == "quick" else 60)

    async def poll() -> None:
        polling = asyncio.create_task(Drain({"quick": "q", "slow": "s"}, diary.works).run())
        while "store quick" not in diary.did:
            await asyncio.sleep(0.01)
        polling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await polling
        assert "read" not in diary.did

    asyncio.run(asyncio.wait_for(poll(), 20))


def test_what_is_stored_is_read_although_one_source_keeps_silent() -> None:
    diary = Diary(asks_s=lambda i: 0 if i == "quick" else READ_AFTER_S + 0.5)
    did = drained(diary, {"quick": "q", "slow": "s"})
    assert did.index("read") < did.index("store slow")


@pytest.mark.parametrize(
    ("sizes", "together"),
    [([200, 200, 200, 1], [3, 1]), ([2000, 1], [1, 1]), ([1, 2000], [1, 1]), ([0] * 500, [500])],
)
def test_a_transaction_is_short_but_for_an_answer_that_is_long(sizes: list[int], together: list[int]) -> None:
    answers = [
        (state(f"s{n}"), Asked(PollOutcome("ok", articles=[make_article("News", "text")] * size), 0))
        for n, size in enumerate(sizes)
    ]
    taken = []
    while answers:
        taken.append(len(take_together(answers)))
    assert taken == together
