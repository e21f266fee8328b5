"""Every fault that the fault server plays ends as items or as a fault of the right kind, and never otherwise."""

import contextlib
import time

import pytest

from ci.errors import FEED_FAULTS, FeedError
from ci.feeds import KINDS, looks_like
from ci.model import Fetched
from tests.faultserver import ROUTES, FaultServer
from tests.feeds.fetching import fetch, fetched

OUTCOMES: dict[str, int | str] = {
    # honest answers: so many items
    "/ok": 3,
    "/atom": 2,
    "/rdf": 1,
    "/jsonfeed": 2,
    "/etag": 3,
    "/last-modified": 3,
    "/same-etag-new-body": 1,
    "/max-age": 3,
    "/grow": 1,
    "/edited": 1,
    "/flapping": 3,
    "/guid-changes": 1,
    "/headers": 1,
    "/auth-redirect": 1,
    "/cookie": 3,
    "/ua": 3,
    "/301": 3,
    "/302": 3,
    "/303": 3,
    "/307": 3,
    "/308": 3,
    "/redirect-chain": 3,
    "/redirect-mixed": 3,
    "/slow?s=0.1": 3,
    "/100-continue-flood": 3,
    "/gzip": 3,
    "/gzip-twice": 3,
    "/gzip-undeclared": 3,
    "/deflate": 3,
    "/deflate?raw=1": 3,
    "/deep-html": 1,
    "/items?n=2000": 2000,
    "/long-title": 1,
    "/xml-as-html": 3,
    "/no-type": 3,
    "/no-items": 0,
    "/leading-blank": 3,
    "/charset-wrong": 1,
    "/charset-declared-wrong": 1,
    "/utf16": 1,
    "/utf16?end=be": 1,
    "/utf16?bom=0": 1,
    "/utf16?end=be&bom=0": 1,
    "/invalid-utf8": 1,
    "/control-chars": 1,
    "/charset-unknown": 1,
    "/payload-html?in=all": 23,
    "/payload-markdown?in=all": 20,
    "/payload-formula?in=all": 13,
    "/payload-sql?in=all": 15,
    "/payload-links": 16,
    "/missing": 9,
    "/duplicate-guid": 9,
    "/dates": 21,
    "/oddities": 5,
    "/busy": 3,
    "/rate": 3,
    # refusals
    "/304-unasked": "empty",
    "/status/418": "refused",
    "/status/206": "truncated",
    "/429-seconds": "refused",
    "/429-date": "refused",
    "/429-nonsense": "refused",
    "/503-retry": "refused",
    "/500-twice": "refused",
    "/410": "gone",
    "/404": "refused",
    "/auth": "refused",
    "/challenge": "wall",
    "/challenge?status=200": "wall",
    # redirects that lead nowhere
    "/redirect-loop": "unreachable",
    "/redirect-pair": "unreachable",
    "/redirect-chain?n=12": "unreachable",
    "/redirect-no-location": "unreachable",
    "/redirect-https": "unreachable",
    "/redirect-metadata": "forbidden-address",
    "/redirect-ssh": "forbidden-address",
    "/redirect-ssrf": "forbidden-address",
    # transport
    "/drip": "slow",
    "/drip-headers?gap=0.05": "slow",
    "/silent": "slow",
    "/reset-mid-body": "truncated",
    "/reset-at-once": "unreachable",
    "/truncated": "truncated",
    "/truncated-chunked": "truncated",
    "/validator-then-broken": "truncated",
    "/length-too-short": "malformed",
    "/length-negative": "malformed",
    "/length-and-chunked": "malformed",
    "/bad-chunk": "malformed",
    "/not-http": "malformed",
    "/header-bomb": "too-large",
    # packing
    "/gzip-lie": "malformed",
    "/gzip-truncated": "truncated",
    "/br": "malformed",
    "/encoding-unknown": "malformed",
    "/gzip-bomb?mib=64": "too-large",
    "/gzip-bomb-twice?mib=64": "too-large",
    "/huge?mib=20": "too-large",
    "/huge-declared": "too-large",
    # hostile XML
    "/billion-laughs": "malformed",
    "/quadratic-blowup": "malformed",
    "/external-entity": "malformed",
    "/external-entity?kind=http": "malformed",
    "/external-entity?kind=parameter": "malformed",
    "/external-entity?kind=dtd": 1,  # only names its kind: forgotten, and never asked for
    "/attribute-soup": "malformed",
    "/deep-xml": "malformed",
    # something else
    "/html": "not-a-feed",
    "/html-as-xml": "not-a-feed",
    "/meta-refresh": "not-a-feed",
    "/empty": "empty",
    "/path-as-body": "not-a-feed",
    "/url-as-body": "not-a-feed",
    "/json-error": "not-a-feed",
    "/api-pages": "not-a-feed",
    "/robots.txt": "not-a-feed",
}
SLOW = ("/drip", "/silent")


