"""A server of a page, ours or the floor's, and a Chromium that tells when the page is painted."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Locator, Page

from ci.settings import ROOT
from scripts.serving import Served, served

QUIET_MS = 400
WATCH = """
(() => {
  const seen = window.painted = { begun: 0, last: 0, ran: 0, waits: "" };
  const now = () => performance.now();
  const painted = () => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { seen.last = now(); };
    channel.port2.postMessage(0);
  });
  window.waitFor = (kind) => { seen.waits = kind; seen.ran = 0; };
  document.addEventListener("click", () => {
    if (seen.waits) { seen.begun = seen.last = now(); seen.waits = ""; }
  }, true);
  new MutationObserver((records) => {
    let isMain = false;
    for (const { target: node } of records) {
      if (node.matches?.(".stApp") && node.dataset.testScriptState === "running") seen.ran = now();
      isMain ||= Boolean((node.closest ? node : node.parentElement)?.closest("[data-testid=stMain]"));
    }
    if (isMain) painted();
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
})()
"""
"""Begins at a click and ends in the frame after the last change of what the page shows."""
IS_STILL = """
(quiet) => {
  const seen = window.painted, app = document.querySelector(".stApp");
  const since = performance.now() - Math.max(seen.last, seen.begun);
  const hasRun = !seen.begun || seen.ran >= seen.begun || since > 5000;
  return !seen.waits && hasRun && app?.dataset.testScriptState === "notRunning" && seen.last > 0 && since > quiet
    && !document.querySelector("[data-testid=stMain] [data-testid=stSkeleton]")
    && [...document.querySelectorAll("[data-testid=stDataFrame]")].every((one) => one.querySelector("[role=grid]"));
}
"""
SHOWN = """
() => {
  const main = document.querySelector("[data-testid=stMain]");
  const marks = (trace) => {
    if (trace.opacity === 0 || trace.marker?.opacity === 0 || trace.visible === false) return 0;
    if (trace.z) return trace.z.length * (trace.z[0]?.length || 1);
    if (trace.mode === "lines") return 1;
    return Math.max(...["x", "y", "labels", "ids"].map((name) => trace[name]?.length || 0),
      trace.link?.value?.length || 0);
  };
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const size = (table) => [Number(table.ariaRowCount || 1) - 1, Number(table.ariaColCount || 0)];
  return {
    charts: [...main.querySelectorAll(".js-plotly-plot")].map((chart) => sum((chart.data || []).map(marks))),
    tables: [...main.querySelectorAll("[data-testid=stDataFrame] table[role=grid]")].map(size),
    plain: [...main.querySelectorAll("[data-testid=stTable] table")].map(
      (table) => [table.querySelectorAll("tbody tr").length, table.querySelectorAll("thead th").length]),
    blocks: main.querySelectorAll(".stHtml article, .stHtml:not(:has(article))").length,
  };
}
"""
"""What a page shows, as the floor is to show it: marks that can be seen, rows, stories."""


class Server(Served):
    @property
    def memory_mib(self) -> float:
        own = psutil.Process(self.process.pid)
        family = [own, *own.children(recursive=True)]
        return sum(one.memory_info().rss for one in family) / 1024 / 1024

    @property
    def cpu_ms(self) -> float:
        times = psutil.Process(self.process.pid).cpu_times()
        return (times.user + times.system) * 1000


@contextmanager
def ours(database: str) -> Iterator[Server]:
    with served(ROOT / "app.py", {"APOPTOSCOPE_DATABASE_URL": database}) as one:
        yield Server(one.address, one.process, one.begun_at)


@contextmanager
def floor(shown: Path) -> Iterator[Server]:
    """Bare Streamlit with the same settings."""
    with served(ROOT / "bench" / "floor_page.py", {"APOPTOSCOPE_BENCH_SHOWN": str(shown)}) as one:
        yield Server(one.address, one.process, one.begun_at)


# ---------------------------------------------------------------- the browser


def opened(browser: Browser, address: str, **context: Any) -> Page:
    """The page at this address, painted."""
    sized = {"viewport": {"width": 1280, "height": 800}, **context}
    page = browser.new_context(**sized).new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(WATCH)
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    settle(page)
    return page


def settle(page: Page) -> None:
    page.wait_for_function(IS_STILL, arg=QUIET_MS, timeout=240_000, polling=100)


def painted_at(page: Page) -> float:
    """When the page was painted, in seconds since the epoch."""
    return float(page.evaluate("() => (performance.timeOrigin + window.painted.last) / 1000"))


@dataclass(frozen=True)
class Took:
    """One change: milliseconds from the click to the painted page, and of processor time in server and browser."""

    ms: float
    cpu_ms: float


def choose(page: Page, server: Server, label: str, words: str, *, is_single: bool = False) -> Took:
    """Picks the choice that begins with these words; a box for a single one closes itself, and Escape empties it."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(words)
    option = page.get_by_role("option").filter(has_text=re.compile(rf"^{re.escape(words)}(\s|$)")).first
    option.wait_for()
    took = _clicked(page, server, option)
    if not is_single:
        page.keyboard.press("Escape")
    box.blur()  # a box that is left grows smaller: what stands below it would move away under the next click
    page.wait_for_timeout(300)
    return took


def reset(page: Page, server: Server) -> Took:
    """Takes the whole filter back."""
    return _clicked(page, server, page.get_by_role("button", name="Reset filters"))


def _clicked(page: Page, server: Server, place: Locator) -> Took:
    page.evaluate("() => window.waitFor('click')")
    before = _cpu_s(server)
    place.click()
    settle(page)
    cpu_ms = (_cpu_s(server) - before) * 1000
    return Took(float(page.evaluate("() => window.painted.last - window.painted.begun")), cpu_ms)


def _cpu_s(server: Server) -> float:
    """Of the server and of all browsers of this run: in turn they draw ours and the floor's alone."""
    own = psutil.Process()
    browsers = [one for one in own.children(recursive=True) if "chrom" in one.name()]
    times = [one.cpu_times() for one in (psutil.Process(server.process.pid), *browsers)]
    return sum(one.user + one.system for one in times)


def shown(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(SHOWN)
    return found
