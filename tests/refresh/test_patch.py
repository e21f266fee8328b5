"""The patch: readable, applicable, and nowhere but where it was asked for."""

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ci.cli.curate import Api
from ci.jobs.asking import APIS
from ci.jobs.refreshing import refresh as job
from ci.proposals import Change, Draft, NewRow, make_patch
from ci.proposals.sheet import Sheet
from ci.settings import load_settings
from tests.refresh.conftest import Command, Server, accept
from tests.refresh.make import chembl_answer, fda_answer, make_application, make_molecule, make_submission

TABLE = 'id,name,brands\nalpha,Alpha,"One, and a half"\ncharlie,Charlie,"Two\nlines"\ndelta,"Delta",Four\n'

NEWS = make_application(
    "NDA208573", "ABBVIE INC", "VENCLEXTA", "VENETOCLAX", make_submission("SUPPL", "9", "20190515", "EFFICACY")
)


def test_lines_that_do_not_change_keep_every_byte() -> None:
    sheet = Sheet.of(TABLE)
    assert sheet.text == TABLE
    sheet.append("charlie", "brands", "Three")
    assert sheet.text == TABLE.replace('"Two\nlines"', '"Two\nlines; Three"')


def test_a_row_is_inserted_where_its_id_sorts() -> None:
    for new, after in (("bravo", "alpha"), ("aa", "id"), ("echo", "delta")):
        sheet = Sheet.of(TABLE)
        sheet.insert({"id": new, "name": "New"})
        keys = [line.split(",")[0] for line in sheet.text.splitlines()]
        assert keys[keys.index(new) - 1] in (after, 'lines"')


def test_a_file_without_a_last_line_break_can_be_patched(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    bare = TABLE.rstrip("\n")
    (tmp_path / "data" / "t.csv").write_text(bare, encoding="utf-8")
    draft = Draft(changes=[Change("t.csv", "delta", "brands", "Five", "why", is_addition=True)])
    patch = make_patch(draft, {"t.csv": bare})
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch.diff.encode(), check=True, timeout=30)
    assert (tmp_path / "data" / "t.csv").read_text(encoding="utf-8") == patch.tables["t.csv"]


def test_one_spelling_is_proposed_once() -> None:
    first = Draft(changes=[Change("drugs.csv", "a", "codes", "ABC-1234", "", is_addition=True)])
    first.add_all(Draft(changes=[Change("drugs.csv", "b", "codes", "abc 1234", "", is_addition=True)]))
    first.add_all(Draft(rows=[NewRow("approvals.csv", {"id": "x"}, "")] * 2))
    assert [change.row_id for change in first.changes] == ["a"]


def test_the_further_stage_wins() -> None:
    """An opinion and the authorisation after it come from one record, a trial from another API."""
    draft = Draft()
    for stage, rank in (("registration", 4), ("approved", 5), ("phase 3", 3)):
        draft.change(Change("drugs.csv", "a", "peak_stage", stage, "", rank=rank))
    assert [change.value for change in draft.changes] == ["approved"]


def test_the_patch_is_written_and_applies(refresh: Command, server: Server, data: Path) -> None:
    server.answer(fda_answer(NEWS))
    ran = refresh("openfda")
    place = data.parent / "var" / f"refresh-openfda-{datetime.now(UTC):%Y-%m-%d}.patch"
    assert refresh.written() == [place]
    assert ran.out == ""
    assert f"read {place}, then take it with: git apply {place}; data/ is unchanged" in ran.err
    text = place.read_text(encoding="utf-8")
    assert text.startswith("# apoptoscope refresh openfda, ")
    assert "\n--- a/data/approvals.csv\n+++ b/data/approvals.csv\n" in text
    accept(data, text)


def test_a_dry_run_writes_nothing(refresh: Command, server: Server) -> None:
    server.answer(fda_answer(NEWS))
    ran = refresh("openfda", "--dry-run")
    assert "+venetoclax-approval-fda-2019-05-15,approval," in ran.out
    assert refresh.written() == []


def test_an_accepted_proposal_is_not_made_again(refresh: Command, server: Server, data: Path) -> None:
    server.answer(fda_answer(NEWS))
    accept(data, refresh("openfda", "--dry-run").out)
    assert "0 changes and 0 new rows proposed" in refresh("openfda", "--dry-run").err


def test_out_names_the_file(refresh: Command, server: Server, tmp_path: Path) -> None:
    server.answer(fda_answer(NEWS))
    place = tmp_path / "deep" / "mine.patch"
    assert refresh("openfda", "--out", str(place)).status == 0
    assert refresh("openfda", "--out", str(place)).status == 0, "an earlier patch of ours may be replaced"
    assert place.is_file()


@pytest.mark.parametrize("name", ["data/drugs.csv", "data/new.patch", "notes.txt", "data"])
def test_a_patch_never_overwrites_something_else(refresh: Command, server: Server, data: Path, name: str) -> None:
    notes = data.parent / "notes.txt"
    notes.write_text("mine", encoding="utf-8")
    server.answer(fda_answer(NEWS))
    ran = refresh("openfda", "--out", str(data.parent / name))
    assert ran.status == 1
    assert "choose another file with --out" in ran.err
    assert notes.read_text(encoding="utf-8") == "mine"
    assert server.asked == [], "nobody is asked for what could not be kept"


def test_faulty_tables_are_mended_first(
    server: Server, data: Path, monkeypatch: pytest.MonkeyPatch, refresh: Command
) -> None:
    (data / "drugs.csv").write_text("id,name\n", encoding="utf-8")
    ran = refresh("openfda")
    assert ran.status == 1
    assert "run `apoptoscope check` to list them" in ran.err
    assert server.asked == []


def test_another_address_needs_the_name_of_the_api(server: Server, refresh: Command) -> None:
    assert refresh("--dry-run").status == 1
    assert server.asked == []


def test_several_apis_make_one_patch(server: Server, data: Path, refresh: Command) -> None:
    """Both know the brand, which is proposed once; one patch cannot contradict itself."""
    news = make_application(
        "NDA1", "X", "VENCLYXTO", "VENETOCLAX", make_submission("SUPPL", "9", "20190515", "EFFICACY")
    )
    molecule = make_molecule("CHEMBL3137309", "VENETOCLAX", ("Venclyxto", "TRADE_NAME"))
    server.answer(fda_answer(news), chembl_answer(molecule))
    settings = load_settings()
    both = job(settings, ("openfda", "chembl"), date(2026, 11, 21), lambda *_: None, base_url=server.url)
    assert both.written == data.parent / "var" / "refresh-all-2026-11-21.patch"
    assert (both.changes_count, both.rows_count) == (2, 1)
    accept(data, both.text)


def test_the_command_offers_every_api() -> None:
    assert {api.value for api in Api} == set(APIS)
