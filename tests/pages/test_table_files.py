"""The files of tables that stand without a chart: the rows shown, what proves each, how they came here."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pandas as pd
import pytest

from ci.exports import EXPORTS
from ci.filters import Filters
from ci.frames import APPROVALS, EXPECTED, FACTS, LANDSCAPE, NAMES, SOURCES, Frame
from ci.pages import evidence, reads
from ci.pages.table_files import KINDS, Listed, parcel
from ci.queries.cited import Page
from ci.queries.facts import Fact, in_rows


@pytest.fixture(autouse=True)
def pages(use, database) -> None:  # type: ignore[no-untyped-def]
    use(database)


VENETOCLAX = Filters(drugs=("venetoclax",))
ON_PAGES = {
    "regulatory_acts": (APPROVALS, lambda: reads.approvals(VENETOCLAX), 3),
    "drugs": (LANDSCAPE, lambda: reads.landscape(Filters(companies=("ascentage-pharma",))), 2),
    "expected_dates": (EXPECTED, lambda: reads.expected(Filters()), 1),
    "sources": (SOURCES, reads.sources, 1),
}


def made(ending: str, shape: Frame, rows: pd.DataFrame) -> bytes:
    make = EXPORTS[ending].make
    assert make
    listed = Listed(rows, shape, shape.name, "some rows", VENETOCLAX)
    return make(parcel("Some rows", listed, "http://localhost/profile"))


@pytest.mark.parametrize("subject", ON_PAGES)
def test_a_workbook_holds_rows_proofs_and_how_it_was_made(subject: str) -> None:
    shape, ask, count = ON_PAGES[subject]
    rows = ask()
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", shape, rows)))
    assert book.sheetnames == ["data", "evidence", "how made"]
    assert book["data"].max_row == count + 1
    proofs = 0 if subject == "sources" else count
    assert book["evidence"].max_row == proofs + 1, "each row with its proof"
    told = {row[0].value: row[1].value for row in book["how made"].iter_rows(min_row=2)}
    assert told["Filter"] == "some rows" and told["Curated data"] == "2026-11-20 abc1234"
    written = list(csv.DictReader(io.StringIO(made("csv", shape, rows).decode("utf-8-sig"))))
    assert len(written) == count and list(written[0]) == shape.names


@pytest.mark.parametrize("ending", KINDS)
def test_a_file_of_no_rows_is_a_file(ending: str) -> None:
    assert made(ending, EXPECTED, EXPECTED.make([]))


def test_a_file_is_named_for_what_it_holds() -> None:
    listed = Listed(APPROVALS.make([]), APPROVALS, "regulatory_acts", "", VENETOCLAX)
    assert parcel("", listed, "").stem.startswith("regulatory_acts_venetoclax_")


def test_a_line_of_a_profile_is_proved_by_its_own_pages() -> None:
    pages = (Page("https://a.example", "2026-11-20"), Page("https://b.example"))
    rows = in_rows([Fact("Owns", "Beta, Gamma", pages), Fact("Written in articles", "beta", said_by="3 articles")])
    proofs = evidence.of_rows(rows).to_dict("records")
    told = [("https://a.example", "2026-11-20"), ("https://b.example", "")]
    assert [(one["url"], one["checked_on"]) for one in proofs] == told
    assert {one["quote"] for one in proofs} == {"Owns: Beta, Gamma"}
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", FACTS, rows)))
    assert [cell.value for cell in book["data"][3]][:2] == ["Written in articles", "beta"]


def test_what_is_no_event_is_proved_by_the_pages_that_it_names() -> None:
    drug = {"drug_id": "a", "drug": "alpha", "source_url": "https://a.example", "checked_on": "2026-11-20"}
    stood = {"stage": "phase 2", "stage_source_url": "https://stage.example", "stage_as_of": "2026-10"}
    proofs = evidence.of_rows(LANDSCAPE.make([drug | stood | {"target": "X"}, drug | stood | {"target": "Y"}]))
    assert list(proofs["url"]) == ["https://a.example", "https://stage.example"], "a drug on two targets is one drug"
    assert list(proofs["quote"]) == ["alpha: name, target and mechanism", "alpha: stands at phase 2"]
    assert proofs["is_curated"].all()
    name = {"name_id": "~x", "example": "X buys Y.", "example_source": "Outlet", "example_url": "https://x.example"}
    decided = {"name_id": "~y", "decided_at": datetime(2026, 11, 20, tzinfo=UTC).replace(tzinfo=None)}
    (proof,) = evidence.of_rows(NAMES.make([name, decided])).to_dict("records")
    assert (proof["quote"], proof["source"], proof["url"], proof["is_curated"]) == (
        *("X buys Y.", "Outlet", "https://x.example"),
        False,
    )
