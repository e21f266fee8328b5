"""Reading in a child of the poller: `ci.jobs.reading` asks for it by name. Imports nothing of a database."""

from collections.abc import Sequence

from ci.extract import Reader
from ci.feeds.guarded import limit_memory
from ci.model import Article, Catalog, Reading

_FOR_A_READER_MIB = 4096
_readers: dict[str, Reader] = {}
"""The reader, by the version of its catalog."""


def read_in_child(version: str, catalog: Catalog | None, articles: Sequence[Article]) -> list[Reading] | None:
    """None where the child does not know that version, and the catalog is needed for it."""
    if catalog and version not in _readers:
        limit_memory(_FOR_A_READER_MIB)
        _readers.clear()
        _readers[version] = Reader(catalog)
        limit_memory()  # what a reader takes is not on the account of what it reads
    reader = _readers.get(version)
    return [reader.read(article) for article in articles] if reader else None
