"""Tables, migrations and every write; the same code on SQLite and PostgreSQL.

What is named here is imported when it is asked for: the child that parses uses the pure modules of this package, and
does without the 30 MiB of a database's.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ci.store.articles import Added
    from ci.store.hosts import HostState
    from ci.store.names import LookedWith
    from ci.store.polls import PollOutcome
    from ci.store.readings import BrokenQuoteError
    from ci.store.sources import Keep, Policy, SourceState
    from ci.store.store import Store, open_store
    from ci.store.unread import Unread

__all__ = [
    "Added",
    "BrokenQuoteError",
    "HostState",
    "Keep",
    "LookedWith",
    "Policy",
    "PollOutcome",
    "SourceState",
    "Store",
    "Unread",
    "open_store",
]
_OF = {
    "Added": "articles",
    "BrokenQuoteError": "readings",
    "HostState": "hosts",
    "Keep": "sources",
    "LookedWith": "names",
    "Policy": "sources",
    "PollOutcome": "polls",
    "SourceState": "sources",
    "Store": "store",
    "Unread": "unread",
    "open_store": "store",
}


def __getattr__(name: str) -> Any:
    if name not in _OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"ci.store.{_OF[name]}"), name)
