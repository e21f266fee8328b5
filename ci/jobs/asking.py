"""The APIs that know about our drugs, and the asking of them: which searches, how fast, and what a fault means."""

import asyncio
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ci import proposals
from ci.errors import FeedError
from ci.feeds.apis import Pages, chembl, clinicaltrials, ema, openfda
from ci.feeds.fetch import LATER, Fetcher
from ci.feeds.urls import shown_url
from ci.model import Catalog, Fetched
from ci.proposals import Draft
from ci.settings import Settings

MAX_BYTES = 64 * 1024 * 1024
TIMEOUT_S = 120
"""EMA sends its whole file at once, and openFDA may take half a minute for a search that it has not seen before."""

Progress = Callable[[int, int], None]
"""(searches done, of how many)"""


@dataclass(frozen=True)
class Api:
    """One API: which searches to make, how to page through each, and how its records compare with the catalog."""

    title: str
    base_url: str
    pause_s: float
    absence: str
    """Why it proves nothing that something is not there."""
    searches: Callable[[Catalog, str], list[str]]
    pages: Callable[[str], Pages[Any]]
    propose: Callable[[Catalog, Iterable[Any], date], Draft]
    is_never_empty: bool = True
    """Whether no record at all can only mean a wrong address."""


def _trials(catalog: Catalog, base_url: str) -> list[str]:
    asked = proposals.clinicaltrials.names_by_phases(catalog)
    return [url for phases, names in asked.items() for url in clinicaltrials.searches(names, phases, base_url)]


APIS: dict[str, Api] = {
    "openfda": Api(
        title="openFDA",
        base_url=openfda.BASE_URL,
        pause_s=0.25,
        absence="it lags behind the FDA by days to weeks and lacks some biologics",
        searches=lambda catalog, base_url: openfda.searches(proposals.openfda.names(catalog), base_url),
        pages=openfda.pages,
        propose=proposals.openfda.propose,
    ),
    "clinicaltrials": Api(
        title="ClinicalTrials.gov",
        base_url=clinicaltrials.BASE_URL,
        pause_s=1.0,
        absence="trials outside the United States are often registered elsewhere only",
        searches=_trials,
        pages=clinicaltrials.pages,
        propose=proposals.clinicaltrials.propose,
        is_never_empty=False,
    ),
    "chembl": Api(
        title="ChEMBL",
        base_url=chembl.BASE_URL,
        pause_s=1.0,
        absence="it appears once or twice a year and lacks many antibodies and young codes",
        searches=lambda catalog, base_url: chembl.searches(
            proposals.chembl.ids(catalog), proposals.chembl.names(catalog), base_url
        ),
        pages=chembl.pages,
        propose=proposals.chembl.propose,
    ),
    "ema": Api(
        title="EMA",
        base_url=ema.BASE_URL,
        pause_s=1.0,
        absence="national authorisations and refused or early applications may not be in its file",
        searches=lambda _, base_url: ema.searches(base_url),
        pages=ema.pages,
        propose=proposals.ema.propose,
    ),
}


async def ask_all(
    settings: Settings, catalog: Catalog, apis: Mapping[str, Api], base_url: str, progress: Progress
) -> dict[str, list[Any]]:
    """Name -> records of all its searches; FeedError where any of them does not answer as documented."""
    searches = {name: api.searches(catalog, base_url or api.base_url) for name, api in apis.items()}
    total = sum(map(len, searches.values()))
    found: dict[str, list[Any]] = {name: [] for name in apis}
    done = 0
    fetcher = Fetcher(
        settings.contact,
        allowed_private_hosts=settings.allowed_private_hosts,
        total_timeout_s=TIMEOUT_S,
        max_bytes=MAX_BYTES,
    )
    async with fetcher:
        for name, api in apis.items():
            asker = _Asker(fetcher, api)
            for first in searches[name]:
                found[name] += await asker.ask(first)
                done += 1
                progress(done, total)
            if api.is_never_empty and searches[name] and not found[name]:
                says = f"{api.title} knows none of our drugs, which cannot be"
                raise FeedError("empty", f"{says}; nothing was written, check the address")
    return found


class _Asker:
    """Asks one API, with a pause between two requests."""

    def __init__(self, fetcher: Fetcher, api: Api) -> None:
        self._fetcher = fetcher
        self._api = api
        self._asked_at = -api.pause_s

    async def ask(self, first: str) -> list[Any]:
        """All pages of one search; a fault goes to the API's module first, which may know it as an answer."""
        pages = self._api.pages(first)
        url = first
        try:
            url, records = _send(pages, None)
            while url:
                url, records = _send(pages, await self._answer(url))
        except FeedError as error:
            raise self._explained(error, url) from error
        return records

    async def _answer(self, url: str) -> Fetched | FeedError:
        """openFDA fails now and then on a search that it has not seen before, and answers the second time."""
        answer = await self._once(url)
        if isinstance(answer, FeedError) and (answer.status or 0) >= 500 and answer.retry_after_s is None:
            return await self._once(url)
        return answer

    async def _once(self, url: str) -> Fetched | FeedError:
        await asyncio.sleep(max(0.0, self._asked_at + self._api.pause_s - time.monotonic()))
        self._asked_at = time.monotonic()
        try:
            answer = await self._fetcher.fetch(url)
        except FeedError as error:
            return error
        assert isinstance(answer, Fetched), "nothing was conditional"
        return answer

    def _explained(self, error: FeedError, url: str) -> FeedError:
        """The reason first: the address of a search is a page long and tells a reader nothing."""
        place = f"{self._api.title} ({shown_url(url.partition('?')[0])})"
        says = re.sub(r"^https?://\S+", place, str(error).removesuffix(f"; {LATER}"))
        if error.retry_after_s:
            says = f"{self._api.title} asks for a pause of {error.retry_after_s} seconds (status {error.status})"
        return FeedError(error.kind, f"{says}; nothing was written, try again later", status=error.status)


def _send(pages: Pages[Any], answer: Fetched | FeedError | None) -> tuple[str, list[Any]]:
    """The next address; or none, and the records."""
    try:
        if answer is None:
            return next(pages), []
        return (pages.throw(answer) if isinstance(answer, FeedError) else pages.send(answer)), []
    except StopIteration as done:
        return "", done.value
