"""Several pollers on one database: whether each source is asked once for each time that it is due."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import select, update

from ci.store import Store, open_store
from ci.store import tables as t
from tests.survival.content import content, differences
from tests.survival.killing import faults_in, undisturbed
from tests.survival.worker import Job, finish, kill, start
from tests.survival.world import World

SETTLED_S = 90.0
"""So long the pollers have to ask everything that is due, on a machine that does other work too."""

MOST_NEW = 40
"""Then the feeds are full, and all answers are "not modified"."""


@dataclass
class Raced:
    """What came of it; `faults` is empty where all was as with one poller."""

    dues: int = 0
    """How often everything became due."""
    asked_count: int = 0
    faults: list[str] = field(default_factory=list)
    peaks: Counter[str] = field(default_factory=Counter)
    workers: int = 0
    """Pollers that asked something."""

    def __str__(self) -> str:
        most = max(self.peaks.values(), default=0)
        says = f"everything was due {self.dues} times and asked {self.asked_count} times by {self.workers} pollers"
        return f"{says}, at most {most} at a time on a host, {len(self.faults)} faults"


def race(
    url: str, world: World, pollers: int, seconds: float, folder: Path, say: Callable[[str], None] = lambda _: None
) -> Raced:
    """So many pollers, for so long: again and again the feeds grow and all sources become due at once."""
    raced, over = Raced(), folder / "over"
    store = open_store(url)
    store.load_catalog(world.catalog)
    job = replace(Job.of(world, url), until=str(over), trouble=str(folder / "trouble"))
    racing = [start(job) for _ in range(pollers)]
    began, names = time.monotonic(), set[str]()
    try:
        while not raced.faults:
            _one_due(store, world, raced, racing, names)
            say(f"{time.monotonic() - began:5.0f} s: {raced}")
            if time.monotonic() - began > seconds:
                break
            world.generation = min(world.generation + 1, MOST_NEW)
            _make_due(store)
        over.touch()
        for process in racing:
            finish(process)
    finally:
        for process in [process for process in racing if process.is_alive()]:
            kill(process)
    _compare(store, url, world, raced, folder)
    store.close()
    raced.peaks, raced.workers = world.peaks, len(names)
    return raced


def _one_due(store: Store, world: World, raced: Raced, racing: list[ForkServerProcess], names: set[str]) -> None:
    """Waits until all is asked; then each feed was asked once more than before."""
    before = Counter(dict.fromkeys(_feeds(world), raced.dues))
    give_up_at = time.monotonic() + SETTLED_S
    while (waiting := _waiting(store, names)) and time.monotonic() < give_up_at:
        if any(process.exitcode for process in racing):
            raced.faults.append(f"a poller ended with {[process.exitcode for process in racing]}")
            return
        time.sleep(0.05)
    if waiting:
        raced.faults.append(f"after {SETTLED_S:.0f} s these were not asked: {', '.join(waiting[:5])}")
    raced.dues += 1
    asked = world.asked()
    raced.asked_count = sum(asked[address] for address in before)
    raced.faults += [
        f"{address} was asked {asked[address] - n} times for one due time"
        for address, n in before.items()
        if asked[address] != n + 1
    ]


def _feeds(world: World) -> list[str]:
    return [source.url for source in world.sources if source.kind == "rss"]


def _waiting(store: Store, names: set[str]) -> list[str]:
    """What is due or being asked; notes who asks."""
    s = t.sources.c
    with store.reading() as connection:
        rows = connection.execute(select(s.id, s.next_poll_at, s.leased_by)).all()
    names |= {row.leased_by for row in rows} - {""}
    return [
        row.id for row in rows if row.leased_by or row.next_poll_at is None or row.next_poll_at <= datetime.now(UTC)
    ]


def _make_due(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(update(t.sources).values(next_poll_at=None))


def _compare(store: Store, url: str, world: World, raced: Raced, folder: Path) -> None:
    """With what one poller stores of the world as it is now."""
    trouble = folder / "trouble"
    raced.faults += trouble.read_text(encoding="utf-8").splitlines() if trouble.exists() else []
    alone = undisturbed(f"sqlite:///{folder}/alone.sqlite", world).content
    held = content(store)
    for rows in (alone, held):
        del rows["sources"]  # the last answer was "not modified" for some
    raced.faults += differences(alone, held) + faults_in(url)
