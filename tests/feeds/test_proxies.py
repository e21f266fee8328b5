"""A proxy and a private certificate authority, named by the ordinary variables, and no door that they open."""

import asyncio
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from ci.errors import FeedError
from ci.feeds.fetch import Fetcher, NotModified
from ci.model import Fetched
from tests.faultserver import FaultServer
from tests.feeds import field
from tests.feeds.fetching import host_of
from tests.feeds.proxy import Proxy, proxying
from tests.feeds.test_addresses import _Named

pytestmark = pytest.mark.slow

CERTIFICATES = Path(__file__).parent / "certificates"


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    with proxying() as opened:
        monkeypatch.setenv("http_proxy", opened.url)
        monkeypatch.setenv("https_proxy", opened.url)
        yield opened


def fetch(url: str, *allowed: str, resolver: object = None, timeout_s: float = 5) -> Fetched | NotModified:
    async def once() -> Fetched | NotModified:
        async with Fetcher("", "0", allowed, total_timeout_s=timeout_s, resolver=resolver) as fetcher:  # type: ignore[arg-type]
            return await fetcher.fetch(url)

    return asyncio.run(once())


def test_what_is_asked_goes_through_the_proxy(server: FaultServer, proxy: Proxy) -> None:
    answer = fetch(server.url("/ok"), host_of(server))
    assert isinstance(answer, Fetched)
    assert proxy.asked == [f"GET {server.url('/ok')}"]


def test_the_proxy_itself_need_not_be_allowed_and_allows_nothing(server: FaultServer, proxy: Proxy) -> None:
    with pytest.raises(FeedError, match="is not a public address"):
        fetch(server.url("/ok"))
    with pytest.raises(FeedError, match="is not a public address"):
        fetch(proxy.url + "/")
    assert proxy.asked == []


@pytest.mark.parametrize("kind", range(33))
def test_no_redirect_leads_inside_through_the_proxy(server: FaultServer, proxy: Proxy, kind: int) -> None:
    """All disguises of an inner address; the proxy would connect to each of them."""
    with pytest.raises(FeedError) as caught:
        fetch(server.url("/redirect-ssrf", kind=kind), host_of(server), timeout_s=3)
    assert caught.value.kind in ("forbidden-address", "unreachable")
    assert len(proxy.asked) == 1, proxy.asked


def test_a_name_that_leads_inside_is_not_asked_for(proxy: Proxy) -> None:
    with pytest.raises(FeedError, match="is not a public address"):
        fetch("http://inside.example/feed", resolver=_Named("10.0.0.7"))
    assert proxy.asked == []


def test_a_name_that_leads_outside_is_the_proxys_to_find(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with proxying(lead=host_of(server)) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert isinstance(fetch("http://outlet.example/ok", resolver=_Named("93.184.216.34")), Fetched)
        assert proxy.asked == ["GET http://outlet.example/ok"]


@pytest.mark.parametrize("no_proxy", ["127.0.0.1", "*", "elsewhere.example,127.0.0.1"])
def test_no_proxy_makes_exceptions(
    server: FaultServer, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, no_proxy: str
) -> None:
    monkeypatch.setenv("no_proxy", no_proxy)
    assert isinstance(fetch(server.url("/ok"), host_of(server)), Fetched)
    assert proxy.asked == []


def test_a_password_for_the_proxy_stays_with_the_proxy(
    server: FaultServer, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", proxy.url.replace("://", "://analyst:hunter2@"))
    fetch(server.url("/headers"), host_of(server))
    assert proxy.headers[0]["proxy-authorization"].startswith("Basic ")
    assert not {"proxy-authorization", "authorization"} & set(server.log("/headers")[0].headers)


@pytest.mark.parametrize("broken", ["http://127.0.0.1:9", "socks5://127.0.0.1:9", "http://user:hunter2@127.0.0.1:9"])
def test_a_proxy_that_does_not_work_is_said_so(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setenv("http_proxy", broken)
    with pytest.raises(FeedError, match="proxy") as caught:
        fetch(server.url("/ok"), host_of(server))
    assert caught.value.kind == "unreachable"
    assert "hunter2" not in str(caught.value)


# ---------------------------------------------------------------- a certificate authority of one's own


@pytest.fixture
def safe_site() -> Iterator[field.Site]:
    """An https site whose certificate a private authority signed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "server.pem")
    site = field.Site(context)
    site.routes["/feed"] = field.sample("wire.rss.xml")
    yield site
    site.close()


def test_a_private_authority_is_believed_where_it_is_named(
    safe_site: field.Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"https://{safe_site.host}/feed"
    with pytest.raises(FeedError, match="could not be reached safely"):
        fetch(url, safe_site.host)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
    assert isinstance(fetch(url, safe_site.host), Fetched)


def test_https_goes_through_the_proxy_in_a_tunnel(
    safe_site: field.Site, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
    assert isinstance(fetch(f"https://{safe_site.host}/feed", safe_site.host), Fetched)
    assert proxy.asked == [f"CONNECT {safe_site.host}"]


def test_the_proxy_cannot_read_what_is_in_the_tunnel(
    safe_site: field.Site, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the authority the certificate is not believed, through the proxy neither."""
    with pytest.raises(FeedError, match="could not be reached safely"):
        fetch(f"https://{safe_site.host}/feed", safe_site.host)
