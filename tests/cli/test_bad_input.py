"""Bad input: one clear sentence that names the thing, nothing half-stored, exit status 1, the rest still processed."""

import json
import os
import socket
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.loopback import serving

GOOD = "Takeda licenses lisaftoclax, a BCL-2 inhibitor\n\nMarch 3, 2025\n\nAscentage Pharma said so.\n"


def articles(apoptoscope: Command, tmp_path: Path) -> list[str]:
    """Titles of all stored articles, read straight from the database file."""
    import sqlite3

    with sqlite3.connect(tmp_path / "var" / "ci.sqlite") as connection:
        return [title for (title,) in connection.execute("select title from revisions order by id")]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("empty.txt", b""),
        ("blank.html", b"  \n\t\n"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 8),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>"),
        ("large.txt", b"venetoclax " * (50 * 1024 * 1024 // 11)),
        ("furniture.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>"),
    ],
)
def test_a_file_that_is_no_article(apoptoscope: Command, tmp_path: Path, name: str, raw: bytes) -> None:
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(raw)
    good.write_text(GOOD, encoding="utf-8")
    done = apoptoscope("add", str(bad), str(good))
    assert done.returncode == 1
    assert name in done.stderr.splitlines()[0]
    assert "1 of 2 added, 1 could not be read" in done.stderr
    assert len(articles(apoptoscope, tmp_path)) == 1


def test_a_missing_and_an_unreadable_file_and_a_folder(apoptoscope: Command, tmp_path: Path) -> None:
    said = apoptoscope.refused("add", str(tmp_path / "nowhere.txt"), str(tmp_path))
    assert "nowhere.txt: no such file or directory" in said
    assert f"{tmp_path}: is a directory" in said
    assert "0 of 2 added, 2 could not be read" in said


def test_a_wrong_charset_is_read_rightly(apoptoscope: Command, tmp_path: Path) -> None:
    """A page that claims UTF-8 and is Windows-1252, as old newsrooms serve it."""
    page = tmp_path / "page.html"
    words = "Le médicament vénétoclax a été approuvé – premier dans sa catégorie, selon l’agence européenne. " * 4
    html = f"<html><head><meta charset='utf-8'><title>Vénétoclax</title></head><body><p>{words}</p></body></html>"
    page.write_bytes(html.encode("cp1252"))
    apoptoscope.ok("add", str(page))
    assert articles(apoptoscope, tmp_path) == ["Vénétoclax"]


def test_a_malformed_date(apoptoscope: Command, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    said = apoptoscope.refused("add", str(tmp_path / "good.txt"), "--published", "yesterday")
    assert "--published: 'yesterday' is not a date such as 2023, 2023-11 or 2023-11-21" in said


def test_standard_input(apoptoscope: Command, tmp_path: Path) -> None:
    apoptoscope.ok("add", "-", "--source", "Desk", stdin=GOOD.encode())
    assert len(articles(apoptoscope, tmp_path)) == 1


def test_a_feed_that_is_a_web_page(apoptoscope: Command, tmp_path: Path) -> None:
    """Served under a feed's name, it is refused when polled, the source says so, and other sources go on."""
    served = tmp_path / "served"
    served.mkdir()
    item = "<item><title>One</title><link>https://x.example/1</link></item>"
    feed = f"<rss version='2.0'><channel><title>Turncoat</title>{item}</channel></rss>"
    (served / "feed.rss").write_text(feed, encoding="utf-8")
    with serving(served) as host:
        apoptoscope.environment["APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS"] = host
        apoptoscope.ok("sources", "add", f"http://{host}/feed.rss")
        apoptoscope.ok("poll", "--source", "turncoat")
        (served / "feed.rss").write_text("<!doctype html><html><body><h1>Our news</h1></body></html>", encoding="utf-8")
        done = apoptoscope("poll", "--source", "turncoat", "--force")
    assert done.returncode == 1
    assert "is not a feed" in done.stdout
    assert articles(apoptoscope, tmp_path) == ["One"]
    assert "not a feed" in next(line for line in apoptoscope.ok("sources", "list").splitlines() if "turncoat" in line)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/feed", "http://2130706433/feed", "http://[::1]/feed", "http://10.0.0.7/x"]
)
def test_a_private_address_is_never_asked(apoptoscope: Command, url: str) -> None:
    for said in (apoptoscope.refused("sources", "add", url), apoptoscope.refused("add", url)):
        assert "address" in said and "APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS" in said


