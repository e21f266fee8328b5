"""faultserver - a small HTTP server for loopback that misbehaves on demand.

A test tool for feed pollers. Standard library only (Python 3.11+). It binds to 127.0.0.1
unless told otherwise; its pages are hostile on purpose, so never expose it.

    faultserver.py [--port 8099]          serve; prints one JSON line {"base": ..., "pid": ...}
    faultserver.py --routes               list every route with what it does

From a test:

    from faultserver import FaultServer
    with FaultServer() as srv:                        # free port, background thread
        poll(srv.url("/ok"))
        srv.count("/ok"), srv.log("/ok")[-1].headers  # what the server saw
        srv.reset()                                   # forget counters and log

Conventions
  * every route takes ?key=... : state (counters, "twice then ok") is kept per (path, key), so
    tests do not disturb each other;
  * GET and HEAD only; query numbers are clamped to sane limits;
  * GET /_log gives the request log as JSON, POST or GET /_reset clears it, GET /_routes lists.
"""

# ruff: noqa: E501, N815, T201 -- payloads and one-line descriptions of routes are long; it prints its address when run by hand
from __future__ import annotations

import argparse
import base64
import collections
import contextlib
import dataclasses
import datetime as dt
import email.utils
import gzip
import hashlib
import html
import http.server
import json
import os
import socket
import struct
import sys
import threading
import time
import urllib.parse
import zlib
from collections.abc import Callable, Iterator

XML = "application/rss+xml; charset=utf-8"
EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ROUTES: dict[str, Route] = {}


# --------------------------------------------------------------------------- plumbing


@dataclasses.dataclass
class Route:
    path: str
    handler: Callable[[Handler], None]
    doc: str
    prefix: bool = False


@dataclasses.dataclass
class Seen:
    """One request as the server saw it."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    at: float
    method: str = "GET"
    status: int = 0


def route(path: str, *, prefix: bool = False):
    """Register a handler; its docstring is the documentation of the route."""

    def add(fn):
        ROUTES[path] = Route(path, fn, " ".join((fn.__doc__ or "").split()), prefix)
        return fn

    return add


def http_date(offset: float = 0.0, base: float | None = None) -> str:
    return email.utils.formatdate((time.time() if base is None else base) + offset, usegmt=True)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "faultserver/1"
    sys_version = ""
    seen: Seen

    # -- request side
    def do_GET(self) -> None:
        parts = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
        self.seen = Seen(parts.path, query, {k.lower(): v for k, v in self.headers.items()}, time.time(), self.command)
        if not parts.path.startswith("/_"):
            self.server.remember(self.seen)
        found = ROUTES.get(parts.path) or next(
            (r for r in ROUTES.values() if r.prefix and parts.path.startswith(r.path)), None
        )
        try:
            if found is None:
                self.send(404, b"no such route; see /_routes\n", "text/plain")
            else:
                found.handler(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_HEAD = do_POST = do_GET

    def q(self, name: str, default: str = "") -> str:
        return self.seen.query.get(name, default)

    def num(self, name: str, default: float, low: float = 0, high: float = 1e9) -> float:
        try:
            return min(high, max(low, float(self.q(name, str(default)))))
        except ValueError:
            return default

    def hits(self) -> int:
        """How often this (path, key) was asked for, this request included."""
        return self.server.counts[(self.seen.path, self.q("key"))]

    # -- response side
    def head(self, status: int, headers: dict[str, str | int], reason: str | None = None) -> None:
        self.seen.status = status
        self.send_response(status, reason)
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()

    def send(self, status: int = 200, body: bytes | str = b"", ctype: str = XML, **headers: str | int) -> None:
        data = body.encode() if isinstance(body, str) else body
        fields: dict[str, str | int] = {"Content-Type": ctype} if ctype else {}
        fields |= {k.replace("_", "-"): v for k, v in headers.items()}
        if status not in (204, 304):
            fields["Content-Length"] = len(data)
        self.head(status, fields)
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(data)

    def stream(self, chunks: Iterator[bytes], ctype: str = XML, pause: float = 0.0, **headers: str) -> None:
        """Chunked body that is produced as it goes; stops when the client leaves."""
        self.head(
            200,
            {"Content-Type": ctype, "Transfer-Encoding": "chunked"}
            | {k.replace("_", "-"): v for k, v in headers.items()},
        )
        if self.command == "HEAD":
            return
        for chunk in chunks:
            if self.server.stopping:
                self.close_connection = True
                return
            self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            self.wfile.flush()
            if pause:
                time.sleep(pause)
        self.wfile.write(b"0\r\n\r\n")

    def raw(self, data: bytes) -> None:
        """Bytes straight to the wire, then close."""
        self.close_connection = True
        self.wfile.write(data)
        self.wfile.flush()

    def reset(self) -> None:
        """Close with RST instead of FIN."""
        self.close_connection = True
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def redirect(self, status: int, where: str, **headers: str) -> None:
        self.send(status, b"", "", Location=where, **headers)

    def log_message(self, *args) -> None:
        if self.server.verbose:
            super().log_message(*args)

    def finish(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # the handler may have reset the connection
            super().finish()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address, verbose: bool = False):
        super().__init__(address, Handler)
        self.verbose, self.stopping = verbose, False
        self.lock = threading.Lock()
        self.counts: collections.Counter = collections.Counter()
        self.seen: list[Seen] = []
        self.active = self.peak = self.hits = 0

    def remember(self, seen: Seen) -> None:
        with self.lock:
            self.counts[(seen.path, seen.query.get("key", ""))] += 1
            self.seen.append(seen)

    def handle_error(self, request, client_address) -> None:
        if not isinstance(sys.exc_info()[1], (ConnectionError, ValueError, OSError)):
            super().handle_error(request, client_address)

    @property
    def base(self) -> str:
        host, port = self.server_address[:2]
        return f"http://{host}:{port}"


class FaultServer:
    """The server in a background thread, for tests."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0):
        self.httpd = Server((host, port))
        self.thread = threading.Thread(target=self.httpd.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> FaultServer:
        self.thread.start()
        return self

    def __exit__(self, *exc) -> None:
        self.httpd.stopping = True
        self.httpd.shutdown()
        self.httpd.server_close()

    def url(self, path: str, **query: object) -> str:
        return self.httpd.base + path + ("?" + urllib.parse.urlencode(query) if query else "")

    def log(self, path: str | None = None) -> list[Seen]:
        with self.httpd.lock:
            return [s for s in self.httpd.seen if path in (None, s.path)]

    def count(self, path: str) -> int:
        return len(self.log(path))

    def reset(self) -> None:
        with self.httpd.lock:
            self.httpd.seen.clear()
            self.httpd.counts.clear()


# --------------------------------------------------------------------------- feed building


def item(n: int, **fields: str | None) -> str:
    """One RSS item; a field given as None is left out, values are used as they are (not escaped)."""
    values = {
        "title": f"Item {n}",
        "link": f"https://example.org/item/{n}",
        "guid": f"urn:fault:item:{n}",
        "pubDate": email.utils.format_datetime(EPOCH + dt.timedelta(hours=n), usegmt=True),
        "description": f"Body of item {n}.",
    } | fields
    return (
        "<item>"
        + "".join(
            f'<{k} isPermaLink="false">{v}</{k}>' if k == "guid" else f"<{k}>{v}</{k}>"
            for k, v in values.items()
            if v is not None
        )
        + "</item>"
    )


def rss(
    *items: str, title: str = "Fault feed", prolog: str = '<?xml version="1.0" encoding="utf-8"?>', extra: str = ""
) -> str:
    return (
        f'{prolog}<rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://example.org/</link><description>d</description>{extra}{''.join(items)}</channel></rss>"
    )


def simple(n: int = 3) -> str:
    return rss(*(item(i) for i in range(n)))


def esc(text: str) -> str:
    return html.escape(text, quote=False)


# --------------------------------------------------------------------------- bookkeeping routes


@route("/_routes")
def _routes(h: Handler) -> None:
    """This list, as JSON."""
    h.send(200, json.dumps({r.path: r.doc for r in ROUTES.values()}, indent=1), "application/json")


@route("/_log")
def _log(h: Handler) -> None:
    """Every request seen so far, as JSON: path, query, headers, time, status."""
    with h.server.lock:
        body = json.dumps([dataclasses.asdict(s) for s in h.server.seen])
    h.send(200, body, "application/json")


@route("/_reset")
def _reset(h: Handler) -> None:
    """Forget log and counters."""
    with h.server.lock:
        h.server.seen.clear()
        h.server.counts.clear()
        h.server.hits = 0
    h.send(200, b"ok", "text/plain")


# --------------------------------------------------------------------------- honest answers


@route("/ok")
def ok(h: Handler) -> None:
    """200, valid RSS 2.0 with ?n= items (default 3), no validators."""
    h.send(200, simple(int(h.num("n", 3, 0, 100_000))))


@route("/atom")
def atom(h: Handler) -> None:
    """200, valid Atom 1.0 with two entries (one of them html content, one xhtml)."""
    h.send(
        200,
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:fault:atom</id><title>A</title>'
        "<updated>2026-01-02T00:00:00Z</updated>"
        '<entry><id>urn:fault:a1</id><title type="html">A &amp;lt;b&amp;gt; title</title><updated>2026-01-02T00:00:00Z</updated>'
        '<link href="https://example.org/a1"/><content type="html">&lt;p&gt;x&lt;/p&gt;</content></entry>'
        '<entry><id>urn:fault:a2</id><title>A2</title><updated>2026-01-01T00:00:00+02:00</updated><link href="/relative"/>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>y</p></div></content></entry></feed>',
        "application/atom+xml",
    )


@route("/rdf")
def rdf(h: Handler) -> None:
    """200, RSS 1.0 (RDF) with dc:date and no pubDate, line breaks around title and link (as bioRxiv does)."""
    h.send(
        200,
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/"><title>R</title><link>https://example.org/</link>'
        '<description>d</description></channel><item rdf:about="https://example.org/r1?rss=1"><title>\n  Wrapped title\n</title>'
        "<link>\n https://example.org/r1?rss=1\n</link><dc:date>2026-01-02</dc:date></item></rdf:RDF>",
        "application/rdf+xml",
    )


@route("/jsonfeed")
def jsonfeed(h: Handler) -> None:
    """200, JSON Feed 1.1 with two items; the second has a number as id and no date."""
    h.send(
        200,
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "J",
                "items": [
                    {
                        "id": "j1",
                        "url": "https://example.org/j1",
                        "title": "J1",
                        "content_text": "x",
                        "date_published": "2026-01-02T03:04:05Z",
                    },
                    {"id": 2, "content_html": "<p>y</p>"},
                ],
            }
        ),
        "application/feed+json",
    )


