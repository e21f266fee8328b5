"""What a source sees of us, and what of its answer is kept."""

import asyncio
import ssl
import subprocess
import sys
import tracemalloc

import pytest

from ci.errors import FeedError
from ci.feeds import KINDS
from ci.feeds.fetch import Fetcher, NotModified
from ci.model import Fetched
from ci.settings import ROOT
from tests.faultserver import FaultServer
from tests.feeds.fetching import CONTACT, fetch, fetched, host_of


def test_it_says_who_asks(server: FaultServer) -> None:
    fetched(server, "/ok")
    (seen,) = server.log("/ok")
    assert seen.headers["user-agent"] == f"Apoptoscope/0 (+{CONTACT})"
    assert not {"cookie", "referer", "authorization"} & set(seen.headers)


@pytest.mark.parametrize("path", ["/etag", "/etag?weak=1", "/last-modified"])
def test_what_has_not_changed_is_not_sent_again(server: FaultServer, path: str) -> None:
    first = fetch(server, server.url(path))
    assert isinstance(first, Fetched)
    again = fetch(server, server.url(path), first.etag, first.last_modified)
    assert again == NotModified()


def test_a_lying_validator_does_not_hide_a_new_item(server: FaultServer) -> None:
    first = fetched(server, "/same-etag-new-body")
    second = fetch(server, server.url("/same-etag-new-body"), first.etag)
    assert isinstance(second, Fetched)
    assert second.body != first.body


def test_a_validator_with_a_line_break_is_not_sent(server: FaultServer) -> None:
    assert isinstance(fetch(server, server.url("/ok"), 'x"\r\nX-Injected: 1'), Fetched)
    assert "x-injected" not in server.log("/ok")[0].headers


@pytest.mark.parametrize(
    ("path", "moved_to"),
    [
        ("/301", "/ok"),
        ("/308", "/ok"),
        ("/302", ""),
        ("/303", ""),
        ("/307", ""),
        ("/cookie", ""),
        ("/redirect-mixed", "/redirect-mixed?hop=1"),
        ("/301?to=/308", "/ok"),
    ],
)
def test_only_permanent_redirects_move_a_source(server: FaultServer, path: str, moved_to: str) -> None:
    answer = fetch(server, server.url(path))
    assert isinstance(answer, Fetched)
    assert answer.moved_to == (server.url(moved_to) if moved_to else "")


@pytest.mark.parametrize(
    ("path", "seconds"),
    [
        ("/429-seconds?s=120", 120),
        ("/429-date?s=90", 90),
        ("/429-date?past=1", None),
        ("/429-nonsense?kind=text", None),
        ("/429-nonsense?kind=negative", None),
        ("/429-nonsense?kind=huge", 31 * 24 * 3600),
        ("/429-nonsense?kind=float", 2),
        ("/429-nonsense?kind=empty", None),
        ("/503-retry?s=300", 300),
        ("/status/503?retry=soon", None),
    ],
)
def test_the_time_to_wait_is_taken_from_the_server(server: FaultServer, path: str, seconds: int | None) -> None:
    with pytest.raises(FeedError) as caught:
        fetch(server, server.url(path))
    assert caught.value.kind == "refused"
    assert caught.value.retry_after_s == (pytest.approx(seconds, abs=1) if seconds else None)


def test_a_name_and_password_go_to_their_own_host_only(server: FaultServer) -> None:
    with FaultServer() as other:
        mine = f"http://user:p%40ss%3Aword@{host_of(server)}"
        assert isinstance(fetch(server, f"{mine}/auth"), Fetched)
        target = other.url("/headers")

        async def leave() -> Fetched | NotModified:
            async with Fetcher(CONTACT, "0", (host_of(server), host_of(other))) as fetcher:
                return await fetcher.fetch(f"{mine}/auth-redirect?to={target}")

        assert isinstance(asyncio.run(leave()), Fetched)
        assert "authorization" in server.log("/auth-redirect")[0].headers
        assert not {"authorization", "cookie"} & set(other.log("/headers")[0].headers)


