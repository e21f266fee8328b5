"""Dates as feeds, pages and datelines write them, no more precise than written; None for nonsense."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_tz

from ci.when import When

OLDEST_YEAR = 1900
_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20|21|99)\d\d|000\d)"
WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{WEEKDAY}?(?P<month>{MONTH})\s*{_DAY},?\s+{_YEAR}\b",  # Thursday, December 20, 2018
        rf"\b{WEEKDAY}?{_DAY}[\s-]+(?:of\s+)?(?P<month>{MONTH}),?[\s-]+{_YEAR}\b",  # 20 December 2018, 20-Dec-2018
        rf"\b{_YEAR}[\s-]+(?P<month>{MONTH})[\s-]+{_DAY}\b(?![:(])",  # 2024 Apr 5
        rf"\b{_YEAR}[\s-]+(?P<month>{MONTH})(?:[-–/](?P<until>{MONTH}))?(?![\w])",  # 2024 Apr, 2024 Mar-Apr
        rf"\b(?P<month>{MONTH}),?\s+{_YEAR}\b",  # April 2024
        r"(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?",
        r"\b(?P<year>(?:19|20|21|99)\d\d|000\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"\b(?P<year>(?:19|20)\d\d)[-/](?P<month>0?[1-9]|1[0-2])\b(?![-/.\d])",
        r"(?<![\d/.-])(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)\b",  # 04/2024
        r"\b(?P<first>\d{1,2})[./-](?P<second>\d{1,2})[./-](?P<year>(?:19|20)\d\d)\b",  # 31/07/2026, 07/31/2026
    )
)


_USUAL = re.compile(
    rf"(?:(?:[A-Z][a-z]{{2}}, )?(?P<day>\d{{1,2}}) (?P<name>{'|'.join(calendar.month_abbr[1:])})"
    r" (?P<year>(?:19|20)\d\d)"
    r"|(?P<y>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<d>\d\d))[T ]\d\d:\d\d(?::\d\d)"
)
"""As nearly all feeds write it, found at once: `Tue, 21 Nov 2023 08:30:00`, `2023-11-21T08:30:00`."""


def feed_date(raw: str, now: datetime | None = None) -> When | None:
    """The day that a feed gives, in the zone in which it was written; None if absent, nonsense or in the future."""
    text = " ".join(raw.split())[:100]
    if not text:
        return None
    if plain := _USUAL.match(text):
        month = plain["month"] or _MONTHS[plain["name"].lower()]
        return believable(_when(int(plain["year"] or plain["y"]), int(month), int(plain["day"] or plain["d"])), now)
    if re.fullmatch(r"\d{10}|\d{13}", text):
        found: When | None = When.day((datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text[:10]))).date())
    elif re.fullmatch(r"\d{8}", text):
        found = _when(int(text[:4]), int(text[4:6]), int(text[6:]))
    else:
        found = written_date(text) or _rfc822(text)
    return believable(found, now)


def written_date(text: str) -> When | None:
    """The first date in a short text, by day, month or (for a bare year) year."""
    for pattern in WRITTEN:
        if found := pattern.search(text):
            return _of(found)
    bare = re.fullmatch(r"(?:©\s*)?((?:19|20)\d\d)", text.strip())
    return When.parse(bare.group(1)) if bare else None


def believable(when: When | None, now: datetime | None) -> When | None:
    """The date unless it is the epoch, too old to be printed, or ahead: a day by more than one, a month by a year.

    Journals date their issues months ahead; nobody dates a day ahead but for the time zone.
    """
    if when is None or when.starts_on.year < OLDEST_YEAR or when == When.day(date(1970, 1, 1)):
        return None
    if now is None:
        return when
    slack = timedelta(days=1) if when.precision == "day" else timedelta(days=366)
    return when if when.starts_on <= now.date() + slack else None


def _of(found: re.Match[str]) -> When | None:
    parts = found.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        return _slashed(year, int(parts["first"]), int(parts["second"]))
    month = _month(parts["month"])
    if until := parts.get("until"):
        return _span(year, month, _month(until))
    return _when(year, month, int(parts["day"])) if parts.get("day") else _when(year, month)


def _slashed(year: int, first: int, second: int) -> When | None:
    """31/07/2026 and 07/31/2026 can be told apart; 05/07/2026 cannot, so only its year is known."""
    if first == second or first > 12:
        return _when(year, second, first)
    return _when(year, first, second) if second > 12 else _when(year)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text.lower().rstrip(".")]


def _span(year: int, month: int, until: int) -> When | None:
    start, end = _when(year, month), _when(year, until)
    return When(start.starts_on, end.ends_on) if start and end and start.starts_on <= end.starts_on else start


def _when(year: int, month: int | None = None, day: int | None = None) -> When | None:
    try:
        if month and day:
            return When.day(date(year, month, day))
        return When.parse("-".join([f"{year:04d}", *(f"{n:02d}" for n in (month, day) if n is not None)]))
    except ValueError:
        return None


def _rfc822(text: str) -> When | None:
    """`Fri, 31 Jul 26 08:59 GMT` and its kin: the day as written, whatever the zone is called."""
    try:
        parsed = parsedate_tz(text)
    except (ValueError, IndexError, TypeError):
        return None
    return _when(*parsed[:3]) if parsed else None
