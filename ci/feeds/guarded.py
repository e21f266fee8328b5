"""Parsing in a process that can be killed, because some input exhausts every parser (0.9 MB of attributes: a minute).

One child is kept for all parsing, so a feed costs a round trip over a pipe (a millisecond) and not the start of a
process; it is killed and replaced when it takes too long, and it cannot take more memory than it is given. What is
small is parsed here at once: at that size the worst that is known takes a second. Where there is much to do,
`is_beside` sends all of it to the child, so that two cores work; `call` gives it other work of the same round.

    with Guarded() as parser:
        articles = parser.parse("rss", fetched)
"""

import contextlib
import gc
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from importlib import import_module
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from ci.errors import FeedError
from ci.feeds import KINDS
from ci.feeds.urls import shown_url
from ci.model import Article, Fetched

SMALL_BYTES = 64 * 1024
_START_S = 60.0
_LENGTH = struct.Struct(">Q")
_FIND_US = f"import sys; sys.path.insert(0, {str(Path(__file__).resolve().parents[2])!r})"


class ChildEndedError(Exception):
    """The child took too much time or memory, or was killed; the next call starts another."""


class Guarded:
    """Parses as KINDS does, within `timeout_s` and `memory_mib`. Threads may share it; one at a time is served."""

    def __init__(self, timeout_s: float = 10, memory_mib: int = 512, small_bytes: int = SMALL_BYTES) -> None:
        self._timeout_s = timeout_s
        self._memory_mib = memory_mib
        self._small_bytes = small_bytes
        self.is_beside = False
        """Whether small feeds go to the child too."""
        self.parsing = "ci.feeds.guarded:parsed"
        """What the child is asked for with (kind, fetched); what gives the same and more may take its place."""
        self.told: tuple[Any, ...] = ()
        """A task, and what is given with it, that a child does before it parses beside: once, or when this changes."""
        self._child: subprocess.Popen[bytes] | None = None
        self._ready: set[str] = set()
        """Kinds whose modules the child has imported."""
        self._heard: tuple[Any, ...] = ()
        self._turn = threading.Lock()

    def __enter__(self) -> "Guarded":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, kind: str, fetched: Fetched) -> list[Article]:
        """The articles, or the parser's FeedError, or a FeedError that says that it took too much."""
        if len(fetched.body) <= self._small_bytes and not self.is_beside:
            return KINDS[kind](fetched)
        try:
            self._prepare_for(kind)
            answer: list[Article] | tuple[str, str] = self.call(self.parsing, kind, fetched)
        except ChildEndedError as error:
            says = f"could not be parsed within {self._timeout_s:g} seconds and {self._memory_mib} MiB"
            raise FeedError("malformed", f"{shown_url(fetched.url)} {says}; it is not read") from error
        if isinstance(answer, tuple):
            raise FeedError(*answer)
        return answer

    def _prepare_for(self, kind: str) -> None:
        if kind not in self._ready:
            self.call("ci.feeds.guarded:ready", kind, self.parsing.partition(":")[0], timeout_s=_START_S)
            self._ready.add(kind)
        told = self.told
        if self.is_beside and told is not self._heard:
            self.call(*told, timeout_s=_START_S)
            self._heard = told

    def call(self, task: str, *given: Any, timeout_s: float | None = None) -> Any:
        """What `module:function` returns in the child; ChildEndedError where that took too much, and was ended."""
        with self._turn:
            try:
                return self._ask(task, given, timeout_s or self._timeout_s)
            except (BrokenPipeError, EOFError, TimeoutError) as error:
                self.close()
                raise ChildEndedError from error

    def close(self) -> None:
        """Ends the child; the next parse starts another."""
        child, self._child = self._child, None
        self._ready.clear()
        self._heard = ()
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _ask(self, task: str, given: tuple[Any, ...], timeout_s: float) -> Any:
        child = self._child = self._child or _start(self._memory_mib)
        assert child.stdin and child.stdout
        _write(child.stdin, pickle.dumps((task, given, timeout_s)))
        return pickle.loads(_read_until(child.stdout.fileno(), time.monotonic() + timeout_s))


def _start(memory_mib: int) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-c", f"{_FIND_US}; from ci.feeds.guarded import work; work({memory_mib})"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert child.stdout
    _read_until(child.stdout.fileno(), time.monotonic() + _START_S)  # it is there
    return child


def _write(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)) + message)
    pipe.flush()


def _read_until(descriptor: int, deadline: float) -> bytes:
    (length,) = _LENGTH.unpack(_read_exactly(descriptor, _LENGTH.size, deadline))
    return _read_exactly(descriptor, length, deadline)


def _read_exactly(descriptor: int, count: int, deadline: float) -> bytes:
    got = bytearray()
    while len(got) < count:
        ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        piece = os.read(descriptor, count - len(got))
        if not piece:
            raise EOFError
        got += piece
    return bytes(got)


def work(memory_mib: int) -> None:
    """The child's life: a question, an answer, until the pipe closes or the memory ends.

    Its own alarm ends it too, for the case that the parent was killed while it was waiting.
    """
    limit_memory(memory_mib)
    gc.set_threshold(50_000, 20, 20)  # what parsing and reading leave behind is hardly ever a cycle
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # its poller was killed: it ends without a word
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    sys.stdout = sys.stderr
    _write(answers, b"ready")
    while header := questions.read(_LENGTH.size):
        task, given, timeout_s = pickle.loads(questions.read(*_LENGTH.unpack(header)))
        signal.alarm(ceil(timeout_s) + 1)
        module, _, name = task.partition(":")
        try:
            answer = pickle.dumps(getattr(import_module(module), name)(*given))
        except MemoryError:
            sys.exit(1)
        signal.alarm(0)
        _write(answers, answer)


def parsed(kind: str, fetched: Fetched) -> list[Article] | tuple[str, str]:
    """In the child: the articles, or kind and message of a fault."""
    try:
        return KINDS[kind](fetched)
    except FeedError as error:
        return error.kind, str(error)


def ready(kind: str, parsing: str) -> None:
    """In the child: imports what a kind takes, so that it is not on the account of the first feed."""
    import_module(parsing)
    import_module(f"ci.feeds.{kind.replace('-', '_')}")
    if kind in _OF_PAGES:
        import_module("trafilatura")


_OF_PAGES = ("page", "listing", "edgar")


def limit_memory(memory_mib: int = 512) -> None:
    """So much more than is taken now; where the system does not tell that (macOS), the time limit remains."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return
    taken = int(statm.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    limit = taken + memory_mib * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
