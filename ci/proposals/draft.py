"""A proposal: cells to change, names to add to a cell, rows to add, and notes on what was left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ci.proposals.names import key


@dataclass(frozen=True)
class Change:
    """`value` goes into a cell, or (`is_addition`) becomes one more entry of a cell that holds a list."""

    file: str
    row_id: str
    column: str
    value: str
    why: str
    """The proof in words, with its address."""
    is_addition: bool = False
    rank: int = 0
    """Of two changes of one cell the higher rank is kept (approved over phase 3), else the first."""


@dataclass(frozen=True)
class NewRow:
    file: str
    values: Mapping[str, str]
    why: str


@dataclass
class Draft:
    """Filled by the comparison with one API; drafts of several APIs are joined by `add_all`."""

    changes: list[Change] = field(default_factory=list)
    rows: list[NewRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.changes and not self.rows

    def change(self, change: Change) -> None:
        """Adds a change; two changes of one cell, or of one spelling, become one."""
        rival = next((other for other in self.changes if _cell(other) == _cell(change)), None)
        if rival is None:
            self.changes.append(change)
        elif change.rank > rival.rank:
            self.changes[self.changes.index(rival)] = change

    def add_all(self, other: "Draft") -> None:
        for change in other.changes:
            self.change(change)
        ids = {(row.file, row.values["id"]) for row in self.rows}
        self.rows += [row for row in other.rows if (row.file, row.values["id"]) not in ids]
        self.notes += other.notes


def _cell(change: Change) -> tuple[str, ...]:
    """What two changes must not both touch: a cell, or (as one spelling leads to one thing) an entry anywhere."""
    if change.is_addition:
        return change.file, key(change.value)
    return change.file, change.row_id, change.column


def counted(items: Iterable[str], shown: int = 5) -> str:
    """`3: a, b, c`, or `12: a, b, c, d, e and 7 more`."""
    unique = list(dict.fromkeys(items))
    more = f" and {len(unique) - shown} more" if len(unique) > shown else ""
    return f"{len(unique)}: {', '.join(unique[:shown])}{more}"
