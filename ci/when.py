"""Dates as precise as known: a day, a month, a year, or a range, never an invented day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTHS_OF = {"Q": 3, "H": 6}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, order=True)
class When:
    """A span of days within which something happened; `starts_on == ends_on` where the day is known."""

    starts_on: date
    ends_on: date

    @classmethod
    def parse(cls, text: str) -> "When":
        """`2023`, `2023-Q4`, `2023-H2`, `2023-11` or `2023-11-21` (a time is cut off); ValueError for anything else."""
        if part := re.fullmatch(r"(\d{4})-([QH])([1-4])", text.strip()):
            return cls._part(int(part[1]), part[2], int(part[3]))
        found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?", text.strip())
        if not found:
            raise ValueError(f"{text!r} is not a date such as 2023, 2023-11 or 2023-11-21")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if day:
            return cls.day(date(year, month or 1, day))
        if month:
            return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def day(cls, day: date) -> "When":
        return cls(day, day)

    @classmethod
    def _part(cls, year: int, kind: str, number: int) -> "When":
        """A quarter or a half of a year."""
        months = _MONTHS_OF[kind]
        if number * months > 12:
            raise ValueError(f"a year has two halves, not {number}")
        last = number * months
        return cls(date(year, last - months + 1, 1), date(year, last, calendar.monthrange(year, last)[1]))

    @property
    def part(self) -> str:
        """`Q2` or `H1` where it is just that part of a year; else nothing."""
        for kind, months in _MONTHS_OF.items():
            number = -(-self.ends_on.month // months)
            if number * months <= 12 and self == When._part(self.starts_on.year, kind, number):
                return f"{kind}{number}"
        return ""

    @property
    def precision(self) -> str:
        """`day`, `month`, `year` or `range`."""
        if self.starts_on == self.ends_on:
            return "day"
        if self == When.parse(f"{self.starts_on:%Y-%m}"):
            return "month"
        return "year" if self == When.parse(f"{self.starts_on:%Y}") else "range"

    @property
    def iso(self) -> str:
        """`2023-11-21`, `2023-11`, `2023-Q4`, `2023`, or `2023-11-01/2024-01-31` for another range."""
        match self.precision:
            case "day":
                return self.starts_on.isoformat()
            case "month":
                return f"{self.starts_on:%Y-%m}"
            case "year":
                return f"{self.starts_on:%Y}"
            case _:
                return f"{self.starts_on:%Y}-{self.part}" if self.part else f"{self.starts_on}/{self.ends_on}"

    def __str__(self) -> str:
        """As a reader writes it: 21 Nov 2023, Nov 2023, Q4 2023, 2023."""
        month = MONTHS[self.starts_on.month - 1]
        match self.precision:
            case "day":
                return f"{self.starts_on.day} {month} {self.starts_on.year}"
            case "month":
                return f"{month} {self.starts_on.year}"
            case "year":
                return str(self.starts_on.year)
            case _ if self.part:
                return f"{self.part} {self.starts_on.year}"
            case _:
                return f"{When.day(self.starts_on)} to {When.day(self.ends_on)}"

    def overlaps(self, other: "When", slack_days: int = 0) -> bool:
        """Whether the two spans touch, or lie at most `slack_days` apart."""
        gap = max((self.starts_on - other.ends_on).days, (other.starts_on - self.ends_on).days)
        return gap <= slack_days
