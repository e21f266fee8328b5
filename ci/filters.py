"""What is shown: one plain object that becomes the address bar, a sentence, a file name and (in queries) SQL."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

_LISTS = ("companies", "targets", "mechanisms", "drugs", "stages", "subtypes", "agencies", "regions")
ALMOST = {
    "company": "companies",
    "target": "targets",
    "mechanism": "mechanisms",
    "drug": "drugs",
    "stage": "stages",
    "subtype": "subtypes",
    "kind": "subtypes",
    "agency": "agencies",
    "region": "regions",
}
"""What people write into an address by hand, and what stands there."""
FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2040, 12, 31)
"""Dates that can be filtered by."""


@dataclass(frozen=True)
class Filters:
    """Ids of what to keep; an empty list keeps all. Within a list any match counts, between lists all must match."""

    companies: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    subtypes: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    """Of drugs: the furthest that they ever got."""
    since: date | None = None
    until: date | None = None
    confirmed_only: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Filters()

    @property
    def is_crossed(self) -> bool:
        """Whether it begins after it ends, so that nothing can match."""
        return self.since is not None and self.until is not None and self.since > self.until

    def to_query(self) -> dict[str, list[str] | str]:
        """As parameters of an address; `from_query` reads them back."""
        query: dict[str, list[str] | str] = {name: list(getattr(self, name)) for name in _LISTS if getattr(self, name)}
        if self.since:
            query["since"] = self.since.isoformat()
        if self.until:
            query["until"] = self.until.isoformat()
        if self.confirmed_only:
            query["confirmed"] = "true"
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, Sequence[str] | str]) -> "Filters":
        """Reads an address. A year or a month stands for all of it; what is no date is left out (`address_faults`
        says so), an id that nobody knows is kept and matches nothing."""
        lists = {name: _texts(query.get(name, ())) for name in _LISTS}
        return cls(
            **lists,
            since=_day(_first(query.get("since", "")), is_end=False),
            until=_day(_first(query.get("until", "")), is_end=True),
            confirmed_only=_first(query.get("confirmed", "")) == "true",
        )

    def sentence(self, names: Mapping[str, str] | None = None) -> str:
        """`MDM2, Ascentage Pharma, since 2020`, or `everything`; `names` maps ids to the names to show."""
        shown = names or {}
        parts = [
            " or ".join(shown.get(value, value) for value in getattr(self, name))
            for name in _LISTS
            if getattr(self, name)
        ]
        if self.since:
            parts.append(f"since {_short(self.since, first=True)}")
        if self.until:
            parts.append(f"until {_short(self.until, first=False)}")
        if self.confirmed_only:
            parts.append("confirmed only")
        return ", ".join(parts) or "everything"

    def file_stem(self, subject: str, today: date, names: Mapping[str, str] | None = None) -> str:
        """`approvals_BCL2_2016-2026_2026-11-21`: what it holds, and when it was taken."""
        shown = names or {}
        parts = [subject, *(_plain(shown.get(v, v)) for name in _LISTS for v in getattr(self, name))][:5]
        if self.since or self.until:
            parts.append(f"{self.since.year if self.since else ''}-{(self.until or today).year}")
        return "_".join([*parts, today.isoformat()])


def _texts(value: Sequence[str] | str) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else list(value)
    return tuple(dict.fromkeys(v for v in values if v))


def _first(value: Sequence[str] | str) -> str:
    return value if isinstance(value, str) else (value[0] if value else "")


def address_faults(query: Mapping[str, Sequence[str] | str]) -> list[str]:
    """A sentence for each part of an address that looks like a filter and cannot be used."""
    faults = [
        f"“{name}={text}” in the address is no filter and was left out; write {right}={text}."
        for name, right in ALMOST.items()
        if (text := _first(query.get(name, "")))
    ]
    for name in ("since", "until"):
        text = _first(query.get(name, ""))
        if not text or _day(text, is_end=False):
            continue
        span = f"between {FIRST_DAY.year} and {LAST_DAY.year}"
        faults.append(
            f"“{name}={text}” in the address is no date {span} and was left out; write 2024, 2024-03 or 2024-03-15."
        )
    return faults


def _day(text: str, *, is_end: bool) -> date | None:
    """`2024`, `2024-03` or `2024-03-15`: the first or the last day of it."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", text.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    month = (12 if is_end else 1) if month is None else month
    try:
        last = calendar.monthrange(year, month)[1]
        made = date(year, month, (last if is_end else 1) if day is None else day)
    except ValueError:
        return None
    return made if FIRST_DAY <= made <= LAST_DAY else None


def _short(day: date, *, first: bool) -> str:
    is_edge = (day.month, day.day) == ((1, 1) if first else (12, 31))
    return str(day.year) if is_edge else f"{day.day} {day:%b %Y}"


def _plain(text: str) -> str:
    return re.sub(r"[^\w.]+", "-", text).strip("-") or "filter"


FIELDS = tuple(f.name for f in fields(Filters))
