"""How well the present rules read all labelled news, and what the stored first passes say; both are printed.

The floors are what the rules reached when they were last changed, less a little: they keep what was learnt. The bars
for unseen text, and how far the first passes are from them, stand in docs/reading.md.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ci.model import Catalog
from ci.quality import load_measures
from ci.reference import load_catalog
from ci.settings import ROOT
from scripts.first_pass import STORED
from scripts.measure import MONEY, measured
from scripts.reading import SETS, predictions, table
from tests.conftest import FIGURES
from tests.reading import score

ROUNDS = sorted(path.stem for path in SETS.glob("round*.jsonl"))
FLOORS = {
    "relevant": 0.98,
    "companies": 0.95,
    "drugs": 0.97,
    "targets": 0.95,
    "mechanisms": 0.97,
    "events": 0.88,
}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "data")


Tell = Callable[[str, object], None]


def shown(tell: Tell, head: str, scored: score.Scores) -> None:
    """Printed at the end of the run: tests/conftest.py."""
    tell(FIGURES, "\n".join([head, *table(scored)]))


def test_the_present_rules_keep_what_they_learnt(catalog: Catalog, record_property: Tell) -> None:
    scored = score.Scores()
    count = 0
    for path in [SETS / "dev.jsonl", *(SETS / f"{name}.jsonl" for name in ROUNDS)]:
        items = score.read(path)
        count += len(items)
        score.score(items, predictions(catalog, items), scored)
    shown(record_property, f"present rules on all {count} labelled items, most of them seen while writing them", scored)
    reached = {name: scored.fields[name].row()["f1"] for name in FLOORS}
    assert all(reached[name] >= floor for name, floor in FLOORS.items()), reached
    assert scored.evidence.hit == scored.evidence.predicted


@pytest.mark.parametrize("name", ROUNDS)
def test_a_first_pass_is_as_it_was_stored(name: str, record_property: Tell) -> None:
    record = json.loads((STORED / f"{name}.json").read_text(encoding="utf-8"))
    items = score.read(SETS / f"{name}.jsonl")
    scored = score.score(items, record["predictions"])
    shown(record_property, f"{name}: first pass of {record['made_on']} over {len(items)} items", scored)
    assert len(items) >= 40
    assert scored.evidence.hit == scored.evidence.predicted


BARS = {"relevant": 0.98, "companies": 0.95, "drugs": 0.96, "targets": 0.95, "mechanisms": 0.97, "events": 0.88}
SHARES = {
    "date": 0.95,
    "agency": 0.95,
    "region": 0.95,
    "phase": 0.95,
    "trial ids": 0.95,
    "all parties and roles": 0.85,
    "all drugs": 0.90,
    "money": 0.90,
}
LAST = max(int(name.removeprefix("round")) for name in ROUNDS)
WITH_MODEL = [name for number in range(7, LAST + 1) if (name := f"round{number}") in ROUNDS]
"""There is no round 45: its hand broke off after 27 items, which are practice."""
WITH_LEARNT_SIDES = WITH_MODEL[15:]
"""Who gives and takes and what a sum is were learnt before round 23, which was passed before round 22."""
WITHOUT_ENCODER = WITH_MODEL[21:]
"""Rounds 28, 30, 29, 31 to 44, 46 and 47, in this order: by rules and linear models alone."""
FEW = 30
"""Fewer cases than these in a round say little: there all first passes count."""
MISSED: dict[str, set[str]] = {
    "last": {"relevant", "companies", "drugs", "mechanisms", "events", "precision of events"},
    "without encoder": {"mechanisms", "events"},
    "shut third": {"all parties and roles"},
    "learnt sides": {"mechanisms", "events"},
    "pooled": {"events"},
}
"""What did not reach its bar: in the last round (with all passes where it has few cases), and pooled."""
SHUT = 3
"""Every third item of dev.jsonl was never looked at."""


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("last", WITH_MODEL[-1:]),
        ("without encoder", WITHOUT_ENCODER),
        ("learnt sides", WITH_LEARNT_SIDES),
        ("pooled", WITH_MODEL),
    ],
)
def test_first_passes_with_a_model_hold_the_bars(group: str, names: list[str], record_property: Tell) -> None:
    scored = first_passes(names)
    shown(record_property, f"first pass of {', '.join(names)}", scored)
    assert below_bars(scored, is_small=group == "last") == MISSED[group]


def test_the_third_that_stays_shut_holds_the_bars(catalog: Catalog, record_property: Tell) -> None:
    items = [item for number, item in enumerate(score.read(SETS / "dev.jsonl"), 1) if number % SHUT == 0]
    scored = score.score(items, predictions(catalog, items))
    shown(record_property, f"present rules on the {len(items)} items of dev.jsonl that stay shut", scored)
    assert below_bars(scored, is_small=False) == MISSED["shut third"]
    assert scored.evidence.hit == scored.evidence.predicted


def below_bars(scored: score.Scores, *, is_small: bool) -> set[str]:
    """The fields below their bars; what a small set has few cases of is pooled over all first passes."""
    everything = first_passes(ROUNDS)
    reached = {name: scored.fields[name].row() for name in BARS}
    below = {name for name, bar in BARS.items() if reached[name]["f1"] < bar}
    below |= {"precision of events"} if reached["events"]["precision"] < 0.90 else set()
    for name, bar in SHARES.items():
        right, of = share(scored, name)
        if is_small and of < FEW:
            right, of = share(everything, name)
        below |= {name} if right < bar * of else set()
    return below


def first_passes(names: list[str]) -> score.Scores:
    scored = score.Scores()
    for name in names:
        record = json.loads((STORED / f"{name}.json").read_text(encoding="utf-8"))
        score.score(score.read(SETS / f"{name}.jsonl"), record["predictions"], scored)
    return scored


def share(scored: score.Scores, name: str) -> tuple[int, int]:
    """Right and all of a field; money is both of its sums."""
    fields = MONEY if name == "money" else [name]
    found = [scored.attributes.get(field, (0, 0)) for field in fields]
    return sum(right for right, _ in found), sum(of for _, of in found)


def test_the_about_page_shows_these_measures() -> None:
    written = {
        (m.round, m.made_on, m.read_by, m.items_count, m.field, m.right_count, m.found_count, m.there_count)
        for m in load_measures(ROOT / "data")
    }
    stored = {row for path in sorted(STORED.glob("*.json")) for row in measured(path.stem)}
    assert written == stored, "run `python -m scripts.measure`"


@pytest.mark.parametrize("path", sorted(SETS.glob("*.jsonl")), ids=lambda p: p.stem)
def test_labels_quote_their_items(path: Path) -> None:
    for item in score.read(path):
        for event in item["events"]:
            assert event["evidence"] in f"{item['title']}\n{item['text']}", item["id"]
