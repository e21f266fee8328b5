"""Trains the model of ci/extract/learned: `make model` (the environment of the benchmarks has scikit-learn).

Learns from data/training (articles written for it, labelled sentence by sentence), from tests/extract/samples and from
the labelled news in tests/reading, every third item of dev.jsonl excepted. How much it weighs beside the rules is
learnt from the first passes: what the rules found in rounds that they had not seen, beside what a model says of them
that had not seen them either. The same texts give the same weights; a test compares their digest.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from ci.extract import Reader
from ci.extract.learned.model import FILE, Model, Odds, Weighing
from ci.extract.learned.traits import traits_of, words_of
from ci.extract.learned.weighing import evidence
from ci.reference import load_catalog
from ci.settings import ROOT
from scripts.lessons import KNOWN, LABELLED, Lesson, digest, lessons
from tests.reading import score

SUBTYPES = tuple(sorted(KNOWN))
_LEAST = -4.0
"""Acts whose best log odds lie below and that no rule told are not thought of, and teach nothing."""
STRENGTH = 100.0
"""Inverse of the penalty on large weights, chosen on the first passes."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Train the model that reads sentences.")
    parser.add_argument("--to", type=Path, default=FILE, help="where to write it")
    wanted = parser.parse_args()
    reader = Reader(load_catalog(ROOT / "data"))
    taught = list(lessons(reader))
    before = fitted([one for one in taught if not one.source.startswith("round")])
    model = weighed_by_passes(before, taught, fitted(taught))
    store(replace(model, made_from=digest()), wanted.to)
    sys.stdout.write(f"{len(taught)} articles, {len(model.place_of)} traits, {wanted.to.stat().st_size // 1024} KiB\n")
    return 0


def fitted(taught: list[Lesson]) -> Model:
    """A model trained on articles: one logistic regression for each subtype over the traits of all sentences."""
    rows = [_traits(one, place) for one in taught for place in range(len(one.news))]
    counter = CountVectorizer(analyzer=lambda row: row, binary=True, min_df=2)
    table = normalize(counter.fit_transform(rows).astype(float))
    columns, biases = [], []
    for subtype in SUBTYPES:
        told = np.array([subtype in labels for one in taught for labels in one.told])
        sure = np.array([subtype not in labels for one in taught for labels in one.unsure])
        regression = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300, random_state=0)
        regression.fit(table[sure], told[sure])
        columns.append(regression.coef_[0])
        biases.append(regression.intercept_[0])
    return _rounded(list(counter.get_feature_names_out()), np.column_stack(columns), np.array(biases))


def _traits(lesson: Lesson, place: int) -> list[str]:
    masked = lesson.news[place]
    headline = next((words_of(m.s) for m in lesson.news if m.zone == "title"), [])
    inherited = headline if masked.zone != "title" else []
    return traits_of(words_of(masked.s), inherited, masked.zone, masked.sentence.number)


def _rounded(traits: list[str], weights: NDArray[np.float64], bias: NDArray[np.float64]) -> Model:
    """Weights as small whole numbers; traits that decide nothing are left out."""
    scale = np.abs(weights).max(axis=0) / 127
    small = np.rint(weights / scale).astype(np.int8)
    keep = np.abs(small).max(axis=1) >= 1
    kept = [trait for trait, is_kept in zip(traits, keep, strict=True) if is_kept]
    return Model(
        SUBTYPES,
        {trait: place for place, trait in enumerate(kept)},
        small[keep],
        scale.astype(np.float32),
        bias.astype(np.float32),
        _NOTHING,
        "",
    )


_NOTHING = Weighing(np.zeros(0, dtype=np.float32), 0.0)


def weighed_by_passes(before: Model, taught: list[Lesson], model: Model) -> Model:
    """The model with the weights that rules and `before`, both new to the rounds, would have earned."""
    found: list[Evidence] = []
    for one, told, wanted in _passes(taught):
        found += _evidence(one, before.odds(one.news), told, wanted)
    return replace(model, weighing=_weighing(found))


Evidence = tuple[NDArray[np.float64], bool]
"""A row of `evidence`, and whether the act was told."""


def _evidence(lesson: Lesson, odds: Odds, told: list[str], wanted: set[str]) -> Iterator[Evidence]:
    rows = evidence(SUBTYPES, lesson.news, odds, told)
    for row, subtype in zip(rows, SUBTYPES, strict=True):
        if subtype in told or row[0] > _LEAST:
            yield row, subtype in wanted


def _weighing(found: list[Evidence]) -> Weighing:
    rows, right = zip(*found, strict=True)
    regression = LogisticRegression(C=1.0, max_iter=2000, random_state=0).fit(np.array(rows), np.array(right))
    return Weighing(regression.coef_[0].astype(np.float32), float(regression.intercept_[0]))


def _passes(taught: list[Lesson]) -> list[tuple[Lesson, list[str], set[str]]]:
    """(article, subtypes that the rules told in their first pass, subtypes labelled) of every round."""
    by_id = {one.id: one for one in taught}
    found = []
    for path in sorted((LABELLED / "first_passes").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        for item in score.read(LABELLED / f"{path.stem}.jsonl"):
            if item["id"] in by_id:
                id_ = item["id"]
                told = record["rules"][id_] if "rules" in record else _subtypes(record["predictions"][id_])
                found.append((by_id[item["id"]], told, set(_subtypes(item))))
    return found


def _subtypes(item: dict[str, Any]) -> list[str]:
    return [event["subtype"] for event in item["events"]] if item["relevant"] else []


def store(model: Model, path: Path) -> None:
    """One file; the text parts as bytes, so that nothing in it can be code."""
    np.savez_compressed(
        path,
        subtypes=np.frombuffer(" ".join(model.subtypes).encode(), dtype=np.uint8),
        traits=np.frombuffer("\n".join(model.place_of).encode(), dtype=np.uint8),
        weights=model.weights,
        scale=model.scale,
        bias=model.bias,
        weighing=model.weighing.weights,
        weighing_bias=np.array(model.weighing.bias),
        made_from=np.frombuffer(model.made_from.encode(), dtype=np.uint8),
    )


if __name__ == "__main__":
    sys.exit(main())
