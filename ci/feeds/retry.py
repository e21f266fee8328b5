"""Retry-After: seconds or a date, the date counted from the server's own clock."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_S = 31 * 24 * 3600


def retry_after_s(value: str, server_date: str, now: datetime) -> int | None:
    """Seconds to wait, at most 31 days; None for nonsense and for what has passed."""
    text = value.strip()
    if re.fullmatch(r"\d{1,20}(?:\.\d+)?", text):
        return min(LONGEST_S, int(float(text) + 0.999))
    until = _http_date(text)
    if until is None:
        return None
    left = (until - (_http_date(server_date) or now)).total_seconds()
    return min(LONGEST_S, int(left)) if left > 0 else None


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
