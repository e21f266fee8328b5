"""The poller as a process of its own: polls what is due, sleeps, and stops when asked or when its parent is gone."""

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from ci.errors import StoreError
from ci.feeds.guarded import Guarded
from ci.jobs.opening import open_and_load
from ci.jobs.polling import Poller
from ci.settings import Settings

LONGEST_SLEEP_S, AFTER_TROUBLE_S = 60.0, 30.0


def watch(settings: Settings, say: Callable[[str], None], *, as_json: bool = False) -> None:
    """Polls until SIGINT, SIGTERM or the end of the process that started us; says a line for each poll."""
    store = open_and_load(settings)
    try:
        with Guarded() as parser:
            poller = Poller(settings, store, None, parser)
            poller.say = lambda line: say(line.json if as_json else line.dated)
            complain = partial(_complain, say, as_json=as_json)
            asyncio.run(_watch(poller, complain))
    finally:
        store.close()


def _complain(say: Callable[[str], None], trouble: str, *, as_json: bool) -> None:
    now = datetime.now(UTC)
    at = now.isoformat(timespec="seconds").replace("+00:00", "Z")
    say(json.dumps({"at": at, "trouble": trouble}) if as_json else f"{now:%Y-%m-%d %H:%M:%SZ} {trouble}")


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
            await poller.round()
        except StoreError as error:  # locked, disk full, server away: it may come back
            say(f"{error} The next try is in {AFTER_TROUBLE_S:.0f} s.")
            await asyncio.sleep(AFTER_TROUBLE_S)
            continue
        await asyncio.sleep(_pause_s(poller))


def _pause_s(poller: Poller) -> float:
    """Until the next source is due, at most a minute: sources may be added meanwhile."""
    due_at = poller.store.next_due_at()
    wait = (due_at - datetime.now(UTC)).total_seconds() if due_at else LONGEST_SLEEP_S
    return min(max(wait, 1.0), LONGEST_SLEEP_S)