@route("/etag")
def etag(h: Handler) -> None:
    """ETag + conditional GET: 304 without body when If-None-Match fits. ?v= changes the content. ?weak=1 gives W/ tags."""
    body = simple() + f"<!-- {h.q('v')} -->"
    tag = ("W/" if h.q("weak") else "") + '"' + hashlib.sha1(body.encode()).hexdigest()[:16] + '"'
    given = [t.strip() for t in h.seen.headers.get("if-none-match", "").split(",")]
    if tag in given or "*" in given:
        h.send(304, ETag=tag)
    else:
        h.send(200, body, ETag=tag)


@route("/last-modified")
def last_modified(h: Handler) -> None:
    """Last-Modified + 304, EXACT string match only: a client that sends its own clock, or re-formats the date, gets 200."""
    stamp = http_date(base=EPOCH.timestamp())
    if h.seen.headers.get("if-modified-since") == stamp:
        h.send(304, Last_Modified=stamp)
    else:
        h.send(200, simple(), Last_Modified=stamp)


@route("/validator-then-broken")
def validator_then_broken(h: Handler) -> None:
    """First 200 with an ETag but a TRUNCATED body; with that ETag always 304. A poller that stores validators before
    a successful parse never sees the items. Without If-None-Match the second and later answers are whole."""
    tag = '"poison"'
    if h.seen.headers.get("if-none-match") == tag:
        h.send(304, ETag=tag)
    else:
        body = simple(10)
        h.send(200, body[: len(body) // 2] if h.hits() == 1 else body, ETag=tag)


@route("/304-unasked")
def unasked_304(h: Handler) -> None:
    """304 although the request carried no validator."""
    h.send(304)


@route("/same-etag-new-body")
def same_etag(h: Handler) -> None:
    """Always 200 with the same ETag, but one more item each time (a lying validator)."""
    h.send(200, simple(h.hits()), ETag='"constant"')


@route("/max-age")
def max_age(h: Handler) -> None:
    """200 with Cache-Control: max-age=?s= (default 7200) and Expires to match: 'do not come back before'."""
    s = int(h.num("s", 7200))
    h.send(200, simple(), Cache_Control=f"public, max-age={s}", Expires=http_date(s))


@route("/grow")
def grow(h: Handler) -> None:
    """Each request shows one item more, newest first, window of ?window= (default 20)."""
    n = h.hits()
    h.send(200, rss(*(item(i) for i in range(n, max(0, n - int(h.num("window", 20))), -1))))


@route("/edited")
def edited(h: Handler) -> None:
    """One item with constant guid and link; title and body change with each request, pubDate does not."""
    h.send(200, rss(item(1, title=f"Revision {h.hits()}", description=f"Text of revision {h.hits()}")))


@route("/flapping")
def flapping(h: Handler) -> None:
    """Odd requests show items 0-2, even requests show items 1-3: an item that disappears and comes back must not be new."""
    low = (h.hits() + 1) % 2
    h.send(200, rss(*(item(i) for i in range(low, low + 3))))


@route("/guid-changes")
def guid_changes(h: Handler) -> None:
    """Same link, same title, same date; the guid differs on every request (http/https flip, timestamp in the id)."""
    n = h.hits()
    h.send(200, rss(item(1, guid=f"{'http' if n % 2 else 'https'}://example.org/item/1#{n}")))


# --------------------------------------------------------------------------- status codes


@route("/status/", prefix=True)
def status(h: Handler) -> None:
    """/status/<code>: that status with a short HTML body. ?retry= adds Retry-After (seconds, or the literal text)."""
    code = int(h.seen.path.rsplit("/", 1)[1] or 500)
    extra = {"Retry_After": h.q("retry")} if h.q("retry") else {}
    h.send(code, f"<html><body>{code}</body></html>", "text/html", **extra)


@route("/429-seconds")
def r429s(h: Handler) -> None:
    """429 with Retry-After: ?s= (default 120) for the first ?times= (default 1) requests, then 200."""
    if h.hits() <= h.num("times", 1):
        h.send(429, b"slow down", "text/plain", Retry_After=int(h.num("s", 120)))
    else:
        h.send(200, simple())


@route("/429-date")
def r429d(h: Handler) -> None:
    """429 with Retry-After as an HTTP-date ?s= seconds ahead (default 120; may be negative with ?past=1), then 200."""
    if h.hits() <= h.num("times", 1):
        s = h.num("s", 120) * (-1 if h.q("past") else 1)
        h.send(429, b"slow down", "text/plain", Retry_After=http_date(s))
    else:
        h.send(200, simple())


@route("/429-nonsense")
def r429n(h: Handler) -> None:
    """429 with a Retry-After that is not a number or date, by ?kind=: text (default), negative, huge (10^12), float, empty."""
    h.send(
        429,
        b"",
        "text/plain",
        Retry_After={"text": "soon", "negative": "-5", "huge": "1000000000000", "float": "1.5", "empty": ""}.get(
            h.q("kind"), "soon"
        ),
    )


@route("/503-retry")
def r503(h: Handler) -> None:
    """503 with Retry-After: ?s= (default 300), always."""
    h.send(503, b"down", "text/plain", Retry_After=int(h.num("s", 300)))


@route("/500-twice")
def r500(h: Handler) -> None:
    """500 for the first ?times= requests (default 2), then 200."""
    if h.hits() <= h.num("times", 2):
        h.send(500, b"oops", "text/plain")
    else:
        h.send(200, simple())


@route("/410")
def gone(h: Handler) -> None:
    """410 Gone, always: the poller should stop for good."""
    h.send(410, b"gone", "text/plain")


@route("/404")
def missing(h: Handler) -> None:
    """404, always."""
    h.send(404, b"not found", "text/plain")


@route("/challenge")
def challenge(h: Handler) -> None:
    """403 HTML with cf-mitigated: challenge, as a bot wall answers. ?status=200 gives the wall with status 200."""
    h.send(
        int(h.num("status", 403, 200, 599)),
        "<!doctype html><title>Just a moment...</title><script>1</script>",
        "text/html; charset=utf-8",
        cf_mitigated="challenge",
    )


@route("/auth")
def auth(h: Handler) -> None:
    """Basic auth user 'user', password 'p@ss:word': 401 without, 200 with."""
    want = "Basic " + base64.b64encode(b"user:p@ss:word").decode()
    if h.seen.headers.get("authorization") == want:
        h.send(200, simple())
    else:
        h.send(401, b"", "text/plain", WWW_Authenticate='Basic realm="fault"')


@route("/auth-redirect")
def auth_redirect(h: Handler) -> None:
    """302 to ?to= (another origin, e.g. a second FaultServer): its log must not show the Authorization or Cookie header."""
    h.redirect(302, h.q("to", h.server.base.replace("127.0.0.1", "localhost") + "/headers"))


@route("/headers")
def headers(h: Handler) -> None:
    """200 feed whose only item body is the JSON of the request headers (what the client reveals)."""
    h.send(200, rss(item(1, description=esc(json.dumps(h.seen.headers)))))


@route("/cookie")
def cookie(h: Handler) -> None:
    """Sets a cookie and redirects to itself until the cookie comes back (ten times at most), then 200."""
    if "fault=1" in h.seen.headers.get("cookie", ""):
        h.send(200, simple())
    elif h.hits() > 10:
        h.send(508, b"no cookie came back", "text/plain")
    else:
        h.redirect(302, "/cookie?key=" + urllib.parse.quote(h.q("key")), Set_Cookie="fault=1; Path=/")


@route("/ua")
def ua(h: Handler) -> None:
    """403 unless User-Agent holds a product name and a contact (an @ or a +http), as SEC EDGAR asks."""
    agent = h.seen.headers.get("user-agent", "")
    good = len(agent) > 8 and ("@" in agent or "+http" in agent)
    h.send(200 if good else 403, simple() if good else b"Undeclared Automated Tool", XML if good else "text/html")


# --------------------------------------------------------------------------- redirects

for _code, _kind in (
    (301, "permanent"),
    (302, "temporary"),
    (303, "see other"),
    (307, "temporary"),
    (308, "permanent"),
):

    def _redirect(h: Handler, code: int = _code) -> None:
        h.redirect(code, h.q("to", "/ok"))

    _redirect.__doc__ = f"{_code} ({_kind}) to ?to= (default /ok)."
    route(f"/{_code}")(_redirect)


@route("/redirect-loop")
def redirect_loop(h: Handler) -> None:
    """302 to itself, for ever."""
    h.redirect(302, "/redirect-loop?key=" + urllib.parse.quote(h.q("key")))


@route("/redirect-pair")
def redirect_pair(h: Handler) -> None:
    """301 between ?side=a and ?side=b, for ever."""
    h.redirect(301, f"/redirect-pair?side={'b' if h.q('side') != 'b' else 'a'}&key=" + urllib.parse.quote(h.q("key")))


@route("/redirect-chain")
def redirect_chain(h: Handler) -> None:
    """?n= hops (default 5), each a 302, then /ok. The count tells how far a client goes."""
    n = int(h.num("n", 5, 0, 1000))
    h.redirect(302, f"/redirect-chain?n={n - 1}" if n else "/ok")


@route("/redirect-mixed")
def redirect_mixed(h: Handler) -> None:
    """301, then 302, then /ok: only the first hop is permanent, so at most /redirect-mixed?hop=1 may be stored."""
    hop = int(h.num("hop", 0))
    h.redirect(301 if hop == 0 else 302, "/redirect-mixed?hop=1" if hop == 0 else "/ok")


@route("/redirect-metadata")
def redirect_metadata(h: Handler) -> None:
    """302 to the cloud metadata address http://169.254.169.254/latest/meta-data/ ."""
    h.redirect(302, "http://169.254.169.254/latest/meta-data/")


@route("/redirect-ssh")
def redirect_ssh(h: Handler) -> None:
    """302 to http://127.0.0.1:22/ (a local service that is not HTTP)."""
    h.redirect(302, "http://127.0.0.1:22/")


SSRF = {
    "loopback": "http://127.0.0.1:9/",
    "localhost": "http://localhost:9/",
    "any": "http://0.0.0.0:9/",
    "ipv6": "http://[::1]:9/",
    "mapped": "http://[::ffff:127.0.0.1]:9/",
    "mapped-metadata": "http://[::ffff:a9fe:a9fe]/",
    "nat64": "http://[64:ff9b::a9fe:a9fe]/",
    "6to4": "http://[2002:7f00:1::]/",
    "decimal": "http://2130706433:9/",
    "octal": "http://0177.0.0.1:9/",
    "hex": "http://0x7f000001:9/",
    "short": "http://127.1:9/",
    "private10": "http://10.0.0.1:9/",
    "private172": "http://172.16.0.1:9/",
    "private192": "http://192.168.0.1:9/",
    "cgnat": "http://100.64.0.1:9/",
    "linklocal6": "http://[fe80::1]:9/",
    "ula": "http://[fd00::1]:9/",
    "multicast": "http://224.0.0.1:9/",
    "benchmark": "http://198.18.0.1:9/",
    "reserved": "http://240.0.0.1:9/",
    "broadcast": "http://255.255.255.255:9/",
    "userinfo": "http://example.org@127.0.0.1:9/",
    "file": "file:///etc/hostname",
    "ftp": "ftp://127.0.0.1/",
    "gopher": "gopher://127.0.0.1:9/",
    "data": "data:text/xml,%3Crss/%3E",
    "javascript": "javascript:alert(1)",
    "relative-scheme": "//127.0.0.1:9/",
    "empty": "",
    "crlf": "/ok\r\nX-Injected: 1",
    "backslash": "http:\\\\127.0.0.1:9\\",
    "huge": "http://example.org/" + "a" * 70_000,
}


@route("/redirect-ssrf")
def redirect_ssrf(h: Handler) -> None:
    """302 to the address named by ?kind=: loopback localhost any ipv6 mapped mapped-metadata nat64 6to4 decimal octal hex
    short private10 private172 private192 cgnat linklocal6 ula multicast benchmark reserved broadcast userinfo file ftp gopher
    data javascript relative-scheme empty crlf backslash huge. Where a port is given it is 9 (discard). No connection may be
    tried at all: run clients without a guard only where the network is cut off."""
    target = SSRF.get(h.q("kind"), SSRF["loopback"])
    h.raw(f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())


@route("/redirect-no-location")
def no_location(h: Handler) -> None:
    """302 without a Location header."""
    h.send(302, b"", "text/plain")


@route("/redirect-https")
def redirect_https(h: Handler) -> None:
    """301 to https on this same port, where only plain HTTP is spoken: a TLS failure after a redirect."""
    h.redirect(301, h.server.base.replace("http:", "https:") + "/ok")


@route("/meta-refresh")
def meta_refresh(h: Handler) -> None:
    """200 HTML with <meta http-equiv=refresh> to 169.254.169.254 (some parsers follow it)."""
    h.send(
        200,
        '<html><head><meta http-equiv="refresh" content="0;url=http://169.254.169.254/"></head></html>',
        "text/html",
    )


# --------------------------------------------------------------------------- transport faults


@route("/drip")
def drip(h: Handler) -> None:
    """A valid feed start, then one byte every ?gap= seconds (default 0.5) for ever: beats any per-read timeout."""

    def chunks() -> Iterator[bytes]:
        yield simple().encode()[:-40]
        while True:
            yield b" "

    h.stream(chunks(), pause=h.num("gap", 0.5, 0.01, 60))


@route("/drip-headers")
def drip_headers(h: Handler) -> None:
    """Status line, then one header line every ?gap= seconds (default 0.5) for ever; the header never ends."""
    h.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(1_000_000):
        if h.server.stopping:
            break
        h.wfile.write(b"X-%d: y\r\n" % n)
        h.wfile.flush()
        time.sleep(h.num("gap", 0.5, 0.01, 60))
    h.close_connection = True


@route("/silent")
def silent(h: Handler) -> None:
    """Accepts, reads the request, says nothing for ?s= seconds (default 3600)."""
    end = time.time() + h.num("s", 3600)
    while time.time() < end and not h.server.stopping:
        time.sleep(0.05)
    h.close_connection = True


@route("/slow")
def slow(h: Handler) -> None:
    """Waits ?s= seconds (default 2), then a good feed: legal, only late."""
    time.sleep(h.num("s", 2, 0, 60))
    h.send(200, simple())


@route("/reset-mid-body")
def reset_mid(h: Handler) -> None:
    """Content-Length promises the whole feed, half of it is sent, then TCP RST."""
    body = simple(50).encode()
    h.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n%s"
        % (len(body), body[: len(body) // 2])
    )
    time.sleep(0.05)
    h.reset()


@route("/reset-at-once")
def reset_now(h: Handler) -> None:
    """TCP RST in answer to the request."""
    h.reset()


@route("/truncated")
def truncated(h: Handler) -> None:
    """Content-Length promises the whole feed, half is sent, orderly close. (requests and http.client.read(n) may not notice.)"""
    body = simple(50).encode()
    h.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        % (len(body), body[: len(body) // 2])
    )


@route("/truncated-chunked")
def truncated_chunked(h: Handler) -> None:
    """Chunked body that closes without the final zero chunk."""
    body = simple(50).encode()[:3000]
    h.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
        % (len(body), body)
    )


@route("/length-too-short")
def too_short(h: Handler) -> None:
    """Content-Length is 100 less than the body: the honest client sees a cut feed, rest bytes stay on the connection."""
    body = simple().encode()
    h.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n%s"
        % (len(body) - 100, body)
    )


@route("/length-negative")
def negative(h: Handler) -> None:
    """Content-Length: -1 with a good body, then close."""
    h.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: -1\r\n\r\n" + simple().encode())


@route("/length-and-chunked")
def smuggle(h: Handler) -> None:
    """Content-Length: 5 and Transfer-Encoding: chunked together; chunked is right."""
    body = simple().encode()
    h.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
        % (len(body), body)
    )


@route("/bad-chunk")
def bad_chunk(h: Handler) -> None:
    """Chunk size that is not hexadecimal."""
    h.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss/>\r\n0\r\n\r\n")


@route("/not-http")
def not_http(h: Handler) -> None:
    """Bytes that are not HTTP at all (an SSH banner)."""
    h.raw(b"SSH-2.0-OpenSSH_9.9\r\n")


@route("/header-bomb")
def header_bomb(h: Handler) -> None:
    """20,000 response headers (about 4 MiB)."""
    h.raw(
        b"HTTP/1.1 200 OK\r\n"
        + b"".join(b"X-%d: %s\r\n" % (n, b"v" * 200) for n in range(20_000))
        + b"Content-Length: 0\r\n\r\n"
    )


@route("/100-continue-flood")
def continue_flood(h: Handler) -> None:
    """200 interim 100 responses before a good 200 feed."""
    body = simple().encode()
    h.raw(
        b"HTTP/1.1 100 Continue\r\n\r\n" * 200
        + b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    )


# --------------------------------------------------------------------------- encodings of the body


def _deflate(data: bytes, wbits: int) -> bytes:
    c = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return c.compress(data) + c.flush()


@route("/gzip")
def gz(h: Handler) -> None:
    """Content-Encoding: gzip, whatever the client accepts."""
    h.send(200, gzip.compress(simple().encode()), Content_Encoding="gzip")


@route("/gzip-twice")
def gz2(h: Handler) -> None:
    """Content-Encoding: gzip, gzip."""
    h.send(200, gzip.compress(gzip.compress(simple().encode())), Content_Encoding="gzip, gzip")


@route("/gzip-lie")
def gz_lie(h: Handler) -> None:
    """Content-Encoding: gzip over a body that is not compressed."""
    h.send(200, simple(), Content_Encoding="gzip")


@route("/gzip-undeclared")
def gz_quiet(h: Handler) -> None:
    """A gzip body without Content-Encoding (a .gz file served as a feed)."""
    h.send(200, gzip.compress(simple().encode()))


@route("/gzip-truncated")
def gz_cut(h: Handler) -> None:
    """gzip stream cut in the middle, Content-Length honest about the cut."""
    data = gzip.compress(simple(200).encode())
    h.send(200, data[: len(data) // 2], Content_Encoding="gzip")


@route("/deflate")
def deflate(h: Handler) -> None:
    """Content-Encoding: deflate with zlib wrapper, ?raw=1 without (both are in use)."""
    h.send(200, _deflate(simple().encode(), -15 if h.q("raw") else 15), Content_Encoding="deflate")


@route("/br")
def brotli_body(h: Handler) -> None:
    """Content-Encoding: br (an uncompressed Brotli stream, so no library is needed)."""
    h.send(200, brotli_stored(simple().encode()), Content_Encoding="br")


@route("/encoding-unknown")
def enc_unknown(h: Handler) -> None:
    """Content-Encoding: x-rot13 with a plain body."""
    h.send(200, simple(), Content_Encoding="x-rot13")


def brotli_stored(data: bytes) -> bytes:
    """A valid Brotli stream (RFC 7932) made of uncompressed meta-blocks only."""
    bits: list[int] = []

    def put(value: int, count: int) -> None:
        bits.extend((value >> i) & 1 for i in range(count))

    def pad() -> None:
        bits.extend([0] * (-len(bits) % 8))

    put(0, 1)  # WBITS = 16
    for start in range(0, len(data), 65536):
        block = data[start : start + 65536]
        put(0, 1)  # ISLAST = 0
        put(0, 2)  # MNIBBLES = 4
        put(len(block) - 1, 16)  # MLEN - 1
        put(1, 1)  # ISUNCOMPRESSED
        pad()
        for byte in block:
            put(byte, 8)
    put(1, 1)  # ISLAST
    put(1, 1)  # ISLASTEMPTY
    pad()
    return bytes(sum(bits[i + j] << j for j in range(8)) for i in range(0, len(bits), 8))


_bomb_cache: dict[int, bytes] = {}


def gzip_bomb(mib: int) -> bytes:
    """`mib` MiB of spaces inside a well-formed feed, as gzip; about 1 KiB per MiB."""
    if mib not in _bomb_cache:
        c = zlib.compressobj(9, zlib.DEFLATED, 31)
        head, tail = simple().encode().rsplit(b"</channel>", 1)
        out = [c.compress(head)]
        block = b" " * (1 << 20)
        out += [c.compress(block) for _ in range(mib)]
        out += [c.compress(b"</channel>" + tail), c.flush()]
        _bomb_cache[mib] = b"".join(out)
    return _bomb_cache[mib]


@route("/gzip-bomb")
def bomb(h: Handler) -> None:
    """?mib= MiB (default 1024) of blanks in a valid feed, about 1 MiB on the wire as gzip. The limit must count DECODED bytes."""
    h.send(200, gzip_bomb(int(h.num("mib", 1024, 1, 4096))), Content_Encoding="gzip")


@route("/gzip-bomb-twice")
def bomb2(h: Handler) -> None:
    """The bomb of ?mib= MiB (default 1024) compressed once more (a few KiB on the wire), Content-Encoding: gzip, gzip."""
    mib = int(h.num("mib", 1024, 1, 4096))
    h.send(200, gzip.compress(gzip_bomb(mib), 9), Content_Encoding="gzip, gzip")


@route("/huge")
def huge(h: Handler) -> None:
    """?mib= MiB (default 200) of valid feed, uncompressed, chunked, no Content-Length."""
    blocks = int(h.num("mib", 200, 1, 4096)) * 16
    filler = b"<!--" + b"x" * (65536 - 7) + b"-->"

    def chunks() -> Iterator[bytes]:
        head, tail = simple().encode().rsplit(b"</channel>", 1)
        yield head
        for _ in range(blocks):
            yield filler
        yield b"</channel>" + tail

    h.stream(chunks())


@route("/huge-declared")
def huge_declared(h: Handler) -> None:
    """Content-Length: 10 TiB, then a few bytes per second: must be refused from the header alone."""
    h.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: 10995116277760\r\n\r\n<rss>"
    )
    while not h.server.stopping:
        h.wfile.write(b" ")
        h.wfile.flush()
        time.sleep(0.5)
    h.close_connection = True


# --------------------------------------------------------------------------- hostile XML


@route("/billion-laughs")
def laughs(h: Handler) -> None:
    """Nested entities, 10^?depth= (default 9) times 'lol' in the title."""
    depth = int(h.num("depth", 9, 1, 30))
    dtd = '<!ENTITY e0 "lol">' + "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, depth + 1))
    h.send(200, rss(item(1, title=f"&e{depth};"), prolog=f'<?xml version="1.0"?><!DOCTYPE rss [{dtd}]>'))


@route("/quadratic-blowup")
def quadratic(h: Handler) -> None:
    """One 50 KB entity used 20,000 times: 1 GB without nesting."""
    h.send(
        200,
        rss(
            item(1, title="&a;" * 20_000), prolog=f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"A" * 50_000}">]>'
        ),
    )


@route("/external-entity")
def xxe(h: Handler) -> None:
    """External entity in the title, by ?kind=: file (default, /etc/hostname), http (this server's /_hit), parameter, dtd."""
    hit = h.server.base + "/_hit"
    prolog = {
        "http": f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{hit}">]>',
        "parameter": f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "{hit}"> %p; <!ENTITY x "-">]>',
        "dtd": f'<!DOCTYPE rss SYSTEM "{hit}">',
    }.get(h.q("kind"), '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>')
    h.send(200, rss(item(1, title="[&x;]" if h.q("kind") != "dtd" else "t"), prolog='<?xml version="1.0"?>' + prolog))


