"""ClinicalTrials.gov against the stages of drugs.csv."""

import csv
from pathlib import Path

from tests.refresh.conftest import Command, Server, accept
from tests.refresh.make import make_study

EMPTY = {"studies": []}


def drug(data: Path, drug_id: str) -> dict[str, str]:
    with (data / "drugs.csv").open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row["id"] == drug_id)


def test_a_phase_3_trial_moves_a_phase_2_drug(refresh: Command, server: Server, data: Path) -> None:
    trial = make_study("NCT06104566", "APG-115 tablets", "PHASE3", other_names=["Alrizomadlin"])
    server.answer({"studies": [trial]}, EMPTY)
    ran = refresh("clinicaltrials", "--dry-run")
    accept(data, ran.out)
    row = drug(data, "alrizomadlin")
    assert (row["peak_stage"], row["stage"]) == ("phase 3", "phase 3")
    assert row["stage_source_url"] == "https://clinicaltrials.gov/study/NCT06104566"
    assert len(row["stage_as_of"]) == 10
    assert (
        "peak_stage phase 2 becomes phase 3: https://clinicaltrials.gov/study/NCT06104566, phase 3, recruiting"
        in ran.out
    )


def test_only_phases_that_would_be_news_are_asked_for(refresh: Command, server: Server) -> None:
    server.answer(EMPTY)
    refresh("clinicaltrials", "--dry-run")
    asked = {one["filter.advanced"]: one["query.intr"] for one in server.asked}
    assert set(asked) == {
        "AREA[Phase](PHASE3) AND AREA[StudyType]INTERVENTIONAL",
        "AREA[Phase](PHASE2 OR PHASE3) AND AREA[StudyType]INTERVENTIONAL",
    }
    assert asked["AREA[Phase](PHASE3) AND AREA[StudyType]INTERVENTIONAL"].startswith('"alrizomadlin" OR "APG-115" OR')
    assert "venetoclax" not in str(asked), "an approved drug has no phase to reach"
    assert '"p28"' not in str(asked), "too short a name for a register of all medicine"


def test_pages_follow_their_token(refresh: Command, server: Server) -> None:
    trial = make_study("NCT06104566", "alrizomadlin", "PHASE3")
    server.answer({"studies": [], "nextPageToken": "a/b+c="}, {"studies": [trial]}, EMPTY)
    ran = refresh("clinicaltrials", "--dry-run")
    assert [asked.get("pageToken") for asked in server.asked] == [None, "a/b+c=", None]
    assert "2 changes and 0 new rows" in ran.err


def test_trials_that_prove_nothing_are_left_out(refresh: Command, server: Server) -> None:
    server.answer(
        {
            "studies": [
                make_study("NCT00000001", "alrizomadlin", "PHASE3", status="WITHDRAWN"),
                make_study("NCT00000002", "alrizomadlin", "PHASE3", status="NOT_YET_RECRUITING"),
                make_study("NCT00000003", "alrizomadlin", "PHASE2", "PHASE3"),
                make_study("NCT00000004", "azacitidine", "PHASE3", placebo_for="alrizomadlin"),
                make_study("NCT00000005", "APG-1157", "PHASE3"),
                make_study("NCT00000006", "alrizomadlin", "PHASE4"),
                make_study("NCT00000007", "alrizomadlin", "PHASE3", study_type="EXPANDED_ACCESS"),
                make_study("NCT00000008", "alrizomadlin", "PHASE3", kind="DIAGNOSTIC_TEST"),
            ]
        },
        EMPTY,
    )
    ran = refresh("clinicaltrials", "--dry-run")
    assert "0 changes and 0 new rows" in ran.err
    assert "were withdrawn before they did: 2: NCT00000001 (alrizomadlin), NCT00000002 (alrizomadlin)" in ran.out
    assert "trials across two phases count as the lower one: 1: NCT00000003 (alrizomadlin)" in ran.out


def test_a_finished_trial_moves_the_peak_and_not_todays_stage(refresh: Command, server: Server, data: Path) -> None:
    server.answer({"studies": [make_study("NCT00000009", "BGB 11417", "PHASE3", status="COMPLETED")]}, EMPTY)
    ran = refresh("clinicaltrials", "--dry-run")
    accept(data, ran.out)
    assert (drug(data, "sonrotoclax")["peak_stage"], drug(data, "sonrotoclax")["stage"]) == ("phase 3", "phase 2")
    assert "sonrotoclax: no such trial goes on, so today's stage stays phase 2" in ran.out


def test_a_trial_of_a_discontinued_drug_is_a_question_and_no_proposal(
    refresh: Command, server: Server, data: Path
) -> None:
    server.answer({"studies": [make_study("NCT00000010", "Navitoclax", "PHASE3")]}, EMPTY)
    ran = refresh("clinicaltrials", "--dry-run")
    accept(data, ran.out)
    assert drug(data, "navitoclax")["stage"] == "discontinued"
    assert "goes on though stage says discontinued; look who runs it" in ran.out


def test_nothing_found_is_an_answer(refresh: Command, server: Server) -> None:
    """No trial in a further phase: most drugs do not move between two refreshes."""
    server.answer(EMPTY)
    ran = refresh("clinicaltrials")
    assert ran.status == 0
    assert refresh.written() == []