@pytest.mark.parametrize("command", [("poll", "--source"), ("sources", "remove"), ("sources", "check")])
def test_an_unknown_source(apoptoscope: Command, command: tuple[str, ...]) -> None:
    assert "'no-such-feed'" in apoptoscope.refused(*command, "no-such-feed")


@pytest.mark.parametrize("wrong", ["ftp://x.example/feed", "javascript:alert(1)", "not an address"])
def test_an_address_that_is_none(apoptoscope: Command, wrong: str) -> None:
    assert apoptoscope.refused("sources", "add", wrong).count("\n") == 1


def test_a_line_that_is_no_item(apoptoscope: Command, tmp_path: Path) -> None:
    good = {
        "id": "a",
        "title": "FDA approves venetoclax",
        "text": "",
        "published": "2016-04-11",
        "source": "",
        "url": "",
    }
    lines = [
        json.dumps(good),
        "{not json",
        "[]",
        json.dumps({**good, "id": "b", "published": "soon"}),
        "",
        json.dumps(good),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = apoptoscope("extract", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"))
    assert done.returncode == 1
    assert "2 items read, 3 lines could not be read" in done.stderr
    assert [line.split(":")[2] for line in done.stderr.splitlines()[:3]] == ["2", "3", "4"]
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_an_output_that_cannot_be_written(apoptoscope: Command, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("", encoding="utf-8")
    assert (
        "no such file or directory"
        in apoptoscope.refused("extract", str(tmp_path / "in.jsonl"), "/nowhere/out.jsonl").lower()
    )
    assert "no such file" in apoptoscope.refused("extract", str(tmp_path / "absent.jsonl"), str(tmp_path / "o.jsonl"))


def test_a_database_that_is_none(apoptoscope: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.sqlite").write_text("these are my notes\n" * 100)
    apoptoscope.environment["APOPTOSCOPE_DATABASE_URL"] = f"sqlite:///{tmp_path}/notes.sqlite"
    assert "notes.sqlite" in apoptoscope.refused("events")
    assert (tmp_path / "notes.sqlite").read_text() == "these are my notes\n" * 100


def test_a_folder_that_cannot_be_made(apoptoscope: Command, tmp_path: Path) -> None:
    """A file stands where the folder should: nobody, root neither, can write there."""
    (tmp_path / "var").write_text("in the way")
    said = apoptoscope.refused("poll")
    assert str(tmp_path / "var") in said and "APOPTOSCOPE_DATABASE_URL" in said


def test_a_server_that_does_not_answer(apoptoscope: Command) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    apoptoscope.environment["APOPTOSCOPE_DATABASE_URL"] = f"postgresql://analyst:s3cret@127.0.0.1:{port}/ci"
    said = apoptoscope.refused("events")
    assert "s3cret" not in said and f"127.0.0.1:{port}" in said


def test_a_wrong_call_is_status_2(apoptoscope: Command) -> None:
    assert apoptoscope("events", "--type", "rumour").returncode == 2
    assert apoptoscope("no-such-command").returncode == 2


@pytest.mark.parametrize(
    "command",
    [
        "run",
        "serve",
        "watch",
        "poll",
        "add",
        "extract",
        "events",
        "check",
        "rebuild",
        "settings",
        "sources",
        "sources try",
    ],
)
def test_every_command_has_help(apoptoscope: Command, command: str) -> None:
    assert "Usage" in apoptoscope.ok(*command.split(), "--help")


def test_settings_say_where_they_come_from(apoptoscope: Command) -> None:
    printed = apoptoscope.ok("settings")
    assert "environment variable APOPTOSCOPE_DATABASE_URL" in printed
    assert f"APOPTOSCOPE_PORT={os.environ.get('APOPTOSCOPE_PORT', '8501')}" in printed


def test_try_shows_what_would_be_read_and_stores_nothing(apoptoscope: Command, tmp_path: Path) -> None:
    seeds = Path(__file__).resolve().parents[1] / "samples" / "seeds"
    rows = json.loads(apoptoscope.ok("sources", "try", str(seeds / "news.rss"), "--json"))
    assert [set(row) for row in rows] == [{"title", "url", "published", "text"}] * 2
    assert rows[0]["published"] == "2018-12-21"
    assert rows[0]["text"].startswith("Suzhou, Dec. 20, 2018 – Ascentage Pharma has entered")
    assert rows[0]["url"] == "https://deals.example/2018/12/ascentage-genor"
    assert not (tmp_path / "var").exists()
