"""Every migration, killed in the middle: the next start completes it, or finds the old version as it was. `make soak`
kills at every single statement."""

from pathlib import Path

import pytest

from tests.survival import migrating

KILLS = 4
"""Of each version on each database, spread over its statements."""


@pytest.mark.parametrize("version", migrating.older_versions(), ids=lambda version: version or "empty")
def test_an_upgrade_that_is_killed_is_completed_by_the_next_start(
    database_url: str, tmp_path: Path, version: str
) -> None:
    steps = migrating.steps_of(database_url, version, tmp_path / "steps")
    assert steps > KILLS
    at = [1 + round(n * (steps - 1) / (KILLS - 1)) for n in range(KILLS)]
    assert migrating.killed(database_url, version, at) == []
