"""The store: every write, each one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, delete, func, select, update

from ci.errors import StoreError
from ci.merge import Kinship, without_ignored
from ci.model import Article, Catalog, NameDecision, Reading
from ci.store import articles, events, names, readings, reference, search, stories, trials, unread
from ci.store import tables as t
from ci.store.articles import Added
from ci.store.desk import SourceDesk
from ci.store.engine import is_one_of, make_engine
from ci.store.migrate import check_version, migrate
from ci.store.unread import Unread

BATCH = 500
PROGRESS_EVERY = 100


def open_store(url: str, *, migrate: bool = True) -> "Store":
    """Connects; creates and upgrades what is missing, or only checks the version (`migrate=False`). Or StoreError."""
    engine = make_engine(url)
    try:
        bring_up(engine) if migrate else check_version(engine)
    except StoreError:
        engine.dispose()
        raise
    return Store(engine)


bring_up = migrate


class Store(SourceDesk):
    """A database of the right version. `reading` and `writing` give a connection in a transaction."""

    # ------------------------------------------------------------ curated

    def catalog_version(self) -> str:
        """The version of the curated tables that are loaded; empty where none are."""
        with self.reading() as connection:
            return reference.stored_version(connection)

    def load_catalog(self, catalog: Catalog) -> bool:
        """Makes the curated tables equal the catalog and derives events anew; False where that version is there."""
        with self.reading() as connection:
            if reference.stored_version(connection) == catalog.version:
                return False
        with self.writing() as connection:
            if reference.stored_version(connection) == catalog.version:
                return False  # another starter was quicker
            reference.write_reference(connection, catalog)
            self._derive_curated(connection, catalog)
            reference.set_meta(connection, reference.CATALOG_VERSION, catalog.version)
        return True

    def _derive_curated(self, connection: Connection, catalog: Catalog) -> None:
        """Events anew from the curated rows and from the tellings that were read before."""
        kinship = Kinship.of(catalog)
        connection.execute(delete(t.evidence).where(t.evidence.c.curated_id.is_not(None)))
        readings.add_curated(connection, catalog, kinship)
        events.derive_all(connection, catalog, kinship)
        reference.remove_unneeded(connection)
        reference.note_change(connection)

    # ------------------------------------------------------------ collected

    def add_article(self, article: Article, source_id: str | None, now: datetime) -> Added:
        """Stores an article or a new revision of one, nothing where it is there; no source for one given by hand."""
        with self.writing() as connection:
            added = articles.add_article(connection, article, source_id or "", now)
            if added.is_changed:
                reference.note_change(connection)
            return added

    def known_urls(self, urls: Sequence[str], source_id: str = "") -> set[str]:
        """Those of these addresses that an article is stored of, from any source, or that this one calls one by."""
        with self.reading() as connection:
            return articles.known_urls(connection, urls, source_id)

    def noted(self, name: str) -> str:
        """What was noted last under this name; empty for nothing."""
        with self.reading() as connection:
            return reference.get_meta(connection, name)

    def note(self, name: str, value: str) -> None:
        with self.writing() as connection:
            reference.set_meta(connection, name, value)

    def trial_updates(self, numbers: Sequence[str]) -> dict[str, str]:
        """Of those of these studies that are held: number -> the day of the registry's last update."""
        with self.reading() as connection:
            return trials.updates(connection, numbers)

    def unread_revisions(
        self, limit: int | None = None, only: Sequence[int] | None = None, after: int = 0
    ) -> list[Unread]:
        """What is live and waits to be read; `only` of these revisions, and behind the one of number `after`."""
        with self.reading() as connection:
            return unread.waiting(connection, limit, only, after)

    def unread_count(self) -> int:
        with self.reading() as connection:
            return unread.count(connection)

    def leave_unread(self, revision_ids: Sequence[int]) -> None:
        """What was read with an outdated catalog is to be read again."""
        with self.writing() as connection:
            again = update(t.revisions).where(t.revisions.c.id.in_(revision_ids), t.revisions.c.is_live)
            connection.execute(again.values(is_read=False))

    # ------------------------------------------------------------ derived

    def record_reading(self, revision_id: int, reading: Reading, catalog: Catalog) -> None:
        self.record_readings([(revision_id, reading)], catalog)

    def record_readings(self, read: Sequence[tuple[int, Reading]], catalog: Catalog) -> None:
        """Stores what was read, in place of what was read there or in an older revision; events follow at once."""
        kinship = Kinship.of(catalog)
        with self.writing() as connection:
            gone = _forget(connection, [revision_id for revision_id, _ in read], kinship)
            fresh = _record(connection, read, catalog, kinship)
            events.derive_around(connection, [*gone, *fresh], catalog, kinship)
            reference.remove_unneeded(connection)
            reference.note_change(connection)

    def rebuild(
        self,
        catalog: Catalog,
        read: Callable[[Article], Reading],
        progress: Callable[[int, int], None] = lambda done, total: None,
        *,
        read_many: Callable[[Iterable[Article]], Iterable[Reading]] | None = None,
    ) -> tuple[int, int]:
        """Throws everything derived away and derives it again: (articles read, events derived).

        The articles are read before the transaction begins: pages show the old events until the new ones are there.
        `read_many` may read them in several processes in place of `read`: a reading for each article, in their order.
        """
        found = self._read_all(read_many or partial(map, read), progress)
        kinship = Kinship.of(catalog)
        with self.writing() as connection:
            _forget_all(connection)
            reference.write_reference(connection, catalog)
            connection.execute(update(t.revisions).where(~t.revisions.c.is_trimmed).values(is_read=False))
            stories.compare_rest(connection)
            search.refill(connection)
            for start in range(0, len(found), BATCH):
                _record(connection, found[start : start + BATCH], catalog, kinship)
            self._derive_curated(connection, catalog)
            reference.set_meta(connection, reference.CATALOG_VERSION, catalog.version)
            events_count = connection.execute(select(func.count()).select_from(t.events)).scalar_one()
        return len(found), events_count

    def _read_all(
        self, read_many: Callable[[Iterable[Article]], Iterable[Reading]], progress: Callable[[int, int], None]
    ) -> list[tuple[int, Reading]]:
        with self.reading() as connection:
            waiting = t.revisions.c.is_live & ~t.revisions.c.is_trimmed
            total = connection.execute(select(func.count()).where(waiting)).scalar_one()
        given: list[int] = []

        def live() -> Iterator[Article]:
            while batch := self._live_after(given[-1] if given else 0):
                for item in batch:
                    given.append(item.revision_id)
                    yield item.article

        found: list[tuple[int, Reading]] = []
        for reading_ in read_many(live()):
            found.append((given[len(found)], reading_))
            if len(found) % PROGRESS_EVERY == 0:
                progress(len(found), max(total, len(found)))
        progress(len(found), len(found))
        return found

    def _live_after(self, revision_id: int) -> list[Unread]:
        with self.reading() as connection:
            return unread.live_after(connection, revision_id, BATCH)

    def check_quotes(self) -> tuple[int, list[str]]:
        """How many stored quotes there are, and a sentence for each that does not stand in its article."""
        joined = t.evidence.join(t.revisions, t.revisions.c.id == t.evidence.c.revision_id)
        columns = (t.evidence.c.id, t.evidence.c.event_id, t.evidence.c.start, t.evidence.c.end, t.evidence.c.quote)
        asked = select(*columns, t.revisions.c.title, t.revisions.c.text).select_from(joined).order_by(t.evidence.c.id)
        with self.reading() as connection:
            rows = connection.execute(asked).all()
        lost = [
            f"Event {row.event_id}: {row.quote!r} does not stand at {row.start} to {row.end} in {row.title!r}."
            for row in rows
            if f"{row.title}\n{row.text}"[row.start : row.end] != row.quote
        ]
        return len(rows), lost

    # ------------------------------------------------------------ decided

    def name_decisions(self) -> list[NameDecision]:
        with self.reading() as connection:
            return names.decisions(connection)

    def decide_name(self, decision: NameDecision) -> list[int]:
        """Keeps what a curator said of a name; the revisions that are to be read again because of it."""
        with self.writing() as connection:
            concerned = names.decide(connection, decision)
            reference.note_change(connection)
            return concerned

    def withdraw_name(self, decision: NameDecision) -> list[int]:
        """Takes such a decision back; the revisions that are to be read again because of it."""
        with self.writing() as connection:
            concerned = names.withdraw(connection, decision)
            reference.note_change(connection)
            return concerned


