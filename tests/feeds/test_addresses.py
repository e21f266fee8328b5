"""No connection is ever tried to an address inside, whatever leads there."""

import asyncio
import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from ci.errors import FeedError
from ci.feeds.addresses import is_public
from ci.feeds.fetch import Fetcher
from ci.model import Fetched
from tests.faultserver import SSRF, FaultServer
from tests.feeds.fetching import CONTACT, connections, fetch, host_of

HARMLESS = {"crlf", "empty", "huge"}
"""Redirects that lead nowhere inside: back to the server, to no place, to a name of 70,000 characters."""


class _Named(AbstractResolver):
    """A name server that says what it is told to say, one answer a question."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        kind = socket.AF_INET6 if ":" in answer else socket.AF_INET
        return [ResolveResult(hostname=host, host=answer, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)]

    async def close(self) -> None:
        pass


@pytest.mark.parametrize("kind", SSRF)
def test_a_redirect_leads_to_no_address_inside(server: FaultServer, kind: str) -> None:
    own = ("127.0.0.1", server.httpd.server_address[1])
    with connections() as tried:
        try:
            answer = fetch(server, server.url("/redirect-ssrf", kind=kind))
            assert kind == "crlf"
            assert isinstance(answer, Fetched)
        except FeedError as error:
            assert error.kind == "forbidden-address" or kind in HARMLESS
    assert {address for address in tried if address != own} == set()
    assert tried


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "100.100.100.200",
        "192.0.0.192",
        "198.18.0.1",
        "240.0.0.1",
        "１２７.０.０.１",
        "127.0.0.1.",
    ],
)
def test_an_address_inside_is_refused_in_every_disguise(server: FaultServer, host: str) -> None:
    with connections() as tried, pytest.raises(FeedError) as caught:
        fetch(server, f"http://{host}:9/")
    assert caught.value.kind in ("forbidden-address", "unreachable")
    assert tried == []


@pytest.mark.parametrize("answer", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fe80::1", "::ffff:10.0.0.1"])
def test_a_name_that_resolves_to_an_address_inside_is_refused(server: FaultServer, answer: str) -> None:
    with connections() as tried, pytest.raises(FeedError) as caught:
        fetch(server, "http://feeds.example/", resolver=_Named(answer))
    assert caught.value.kind == "forbidden-address"
    assert tried == []


def test_a_name_that_changes_its_address_between_hops_is_refused(server: FaultServer) -> None:
    port = server.httpd.server_address[1]
    with connections() as tried, pytest.raises(FeedError) as caught:
        url = f"http://rebind.example:{port}/302?to=http://rebind.example:9/"
        fetch(server, url, resolver=_Named("127.0.0.1", "127.0.0.1"))
    assert caught.value.kind == "forbidden-address"
    assert tried == [("127.0.0.1", port)]


def test_an_allowed_address_is_allowed_at_its_port_only(server: FaultServer) -> None:
    with FaultServer() as other, connections() as tried, pytest.raises(FeedError) as caught:
        fetch(server, other.url("/ok"))
    assert caught.value.kind == "forbidden-address"
    assert tried == []


def test_an_allowed_name_may_lead_inside(server: FaultServer) -> None:
    port = server.httpd.server_address[1]

    async def once() -> object:
        allowed = (f"intranet.example:{port}",)
        async with Fetcher(CONTACT, "0", allowed, resolver=_Named("127.0.0.1")) as fetcher:
            with pytest.raises(FeedError, match="not a public"):
                await fetcher.fetch(f"http://other.example:{port}/ok")
            return await fetcher.fetch(f"http://intranet.example:{port}/ok")

    assert isinstance(asyncio.run(once()), Fetched)


def test_nothing_inside_is_allowed_unless_said(server: FaultServer) -> None:
    async def once() -> None:
        async with Fetcher() as fetcher:
            await fetcher.fetch(f"http://{host_of(server)}/ok")

    with pytest.raises(FeedError, match="APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS"):
        asyncio.run(once())


@pytest.mark.parametrize("ip", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "2a00:1450:4001:81b::200e", "193.0.0.1"])
def test_public_addresses_may_be_asked(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    "ip", ["0.1.2.3", "192.168.1.1", "255.255.255.255", "ff02::1", "2001:db8::1", "fe80::1%eth0", "x"]
)
def test_other_addresses_may_not(ip: str) -> None:
    assert not is_public(ip)
