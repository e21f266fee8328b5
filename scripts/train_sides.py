"""Trains who gives and who takes (ci/extract/learned/sides.py); `make model` runs it after the model of the acts.

Learns from the lines data/training/sides_*.tsv (kind, giver, taker, text) and from the deals of the labelled news.
Every pair is learnt both ways round, so that no side has an advantage. The same texts give the same weights.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from ci.extract import Reader
from ci.extract.learned.sides import FILE, KINDS, Sides, Traits, kind_of, side_traits
from ci.extract.lexicon import COMPANY
from ci.extract.role_votes import votes_of
from ci.extract.scene import Scene
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import ROOT
from scripts.lessons import LABELLED, SHUT, TRAINING, digest
from scripts.reading import article_of
from tests.extract import samples
from tests.reading import score

GIVES, TAKES = {"licensor", "target"}, {"licensee", "acquirer"}
LINE_KINDS = {"license": "rights", "acquisition": "company", "termination": "end"}
STAND_INS = ("Ipsen", "Takeda")
"""The two of a line under names that the reader knows: it is not the finding of names that is learnt here."""
STRENGTH = 0.1
"""Inverse of the penalty on large weights, chosen with each round left out in turn."""
_KEPT = 1
"""Weights that are smaller, of 127, are left out."""


@dataclass(frozen=True)
class Pair:
    """A deal: what stands around its taker less what stands around its giver."""

    source: str
    id: str
    kind: str
    traits: Traits


def main() -> int:
    reader = Reader(load_catalog(ROOT / "data"))
    pairs = [*written(reader), *sampled(reader), *labelled(reader)]
    sides = fitted(pairs)
    store(sides, FILE)
    sys.stdout.write(f"{len(pairs)} deals, {len(sides.place_of)} traits, {FILE.stat().st_size // 1024} KiB\n")
    return 0


def written(reader: Reader) -> Iterator[Pair]:
    """The lines of data/training; those of partners, of whom neither gives, are left out."""
    for path in sorted(TRAINING.glob("sides_*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            kind, giver, taker, text = line.split("\t")
            if kind not in LINE_KINDS or any(known in text for known in STAND_INS):
                continue
            for name, known in zip((giver, taker), STAND_INS, strict=True):
                text = text.replace(name, known)
            scene = reader.scene(Article("https://example.org/line", "", text))
            gives, takes = (_id_of(scene, score.Book({}), known) for known in STAND_INS)
            yield from _pair(scene, (path.stem, str(number)), LINE_KINDS[kind], takes, gives)


def sampled(reader: Reader) -> Iterator[Pair]:
    """The deals of the rules' own samples, as far as they say who has which role."""
    for one in samples.samples():
        said = [part.strip().rsplit(":", 1) for part in one.fields.get("parties", "").split(",")]
        deal = {"parties": [{"company": company, "role": role} for company, role in said if role]} if said[0][0] else {}
        if deal:
            scene = reader.scene(one.article)
            takes, gives = (_party(scene, score.Book({}), deal, roles) for roles in (TAKES, GIVES))
            yield from _pair(scene, ("samples", one.place), kind_of(one.section.split("/")[1]), takes, gives)


def labelled(reader: Reader) -> Iterator[Pair]:
    """The deals of the labelled news in which one gives and the other takes."""
    for path in sorted(LABELLED.glob("*.jsonl")):
        for number, item in enumerate(score.read(path), 1):
            deals = [event for event in item["events"] if event["type"] == "collaboration"]
            if not deals or (path.stem == "dev" and number % SHUT == 0):
                continue
            scene, book = reader.scene(article_of(item)), score.Book(item)
            for deal in deals:
                takes, gives = (_party(scene, book, deal, roles) for roles in (TAKES, GIVES))
                yield from _pair(scene, (path.stem, item["id"]), kind_of(deal["subtype"]), takes, gives)


def _pair(scene: Scene, place: tuple[str, str], kind: str, takes: str, gives: str) -> Iterator[Pair]:
    if takes and gives and takes != gives:
        votes = votes_of(scene.news, kind, takes, gives)
        yield Pair(*place, kind, side_traits(scene.news, takes, gives, votes))


def _party(scene: Scene, book: score.Book, deal: dict[str, Any], roles: set[str]) -> str:
    named = [party["company"] for party in deal["parties"] if party["role"] in roles]
    return _id_of(scene, book, named[0]) if named else ""


def _id_of(scene: Scene, book: score.Book, name: str) -> str:
    """The id under which the reader knows a company of the text; empty where it does not find it."""
    same = partial(book.same, name, company=True)
    for mention in scene.mentions:
        if mention.kind == COMPANY and any(map(same, (mention.name, *scene.name(mention).spellings))):
            return mention.id
    return ""


def fitted(pairs: list[Pair]) -> Sides:
    """One logistic regression: each trait counts for all kinds alike, and for its own kind besides."""
    counter = DictVectorizer()
    rows = counter.fit_transform([_with_kind(pair) for pair in pairs])
    table = scipy.sparse.csr_matrix(scipy.sparse.vstack([rows, -rows]))
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
    regression = LogisticRegression(C=STRENGTH, fit_intercept=False, solver="liblinear", random_state=0)
    regression.fit(table, [1] * len(pairs) + [0] * len(pairs))
    weight = dict(zip(counter.get_feature_names_out(), regression.coef_[0], strict=True))
    traits = sorted({trait for pair in pairs for trait in pair.traits})
    weights = np.array([[weight[t] + weight.get(f"{kind}|{t}", 0.0) for kind in KINDS] for t in traits])
    scale = float(np.abs(weights).max()) / 127
    small = np.rint(weights / scale).astype(np.int8)
    keep = np.abs(small).max(axis=1) >= _KEPT
    kept = [trait for trait, is_kept in zip(traits, keep, strict=True) if is_kept]
    return Sides({trait: place for place, trait in enumerate(kept)}, small[keep], scale, digest())


def _with_kind(pair: Pair) -> Traits:
    return {**pair.traits, **{f"{pair.kind}|{trait}": much for trait, much in pair.traits.items()}}


def store(sides: Sides, path: Path) -> None:
    np.savez_compressed(
        path,
        traits=np.frombuffer("\n".join(sides.place_of).encode(), dtype=np.uint8),
        weights=sides.weights,
        scale=np.array(sides.scale),
        made_from=np.frombuffer(sides.made_from.encode(), dtype=np.uint8),
    )


if __name__ == "__main__":
    sys.exit(main())
