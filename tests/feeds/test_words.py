"""Small facts: dates, addresses, markup, content encodings, lines of saved pages."""

import gzip
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from ci.feeds.content import CutOffError, Decoder, NotDecodableError, TooLargeError
from ci.feeds.dates import feed_date, written_date
from ci.feeds.lines import citation, dateline, ends_text, is_furniture, is_glued, is_menu, is_reference
from ci.feeds.plain import cleaned, one_line, paragraphs
from ci.feeds.retry import retry_after_s
from ci.feeds.urls import canonical_url, doi_in, shown_url
from ci.shown import without_keys_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("Fri, 31 Jul 2026 08:59:00 EDT", "2026-07-31"),
        ("Fri, 31 Jul 2026 23:59:00 -1100", "2026-07-31"),
        ("Fri, 31 Jul 26 08:59 GMT", "2026-07-31"),
        ("Jul 31, 2026 8:59am", "2026-07-31"),
        ("2026-07-31T23:59:60Z", "2026-07-31"),
        ("2026-07-31", "2026-07-31"),
        ("20260731", "2026-07-31"),
        ("1785488340", "2026-07-31"),
        ("31/07/2026", "2026-07-31"),
        ("07/31/2026", "2026-07-31"),
        ("05/07/2026", "2026"),  # May or July: only the year is certain
        ("2026年7月31日", "2026-07-31"),
        ("2026-07", "2026-07"),
        ("Sat, 22 Nov 2026 08:00:00 +1400", "2026-11-22"),
        ("Mon, 23 Nov 2026 08:00:00 GMT", None),
        ("Fri, 01 Jan 2100 00:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None),
        ("2026-02-30T00:00:00Z", None),
        ("Wed, 40 Foo 2026 99:99:99 GMT", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_feed_date_is_a_day_or_nothing(raw: str, day: str | None) -> None:
    when = feed_date(raw, NOW)
    assert (when.iso if when else None) == day


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Thursday, December 20, 2018", "2018-12-20"),
        ("20 December 2018", "2018-12-20"),
        ("20-Dec-2018", "2018-12-20"),
        ("December 1st, 2018", "2018-12-01"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("2024 Apr;84(4):459-466.", "2024-04"),
        ("2024 Apr 5;84(4)", "2024-04-05"),
        ("2024 Mar-Apr", "2024-03-01/2024-04-30"),
        ("April 2024", "2024-04"),
        ("04/2024", "2024-04"),
        ("2024", "2024"),
        ("in 2024 we", None),
    ],
)
def test_a_written_date_is_as_precise_as_written(text: str, iso: str | None) -> None:
    when = written_date(text)
    assert (when.iso if when else None) == iso


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Example.ORG:443/a", "https://example.org/a"),
        ("https://example.org", "https://example.org/"),
        ("https://u:p@example.org/a", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&b=2&fbclid=3&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?rss=1", "https://example.org/a"),
        ("https://example.org/a#section", "https://example.org/a"),
        ("https://example.org/#!/news/1", "https://example.org/#!/news/1"),
        ("https://example.org/index.php?/news/2026", "https://example.org/index.php?/news/2026"),
        ("https://example.org/index.php?/news/id=5&utm_source=x", "https://example.org/index.php?/news/id=5"),
        ("https://example.org/?p123", "https://example.org/?p123"),
        ("https://example.org/?p123&fbclid=3&rss=1", "https://example.org/?p123"),
        ("https://example.org/?b=2&&a=1&", "https://example.org/?a=1&b=2"),
        ("https://example.org/?b&a=1", "https://example.org/?b&a=1"),
        ("https://example.org/?fbclid", "https://example.org/"),
        ("https://example.org/?Übersicht 1", "https://example.org/?%C3%9Cbersicht%201"),
        ("https://example.org/?a%2Fb", "https://example.org/?a%2Fb"),
        ("https://example.org/?#!/news/1", "https://example.org/#!/news/1"),
        ("https://example.org/?p123#!/news/1", "https://example.org/?p123#!/news/1"),
        ("/relative", "https://base.example/relative"),
        ("//other.example/p", "https://other.example/p"),
        ("https://exam\nple.org/", "https://example.org/"),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@example.org", ""),
        ("https://[bad/", ""),
        ("https://a b.example/", ""),
        ("", ""),
    ],
)
def test_an_address_has_one_form(url: str, canonical: str) -> None:
    assert canonical_url(url, "https://base.example/feed") == canonical
    assert canonical_url(canonical) == canonical


