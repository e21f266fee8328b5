"""kill -9 at random points of a poll, again and again, and whether the restart ends where an undisturbed run does."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import text

from ci.store import Store, open_store, tables
from ci.store.search import INDEX
from tests.survival.content import Content, content, differences, integrity, pass_time
from tests.survival.worker import Job, finish, kill, start, warm_up
from tests.survival.world import World

T = TypeVar("T")
LEASES_END = timedelta(minutes=11)


@dataclass(frozen=True)
class Reference:
    """What a database holds after one poll that nobody disturbs, the same on SQLite and PostgreSQL, and its time."""

    content: Content
    seconds: float


@dataclass
class Survived:
    """What came of it: `faults` is empty where every restart ended as the undisturbed run did."""

    kills: int = 0
    recoveries: int = 0
    too_late: int = 0
    """Kills that found the poll already done; they do not count."""
    faults: list[str] = field(default_factory=list)
    left_at: list[int] = field(default_factory=list)
    """How many articles were stored at the moments of the kills: they should lie everywhere."""

    def __str__(self) -> str:
        at = sorted(self.left_at)
        spread = f"; articles stored at a kill: {at[0]} to {at[-1]}, median {at[len(at) // 2]}" if at else ""
        return f"{self.kills} kills, {self.recoveries} restarts completed, {len(self.faults)} faults{spread}"


def survive(
    url: str,
    world: World,
    kills: int,
    reference: Reference,
    seed: int = 1,
    say: Callable[[str], None] = lambda _: None,
) -> Survived:
    """Polls into an emptied database, killed one to four times on the way, until so many kills were made."""
    dice, done = random.Random(seed), Survived()
    longest_s = reference.seconds
    while done.kills < kills and not done.faults:
        empty(url)
        before = done.kills
        for _ in range(min(dice.randint(1, 4), kills - done.kills)):
            if not _kill(Job.of(world, url), dice.uniform(0.02, longest_s), done):
                longest_s = max(0.3, longest_s * 0.9)  # the machine is quicker by now than it was
                break
            longest_s = min(longest_s * 1.05, 2 * reference.seconds)
        if done.kills > before:
            done.faults += completed(url, world, reference)
            done.recoveries += 1
            say(str(done))
    return done


def undisturbed(url: str, world: World) -> Reference:
    """Of an emptied database."""
    warm_up()
    empty(url)
    started = time.monotonic()
    finish(start(Job.of(world, url)))
    return Reference(held_in(url), time.monotonic() - started)


def completed(url: str, world: World, reference: Reference) -> list[str]:
    """What differs from an undisturbed run after another poll, which begins when all leases have ended."""
    store = open_store(url)
    pass_time(store, LEASES_END)
    store.close()
    finish(start(Job.of(world, url)))
    return differences(reference.content, held_in(url)) + faults_in(url)


def held_in(url: str) -> Content:
    return _look(url, content)


def faults_in(url: str) -> list[str]:
    return _look(url, integrity)


def articles_in(url: str) -> int:
    return _look(url, _articles)


def _articles(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM articles")).scalar_one())


def _look(url: str, at: Callable[[Store], T]) -> T:
    store = open_store(url)
    try:
        return at(store)
    finally:
        store.close()


def empty(url: str) -> None:
    """No row left: as a database that was just made."""
    store = open_store(url)
    with store.writing() as connection:
        for table in reversed(tables.metadata.sorted_tables):
            connection.execute(table.delete())
        is_sqlite = connection.dialect.name == "sqlite"
        all_words = f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')" if is_sqlite else f"TRUNCATE {INDEX}"
        connection.execute(text(all_words))
    store.close()


def _kill(job: Job, after_s: float, done: Survived) -> bool:
    """Whether the poll was still under way when it was killed."""
    process = start(job)
    process.join(after_s)
    if process.exitcode is not None:
        done.too_late += 1
        return False
    kill(process)
    done.faults += faults_in(job.url)
    done.left_at.append(articles_in(job.url))
    _look(job.url, lambda store: pass_time(store, LEASES_END))
    done.kills += 1
    return True
