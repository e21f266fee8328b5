"""The first pass over a blind round: `python -m scripts.first_pass ROUND.jsonl`.

Copies the round into tests/reading/ and stores what the present rules find in it, before anybody has looked at a miss.
A first pass is never repeated: what is stored is what the rules made of text that they had never seen.
"""

import argparse
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from ci.reference import load_catalog
from ci.settings import ROOT
from scripts.reading import SETS, predictions, table
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
    items = score.read(path)
    found = predictions(load_catalog(ROOT / "data"), items)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    STORED.mkdir(parents=True, exist_ok=True)
    record = {"made_on": f"{datetime.now(UTC):%Y-%m-%d}", "commit": commit.stdout.strip(), "predictions": found}
    stored.write_text(json.dumps(record, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    if path.resolve().parent != SETS:
        shutil.copy(path, SETS / path.name)
    sys.stdout.write(
        "\n".join([f"{path.stem}: first pass over {len(items)} items", *table(score.score(items, found)), ""])
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