def test_a_shown_address_keeps_its_secrets() -> None:
    assert shown_url("https://me:pw@example.org/x?api_key=abc&q=1") == "https://example.org/x?api_key=***&q=1"
    assert "pw" not in shown_url("https://me:pw@[bad/x")
    assert shown_url("https://example.org/?keyword=BTK&author=x&sig=1") == (
        "https://example.org/?keyword=BTK&author=x&sig=***"
    )
    assert "\n" not in shown_url("https://example.org/\nforged log line")


def test_an_article_s_address_loses_the_key_of_its_source_however_that_is_written() -> None:
    source = "https://feeds.example/rss?api_key=a%2fb+c&q=BTK"
    assert (
        without_keys_of("https://x.example/1?api_key=a%2Fb%20c&id=7&q=BTK", source) == "https://x.example/1?id=7&q=BTK"
    )
    for other in ("https://x.example/1?api_key=own&q=BTK", "https://x.example/1", "https://[bad/?api_key=a"):
        assert without_keys_of(other, source) == other


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1007/S40265-024-02004-9", "10.1007/s40265-024-02004-9"),
        ("doi: 10.1016/j.x.2020.104716 .", "10.1016/j.x.2020.104716"),
        ("(10.1016/j.x.2020)", "10.1016/j.x.2020"),
        ("10.1002/(SICI)1097-0142(1999)", "10.1002/(sici)1097-0142(1999)"),
        ("version 10.5/3", ""),
    ],
)
def test_a_doi_is_found(text: str, doi: str) -> None:
    assert doi_in(text) == doi


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Merck &amp; Co. wins", "Merck & Co. wins"),
        ("<b>Bold</b> &lt;i&gt;Bcl-2&lt;/i&gt;", "Bold Bcl-2"),
        ("p<0.05 and n>3", "p<0.05 and n>3"),
        ("H<sub>2</sub>O", "H2O"),
        ("a\n  b\tc", "a b c"),
        ("x<script>alert(1)</script>y", "x y"),
        ("<img src='a>b' onerror=alert(1)>seen", "seen"),
        ("safe\u202egnp.exe\u200b", "safegnp.exe"),
        ("e\u0301", "é"),
        ("$119 to $200 [x](y) **z**", "$119 to $200 [x](y) **z**"),
    ],
)
def test_a_title_is_plain_text(markup: str, text: str) -> None:
    assert one_line(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One\nline.</p><p>Two &amp; three.<br>Four.</p>", "One line.\nTwo & three.\nFour."),
        ("Broken\nat a width.\nNext sentence.\n\nNext paragraph", "Broken at a width.\nNext sentence.\nNext paragraph"),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\nTwo."),
        ("<table><tr><td>A</td><td>1</td></tr></table>", "A 1"),
        ("", ""),
    ],
)
def test_a_body_is_paragraphs(markup: str, text: str) -> None:
    assert paragraphs(markup) == text


def test_control_characters_do_not_pass() -> None:
    assert cleaned("a\x00b\x1b[31mc\u2028d\r\ne\ud800") == "a bc\nd\ne "


