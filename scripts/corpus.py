"""Reads every feed file of a folder as the poller would: `python -m scripts.corpus DIR`, or `make corpus DIR=…`.

For each file the items that were read stand beside a count made otherwise: by lxml where the file is well-formed, by
its opening tags where it is not. The test data of other projects' parsers is good food for it; none of it is ours.
"""

import argparse
import json
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ci.errors import FeedError
from ci.feeds.guarded import Guarded
from ci.model import Fetched

SUFFIXES = (".xml", ".rss", ".atom", ".rdf", ".feed", ".json", ".jsonfeed", "")
TIMEOUT_S = 10.0
BAR = 0.997
_SERVED_AS = re.compile(rb"Header:\s*content-type:\s*([^\r\n]+)", re.IGNORECASE)
"""feedparser's own files say in a comment with which header they are to be served."""
_NO_ITEMS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_OPENED = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """What came of one file; `fault` is empty, a kind of FEED_FAULTS, or `escaped`, `hung` or `died`."""

    path: Path
    expected_count: int
    read_count: int
    fault: str = ""
    seconds: float = 0.0
    message: str = ""

    @property
    def missed_count(self) -> int:
        return max(0, self.expected_count - self.read_count)

    @property
    def is_broken(self) -> bool:
        return self.fault in ("escaped", "hung", "died")


def main() -> int:
    parser = argparse.ArgumentParser(description="Read every feed file of a folder as the poller would.")
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--all", action="store_true", help="a line for every file, not only for those with something lost"
    )
    wanted = parser.parse_args()
    if not wanted.folder.is_dir():
        parser.error(f"{wanted.folder} is no folder; name one with feed files in it: make corpus DIR=…")
    read = []
    for reading in read_folder(wanted.folder):
        read.append(reading)
        if wanted.all or reading.missed_count or reading.is_broken:
            _say(f"{reading.read_count:>6} of {reading.expected_count:<6} {reading.path}")
            _say(f"       {reading.fault}: {reading.message}" if reading.fault else "       fewer than stand in it")
    _say("\n".join(summary(read)))
    return 0 if is_good(read) else 1


def read_folder(folder: Path) -> Iterator[Reading]:
    """All files below it whose names are those of feeds, in order of name."""
    with Guarded(timeout_s=TIMEOUT_S) as guarded:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix.lower() in SUFFIXES and ".git" not in path.parts:
                yield read_file(guarded, path)


def read_file(guarded: Guarded, path: Path) -> Reading:
    body = path.read_bytes()
    kind = "json-feed" if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "rss"
    served_as = _SERVED_AS.search(body[:2000])
    content_type = served_as.group(1).decode("latin-1").strip() if served_as else ""
    fetched = Fetched(f"https://corpus.example/{path.name}", body, content_type=content_type)
    expected, started = expected_count(body), time.monotonic()
    try:
        count, fault, message = len(guarded.parse(kind, fetched)), "", ""
    except FeedError as error:
        count, fault, message = 0, error.kind, str(error)
    except Exception as error:  # noqa: BLE001 (an escape is what this looks for)
        count, fault, message = 0, "escaped", "".join(traceback.format_exception_only(error)).strip()
    seconds = time.monotonic() - started
    if "could not be parsed within" in message:
        fault = "hung" if seconds >= TIMEOUT_S else "died"
    return Reading(path, expected, count, fault, seconds, message)


def expected_count(body: bytes) -> int:
    """How many items a file holds, told without our parsers; none where it is no feed."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _in_json(body)
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        return _in_tags(body)
    return _in_tree(root)


def _in_json(body: bytes) -> int:
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        return 0
    is_feed = isinstance(feed, dict) and "jsonfeed.org" in str(feed.get("version"))
    items = feed.get("items") if is_feed else None
    return sum(isinstance(item, dict) for item in items) if isinstance(items, list) else 0


def _in_tree(root: etree._Element) -> int:
    if _name(root) not in ("rss", "rdf", "feed", "channel"):
        return 0
    found = (one for one in root.iter() if _name(one) in ("item", "entry"))
    return sum(all(_name(above) not in ("item", "entry") for above in one.iterancestors()) for one in found)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _in_tags(body: bytes) -> int:
    """By the opening tags outside comments and CDATA; zeros are those of UTF-16 and UTF-32."""
    narrow = _NO_ITEMS.sub(b"", body.replace(b"\0", b""))
    return len(_OPENED.findall(narrow)) if re.search(rb"<(?:[\w.-]+:)?(?:rss|rdf|feed|channel)\b", narrow, re.I) else 0


def summary(read: list[Reading]) -> list[str]:
    expected, missed = sum(one.expected_count for one in read), sum(one.missed_count for one in read)
    faults = Counter(one.fault for one in read if one.fault)
    slowest = max(read, key=lambda one: one.seconds, default=None)
    share = (expected - missed) / expected if expected else 1.0
    return [
        f"{len(read):,} files, {sum(one.seconds for one in read):.1f} s",
        f"items: {expected - missed:,} of {expected:,} read ({share:.2%}), by a count made otherwise",
        f"escapes {faults['escaped']}, hangs {faults['hung']}, killed {faults['died']}",
        "refused: " + (", ".join(f"{kind} {n}" for kind, n in faults.most_common()) or "none"),
        f"slowest: {slowest.seconds:.2f} s, {slowest.path}" if slowest else "slowest: none",
    ]


def is_good(read: list[Reading]) -> bool:
    expected, missed = sum(one.expected_count for one in read), sum(one.missed_count for one in read)
    return not any(one.is_broken for one in read) and missed <= expected * (1 - BAR)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
