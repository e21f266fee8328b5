"""Sources that a person adds, tries or checks."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ci import __version__
from ci.errors import FeedError, InputError
from ci.feeds import KINDS, looks_like
from ci.feeds.fetch import Fetcher, NotModified
from ci.jobs.adding import fetch_one
from ci.jobs.opening import open_and_load
from ci.model import Article, Fetched, Source
from ci.settings import Settings


@dataclass(frozen=True)
class Answer:
    """What a source said when it was asked once."""

    source_id: str
    said: str
    is_good: bool


def add_source(settings: Settings, url: str, name: str) -> Source:
    """Looks at what the address answers, and keeps it as a source of that kind; the first poll comes when it is due."""
    answer = fetch_one(settings, url)
    kind = looks_like(answer)
    items = KINDS[kind](answer)
    shown = name or next((item.source for item in items if item.source), url)
    source = Source(id=_id_from(shown), name=shown, kind=kind, url=url)
    store = open_and_load(settings)
    try:
        store.add_source(source)
    finally:
        store.close()
    return source


def preview(settings: Settings, place: str) -> list[Article]:
    """What would be read at an address or in a file, as the kind that it looks like."""
    if place.startswith(("http://", "https://")):
        answer = fetch_one(settings, place)
    else:
        try:
            answer = Fetched(url=Path(place).resolve().as_uri(), body=Path(place).read_bytes())
        except OSError as error:
            raise InputError(f"{place}: {(error.strerror or 'cannot be read').lower()}") from error
    return KINDS[looks_like(answer)](answer)


def check_sources(settings: Settings, only: str | None, progress: Callable[[int, int], None]) -> list[Answer]:
    """Asks each source that is on, or the one named, and stores nothing."""
    store = open_and_load(settings)
    try:
        known = [state.source for state in store.sources()]
    finally:
        store.close()
    if only and only not in {source.id for source in known}:
        raise InputError(f"there is no source {only!r}; `apoptoscope sources list` shows them")
    wanted = [source for source in known if (source.id == only if only else source.is_on)]
    return asyncio.run(_ask_all(settings, wanted, progress))


async def _ask_all(settings: Settings, wanted: list[Source], progress: Callable[[int, int], None]) -> list[Answer]:
    answers = []
    async with Fetcher(settings.contact, __version__, settings.allowed_private_hosts) as fetcher:
        for asked in asyncio.as_completed([_ask(fetcher, source) for source in wanted]):
            answers.append(await asked)
            progress(len(answers), len(wanted))
    return sorted(answers, key=lambda answer: answer.source_id)


async def _ask(fetcher: Fetcher, source: Source) -> Answer:
    if source.kind not in KINDS:
        return Answer(source.id, f"not asked: the kind {source.kind!r} is not read yet", is_good=True)
    try:
        answer = await fetcher.fetch(source.url)
        assert not isinstance(answer, NotModified), "nothing was conditional"
        items = await asyncio.to_thread(KINDS[source.kind], answer)
    except FeedError as error:
        return Answer(source.id, str(error), is_good=False)
    return Answer(source.id, f"{len(items)} items", is_good=True)


def _id_from(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "source"
