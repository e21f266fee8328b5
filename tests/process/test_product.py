"""The product as a user starts it: `make run` on an empty folder, a look in Chromium, Ctrl-C, nothing left."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest
from playwright.sync_api import sync_playwright

from scripts import browser

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.process


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A database in an empty folder, and curated tables without sources: a test asks nobody on the network."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    sources = data / "sources.csv"
    sources.write_text(sources.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    return {
        **os.environ,
        "APOPTOSCOPE_DATABASE_URL": f"sqlite:///{tmp_path}/var/apoptoscope.sqlite",
        "APOPTOSCOPE_DATA_DIR": str(data),
    }


class Product:
    """`make run` and everything that it started."""

    def __init__(self, environment: dict[str, str], port: int) -> None:
        self.port = port
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            ["make", "run", f"PORT={port}"], cwd=ROOT, env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip

    def wait_until_up(self) -> float:
        """Seconds from the start to the first answer."""
        while time.monotonic() - self.started < 60:
            assert self.process.poll() is None, self.process.stdout and self.process.stdout.read()
            try:
                urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=1).close()
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
            else:
                return time.monotonic() - self.started
        raise AssertionError("not up within 60 s")

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def press_ctrl_c(self) -> str:
        """What a terminal does: SIGINT to the whole foreground group; returns all that was printed."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.communicate(timeout=20)[0]


@pytest.fixture
def product(environment: dict[str, str]) -> Iterator[Product]:
    started = Product(environment, free_port())
    family: list[psutil.Process] = []
    try:
        started.wait_until_up()
        family = started.family()
        yield started
    finally:
        for process in [p for p in family if p.is_running()]:
            process.kill()
        if started.process.poll() is None:
            os.killpg(started.process.pid, signal.SIGKILL)


def test_it_opens_in_a_browser_and_ctrl_c_leaves_nothing(product: Product, tmp_path: Path) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])
        page = chromium.new_page()
        page.goto(f"http://localhost:{product.port}")
        page.get_by_text("events", exact=False).first.wait_for(timeout=30_000)
        chromium.close()
    assert (tmp_path / "var" / "apoptoscope.sqlite").exists()
    family = product.family()
    commands = [" ".join(process.cmdline()) for process in family]
    assert any("streamlit" in command for command in commands)
    assert any("watch" in command for command in commands)
    printed = product.press_ctrl_c()
    assert f"http://localhost:{product.port}" in printed
    assert "Traceback" not in printed
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive, [p.cmdline() for p in alive]


def test_a_second_start_is_up_within_five_seconds(product: Product, environment: dict[str, str]) -> None:
    product.press_ctrl_c()
    again = Product(environment, free_port())
    try:
        assert again.wait_until_up() < 5
    finally:
        again.press_ctrl_c()


def test_a_taken_port_is_one_sentence_and_status_1(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [ROOT / ".venv/bin/apoptoscope", "run", "--port", str(port)]
        tried = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert tried.returncode == 1
    assert tried.stderr.startswith(f"apoptoscope: port {port} is taken by another program")
    assert tried.stderr.count("\n") == 1
