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
