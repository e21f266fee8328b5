"""A poller that is killed loses nothing and doubles nothing; `make soak` kills two hundred times."""

import time

import psutil
import pytest

from tests.survival import killing
from tests.survival.killing import Reference
from tests.survival.worker import Job, kill, start
from tests.survival.world import World


@pytest.mark.parametrize(
    ("database", "kills"), [("sqlite_url", 8), pytest.param("postgres_url", 4, marks=pytest.mark.postgres)]
)
def test_a_poll_that_is_killed_again_and_again_ends_as_one_that_is_not(
    request: pytest.FixtureRequest, the_world: World, reference: Reference, database: str, kills: int
) -> None:
    done = killing.survive(request.getfixturevalue(database), the_world, kills, reference)
    assert done.faults == []
    assert done.kills == kills
    assert done.recoveries >= kills / 4


def test_the_child_that_parses_ends_with_its_poller(sqlite_url: str, the_world: World) -> None:
    process = start(Job.of(the_world, sqlite_url))
    poller = psutil.Process(process.pid)
    while not (children := poller.children()) and process.is_alive():
        time.sleep(0.01)
    kill(process)
    assert children
    _, alive = psutil.wait_procs(children, timeout=15)
    assert not alive
