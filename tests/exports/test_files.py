"""What leaves the product: every row, nothing that a spreadsheet would run, nothing that needs a network."""

import csv
import io
from datetime import datetime

import openpyxl
import pytest

from ci.charts.approvals import approval_timeline
from ci.exports import EXPORTS, Parcel, csv_bytes, html_bytes, xlsx_bytes
from ci.exports.safe import text_cell
from ci.frames import APPROVALS, COLLABORATIONS, EVIDENCE
from tests.charts.make import act, approvals, collaborations, deal, evidence

HOSTILE = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1")


def parcel(*rows: dict[str, object]) -> Parcel:
    frame = approvals(*rows)
    made = {"Filter": "1 of 9 regulatory acts: MDM2", "As of": "21 Nov 2026"}
    return Parcel("A finding", frame, APPROVALS, evidence(*frame["event_id"]), approval_timeline(frame), made=made)


def rows_of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_csv_keeps_names_and_precision() -> None:
    row = rows_of_csv(csv_bytes(parcel(act(on="2023-11", companies=["亚盛医药", "AbbVie"]))))[0]
    assert list(row) == APPROVALS.names
    assert row["when"] == "Nov 2023"
    assert (row["starts_on"], row["ends_on"]) == ("2023-11-01", "2023-11-30")
    assert row["companies"] == "亚盛医药; AbbVie"
    assert row["is_curated"] == "yes"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_starts_a_formula(text: str) -> None:
    packed = parcel(act(indication=text, companies=[text]))
    row = rows_of_csv(csv_bytes(packed))[0]
    assert row["indication"] == row["companies"] == f"'{text}"
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(packed)))["data"]
    cell = sheet.cell(2, [head.value for head in sheet[1]].index("Indication") + 1)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_harmless_texts_stay_as_they_are() -> None:
    for text in ("BCL-2", "2016", "a = b", "$119m"):
        assert text_cell(text) == text


def test_xlsx_holds_data_evidence_and_how_made() -> None:
    packed = parcel(act(), act(on="2020"))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(packed)))
    assert book.sheetnames == ["data", "evidence", "how made"]
    heads = [cell.value for cell in book["data"][1]]
    assert sorted(heads) == sorted(column.title for column in APPROVALS.columns)
    assert heads[:2] == ["Date", "From"] and heads[-1] == "Drug ids", "keys come last"
    assert book["data"].max_row == 3
    assert book["data"]["A3"].value == "2020"
    assert book["data"].cell(2, heads.index("Act") + 1).value == "Approval"
    said = {row[0].value: row[1].value for row in book["how made"].iter_rows(min_row=2)}
    assert said["Filter"] == "1 of 9 regulatory acts: MDM2"


def column(sheet, title: str) -> list[object]:  # type: ignore[no-untyped-def]
    place = [cell.value for cell in sheet[1]].index(title) + 1
    return [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)]


def test_our_words_never_stand_in_a_column_of_quotes() -> None:
    rows = approvals(act(), act(on="2020", is_curated=False, proof="They approved it"))
    proofs = EVIDENCE.make(
        [{"event_id": "a", "quote": "We say so", "is_curated": True}, {"event_id": "b", "quote": "They approved it"}]
    )
    packed = Parcel("A finding", rows, APPROVALS, proofs)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(packed)))
    assert column(book["evidence"], "Quote") == ["", "They approved it"]
    assert column(book["evidence"], "In our words") == ["We say so", ""]
    expected = ["In our words: The agency approved it", "“They approved it”"]
    assert column(book["data"], "Proof") == expected
    assert [row["proof"] for row in rows_of_csv(csv_bytes(packed))] == expected


def test_an_empty_frame_is_a_header() -> None:
    assert rows_of_csv(csv_bytes(parcel())) == []
    assert openpyxl.load_workbook(io.BytesIO(xlsx_bytes(parcel())))["data"].max_row == 1


def test_html_stands_alone_and_shows_texts_as_texts() -> None:
    packed = parcel(act("<script>alert(1)</script>"))
    page = html_bytes(
        Parcel("<i>title</i>", packed.rows, APPROVALS, packed.evidence, packed.figure, made=packed.made)
    ).decode()
    assert "<title>&lt;i&gt;title&lt;/i&gt;</title>" in page
    assert "<script>alert(1)</script>" not in page
    assert 'src="http' not in page
    assert "1 of 9 regulatory acts: MDM2" in page


def test_the_list_says_who_makes_what() -> None:
    assert [name for name, export in EXPORTS.items() if export.make is None] == ["png", "svg"]
    assert set(EXPORTS) == {"png", "svg", "pptx", "xlsx", "csv", "html", "bib", "ris", "zip"}


def test_days_are_dates_numbers_are_numbers_and_what_is_less_precise_stays_text() -> None:
    packed = parcel(act(on="2016-04-11", proofs_count=2), act(on="2023-11"))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(packed)))["data"]
    day = datetime(2016, 4, 11)
    assert [set(column(sheet, name)) for name in ("Date", "From", "To")] == [
        {"2023-11", "2016-04-11"},
        {datetime(2023, 11, 1), day},
        {datetime(2023, 11, 30), day},
    ]
    assert set(column(sheet, "Proofs")) == {1, 2}
    assert sheet.freeze_panes == "B2"
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
    assert all(8 <= width <= 62 for width in widths)


def test_a_column_of_days_alone_holds_dates() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(parcel(act(on="2016-04-11"), act(on="2020-11-16")))))["data"]
    assert column(sheet, "Date") == [datetime(2016, 4, 11), datetime(2020, 11, 16)]


def test_addresses_are_links_and_nothing_else_is() -> None:
    rows = approvals(
        act(source_url="https://example.org/a?b=1#c"),
        act(on="2019", source_url="file:///etc/passwd"),
        act(on="2018", source_url="external:c:\\run.exe", indication="https://example.org/"),
    )
    made = {"Address": "http://127.0.0.1:8501/approvals?drugs=venetoclax", "Product": "Apoptoscope"}
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(Parcel("A finding", rows, APPROVALS, evidence(), made=made))))
    links = [(cell.value, cell.hyperlink.target) for row in book["data"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [("https://example.org/a?b=1#c", "https://example.org/a?b=1")], "what is behind # is kept apart"
    assert book["how made"]["B2"].hyperlink.target == made["Address"]
    assert book["how made"]["B3"].hyperlink is None


def test_evidence_leaves_out_columns_in_which_nothing_stands() -> None:
    rows = approvals(act())
    proofs = EVIDENCE.make([{"event_id": "a", "quote": "We say so", "is_curated": True, "url": "https://example.org/"}])
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(Parcel("A finding", rows, APPROVALS, proofs))))["evidence"]
    heads = [cell.value for cell in sheet[1]]
    assert "In our words" in heads and "Quote" not in heads and None not in heads


def test_money_is_a_number() -> None:
    rows = collaborations(deal("A", "B", upfront_usd_m=50.0, total_usd_m=398.5))
    packed = Parcel("A finding", rows, COLLABORATIONS, evidence())
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(packed)))["data"]
    assert (column(sheet, "Upfront, US$m"), column(sheet, "Total, US$m")) == ([50], [398.5])
