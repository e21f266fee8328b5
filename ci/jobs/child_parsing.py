"""Parsing in the child, and there too what storing asks of the words: `ci.jobs.polling` asks for it by name."""

from ci.errors import FeedError
from ci.feeds import KINDS
from ci.jobs.child_looking import says_nothing_to
from ci.model import Article, Fetched
from ci.store.prepared import prepared


def parsed(kind: str, fetched: Fetched) -> list[Article] | tuple[str, str]:
    """The articles, or kind and message of a fault."""
    try:
        return [prepared(article, says_nothing_to) for article in KINDS[kind](fetched)]
    except FeedError as error:
        return error.kind, str(error)
