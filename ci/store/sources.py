"""The sources: what is known of each, and what the user says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from ci.errors import InputError
from ci.model import Source
from ci.shown import shown_url
from ci.store import tables as t
from ci.store.reference import note_change, source_row


class Keep(StrEnum):
    """How much of an article's text stays once it was read."""

    FULL = "full"
    EXCERPT = "excerpt"
    LINK = "link"


@dataclass(frozen=True)
class Policy:
    """What may be kept of a source's texts; `days` is for how long, 0 for ever."""

    keep: Keep = Keep.FULL
    days: int = 0
    fetches_text: bool = False
    """Whether the page behind an item is fetched, once, for its whole text."""


@dataclass(frozen=True)
class SourceState:
    """A source and what the poller knows of it; no `etag` and `last_modified` where the whole is to be asked for."""

    source: Source
    etag: str = ""
    last_modified: str = ""
    state: str = ""
    last_error: str = ""
    failures_count: int = 0
    polled_at: datetime | None = None
    good_at: datetime | None = None
    next_poll_at: datetime | None = None
    moved_to: str = ""
    moved_since: datetime | None = None
    former_url: str = ""
    interval_s: int = 0
    is_paused: bool = False
    policy: Policy = Policy()

    @property
    def id(self) -> str:
        return self.source.id

    @property
    def interval(self) -> timedelta | None:
        """By its own rhythm; None until it has answered."""
        return timedelta(seconds=self.interval_s) if self.interval_s else None


def all_sources(connection: Connection) -> list[SourceState]:
    kept = select(t.sources).where(~t.sources.c.is_removed).order_by(t.sources.c.id)
    return [as_state(row) for row in connection.execute(kept)]


def one(connection: Connection, source_id: str) -> SourceState:
    """The source of this id, or InputError."""
    require(connection, [source_id])
    return as_state(connection.execute(select(t.sources).where(t.sources.c.id == source_id)).one())


def add_source(connection: Connection, source: Source) -> None:
    """A source of the user's own, or one of ours that was removed before."""
    held = connection.execute(select(t.sources.c.is_removed).where(t.sources.c.id == source.id)).scalar()
    if held is False:
        raise InputError(f"There is already a source {source.id!r}; choose another id or remove that one first.")
    same = (t.sources.c.url == source.url) & ~t.sources.c.is_removed
    if other := connection.execute(select(t.sources).where(same)).first():
        if other.is_on and not other.is_paused:
            raise InputError(f"{shown_url(source.url)} is already asked, as source {other.id!r}.")
        state = "paused" if other.is_on else "off"
        says = f"{shown_url(source.url)} is in the list already, as source {other.id!r}, which is {state}"
        remedy = "let it go on" if other.is_on else "switch it on"
        command = f"apoptoscope sources resume {other.id}"
        raise InputError(f"{says}; {remedy} on the Sources page, or with `{command}`.")
    connection.execute(delete(t.sources).where(t.sources.c.id == source.id))
    connection.execute(insert(t.sources), source_row(source, is_shipped=False))


def remove_source(connection: Connection, source_id: str) -> None:
    """It is asked no more and not shown; its articles stay."""
    _change(connection, source_id, is_removed=True, is_on=False)


def set_paused(connection: Connection, source_id: str, *, is_paused: bool) -> None:
    """A paused source is asked no more until it is let on; then at once, also where it was off or gone.

    One that was off is the user's own from then on, because the next list that is shipped would switch it off again.
    """
    on: dict[str, Any] = {"next_poll_at": None, "failures_count": 0}
    if not is_paused and not one(connection, source_id).source.is_on:
        on |= {"is_on": True, "off_reason": "", "is_shipped": False}
    _change(connection, source_id, is_paused=is_paused, **({} if is_paused else on))


def set_policy(connection: Connection, source_id: str, policy: Policy) -> None:
    """What is kept from now on; what was kept before follows with the next tidying up."""
    if policy.days < 0:
        raise InputError("The days to keep a text must not be negative; 0 keeps it for ever.")
    values = {"keep": str(policy.keep), "keep_days": policy.days, "fetches_text": policy.fetches_text}
    _change(connection, source_id, **values)


def _change(connection: Connection, source_id: str, **values: Any) -> None:
    require(connection, [source_id])
    connection.execute(update(t.sources).where(t.sources.c.id == source_id).values(**values))
    note_change(connection)


def require(connection: Connection, ids: Sequence[str]) -> None:
    """InputError where one of them is no source."""
    held = set(
        connection.execute(select(t.sources.c.id).where(t.sources.c.id.in_(ids), ~t.sources.c.is_removed)).scalars()
    )
    if missing := [i for i in ids if i not in held]:
        raise InputError(f"There is no source {missing[0]!r}; `apoptoscope sources list` shows them.")


_SOURCE = ("id", "name", "kind", "url", "topic", "region", "language", "is_on", "off_reason", "note", "checked_on")
_STATE = (
    *("etag", "last_modified", "state", "last_error", "failures_count", "polled_at", "good_at", "next_poll_at"),
    *("moved_to", "moved_since", "former_url", "interval_s", "is_paused"),
)


def as_state(row: Row[Any], **changed: str) -> SourceState:
    source = Source(**{name: getattr(row, name) for name in _SOURCE}, group=row.grouping)
    policy = Policy(Keep(row.keep or Keep.FULL), row.keep_days, row.fetches_text)
    return SourceState(source, policy=policy, **{**{name: getattr(row, name) for name in _STATE}, **changed})
