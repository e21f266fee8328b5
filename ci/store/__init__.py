"""Tables, migrations and every write; the same code on SQLite and PostgreSQL."""

from ci.store.articles import Added, Unread
from ci.store.readings import BrokenQuoteError
from ci.store.sources import PollOutcome, SourceState
from ci.store.store import Store, open_store

__all__ = ["Added", "BrokenQuoteError", "PollOutcome", "SourceState", "Store", "Unread", "open_store"]
