"""The Sources page at work: a feed on the loopback is looked at, added, asked, paused and taken out as OPML."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from ci.errors import FeedError
from ci.feeds import edgar
from ci.feeds.walks import Visit
from ci.frames import SOURCES
from ci.pages.sources import alike
from ci.queries.sources import is_quiet, keeps, sources, sparkline
from ci.settings import load_settings
from ci.store import Keep, Policy, PollOutcome, open_store, tables
from tests.loopback import serving
from tests.make import CATALOG, NOW, make_article
from tests.pages.make import make_database
from tests.pages.test_entry import said as said_without_results
from tests.refresh.make import write_tables

FEED = """<rss version='2.0'><channel><title>An outlet</title>
<item><title>Costs of $119 to $200</title><link>https://o.example/1</link>
<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>Second</title><link>https://o.example/2</link></item></channel></rss>"""
DAY = timedelta(days=1)


def _alone() -> None:
    from ci.pages import PAGES, faults

    with faults.as_sentences():
        next(page for page in PAGES if page.path == "sources").show()


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, use: Callable[[str], None]) -> Iterator[str]:
    """The address of the feed; the page looks at a database of its own."""
    use(make_database(tmp_path))
    monkeypatch.setenv("APOPTOSCOPE_DATA_DIR", str(write_tables(tmp_path / "data")))
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "feed.rss").write_text(FEED, encoding="utf-8")
    with serving(tmp_path / "served") as host:
        monkeypatch.setenv("APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS", host)
        yield f"http://{host}/feed.rss"


