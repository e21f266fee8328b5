"""What one poller tells the others through the database, and learns from them: who holds a host, and its pauses."""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from ci.errors import StoreError
from ci.feeds.manners import Manners, gaps
from ci.store import SourceState, Store
from ci.store.hosts import HostState

RENEW_S = 180.0
"""A third of a lease and more."""


class Sharing:
    """The turns of this poller, and the board on which all write theirs."""

    def __init__(self, store: Store, *, has_ncbi_key: bool) -> None:
        self._store = store
        self.worker = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:6]}"
        self.manners = Manners(gaps(has_ncbi_key=has_ncbi_key), board=self)
        """Outlives the rounds, and with it the pauses that hosts asked for."""

    async def claim(
        self, hosts: dict[str, str], *, force: bool, needed: set[str], beside: Callable[..., Awaitable[Any]]
    ) -> list[SourceState]:
        """Those of these sources (id -> host) that are this poller's now, their hosts with them. The hosts that are not
        `needed` any more go back first, so that nobody waits for them. The database is asked `beside` the loop."""
        self.tell(needed)
        now = datetime.now(UTC)
        claimed: list[SourceState]
        claimed, busy = await beside(self._claim, hosts, force, now)
        self.manners.holds({hosts[state.id] for state in claimed} - {""})
        self._learn(busy, now)
        return claimed

    def _claim(self, hosts: dict[str, str], force: bool, now: datetime) -> tuple[list[SourceState], list[HostState]]:
        only = list(hosts)
        claimed = self._store.claim_due(now, self.worker, len(only), only=only, force=force, hosts=hosts)
        return claimed, self._store.busy_hosts(now)

    def hold(self, name: str, manners: Manners) -> bool:
        """For a request to a host that came up on the way: the Board of these manners."""
        now = datetime.now(UTC)
        if name not in self._store.hold_hosts([name], self.worker, now):
            return False
        self._learn(self._store.busy_hosts(now), now)
        return True

    def tell(self, needed: Sequence[str] | set[str] = ()) -> None:
        """Writes down the pauses that hosts asked for, and gives back the hosts that are not needed any more."""
        now = datetime.now(UTC)
        if untold := dict(self.manners.untold):
            self._store.close_hosts({name: now + timedelta(seconds=s) for name, s in untold.items()})
            for name in untold:
                del self.manners.untold[name]
        if free_in_s := self.manners.let_go(set(needed)):
            free_at = {name: now + timedelta(seconds=s) for name, s in free_in_s.items()}
            self._store.let_hosts_go(free_at, self.worker)

    def end(self) -> None:
        """Leaves nothing behind that another poller would have to wait for."""
        with contextlib.suppress(StoreError):  # then the leases end by themselves
            self.tell()
            self._store.release(self.worker)

    def _learn(self, busy: Sequence[HostState], now: datetime) -> None:
        for host in busy:
            closed_for_s, free_in_s = (
                (at - now).total_seconds() if at else 0 for at in (host.closed_until, host.next_at)
            )
            self.manners.learn(host.name, closed_for_s=closed_for_s, free_in_s=free_in_s)

    @contextlib.asynccontextmanager
    async def renewing(self) -> AsyncIterator[None]:
        """Keeps the leases of this poller alive while it works, however long a source takes."""
        task = asyncio.create_task(self._renew())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW_S)
            with contextlib.suppress(StoreError):  # locked for now: the next time will do
                self._store.renew(self.worker, datetime.now(UTC))
