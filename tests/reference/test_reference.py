"""The curated tables are valid, and a fault in any of them is found with its file and line."""

import csv
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from ci.errors import InputError, ReferenceFaultError
from ci.model import SUBTYPES, EventType, MechanismCategory
from ci.reference import load_catalog, read_catalog, stale_rows
from ci.reference.tables import TABLES

DATA = Path(__file__).resolve().parents[2] / "data"
TODAY = date.today()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def change(path: Path, line: int, column: str, value: str) -> None:
    """Writes `value` into a cell; lines count from 1 with the header."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def line_with(path: Path, column: str, *values: str) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return next(n for n, row in enumerate(rows, 2) if (row[column] in values if values else row[column]))


def test_the_curated_tables_are_valid() -> None:
    _, faults = read_catalog(DATA, TODAY)
    assert [str(fault) for fault in faults] == []


def test_the_counts_hold() -> None:
    catalog = load_catalog(DATA)
    own = [drug for drug in catalog.drugs.values() if not drug.is_partner]
    acts = [event for event in catalog.events if event.type is EventType.REGULATORY]
    deals = [event for event in catalog.events if event.type is EventType.COLLABORATION]
    assert len(catalog.companies) >= 220
    assert len(own) >= 185
    assert len(acts) >= 200
    trials = [event for event in catalog.events if event.type is EventType.CLINICAL]
    assert len(deals) >= 140
    assert len(trials) >= 10
    assert {event.subtype for event in trials} <= set(SUBTYPES[EventType.CLINICAL])
    assert {m.id for m in catalog.mechanisms.values() if m.level == "category"} == set(MechanismCategory)
    assert {event.subtype for event in acts} <= set(SUBTYPES[EventType.REGULATORY])


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.file)
def test_every_column_is_described(table: object) -> None:
    described = (DATA / "README.md").read_text(encoding="utf-8")
    for column in table.columns:  # type: ignore[attr-defined]
        assert column in described, f"data/README.md does not describe {column}"


@pytest.mark.parametrize(
    "file",
    ["approvals.csv", "deals.csv", "trials.csv", "drugs.csv", "companies.csv", "expected.csv", "mechanisms.csv"],
)
def test_a_row_without_a_source_is_a_fault(data: Path, file: str) -> None:
    change(data / file, 3, "source_url", "")
    with pytest.raises(ReferenceFaultError) as raised:
        load_catalog(data)
    assert [str(fault) for fault in raised.value.faults] == [
        f"{file}:{physical_line(data / file, 3)}: source_url is empty"
    ]


def test_a_folder_without_any_table_is_named_and_what_is_looked_for_in_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none of the curated tables is there; expected .*drugs\.csv") as raised:
        load_catalog(tmp_path)
    assert str(tmp_path) in str(raised.value)


def test_faults_name_the_folder_that_has_them(data: Path) -> None:
    change(data / "drugs.csv", 3, "source_url", "")
    with pytest.raises(ReferenceFaultError, match=rf"{re.escape(str(data))} has 1 fault"):
        load_catalog(data)


def physical_line(path: Path, row: int) -> int:
    """Line of the file on which a row ends (cells may hold line breaks)."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        for _ in range(row):
            next(reader)
        return reader.line_num


