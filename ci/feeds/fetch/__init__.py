"""The only code that touches the network: one address in, one whole answer out, or a FeedError that says why not."""

from ci.feeds.faults import LATER
from ci.feeds.fetch.answers import Answer, NotModified
from ci.feeds.fetch.fetcher import MAX_BYTES, Fetcher, Limits

__all__ = ["LATER", "MAX_BYTES", "Answer", "Fetcher", "Limits", "NotModified"]