@route("/_hit")
def hit(h: Handler) -> None:
    """The address external entities point at; a request here means the parser went out. /_hit?count=1 gives the number."""
    if h.q("count"):
        h.send(200, json.dumps(h.server.hits), "application/json")
    else:
        h.server.hits += 1
        h.send(200, b"HIT", "text/plain")


@route("/attribute-soup")
def attributes(h: Handler) -> None:
    """One element with ?n= attributes (default 200,000; 2.3 MB): quadratic time in expat and libxml2."""
    n = int(h.num("n", 200_000, 1, 1_000_000))
    h.send(200, rss(item(1)).replace("<item>", "<item " + " ".join(f"a{i}='x'" for i in range(n)) + ">"))


@route("/deep-xml")
def deep(h: Handler) -> None:
    """Elements nested ?n= deep (default 100,000)."""
    n = int(h.num("n", 100_000, 1, 1_000_000))
    h.send(200, rss("<item>" + "<a>" * n + "</a>" * n + "</item>"))


@route("/deep-html")
def deep_html(h: Handler) -> None:
    """Item body with <div> nested ?n= deep (default 20,000)."""
    h.send(200, rss(item(1, description=esc("<div>" * int(h.num("n", 20_000, 1, 200_000))))))


@route("/items")
def items(h: Handler) -> None:
    """?n= distinct items (default 10,000)."""
    h.stream(chunk.encode() for chunk in _many(int(h.num("n", 10_000, 0, 1_000_000))))


