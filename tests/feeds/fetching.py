"""Fetching in tests: over real HTTP, from the fault server, with short deadlines."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp.abc import AbstractResolver

from ci.feeds.fetch import Fetcher, NotModified
from ci.model import Fetched
from tests.faultserver import FaultServer

CONTACT = "tests@example.org"
_connections: list[tuple[str, int]] | None = None


def host_of(server: FaultServer) -> str:
    return server.httpd.base.removeprefix("http://")


def fetch(
    server: FaultServer,
    url: str,
    etag: str = "",
    last_modified: str = "",
    *,
    timeout_s: float = 5,
    resolver: AbstractResolver | None = None,
) -> Fetched | NotModified:
    """One fetch, with this server as the only private address that is allowed."""

    async def once() -> Fetched | NotModified:
        async with Fetcher(CONTACT, "0", (host_of(server),), total_timeout_s=timeout_s, resolver=resolver) as fetcher:
            return await fetcher.fetch(url, etag, last_modified)

    return asyncio.run(once())


def fetched(server: FaultServer, path: str, **query: object) -> Fetched:
    answer = fetch(server, server.url(path, **query))
    assert isinstance(answer, Fetched)
    return answer


@contextmanager
def connections() -> Iterator[list[tuple[str, int]]]:
    """Every address that this process tries to connect to, as the interpreter's own audit sees it."""
    global _connections
    _connections = []
    try:
        yield _connections
    finally:
        _connections = None


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and _connections is not None and isinstance(arguments[1], tuple):
        _connections.append((str(arguments[1][0]), int(arguments[1][1])))


sys.addaudithook(_note)
