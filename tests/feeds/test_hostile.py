"""Cut and damaged feeds: never an escape, never a part taken for the whole."""

import json
import random
from pathlib import Path

import pytest

from ci.errors import FeedError
from ci.feeds import KINDS, looks_like
from ci.model import Fetched

FOLDER = Path(__file__).parent / "samples"
KIND_OF = {
    path.name.removesuffix(".expect.json"): json.loads(path.read_text(encoding="utf-8"))["kind"]
    for path in FOLDER.glob("*.expect.json")
}
SAMPLES = sorted(
    path
    for path in FOLDER.iterdir()
    if path.suffix in (".xml", ".json") and KIND_OF.get(path.stem) not in (None, "page", "saved-text")
)
ADDRESS = "https://site.example/feed"


def _kind(sample: Path) -> str:
    return str(KIND_OF[sample.stem])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_cut_feed_is_never_taken_for_a_whole_one(sample: Path) -> None:
    body = sample.read_bytes().rstrip()
    for end in range(1, len(body) - 8, max(7, len(body) // 400)):
        with pytest.raises(FeedError):
            KINDS[_kind(sample)](Fetched(ADDRESS, body[:end]))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_damaged_feed_gives_articles_or_a_fault(sample: Path) -> None:
    body, dice = sample.read_bytes(), random.Random(sample.name)
    for _ in range(150 if _kind(sample) in ("rss", "json-feed") else 40):
        damaged = bytearray(body)
        for _ in range(dice.randint(1, 8)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        fetched = Fetched(ADDRESS, bytes(damaged))
        for read in (looks_like, KINDS[_kind(sample)], KINDS["page"]):
            try:
                read(fetched)
            except FeedError as error:
                assert str(error).startswith(ADDRESS)


@pytest.mark.parametrize("kind", KINDS)
def test_random_bytes_give_articles_or_a_fault(kind: str) -> None:
    dice = random.Random(kind)
    for size in (1, 2, 3, 10, 100, 5000):
        for _ in range(15):
            try:
                KINDS[kind](Fetched(ADDRESS, dice.randbytes(size)))
            except FeedError as error:
                assert error.kind in ("not-a-feed", "malformed", "empty", "truncated")
