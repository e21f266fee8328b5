"""Some hundred feeds of our own making, each with a quirk that feeds have, read as `make corpus` reads a folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import corpus

ITEMS = 3
WORDS = {
    "utf-8": "Prüfung – 临床试验 – naïve €",
    "utf-8-sig": "Prüfung – 临床试验 – naïve €",
    "utf-16": "Prüfung – 临床试验 – naïve €",
    "utf-16-be": "Prüfung – naïve €",
    "iso-8859-1": "Prüfung naïve",
    "windows-1252": "Prüfung – naïve €",
    "gb18030": "临床试验 达到 主要 终点",
    "shift_jis": "臨床試験 の 結果",
    "euc-kr": "임상시험 결과",
    "koi8-r": "Клинические испытания препарата",
    "windows-1251": "Клинические испытания препарата",
}


def _rss(version: str) -> Callable[[str], str]:
    def feed(words: str) -> str:
        items = "".join(
            f"<item><title>{words} {n}</title><link>https://a.example/{n}</link>"
            f"<description>{words}</description><pubDate>Mon, 0{n + 1} Jun 2026 08:00:00 GMT</pubDate></item>"
            for n in range(ITEMS)
        )
        return f"<rss version='{version}'><channel><title>A</title>{items}</channel></rss>"

    return feed


def _rdf(words: str) -> str:
    items = "".join(
        f"<item rdf:about='urn:{n}'><title>{words}</title><link>https://a.example/{n}</link></item>"
        for n in range(ITEMS)
    )
    names = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
    return f"<rdf:RDF {names}><channel><title>A</title></channel>{items}</rdf:RDF>"


def _atom(namespace: str) -> Callable[[str], str]:
    def feed(words: str) -> str:
        entries = "".join(
            f"<entry><title>{words}</title><id>urn:{n}</id><link href='https://a.example/{n}'/>"
            f"<updated>2026-06-0{n + 1}T08:00:00Z</updated><summary>{words}</summary></entry>"
            for n in range(ITEMS)
        )
        return f"<feed xmlns='{namespace}'><title>A</title>{entries}</feed>"

    return feed


DIALECTS: dict[str, Callable[[str], str]] = {
    "rss-0.91": _rss("0.91"),
    "rss-2.0": _rss("2.0"),
    "rdf": _rdf,
    "atom-0.3": _atom("http://purl.org/atom/ns#"),
    "atom-1.0": _atom("http://www.w3.org/2005/Atom"),
}

QUIRKS: dict[str, Callable[[str], str]] = {
    "plain": lambda feed: feed,
    "blank lines before": lambda feed: "\n\n \t" + feed,
    "a stylesheet": lambda feed: '<?xml-stylesheet type="text/xsl" href="/feed.xsl"?>\n' + feed,
    "a comment before": lambda feed: "<!-- made by a <item> of software -->\n" + feed,
    "a comment within": lambda feed: feed.replace("</title>", "</title><!-- <item><title>old</title></item> -->", 1),
    "a doctype": lambda feed: "<!DOCTYPE feed PUBLIC '-//A//DTD A//EN' 'https://a.example/a.dtd'>\n" + feed,
    "bare ampersands": lambda feed: feed.replace("</title>", " R&D & more</title>"),
    "entities of HTML": lambda feed: feed.replace("</title>", " &nbsp;&eacute;&mdash;</title>"),
    "unknown entities": lambda feed: feed.replace("</title>", " &nosuchthing;</title>"),
    "CDATA": lambda feed: feed.replace("<title>", "<title><![CDATA[").replace("</title>", "]]></title>"),
    "markup in titles": lambda feed: feed.replace("</title>", " <b>bold</b><br></title>"),
    "control characters": lambda feed: feed.replace("</title>", " \x0b\x1b[31m</title>"),
    "a namespace that is not declared": lambda feed: feed.replace("</title>", "</title><media:title>x</media:title>"),
    "an attribute without quotes": lambda feed: feed.replace("<title>", "<title type=text>"),
    "words behind the end": lambda feed: feed + "\n<!-- served in 0.1 s -->\n",
    "a script behind the end": lambda feed: feed + "\n<script>count()</script>",
}


def _write(folder: Path, name: str, feed: str, charset: str, *, declared: bool = True) -> None:
    head = f'<?xml version="1.0" encoding="{charset.removesuffix("-sig")}"?>' if declared else ""
    blank = feed[: len(feed) - len(feed.lstrip())]
    (folder / f"{name}.xml").write_bytes((blank + head + feed.lstrip()).encode(charset, "xmlcharrefreplace"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Each dialect with each quirk, and each dialect in each character set."""
    for dialect, feed in DIALECTS.items():
        for quirk, change in QUIRKS.items():
            for declared in (True, False):
                name = f"{dialect} {quirk} {'declared' if declared else 'bare'}".replace(" ", "-")
                _write(tmp_path, name, change(feed(WORDS["utf-8"])), "utf-8", declared=declared)
        for charset, words in WORDS.items():
            _write(tmp_path, f"{dialect}-{charset}", feed(words), charset)
    return tmp_path


def test_every_item_of_feeds_with_quirks_is_read(folder: Path) -> None:
    read = list(corpus.read_folder(folder))
    assert len(read) >= 200
    assert [one for one in read if one.is_broken or one.fault] == []
    assert {one.path.name: one.read_count for one in read if one.read_count != ITEMS} == {}
    assert {one.path.name: one.expected_count for one in read if one.expected_count != ITEMS} == {}


def test_what_is_lost_is_told_and_ends_with_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "good.xml").write_text(_atom("http://www.w3.org/2005/Atom")("Good"), encoding="utf-8")
    (tmp_path / "cut.xml").write_text(_rss("2.0")("Cut")[:-30], encoding="utf-8")
    (tmp_path / "other.json").write_text('{"items": [1, 2]}', encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["corpus", str(tmp_path)])
    assert corpus.main() == 1
    told = capsys.readouterr().out
    assert "cut.xml" in told
    assert "items: 3 of 6 read (50.00%)" in told
    assert "escapes 0, hangs 0, killed 0" in told


def test_a_file_that_exhausts_every_parser_is_told_as_a_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soup = "<rss><channel><item " + " ".join(f"a{n}='>'" for n in range(150_000)) + "/></channel></rss>"
    (tmp_path / "soup.xml").write_text(soup, encoding="utf-8")
    monkeypatch.setattr(corpus, "TIMEOUT_S", 1.5)
    (read,) = corpus.read_folder(tmp_path)
    assert read.fault == "hung"
    assert not corpus.is_good([read])
