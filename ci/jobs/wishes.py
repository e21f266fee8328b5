"""What a round is to ask, and why a source that was named is not asked."""

from dataclasses import dataclass
from datetime import date, datetime

from ci.errors import InputError
from ci.feeds import KINDS, SINCE
from ci.store import Store


@dataclass(frozen=True)
class Wish:
    """All that is due, or `only` one source; `since` asks APIs for everything from a day on, due or not."""

    only: str | None = None
    force: bool = False
    since: date | None = None

    @property
    def is_forced(self) -> bool:
        return self.force or self.since is not None


def due(store: Store, wish: Wish, now: datetime) -> list[tuple[str, str]]:
    """(id, address) of what the wish means, the longest due first; InputError where it names what cannot be asked."""
    if wish.only:
        _require(store, wish, wish.only)
    only = [wish.only] if wish.only else None
    return store.due(now, only, wish.is_forced, SINCE if wish.since else tuple(KINDS))


def _require(store: Store, wish: Wish, named: str) -> None:
    kind = next((state.source.kind for state in store.sources() if state.id == named), "")
    if not kind:
        raise InputError(f"There is no source {named!r}; `apoptoscope sources list` shows them.")
    if kind not in KINDS:
        raise InputError(f"{named} is of the kind {kind!r}, which is not read yet; read are {', '.join(KINDS)}")
    if wish.since and kind not in SINCE:
        says = f"{named} is of the kind {kind!r}, which tells only its newest items"
        raise InputError(f"{says}; history can be asked of {', '.join(SINCE)}")


def why_not(store: Store, source_id: str, now: datetime) -> str:
    """A sentence about a source that was named and not asked."""
    state = next(state for state in store.sources() if state.id == source_id)
    if state.state == "gone" and state.failures_count > 1:
        return f"{source_id}: not asked, because it is gone for good (410); --force asks all the same"
    if state.next_poll_at is None or state.next_poll_at <= now:
        return f"{source_id}: not asked, because another poller is asking it or its host at this moment"
    due_at = f"{state.next_poll_at:%Y-%m-%d %H:%M} UTC"
    return f"{source_id}: not asked, because it is not due before {due_at}; --force asks now"
