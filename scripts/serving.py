"""A Streamlit script, served as `apoptoscope serve` does, for as long as a test or a measurement needs it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from ci.settings import ROOT

PATIENCE_S = 60


@dataclass(frozen=True)
class Served:
    address: str
    process: subprocess.Popen[bytes]
    begun_at: float
    """Seconds since 1970, of the start of the process."""


@contextmanager
def served(script: Path, more: dict[str, str]) -> Iterator[Served]:
    """With `more` in its environment; begins when the server answers."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--logger.level", "warning"]
    begun_at = time.time()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **more}, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield Served(f"http://127.0.0.1:{port}", process, begun_at)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        with suppress(URLError, ConnectionError, TimeoutError):
            urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
            return
        time.sleep(0.01)
    raise AssertionError(f"the server did not answer within {PATIENCE_S} s")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
