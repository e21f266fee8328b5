"""The HTTP client, imported without the certificates that it reads for itself.

aiohttp makes two contexts for https when it is imported, and reads the certificates of all authorities for each: 40 ms
of every poll. We never use them, because `Fetcher.tls` is given with each request; what else used them would find that
they trust nobody.
"""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _trusting_nobody() -> Iterator[None]:
    """Contexts that this thread makes meanwhile know no authority."""
    read, here = ssl.SSLContext.set_default_verify_paths, threading.get_ident()

    def read_elsewhere(self: ssl.SSLContext) -> None:
        if threading.get_ident() != here:
            read(self)

    ssl.SSLContext.set_default_verify_paths = read_elsewhere  # type: ignore[method-assign]
    try:
        yield
    finally:
        ssl.SSLContext.set_default_verify_paths = read  # type: ignore[method-assign]


with _trusting_nobody():
    import aiohttp
    from aiohttp import hdrs

__all__ = ["aiohttp", "hdrs"]
