"""Trains what a sum is to a deal (ci/extract/learned/sums.py); `make model` runs it after the model of the acts.

Learns from the lines data/training/sums_*.tsv (kind, upfront, total, text) and from the deals of the labelled news.
The same texts give the same weights.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from ci.extract import Reader
from ci.extract.learned.sums import FILE, KINDS, ROLES, Sums, kind_of, sum_traits
from ci.extract.masked import Masked
from ci.extract.money import Sum
from ci.extract.scene import Scene
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import ROOT
from scripts.lessons import LABELLED, SHUT, TRAINING, digest
from scripts.reading import article_of
from tests.extract import samples
from tests.reading import score

STRENGTH = 0.3
"""Inverse of the penalty on large weights, chosen with half of the rounds left out in turn."""


@dataclass(frozen=True)
class Paid:
    """A sum of an article: what stands around it, and which roles it has."""

    source: str
    kind: str
    traits: list[str]
    roles: frozenset[str]


def main() -> int:
    reader = Reader(load_catalog(ROOT / "data"))
    paid = [*written(reader), *sampled(reader), *labelled(reader)]
    sums = fitted(paid)
    store(sums, FILE)
    sys.stdout.write(f"{len(paid)} sums, {len(sums.place_of)} traits, {FILE.stat().st_size // 1024} KiB\n")
    return 0


def written(reader: Reader) -> Iterator[Paid]:
    """The lines of data/training."""
    for path in sorted(TRAINING.glob("sums_*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            subtype, upfront, total, text = line.split("\t")
            scene = reader.scene(Article("https://example.org/line", "", text))
            full = scene.article.full_text
            spans = {role: full.find(said) for role, said in zip(ROLES, (upfront, total), strict=True) if said != "-"}
            for masked, place in _sums(scene):
                start, end = _span(masked, place)
                roles = frozenset(role for role, at in spans.items() if start <= at < end)
                yield _paid(path.stem, scene, kind_of(subtype), masked, place, roles)


def sampled(reader: Reader) -> Iterator[Paid]:
    """The sums of the rules' own samples, as far as they say what they are."""
    for one in samples.samples():
        is_of = {role: float(one.fields[role]) for role in ROLES if role in one.fields}
        scene = reader.scene(one.article)
        for masked, place in _sums(scene) if is_of else ():
            if roles := frozenset(role for role, much in is_of.items() if masked.sums()[place].millions == much):
                yield _paid("samples", scene, kind_of(one.section.split("/")[1]), masked, place, roles)


def labelled(reader: Reader) -> Iterator[Paid]:
    """The dollars of labelled news with one deal, told by their size; other currencies have no size there."""
    for path in sorted(LABELLED.glob("*.jsonl")):
        for number, item in enumerate(score.read(path), 1):
            deals = [e for e in item["events"] if e["type"] == "collaboration" and e["subtype"] != "termination"]
            if len(deals) != 1 or (path.stem == "dev" and number % SHUT == 0):
                continue
            scene = reader.scene(article_of(item))
            for masked, place in _sums(scene):
                if masked.sums()[place].currency == "USD":
                    roles = _roles(deals[0], masked.sums()[place])
                    yield _paid(path.stem, scene, kind_of(deals[0]["subtype"]), masked, place, roles)


def _roles(deal: dict[str, Any], one: Sum) -> frozenset[str]:
    is_of = {role: deal[f"{role}_usd_m"] for role in ROLES if deal.get(f"{role}_usd_m") is not None}
    return frozenset(role for role, much in is_of.items() if abs(one.millions - much) < 0.01)


def _sums(scene: Scene) -> Iterator[tuple[Masked, int]]:
    for masked in scene.news:
        for place in range(len(masked.sums())):
            yield masked, place


def _span(masked: Masked, place: int) -> tuple[int, int]:
    one = masked.sums()[place]
    return one.start, one.end


def _paid(source: str, scene: Scene, kind: str, masked: Masked, place: int, roles: frozenset[str]) -> Paid:
    everything = [one for m in scene.news for one in m.sums()]
    return Paid(source, kind, sum_traits(masked, place, everything), roles)


def fitted(paid: list[Paid]) -> Sums:
    """Two logistic regressions, one for each role: a trait counts for all kinds alike, and for its own kind besides."""
    counter = CountVectorizer(analyzer=_with_kind, binary=True, min_df=2)
    table = counter.fit_transform(paid).astype(float)
    names = counter.get_feature_names_out()
    traits = sorted({name.split("|", 1)[-1] for name in names})
    columns, biases = [], []
    found = []
    for role in ROLES:
        regression = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
        regression.fit(table, [role in one.roles for one in paid])
        found.append((dict(zip(names, regression.coef_[0], strict=True)), float(regression.intercept_[0])))
    for kind in KINDS:
        for weight, bias in found:
            columns.append([weight.get(trait, 0.0) + weight.get(f"{kind}|{trait}", 0.0) for trait in traits])
            biases.append(bias)
    weights = np.array(columns).T
    scale = float(np.abs(weights).max()) / 127
    small = np.rint(weights / scale).astype(np.int8)
    keep = np.abs(small).max(axis=1) >= 1
    kept = [trait for trait, is_kept in zip(traits, keep, strict=True) if is_kept]
    place_of = {trait: place for place, trait in enumerate(kept)}
    return Sums(place_of, small[keep], scale, np.array(biases, dtype=np.float32), digest())


def _with_kind(paid: Paid) -> list[str]:
    return [*paid.traits, *(f"{paid.kind}|{trait}" for trait in paid.traits)]


def store(sums: Sums, path: Path) -> None:
    np.savez_compressed(
        path,
        traits=np.frombuffer("\n".join(sums.place_of).encode(), dtype=np.uint8),
        weights=sums.weights,
        scale=np.array(sums.scale),
        bias=sums.bias,
        made_from=np.frombuffer(sums.made_from.encode(), dtype=np.uint8),
    )


if __name__ == "__main__":
    sys.exit(main())
