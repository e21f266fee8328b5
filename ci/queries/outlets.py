"""Who carries a story, and what a page says of a text that was too long to be read whole."""

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from sqlalchemy import Connection, select

from ci.store import tables as t


def outlet(source: str, url: str) -> str:
    """The outlet's name, else the host of its address."""
    return source or (urlsplit(url).hostname or "").removeprefix("www.")


def outlets(connection: Connection, story_ids: Sequence[str]) -> dict[str, list[str]]:
    """Story -> its outlets, each once, in the order in which they came."""
    a, r = t.articles.c, t.revisions.c
    joined = t.articles.join(t.revisions, r.id == a.revision_id)
    asked = select(a.story_id, r.source, a.url).select_from(joined).where(a.story_id.in_(set(story_ids)))
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in connection.execute(asked.order_by(a.id)):
        found[row.story_id][outlet(row.source, row.url)] = None
    return {story_id: [name for name in names if name] for story_id, names in found.items()}


def read_note(unread_from: int | None) -> str:
    """A sentence where the end of a text was not read."""
    return f"The text is longer than is read: read up to character {unread_from:,}." if unread_from else ""
