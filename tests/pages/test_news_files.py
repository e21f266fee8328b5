"""What a search found as files: a table with the passages, a workbook with the proofs, citations of the stories."""

import csv
import io

import pytest

from ci.exports import EXPORTS
from ci.filters import Filters
from ci.frames import STORIES
from ci.pages.news_files import KINDS, parcel
from tests.pages.make import ARTICLE, QUOTE


@pytest.fixture(autouse=True)
def pages(use, database) -> None:  # type: ignore[no-untyped-def]
    use(database)


def made(ending: str, typed: str = "alrizomadlin") -> bytes:
    make = EXPORTS[ending].make
    assert make
    return make(parcel(ending, typed, Filters(), f"found by {typed}", "http://localhost/news"))


def test_every_story_is_a_row() -> None:
    (row,) = csv.DictReader(io.StringIO(made("csv").decode("utf-8-sig")))
    assert list(row) == STORIES.names
    assert (row["title"], row["source"], row["url"]) == (ARTICLE.title, "Pharma Focus Asia", ARTICLE.url)
    assert "will study alrizomadlin" in row["passage"]
    assert (row["drugs"], row["companies"]) == ("alrizomadlin", "Ascentage Pharma; Genor Biopharma")
    assert row["events_count"] == "1"


def test_the_stories_are_cited_and_their_events_are_proved() -> None:
    for ending in ("bib", "ris"):
        text = made(ending).decode("utf-8-sig")
        assert text.count(ARTICLE.url) == 1
        assert "20 Dec 2018" in text
    assert list(parcel("xlsx", "alrizomadlin", Filters(), "", "").evidence["quote"]) == [QUOTE]


@pytest.mark.parametrize("ending", KINDS)
def test_a_file_of_nothing_is_a_file(ending: str) -> None:
    assert made(ending, "nobodywrotethis")
