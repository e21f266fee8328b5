"""Proxies as the ordinary environment variables name them: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY.

A proxy is asked for an address only after that address was checked here: it looks names up by itself, and could be led
to the inside of its own network. (A private certificate authority is named by SSL_CERT_FILE or SSL_CERT_DIR, which
the library for TLS reads.)
"""

from dataclasses import dataclass, field
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

from yarl import URL

from ci.errors import FeedError
from ci.feeds.urls import shown_url


@dataclass(frozen=True)
class Proxies:
    """Scheme -> address of a proxy, and what NO_PROXY excepts (under `no`)."""

    by_scheme: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_environment(cls) -> "Proxies":
        return cls(getproxies_environment())

    def of(self, url: URL) -> URL | None:
        """The proxy to ask this address through; None for none."""
        written = self.by_scheme.get(url.scheme) or self.by_scheme.get("all")
        if not written or proxy_bypass_environment(f"{url.host}:{url.port}", self.by_scheme):
            return None
        try:
            proxy = URL(written if "://" in written else f"http://{written}")
            is_known = proxy.scheme in ("http", "https") and bool(proxy.host)
        except ValueError:
            is_known = False
        if not is_known:
            name = f"{url.scheme.upper()}_PROXY" if self.by_scheme.get(url.scheme) else "ALL_PROXY"
            raise FeedError("unreachable", f"{shown_url(str(url))} was not asked: {_UNUSABLE.format(name=name)}")
        return proxy


_UNUSABLE = "the proxy named by {name} is no http or https address; mend the variable or name the host in NO_PROXY"
