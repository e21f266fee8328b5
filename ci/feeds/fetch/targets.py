"""Addresses as they are asked for."""

import re

from yarl import URL

from ci.feeds import faults
from ci.feeds.urls import LONGEST

_CONTROL = re.compile(r"[\x00-\x1f]")


def checked(url: str, named: str) -> URL:
    """The address as it will be asked for; FeedError for anything but http and https with a host."""
    try:
        parsed = URL(url.strip())
        is_web = parsed.scheme in ("http", "https") and bool(parsed.host) and parsed.port is not None
    except (ValueError, UnicodeError):
        is_web = False
    if not is_web or len(url) > LONGEST or _CONTROL.search(url.strip()):
        raise faults.not_web(url, named)
    return parsed


def host_of(url: URL) -> str:
    return f"{url.host}:{url.port}".lower()
