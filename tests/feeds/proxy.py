"""An HTTP proxy on the loopback: it takes absolute addresses and CONNECT, and remembers what it was asked for."""

import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


class Proxy:
    """`lead` takes the place of every target, so that names which nobody resolves can be asked for."""

    def __init__(self, lead: str = "") -> None:
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                proxy.asked.append(f"GET {self.path}")
                proxy.headers.append({name.lower(): value for name, value in self.headers.items()})
                parts = urlsplit(self.path)
                there = HTTPConnection(lead or parts.netloc, timeout=5)
                headers = {n: v for n, v in self.headers.items() if not n.lower().startswith("proxy-")}
                there.request("GET", f"{parts.path}?{parts.query}", headers=headers)
                answer = there.getresponse()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("transfer-encoding", "connection"):
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.read())
                there.close()

            def do_CONNECT(self) -> None:
                proxy.asked.append(f"CONNECT {self.path}")
                host, _, port = (lead or self.path).rpartition(":")
                with socket.create_connection((host, int(port)), 5) as there:
                    self.send_response(200)
                    self.end_headers()
                    self._pipe(there)

            def _pipe(self, there: socket.socket) -> None:
                ends = {self.connection: there, there: self.connection}
                with contextlib.suppress(OSError):
                    while True:
                        for end in select.select(list(ends), [], [], 5)[0]:
                            data = end.recv(65_536)
                            if not data:
                                return
                            ends[end].sendall(data)

            def log_message(self, format: str, *_: Any) -> None:  # noqa: A002
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextmanager
def proxying(lead: str = "") -> Iterator[Proxy]:
    proxy = Proxy(lead)
    try:
        yield proxy
    finally:
        proxy.close()
