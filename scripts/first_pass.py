"""The first pass over a blind round: `python -m scripts.first_pass ROUND.jsonl`.

Copies the round into tests/reading/ and stores what the present rules find in it, before anybody has looked at a miss.
Labels may name a drug or a company by a code or a former name where the guide wants the INN: whatever name the curated
tables know is joined by its other spellings, mechanically and for all items alike, so that a right answer counts.
A first pass is never repeated: what is stored is what the rules made of text that they had never seen.
"""

import argparse
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from ci.extract import Reader
from ci.extract.join import join_tellings
from ci.model import Catalog
from ci.reference import load_catalog
from ci.settings import ROOT
from scripts.reading import SETS, Items, article_of, predictions, table
from tests.reading import score

STORED = SETS / "first_passes"


def main() -> int:
    parser = argparse.ArgumentParser(description="Store the first pass over a blind round.")
    parser.add_argument("round", type=Path)
    path: Path = parser.parse_args().round
    stored = STORED / f"{path.stem}.json"
    if stored.exists():
        sys.stderr.write(f"{stored.relative_to(ROOT)} is there already: a first pass is never repeated\n")
        return 1
    catalog = load_catalog(ROOT / "data")
    items = with_other_names(score.read(path), catalog)
    found = predictions(catalog, items)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    STORED.mkdir(parents=True, exist_ok=True)
    record = {
        "made_on": f"{datetime.now(UTC):%Y-%m-%d}",
        "commit": commit.stdout.strip(),
        "by": "rules and model",
        "rules": by_rules(catalog, items),
        "predictions": found,
    }
    stored.write_text(json.dumps(record, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    write_items(SETS / path.name, items)
    sys.stdout.write(
        "\n".join([f"{path.stem}: first pass over {len(items)} items", *table(score.score(items, found)), ""])
    )
    return 0


def by_rules(catalog: Catalog, items: Items) -> dict[str, list[str]]:
    """The subtypes that the rules alone find, item by item: what the weighing of rules and model is learnt from."""
    reader = Reader(catalog)
    found: dict[str, list[str]] = {}
    for item in items:
        article = article_of(item)
        scene = reader.scene(article)
        events = join_tellings(scene, reader.tellings(scene)) if reader.read(article).is_relevant else ()
        found[item["id"]] = [event.subtype for event in events]
    return found


def with_other_names(items: Items, catalog: Catalog) -> Items:
    """The items, with `also` of each labelled drug and company extended by what the curated tables call it."""
    drugs = {fold(name): d.spellings for d in catalog.drugs.values() for name in d.spellings}
    companies = {fold(name): c.spellings for c in catalog.companies.values() for name in c.spellings}
    for item in items:
        for entries, known in ((item["drugs"], drugs), (item["companies"], companies)):
            for entry in entries:
                names = [entry["name"], *entry.get("also", [])]
                others = [o for name in names for o in known.get(fold(name), ())]
                entry["also"] = list(
                    dict.fromkeys([*entry.get("also", []), *(o for o in others if o != entry["name"])])
                )
    return items


def fold(name: str) -> str:
    return re.sub(r"[\s\u2010-\u2015-]+", "", name).casefold()


def write_items(path: Path, items: Items) -> None:
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
