"""Fetching the pages behind items that came as summaries, each once, politely."""

import asyncio
from datetime import UTC, datetime

from ci.errors import FeedError
from ci.feeds import full_text
from ci.feeds.fetch import Fetcher, NotModified
from ci.feeds.robots import Rules
from ci.feeds.walks import Later, Visit, follow
from ci.jobs.visiting import Parser
from ci.model import Article, Fetched
from ci.store import Store
from ci.store.texts import FAILED, FORBIDDEN, FULL, LATER, NONE, Wanted

MOST = 20
"""Pages of one round; the rest waits for the next."""


async def fetch_texts(store: Store, fetcher: Fetcher, parser: Parser, robots: dict[str, Rules], gap_s: float) -> int:
    """How many whole texts came; what did not come is noted with the article."""

    async def one(item: Wanted) -> bool:
        visit = Visit(item.article.url, gap_s=gap_s, robots=robots)
        text, state = await _text(fetcher, parser, visit, item.article)
        return store.record_text(item, text, state, datetime.now(UTC)) is not None

    wanted = store.claim_texts(datetime.now(UTC), MOST)
    return sum(await asyncio.gather(*map(one, wanted)))


async def _text(fetcher: Fetcher, parser: Parser, visit: Visit, item: Article) -> tuple[str, str]:
    async def ask(step: Later, is_first: bool) -> Fetched:
        answer = await fetcher.fetch(step.url, gap_s=max(step.gap_s, visit.gap_s))
        assert not isinstance(answer, NotModified), "nothing was conditional"
        return answer

    try:
        gathered = await follow(full_text.walk(visit), ask)
        if gathered is None or not gathered.answers:
            return "", FORBIDDEN
        (page,) = await asyncio.to_thread(parser.parse, "page", gathered.answers[0])
    except FeedError as error:
        return "", LATER if error.may_pass else FAILED
    text = full_text.fuller(item, page)
    return text, FULL if text else NONE