# ---------------------------------------------------------------- steps of a reading


def _forget(connection: Connection, revision_ids: Sequence[int], kinship: Kinship) -> list[events.Told]:
    """Takes away what was read in these revisions, and in older ones of their articles that no source gives now.

    What it gives back are all tellings of these articles: even those that stay may now count as another story.
    """
    of_these = is_one_of(connection, t.revisions.c.id, revision_ids)
    of_articles = select(t.revisions.c.article_id).where(of_these)
    is_old = t.revisions.c.article_id.in_(of_articles) & ~t.revisions.c.is_live
    old = list(connection.execute(select(t.revisions.c.id).where(is_old)).scalars())
    of_all = select(t.revisions.c.id).where(t.revisions.c.article_id.in_(of_articles))
    gone = events.stored(connection, kinship, t.evidence.c.revision_id.in_(of_all))
    for table in (t.mentions, t.evidence):
        connection.execute(delete(table).where(is_one_of(connection, table.c.revision_id, [*revision_ids, *old])))
    return gone


def _forget_all(connection: Connection) -> None:
    """All that was read, except in texts that were trimmed since: nobody can read it there again."""
    trimmed = select(t.revisions.c.id).where(t.revisions.c.is_trimmed)
    connection.execute(delete(t.mentions).where(t.mentions.c.revision_id.not_in(trimmed)))
    gone = t.evidence.c.revision_id.is_(None) | t.evidence.c.revision_id.not_in(trimmed)
    connection.execute(
        delete(t.evidence_keys).where(t.evidence_keys.c.evidence_id.in_(select(t.evidence.c.id).where(gone)))
    )
    connection.execute(delete(t.evidence).where(gone))
    connection.execute(delete(t.events))


def _record(
    connection: Connection, read: Sequence[tuple[int, Reading]], catalog: Catalog, kinship: Kinship
) -> list[events.Told]:
    """Adds mentions and tellings of live revisions; the tellings as stored, without an event yet."""
    by_id = {revision_id: without_ignored(reading, catalog.ignored) for revision_id, reading in read}
    telling = [i for i, reading in by_id.items() if readings.tells(reading)]  # nineteen of twenty tell nothing
    live = [row for row in unread.rows(connection, telling) if row.is_live] if telling else []
    readings.add_unknown(connection, by_id.values(), catalog)
    mentions, tellings = [], []
    for row in live:
        found, told_on = by_id[row.id], row.published_from or row.first_seen_at.date()
        mentions += readings.mention_rows(found, row.id, told_on)
        tellings += readings.tellings_of(unread.as_article(row), found, catalog, kinship, row.id, told_on)
    unread.mark_read(connection, by_id)
    if mentions:
        connection.execute(t.mentions.insert(), mentions)
    numbers = readings.add_tellings(connection, tellings)
    return events.stored(connection, kinship, t.evidence.c.id.in_(numbers)) if numbers else []
