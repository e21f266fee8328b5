"""What the commands print: words for people, objects for machines, and silence where nobody reads on."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ci.jobs.opening import open_and_load
from ci.settings import load_settings
from tests.cli.conftest import Command
from tests.loopback import serving

ITEM = "<item><title>{0}</title><link>https://x.example/{0}</link></item>"


def feed(*titles: str, name: str = "Outlet") -> str:
    items = "".join(ITEM.format(title) for title in titles)
    return f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>"


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the curated tables, to be copied: loading them anew for each test takes seconds."""
    file = tmp_path_factory.mktemp("loaded") / "ci.sqlite"
    open_and_load(load_settings({**os.environ, "APOPTOSCOPE_DATABASE_URL": f"sqlite:///{file}"})).close()
    return file


@pytest.fixture
def apoptoscope(loaded: Path, tmp_path: Path) -> Command:
    shutil.copy(loaded, tmp_path / "ci.sqlite")
    return Command(f"sqlite:///{tmp_path}/ci.sqlite")


@pytest.fixture
def served(apoptoscope: Command, tmp_path: Path) -> Iterator[Path]:
    """A folder behind a server; its `feed.rss` is the source `outlet`."""
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "feed.rss").write_text(feed("one", "two"), encoding="utf-8")
    with serving(folder) as host:
        apoptoscope.environment["APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS"] = host
        apoptoscope.ok("sources", "add", f"http://{host}/feed.rss")
        yield folder


@pytest.mark.parametrize("command", ["events", "settings", "sources list", "events --format json"])
def test_a_reader_that_stops_early_is_no_fault(apoptoscope: Command, command: str) -> None:
    apoptoscope.ok("events")
    script = f"{sys.executable} -m ci.cli {command} | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], env=apoptoscope.environment, capture_output=True, check=True)
    assert done.stderr == b""
    assert done.stdout.split()[-1] in (b"0", b"141")


def test_one_source_by_name(apoptoscope: Command, served: Path) -> None:
    assert apoptoscope.ok("poll", "outlet").startswith("outlet: 2 items, 2 new\n")
    said = apoptoscope.ok("poll", "outlet")
    assert said.startswith("outlet: not asked, because it is not due before 20") and "--force asks now" in said
    assert apoptoscope.ok("poll", "outlet", "--force").startswith("outlet: 2 items, 0 new\n")
    assert "There is no source 'outlat'" in apoptoscope.refused("poll", "outlat")


def test_all_that_is_due_with_and_without_options(apoptoscope: Command, served: Path) -> None:
    """`poll` alone is read past the library for options, and says the same."""
    apoptoscope.environment["APOPTOSCOPE_DATA_DIR"] = str(empty_data(served))
    first, second = apoptoscope("poll"), apoptoscope("poll", "--no-force")
    assert (first.returncode, first.stdout, second.returncode, second.stdout) == (0, "outlet: 2 items, 2 new\n", 0, "")
    assert first.stderr == "1 source asked, 0 with a fault\n"
    assert second.stderr == "No source was due: none asked, 0 with a fault\n"


def test_a_line_for_machines(apoptoscope: Command, served: Path) -> None:
    (line,) = apoptoscope.ok("poll", "outlet", "--json").splitlines()
    found = json.loads(line)
    assert {key: found[key] for key in ("source", "state", "items_count", "new_count", "error", "moved_to")} == {
        "source": "outlet",
        "state": "ok",
        "items_count": 2,
        "new_count": 2,
        "error": "",
        "moved_to": "",
    }
    assert found["at"].endswith("Z") and found["next_poll_at"].endswith("Z")
    (served / "feed.rss").unlink()
    done = apoptoscope("poll", "outlet", "--json", "--force")
    assert done.returncode == 1
    assert json.loads(done.stdout)["state"] == "refused"


def test_a_log_of_one_line_a_poll(apoptoscope: Command, served: Path) -> None:
    apoptoscope.environment["APOPTOSCOPE_DATA_DIR"] = str(empty_data(served))
    with subprocess.Popen(
        [sys.executable, "-m", "ci.cli", "watch", "--json"], env=apoptoscope.environment, stdout=subprocess.PIPE
    ) as watcher:
        assert watcher.stdout is not None
        found = json.loads(watcher.stdout.readline())
        watcher.terminate()
        assert watcher.wait(20) == 0
    assert (found["source"], found["new_count"]) == ("outlet", 2)


def empty_data(folder: Path) -> Path:
    from tests.refresh.make import write_tables

    return write_tables(folder / "data")


def test_events_by_drug_agency_and_dates(apoptoscope: Command) -> None:
    found = apoptoscope.events("--drug", "ABT-199", "--agency", "fda", "--since", "2020", "--until", "2020-11")
    assert ("approval", "2020-10-16") in {(event["subtype"], event["date"]) for event in found}
    assert all(event["agency"] == "FDA" and "venetoclax" in event["drugs"] for event in found)
    assert {event["date"][:4] for event in found} == {"2020"}
    assert "no agency is called 'FDB'; known are" in apoptoscope.refused("events", "--agency", "FDB")
    assert "no drug is called 'nothing'" in apoptoscope.refused("events", "--drug", "nothing")
    assert "--since: 'soon' is not a date" in apoptoscope.refused("events", "--since", "soon")


