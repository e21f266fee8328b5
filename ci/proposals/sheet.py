"""A CSV table as text: lines that do not change keep every byte, so that a diff shows what a curator must look at."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass
class Sheet:
    """`records` are the raw texts of the rows, `header` the columns; the first column is the key and the order."""

    header: list[str]
    head: str
    records: list[str]

    @classmethod
    def of(cls, text: str) -> "Sheet":
        head, *records = _records(text)
        return cls(_cells(head), head, records)

    @property
    def text(self) -> str:
        return "".join((self.head, *self.records))

    def cell(self, key: str, column: str) -> str:
        return self._row(self._find(key))[column]

    def put(self, key: str, column: str, value: str) -> None:
        place = self._find(key)
        row = self._row(place)
        row[column] = value
        self.records[place] = self._written(row)

    def append(self, key: str, column: str, value: str) -> None:
        """One more entry at the end of a list cell."""
        self.put(key, column, "; ".join(filter(None, (self.cell(key, column), value))))

    def insert(self, values: Mapping[str, str]) -> None:
        """A new row, at the place where its key sorts."""
        key = values[self.header[0]]
        place = next((n for n, raw in enumerate(self.records) if _cells(raw)[0] > key), len(self.records))
        if place and not self.records[place - 1].endswith("\n"):
            self.records[place - 1] += "\n"
        self.records.insert(place, self._written(values))

    def _find(self, key: str) -> int:
        return next(n for n, raw in enumerate(self.records) if _cells(raw)[0] == key)

    def _row(self, place: int) -> dict[str, str]:
        return dict(zip(self.header, _cells(self.records[place]), strict=True))

    def _written(self, values: Mapping[str, str]) -> str:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow([values.get(column, "") for column in self.header])
        return out.getvalue()


def lines_of(text: str) -> list[str]:
    """Lines with their ends; only LF ends a line (a cell may hold U+2028)."""
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])


def _records(text: str) -> Iterator[str]:
    """Lines, joined where a quoted cell goes on over a line break."""
    record = ""
    for line in lines_of(text):
        record += line
        if record.count('"') % 2 == 0:
            yield record
            record = ""
    if record:
        yield record


def _cells(raw: str) -> list[str]:
    return next(csv.reader(io.StringIO(raw, newline="")), [])
