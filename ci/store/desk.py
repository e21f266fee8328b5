"""The store as a poller and the Sources page use it: sources, polls, hosts, texts to fetch and to trim."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from threading import Lock

from sqlalchemy import Connection, Engine

from ci.model import Source
from ci.store import hosts, keeping, polls, reference, sources, texts
from ci.store.articles import Added
from ci.store.engine import as_sentences, reading, writing
from ci.store.hosts import HostState
from ci.store.names import LookedWith
from ci.store.polls import PollOutcome, Recorded
from ci.store.sources import Policy, SourceState
from ci.store.texts import Wanted


class SourceDesk:
    """The half of the store that is about sources; `ci.store.Store` is the whole."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._turn = Lock()

    def close(self) -> None:
        self.engine.dispose()

    def reading(self) -> AbstractContextManager[Connection]:
        return reading(self.engine)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The threads of one process take turns: SQLite would let the second one sleep, and look again now and then."""
        with self._turn, writing(self.engine) as connection:
            yield connection

    # ------------------------------------------------------------ sources

    def sources(self) -> list[SourceState]:
        with self.reading() as connection:
            return sources.all_sources(connection)

    def source(self, source_id: str) -> SourceState:
        """One of them, or InputError."""
        with self.reading() as connection:
            return sources.one(connection, source_id)

    def add_source(self, source: Source) -> None:
        with self.writing() as connection:
            sources.add_source(connection, source)

    def remove_source(self, source_id: str) -> None:
        with self.writing() as connection:
            sources.remove_source(connection, source_id)

    def set_paused(self, source_id: str, *, is_paused: bool) -> None:
        with self.writing() as connection:
            sources.set_paused(connection, source_id, is_paused=is_paused)

    def set_policy(self, source_id: str, policy: Policy) -> None:
        with self.writing() as connection:
            sources.set_policy(connection, source_id, policy)

    def trim_texts(self, now: datetime) -> int:
        """Cuts what may be kept no longer; how many texts."""
        with self.writing() as connection:
            count = keeping.trim(connection, now)
            if count:
                reference.note_change(connection)
            return count

    def claim_texts(self, now: datetime, limit: int) -> list[Wanted]:
        """Items whose page this caller is to fetch for the whole text."""
        with self.reading() as connection:
            if not texts.has_wanted(connection):
                return []
        with self.writing() as connection:
            return texts.claim(connection, now, limit)

    def record_text(self, item: Wanted, text: str, state: str, now: datetime) -> Added | None:
        with self.writing() as connection:
            added = texts.record(connection, item, text, state, now)
            if added and added.is_changed:
                reference.note_change(connection)
            return added

    # ------------------------------------------------------------ polling

    def due(
        self, now: datetime, only: Sequence[str] | None = None, force: bool = False, kinds: Sequence[str] | None = None
    ) -> list[tuple[str, str]]:
        """(id, address) of what could be claimed now, the longest due first."""
        with self.reading() as connection:
            return polls.due(connection, now, only, force, kinds)

    def next_due_at(self) -> datetime | None:
        """When the next source is due, of those that are on and not paused or gone; None where none has a time yet."""
        with self.reading() as connection:
            return polls.next_due_at(connection)

    def claim_due(
        self,
        now: datetime,
        worker: str,
        limit: int,
        only: Sequence[str] | None = None,
        force: bool = False,
        kinds: Sequence[str] | None = None,
        hosts: Mapping[str, str] | None = None,
    ) -> list[SourceState]:
        """Sources that this worker alone may ask until the lease ends; other claimers take others without waiting."""
        with self._beside() as connection:
            return polls.claim_due(connection, now, worker, limit, only, force, kinds, hosts)

    def record_poll(self, source_id: str, outcome: PollOutcome, now: datetime) -> list[Added]:
        (recorded,) = self.record_polls([(source_id, outcome)], now)
        return recorded.added

    def record_polls(
        self, polled: Sequence[tuple[str, PollOutcome]], now: datetime, looked_with: LookedWith | None = None
    ) -> list[Recorded]:
        """All of them or none, articles and validators together; what was looked at and says nothing counts as read."""
        with self.writing() as connection:
            return polls.record_polls(connection, polled, now, looked_with)

    def hold_hosts(self, names: Sequence[str], worker: str, now: datetime) -> set[str]:
        """Those of these hosts that are this worker's now."""
        with self._beside() as connection:
            return hosts.hold(connection, names, worker, now)

    def let_hosts_go(self, free_at: Mapping[str, datetime], worker: str) -> None:
        with self._beside() as connection:
            hosts.let_go(connection, free_at, worker)

    def close_hosts(self, closed_until: Mapping[str, datetime]) -> None:
        with self.writing() as connection:
            hosts.close(connection, closed_until)

    def busy_hosts(self, now: datetime) -> list[HostState]:
        """Hosts that want a pause, or were asked a moment ago."""
        with self.reading() as connection:
            return hosts.busy(connection, now)

    def release(self, worker: str) -> None:
        """The sources that this worker took and has not asked."""
        with self._beside() as connection:
            hosts.release(connection, worker)

    def renew(self, worker: str, now: datetime) -> None:
        """Leases of one that is still at work."""
        with self._beside() as connection:
            hosts.renew(connection, worker, now)

    @contextmanager
    def _beside(self) -> Iterator[Connection]:
        """A short write that does not wait for the one writer, but on SQLite, which knows no other way."""
        turn = self._turn if self.engine.dialect.name == "sqlite" else nullcontext()
        with turn, as_sentences(self.engine), self.engine.execution_options(is_writer=True).begin() as connection:
            yield connection
