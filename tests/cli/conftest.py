"""The command as a script runs it: a process of its own, a database in an empty folder."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


class Command:
    """Runs `apoptoscope …` and keeps what it printed."""

    def __init__(self, database_url: str) -> None:
        self.environment = {**os.environ, "APOPTOSCOPE_DATABASE_URL": database_url}

    def __call__(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "ci.cli", *arguments], env=self.environment, input=stdin, capture_output=True,
            timeout=120, check=False,
        )  # fmt: skip
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    def ok(self, *arguments: str, stdin: bytes = b"") -> str:
        done = self(*arguments, stdin=stdin)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *arguments: str, stdin: bytes = b"") -> str:
        """The sentence on stderr of a command that could not (exit status 1)."""
        done = self(*arguments, stdin=stdin)
        assert done.returncode == 1, done
        return done.stderr

    def events(self, *arguments: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.ok("events", "--format", "json", *arguments))
        return found


@pytest.fixture
def apoptoscope(tmp_path: Path) -> Command:
    return Command(f"sqlite:///{tmp_path}/var/ci.sqlite")
