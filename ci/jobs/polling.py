"""Asking the sources that are due, storing what they brought, and reading what is new."""

import asyncio
import os
import random
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ci import __version__
from ci.errors import FEED_FAULTS, FeedError, InputError
from ci.extract import Reader
from ci.feeds import KINDS as KINDS
from ci.feeds import pace
from ci.feeds.fetch import Fetcher
from ci.feeds.guarded import Guarded
from ci.feeds.manners import Manners
from ci.feeds.walks import STEP_GAP_S, Visit
from ci.jobs.opening import open_and_load, reading_catalog
from ci.jobs.visiting import Brought, visit
from ci.model import Article, Catalog
from ci.reference import load_catalog
from ci.settings import Settings
from ci.store import PollOutcome, SourceState, Store

READ_AT_ONCE = 200
BATCH = 20
"""Sources claimed at a time: what is asked together, and what waits for its lease to end if we are killed."""


@dataclass
class Report:
    """One line for each source that was asked."""

    polled_count: int = 0
    faults_count: int = 0
    lines: list[str] = field(default_factory=list)


def poll_once(
    settings: Settings,
    *,
    only: str | None = None,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Polls what is due once; with `only` that one source, due or not where `force` is set."""
    catalog = load_catalog(settings.data_dir)
    store = open_and_load(settings, catalog)
    try:
        with Guarded() as parser:
            poller = Poller(settings, store, catalog, parser)
            return asyncio.run(poller.round(only=only, force=force, progress=progress))
    finally:
        store.close()


class Poller:
    """Asks, stores and reads, round after round, on one open store."""

    def __init__(self, settings: Settings, store: Store, catalog: Catalog, parser: Guarded) -> None:
        self.settings = settings
        self.store = store
        self.data = catalog
        self.catalog = reading_catalog(store, catalog)
        self.reader = Reader(self.catalog)
        self.parser = parser
        self.worker = f"{socket.gethostname()}:{os.getpid()}"
        self.manners = Manners()
        """Outlives the rounds, and with it the pauses that hosts asked for."""
        self.step_gap_s = STEP_GAP_S

    async def round(
        self, *, only: str | None = None, force: bool = False, progress: Callable[[int, int], None] | None = None
    ) -> Report:
        """Everything that is due now, each source once; ends by reading whatever is stored and unread."""
        report, started = Report(), datetime.now(UTC)
        wanted = self._wanted(only)
        self._read_new()
        async with self.fetcher() as fetcher:
            for start in range(0, len(wanted), BATCH):
                batch = wanted[start : start + BATCH]
                claimed = self.store.claim_due(started, self.worker, BATCH, only=batch, force=force)
                for done in asyncio.as_completed([self._ask(fetcher, state) for state in claimed]):
                    self._record(*await done, report)
                    if progress:
                        progress(report.polled_count, len(wanted))
        if only and not report.polled_count:
            report.lines.append(f"{only}: not due yet, or another poller has it; --force asks now")
        return report

    def fetcher(self) -> Fetcher:
        settings = self.settings
        return Fetcher(settings.contact, __version__, settings.allowed_private_hosts, manners=self.manners)

    def _wanted(self, only: str | None) -> list[str]:
        """Ids of what may be asked, the longest due first: the one named, or all that are on and can be read."""
        if only is None:
            on = [s for s in self.store.sources() if s.source.is_on and s.source.kind in KINDS]
            return [s.id for s in sorted(on, key=lambda s: (s.next_poll_at is not None, s.next_poll_at, s.id))]
        kind = next((s.source.kind for s in self.store.sources() if s.id == only), "")
        if kind and kind not in KINDS:
            raise InputError(f"{only} is of the kind {kind!r}, which is not read yet; read are {', '.join(KINDS)}")
        return [only]

    async def _ask(self, fetcher: Fetcher, state: SourceState) -> tuple[SourceState, PollOutcome]:
        """What a source answers; a fault of the source is an outcome like any other."""
        jitter = random.uniform(-0.1, 0.1)
        source, validators = state.source, (state.etag, state.last_modified)
        try:
            asked = Visit(source.url, self.settings.contact, self.store.known_urls, self.step_gap_s)
            brought = await visit(fetcher, self.parser, source.kind, asked, validators)
        except FeedError as error:
            return state, PollOutcome(error.kind, str(error), retry_after_s=error.retry_after_s, jitter=jitter)
        interval = self._interval(state, brought)
        if brought.articles is None:
            return state, PollOutcome("not-modified", jitter=jitter, interval=interval)
        etag, last_modified = brought.validators
        return state, PollOutcome("ok", "", etag, last_modified, brought.articles, jitter=jitter, interval=interval)

    def _interval(self, state: SourceState, brought: Brought) -> timedelta:
        """Until this source is asked again, by what it said and by what of it is new."""
        kind, before = state.source.kind, state.polled_at
        if brought.articles is None or brought.first is None:
            last = state.next_poll_at - before if before and state.next_poll_at and not state.failures_count else None
            return pace.unchanged_interval(kind, brought.fresh_s, last)
        if not brought.is_whole:
            return pace.USUAL
        if before is None or before >= datetime.now(UTC):
            return pace.first_interval(kind, brought.first, brought.fresh_s, brought.articles)
        new_count, since = self._new_count(brought.articles), datetime.now(UTC) - before
        return pace.next_interval(kind, brought.first, brought.fresh_s, brought.articles, new_count, since)

    def _new_count(self, articles: Sequence[Article]) -> int:
        urls = [article.url for article in articles if article.url]
        return len(set(urls)) - len(self.store.known_urls(urls))

    def _record(self, state: SourceState, outcome: PollOutcome, report: Report) -> None:
        added = self.store.record_poll(state.id, outcome, datetime.now(UTC))
        new = sum(a.is_new for a in added)
        report.polled_count += 1
        if outcome.kind in FEED_FAULTS:
            report.faults_count += 1
            report.lines.append(f"{state.id}: {outcome.message}")
        elif outcome.kind == "not-modified":
            report.lines.append(f"{state.id}: not modified")
        else:
            report.lines.append(f"{state.id}: {len(added)} items, {new} new")
        self._read_new()

    def _read_new(self) -> None:
        """Reads every stored revision that was not read yet, also those that a killed poller left behind."""
        self._heed_decisions()
        while batch := self.store.unread_revisions(READ_AT_ONCE):
            read = [(unread.revision_id, self.reader.read(unread.article)) for unread in batch]
            self.store.record_readings(read, self.catalog)
            if self._heed_decisions():  # somebody decided on a name while this batch was read without knowing it
                self.store.leave_unread([revision_id for revision_id, _ in read])

    def _heed_decisions(self) -> bool:
        """Whether a curator decided on a name since the last look; the reader knows it from now on."""
        catalog = reading_catalog(self.store, self.data)
        if catalog.version == self.catalog.version:
            return False
        self.catalog, self.reader = catalog, Reader(catalog)
        return True
