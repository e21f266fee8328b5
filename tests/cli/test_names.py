"""The curator's list at the command line."""

import json
from pathlib import Path

from ci.cli.names import Kind
from ci.model import NAME_KINDS
from tests.cli.conftest import Command

PAGE = """Title: Ascentage Pharma licenses lisaftoclax

Ascentage Pharma today announced that it has licensed its BCL-2 inhibitor lisaftoclax to Foobar Therapeutics
(NASDAQ: FOOB). Foobar will pay $20 million upfront.
"""


def test_a_name_from_the_list_to_the_tables(apoptoscope: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    apoptoscope.ok("add", str(page), "--url", "https://news.example/1", "--published", "2026-10-02")
    listed = {row["name"]: row for row in json.loads(apoptoscope.ok("names", "list", "--format", "json"))}
    assert listed["Foobar Therapeutics"]["stories_count"] == 1
    assert listed["Foobar Therapeutics"]["examples"][0]["url"] == "https://news.example/1"
    assert "Foobar Therapeutics" in apoptoscope.ok("names", "list", "--kind", "company")
    said = apoptoscope.ok("names", "accept", "foobar therapeutics", "--new", "--by", "Ada", "--why", "its own site")
    assert said == "Foobar Therapeutics is a new company, foobar-therapeutics; 1 article read again\n"
    assert "Foobar" not in apoptoscope.ok("names", "list")
    assert "its own site" in apoptoscope.ok("names", "list", "--decided")
    assert len(apoptoscope.events("--company", "Foobar Therapeutics")) == 1
    assert "+foobar-therapeutics,Foobar Therapeutics" in apoptoscope.ok("names", "export")
    apoptoscope.ok("names", "export", "--out", str(tmp_path / "out"))
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".patch"]
    assert "undecided again" in apoptoscope.ok("names", "undo", "Foobar Therapeutics")
    assert "Foobar Therapeutics" in apoptoscope.ok("names", "list")


def test_what_cannot_be_is_said_in_a_sentence(apoptoscope: Command) -> None:
    assert "No unknown name is called 'Nobody'" in apoptoscope.refused("names", "accept", "Nobody", "--ignore")
    assert apoptoscope("names", "accept", "Nobody", "--ignore", "--new").returncode == 2
    assert "nothing is proposed" in apoptoscope.ok("names", "export").lower()
    data = Path(__file__).parents[2] / "data"
    assert "choose another file" in apoptoscope.refused("names", "export", "--out", str(data))


def test_the_kinds_are_those_of_the_model() -> None:
    assert tuple(kind.value for kind in Kind) == NAME_KINDS
