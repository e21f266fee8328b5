"""One fetch over its redirects: what it carries, what it reads, and how each hop can fail."""

import re
import socket
import ssl
from datetime import UTC, datetime
from typing import NoReturn, Protocol

from multidict import CIMultiDictProxy
from yarl import URL

from ci.errors import FeedError
from ci.feeds import faults
from ci.feeds.addresses import NOT_PUBLIC, asked_host, via_proxy
from ci.feeds.content import CutOffError, Decoder, NotDecodableError, TooLargeError
from ci.feeds.faults import short
from ci.feeds.fetch.answers import Answer, NotModified
from ci.feeds.fetch.client import aiohttp, hdrs
from ci.feeds.fetch.targets import checked, host_of
from ci.feeds.manners import Manners
from ci.feeds.retry import fresh_s, retry_after_s
from ci.feeds.urls import shown_url
from ci.feeds.walls import is_wall

MAX_HOPS = 10
_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}


class Road(Protocol):
    """What a trip needs of its fetcher."""

    manners: Manners

    @property
    def session(self) -> aiohttp.ClientSession: ...

    @property
    def tls(self) -> ssl.SSLContext: ...

    async def proxy_for(self, here: URL) -> URL | None: ...


class Trip:
    """One fetch over its redirects: what it carries, and how each hop can fail."""

    def __init__(self, road: Road, url: str, start: URL, validators: dict[str, str], max_bytes: int) -> None:
        self.road = road
        self.max_bytes = max_bytes
        self.url = url
        self.start = start
        self.validators = validators
        self.cookies: aiohttp.CookieJar | None = None
        self.moved_to = ""
        self.is_permanent = True

    @property
    def shown(self) -> str:
        return shown_url(self.url)

    async def travel(self) -> Answer | NotModified:
        here = self.start
        for _ in range(MAX_HOPS + 1):
            found = await self._hop(here)
            if not isinstance(found, URL):
                return found
            await self._mind(here, found)
            here = found
        raise FeedError("unreachable", f"{self.shown} redirects more than {MAX_HOPS} times; look at it in a browser")

    async def _mind(self, here: URL, there: URL) -> None:
        """A redirect to another host heeds its rule and its pause too."""
        manners = self.road.manners
        if manners.name_of(host_of(there)) != manners.name_of(host_of(here)):
            if left_s := manners.closed_for_s(host_of(there)):
                raise faults.paused(self.url, host_of(there), left_s)
            await manners.turn(host_of(there))

    async def _hop(self, here: URL) -> Answer | NotModified | URL:
        token = asked_host.set(f"{here.host}:{here.port}".lower())
        try:
            proxy = await self.road.proxy_for(here)
            via_proxy.set(proxy is not None)
            async with self.road.session.get(
                here.with_user(None),
                proxy=proxy,
                headers=self.validators | self._credentials(here),
                cookies=self._cookies(here),
                allow_redirects=False,
                ssl=self.road.tls if "https" in (here.scheme, proxy.scheme if proxy else "") else True,
            ) as answer:
                return await self._read(here, answer)
        except (aiohttp.ClientError, OSError, UnicodeError, ssl.CertificateError) as error:
            self._explain(here, error)
        finally:
            via_proxy.set(False)
            asked_host.reset(token)

    async def _read(self, here: URL, answer: aiohttp.ClientResponse) -> Answer | NotModified | URL:
        if answer.status in _REDIRECTS:
            return self._next(here, answer)
        if answer.status == 304:
            if not self.validators:
                raise FeedError("empty", f"{self.shown} sent nothing where everything was asked for (304)", status=304)
            return NotModified(_fresh(answer.headers), self.moved_to)
        body = await self._body(answer)
        if is_wall(answer.status, {name.lower(): value for name, value in answer.headers.items()}, body):
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
            self.road.manners.close(host_of(here), seconds)
        return seconds

    def _next(self, here: URL, answer: aiohttp.ClientResponse) -> URL:
        """Where a redirect leads; a user name or password in it is not taken over."""
        location = answer.headers.get(hdrs.LOCATION, "").strip()
        if not location:
            raise FeedError("unreachable", f"{self.shown} redirects without saying where to", status=answer.status)
        self.cookies = self.cookies or aiohttp.CookieJar(unsafe=True)
        self.cookies.update_cookies(answer.cookies, here)
        try:
            target = here.with_user(None).join(URL(location.replace("\\", "/")))
        except ValueError as error:
            raise faults.not_web(location, self.url) from error
        target = checked(str(target.with_user(None)) if target.host else str(target), self.url)
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

    def _cookies(self, here: URL) -> dict[str, str] | None:
        """Those that an earlier hop set. Most fetches have none, and for an empty jar aiohttp makes one anew."""
        if not self.cookies:
            return None
        return {name: morsel.value for name, morsel in self.cookies.filter_cookies(here).items()}

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
            case aiohttp.ClientProxyConnectionError() | aiohttp.ClientHttpProxyError():
                says = f"could not be reached through the proxy: {short(error)}"
            case (
                aiohttp.ClientConnectorDNSError() | UnicodeError() | socket.gaierror()
            ):  # a label too long for any name
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


def _retry(headers: CIMultiDictProxy[str]) -> int | None:
    return retry_after_s(headers.get(hdrs.RETRY_AFTER, ""), headers.get(hdrs.DATE, ""), datetime.now(UTC))


def _fresh(headers: CIMultiDictProxy[str]) -> int | None:
    said = (headers.get(name, "") for name in (hdrs.CACHE_CONTROL, hdrs.AGE, hdrs.EXPIRES, hdrs.DATE))
    return fresh_s(*said)
