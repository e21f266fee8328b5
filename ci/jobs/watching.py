"""The poller as a process of its own: polls what is due, sleeps, and stops when asked or when its parent is gone."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime

from ci.errors import StoreError
from ci.feeds.guarded import Guarded
from ci.jobs.opening import open_and_load
from ci.jobs.polling import Poller
from ci.reference import load_catalog
from ci.settings import Settings

LONGEST_SLEEP_S, AFTER_TROUBLE_S = 60.0, 30.0


def watch(settings: Settings, say: Callable[[str], None]) -> None:
    """Polls until SIGINT, SIGTERM or the end of the process that started us."""
    catalog = load_catalog(settings.data_dir)
    store = open_and_load(settings, catalog)
    try:
        with Guarded() as parser:
            asyncio.run(_watch(Poller(settings, store, catalog, parser), say))
    finally:
        store.close()


async def _watch(poller: Poller, say: Callable[[str], None]) -> None:
    stop, parent = asyncio.Event(), os.getppid()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    rounds = asyncio.create_task(_rounds(poller, say))
    stopped = asyncio.create_task(stop.wait())
    while not rounds.done() and not stopped.done() and os.getppid() == parent:
        await asyncio.wait({rounds, stopped}, timeout=1, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if rounds.done():
        rounds.result()
    rounds.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await rounds


async def _rounds(poller: Poller, say: Callable[[str], None]) -> None:
    while True:
        try:
            report = await poller.round()
        except StoreError as error:  # locked, disk full, server away: it may come back
            say(f"poller: {error}; next try in {AFTER_TROUBLE_S:.0f} s")
            await asyncio.sleep(AFTER_TROUBLE_S)
            continue
        if report.polled_count:
            at = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%SZ}"
            say(f"{at} polled {report.polled_count}, {report.faults_count} with a fault")
        await asyncio.sleep(_pause_s(poller))


def _pause_s(poller: Poller) -> float:
    """Until the next source is due, at most a minute: sources may be added meanwhile."""
    due = [state.next_poll_at for state in poller.store.sources() if state.source.is_on and state.next_poll_at]
    wait = min(((at - datetime.now(UTC)).total_seconds() for at in due), default=LONGEST_SLEEP_S)
    return min(max(wait, 1.0), LONGEST_SLEEP_S)
