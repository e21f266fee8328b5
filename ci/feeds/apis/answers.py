"""JSON answers and the addresses that ask for them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

from ci.errors import FeedError
from ci.feeds.apis import MOST_PAGES
from ci.feeds.urls import shown_url
from ci.model import Fetched

LONGEST_QUERY = 1500
"""Characters of a query before encoding, which may double them: addresses of up to 4,000 are taken everywhere."""


def address(base_url: str, **query: object) -> str:
    """`base_url` with a query."""
    pairs = {name: str(value) for name, value in query.items() if value != ""}
    return f"{base_url}?{urlencode(pairs, quote_via=quote)}"


def batches(terms: Iterable[str], separator: str, longest: int = LONGEST_QUERY) -> Iterator[str]:
    """The terms joined into as few queries as fit, in their order."""
    joined = ""
    for term in terms:
        if joined and len(joined) + len(separator) + len(term) > longest:
            yield joined
            joined = ""
        joined = f"{joined}{separator}{term}" if joined else term
    if joined:
        yield joined


def json_object(fetched: Fetched, *required: str) -> dict[str, Any]:
    """The answer as an object that has the `required` keys; FeedError otherwise."""
    named = shown_url(fetched.url)
    try:
        found = json.loads(fetched.body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FeedError("malformed", f"{named} sent what is not readable as JSON{_where(error)}") from error
    if not isinstance(found, dict):
        what = "a list" if isinstance(found, list) else "a single value"
        raise FeedError("malformed", f"{named} sent {what} where an object was expected")
    for key in required:
        if key not in found:
            raise FeedError("malformed", f"{named} sent an object without {key!r}, which its answers always have")
    return found


def endless(first: str) -> FeedError:
    return FeedError(
        "too-large", f"{shown_url(first)} goes on after {MOST_PAGES} pages, so the search is not about our drugs"
    )


def part(record: object, *path: str) -> Any:
    """What lies at the end of a path of keys; None where the path ends early."""
    for key in path:
        record = record.get(key) if isinstance(record, dict) else None
    return record


def text(record: object, *path: str) -> str:
    """A text or number in one printable line; empty where there is none."""
    return clean(part(record, *path))


def texts(record: object, *path: str) -> tuple[str, ...]:
    found = part(record, *path)
    cleaned = (clean(item) for item in found) if isinstance(found, list) else ()
    return tuple(item for item in cleaned if item)


def objects(record: object, *path: str) -> list[dict[str, Any]]:
    found = part(record, *path)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def clean(value: object) -> str:
    """Answers end up on a terminal and in a CSV file: no line breaks, no control characters."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return "".join(c for c in " ".join(str(value).split()) if c.isprintable())


def _where(error: Exception) -> str:
    return f" (it breaks at line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
