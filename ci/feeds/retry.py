"""Retry-After and freshness: seconds or a date, the date counted from the server's own clock."""

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


def fresh_s(cache_control: str, age: str, expires: str, server_date: str) -> int | None:
    """Seconds for which an answer holds, by Cache-Control's max-age, else by Expires; None where neither says so."""
    directives = cache_control.lower()
    if re.search(r"\bno-(?:cache|store)\b", directives):
        return None
    if found := re.search(r"\bmax-age\s*=\s*\"?(\d{1,10})", directives):
        elapsed = int(age) if re.fullmatch(r"\s*\d{1,10}\s*", age) else 0
        return min(LONGEST_S, max(0, int(found.group(1)) - elapsed))
    until, now = _http_date(expires), _http_date(server_date)
    if until is None or now is None:
        return None
    return min(LONGEST_S, max(0, int((until - now).total_seconds())))


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
