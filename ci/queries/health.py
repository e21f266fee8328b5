"""How the sources do: a line's worth of numbers, and whether what a page shows may be older than it looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, func, select

from ci.store import tables as t

GOOD = ("ok", "not-modified")
SILENT_AFTER = timedelta(days=2)
"""Without a good answer for so long a source counts as silent: every one is asked at least once a day."""
ASLEEP_AFTER = timedelta(hours=6)
"""Without any question for so long, although some are due, nobody asks: the poller is not running."""
NAMED = 3


class Silence(StrEnum):
    """What is wrong, the worst first."""

    ASLEEP = "asleep"  # nobody asks
    OFFLINE = "offline"  # nobody answers
    MANY = "many"  # a quarter of the sources or more say nothing
    SOME = "some"
    NONE = ""


@dataclass(frozen=True)
class Health:
    """Sources that are on: how many, how many last answered well, how many were not asked yet; the last good answer."""

    on_count: int
    good_count: int
    waiting_count: int
    last_good_at: datetime | None
    last_asked_at: datetime | None = None
    silent_count: int = 0
    """Asked, and without a good answer for two days or ever."""
    silent_names: Sequence[str] = ()
    """Some of these, those that fell silent last before those that never said a word."""
    due_at: datetime | None = None
    """Since when the first of them waits to be asked."""

    def silence(self, now: datetime) -> Silence:
        """Nothing is wrong before the first source was asked: then the page says that."""
        asked_count = self.on_count - self.waiting_count
        if not asked_count or self.last_asked_at is None:
            return Silence.NONE
        is_one_due = bool(self.waiting_count) or (self.due_at is not None and now - self.due_at > ASLEEP_AFTER / 2)
        if is_one_due and now - self.last_asked_at > ASLEEP_AFTER:
            return Silence.ASLEEP
        if not self.good_count:
            return Silence.OFFLINE
        if self.silent_count * 4 >= self.on_count:
            return Silence.MANY
        return Silence.SOME if self.silent_count else Silence.NONE


def health(connection: Connection, now: datetime) -> Health:
    s = t.sources.c
    is_on = s.is_on & ~s.is_removed & ~s.is_paused
    counted = select(
        s.state,
        func.count().label("n"),
        func.max(s.good_at).label("good_at"),
        func.max(s.polled_at).label("polled_at"),
        func.min(s.next_poll_at).label("due_at"),
    )
    rows = connection.execute(counted.where(is_on).group_by(s.state)).all()
    is_silent = is_on & (s.state != "") & (s.good_at.is_(None) | (s.good_at < now - SILENT_AFTER))
    silent = connection.execute(
        select(s.name).where(is_silent).order_by(s.good_at.is_(None), s.good_at.desc(), s.name)
    ).scalars()
    names = list(silent)
    return Health(
        on_count=sum(row.n for row in rows),
        good_count=sum(row.n for row in rows if row.state in GOOD),
        waiting_count=sum(row.n for row in rows if row.state == ""),
        last_good_at=max((row.good_at for row in rows if row.good_at), default=None),
        last_asked_at=max((row.polled_at for row in rows if row.polled_at), default=None),
        due_at=min((row.due_at for row in rows if row.due_at), default=None),
        silent_count=len(names),
        silent_names=tuple(names[:NAMED]),
    )
