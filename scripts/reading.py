"""How well the present rules read the labelled news: `python -m scripts.reading [FILE…] [--misses]`.

Without a file: every set under tests/reading/; the measure is tests/reading/score.py.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from ci.extract import Reader
from ci.extract.guide import as_json
from ci.model import Article, Catalog
from ci.reference import load_catalog
from ci.settings import ROOT
from ci.when import When
from tests.reading import score

SETS = ROOT / "tests" / "reading"
Items = list[dict[str, Any]]


def main() -> int:
    parser = argparse.ArgumentParser(description="Score the present rules on labelled news.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--misses", action="store_true", help="list what was lost and what was made up")
    wanted = parser.parse_args()
    catalog = load_catalog(ROOT / "data")
    for path in wanted.files or sorted(SETS.glob("*.jsonl")):
        items = score.read(path)
        scored = score.score(items, predictions(catalog, items))
        sys.stdout.write("\n".join([f"{path.stem}: {len(items)} items", *table(scored), ""]) + "\n")
        if wanted.misses:
            sys.stdout.writelines(
                f"{i}\t{field}\tlost {lost}\tmade up {extra}\n" for i, field, lost, extra in scored.misses
            )
    return 0


def predictions(catalog: Catalog, items: Items) -> dict[str, Any]:
    """What the present rules find, item by item, in the shape that the measure takes."""
    reader = Reader(catalog)
    found = {}
    for item in items:
        article = article_of(item)
        found[item["id"]] = json.loads(json.dumps(as_json(item["id"], article, reader.read(article), catalog)))
    return found


def article_of(item: dict[str, Any]) -> Article:
    """A labelled item as the reader takes it."""
    published = When.parse(item["published"]) if item["published"] else None
    return Article(item["url"], item["title"], item["text"], source=item["source"], published=published)


def table(scored: score.Scores) -> list[str]:
    """Precision, recall, F1 a field, then the share of right attributes of the matched events."""
    lines = [f"  {'':22} precision recall    F1   of"]
    for name, tally in scored.fields.items():
        row = tally.row()
        lines.append(f"  {name:22} {row['precision']:9.3f} {row['recall']:6.3f} {row['f1']:5.3f} {row['gold']:4}")
    lines += [f"    {name:22} {right / of:.3f} of {of}" for name, (right, of) in sorted(scored.attributes.items())]
    return [*lines, f"    {'quoted word for word':22} {scored.evidence.hit} of {scored.evidence.predicted}"]


if __name__ == "__main__":
    sys.exit(main())