def test_what_was_added_before_is_not_counted_again(apoptoscope: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Takeda licenses lisaftoclax\n\nMarch 3, 2025\n\nAscentage Pharma said so.\n", encoding="utf-8")
    assert "1 of 1 added, 0 could not be read" in apoptoscope("add", str(page)).stderr
    again = apoptoscope("add", str(page))
    assert "0 of 1 added, 1 known already, 0 could not be read" in again.stderr
    assert again.returncode == 0 and "known already" in again.stdout


def test_an_article_without_a_date_says_how_to_give_it(apoptoscope: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Takeda licenses lisaftoclax\n\nAscentage Pharma said so.\n", encoding="utf-8")
    assert "without a date (give it with --published)" in apoptoscope.ok("add", str(page))


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("README.md", "# Title\n\nWords.\n\n## Use\n\n```\nmake run\n```\n", "a Markdown document"),
        ("table.csv", "id,name,stage\n" + 'a,"b, c",d\n' * 5, "a table"),
        ("pyproject.toml", "[project]\nname = 'x'\n", "a file of code or settings"),
    ],
)
def test_what_is_no_article_is_not_taken_for_one(
    apoptoscope: Command, tmp_path: Path, name: str, text: str, what: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = apoptoscope.refused("add", str(tmp_path / name))
    assert f"{name} is {what}, not an article; expected a saved web page (.html) or the text of one article" in said
    if what == "a Markdown document":
        apoptoscope.ok("add", str(tmp_path / name), "--published", "2026-11-20")


def test_lines_and_items_are_counted_as_people_do(apoptoscope: Command, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{not json\n{"id": 1, "title": ["x"]}\n', encoding="utf-8")
    said = apoptoscope.refused("extract", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"))
    assert "in.jsonl:1: is not JSON (at character 2 of the line)" in said
    assert "in.jsonl:2: title is a list, expected a text" in said
    assert "0 items read, 2 lines could not be read" in said
    (tmp_path / "in.jsonl").write_text("{", encoding="utf-8")
    assert "1 line could not be read" in apoptoscope.refused("extract", str(tmp_path / "in.jsonl"), str(tmp_path / "o"))


def test_what_is_no_file_is_written_to_and_not_replaced(apoptoscope: Command, tmp_path: Path) -> None:
    """A pipe stands for a device: `extract IN /dev/stdout` must not put a file in its place."""
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "title": "FDA approves venetoclax"}), encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE) as reader:
        apoptoscope.ok("extract", str(tmp_path / "in.jsonl"), str(tmp_path / "pipe"))
        assert reader.stdout is not None
        assert json.loads(reader.stdout.read())["id"] == "a"
    assert (tmp_path / "pipe").is_fifo()


def test_a_refused_address_says_the_reason_first(apoptoscope: Command) -> None:
    said = apoptoscope.refused("refresh", "openfda", "--base-url", "http://127.0.0.1:9/x", "--dry-run")
    assert said.startswith("apoptoscope: openFDA (http://127.0.0.1:9/x) is not a public address;")


def test_pause_keep_and_opml(apoptoscope: Command, served: Path, tmp_path: Path) -> None:
    assert "outlet paused" in apoptoscope.ok("sources", "pause", "outlet")
    assert "  paused  " in next(line for line in apoptoscope.ok("sources", "list").splitlines() if "outlet" in line)
    apoptoscope.ok("sources", "resume", "outlet")
    said = apoptoscope.ok("sources", "keep", "outlet", "--text", "excerpt", "--days", "30", "--pages")
    assert said == "outlet keeps an excerpt, for 30 days, pages fetched\n"
    assert "keeps an excerpt, for 7 days" in apoptoscope.ok("sources", "keep", "outlet", "--days", "7", "--no-pages")
    (tmp_path / "list.opml").write_text(apoptoscope.ok("sources", "export"), encoding="utf-8")
    assert "0 feeds added" in apoptoscope("sources", "import", str(tmp_path / "list.opml")).stderr
    apoptoscope.ok("sources", "remove", "outlet")
    again = apoptoscope("sources", "import", str(tmp_path / "list.opml"))
    assert "outlet-2 added: Outlet" in again.stdout or "outlet added: Outlet" in again.stdout
    assert "1 feed added" in again.stderr


def test_history_is_for_apis(apoptoscope: Command, served: Path) -> None:
    said = apoptoscope.refused("poll", "outlet", "--since", "2024")
    assert "outlet is of the kind 'rss', which tells only its newest items; history can be asked of pubmed" in said
    assert "--since: 'soon' is not a date" in apoptoscope.refused("poll", "--since", "soon")


def test_what_would_be_read_shows_no_key(apoptoscope: Command, served: Path) -> None:
    linked = "<item><title>one</title><link>https://x.example/1?n=7&amp;api_key=verysecret</link></item>"
    (served / "feed.rss").write_text(feed("two").replace("</channel>", f"{linked}</channel>"), encoding="utf-8")
    url = f"http://{apoptoscope.environment['APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS']}/feed.rss"
    for more in ((), ("--json",)):
        shown = apoptoscope.ok("sources", "try", url, *more)
        assert "https://x.example/1?api_key=***&n=7" in shown
        assert "verysecret" not in shown


def test_a_list_without_its_keys_says_so(apoptoscope: Command, served: Path) -> None:
    """On stderr, or the words would stand in the file that is written."""
    host = apoptoscope.environment["APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS"]
    says = "Passwords and keys in addresses are left out; whoever reads this list adds their own"
    assert says not in apoptoscope("sources", "export").stderr
    apoptoscope.ok("sources", "add", f"http://{host}/feed.rss?api_key=verysecret", "--name", "Keyed")
    exported = apoptoscope("sources", "export")
    assert exported.stderr == f"{says}\n"
    assert "verysecret" not in exported.stdout
