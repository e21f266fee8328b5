"""JSON lines in, JSON lines out: no line, however odd, spoils the others."""

import json
from pathlib import Path

import pytest

from ci.errors import InputError
from ci.jobs.extraction import extract_file
from tests.make import CATALOG

ITEM = {
    "id": "a",
    "title": "FDA approves venetoclax",
    "text": "The FDA approved venetoclax on Monday.",
    "published": "2024-05-07",
}


def extract(folder: Path, *lines: str) -> tuple[list[dict[str, object]], list[str]]:
    """What was found, line by line, and the faults."""
    source, destination = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = extract_file(CATALOG, source, destination, lambda read: None)
    found = [json.loads(line) for line in destination.read_text(encoding="utf-8").splitlines()]
    assert done.items_count == len(found)
    return found, done.faults


def test_letters_of_every_script_stay_as_they_are(tmp_path: Path) -> None:
    item = ITEM | {"text": "The FDA approved venetoclax for 亚盛医药 on Monday."}
    found, faults = extract(tmp_path, json.dumps(item))
    assert not faults
    assert "亚盛医药" in (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert found[0]["id"] == "a"


def test_half_a_surrogate_pair_spoils_nothing(tmp_path: Path) -> None:
    odd = ITEM | {"id": "b\ud83d", "text": "On Monday\ud83d the FDA approved venetoclax."}
    found, faults = extract(tmp_path, json.dumps(ITEM), json.dumps(odd), json.dumps(ITEM | {"id": "c"}))
    assert not faults
    assert [line["id"] for line in found] == ["a", "b\ufffd", "c"]
    assert all(line["events"] for line in found)


def test_a_line_that_is_no_item_is_named_and_left_out(tmp_path: Path) -> None:
    found, faults = extract(tmp_path, "[1]", json.dumps(ITEM), "{", json.dumps(ITEM | {"published": "May"}))
    assert [line["id"] for line in found] == ["a"]
    assert [fault.rsplit("in.jsonl:")[1].split(":")[0] for fault in faults] == ["1", "3", "4"]


def test_progress_ends_with_the_last_byte(tmp_path: Path) -> None:
    source, seen = tmp_path / "in.jsonl", list[int]()
    source.write_text(f"{json.dumps(ITEM)}\n\n{json.dumps(ITEM)}\n", encoding="utf-8")
    extract_file(CATALOG, source, tmp_path / "out.jsonl", seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == source.stat().st_size


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(ITEM), encoding="utf-8")
    with pytest.raises(InputError, match="choose another file"):
        extract_file(CATALOG, source, tmp_path / "nowhere" / "out.jsonl", lambda read: None)
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