def _many(n: int) -> Iterator[str]:
    head, tail = rss("@@").split("@@")
    yield head
    for start in range(0, n, 500):
        yield "".join(item(i) for i in range(start, min(n, start + 500)))
    yield tail


@route("/long-title")
def long_title(h: Handler) -> None:
    """A title of ?n= characters (default 1,000,000)."""
    h.send(200, rss(item(1, title="A" * int(h.num("n", 1_000_000, 1, 20_000_000)))))


# --------------------------------------------------------------------------- not what it says


@route("/html")
def html_page(h: Handler) -> None:
    """An HTML page with status 200 and Content-Type text/html (has a <link rel=alternate> to /ok)."""
    h.send(
        200,
        '<!doctype html><html><head><title>Not a feed</title><link rel="alternate" type="application/rss+xml" href="/ok"></head><body><p>Maintenance</p></body></html>',
        "text/html; charset=utf-8",
    )


@route("/html-as-xml")
def html_as_xml(h: Handler) -> None:
    """The same page labelled application/rss+xml."""
    h.send(200, "<!doctype html><html><head><title>Not a feed</title></head><body>Sorry</body></html>")


@route("/xml-as-html")
def xml_as_html(h: Handler) -> None:
    """A good feed labelled text/html."""
    h.send(200, simple(), "text/html")


