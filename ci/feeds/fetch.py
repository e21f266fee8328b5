"""The only code that touches the network: one address in, one whole answer out, or a FeedError that says why not."""

import asyncio
import re
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import NoReturn

import aiohttp
from aiohttp import hdrs
from aiohttp.abc import AbstractResolver
from multidict import CIMultiDictProxy
from yarl import URL

from ci.errors import FeedError
from ci.feeds import faults
from ci.feeds.addresses import NOT_PUBLIC, Guard, asked_host
from ci.feeds.content import CutOffError, Decoder, NotDecodableError, TooLargeError
from ci.feeds.faults import LATER as LATER
from ci.feeds.faults import short
from ci.feeds.manners import Manners
from ci.feeds.retry import fresh_s, retry_after_s
from ci.feeds.urls import LONGEST, shown_url
from ci.feeds.walls import is_wall
from ci.model import Fetched

MAX_BYTES = 15 * 1024 * 1024
MAX_HOPS = 10
_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9"
    ", text/html;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True)
class NotModified:
    """The source says that nothing has changed since the validators that were sent."""

    fresh_s: int | None = None


@dataclass(frozen=True)
class Answer(Fetched):
    """A whole answer; `fresh_s` is for how many seconds it holds, where its headers say so."""

    fresh_s: int | None = None


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost."""

    total_timeout_s: float = 30
    max_bytes: int = MAX_BYTES


class Fetcher:
    """Asks sources, one request at a time to each host. Use it as `async with Fetcher(…) as fetcher`.

    `allowed_private_hosts` names exceptions from the address check as `host:port`. Neither proxies nor passwords are
    taken from the environment, and no cookie outlives its fetch. `manners` may outlive this fetcher, and then the
    pauses that hosts asked for do too.
    """

    def __init__(
        self,
        contact: str = "",
        version: str = "",
        allowed_private_hosts: tuple[str, ...] = (),
        total_timeout_s: float = 30,
        max_bytes: int = MAX_BYTES,
        resolver: AbstractResolver | None = None,
        manners: Manners | None = None,
    ) -> None:
        product = f"Apoptoscope/{version}" if version else "Apoptoscope"
        self._agent = f"{product} (+{contact})" if contact else product
        self._guard = Guard(allowed_private_hosts)
        self._limits = Limits(total_timeout_s, max_bytes)
        self._resolver = resolver
        self.manners = manners or Manners()
        self._turns: dict[str, asyncio.Lock] = {}

    async def __aenter__(self) -> "Fetcher":
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(socket_factory=self._guard.socket, resolver=self._resolver, limit=20),
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
        start, limits = _checked(url, url), limits or self._limits
        validators = {hdrs.IF_NONE_MATCH: etag, hdrs.IF_MODIFIED_SINCE: last_modified}
        sent: dict[str, str] = {name: value for name, value in validators.items() if _is_plain(value)}
        async with self._turns.setdefault(_origin(start), asyncio.Lock()):
            self._demand_open(start, url)
            await self.manners.turn(_host(start), gap_s)
            try:
                async with asyncio.timeout(limits.total_timeout_s):
                    return await _Trip(self, url, start, sent, limits.max_bytes).travel()
            except TimeoutError as error:
                raise faults.slow(url, limits.total_timeout_s) from error

    def _demand_open(self, start: URL, url: str) -> None:
        if left_s := self.manners.closed_for_s(_host(start)):
            raise faults.paused(url, _host(start), left_s)

    @property
    def session(self) -> aiohttp.ClientSession:
        return self._session


class _Trip:
    """One fetch over its redirects: what it carries, and how each hop can fail."""

    def __init__(self, fetcher: Fetcher, url: str, start: URL, validators: dict[str, str], max_bytes: int) -> None:
        self.fetcher = fetcher
        self.max_bytes = max_bytes
        self.url = url
        self.shown = shown_url(url)
        self.start = start
        self.validators = validators
        self.cookies = aiohttp.CookieJar(unsafe=True)
        self.moved_to = ""
        self.is_permanent = True

    async def travel(self) -> Answer | NotModified:
        here = self.start
        for _ in range(MAX_HOPS + 1):
            found = await self._hop(here)
            if not isinstance(found, URL):
                return found
            here = found
        raise FeedError("unreachable", f"{self.shown} redirects more than {MAX_HOPS} times; look at it in a browser")

    async def _hop(self, here: URL) -> Answer | NotModified | URL:
        token = asked_host.set(f"{here.host}:{here.port}".lower())
        try:
            async with self.fetcher.session.get(
                here.with_user(None),
                headers=self.validators | self._credentials(here),
                cookies={name: morsel.value for name, morsel in self.cookies.filter_cookies(here).items()},
                allow_redirects=False,
            ) as answer:
                return await self._read(here, answer)
        except (aiohttp.ClientError, OSError, UnicodeError, ssl.CertificateError) as error:
            self._explain(here, error)
        finally:
            asked_host.reset(token)

    async def _read(self, here: URL, answer: aiohttp.ClientResponse) -> Answer | NotModified | URL:
        if answer.status in _REDIRECTS:
            return self._next(here, answer)
        if answer.status == 304:
            if not self.validators:
                raise FeedError("empty", f"{self.shown} sent nothing where everything was asked for (304)", status=304)
            return NotModified(_fresh(answer.headers))
        body = await self._body(answer)
        if is_wall({name.lower(): value for name, value in answer.headers.items()}, body):
            raise faults.walled(self.url, answer.status, self._pause(here, answer))
        if not 200 <= answer.status < 300:
            raise faults.refused(self.url, answer.status, self._pause(here, answer))
        if answer.status == 206:
            raise FeedError("truncated", f"{self.shown} sent only a part of its content", status=206)
        if not body.strip():
            raise FeedError("empty", f"{self.shown} sent an empty answer", status=answer.status)
        return Answer(
            url=str(here.with_user(None)),
            body=body,
            status=answer.status,
            content_type=answer.headers.get(hdrs.CONTENT_TYPE, ""),
            etag=answer.headers.get(hdrs.ETAG, ""),
            last_modified=answer.headers.get(hdrs.LAST_MODIFIED, ""),
            fetched_at=datetime.now(UTC),
            moved_to=self.moved_to,
            fresh_s=_fresh(answer.headers),
        )

    def _pause(self, here: URL, answer: aiohttp.ClientResponse) -> int | None:
        """The pause that a host asks for holds for all that is asked of it."""
        seconds = _retry(answer.headers)
        if seconds:
            self.fetcher.manners.close(_host(here), seconds)
        return seconds

    def _next(self, here: URL, answer: aiohttp.ClientResponse) -> URL:
        """Where a redirect leads; a user name or password in it is not taken over."""
        location = answer.headers.get(hdrs.LOCATION, "").strip()
        if not location:
            raise FeedError("unreachable", f"{self.shown} redirects without saying where to", status=answer.status)
        self.cookies.update_cookies(answer.cookies, here)
        try:
            target = here.with_user(None).join(URL(location.replace("\\", "/")))
        except ValueError as error:
            raise faults.not_web(location, self.url) from error
        target = _checked(str(target.with_user(None)) if target.host else str(target), self.url)
        self.is_permanent = self.is_permanent and answer.status in _PERMANENT
        if self.is_permanent:
            self.moved_to = str(target)
        return target

    async def _body(self, answer: aiohttp.ClientResponse) -> bytes:
        if (answer.content_length or 0) > self.max_bytes:
            raise faults.too_large(self.url, self.max_bytes)
        try:
            decoder = Decoder(answer.headers.get(hdrs.CONTENT_ENCODING, ""), self.max_bytes)
            async for chunk in answer.content.iter_any():
                decoder.feed(chunk)
            return decoder.finish()
        except TooLargeError as error:
            raise faults.too_large(self.url, self.max_bytes) from error
        except CutOffError as error:
            raise faults.truncated(self.url) from error
        except NotDecodableError as error:
            raise FeedError("malformed", f"{self.shown} cannot be unpacked: {error}", status=answer.status) from error
        except (aiohttp.ClientError, ConnectionError) as error:
            raise faults.truncated(self.url) from error

    def _credentials(self, here: URL) -> dict[str, str]:
        """User and password of the address itself, for its own host and protocol only."""
        if self.start.user is None or here.origin() != self.start.origin():
            return {}
        return {hdrs.AUTHORIZATION: aiohttp.encode_basic_auth(self.start.user, self.start.password or "")}

    def _explain(self, here: URL, error: Exception) -> NoReturn:
        """What went wrong on the way to an answer, as a fault that a person can act on."""
        if NOT_PUBLIC in str(error) or "not a canonical IPv4" in str(error):
            raise faults.forbidden(str(here), self.url) from error
        kind, says = "unreachable", f"could not be reached: {short(error)}"
        match error:
            case aiohttp.ClientConnectorDNSError() | UnicodeError():  # a label too long for any name
                says = "could not be reached: no server of that name was found"
            case aiohttp.ClientSSLError() | ssl.SSLError():
                says = f"could not be reached safely: {short(error)}"
            case aiohttp.ClientPayloadError():
                raise faults.truncated(self.url) from error
            case aiohttp.ClientResponseError():
                is_large = re.search(r"more than|too many|too large", error.message, re.IGNORECASE)
                kind = "too-large" if is_large else "malformed"
                says = f"does not answer as a web server should: {short(error)}"
        raise FeedError(kind, f"{self.shown} {says}") from error


def _checked(url: str, named: str) -> URL:
    """The address as it will be asked for; FeedError for anything but http and https with a host."""
    try:
        parsed = URL(url.strip())
        is_web = parsed.scheme in ("http", "https") and bool(parsed.host) and parsed.port is not None
    except (ValueError, UnicodeError):
        is_web = False
    if not is_web or len(url) > LONGEST or any(ord(c) < 32 for c in url.strip()):
        raise faults.not_web(url, named)
    return parsed


def _origin(url: URL) -> str:
    return str(url.origin().with_user(None))


def _host(url: URL) -> str:
    return f"{url.host}:{url.port}".lower()


def _is_plain(value: str) -> bool:
    """Whether a validator may be sent back: not empty, no line breaks."""
    return bool(value) and value.isprintable()


def _retry(headers: CIMultiDictProxy[str]) -> int | None:
    return retry_after_s(headers.get(hdrs.RETRY_AFTER, ""), headers.get(hdrs.DATE, ""), datetime.now(UTC))


def _fresh(headers: CIMultiDictProxy[str]) -> int | None:
    said = (headers.get(name, "") for name in (hdrs.CACHE_CONTROL, hdrs.AGE, hdrs.EXPIRES, hdrs.DATE))
    return fresh_s(*said)
