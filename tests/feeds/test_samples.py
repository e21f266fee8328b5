"""Every sample of tests/feeds/samples is read as the file beside it says.

To add a case put two files there: the sample, and `<its name without the last ending>.expect.json` with the kind of
source (a key of KINDS, or `saved-text`) and what is expected of each article. `text` is compared whole; `text_starts`,
`text_ends`, `text_has`, `text_lacks` and `paragraphs` (their number) look at parts of it.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ci.feeds import KINDS, looks_like
from ci.feeds.page import parse_text, read_bytes
from ci.model import Article, Fetched

SAMPLES = Path(__file__).parent / "samples"
EXPECTATIONS = sorted(SAMPLES.glob("*.expect.json"))
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _sample_of(expectation: Path) -> Path:
    name = expectation.name.removesuffix(".expect.json")
    (sample,) = (path for path in SAMPLES.glob(f"{name}.*") if path.stem == name and path != expectation)
    return sample


def _read(kind: str, sample: Path) -> list[Article]:
    if kind == "saved-text":
        return [read_bytes(sample.read_bytes(), sample.name)]
    return KINDS[kind](Fetched("https://source.example/feed", sample.read_bytes(), fetched_at=NOW))


def _check(article: Article, expected: dict[str, Any]) -> None:
    for name in {"url", "title", "source", "guid", "doi", "language", "text"} & set(expected):
        assert getattr(article, name) == expected[name], name
    if "published" in expected:
        assert (article.published.iso if article.published else None) == expected["published"]
    assert article.text.startswith(expected.get("text_starts", ""))
    assert article.text.endswith(expected.get("text_ends", ""))
    assert all(words in article.text for words in expected.get("text_has", []))
    assert not [words for words in expected.get("text_lacks", []) if words in article.text]
    if "paragraphs" in expected:
        assert article.text.count("\n") + 1 == expected["paragraphs"]


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda path: path.name.removesuffix(".expect.json"))
def test_a_sample_is_read_as_expected(expectation: Path) -> None:
    expected = json.loads(expectation.read_text(encoding="utf-8"))
    articles = _read(expected["kind"], _sample_of(expectation))
    assert [article.title for article in articles] == [row["title"] for row in expected["articles"]]
    for article, row in zip(articles, expected["articles"], strict=True):
        _check(article, row)


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda path: path.name.removesuffix(".expect.json"))
def test_the_kind_of_a_sample_is_recognised(expectation: Path) -> None:
    kind = json.loads(expectation.read_text(encoding="utf-8"))["kind"]
    fetched = Fetched("https://source.example/feed", _sample_of(expectation).read_bytes())
    assert looks_like(fetched) == ("page" if kind in ("saved-text", "listing") else kind)


def test_every_kind_has_a_sample() -> None:
    kinds = {json.loads(path.read_text(encoding="utf-8"))["kind"] for path in EXPECTATIONS}
    assert set(KINDS) <= kinds, "a new kind needs a sample and its .expect.json in tests/feeds/samples"


def test_what_the_caller_knows_wins() -> None:
    from ci.when import When

    text = (SAMPLES / "company-news.txt").read_text(encoding="utf-8")
    article = parse_text(text, "https://x.example/1?utm_source=a", "Own Name", When.parse("2020"))
    assert (article.url, article.source, article.published) == ("https://x.example/1", "Own Name", When.parse("2020"))