@route("/no-type")
def no_type(h: Handler) -> None:
    """A good feed without Content-Type."""
    h.send(200, simple(), "")


@route("/empty")
def empty(h: Handler) -> None:
    """200 with a body of zero bytes. ?status=202 etc. changes the status."""
    h.send(int(h.num("status", 200, 200, 299)), b"")


@route("/no-items")
def no_items(h: Handler) -> None:
    """A valid feed with no items: not an error."""
    h.send(200, rss())


@route("/path-as-body")
def path_as_body(h: Handler) -> None:
    """The body is only the text of a local path, ?path= (default /etc/hostname). feedparser.parse(bytes) opens such a path."""
    h.send(200, h.q("path", "/etc/hostname"))


@route("/url-as-body")
def url_as_body(h: Handler) -> None:
    """The body is only a URL (this server's /_hit). Parsers that accept 'URL or text' fetch it."""
    h.send(200, h.server.base + "/_hit")


@route("/leading-blank")
def leading(h: Handler) -> None:
    """Blank lines and a BOM before the XML declaration (ill-formed, common)."""
    h.send(200, "\n\n\ufeff" + simple())


@route("/json-error")
def json_error(h: Handler) -> None:
    """200 with {"error": "rate limited"} as JSON."""
    h.send(200, b'{"error": "rate limited"}', "application/json")


