"""Public APIs that are asked about our drugs, one module an API; nothing here touches the network.

Each module has `searches(…, base_url) -> list[str]` (the first address of every search) and `pages(address)`, a
generator that yields the addresses to ask for, receives what was fetched (or the FeedError, thrown into it), and
returns the records of the whole search as small dataclasses.
"""

from collections.abc import Generator
from typing import TypeVar

from ci.model import Fetched

Record = TypeVar("Record")
Pages = Generator[str, Fetched, list[Record]]
"""Yields addresses, receives answers, returns records."""

MOST_PAGES = 50
"""A search that goes on longer than this is not about our drugs, or the API pages in circles."""
