"""What a walk reads between two requests holds up every other source: it costs little, whatever was sent."""

import contextlib
import json
import time

import pytest

from ci.errors import FeedError
from ci.feeds import walk
from ci.feeds.walks import Visit
from ci.model import Fetched

ADDRESS = "https://www.site.example/list"
_ENTRY = (
    '<entry><title>8-K - N (0001234567) (Filer)</title><id>urn:{n}</id><link href="https://site.example/{n}"/></entry>'
)
_ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><odd/>{}</feed>"
_COLUMNS = {"accessionNumber": "0001234567-26-000001", "form": "8-K", "filingDate": "2026-11-20", "items": "8.01"}
_RECENT = {name: [value] * 150_000 for name, value in _COLUMNS.items()}

HOSTILE = {
    "deep links": ("listing", "<html>" + "<div>" * 240 + "".join(f"<a href=/{n}>a b c d</a>" for n in range(300_000))),
    "links in links": ("listing", "<html>" + "<a href=/x><div>a b c d " * 100_000),
    "attributes": ("listing", "<html><p " + "".join(f" a{n}" for n in range(800_000)) + ">x"),
    "tags never closed": ("listing", "<html>" + "<p" * 3_000_000),
    "entries": ("edgar", _ATOM.format("".join(_ENTRY.format(n=n) for n in range(40_000)))),
    "odd entries": ("edgar", _ATOM.format("<entry/>" * 100_000)),
    "long titles": ("edgar", _ATOM.format(("<entry><title>" + "&lt;" * 5000 + "</title></entry>") * 300)),
    "filings": ("edgar", json.dumps({"name": "N", "cik": "1", "filings": {"recent": _RECENT}})),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_walk_is_quick_with_its_first_answer(name: str) -> None:
    kind, body = HOSTILE[name]
    steps = walk(kind, Visit(ADDRESS, "tests@example.org"))
    next(steps)
    started = time.process_time()
    with contextlib.suppress(FeedError, StopIteration):
        steps.send(Fetched(ADDRESS, body.encode()))
    assert time.process_time() - started < 2


def test_a_walk_is_quick_with_an_index_page() -> None:
    steps = walk("edgar", Visit(ADDRESS, "tests@example.org"))
    next(steps)
    recent = {name: values[:1] for name, values in _RECENT.items()}
    steps.send(Fetched(ADDRESS, json.dumps({"name": "N", "cik": "1", "filings": {"recent": recent}}).encode()))
    started = time.process_time()
    with pytest.raises(StopIteration):
        steps.send(Fetched(ADDRESS, b"<table>" + b"<tr><td><table>" * 200_000))
    assert time.process_time() - started < 2


def test_a_long_page_still_shows_its_first_links() -> None:
    links = "".join(f"<a href='/{n}'>Regulator approves medicine ü {n}</a>" for n in range(60_000))
    steps = walk("listing", Visit(ADDRESS))
    next(steps)
    assert steps.send(Fetched(ADDRESS, f"<html>{links}".encode())) == "https://www.site.example/robots.txt"
    first = steps.send(Fetched("https://www.site.example/robots.txt", b""))
    assert getattr(first, "url", "") == "https://www.site.example/0"


def test_a_long_feed_still_shows_its_first_filings() -> None:
    entry = _ENTRY.replace("</entry>", "<summary>Item 8.01: other</summary></entry>")
    steps = walk("edgar", Visit(ADDRESS, "tests@example.org"))
    next(steps)
    body = _ATOM.format("".join(entry.format(n=n) for n in range(5_000)))
    assert steps.send(Fetched(ADDRESS, body.encode())) == "https://site.example/0"
