"""Finds the Chromium that the browser tests drive, or gets one, or says that none can be had.

In this order: the system's Chromium or Chrome; one that Playwright brings; Debian's package where that is allowed.
`python -m scripts.browser` prints its path.
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    *("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--no-first-run",
)
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def main() -> int:
    path = find() or _from_playwright() or _from_apt()
    if not path:
        sys.stderr.write(
            "No Chromium for the browser tests: none is installed, 'playwright install chromium' did not bring one, "
            "and 'apt-get install chromium' is not possible here. Install Chromium or Chrome and run it again.\n"
        )
        return 1
    sys.stdout.write(f"Browser: {path}\n")
    return 0


@functools.cache
def find() -> str | None:
    """Path of an installed browser, looking for Playwright's own last."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found or MAC.exists():
        return found or str(MAC)
    return _playwright_path()


@contextmanager
def launched() -> Iterator["Browser"]:
    """A Chromium that asks nobody by itself."""
    from playwright.sync_api import sync_playwright

    path = find()
    assert path, "no Chromium: run `python -m scripts.browser`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


def _playwright_path() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _from_playwright() -> str | None:
    _run([sys.executable, "-m", "playwright", "install", "chromium"])
    return _playwright_path()


def _from_apt() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    _run(["apt-get", "update", "-qq"])
    _run(["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk"])
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _run(command: list[str]) -> None:
    """Tries a way of getting a browser; whether it worked is seen afterwards by looking for the browser."""
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600, check=False)


if __name__ == "__main__":
    sys.exit(main())
