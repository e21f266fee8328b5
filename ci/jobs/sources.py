"""Sources that a person adds, tries or checks."""

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ci import __version__
from ci.errors import FEED_FAULTS, FeedError, InputError
from ci.feeds import KINDS, WALKS, looks_like
from ci.feeds.fetch import Fetcher
from ci.feeds.guarded import Guarded
from ci.feeds.urls import host_of
from ci.feeds.walks import Visit
from ci.jobs.adding import fetch_one
from ci.jobs.opening import open_and_load
from ci.jobs.our_names import names_for
from ci.jobs.sharing import Sharing
from ci.jobs.source_list import free_id
from ci.jobs.visiting import Parser, visit
from ci.model import Article, Fetched, Source
from ci.reference import load_catalog
from ci.settings import Settings


@dataclass(frozen=True)
class Answer:
    """What a source said when it was asked once."""

    source_id: str
    kind: str
    state: str
    """`fine`, or the kind of its fault in words."""
    items_count: int = 0
    newest: str = ""
    seconds: float = 0.0
    message: str = ""
    is_good: bool = True

    @property
    def said(self) -> str:
        """The rest of a row of the table: kind, state, items, the newest date, seconds, and the fault whole."""
        items = f"{self.items_count} items" if self.is_good else ""
        cells = f"{self.kind:14}  {self.state:38}  {items:>12}  {self.newest:>12}  {self.seconds:5.1f} s"
        return f"{cells}  {self.message}".rstrip()


@dataclass(frozen=True)
class Look:
    """What a source would bring: how it is read, what it calls itself, its items."""

    url: str
    kind: str
    name: str
    items: list[Article]


def look(settings: Settings, url: str, kind: str = "") -> Look:
    """One look at what an address answers; stores nothing. `kind` wins over what it looks like: a listing looks like
    any page."""
    kind = _checked_kind(kind) or looks_like(fetch_one(settings, url))
    items = _items(settings, kind, url)
    return Look(url, kind, _own_name(kind, items) or host_of(url) or url, items)


def add_source(settings: Settings, url: str, name: str, kind: str = "") -> Source:
    """Looks at what the address answers, and keeps it as a source of that kind; the first poll comes when it is due."""
    return add_seen(settings, look(settings, url, kind), name)


def add_seen(settings: Settings, seen: Look, name: str = "") -> Source:
    """Keeps what was looked at as a source."""
    shown = name.strip() or seen.name
    store = open_and_load(settings)
    try:
        taken = {state.id for state in store.sources()}
        source = Source(id=free_id(_id_from(shown), taken), name=shown, kind=seen.kind, url=seen.url)
        store.add_source(source)
    finally:
        store.close()
    return source


def preview(settings: Settings, place: str, kind: str = "") -> list[Article]:
    """What would be read at an address or in a file, as the kind that it looks like unless one is given."""
    if place.startswith(("http://", "https://")):
        return look(settings, place, kind).items
    kind = _checked_kind(kind)
    try:
        answer = Fetched(url=Path(place).resolve().as_uri(), body=Path(place).read_bytes())
    except OSError as error:
        raise InputError(f"{place}: {(error.strerror or 'cannot be read').lower()}") from error
    return KINDS[kind or looks_like(answer)](answer)


def check_sources(settings: Settings, only: str | None, progress: Callable[[int, int], None]) -> list[Answer]:
    """Asks each source that is on, or the one named, and stores nothing; of a search it asks for the first page.

    Hosts are shared with the pollers of the database, as pollers share them.
    """
    store = open_and_load(settings)
    sharing = Sharing(store, has_ncbi_key=bool(settings.ncbi_api_key))
    try:
        known = [state.source for state in store.sources()]
        if only and only not in {source.id for source in known}:
            raise InputError(f"There is no source {only!r}; `apoptoscope sources list` shows them.")
        wanted = [source for source in known if (source.id == only if only else source.is_on)]
        return asyncio.run(_ask_all(settings, wanted, sharing, progress))
    finally:
        sharing.end()
        store.close()


async def _ask_all(
    settings: Settings, wanted: list[Source], sharing: Sharing, progress: Callable[[int, int], None]
) -> list[Answer]:
    answers = []
    fetcher = Fetcher(settings.contact, __version__, settings.allowed_private_hosts, manners=sharing.manners)
    with Guarded() as parser:
        async with fetcher:
            for asked in asyncio.as_completed([_ask(fetcher, parser, settings, source) for source in wanted]):
                answers.append(await asked)
                progress(len(answers), len(wanted))
    return sorted(answers, key=lambda answer: answer.source_id)


async def _ask(fetcher: Fetcher, parser: Parser, settings: Settings, source: Source) -> Answer:
    if source.kind not in KINDS:
        return Answer(source.id, source.kind, "not asked", message=f"the kind {source.kind!r} is not read")
    started = time.monotonic()
    try:
        brought = await visit(fetcher, parser, source.kind, _glance(settings, source.kind, source.url))
    except FeedError as error:
        seconds, state = time.monotonic() - started, FEED_FAULTS.get(error.kind, error.kind)
        return Answer(source.id, source.kind, state, seconds=seconds, message=str(error), is_good=False)
    items = brought.articles or []
    newest = max((item.published for item in items if item.published), default=None)
    seconds = time.monotonic() - started
    return Answer(source.id, source.kind, "fine", len(items), str(newest or ""), seconds)


def _items(settings: Settings, kind: str, url: str) -> list[Article]:
    """What a first look at a source brings: one page of a search, one article of a listing."""

    async def look() -> list[Article]:
        async with Fetcher(settings.contact, __version__, settings.allowed_private_hosts) as fetcher:
            return (await visit(fetcher, parser, kind, _glance(settings, kind, url))).articles or []

    with Guarded() as parser:
        return asyncio.run(look())


def _glance(settings: Settings, kind: str, url: str) -> Visit:
    return Visit(
        url,
        settings.contact,
        _all_but_the_first,
        updates=lambda numbers: dict.fromkeys(numbers, "9999"),
        names=lambda: names_for(kind, load_catalog(settings.data_dir)),
    )


def _all_but_the_first(urls: Sequence[str]) -> set[str]:
    """A look pretends that nearly all is known: then no walk goes further than it must."""
    return set(urls[1:])


def _checked_kind(kind: str) -> str:
    if kind and kind not in KINDS:
        raise InputError(f"there is no kind {kind!r}; there are {', '.join(KINDS)}")
    return kind


def _own_name(kind: str, items: Sequence[Article]) -> str:
    """What a feed calls itself; the articles of a search carry the names of their journals and companies."""
    return "" if kind in WALKS else next((item.source for item in items if item.source), "")


def _id_from(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "source"