# --------------------------------------------------------------------------- character sets

TEXT = "Prüfung – 临床试验 – naïve €"


@route("/charset-wrong")
def charset_wrong(h: Handler) -> None:
    """UTF-8 body and UTF-8 declaration, header says charset=iso-8859-1."""
    h.send(200, rss(item(1, title=TEXT)), "application/rss+xml; charset=iso-8859-1")


@route("/charset-declared-wrong")
def charset_declared_wrong(h: Handler) -> None:
    """windows-1252 bytes, XML declaration and header both say utf-8."""
    h.send(200, rss(item(1, title="Prüfung – naïve €")).encode("cp1252"))


@route("/utf16")
def utf16(h: Handler) -> None:
    """UTF-16 with BOM; ?end=be for big endian; ?bom=0 without BOM."""
    end = "be" if h.q("end") == "be" else "le"
    data = rss(item(1, title=TEXT), prolog='<?xml version="1.0" encoding="utf-16"?>').encode(f"utf-16-{end}")
    bom = b"" if h.q("bom") == "0" else (b"\xfe\xff" if end == "be" else b"\xff\xfe")
    h.send(200, bom + data, "application/rss+xml")


@route("/invalid-utf8")
def invalid_utf8(h: Handler) -> None:
    """UTF-8 with broken sequences, a lone surrogate, an overlong slash and a NUL in title and body."""
    body = rss(item(1, title="bad @@ byte", description="x@@y")).encode()
    h.send(200, body.replace(b"@@", b"\xff\xc3\x28\xed\xa0\x80\xc0\xaf\x00", 2))


