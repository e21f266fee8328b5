"""Files that a user gives: pages and plain text are read, the rest is refused with a sentence that names the file."""

import gzip

import pytest

from ci.errors import FeedError, InputError
from ci.feeds import looks_like, page
from ci.feeds.page import read_bytes
from ci.model import Fetched
from ci.when import When

PAGE = """<html><head><meta charset="{charset}"><title>Größere Wirkung für Zavorelin</title></head><body>
<h1>Größere Wirkung für Zavorelin</h1>
<p>Die Prüfung von Zavorelin bei Lymphomen übertraf die Erwartungen der Ärzte; der Hersteller will die
Zulassung für Österreich und die übrige Europäische Union noch in diesem Jahr beantragen.</p></body></html>"""


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF file"),
        (b"PK\x03\x04" + bytes(40), "is an Office or zip file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "is an image"),
        (gzip.compress(b"words", mtime=0), "is a gzip file"),
        (b"words\x00\x00\x00words", "is a binary file"),
        (bytes(range(256)) * 40, "is a binary file"),
        (b"word " * (4 * 1024 * 1024), "at most 15 MiB are read"),
        (b"\xff\xfe" + b"\xd8\xd8" * 400, "character set that cannot be recognised"),
        (b"<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>", "is a feed, not an article"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "is a feed, not an article"),
        (b'{"a": 1}', "is a JSON file"),
        (b"<html><body><script>x()</script></body></html>", "holds no text that can be read"),
        (b"<html></html>", "holds no text that can be read"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(raw: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read_bytes(raw, "news/page.html")
    assert str(caught.value).startswith("news/page.html ")


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("klingon", "cp1252"),
        ("utf-8", "utf-16"),
    ],
)
def test_the_letters_are_right_whatever_the_page_declares(declared: str, real: str) -> None:
    article = read_bytes(PAGE.format(charset=declared).encode(real), "page.html")
    assert article.title == "Größere Wirkung für Zavorelin"
    assert "übertraf die Erwartungen der Ärzte" in article.text


def test_chinese_in_its_old_charset_is_read() -> None:
    body = "海跃生物今日宣布，双方将在中国开展MDM2抑制剂联合抗PD-1抗体的临床研究，具体金额未披露。"
    text = f"海跃生物与北光肿瘤达成合作\n\n{body}"
    assert read_bytes(text.encode("gb18030"), "news.txt").title == "海跃生物与北光肿瘤达成合作"


def test_a_saved_page_says_where_it_came_from() -> None:
    canonical = '<link rel="canonical" href="https://site.example/a?utm_source=x#top">'
    saved = "<!-- saved from url=(0029)https://site.example/saved -->"
    for mark, url in ((canonical, "https://site.example/a"), (saved, "https://site.example/saved")):
        raw = PAGE.format(charset="utf-8").replace("<head>", f"<head>{mark}")
        article = read_bytes(raw.encode(), "page.html")
        assert (article.url, article.source) == (url, "site.example")


def test_hints_win_over_the_page() -> None:
    article = read_bytes(
        PAGE.format(charset="utf-8").encode(), "page.html", "https://x.example/1", "Outlet", When.parse("2024-04")
    )
    assert (article.url, article.source, article.published) == ("https://x.example/1", "Outlet", When.parse("2024-04"))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7", "malformed"),
        (b"  ", "empty"),
        (b"<rss><channel></channel></rss>", "malformed"),
        (b"<html><body><div id=app></div></body></html>", "empty"),
    ],
)
def test_an_address_that_is_no_page_is_a_fault(body: bytes, kind: str) -> None:
    with pytest.raises(FeedError) as caught:
        page.parse(Fetched("https://site.example/x", body))
    assert caught.value.kind == kind


@pytest.mark.parametrize("body", [b"%PDF-1.7", b'{"error": 1}', b"<svg xmlns='x'/>", b"\x00\x00\x00\x01" * 9])
def test_what_is_neither_feed_nor_page_is_said(body: bytes) -> None:
    with pytest.raises(FeedError) as caught:
        looks_like(Fetched("https://site.example/x", body))
    assert caught.value.kind == "not-a-feed"
