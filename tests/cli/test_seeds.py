"""The two documents that the project began with, in our own words but with their furniture, by every way in."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.loopback import serving

SEEDS = Path(__file__).resolve().parents[1] / "samples" / "seeds"


@pytest.fixture
def apoptoscope(database_url: str) -> Command:
    """Once on SQLite, once on a real PostgreSQL."""
    return Command(database_url)


def the_collaboration(apoptoscope: Command) -> dict[str, Any]:
    found = apoptoscope.events("--type", "collaboration", "--company", "Genor")
    assert len(found) == 1, found
    return found[0]


def the_approval(apoptoscope: Command) -> dict[str, Any]:
    found = [e for e in apoptoscope.events("--type", "regulatory", "--target", "DR5") if "aponermin" in e["drugs"]]
    approvals = [e for e in found if e["subtype"] == "approval"]
    assert len(approvals) == 1, found
    return approvals[0]


def read_quotes(event: dict[str, Any]) -> list[dict[str, Any]]:
    return [proof for proof in event["evidence"] if proof["start"] is not None]


def test_the_collaboration_comes_out_right(apoptoscope: Command) -> None:
    apoptoscope.ok("add", str(SEEDS / "collaboration_page.txt"))
    event = the_collaboration(apoptoscope)
    assert event["subtype"] == "clinical-collaboration"
    assert {(p["company"], p["role"]) for p in event["parties"]} == {
        ("Ascentage Pharma", "partner"),
        ("Genor Biopharma", "partner"),
    }
    assert set(event["drugs"]) == {"alrizomadlin", "genolimzumab"}
    assert {"MDM2", "TP53", "PDCD1"} <= set(event["targets"])
    assert event["mechanisms"] == ["mdm2-p53"]
    [quote] = read_quotes(event)
    assert "strategic collaboration agreement with Genor Biopharma" in quote["quote"]
    assert (quote["source"], quote["published"]) == ("Biopharma Review Asia", "2018-12-20")
    assert quote["title"] == "Ascentage Pharma and Genor Biopharma Announce Combination Agreement"


def test_the_first_approval_comes_out_right(apoptoscope: Command) -> None:
    apoptoscope.ok("add", str(SEEDS / "first_approval_record.txt"))
    event = the_approval(apoptoscope)
    assert (event["agency"], event["region"]) == ("NMPA", "China")
    assert event["date"].startswith("2023-11")
    assert set(event["combination"]) == {"thalidomide", "dexamethasone"}
    assert "multiple myeloma" in event["indication"]
    assert {"Beijing Sunbio Biotech", "Wuhan Hiteck Biological Pharma"} <= set(event["companies"])
    assert {"TNFRSF10A", "TNFRSF10B"} <= set(event["targets"])
    assert event["mechanisms"] == ["death-receptor"]
    [quote] = read_quotes(event)
    assert "first approval in November 2023" in quote["quote"]
    assert (quote["title"], quote["source"], quote["published"]) == ("Aponermin: First Approval", "Drugs", "2024-04")


def test_the_references_name_no_further_events(apoptoscope: Command) -> None:
    before = len(apoptoscope.events())
    apoptoscope.ok("add", str(SEEDS / "first_approval_record.txt"))
    assert len(apoptoscope.events()) == before, "the approval is curated already; the references tell none"


def test_feeds_add_evidence_to_the_same_two_events(apoptoscope: Command) -> None:
    apoptoscope.ok("add", str(SEEDS / "collaboration_page.txt"), str(SEEDS / "first_approval_record.txt"))
    count = len(apoptoscope.events())
    proofs = {e["id"]: len(e["evidence"]) for e in (the_collaboration(apoptoscope), the_approval(apoptoscope))}
    with serving(SEEDS) as host:
        apoptoscope.environment["APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS"] = host
        apoptoscope.ok("sources", "add", f"http://{host}/news.rss")
        apoptoscope.ok("sources", "add", f"http://{host}/literature.atom")
        apoptoscope.ok("poll", "--source", "oncology-deal-wire")
        apoptoscope.ok("poll", "--source", "new-drugs-in-haematology")
    assert len(apoptoscope.events()) == count
    for event in (the_collaboration(apoptoscope), the_approval(apoptoscope)):
        assert len(event["evidence"]) == proofs[event["id"]] + 1, event


def test_adding_the_same_page_twice_changes_nothing(apoptoscope: Command) -> None:
    apoptoscope.ok("add", str(SEEDS / "collaboration_page.txt"))
    before = apoptoscope.events()
    assert "known already" in apoptoscope.ok("add", str(SEEDS / "collaboration_page.txt"))
    assert apoptoscope.events() == before


def test_a_rebuild_derives_the_same_events(apoptoscope: Command) -> None:
    apoptoscope.ok("add", str(SEEDS / "first_approval_record.txt"), str(SEEDS / "collaboration_page.txt"))
    before = apoptoscope.events()
    apoptoscope.ok("rebuild")
    assert apoptoscope.events() == before
    assert "0 not in their article" in apoptoscope("check").stderr
