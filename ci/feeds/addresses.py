"""Which network addresses may be asked: public ones, and those that the operator allowed by host and port.

The check happens on the address that is about to be connected to, after DNS and on every hop, so that a name which
changes its address, a number in disguise (`http://2130706433/`) or a redirect cannot get past it.
"""

import errno
import ipaddress
import socket
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

_CLOSED_V4 = [
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' own
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local: the metadata services of the clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation, as 198.51.100 and 203.0.113
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
]
_OPEN_V6 = ipaddress.IPv6Network("2000::/3")
_CLOSED_V6 = [
    ipaddress.IPv6Network(block)
    for block in (
        "2001::/23",  # special purposes, Teredo among them: an IPv4 address inside
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",
    )
]
"""NAT64 (64:ff9b::/96), ::ffff:0:0/96, fc00::/7, fe80::/10, ff00::/8 and ::1 lie outside 2000::/3."""

AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]
"""As getaddrinfo gives it."""

asked_host: ContextVar[str] = ContextVar("asked_host", default="")
"""`host:port` of the address being fetched, for an allowed name (the socket knows only numbers)."""


via_proxy: ContextVar[bool] = ContextVar("via_proxy", default=False)
"""Whether the connection is one to the proxy that the operator named: where it leads was checked before."""

NOT_PUBLIC = "is not a public address"
"""Stands in the error of a refused connection: aiohttp wraps and joins errors, the words come through."""


def is_public(ip: str) -> bool:
    """Whether an address belongs to the open internet and to nobody's inside."""
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in block for block in _CLOSED_V4)
    return address in _OPEN_V6 and not any(address in block for block in _CLOSED_V6)


class Guard:
    """Makes the sockets of the connector, and refuses to make one that would lead inside."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self.allowed = frozenset(entry.strip().lower() for entry in allowed)

    def socket(self, info: AddressInfo) -> socket.socket:
        """aiohttp's socket factory: called with every address just before it is connected to."""
        family, kind, protocol, _, address = info
        ip, port = str(address[0]), address[1]
        written = f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"
        if not via_proxy.get() and not self.permits(ip, written, asked_host.get()):
            raise OSError(errno.EACCES, f"{written} {NOT_PUBLIC}")
        return socket.socket(family=family, type=kind, proto=protocol)

    def permits(self, ip: str, *names: str) -> bool:
        """Whether this address may be asked: it is public, or one of its names (`host:port`) is allowed."""
        return is_public(ip) or not self.allowed.isdisjoint(names)
