"""Lists of feeds from and for other readers."""

import pytest

from ci.errors import InputError
from ci.feeds.opml import read_opml, write_opml
from ci.model import Source

LIST = """<?xml version="1.0" encoding="iso-8859-1"?>
<opml version="1.1"><head><title>x</title></head><body>
<outline text="Trade press"><outline text="Courier &amp; Söhne" type="rss" xmlUrl="https://courier.example/rss"/>
<outline title="Courier &amp; Söhne" xmlurl="https://courier.example/deals"/></outline>
<outline type="json" text="" xmlUrl="https://www.json.example/feed.json"/>
<outline text="Again" xmlUrl="https://courier.example/rss"/>
<outline text="Not the web" xmlUrl="file:///etc/hostname"/>
</body></opml>"""


def test_a_list_of_feeds_is_read() -> None:
    sources = read_opml(LIST.encode("iso-8859-1"), "list.opml")
    assert [(s.id, s.name, s.kind, s.url, s.group) for s in sources] == [
        ("courier-s-hne", "Courier & Söhne", "rss", "https://courier.example/rss", "Trade press"),
        ("courier-s-hne-2", "Courier & Söhne", "rss", "https://courier.example/deals", "Trade press"),
        ("json-example", "json.example", "json-feed", "https://www.json.example/feed.json", ""),
    ]


def test_addresses_as_other_readers_write_them_and_feeds_below_feeds_are_read() -> None:
    listed = """<opml><body><outline text="A" xmlUrl="feed://a.example/rss"/>
    <outline text="B" xmlUrl="feed:https://b.example/Rss"><outline text="C" xmlUrl="HTTPS://c.example/rss"/></outline>
    <outline text="D" xmlUrl="feed:file:///etc/passwd"/><outline text="E" xmlUrl="Http://"/></body></opml>"""
    assert [(s.name, s.url, s.group) for s in read_opml(listed.encode(), "x.opml")] == [
        ("A", "http://a.example/rss", ""),
        ("B", "https://b.example/Rss", ""),
        ("C", "https://c.example/rss", "B"),
    ]


def test_what_is_written_is_read_again() -> None:
    sources = [
        Source("a", "A & B <c>", "rss", "https://a.example/rss?x=1&y=2", "Group"),
        Source("d", "临床", "json-feed", "https://d.example/feed.json"),
        Source("p", "A page", "page", "https://p.example/"),
    ]
    again = read_opml(write_opml(sources), "out.opml")
    assert [(s.name, s.kind, s.url, s.group) for s in again] == [
        (s.name, s.kind, s.url, s.group) for s in sources if s.kind != "page"
    ]


def test_what_is_written_for_others_holds_no_passwords_and_says_so() -> None:
    secret = Source("a", "A", "rss", "http://me:geheim@a.example/rss?x=a+b&api_key=KEY123")
    written = write_opml([secret, Source("b", "B", "rss", "https://b.example/rss?keywords=x")]).decode()
    assert "geheim" not in written and "KEY123" not in written
    assert "Passwords and keys in addresses are left out: 1 of these feeds" in written
    again = read_opml(written.encode(), "out.opml")
    assert [s.url for s in again] == ["http://a.example/rss?x=a+b", "https://b.example/rss?keywords=x"]
    assert "left out" not in write_opml([Source("b", "B", "rss", "https://b.example/rss")]).decode()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is not an OPML file"),
        (b"<opml><body/></opml>", "names no feeds"),
        (b"<rss><channel/></rss>", "is not an OPML file: it begins with <rss>"),
        (b"<opml><body>", "is not an OPML file"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><opml/>", "defines entities of its own"),
        (b"\x00\x01\x02", "is not an OPML file"),
    ],
)
def test_what_is_no_list_of_feeds_is_refused_by_name(raw: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read_opml(raw, "my list.opml")
    assert str(caught.value).startswith("my list.opml ")
