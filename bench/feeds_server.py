"""`python -m bench.feeds_server FOLDER PORT`: serves 1.xml, 2.xml … from a hundred loopback addresses, 20 ms late.

As cheap as can be, so that it is the client that is measured: the answers are made once and written whole. The floor
for N feeds over 20 connections is N ÷ 20 × 20 ms. `/most` says how many requests it had at once since it said so last.
"""

import asyncio
import hashlib
import sys
from email.utils import formatdate
from pathlib import Path

ADDRESSES = 100
LATENCY_S = 0.02
_STAMP = formatdate(1_767_225_600, usegmt=True)


def address(number: int, port: int) -> str:
    """Where feed `number` is served."""
    return f"http://{host(number, port)}/{number}.xml"


def host(number: int, port: int) -> str:
    return f"127.0.0.{1 + number % ADDRESSES}:{port}"


class _Feeds(asyncio.Protocol):
    """HTTP/1.1 with connections that stay open; conditional by either validator."""

    answers: dict[bytes, tuple[bytes, bytes, bytes]] = {}  # noqa: RUF012 (filled once, before the first connection)
    under_way = most = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.heard = transport, b""

    def data_received(self, data: bytes) -> None:
        self.heard += data
        while b"\r\n\r\n" in self.heard:
            head, _, self.heard = self.heard.partition(b"\r\n\r\n")
            if head.startswith(b"GET /most "):
                self.transport.write(_said(b"%d" % _Feeds.most))
                _Feeds.most = 0
                continue
            _Feeds.under_way += 1
            _Feeds.most = max(_Feeds.most, _Feeds.under_way)
            asyncio.get_running_loop().call_later(LATENCY_S, self._say, self._answer(head))

    def _answer(self, head: bytes) -> bytes:
        path = head.split(b" ", 2)[1]
        found = self.answers.get(path)
        if found is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        tag, whole, unchanged = found
        return unchanged if tag in head or b"f-modified-since: " in head.lower() else whole

    def _say(self, answer: bytes) -> None:
        _Feeds.under_way -= 1
        if not self.transport.is_closing():
            self.transport.write(answer)


def _said(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def _answers(body: bytes) -> tuple[bytes, bytes, bytes]:
    tag = f'"{hashlib.sha1(body).hexdigest()[:16]}"'
    same = f"ETag: {tag}\r\nLast-Modified: {_STAMP}\r\nContent-Type: application/rss+xml; charset=utf-8\r\n"
    whole = f"HTTP/1.1 200 OK\r\n{same}Content-Length: {len(body)}\r\n\r\n".encode() + body
    return tag.encode(), whole, f"HTTP/1.1 304 Not Modified\r\n{same}\r\n".encode()


async def _serve(folder: Path, port: int) -> None:
    for path in folder.glob("*.xml"):
        _Feeds.answers[f"/{path.name}".encode()] = _answers(path.read_bytes())
    hosts = [f"127.0.0.{n + 1}" for n in range(ADDRESSES)]
    server = await asyncio.get_running_loop().create_server(_Feeds, hosts, port, backlog=256)
    sys.stdout.write("serving\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2])))