@route("/control-chars")
def control(h: Handler) -> None:
    """Control characters, bidi overrides and zero-width signs in the title (spoofing, terminal escapes, log injection)."""
    h.send(200, rss(item(1, title="a\x07\x1b[31mred\x1b[0m\u202egnp.exe\u202c\u200bz\nWARN forged log line")))


@route("/charset-unknown")
def charset_unknown(h: Handler) -> None:
    """encoding='x-klingon' in declaration and header."""
    h.send(
        200, rss(item(1), prolog='<?xml version="1.0" encoding="x-klingon"?>'), "application/rss+xml; charset=x-klingon"
    )


# --------------------------------------------------------------------------- hostile content

HTML_PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVa\tScript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<iframe src='https://example.org/'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>*{display:none}</style>",
    "<form action='https://example.org/steal'><input name=p></form>",
    "<meta http-equiv=refresh content='0;url=//example.org'>",
    "<base href='https://example.org/'>",
    "<div style='position:fixed;inset:0;background:red'>x</div>",
    "<img src='http://169.254.169.254/x.png'>",
    "<img src='https://example.org/pixel.gif' width=1 height=1>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<object data='javascript:alert(1)'></object>",
    "<link rel=stylesheet href='https://example.org/x.css'>",
    "</title></textarea><script>alert(1)</script>",
]
MARKDOWN_PAYLOADS = [
    "[click](javascript:alert(1))",
    "![pixel](https://example.org/pixel.gif)",
    "**bold** _it_ `code`",
    "# heading",
    "> quote",
    "- list",
    "1. list",
    "---",
    "$E=mc^2$ and $100 to $200",
    "$$\\int_0^1 x$$",
    "\\(x\\)",
    ":red[colour] :material/warning: :smile:",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "<https://example.org>",
    "https://example.org/autolink",
    "[ref]: https://example.org",
    "```\nfence",
    "&lt;b&gt;",
    "a -> b <- c -- d",
    "{{ 7*7 }} ${7*7} #{7*7} <%= 7*7 %>",
]
FORMULA_PAYLOADS = [
    "=1+1",
    '=HYPERLINK("https://example.org","x")',
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    "\uff1d1+1",
    "%0A=1+1",
]
SQL_PAYLOADS = [
    "Robert'); DROP TABLE articles;--",
    "' OR '1'='1",
    "%",
    "_",
    "%_%",
    "\\",
    "a\\' OR 1=1 --",
    "\u02bc OR 1=1",
    "x' UNION SELECT name FROM sqlite_master--",
    '" OR ""="',
    "AND OR NOT NEAR(",
    '"unbalanced',
    "title:x*",
    "^x",
    "(((",
]


def _payload_feed(h: Handler, values: list[str], where: str) -> None:
    made = []
    for n, value in enumerate(values):
        fields = {"guid": f"urn:fault:{where}:{n}", "title": f"plain {n}"}
        for name in ("title", "description", "author", "category"):
            if h.q("in", "title") in (name, "all"):
                fields[name] = esc(esc(value)) if name == "description" and h.q("double") else esc(value)
        made.append(item(n, **fields))
    h.send(200, rss(*made, title=esc(values[0])))


@route("/payload-html")
def payload_html(h: Handler) -> None:
    """One item per HTML/script payload (script, onerror, svg, javascript: links, iframes, style, form, base, mutation XSS).
    ?in=title (default) description author category all."""
    _payload_feed(h, HTML_PAYLOADS, "html")


@route("/payload-markdown")
def payload_markdown(h: Handler) -> None:
    """Markdown, LaTeX ($ and $$), Streamlit colour/icon directives, tables, template braces. ?in= as above."""
    _payload_feed(h, MARKDOWN_PAYLOADS, "md")


@route("/payload-formula")
def payload_formula(h: Handler) -> None:
    """Spreadsheet formulas that a CSV/XLSX export must make harmless. ?in= as above."""
    _payload_feed(h, FORMULA_PAYLOADS, "csv")


@route("/payload-sql")
def payload_sql(h: Handler) -> None:
    """SQL, LIKE and full-text-search metacharacters. ?in= as above."""
    _payload_feed(h, SQL_PAYLOADS, "sql")


@route("/payload-links")
def payload_links(h: Handler) -> None:
    """Items whose <link> is javascript:, data:, file:, vbscript:, mailto:, protocol-relative, relative, userinfo trick, 10 KB, with a newline, IDN homograph."""
    links = [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "vbscript:x",
        "mailto:a@example.org",
        "//example.org/p",
        "/relative",
        "",
        "https://fda.gov@example.org/",
        "https://example.org/" + "a" * 10_000,
        "https://exam\nple.org/",
        "https://xn--80ak6aa92e.com/",
        "http://[::1]/",
        "https://example.org/?q=<script>",
    ]
    h.send(200, rss(*(item(n, link=esc(x), guid=f"urn:fault:link:{n}") for n, x in enumerate(links))))


