"""Asking all that waits, and meanwhile storing what came and reading what was stored: three works side by side."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from ci.jobs.outcomes import TOGETHER, Answers, Asked, may_ask_for_a_pause, result, take_together
from ci.jobs.queue import Queue
from ci.store import SourceState

AT_ONCE, UNDER_WAY = 40, 80
"""Sources claimed at a time, and claimed and not answered at a time."""
GATHER_S = 0.05
"""So long the next transaction waits for more to store, where little has come: most of its cost is its own."""
READ_AFTER_S = 1.0
"""So long reading waits for more to read: events are derived once for what is read together."""

_T = TypeVar("_T")


@dataclass(frozen=True)
class Works:
    """What is done with sources that wait. None of it holds up the loop; only of asking there are several at a time."""

    claim: Callable[[dict[str, str], set[str]], Coroutine[Any, Any, list[SourceState]]]
    """(source -> host, the hosts that are still needed) -> those that may be asked now."""
    ask: Callable[[SourceState], Coroutine[Any, Any, Asked]]
    store: Callable[[Answers], Awaitable[None]]
    """In one transaction."""
    read: Callable[[], Awaitable[None]]
    """Whatever is stored and unread."""
    has_enough_to_read: Callable[[], bool] = lambda: False
    """Whether so much waits to be read that it is not worth waiting for more."""


class Drain:
    """Asks these sources (id -> host), so many at a time, one of each host: a slow one keeps only its own waiting.

    A host whose answer was a fault stays busy until that is stored: it may want a pause, which the next claim must
    heed.
    """

    def __init__(self, waiting: Mapping[str, str], works: Works) -> None:
        self._host_of, self._works = waiting, works
        self._queue = Queue(waiting.items())
        self._is_claiming = False
        self._asking: set[asyncio.Task[Asked]] = set()
        self._answers, self._storing = Answers(), Answers()
        self._enough = asyncio.Event()
        self._is_unread, self._is_reading = False, False
        self._settled = asyncio.Event()
        self._is_over = False
        self._under_way: set[asyncio.Task[Any]] = set()
        self._ended: asyncio.Queue[tuple[asyncio.Task[Any], Callable[[asyncio.Task[Any]], None]]] = asyncio.Queue()

    async def run(self) -> None:
        """Until all were asked, stored and read. Where it is ended before, it waits for what is being written."""
        try:
            self._go_on()
            while self._under_way:
                task, follow = await self._ended.get()
                self._under_way.discard(task)
                follow(task)
                self._go_on()
        finally:
            self._is_over = True
            self._enough.set()
            self._settled.set()
            for task in self._asking:
                task.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)

    def _go_on(self) -> None:
        self._claim_more()
        self._store_more()
        self._read_more()

    def _begin(self, work: Coroutine[Any, Any, _T], follow: Callable[[asyncio.Task[_T]], None]) -> asyncio.Task[_T]:
        """Starts a work; what follows from its end is done in `run`, which a fault ends."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(lambda ended: self._ended.put_nowait((ended, follow)))
        return task

    # ------------------------------------------------------------ claiming and asking

    def _claim_more(self) -> None:
        """Nothing, while much of what came waits to be stored: so memory stays bounded."""
        has_room = UNDER_WAY - len(self._asking) >= AT_ONCE and len(self._answers) <= UNDER_WAY
        if has_room and not self._is_claiming and (taken := self._queue.take(AT_ONCE)):
            self._is_claiming = True
            self._begin(self._works.claim(taken, self._queue.hosts), partial(self._ask, taken))

    def _ask(self, taken: dict[str, str], claiming: asyncio.Task[list[SourceState]]) -> None:
        self._is_claiming = False
        claimed = claiming.result()
        for missed in taken.keys() - {state.id for state in claimed}:
            self._queue.done(taken[missed])
        for state in claimed:
            self._asking.add(self._begin(self._works.ask(state), partial(self._take, state)))

    def _take(self, state: SourceState, asking: asyncio.Task[Asked]) -> None:
        self._asking.discard(asking)
        answer = result(state, asking)
        self._answers.append((state, answer))
        if not self._enough.is_set() and self._has_enough:
            self._enough.set()
        if not may_ask_for_a_pause(answer):
            self._queue.done(self._host_of[state.id])

    # ------------------------------------------------------------ storing and reading

    def _store_more(self) -> None:
        if self._answers and not self._storing:
            self._storing = take_together(self._answers)
            self._begin(self._store(), self._stored)

    async def _store(self) -> None:
        await self._works.store(self._storing)
        if not self._has_enough:
            self._enough.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._enough.wait(), GATHER_S)

    @property
    def _has_enough(self) -> bool:
        """Whether what came is worth a transaction, or nothing more will come."""
        is_much = len(self._answers) >= AT_ONCE or not self._asking
        return is_much or sum(len(answer.outcome.articles) for _, answer in self._answers) >= TOGETHER // 2

    def _stored(self, storing: asyncio.Task[None]) -> None:
        storing.result()
        for state, answer in self._storing:
            if may_ask_for_a_pause(answer):
                self._queue.done(self._host_of[state.id])
        self._is_unread |= any(answer.outcome.articles for _, answer in self._storing)
        self._storing = Answers()

    def _read_more(self) -> None:
        if self._is_unread and not self._is_reading:
            self._is_unread, self._is_reading = False, True
            self._begin(self._read(), self._have_read)
        is_all = not (self._queue or self._asking or self._answers or self._storing)
        if is_all or self._works.has_enough_to_read():
            self._settled.set()
        else:
            self._settled.clear()

    async def _read(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._settled.wait(), READ_AFTER_S)
        if not self._is_over:
            await self._works.read()

    def _have_read(self, reading: asyncio.Task[None]) -> None:
        self._is_reading = False
        reading.result()
