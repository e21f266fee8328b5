"""Starting and stopping the two processes: the dashboard (Streamlit) and the poller beside it."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.error import URLError
from urllib.request import urlopen

from ci.errors import ServiceError
from ci.settings import ROOT, Settings

START_S, STOP_S, POLLER_PAUSE_S = 60.0, 8.0, 30.0
PR_SET_PDEATHSIG = 1


def run(settings: Settings, port: int, say: Callable[[str], None], *, with_poller: bool) -> int:
    """Serves until Ctrl-C or a termination signal, then stops what it started; the exit status.

    A poller that dies is started again after a pause and the dashboard goes on; a dashboard that dies ends it all.
    """
    demand_free(port)
    stop = _Stop()
    dashboard = _start(_dashboard_command(port, settings.host), settings, is_quiet=True)
    poller = _start(_poller_command(), settings) if with_poller else None
    poller_due = 0.0
    try:
        _wait_until_up(dashboard, port, stop)
        if not stop.asked:
            say(f"Apoptoscope is open at http://localhost:{port} (Ctrl-C stops it)")
        while not stop.asked and dashboard.poll() is None:
            if poller and poller.poll() is not None:
                if not poller_due:
                    say(f"The poller stopped (status {poller.returncode}); it starts again in {POLLER_PAUSE_S:.0f} s.")
                    poller_due = time.monotonic() + POLLER_PAUSE_S
                elif time.monotonic() > poller_due:
                    poller, poller_due = _start(_poller_command(), settings), 0.0
            time.sleep(0.1)
        if not stop.asked:
            raise ServiceError(
                f"the dashboard stopped by itself with status {dashboard.returncode}; see the lines above"
            )
        return 0
    finally:
        _stop_all([p for p in (dashboard, poller) if p])
        stop.restore()


def demand_free(port: int) -> None:
    """ServiceError where another program has the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServiceError(
                f"port {port} is taken by another program ({error.strerror}); stop that one, or choose another port: "
                f"make run PORT={port + 1}, apoptoscope run --port {port + 1}"
            ) from error


class _Stop:
    """Turns Ctrl-C and a termination signal into a flag, so that stopping happens in one place."""

    def __init__(self) -> None:
        self.asked = False
        self._before = {number: signal.signal(number, self._ask) for number in (signal.SIGINT, signal.SIGTERM)}

    def _ask(self, *_: object) -> None:
        self.asked = True

    def restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


def _dashboard_command(port: int, host: str) -> list[str]:
    options = ["--server.port", str(port), "--server.address", host, "--server.headless", "true"]
    options += ["--logger.level", "warning"]
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *options]


def _poller_command() -> list[str]:
    return [sys.executable, "-m", "ci.cli", "watch"]


def _start(command: list[str], settings: Settings, *, is_quiet: bool = False) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches only us and we stop it in order."""
    environment = {**os.environ, "APOPTOSCOPE_DATABASE_URL": settings.database_url}
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL if is_quiet else None,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent,
    )


def _end_with_parent() -> None:
    """On Linux the kernel ends the child should we be killed; elsewhere the poller notices by itself."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait_until_up(dashboard: subprocess.Popen[bytes], port: int, stop: _Stop) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and not stop.asked:
        if dashboard.poll() is not None:
            raise ServiceError(f"the dashboard did not start (status {dashboard.returncode}); see the lines above")
        with contextlib.suppress(URLError, ConnectionError, TimeoutError):
            urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
            return
        time.sleep(0.05)
    if not stop.asked:
        raise ServiceError(f"the dashboard did not answer on port {port} within {START_S:.0f} s")


def _stop_all(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
    end = time.monotonic() + STOP_S
    for child in children:
        try:
            child.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