# --------------------------------------------------------------------------- odd items


@route("/missing")
def missing_parts(h: Handler) -> None:
    """Items that lack: guid; link; date; title; guid+link; guid+link+date; everything (an empty item)."""
    h.send(
        200,
        rss(
            item(0, guid=None),
            item(1, link=None),
            item(2, pubDate=None),
            item(3, title=None),
            item(4, guid=None, link=None),
            item(5, guid=None, link=None, pubDate=None),
            "<item></item>",
            item(7, guid=""),
            item(8, title="   "),
        ),
    )


@route("/duplicate-guid")
def duplicate_guid(h: Handler) -> None:
    """Five different items under one guid, two identical items, and one pair that differs only in guid case."""
    h.send(
        200,
        rss(
            *(item(n, guid="same") for n in range(5)),
            item(6),
            item(6),
            item(7, guid="urn:CASE"),
            item(8, guid="urn:case"),
        ),
    )


DATES = [
    "Fri, 01 Jan 2100 00:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Mon, 01 Jan 0001 00:00:00 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Tue, 19 Jan 2038 03:14:08 GMT",
    "Wed, 40 Foo 2026 99:99:99 GMT",
    "2026-02-30T00:00:00Z",
    "Jul 31, 2026 8:59am",
    "31/07/2026",
    "07/31/2026",
    "2026-07-31",
    "2026年7月31日",
    "Fri, 31 Jul 2026 08:59:00 EDT",
    "Fri, 31 Jul 2026 08:59:00 XYZ",
    "Fri, 31 Jul 2026 08:59:00 +9900",
    "2026-10-25T02:30:00+02:00",
    "1785488340",
    "yesterday",
    "",
    "Fri, 31 Jul 26 08:59 GMT",
    "2026-07-31T23:59:60Z",
]


@route("/dates")
def dates(h: Handler) -> None:
    """Items dated in the future (2100, 9999), in year 1, 1970, 2038; impossible, ambiguous, zone-less, localised and empty dates."""
    h.send(200, rss(*(item(n, pubDate=esc(d), title=f"date {n}: {esc(d)}") for n, d in enumerate(DATES))))


@route("/oddities")
def oddities(h: Handler) -> None:
    """<a> element inside <title> (Fierce), CDATA with ]]> split, nested items, item outside channel, second channel, two links, ttl=0, cloud element."""
    h.send(
        200,
        rss(
            '<item><title><a href="https://example.org/x">Markup in title</a></title><link>https://example.org/x</link><guid>o1</guid></item>',
            "<item><title><![CDATA[a ]]]]><![CDATA[> b]]></title><guid>o2</guid><link>https://example.org/1</link><link>https://example.org/2</link></item>",
            "<item><title>outer</title><guid>o3</guid><item><title>inner</title><guid>o4</guid></item></item>",
            extra="<ttl>0</ttl><cloud domain='127.0.0.1' port='22' path='/' registerProcedure='' protocol='http-post'/>",
        ).replace(
            "</channel>",
            "</channel><channel><title>second</title></channel><item><title>stray</title><guid>o5</guid></item>",
        ),
    )


# --------------------------------------------------------------------------- load and politeness


@route("/busy")
def busy(h: Handler) -> None:
    """Counts requests that are open at the same time; answers after ?s= (default 0.2). More than ?max= (default 2) at once: 429.
    The peak is in X-Peak. Shows whether a per-host limit exists."""
    srv = h.server
    with srv.lock:
        srv.active += 1
        srv.peak = max(srv.peak, srv.active)
        over, peak = srv.active > h.num("max", 2), srv.peak
    try:
        time.sleep(h.num("s", 0.2, 0, 10))
        h.send(429 if over else 200, b"too many at once" if over else simple().encode(), X_Peak=peak)
    finally:
        with srv.lock:
            srv.active -= 1


@route("/rate")
def rate(h: Handler) -> None:
    """429 with Retry-After: 1 when more than ?n= (default 3) requests came within one second (the NCBI rule)."""
    now = time.time()
    with h.server.lock:
        recent = [s for s in h.server.seen if s.path == "/rate" and now - s.at < 1.0]
    if len(recent) > h.num("n", 3):
        h.send(429, b'{"error":"API rate limit exceeded"}', "application/json", Retry_After=1)
    else:
        h.send(200, simple())


@route("/api-pages")
def api_pages(h: Handler) -> None:
    """JSON API with pageToken paging, 5 pages of 10; ?fault=loop repeats a token for ever, ?fault=cut breaks page 3, ?fault=dup repeats rows."""
    page, fault = int(h.num("pageToken", 0, 0, 1000)), h.q("fault")
    if fault == "cut" and page == 2:
        h.raw(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"studies": [')
        return
    start = 0 if fault == "dup" else page * 10
    body: dict = {"studies": [{"id": f"NCT{start + i:08d}"} for i in range(10)]}
    if fault == "loop":
        body["nextPageToken"] = "1"
    elif page < 4:
        body["nextPageToken"] = str(page + 1)
    h.send(200, json.dumps(body), "application/json")


@route("/robots.txt")
def robots(h: Handler) -> None:
    """Disallow: /status/, Crawl-delay: 1."""
    h.send(200, b"User-agent: *\nDisallow: /status/\nCrawl-delay: 1\n", "text/plain")


def main() -> int:
    ap = argparse.ArgumentParser(description="HTTP server that misbehaves on demand (loopback only).")
    ap.add_argument("--host", default="127.0.0.1")
    ap.add_argument("--port", type=int, default=8099)
    ap.add_argument("--routes", action="store_true", help="list the routes and stop")
    ap.add_argument("--verbose", action="store_true")
    args = ap.parse_args()
    if args.routes:
        for r in sorted(ROUTES.values(), key=lambda r: r.path):
            print(f"{r.path:24} {r.doc}")
        return 0
    if not args.host.startswith("127.") and args.host not in ("localhost", "::1"):
        print("refusing to bind to anything but loopback", file=sys.stderr)
        return 2
    with Server((args.host, args.port), args.verbose) as httpd:
        print(json.dumps({"base": httpd.base, "pid": os.getpid()}), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            httpd.serve_forever(0.1)
        httpd.stopping = True
    return 0


if __name__ == "__main__":
    sys.exit(main())