@pytest.mark.parametrize(
    ("line", "test"),
    [
        ("Skip to main content", is_furniture),
        ("Share this article", is_furniture),
        ("© 2024 A Site. All rights reserved.", is_furniture),
        ("Home News Deals Events Contact us", is_menu),
        ("Home > News > Deals", is_menu),
        ("References", ends_text),
        ("Similar articles", ends_text),
        ("You may also like", ends_text),
        ("1. Doe J, Roe R, et al. A title. J Made Up. 2020;15(10):2752. - PubMed", is_reference),
        ("BIO Fair 2024Pharma Expo 2024Lab Week Asia 2024ADC Summit 2024", is_glued),
        ("Published: 3 May 2021 | By A. Writer", dateline),
    ],
)
def test_furniture_is_known(line: str, test: object) -> None:
    assert callable(test)
    assert test(line)


@pytest.mark.parametrize(
    "line",
    [
        "Search for a new MDM2 inhibitor ends in Basel",
        "Share price of Northlight doubles on approval",
        "By continuing the trial Northlight hopes to reach 60 patients.",
        "GlaxoSmithKline, AstraZeneca, BeiGene and BioNTech join forces",
        "FDA approves venetoclax on April 11, 2016",
        "References to earlier trials were removed from the label",
        "Novartis, Roche and Bayer | three views on apoptosis",
    ],
)
def test_headlines_and_sentences_are_no_furniture(line: str) -> None:
    checks = (is_furniture, is_menu, ends_text, is_reference, is_glued, dateline, citation)
    assert not [check.__name__ for check in checks if check(line)]


def test_a_citation_gives_journal_and_month() -> None:
    for line in ("Ada Example et al. Med Made Up. 2022 Sep.", "Med Made Up. 2022 Sep;31(9):801-812. doi: 10.9999/x."):
        cited = citation(line)
        assert cited is not None
        assert cited.date is not None
        assert (cited.journal, cited.date.iso) == ("Med Made Up", "2022-09")


def _unpack(body: bytes, header: str, step: int = 1, limit: int = 10_000) -> bytes:
    decoder = Decoder(header, limit)
    for start in range(0, len(body), step):
        decoder.feed(body[start : start + step])
    return decoder.finish()


@pytest.mark.parametrize("step", [1, 3, 1000])
def test_packed_bodies_are_unpacked_in_pieces_of_any_size(step: int) -> None:
    words = b"apoptosis " * 200
    assert _unpack(gzip.compress(words), "gzip", step) == words
    assert _unpack(gzip.compress(words) + gzip.compress(b"more"), "x-gzip", step) == words + b"more"
    assert _unpack(gzip.compress(words) + bytes(20), "gzip", step) == words
    assert _unpack(gzip.compress(gzip.compress(words)), "gzip, gzip", step) == words
    assert _unpack(zlib.compress(words), "deflate", step) == words
    assert _unpack(zlib.compress(words, wbits=-15), "deflate", step) == words
    assert _unpack(gzip.compress(words), "", step) == words, "a .gz file that does not say so"
    assert _unpack(words, "identity", step) == words
    assert _unpack(b"ab", "", step) == b"ab"


def test_a_packed_body_must_be_whole_and_small() -> None:
    packed = gzip.compress(b"apoptosis " * 200)
    with pytest.raises(CutOffError):
        _unpack(packed[:-5], "gzip")
    with pytest.raises(TooLargeError):
        _unpack(packed, "gzip", limit=1999)
    assert len(_unpack(packed, "gzip", limit=2000)) == 2000
    with pytest.raises(NotDecodableError):
        _unpack(b"plain words", "gzip")
    with pytest.raises(NotDecodableError, match="zstd"):
        _unpack(b"x", "zstd")


def test_a_time_to_wait_is_counted_from_the_servers_clock() -> None:
    ahead = "Sat, 21 Nov 2026 13:00:00 GMT"
    assert retry_after_s(ahead, "", NOW) == 3600
    assert retry_after_s(ahead, "Sat, 21 Nov 2026 12:59:00 GMT", NOW) == 60
    assert retry_after_s(ahead, "nonsense", NOW + timedelta(minutes=30)) == 1800
    assert retry_after_s("Sat, 21 Nov 2099 13:00:00 GMT", "", NOW) == 31 * 24 * 3600
    assert retry_after_s("Sat, 21 Nov 2020 13:00:00 GMT", "", NOW) is None
