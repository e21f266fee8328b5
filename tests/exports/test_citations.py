"""The sources for a reference manager, and everything in one ZIP."""

import io
import zipfile
from dataclasses import replace

import openpyxl
from pptx import Presentation

from ci.charts import CHARTS
from ci.exports import EXPORTS, Parcel, bibtex_bytes, ris_bytes
from ci.frames import APPROVALS, EVIDENCE, EXPECTED, LANDSCAPE
from tests.charts.make import act, approvals, drug, expected, landscape, planned

ARTICLE = {
    "event_id": "a",
    "title": "50% of {costs} & more",
    "source": "Trade_Press",
    "published": "20 Dec 2018",
    "url": "https://news.example/a_b%20c",
    "quote": "The agency\napproved it",
}
PAGE = {
    "event_id": "b",
    "is_curated": True,
    "url": "https://www.agency.example/x",
    "quote": "We say",
    "checked_on": "2026-11-20",
}


def parcel() -> Parcel:
    rows = approvals(act())
    drawing = CHARTS["approval-timeline"].draw(rows)
    return Parcel(
        "A finding",
        rows,
        APPROVALS,
        EVIDENCE.make([ARTICLE, PAGE, {**ARTICLE, "event_id": "c"}]),
        figure=drawing,
        also=((EXPECTED, expected(planned("navtemadlin", "2028"))),),
        made={"Rows": "1 (regulatory act)"},
        drawing=drawing,
        slide="timeline",
        filters="1 of 9 acts: MDM2",
        source_line="curated data 2026-11-20 · as of 21 Nov 2026 · n = 1",
        stem="approvals_MDM2_2026-11-21",
    )


def test_bibtex_holds_each_address_once_and_escapes_what_tex_reads() -> None:
    text = bibtex_bytes(parcel()).decode()
    assert text.startswith("% A finding\n% 1 of 9 acts: MDM2\n% curated data 2026-11-20 · as of 21 Nov 2026 · n = 1")
    assert text.count("@online{") == 2
    assert r"title = {{50\% of \{costs\} \& more}}" in text
    assert r"organization = {Trade\_Press}" in text
    assert "year = {2018}" in text
    assert "url = {https://news.example/a_b%20c}" in text
    assert "urldate = {2026-11-20}" in text


def test_ris_is_one_record_an_address() -> None:
    text = ris_bytes(parcel()).decode()
    assert text.startswith("TY  - "), "no mark before the first tag"
    assert text.count("N1  - ") == 1, "said once for all"
    assert text.count("TY  - ELEC\r\n") == text.count("ER  - \r\n") == 2
    assert "AB  - “The agency approved it”\r\n" in text
    assert "AB  - In our words: We say\r\n" in text, "our words are no quotation"
    assert "TI  - [We say]\r\n" in text, "what a checked page tells, not the host that it stands on"
    assert "N1  - 1 of 9 acts: MDM2. curated data 2026-11-20 · as of 21 Nov 2026 · n = 1\r\n" in text
    assert all(line[2:6] == "  - " for line in text.split("\r\n") if line)


def test_rows_without_proofs_cite_their_own_source() -> None:
    alone = Parcel("t", approvals(act()), APPROVALS, EVIDENCE.make([]))
    assert "url = {https://example.org/act}" in bibtex_bytes(alone).decode()


def test_a_drug_is_cited_by_its_name_and_target() -> None:
    rows = landscape(drug("venetoclax", "BCL-2", "bcl2-family", "approved", "AbbVie"))
    rows = rows.assign(source_url="https://example.org/v")
    text = ris_bytes(Parcel("t", rows, LANDSCAPE, EVIDENCE.make([]))).decode("utf-8-sig")
    assert "TI  - [venetoclax, BCL-2]\r\n" in text


def test_the_zip_holds_every_file_that_a_server_makes() -> None:
    make = EXPORTS["zip"].make
    assert make is not None
    archive = zipfile.ZipFile(io.BytesIO(make(parcel())))
    stem = "approvals_MDM2_2026-11-21"
    kinds = [ending for ending, export in EXPORTS.items() if export.make and ending != "zip"]
    tables = {f"{stem}_expected.csv", f"{stem}_evidence.csv"}
    assert set(archive.namelist()) == {*(f"{stem}.{k}" for k in kinds), *tables, "how made.txt"}
    assert Presentation(io.BytesIO(archive.read(f"{stem}.pptx"))).core_properties.title == "A finding"
    sheets = openpyxl.load_workbook(io.BytesIO(archive.read(f"{stem}.xlsx"))).sheetnames
    assert sheets == ["data", "evidence", "expected", "how made"]
    said = archive.read("how made.txt").decode()
    for words in ("1 of 9 acts: MDM2", "as of 21 Nov 2026", "n = 1", "PNG and SVG are made by the browser"):
        assert words in said
    with_pictures = make(replace(parcel(), pictures={"png": b"of the browser"}))
    archive = zipfile.ZipFile(io.BytesIO(with_pictures))
    assert archive.read(f"{stem}.png") == b"of the browser"
    assert "it sent none" not in archive.read("how made.txt").decode()
