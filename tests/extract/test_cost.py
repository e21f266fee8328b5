"""Reading costs what the length of a text costs, whatever stands in it; past 200,000 characters nothing is read."""

import json
import time
from pathlib import Path

import pytest

from ci.extract import Reader
from ci.extract.text import READ_AT_MOST
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import ROOT
from ci.when import When

TIMES = 8
"""An odd text may take so many times as long as ordinary news of that length.

Forty thousand sentences of one word cost four times as much, and no more for being many; a square costs a hundred.
"""
LEAD = "Venetoclax was approved by the FDA on Monday, AbbVie said."
"""Without it nothing would be read: the text must be about our field."""

ODD = {
    "act words": "approved " * 110_000,
    "a megabyte of one letter": "a" * 1_000_000,
    "a megabyte of one capital letter": "A" * 1_000_000,
    "100,000 opening brackets": "(" * 100_000,
    "100,000 brackets": "()" * 50_000,
    "a megabyte of a-a-a-": "a-" * 500_000,
    "a megabyte of ABC-ABC-": "ABC-" * 250_000,
    "a megabyte of digits": "1" * 1_000_000,
    "a megabyte of single digits": "1 " * 500_000,
    "a megabyte of Chinese": "中国药监局批准" * 150_000,
    "a megabyte of short Chinese sentences": "中国。" * 333_000,
    "a megabyte of line breaks": "\n" * 1_000_000,
    "a megabyte of quotation marks": '"' * 1_000_000,
    "accents on every letter": "e\u0301" * 400_000,
    "one name again and again": "venetoclax " * 90_000,
    "names in brackets that never close": "(venetoclax " * 90_000,
    "legal forms": "Inc. " * 200_000,
    "one deal again and again": (
        "Takeda has licensed the BCL-2 inhibitor lisaftoclax from Ascentage Pharma for $100 million upfront and up to "
        "$1.3 billion in all. "
    )
    * 1_600,
    "capitals in a list of investors": "The round for venetoclax was led by " + "A" * 190_000 + "! , Roche invest.",
    "capitals between two investors": "The round of venetoclax: Pfizer, " + "A" * 190_000 + "! , Roche invest.",
    "sums in one sentence": "Takeda licensed the BCL-2 inhibitor lisaftoclax for " + "$7 million, " * 17_000,
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_catalog(ROOT / "data"))


@pytest.fixture(scope="module")
def ordinary() -> str:
    """Labelled news one after another, over and over."""
    path = Path(__file__).parent.parent / "reading" / "dev.jsonl"
    news = " ".join(json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())
    return news * (2 * READ_AT_MOST // len(news) + 1)


def article(text: str) -> Article:
    return Article(
        "https://wire.example/1", "Venetoclax approved", f"{LEAD} {text}", published=When.parse("2024-05-07")
    )


def seconds(reader: Reader, text: str) -> float:
    """Processor time, which other programs on the machine do not lengthen much; the better of two."""
    spent = []
    for _ in range(2):
        began = time.process_time()
        reader.read(article(text))
        spent.append(time.process_time() - began)
    return min(spent)


@pytest.fixture(scope="module")
def ordinary_seconds(reader: Reader, ordinary: str) -> float:
    """For as many characters of ordinary news as are read of any text."""
    return seconds(reader, ordinary[:READ_AT_MOST])


@pytest.mark.slow
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_text_costs_no_more_than_news_of_that_length(reader: Reader, ordinary_seconds: float, text: str) -> None:
    share = min(1.0, len(text) / READ_AT_MOST)
    assert seconds(reader, text) < TIMES * share * ordinary_seconds


@pytest.mark.slow
def test_twice_the_text_costs_about_twice(reader: Reader, ordinary: str) -> None:
    half, whole = (seconds(reader, ordinary[: READ_AT_MOST // part]) for part in (2, 1))
    assert whole < 3 * half


def test_what_stands_past_the_limit_is_not_read(reader: Reader) -> None:
    filler = "The weather was mild and the harbour was quiet. " * 5_000
    told = "On Tuesday the FDA approved navitoclax for myelofibrosis, AbbVie said."
    reading = reader.read(article(filler + told))
    assert reading.unread_from == READ_AT_MOST
    assert [name.name for name in reading.drugs] == ["venetoclax"]
    assert all(event.quote.end <= READ_AT_MOST for event in reading.events)


def test_a_text_within_the_limit_is_read_to_its_end(reader: Reader) -> None:
    filler = "The weather was mild and the harbour was quiet. " * 4_000
    told = "On Tuesday the FDA approved navitoclax for myelofibrosis, AbbVie said."
    reading = reader.read(article(filler + told))
    assert reading.unread_from is None
    assert "navitoclax" in [name.name for name in reading.drugs]


def test_an_over_long_text_about_something_else_says_so_too(reader: Reader) -> None:
    reading = reader.read(Article("https://wire.example/2", "Weather", "Mild and quiet. " * 20_000))
    assert not reading.is_relevant
    assert reading.unread_from == READ_AT_MOST
