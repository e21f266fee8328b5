"""`apoptoscope extract` as a whole process on one core, beside two matchers of names on the same texts."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from bench import matchers, texts
from bench.clock import Run, measured, middle, one_core, run_command
from ci.reference import load_catalog
from ci.settings import ROOT

LABELLED = ROOT / "tests" / "reading" / "dev.jsonl"
COMMAND = str(Path(sys.executable).with_name("apoptoscope"))
NAMES_COUNT = 5_000
WHO = ("apoptoscope extract", "spaCy PhraseMatcher", "ahocorasick-rs")
SPACY_AT_MOST = 1_500
"""spaCy reads only so many texts of a feed: its speed is the same on each of them, and the run stays short."""

FEEDS = (
    ("broad feed, 5 % about our field", texts.broad, 20_000, 3_000),
    ("all about our field", texts.relevant, 3_000, 400),
    ("our news in every sentence", texts.dense, 300, 0),
)
"""(name, maker, items, articles a second that are the bar; 0 for none)"""


@dataclass
class Feed:
    """A feed on disk, and what was measured on it."""

    name: str
    path: Path
    bodies: list[str]
    bar: int
    runs: dict[str, list[Run]] = field(default_factory=lambda: {who: [] for who in WHO})

    def per_second(self, who: str, *, cpu: bool = False) -> float:
        run = middle(self.runs[who])
        return self.count(who) / (run.cpu_s if cpu else run.wall_s)

    def count(self, who: str) -> int:
        return min(SPACY_AT_MOST, len(self.bodies)) if who == WHO[1] else len(self.bodies)


def compare(folder: Path, repeats: int, share: float) -> list[Feed]:
    """Measures every feed `repeats` times in turn; `share` of the items for a quick look."""
    feeds = []
    for name, maker, count, bar in FEEDS:
        path = folder / f"{maker.__name__}.jsonl"
        feeds.append(Feed(name, path, texts.write(maker(LABELLED, max(100, int(count * share))), path), bar))
    wanted = _names()
    others = {WHO[1]: matchers.phrase_matcher(wanted), WHO[2]: matchers.aho_corasick(wanted)}
    with one_core():
        for _ in range(repeats):
            for feed in feeds:
                feed.runs[WHO[0]].append(run_command([COMMAND, "extract", str(feed.path), f"{feed.path}.found"]))
                for who, matcher in others.items():
                    with measured(feed.runs[who]):
                        for body in feed.bodies[: feed.count(who)]:
                            matcher(body)
    return feeds


def _names() -> list[str]:
    catalog = load_catalog(ROOT / "data")
    known = [s for table in (catalog.drugs, catalog.companies) for row in table.values() for s in row.spellings]
    return texts.names(known, NAMES_COUNT)


def report(feeds: list[Feed]) -> list[str]:
    lines = []
    for feed in feeds:
        ours = feed.per_second(WHO[0])
        lines += ["", f"{feed.name}: {len(feed.bodies):,} items of {_words(feed.bodies)} words"]
        lines.append(f"  {'':<22}{'texts/s':>10}{'texts/s of CPU':>16}{'ours to it':>12}")
        for who in WHO:
            wall, cpu = feed.per_second(who), feed.per_second(who, cpu=True)
            lines.append(f"  {who:<22}{wall:>10,.0f}{cpu:>16,.0f}{ours / wall:>12.2f}")
        if feed.bar:
            lines.append(f"  bar: {feed.bar:,} a second: {'met' if ours >= feed.bar else 'NOT met'}")
    return lines


def _words(bodies: list[str]) -> int:
    return round(sum(len(body.split()) for body in bodies) / len(bodies))