def test_a_password_is_never_shown(server: FaultServer) -> None:
    for path in ("/404", "/redirect-ssh", "/html", "/drip", "/redirect-loop", "/gzip-lie"):
        with pytest.raises(FeedError) as caught:
            answer = fetch(server, f"http://user:hunter2@{host_of(server)}{path}?token=hunter2", timeout_s=0.3)
            assert isinstance(answer, Fetched)
            assert "hunter2" not in answer.url.partition("?")[0]
            KINDS["rss"](answer)
        assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["", "example", "ftp://example.org/x", "file:///etc/hostname", "http://", "http://[bad/", "javascript:alert(1)"],
)
def test_what_is_no_web_address_is_refused(server: FaultServer, url: str) -> None:
    with pytest.raises(FeedError) as caught:
        fetch(server, url)
    assert caught.value.kind == "forbidden-address"


def test_one_host_is_asked_one_thing_at_a_time(server: FaultServer) -> None:
    async def five() -> list[Fetched | NotModified]:
        async with Fetcher(CONTACT, "0", (host_of(server),)) as fetcher:
            return await asyncio.gather(*(fetcher.fetch(server.url("/busy", max=1, s=0.05, key=n)) for n in range(5)))

    assert len(asyncio.run(five())) == 5


def test_a_slow_source_delays_no_other(server: FaultServer) -> None:
    async def both() -> float:
        with FaultServer() as other:
            async with Fetcher(CONTACT, "0", (host_of(server), host_of(other)), total_timeout_s=1) as fetcher:
                dripping = asyncio.create_task(fetcher.fetch(server.url("/drip")))
                await asyncio.sleep(0.05)
                started = asyncio.get_running_loop().time()
                await fetcher.fetch(other.url("/ok"))
                taken = asyncio.get_running_loop().time() - started
                with pytest.raises(FeedError, match="did not answer completely"):
                    await dripping
                return taken

    assert asyncio.run(both()) < 0.5


def test_who_waits_for_a_connection_is_not_slow(server: FaultServer) -> None:
    """Three answers that take half a second each, one after the other, and a second is given to each."""

    async def three() -> list[Fetched | NotModified]:
        with FaultServer() as second, FaultServer() as third:
            allowed = tuple(map(host_of, (server, second, third)))
            async with Fetcher(CONTACT, "0", allowed, total_timeout_s=1, connections=1) as fetcher:
                urls = [each.url("/slow", s=0.5) for each in (server, second, third)]
                return await asyncio.gather(*map(fetcher.fetch, urls))

    assert len(asyncio.run(three())) == 3


def test_aiohttp_trusts_nobody_where_we_do_not_say_whom() -> None:
    """Its own contexts are made without certificates when it is imported; ours and those of others have them."""
    told = """
import ssl
from ci.feeds.fetch import Fetcher
from aiohttp import connector
contexts = connector._SSL_CONTEXT_VERIFIED, Fetcher().tls, ssl.create_default_context()
print([context.cert_store_stats()["x509_ca"] > 0 for context in contexts], contexts[0].verify_mode.name)
"""
    command = [sys.executable, "-c", told]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert said == f"{[False, has_authorities(), has_authorities()]} CERT_REQUIRED\n"


def has_authorities() -> bool:
    """Whether this machine knows any."""
    return ssl.create_default_context().cert_store_stats()["x509_ca"] > 0


def test_a_bomb_costs_no_more_memory_than_the_limit(server: FaultServer) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(FeedError, match="more than the 15 MiB"):
            fetch(server, server.url("/gzip-bomb", mib=256), timeout_s=20)
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024 * 1024
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..b", ".", "☃.invalid", "a.invalid"])
def test_a_name_that_nobody_has_is_a_fault(server: FaultServer, host: str) -> None:
    with pytest.raises(FeedError, match="no server of that name") as caught:
        fetch(server, f"http://{host}/")
    assert caught.value.kind == "unreachable"
