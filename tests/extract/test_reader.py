"""What must hold of every reading, whatever the text."""

import time

import pytest

from ci.extract import EXTRACTORS, Reader
from ci.extract.guide import as_json
from ci.extract.text import READ_AT_MOST, Text
from ci.model import Article, Catalog, EventType
from ci.when import When
from tests.extract.samples import samples

ORDINARY = (
    "Ascentage Pharma said on Monday that the FDA has granted orphan drug designation to lisaftoclax (APG\u20112575), "
    "its Bcl\u20112 inhibitor. A first patient has been dosed in a phase 2 trial. "
)


def _article(text: str, title: str = "Ascentage Pharma reports on lisaftoclax") -> Article:
    return Article("https://example.org/a", title, text, published=When.parse("2024-05-14"))


def test_there_is_one_extractor_for_each_type_of_event() -> None:
    assert sorted(f"{e.__name__}" for e in EXTRACTORS) == ["clinical", "collaborations", "regulatory"]
    assert len(EXTRACTORS) == len(EventType)


def test_every_quote_stands_in_its_article(reader: Reader) -> None:
    for sample in samples():
        for event in reader.read(sample.article).events:
            assert event.quote.stands_in(sample.article.full_text), sample.place


def test_quotes_keep_their_place_when_invisible_characters_are_dropped(reader: Reader) -> None:
    text = ORDINARY.replace("lisaftoclax", "lisafto\u200bclax").replace("Ascentage", "Ascent\u00adage")
    article = _article(text)
    reading = reader.read(article)
    assert {e.subtype for e in reading.events} == {"orphan", "trial-start"}
    assert all(e.quote.stands_in(article.full_text) for e in reading.events)


def test_reading_twice_gives_the_same(catalog: Catalog, reader: Reader) -> None:
    article = _article(ORDINARY)
    assert reader.read(article) == reader.read(article) == Reader(catalog).read(article)


def test_what_is_not_about_our_drugs_is_read_as_nothing(reader: Reader) -> None:
    reading = reader.read(_article("Ironman Group formed a partnership with UTMB Group, a trail race.", "On the trail"))
    assert not reading.is_relevant
    assert not reading.events and not reading.companies


def test_an_over_long_text_is_read_up_to_the_limit_and_says_so(reader: Reader) -> None:
    reading = reader.read(_article(ORDINARY + "x " * READ_AT_MOST))
    assert reading.unread_from == READ_AT_MOST
    assert reading.events


@pytest.mark.slow
@pytest.mark.parametrize(
    "filler",
    [
        "a" * 1_000_000,
        "(" * 100_000,
        "A" * 300_000,
        "Bio " * 60_000,
        "$1 " * 60_000,
        "May 1 " * 40_000,
        ", and " * 40_000,
        "venetoclax " * 18_000,
    ],
    ids=["letters", "brackets", "capitals", "kind-words", "sums", "dates", "commas", "drugs"],
)
def test_hostile_text_costs_no_more_than_ordinary_text(reader: Reader, filler: str) -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        reader.read(_article(text))
        return time.process_time() - start

    ordinary = seconds(ORDINARY * (READ_AT_MOST // len(ORDINARY)))
    assert seconds(ORDINARY + filler) < 4 * ordinary + 1


def test_one_to_one_text_keeps_its_length() -> None:
    text = Text("A\u2010B \u201cC\u201d \uff21\u00a0\u0130")
    assert text.norm == 'A-B "C" A I'
    assert len(text.low) == len(text.norm)


def test_guide_shape(reader: Reader, catalog: Catalog) -> None:
    article = _article(ORDINARY)
    line = as_json("x1", article, reader.read(article), catalog)
    assert list(line) == ["id", "relevant", "companies", "drugs", "targets", "mechanisms", "events"]
    orphan = next(e for e in line["events"] if e["subtype"] == "orphan")
    assert (orphan["date"], orphan["agency"], orphan["drugs"]) == ("2024-05-13", "FDA", ["lisaftoclax"])
    assert orphan["evidence"] in article.full_text
