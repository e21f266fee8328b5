"""The sites of the field on the loopback: each has a port of its own, answers from a table and remembers who asked."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

SAMPLES = Path(__file__).parent / "samples"
JSON, XML, HTML = "application/json", "application/xml", "text/html; charset=utf-8"


@dataclass(frozen=True)
class Page:
    body: bytes
    type: str = XML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    at: float
    length: int = 0
    """Characters of the address, without its host."""


Route = Page | Callable[[Asked], Page]


def sample(name: str, type_: str = XML, **headers: str) -> Page:
    return Page((SAMPLES / name).read_bytes(), type_, headers=headers)


class Site:
    """Answers 404 to what stands in no route."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[Asked] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                asked = Asked(parts.path, query, dict(self.headers.items()), time.monotonic(), len(self.path))
                site.asked.append(asked)
                route = site.routes.get(parts.path, Page(b"nothing here", HTML, 404))
                self._send(route(asked) if callable(route) else route)

            def _send(self, page: Page) -> None:
                self.send_response(page.status)
                for name, value in {"Content-Type": page.type, **page.headers}.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(page.body)))
                self.end_headers()
                self.wfile.write(page.body)

            def log_message(self, format: str, *_: Any) -> None:  # noqa: A002
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if tls:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()
        self.host = f"127.0.0.1:{self._http.server_port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextmanager
def sites(count: int) -> Iterator[list[Site]]:
    opened = [Site() for _ in range(count)]
    try:
        yield opened
    finally:
        for site in opened:
            site.close()


# ---------------------------------------------------------------- the services, each on a site


def serve_pubmed(site: Site) -> str:
    found = b'{"esearchresult": {"count": "3", "idlist": ["90000001", "90000002", "90000003"]}}'
    site.routes["/eutils/esearch.fcgi"] = Page(found, JSON)
    site.routes["/eutils/efetch.fcgi"] = sample("pubmed.records.xml")
    return site.url("/eutils/esearch.fcgi?db=pubmed&retmax=100&term=(venetoclax+OR+MDM2)+AND+trial")


def serve_europepmc(site: Site) -> str:
    """A second page follows, after which the cursor stays."""
    second = (SAMPLES / "europepmc.search.json").read_bytes().replace(b"9000000", b"9100000").replace(b"PPR9", b"PPR8")
    second = second.replace(b"000001", b"000002").replace(b"Inv.2026.001", b"Inv.2026.101")
    pages = {"": sample("europepmc.search.json", JSON), "AoIIP4": Page(second, JSON)}
    site.routes["/rest/search"] = lambda asked: pages[asked.query.get("cursorMark", "")]
    return site.url("/rest/search?query=venetoclax&sort=P_PDATE_D%20desc&format=json&pageSize=100")


def serve_clinicaltrials(site: Site) -> str:
    second = (SAMPLES / "trials.studies.json").read_bytes().replace(b"NCT9000", b"NCT8000")
    pages = {"": sample("trials.studies.json", JSON, ETag='"t1"'), "abc": Page(second.replace(b'"abc"', b'""'), JSON)}
    site.routes["/api/v2/studies"] = lambda asked: (
        Page(b"", JSON, 304)
        if asked.headers.get("If-None-Match") == '"t1"'
        else pages[asked.query.get("pageToken", "")]
    )
    return site.url("/api/v2/studies?query.intr=venetoclax&sort=LastUpdatePostDate%3Adesc&pageSize=100")


def serve_openfda(site: Site) -> str:
    site.routes["/drug/drugsfda.json"] = sample("openfda.drugsfda.json", JSON)
    return site.url("/drug/drugsfda.json?search=products.brand_name:%22VENCLEXTA%22")


def serve_ema(site: Site) -> str:
    site.routes["/medicines.json"] = sample("ema.medicines.json", JSON)
    return site.url("/medicines.json")


def serve_edgar(site: Site) -> str:
    """One company's feed, the index of its one filing, and the press release in it."""
    folder = "/Archives/edgar/data/9000001/000900000126000042"
    feed = (SAMPLES / "edgar.company.atom.xml").read_bytes().replace(b"https://www.sec.gov", site.url("").encode())
    rows = f"<tr><td>1</td><td>8-K</td><td><a href='{folder}/k.htm'>k.htm</a></td><td>8-K</td></tr>"
    rows += f"<tr><td>2</td><td>Release</td><td><a href='{folder}/ex991.htm'>ex991.htm</a></td><td>EX-99.1</td></tr>"
    site.routes["/cgi-bin/browse-edgar"] = Page(feed)
    site.routes[f"{folder}/0009000001-26-000042-index.htm"] = Page(f"<html><table>{rows}</table></html>".encode(), HTML)
    site.routes[f"{folder}/ex991.htm"] = article("Invented Therapeutics licenses an invented medicine")
    return site.url("/cgi-bin/browse-edgar?action=getcompany&CIK=9000001&type=8-K&output=atom")


def serve_listing(site: Site, count: int, robots: str = "") -> str:
    """`count` articles behind a page, among links that are none."""
    headlines = [f"Regulator approves invented medicine number {n}" for n in range(count)]
    links = "".join(f"<li><a href='/news/{n}?utm_source=list'>{words}</a></li>" for n, words in enumerate(headlines))
    other = "<a href='/news/0'>more</a><a href='https://elsewhere.example/a'>A headline that leads to another site</a>"
    other += "<a href='/files/a.pdf'>A headline that leads to a file</a>"
    body = f"<html><nav><a href='/x'>Words of a menu of the site</a></nav><main><ul>{links}</ul>{other}</main></html>"
    site.routes["/news"] = Page(body.encode(), HTML, headers={"ETag": '"l1"'})
    for n, words in enumerate(headlines):
        site.routes[f"/news/{n}"] = article(words)
    if robots:
        site.routes["/robots.txt"] = Page(robots.encode(), "text/plain")
    return site.url("/news")


def article(title: str) -> Page:
    text = f"<p>{title}, as this page tells in a sentence that is long enough to be one.</p>" * 3
    return Page(f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>".encode(), HTML)
