"""Reads articles of data/training with a model that was not taught with them: `python -m scripts.unseen deals_d pairs`.

They are labelled and no rule was written for them, so what is lost or made up here is lost or made up in the news too.
Lost acts of which the model is sure are marked: something else kept them from being told. Needs the environment of the
benchmarks, like `make model`.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ci.extract import Reader
from ci.extract.learned import Model, load_model
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import ROOT
from ci.when import When
from scripts.lessons import TRAINING, Written, lessons, written_articles
from scripts.train import fitted, store, weighed_by_passes

SURE = 1.0
"""Log odds of its best sentence from which an act that is not told counts as kept back."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Read training articles with a model that never saw them.")
    parser.add_argument("names", nargs="+", help="files of data/training, without .txt")
    names = parser.parse_args().names
    model = _model_without(names)
    reader = Reader(load_catalog(ROOT / "data"), model)
    counts: Counter[str] = Counter()
    for name in names:
        for number, article in enumerate(written_articles(TRAINING / f"{name}.txt")):
            for line in _compared(reader, model, article, counts):
                sys.stdout.write(f"{name}:{number}\t{line}\n")
    told, there, right = counts["told"], counts["there"], counts["right"]
    sys.stdout.write(
        f"{counts['articles']} articles, {counts['ours']} about our field: of {there} acts {right} found, {told} told; "
        f"of {counts['quiet']} articles without an act {counts['kept quiet']} read as none\n"
    )
    return 0


def _model_without(names: list[str]) -> Model:
    taught = [one for one in lessons(Reader(load_catalog(ROOT / "data"))) if one.source not in names]
    before = fitted([one for one in taught if not one.source.startswith("round")])
    with tempfile.TemporaryDirectory() as folder:  # as it would be shipped, in small whole numbers
        kept = Path(folder) / "model.npz"
        store(replace(weighed_by_passes(before, taught, fitted(taught)), made_from=""), kept)
        return load_model(kept)


def _compared(reader: Reader, model: Model, written: Written, counts: Counter[str]) -> Iterator[str]:
    title = " ".join(text for mark, text, _ in written.lines if mark == "T")
    body = " ".join(text for mark, text, _ in written.lines if mark == "S")
    article = Article("https://example.org/a", title, body, published=When.parse(written.published))
    reading = reader.read(article)
    there = {label for _, _, labels in written.lines for label in labels if not label.startswith("~")}
    told = {event.subtype for event in reading.events}
    counts.update(articles=1, ours=reading.is_relevant, there=len(there), told=len(told), right=len(there & told))
    counts.update({"quiet": not there, "kept quiet": not there and not told})
    odds = model.odds(reader.scene(article).telling).max(axis=0) if reading.is_relevant else []
    sure = {subtype for subtype, best in zip(model.subtypes, odds, strict=False) if best > SURE}
    for act in sorted(there - told):
        why = "not ours" if not reading.is_relevant else "sure" if act in sure else "unsure"
        words = " / ".join(text for _, text, labels in written.lines if act in labels)
        yield f"lost\t{act}\t{why}\t{title}\t{words}"
    for event in reading.events:
        if event.subtype not in there:
            yield f"made up\t{event.subtype}\t{event.rule}\t{title}\t{event.quote.text}"


if __name__ == "__main__":
    sys.exit(main())
