"""The fetcher: who asks, within which limits, whose turn it is, and through which door."""

import asyncio
import errno
import socket
import ssl
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType

from yarl import URL

from ci.feeds import faults
from ci.feeds.addresses import NOT_PUBLIC, Guard
from ci.feeds.fetch.answers import Answer, NotModified
from ci.feeds.fetch.client import aiohttp, hdrs
from ci.feeds.fetch.targets import checked, host_of
from ci.feeds.fetch.trip import Trip
from ci.feeds.manners import Manners
from ci.feeds.proxies import Proxies
from ci.feeds.robots import PRODUCT

MAX_BYTES = 15 * 1024 * 1024
CONNECTIONS = 40
"""Requests at a time. Who waits to be one of them has not begun, and his time does not run."""
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9"
    ", text/html;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost."""

    total_timeout_s: float = 30
    max_bytes: int = MAX_BYTES


class Fetcher:
    """Asks sources, one request at a time to each host. Use it as `async with Fetcher(…) as fetcher`.

    `allowed_private_hosts` names exceptions from the address check as `host:port`. Proxies and a private certificate
    authority are those of the environment, passwords are not, and no cookie outlives its fetch. `manners` may outlive
    this fetcher, and then the pauses that hosts asked for do too.
    """

    def __init__(
        self,
        contact: str = "",
        version: str = "",
        allowed_private_hosts: tuple[str, ...] = (),
        total_timeout_s: float = 30,
        max_bytes: int = MAX_BYTES,
        resolver: aiohttp.abc.AbstractResolver | None = None,
        manners: Manners | None = None,
        connections: int = CONNECTIONS,
    ) -> None:
        product = f"{PRODUCT}/{version}" if version else PRODUCT
        self._agent = f"{product} (+{contact})" if contact else product
        self._guard = Guard(allowed_private_hosts)
        self._limits = Limits(total_timeout_s, max_bytes)
        self._resolver = resolver
        self._proxies = Proxies.of_environment()
        self.manners = manners or Manners()
        self._turns: dict[str, asyncio.Lock] = {}
        self._connections = asyncio.Semaphore(connections)

    async def __aenter__(self) -> "Fetcher":
        self._resolver = self._resolver or aiohttp.ThreadedResolver()
        connector = aiohttp.TCPConnector(socket_factory=self._guard.socket, resolver=self._resolver, limit=0)
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={hdrs.USER_AGENT: self._agent, hdrs.ACCEPT: _ACCEPT, hdrs.ACCEPT_ENCODING: "gzip, deflate"},
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def fetch(
        self, url: str, etag: str = "", last_modified: str = "", *, limits: Limits | None = None, gap_s: float = 0
    ) -> Answer | NotModified:
        """The whole answer, within the fetcher's limits or these once it is this host's turn.

        `gap_s` is how long the host is left alone before, on top of the rule for it. A host that asked for a pause is
        not asked at all: that is a FeedError with the rest of the pause.
        """
        start, limits = checked(url, url), limits or self._limits
        validators = {hdrs.IF_NONE_MATCH: etag, hdrs.IF_MODIFIED_SINCE: last_modified}
        sent: dict[str, str] = {name: value for name, value in validators.items() if _is_plain(value)}
        host = host_of(start)
        turn = self._turns.setdefault(self.manners.name_of(host), asyncio.Lock())
        async with turn, self.manners.asking(host, gap_s) as closed_for_s:
            if closed_for_s:
                raise faults.paused(url, host, closed_for_s)
            try:
                async with self._connections:
                    self.manners.note_asked(host)
                    async with asyncio.timeout(limits.total_timeout_s):
                        return await Trip(self, url, start, sent, limits.max_bytes).travel()
            except TimeoutError as error:
                raise faults.slow(url, limits.total_timeout_s) from error

    async def proxy_for(self, here: URL) -> URL | None:
        """The proxy to ask through. What lies behind it is checked first: by it every address could be reached."""
        proxy = self._proxies.of(here)
        if proxy is None or not here.host or not here.port:
            return None
        assert self._resolver
        named = f"{here.host}:{here.port}".lower()
        for found in await self._resolver.resolve(here.host, here.port, family=socket.AF_UNSPEC):
            ip = found["host"]
            if not self._guard.permits(ip, named, f"[{ip}]:{here.port}" if ":" in ip else f"{ip}:{here.port}"):
                raise OSError(errno.EACCES, f"{here.host} {NOT_PUBLIC}")
        return proxy

    @cached_property
    def tls(self) -> ssl.SSLContext:
        """Made when it is needed: to read the certificates of all authorities takes a while."""
        return ssl.create_default_context()

    @property
    def session(self) -> aiohttp.ClientSession:
        return self._session


def _is_plain(value: str) -> bool:
    """Whether a validator may be sent back: not empty, no line breaks."""
    return bool(value) and value.isprintable()