@pytest.mark.parametrize(
    ("file", "column", "value", "sentence"),
    [
        ("approvals.csv", "agency", "", "agency is empty"),
        ("approvals.csv", "subtype", "approved", "is not one of approval"),
        ("approvals.csv", "date", "2023-11-31", "date"),
        ("approvals.csv", "date", "2031-01-01", "lies in the future"),
        ("approvals.csv", "drug_ids", "no-such-drug", "is in none of drugs.csv, partner_drugs.csv"),
        ("approvals.csv", "trial_ids", "NCT123", "is not a registry number"),
        ("approvals.csv", "disputes", "date: 2024", "is not field=value"),
        ("deals.csv", "status", "announced", "filled together or not at all"),
        ("deals.csv", "status", "planned", "is not one of announced, completed, ended"),
        ("deals.csv", "subtype", "acquisition", "an acquisition needs a status"),
        ("deals.csv", "parties", "abbvie=partner", "fewer than two companies"),
        ("deals.csv", "parties", "abbvie=buyer; pfizer=seller", "with a role of licensor"),
        ("deals.csv", "parties", "abbvie=partner; no-such=partner", "'no-such' is in none of companies.csv"),
        ("deals.csv", "upfront_usd_m", "99999999", "is more than total_usd_m"),
        ("deals.csv", "total_usd_m", "fifty", "is not a number of millions"),
        ("trials.csv", "subtype", "failure", "is not one of trial-start, readout, trial-stop"),
        ("trials.csv", "phase", "III", "is not one of 1, 1/2, 2, 2/3, 3, 4"),
        ("trials.csv", "drug_ids", "no-such-drug", "is in none of drugs.csv, partner_drugs.csv"),
        ("companies.csv", "source_url", "www.example.org", "is not an http(s) address"),
        ("companies.csv", "name", " AbbVie", "begins or ends with a blank"),
        ("targets.csv", "uniprot", "12345", "does not look like"),
        ("drugs.csv", "modality", "pill", "is not one of small molecule"),
        ("mechanisms.csv", "parent_id", "nowhere", "nowhere"),
        ("sources.csv", "kind", "gopher", "is not one of rss"),
    ],
)
def test_a_fault_is_told_with_what_was_found_and_allowed(
    data: Path, file: str, column: str, value: str, sentence: str
) -> None:
    line = line_with(data / file, "total_usd_m") if column == "upfront_usd_m" else 2
    change(data / file, line, column, value)
    _, faults = read_catalog(data, TODAY)
    assert any(f.file == file and sentence in f.message for f in faults), [str(f) for f in faults]


def test_all_faults_are_listed_at_once(data: Path) -> None:
    change(data / "approvals.csv", 2, "source_url", "")
    change(data / "deals.csv", 5, "says", "")
    (data / "lookalikes.csv").unlink()
    _, faults = read_catalog(data, TODAY)
    assert {fault.file for fault in faults} >= {"approvals.csv", "deals.csv", "lookalikes.csv"}


def test_one_spelling_leads_to_one_thing(data: Path) -> None:
    with (data / "drugs.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    change(data / "drugs.csv", 4, "codes", first["name"].upper())
    _, faults = read_catalog(data, TODAY)
    assert any("leads to two things" in fault.message for fault in faults)


def test_an_approved_drug_stands_at_that_stage(data: Path) -> None:
    change(data / "drugs.csv", line_with(data / "drugs.csv", "id", "venetoclax"), "peak_stage", "phase 2")
    _, faults = read_catalog(data, TODAY)
    assert any("venetoclax is approved here, but drugs.csv says peak_stage 'phase 2'" in f.message for f in faults)


def test_a_trial_is_no_later_than_its_drug_ever_got(data: Path) -> None:
    drugs, trials = data / "drugs.csv", data / "trials.csv"
    change(drugs, line_with(drugs, "id", "milademetan"), "peak_stage", "phase 2")
    _, faults = read_catalog(data)
    line = line_with(trials, "drug_ids", "milademetan")
    assert [str(fault) for fault in faults] == [
        f"trials.csv:{line}: milademetan is in phase 3 here, but drugs.csv says peak_stage 'phase 2'"
    ]


def test_rows_out_of_order_and_twice_are_told(data: Path) -> None:
    path = data / "lookalikes.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[2], lines[1], lines[1], *lines[3:]]), encoding="utf-8")
    _, faults = read_catalog(data, TODAY)
    messages = " ".join(f.message for f in faults)
    assert "out of order" in messages and "stands already in line" in messages


def test_rows_not_checked_for_a_year_are_listed(data: Path) -> None:
    change(data / "approvals.csv", 2, "checked_on", "2024-01-05")
    assert [
        str(f).split(": ")[1]
        for f in stale_rows(data, TODAY)
        if f.file == "approvals.csv" and "5 Jan 2024" in f.message
    ]


def test_the_version_changes_with_the_data(data: Path) -> None:
    before = load_catalog(data).version
    path = data / "approvals.csv"
    change(path, 2, "indication", "another disease")
    assert load_catalog(data).version != before