def _read(answer: Fetched) -> int:
    kind = "json-feed" if "json" in answer.content_type else "rss"
    return len(KINDS[kind](answer))


@pytest.mark.parametrize("path", OUTCOMES)
def test_a_route_gives_its_items_or_its_fault(server: FaultServer, path: str) -> None:
    expected = OUTCOMES[path]
    started = time.monotonic()
    try:
        answer = fetch(server, server.url(path), timeout_s=0.4 if path.startswith(SLOW) else 5)
        assert isinstance(answer, Fetched)
        outcome: int | str = _read(answer)
    except FeedError as error:
        outcome = error.kind
        assert error.kind in FEED_FAULTS
        assert str(error).startswith(server.httpd.base), "the sentence begins with the address"
    assert outcome == expected
    assert time.monotonic() - started < 6


def test_every_route_is_tried() -> None:
    tried = {path.partition("?")[0] for path in OUTCOMES}
    routes = {path for path in ROUTES if not path.startswith("/_") and path != "/status/"}
    assert routes <= tried, "a new route needs a line in OUTCOMES"


@pytest.mark.parametrize("kind", ["http", "parameter", "dtd"])
def test_no_parser_asks_for_what_a_feed_names(server: FaultServer, kind: str) -> None:
    for path, query in (("/external-entity", {"kind": kind}), ("/url-as-body", {})):
        with contextlib.suppress(FeedError):
            KINDS["rss"](fetched(server, path, **query))
    assert server.httpd.hits == 0


def test_a_second_try_reads_what_the_first_could_not(server: FaultServer) -> None:
    """A feed whose first answer is cut keeps its validator to itself: without it the second answer is whole."""
    with pytest.raises(FeedError, match="broke off"):
        _read(fetched(server, "/validator-then-broken"))
    assert _read(fetched(server, "/validator-then-broken")) == 10


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/ok", "rss"),
        ("/rdf", "rss"),
        ("/atom", "rss"),
        ("/utf16", "rss"),
        ("/jsonfeed", "json-feed"),
        ("/html", "page"),
    ],
)
def test_what_an_address_is_can_be_told(server: FaultServer, path: str, kind: str) -> None:
    assert looks_like(fetched(server, path)) == kind


def test_a_page_in_place_of_a_feed_is_asked_for_its_feed(server: FaultServer) -> None:
    with pytest.raises(FeedError, match=f"it names a feed at {server.url(chr(47))}ok"):
        KINDS["rss"](fetched(server, "/html"))


def test_titles_hold_no_control_characters(server: FaultServer) -> None:
    (article,) = KINDS["rss"](fetched(server, "/control-chars"))
    assert article.title == "aredgnp.exez WARN forged log line"


def test_characters_are_right_whatever_was_declared(server: FaultServer) -> None:
    for path in ("/charset-wrong", "/utf16", "/utf16?end=be&bom=0"):
        (article,) = KINDS["rss"](fetched(server, path.partition("?")[0]))
        assert article.title == "Prüfung – 临床试验 – naïve €"
    (article,) = KINDS["rss"](fetched(server, "/charset-declared-wrong"))
    assert article.title == "Prüfung – naïve €"


def test_links_lead_only_to_the_web(server: FaultServer) -> None:
    urls = [article.url for article in KINDS["rss"](fetched(server, "/payload-links"))]
    assert all(url == "" or url.startswith(("http://", "https://")) for url in urls)
    assert not [url for url in urls if "@" in url or "\n" in url or len(url) > 4096]


def test_markup_in_titles_and_bodies_is_gone(server: FaultServer) -> None:
    for article in KINDS["rss"](fetched(server, "/payload-html", **{"in": "all"})):
        assert "<" not in article.full_text
        assert "alert" not in article.full_text


def test_markdown_stays_what_it_was(server: FaultServer) -> None:
    titles = [article.title for article in KINDS["rss"](fetched(server, "/payload-markdown"))]
    assert "$E=mc^2$ and $100 to $200" in titles
    assert "[click](javascript:alert(1))" in titles
