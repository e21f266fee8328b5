"""A server on the loopback that answers as an API would, curated tables in a folder of their own, and the command."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ci.cli import main
from ci.reference import read_catalog
from tests.refresh.make import write_tables


@dataclass
class Answer:
    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut_to: int | None = None
    """Bytes after which the connection is closed, though more were announced."""


class Server:
    """Gives its answers one after another, the last one again and again, and remembers what was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[dict[str, str]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append({k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()})
                answer = server.answers[min(len(server.asked), len(server.answers)) - 1]
                self.send_response(answer.status)
                for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body[: answer.cut_to])

            def log_message(self, format: str, *_: Any) -> None:  # noqa: A002
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()
        self.host = f"127.0.0.1:{self._http.server_port}"
        self.url = f"http://{self.host}/api.json"

    def answer(self, *bodies: Any, **more: Any) -> None:
        self.answers += [
            Answer(body if isinstance(body, bytes) else json.dumps(body).encode(), **more) for body in bodies
        ]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    started = Server()
    yield started
    started.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = write_tables(tmp_path / "home" / "data")
    assert read_catalog(folder)[1] == []
    return folder


@dataclass
class Ran:
    status: int
    out: str
    err: str


class Command:
    """`apoptoscope refresh …` against the loopback server."""

    def __init__(self, server: Server, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
        self.server, self.data, self.monkeypatch, self.capsys = server, data, monkeypatch, capsys
        monkeypatch.setenv("APOPTOSCOPE_DATA_DIR", str(data))
        monkeypatch.setenv("APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS", server.host)

    def __call__(self, api: str, *options: str) -> Ran:
        before = self.tables()
        arguments = ["apoptoscope", "refresh", api, "--base-url", self.server.url, *options]
        self.monkeypatch.setattr(sys, "argv", arguments)
        with pytest.raises(SystemExit) as done:
            main()
        assert self.tables() == before, "refresh changed data/"
        printed = self.capsys.readouterr()
        return Ran(int(done.value.code or 0), printed.out, printed.err)

    def tables(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.data.iterdir())}

    def written(self) -> list[Path]:
        """Files outside data/ in the folder around it."""
        return [path for path in self.data.parent.rglob("*") if path.is_file() and self.data not in path.parents]


@pytest.fixture
def refresh(server: Server, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(server, data, monkeypatch, capsys)


def accept(data: Path, patch: str) -> None:
    """What a curator does with all of it; afterwards the tables must still be valid."""
    subprocess.run(["git", "apply", "--verbose", "-"], cwd=data.parent, input=patch.encode(), check=True, timeout=30)
    assert read_catalog(data)[1] == []
