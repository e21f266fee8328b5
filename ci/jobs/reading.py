"""Reading what is stored and unread, with data/ and the decisions of curators as they are at that moment."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from ci.feeds.guarded import ChildEndedError, Guarded
from ci.model import Article, Catalog, NameDecision, Reading
from ci.reference.decisions import with_decisions
from ci.settings import Settings
from ci.store import LookedWith, Store, Unread

if TYPE_CHECKING:
    from ci.extract import Reader

AT_ONCE = 400
PATIENCE_S = 120.0
"""So long may a child read what we read at once; then it is read here."""
_TASK = "ci.jobs.child_reading:read_in_child"
_LOOK = "ci.jobs.child_looking:look_with"


class PollerReader:
    """The reader of a poller, made when there is something to read: that takes longer than a poll without news.

    In a round with much to do it is made in a child of its own, so that this process can store meanwhile and another
    one parse.
    """

    def __init__(
        self, settings: Settings, store: Store, data: Catalog | None, parser: Guarded, child: Guarded | None = None
    ) -> None:
        self._settings = settings
        self._store = store
        self._data = data
        self._parser = parser
        self._child = child or Guarded()
        self._catalog: Catalog | None = None
        self._decisions: list[NameDecision] = []
        self._reader: Reader | None = None
        self.looked_with: LookedWith | None = None
        """What the child looks at articles with, since it was told to."""

    @property
    def catalog(self) -> Catalog:
        """data/ with the decisions that were known when something was last read."""
        if self._catalog is None:
            self._heed_decisions()
        assert self._catalog
        return self._catalog

    def look_ahead(self) -> None:
        """From now on the child that parses looks whether an article can concern us: most need not be read at all."""
        catalog, before = self.catalog, self.looked_with
        self.looked_with = LookedWith(catalog.version, self._decisions)
        if before is None or before.version != catalog.version:
            self._parser.told = (_LOOK, catalog)

    def close(self) -> None:
        """Ends the child; the next round with much to do starts another."""
        self._child.close()

    def read_new(self) -> None:
        """Reads every stored revision that was not read yet."""
        while batch := self._store.unread_revisions(AT_ONCE):
            self._heed_decisions()
            with ThreadPoolExecutor(1, "ahead") as ahead:
                self._read_on(batch, ahead)

    def _read_on(self, batch: list[Unread], ahead: ThreadPoolExecutor) -> None:
        """Reads these and what comes behind them: while the one batch is stored, the child reads the next."""
        under_way = self._begin(batch, ahead)
        while batch:
            found, following = under_way.result(), list[Unread]()
            if self._parser.is_beside and len(batch) == AT_ONCE:
                following = self._store.unread_revisions(AT_ONCE, after=batch[-1].revision_id)
                under_way = self._begin(following, ahead)
            read = [(unread.revision_id, reading) for unread, reading in zip(batch, found, strict=True)]
            self._store.record_readings(read, self.catalog)
            if self._heed_decisions():  # somebody decided on a name while this batch was read without knowing it
                self._store.leave_unread([revision_id for revision_id, _ in read])
                return  # and what was read ahead is read again
            batch = following

    def _begin(self, batch: Sequence[Unread], ahead: ThreadPoolExecutor) -> Future[list[Reading]]:
        return ahead.submit(self._read, [unread.article for unread in batch])

    def _heed_decisions(self) -> bool:
        """Whether a curator decided on a name since the last look; the reader knows it from now on."""
        if self._data is None:
            from ci.reference import load_catalog

            self._data = load_catalog(self._settings.data_dir)
        decisions, before = self._store.name_decisions(), self._catalog
        if before and decisions == self._decisions:
            return False
        catalog, self._decisions = with_decisions(self._data, decisions), decisions
        is_other = before is None or before.version != catalog.version
        if is_other:
            self._catalog, self._reader = catalog, None
        if self.looked_with:
            self.look_ahead()
        return is_other

    def _read(self, articles: Sequence[Article]) -> list[Reading]:
        if not articles:
            return []
        if self._parser.is_beside and self._reader is None:
            try:
                return self._ask_child(self.catalog, articles)  # another thread may heed a decision meanwhile
            except ChildEndedError:
                self._parser.is_beside = False  # out of memory, perhaps: the rest is read here
        if self._reader is None:
            from ci.extract import Reader

            self._reader = Reader(self.catalog)
        return [self._reader.read(article) for article in articles]

    def _ask_child(self, catalog: Catalog, articles: Sequence[Article]) -> list[Reading]:
        """It is given the catalog where it has not got it yet."""
        found: list[Reading] | None = self._child.call(_TASK, catalog.version, None, articles, timeout_s=PATIENCE_S)
        if found is None:
            found = self._child.call(_TASK, catalog.version, catalog, articles, timeout_s=PATIENCE_S)
        assert found is not None, "it has the catalog now"
        return found
