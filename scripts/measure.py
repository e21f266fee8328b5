"""Writes data/reading.csv from the stored first passes: `python -m scripts.measure`. The About page shows it."""

import csv
import json
import sys
from collections import defaultdict
from functools import partial

from ci.quality import COLUMNS, FILE_NAME, KIND
from ci.settings import ROOT
from scripts.first_pass import STORED
from scripts.reading import SETS
from tests.reading import score

DECISIVE = ("date", "agency", "region", "phase", "trial ids", "all parties and roles", "all drugs")
MONEY = ("upfront_usd_m", "total_usd_m")


def main() -> int:
    rows = [row for path in sorted(STORED.glob("*.json")) for row in measured(path.stem)]
    with (ROOT / "data" / FILE_NAME).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        out.writerows(rows)
    sys.stdout.write(f"data/{FILE_NAME}: {len(rows)} rows\n")
    return 0


def measured(name: str) -> list[tuple[str, str, str, int, str, int, int, int]]:
    """The rows of one round: the fields, then the attributes of the events that were matched."""
    record = json.loads((STORED / f"{name}.json").read_text(encoding="utf-8"))
    items = score.read(SETS / f"{name}.jsonl")
    scored = score.score(items, record["predictions"])
    head = (name, record["made_on"], record.get("by", "rules"), len(items))
    rows = [(*head, field, tally.hit, tally.predicted, tally.gold) for field, tally in scored.fields.items()]
    shares = {field: scored.attributes.get(field, (0, 0)) for field in (*DECISIVE, *MONEY)}
    money = [shares.pop(field) for field in MONEY]
    shares["money"] = (sum(right for right, _ in money), sum(of for _, of in money))
    rows += [(*head, field, right, of, of) for field, (right, of) in shares.items() if of]
    kinds = tally_of_kinds(items, record["predictions"])
    return rows + [(*head, f"{KIND}{kind}", t.hit, t.predicted, t.gold) for kind, t in sorted(kinds.items())]


def tally_of_kinds(items: list[score.Item], predictions: dict[str, score.Item]) -> dict[str, score.Tally]:
    """Subtype -> events of that kind that were matched, read and there, by the scorer's own pairs."""
    kinds: dict[str, score.Tally] = defaultdict(score.Tally)
    for labelled in items:
        item, read = score.considered(labelled), score.considered(predictions.get(labelled["id"], {}))
        there, found = item.get("events", []), read.get("events", [])
        for event, _ in score.pair(there, found, partial(score.event_weight, score.Book(item), True)):
            kinds[event["subtype"]].add(1, 0, 0)
        for event in there:
            kinds[event["subtype"]].add(0, 1, 0)
        for event in found:
            kinds[event["subtype"]].add(0, 0, 1)
    return kinds


if __name__ == "__main__":
    sys.exit(main())
