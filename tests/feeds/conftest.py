"""The fault server, once for all tests here; every test gets it with its log and counters empty."""

from collections.abc import Iterator

import pytest

from tests.faultserver import FaultServer


@pytest.fixture(scope="session")
def running_server() -> Iterator[FaultServer]:
    with FaultServer() as server:
        yield server


@pytest.fixture
def server(running_server: FaultServer) -> FaultServer:
    running_server.reset()
    return running_server


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the machine that runs the tests is not asked for addresses of the loopback."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
