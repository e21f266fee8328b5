"""Asking the sources that are due, storing what they brought, and reading what is new."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeVar

from ci import __version__
from ci.feeds import KINDS as KINDS
from ci.feeds.fetch import Fetcher
from ci.feeds.guarded import Guarded
from ci.feeds.robots import Rules
from ci.feeds.walks import STEP_GAP_S, Visit
from ci.jobs.cores import cores
from ci.jobs.drain import Drain, Works
from ci.jobs.lines import PollLine
from ci.jobs.lines import Report as Report
from ci.jobs.opening import open_and_load
from ci.jobs.our_names import names_for
from ci.jobs.outcomes import Answers, Asked, asked, line_of
from ci.jobs.reading import AT_ONCE as READ_AT_ONCE
from ci.jobs.reading import PollerReader
from ci.jobs.sharing import Sharing
from ci.jobs.texts import fetch_texts
from ci.jobs.tries import Tries
from ci.jobs.visiting import visit
from ci.jobs.wishes import Wish, due, why_not
from ci.model import Catalog
from ci.settings import Settings
from ci.store import SourceState, Store

MUCH = 300
"""New articles of a round from which on two processes are worth their start: one fetches and stores, one parses and
reads."""
PATIENCE_S = 60.0
"""So long `poll` comes back to sources whose host another poller holds."""
ROBOTS_HOLD_S = 24 * 3600

Progress = Callable[[int, int], None]
_T = TypeVar("_T")


def _silence(done: int, total: int) -> None:
    """Nobody watches."""


def poll_once(
    settings: Settings,
    *,
    only: str | None = None,
    force: bool = False,
    since: date | None = None,
    progress: Progress | None = None,
) -> Report:
    """Polls what is due once; with `only` that one source, due or not where `force` is set."""
    store = open_and_load(settings)
    try:
        with Guarded() as parser:
            poller = Poller(settings, store, None, parser)
            asking = poller.ask(Wish(only, force, since), progress or _silence, patience_s=PATIENCE_S)
            return asyncio.run(asking)
    finally:
        store.close()


class Poller:
    """Asks, stores and reads, round after round, on one open store."""

    def __init__(self, settings: Settings, store: Store, catalog: Catalog | None, parser: Guarded) -> None:
        """Without a `catalog` data/ is read when there is something to read with it: most rounds bring nothing new."""
        self.settings = settings
        self.store = store
        self.parser = parser
        self.parser.parsing = "ci.jobs.child_parsing:parsed"
        self.reader = PollerReader(settings, store, catalog, parser)
        self._desk: ThreadPoolExecutor | None = None
        """Threads that claim, store and read: behind those that wait for the parser they would come too late."""
        self.say: Callable[[PollLine], None] = lambda line: None
        """Is told of each poll when it is stored."""
        self.sharing = Sharing(store, has_ncbi_key=bool(settings.ncbi_api_key))
        self._unread_count = 0
        """As many as waited to be read when something was stored last; only counted where the child reads."""
        self.step_gap_s = STEP_GAP_S
        self.timeout_s = 30.0
        self._robots: dict[str, Rules] = {}
        self._tries = Tries(store, datetime.now(UTC))
        self._robots_since = time.monotonic()

    async def round(self, *, only: str | None = None, force: bool = False, progress: Progress | None = None) -> Report:
        """Everything that is due now, each source once; ends by reading whatever is stored and unread."""
        return await self.ask(Wish(only, force), progress or _silence)

    async def ask(self, wish: Wish, progress: Progress, *, patience_s: float = 0) -> Report:
        """A round; within `patience_s` it comes back to sources whose host another poller holds."""
        with ThreadPoolExecutor(3, "desk") as self._desk:  # whoever closes the store finds nobody writing
            return await self._ask_all(wish, progress, patience_s)

    async def _ask_all(self, wish: Wish, progress: Progress, patience_s: float) -> Report:
        report, give_up_at = Report(), time.monotonic() + patience_s
        self._tries.forget_old(datetime.now(UTC))
        await self._at_desk(self._read_new)
        wanted = {i: self.sharing.manners.name_of_url(url) for i, url in due(self.store, wish, datetime.now(UTC))}
        waiting, self.parser.is_beside = wanted, False
        try:
            async with self.fetcher() as fetcher, self.sharing.renewing():
                works = self._works(fetcher, wish, report, lambda done: progress(done, len(wanted)))
                while waiting:
                    await Drain(waiting, works).run()
                    waiting = self._left(waiting, wish, report) if time.monotonic() < give_up_at else {}
                    await asyncio.sleep(1 if waiting else 0)
                await self._fetch_texts(fetcher, report)
        finally:
            self.sharing.end()
            if self.parser.is_beside:
                self.parser.close()  # with the gate of the reading in it, it is larger than one that only parses
                self.reader.close()
        self._tries.keep()
        self.store.trim_texts(datetime.now(UTC))
        if wish.only and not report.polled_count:
            report.notes.append(why_not(self.store, wish.only, datetime.now(UTC)))
        return report

    def fetcher(self) -> Fetcher:
        settings, manners = self.settings, self.sharing.manners
        allowed = settings.allowed_private_hosts
        return Fetcher(settings.contact, __version__, allowed, self.timeout_s, manners=manners)

    def _left(self, waiting: dict[str, str], wish: Wish, report: Report) -> dict[str, str]:
        """What is still due and was not asked in this round."""
        done = {line.source for line in report.polls}
        still_due = {i for i, _ in due(self.store, wish, datetime.now(UTC))}
        return {i: host for i, host in waiting.items() if i in still_due and i not in done}

    def _works(self, fetcher: Fetcher, wish: Wish, report: Report, progress: Callable[[int], None]) -> Works:
        async def claim(taken: dict[str, str], needed: set[str]) -> list[SourceState]:
            return await self.sharing.claim(taken, force=wish.is_forced, needed=needed, beside=self._at_desk)

        async def store(answers: Answers) -> None:
            await self._at_desk(self._record, answers, report)
            progress(report.polled_count)

        return Works(
            claim,
            lambda state: self._ask(fetcher, state, wish),
            store,
            read=lambda: self._at_desk(self._read_new),
            has_enough_to_read=lambda: self.parser.is_beside and self._unread_count >= READ_AT_ONCE,
        )

    async def _ask(self, fetcher: Fetcher, state: SourceState, wish: Wish) -> Asked:
        visiting = visit(
            fetcher,
            self.parser,
            state.source.kind,
            Visit(
                state.source.url,
                self.settings.contact,
                partial(self.store.known_urls, source_id=state.id),
                self.step_gap_s,
                wish.since,
                self.settings.ncbi_api_key,
                self._known_robots(),
                self._tries.urls,
                self.store.trial_updates,
                lambda: names_for(state.source.kind, self.reader.catalog),
            ),
            (state.etag, state.last_modified),
        )
        return await asked(state, visiting, self.store.known_urls, wish.since)

    def _known_robots(self) -> dict[str, Rules]:
        """What robots.txt said, forgotten once a day."""
        if time.monotonic() - self._robots_since > ROBOTS_HOLD_S:
            self._robots, self._robots_since = {}, time.monotonic()
        return self._robots

    # ------------------------------------------------------------ storing and reading

    def _record(self, answers: Answers, report: Report) -> None:
        now = datetime.now(UTC)
        polled = [(state.id, done.outcome) for state, done in answers]
        stored = self.store.record_polls(polled, now, self.reader.looked_with)
        for (state, done), recorded in zip(answers, stored, strict=True):
            line = line_of(state, done, recorded, now)
            report.polls.append(line)
            self.say(line)
        if report.new_count >= MUCH and cores() > 1:
            self.reader.look_ahead()
            self.parser.is_beside = True
            self._unread_count = self.store.unread_count()

    async def _at_desk(self, work: Callable[..., _T], *given: object) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._desk, work, *given)

    async def _fetch_texts(self, fetcher: Fetcher, report: Report) -> None:
        robots = self._known_robots()
        report.texts_count = await fetch_texts(self.store, fetcher, self.parser, robots, self.step_gap_s)
        if report.texts_count:
            await self._at_desk(self._read_new)

    def _read_new(self) -> None:
        """Reads every stored revision that was not read yet, also those that a killed poller left behind."""
        self.reader.read_new()
