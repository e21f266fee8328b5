"""One line for each poll: a sentence for people, an object for machines; and the report of a round."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime

from ci.errors import FEED_FAULTS


@dataclass(frozen=True)
class PollLine:
    """What came of asking one source; `state` is ok, not-modified or one of FEED_FAULTS."""

    source: str
    state: str
    at: datetime
    seconds: float
    items_count: int = 0
    new_count: int = 0
    changed_count: int = 0
    error: str = ""
    next_poll_at: datetime | None = None
    moved_to: str = ""
    """The address that it is asked at from now on, where that has changed with this poll; without its secrets."""
    gap: str = ""
    """What may have been missed since the last good poll, in words."""

    @property
    def is_fault(self) -> bool:
        return self.state in FEED_FAULTS

    def __str__(self) -> str:
        return f"{self.source}: {self._told()}"

    def _told(self) -> str:
        if self.is_fault:
            return self.error
        if self.state == "not-modified":
            return "nothing new" + self._moved()
        items = f"{self.items_count} item{'s' * (self.items_count != 1)}"
        changed = f", {self.changed_count} changed" if self.changed_count else ""
        return f"{items}, {self.new_count} new{changed}{self._moved()}{self._gap()}"

    def _moved(self) -> str:
        return f"; it has moved for good and is now asked at {self.moved_to}" if self.moved_to else ""

    def _gap(self) -> str:
        return f"; a gap: {self.gap}" if self.gap else ""

    @property
    def json(self) -> str:
        """One line: the keys are the names of the fields, times are ISO 8601 in UTC."""
        fields = {name: _plain(value) for name, value in asdict(self).items()}
        return json.dumps(fields, ensure_ascii=False)

    @property
    def dated(self) -> str:
        """The sentence behind the time, as a log has it, with how long it took and when it is asked again."""
        ahead = f", next at {self.next_poll_at:%Y-%m-%d %H:%MZ}" if self.next_poll_at else ""
        return f"{self.at:%Y-%m-%d %H:%M:%SZ} {self} ({self.seconds:.1f} s{ahead})"


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds").replace("+00:00", "Z")
    return round(value, 3) if isinstance(value, float) else value


@dataclass
class Report:
    """What came of a round."""

    polls: list[PollLine] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Sentences about what was not asked."""
    texts_count: int = 0
    """Whole texts that were fetched."""

    @property
    def polled_count(self) -> int:
        return len(self.polls)

    @property
    def new_count(self) -> int:
        return sum(line.new_count for line in self.polls)

    @property
    def faults_count(self) -> int:
        return sum(line.is_fault for line in self.polls)

    @property
    def lines(self) -> list[str]:
        return [*map(str, self.polls), *self.notes]