def opened(**query: str) -> AppTest:
    app = AppTest.from_function(_alone, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def said(app: AppTest) -> str:
    return "\n".join([said_without_results(app), *(str(box.value) for box in app.success)]).replace("\\", "")


def added(url: str) -> AppTest:
    app = opened()
    app.text_input(key="source_url").set_value(url).run()
    return app.button(key="source_look").click().run()


def test_a_source_is_looked_at_before_it_is_added(url: str) -> None:
    app = added(url)
    assert not app.exception
    assert "2 items would be read, as rss" in said(app)
    assert [text.value for text in app.text if "Costs" in text.value] == ["Costs of $119 to $200"]
    app.button(key="source_add").click().run()
    assert not app.exception
    assert "An outlet is added, and asked with the next poll." in said(app)
    assert "No source was asked yet; 1 will be, in turn." in said(app)


def test_what_was_looked_at_is_not_added_for_another_address(url: str) -> None:
    app = added(url)
    app.text_input(key="source_url").set_value(f"{url}?other").run()
    assert "source_add" not in {button.key for button in app.button}
    app.button(key="source_look").click().run()
    app.button(key="source_add").click().run()
    assert "An outlet is added" in said(app)


def test_an_address_that_is_no_source_says_why(url: str) -> None:
    app = added(url.replace("feed.rss", "nothing"))
    assert "answered with status 404" in said(app)
    app = added("http://169.254.169.254/latest")
    assert "is not a public address" in said(app)


def test_a_source_is_asked_paused_and_told_what_to_keep(url: str) -> None:
    added(url).button(key="source_add").click().run()
    app = opened(source="an-outlet")
    app.button(key="poll_now").click().run()
    assert not app.exception
    assert "an-outlet: 2 items, 2 new" in said(app)
    assert "2 articles kept" in said(opened(source="an-outlet"))
    app = opened(source="an-outlet")
    app.button(key="source_pause").click().run()
    assert "An outlet is paused." in said(app)
    app = opened(source="an-outlet")
    assert app.button(key="source_pause").label == "Go on"
    app.radio(key="keep").set_value("excerpt")
    app.number_input(key="keep_days").set_value(30)
    app.button(key="keep_save").click().run()
    app = opened(source="an-outlet")
    assert (app.radio(key="keep").value, app.number_input(key="keep_days").value) == ("excerpt", 30)


def test_a_source_that_is_off_is_switched_on(url: str) -> None:
    added(url).button(key="source_add").click().run()
    store = open_store(load_settings().database_url)
    with store.writing() as connection:
        connection.execute(update(tables.sources).values(is_on=False, off_reason="gone since 2024"))
    store.close()
    app = opened(source="an-outlet")
    assert app.button(key="source_pause").label == "Switch on"
    app.button(key="source_pause").click().run()
    assert "An outlet is asked again with the next poll." in said(app)
    app = opened(source="an-outlet")
    assert app.button(key="source_pause").label == "Pause"
    app.button(key="poll_due").click().run()
    assert "2 items, 2 new" in said(app)


def test_what_would_be_read_shows_no_key(url: str, tmp_path: Path) -> None:
    keyed = FEED.replace("https://o.example/2", "https://o.example/2?api_key=verysecret")
    (tmp_path / "served" / "feed.rss").write_text(keyed, encoding="utf-8")
    (line,) = [text.value for text in added(url).markdown if "o.example/2" in text.value]
    assert "verysecret" not in line
    assert "api\\_key=\\*\\*\\*" in line.partition("](")[0]


def test_a_fault_is_said_whole(url: str, tmp_path: Path) -> None:
    added(url).button(key="source_add").click().run()
    (tmp_path / "served" / "feed.rss").write_text("<html><title>Moved</title></html>", encoding="utf-8")
    opened(source="an-outlet").button(key="poll_now").click().run()
    app = opened(source="an-outlet")
    assert "is not a feed: it is a web page named “Moved”" in said(app)
    assert "Could not be read (1)" in said(app)


# ---------------------------------------------------------------- the states behind it


def test_a_source_that_falls_silent_is_called_quiet(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    store.load_catalog(CATALOG)
    for days in range(0, 20, 2):
        news = [make_article(f"News {days}", f"Words of day {days}.")]
        store.record_poll("wire", PollOutcome("ok", articles=news), NOW + days * DAY)
        store.record_poll("trade-press", PollOutcome("ok", articles=news), NOW + days * DAY)
    store.record_poll("wire", PollOutcome("not-modified"), NOW + 40 * DAY)
    store.record_poll("trade-press", PollOutcome("unreachable", "no route"), NOW + 40 * DAY)
    later = NOW + 40 * DAY
    with store.reading() as connection:
        rows = {row["source_id"]: row for row in sources(connection, later).to_dict("records")}
    assert rows["wire"]["state"] == "quiet for unusually long"
    assert rows["trade-press"]["state"] == "could not be reached"
    assert (rows["wire"]["new_count"], len(rows["wire"]["trend"])) == (4, 15)
    store.set_policy("wire", Policy(Keep.LINK, 7))
    store.record_poll("wire", PollOutcome("refused", "https://wire.example answered with status 403"), later)
    with store.reading() as connection:
        (row,) = [r for r in sources(connection, later).to_dict("records") if r["source_id"] == "wire"]
    assert (row["state"], row["keeps"]) == ("does not let this address in", "the link, for 7 days")
    store.close()


def test_a_source_that_was_never_asked_is_not_said_to_refuse(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    store.load_catalog(CATALOG)
    with pytest.raises(FeedError) as told:
        next(edgar.walk(Visit("https://www.sec.gov/cgi-bin/browse-edgar", "nobody")))
    store.record_poll("wire", PollOutcome(told.value.kind, str(told.value)), NOW)
    with store.reading() as connection:
        (row,) = [r for r in sources(connection, NOW).to_dict("records") if r["source_id"] == "wire"]
    assert row["state"] == "not asked: needs your contact address"
    store.close()


@pytest.mark.parametrize(
    ("gap_days", "silent_days", "expected"),
    [(1, 13, False), (1, 15, True), (10, 39, False), (10, 41, True), (30, 100, False)],
)
def test_quiet_is_measured_by_its_own_rhythm(gap_days: int, silent_days: int, expected: bool) -> None:
    busy = [date(2026, 1, 1) + n * gap_days * DAY for n in range(4)]
    last = datetime(2026, 1, 1, tzinfo=UTC) + 3 * gap_days * DAY
    assert is_quiet(last, busy, last + silent_days * DAY) is expected


def test_a_source_whose_rhythm_nobody_knows_is_given_two_months() -> None:
    assert not is_quiet(NOW, [NOW.date()], NOW + 59 * DAY)
    assert is_quiet(NOW, [NOW.date()], NOW + 61 * DAY)
    assert not is_quiet(None, [], NOW)


def test_a_source_that_has_always_been_empty_is_called_quiet(sqlite_url: str) -> None:
    """An empty feed is no fault, but one that stays empty for two months is nothing to rely on."""
    store = open_store(sqlite_url)
    store.load_catalog(CATALOG)
    for days in (0, 30, 60, 61):
        store.record_poll("wire", PollOutcome("ok" if days < 60 else "not-modified"), NOW + days * DAY)
        store.record_poll("trade-press", PollOutcome("wall", "shows a challenge page"), NOW + days * DAY)
        with store.reading() as connection:
            states = sources(connection, NOW + days * DAY).set_index("source_id")["state"]
        assert ("quiet" in states["wire"]) is (days == 61)
        assert "quiet" not in states["trade-press"]
    store.close()


def test_words_and_little_curves() -> None:
    assert sparkline([0, 0, 0, 1, 2, 2, 7, 0]) == "▁▂▅█"
    assert sparkline([0, 0]) == "▁"
    assert keeps("", 0, False) == "full text"
    assert keeps("excerpt", 1, True) == "an excerpt, for 1 day, pages fetched"


def test_many_sources_that_fail_alike_are_told_in_one_sentence() -> None:
    unreachable = [
        {"source_id": f"s{n}", "last_error": f"https://{n}.example/ could not be reached: no server of that name"}
        for n in range(9)
    ]
    other = {"source_id": "odd", "last_error": "https://odd.example/ answered 404"}
    shared, rest = alike(SOURCES.make([*unreachable, other]))
    assert {reason: len(part) for reason, part in shared.items()} == {"no server of that name": 9}
    assert list(rest["source_id"]) == ["odd"]
    assert alike(SOURCES.make(unreachable[:3]))[0] == {}, "three are shown one by one"
