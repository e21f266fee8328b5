"""All tests here start servers, processes or databases: `make check` leaves them to `make test`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.survival.killing import Reference, undisturbed
from tests.survival.world import World, world

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.process)


@pytest.fixture(scope="session")
def the_world() -> Iterator[World]:
    """The same sites for all tests: they only answer, and remember nothing but who asked."""
    with world() as served:
        yield served


@pytest.fixture(scope="session")
def reference(the_world: World, tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """What that world leaves in a database that nobody disturbs."""
    return undisturbed(f"sqlite:///{tmp_path_factory.mktemp('reference')}/ci.sqlite", the_world)
