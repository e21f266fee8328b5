"""Dates as precise as known: a day, a month, a year, or a range, never an invented day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, order=True)
class When:
    """A span of days within which something happened; `starts_on == ends_on` where the day is known."""

    starts_on: date
    ends_on: date

    @classmethod
    def parse(cls, text: str) -> "When":
        """`2023`, `2023-11` or `2023-11-21` (a time after it is cut off); ValueError for anything else."""
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
        """`2023-11-21`, `2023-11`, `2023`, or `2023-11-01/2024-01-31` for another range."""
        match self.precision:
            case "day":
                return self.starts_on.isoformat()
            case "month":
                return f"{self.starts_on:%Y-%m}"
            case "year":
                return f"{self.starts_on:%Y}"
            case _:
                return f"{self.starts_on}/{self.ends_on}"

    def __str__(self) -> str:
        """As a reader writes it: 21 Nov 2023, Nov 2023, 2023."""
        month = MONTHS[self.starts_on.month - 1]
        match self.precision:
            case "day":
                return f"{self.starts_on.day} {month} {self.starts_on.year}"
            case "month":
                return f"{month} {self.starts_on.year}"
            case "year":
                return str(self.starts_on.year)
            case _:
                return f"{When.day(self.starts_on)} to {When.day(self.ends_on)}"

    def overlaps(self, other: "When", slack_days: int = 0) -> bool:
        """Whether the two spans touch, or lie at most `slack_days` apart."""
        gap = max((self.starts_on - other.ends_on).days, (other.starts_on - self.ends_on).days)
        return gap <= slack_days
