"""Pages, saved pages and texts that a person gives: into the database as articles, and read."""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ci.errors import CiError, InputError
from ci.extract import Reader
from ci.feeds import page
from ci.feeds.fetch import Fetcher
from ci.jobs.opening import open_and_load, reading_catalog
from ci.model import Article, Fetched
from ci.reference import load_catalog
from ci.settings import Settings
from ci.store import Added
from ci.when import When

MAX_BYTES = 15 * 1024 * 1024


@dataclass(frozen=True)
class Hints:
    """What the person says about the page; it wins over what the page says."""

    url: str = ""
    published: When | None = None
    source: str = ""

    @classmethod
    def of(cls, url: str, published: str, source: str) -> "Hints":
        try:
            return cls(url, When.parse(published) if published else None, source)
        except ValueError as error:
            raise InputError(f"--published: {error}") from error


@dataclass
class Report:
    """One line for each article, one sentence for each place that could not be read."""

    added_count: int = 0
    known_count: int = 0
    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def add_places(settings: Settings, places: list[str], hints: Hints, progress: Callable[[int, int], None]) -> Report:
    """Takes each place in; one that cannot be read is reported and stops nobody else."""
    data = load_catalog(settings.data_dir)
    report, store = Report(), open_and_load(settings, data)
    try:
        catalog = reading_catalog(store, data)
        reader = Reader(catalog)
        for done, place in enumerate(places, 1):
            try:
                article = article_at(settings, place, hints)
                added = store.add_article(article, None, datetime.now(UTC))
                reading = reader.read(article)
                store.record_reading(added.revision_id, reading, catalog)
                report.added_count += added.is_new or added.is_changed
                report.known_count += not (added.is_new or added.is_changed)
                report.lines.append(_line(article, len(reading.events), added))
            except CiError as error:
                report.faults.append(str(error))
            progress(done, len(places))
    finally:
        store.close()
    return report


def article_at(settings: Settings, place: str, hints: Hints) -> Article:
    """The article behind an address, in a file, or on standard input (`-`)."""
    if place.startswith(("http://", "https://")):
        return page.parse(fetch_one(settings, place), source=hints.source, published=hints.published)
    raw = sys.stdin.buffer.read(MAX_BYTES + 1) if place == "-" else _bytes_of(Path(place))
    name = "standard input" if place == "-" else place
    return page.read_bytes(raw, name, url=hints.url, source=hints.source, published=hints.published)


def fetch_one(settings: Settings, url: str) -> Fetched:
    async def fetch() -> Fetched:
        async with Fetcher(settings.contact, allowed_private_hosts=settings.allowed_private_hosts) as fetcher:
            answer = await fetcher.fetch(url)
        assert isinstance(answer, Fetched), "nothing was conditional"
        return answer

    return asyncio.run(fetch())


def _bytes_of(path: Path) -> bytes:
    """At most one byte more than is allowed, so that a large file is refused without being read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from error


def _line(article: Article, events_count: int, added: Added) -> str:
    kind = "added" if added.is_new else "known, but in other words: added" if added.is_changed else "known already"
    dated = "" if article.published else " without a date (give it with --published)"
    return f"{article.title or article.url}: {kind}{dated}, {events_count} event{'s' * (events_count != 1)}"
