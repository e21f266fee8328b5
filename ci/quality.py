"""How well it reads, measured: first passes over news that the rules had never seen (data/reading.csv)."""

import csv
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

FILE_NAME = "reading.csv"
COLUMNS = ("round", "made_on", "read_by", "items_count", "field", "right_count", "found_count", "there_count")
KIND = "kind: "
"""Stands before the subtype in the field of a row that measures one kind of event."""
ENOUGH = 12
"""Fewer events of a kind say too little about it."""
Z_95 = 1.96


@dataclass(frozen=True)
class Measure:
    """One field over one blind round: how many were right, how many were found, how many there were to find."""

    round: str
    made_on: str
    read_by: str
    """What read it: "rules", or "rules and model"."""
    items_count: int
    field: str
    right_count: int
    found_count: int
    there_count: int

    @property
    def kind(self) -> str:
        """The subtype that it measures, "" where it measures a field of all of them."""
        return self.field.removeprefix(KIND) if self.field.startswith(KIND) else ""

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right."""
        return self.right_count / self.found_count if self.found_count else 0.0

    @property
    def recall(self) -> float:
        """Of what there was, the share that was found."""
        return self.right_count / self.there_count if self.there_count else 0.0

    @property
    def f1(self) -> float:
        both = self.found_count + self.there_count
        return 2 * self.right_count / both if both else 0.0


def load_measures(data_dir: Path) -> list[Measure]:
    """Every round and field; nothing where no round was measured yet."""
    path = data_dir / FILE_NAME
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Measure(row["round"], row["made_on"], row["read_by"], int(row["items_count"]), row["field"], *_counts(row))
            for row in csv.DictReader(file)
        ]


def _counts(row: dict[str, str]) -> tuple[int, int, int]:
    return int(row["right_count"]), int(row["found_count"]), int(row["there_count"])


def pooled(measures: list[Measure]) -> list[Measure]:
    """The fields summed over the rounds given, in the order of the first."""
    fields = list(dict.fromkeys(m.field for m in measures))
    rounds = {m.round: m.items_count for m in measures}
    made_on = max((m.made_on for m in measures), default="")
    return [
        Measure(
            " + ".join(rounds),
            made_on,
            next((m.read_by for m in measures), ""),
            sum(rounds.values()),
            field,
            *(
                sum(getattr(m, name) for m in measures if m.field == field)
                for name in ("right_count", "found_count", "there_count")
            ),
        )
        for field in fields
    ]


def as_read_now(measures: list[Measure]) -> list[Measure]:
    """The rounds that were read by what reads today: that of the last round."""
    return [m for m in measures if m.read_by == measures[-1].read_by]


def of_kind(measures: list[Measure], subtype: str) -> Measure | None:
    """How well events of a kind are read today, over all rounds; nothing where too few were."""
    found = pooled([m for m in as_read_now(measures) if m.kind == subtype]) if measures else []
    return found[0] if found and found[0].found_count >= ENOUGH else None


def interval(right: int, of: int) -> tuple[float, float]:
    """The 95 % confidence interval of a share (Wilson): what it could be on other news of this kind."""
    if not of:
        return 0.0, 1.0
    share, z2 = right / of, Z_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z_95 * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)
