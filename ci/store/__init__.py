"""Tables, migrations and every write; the same code on SQLite and PostgreSQL."""

from ci.store.articles import Added, Unread
from ci.store.hosts import HostState
from ci.store.polls import PollOutcome
from ci.store.readings import BrokenQuoteError
from ci.store.sources import Keep, Policy, SourceState
from ci.store.store import Store, open_store

__all__ = [
    "Added",
    "BrokenQuoteError",
    "HostState",
    "Keep",
    "Policy",
    "PollOutcome",
    "SourceState",
    "Store",
    "Unread",
    "open_store",
]
