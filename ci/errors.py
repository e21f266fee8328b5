"""The few errors that a person can act on; anything else that is raised is a bug.

    CiError
    ├── ReferenceFaultError  the curated tables are not valid; holds every fault at once
    ├── InputError           a file, page or line given by the user cannot be read
    ├── FeedError            a source did not give what it should (kind says which fault)
    ├── StoreError           the database cannot be opened, is of another version, is locked or read-only
    └── ServiceError         the dashboard or the poller cannot start (port taken, folder not writable)

The message is one sentence: subject, what was found, what was allowed, what to do.
"""

from dataclasses import dataclass
from pathlib import Path


class CiError(Exception):
    """Something expected went wrong; str(error) is the sentence to show."""


class InputError(CiError):
    """What the user gave cannot be read."""


class StoreError(CiError):
    """The database cannot be used as it is."""


class ServiceError(CiError):
    """The dashboard or the poller cannot start."""


class FeedError(CiError):
    """A source did not answer as it should; `kind` is one of FEED_FAULTS."""

    def __init__(
        self,
        kind: str,
        message: str,
        *,
        status: int | None = None,
        retry_after_s: int | None = None,
        was_asked: bool = True,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.status = status
        self.retry_after_s = retry_after_s
        self.was_asked = was_asked

    @property
    def may_pass(self) -> bool:
        """Whether the same request may succeed a little later: the server's trouble or the network's."""
        status = self.status or 0
        is_passing = self.kind in ("unreachable", "slow", "truncated") or status in (408, 425, 429) or status >= 500
        return is_passing or bool(self.retry_after_s)


FEED_FAULTS = {
    "unreachable": "could not be reached",
    "slow": "did not finish in time",
    "refused": "refused to answer",
    "gone": "is gone for good",
    "wall": "shows a challenge page instead of the feed",
    "not-a-feed": "is not a feed",
    "empty": "sent nothing",
    "truncated": "sent only a part",
    "too-large": "sent more than is allowed",
    "forbidden-address": "points to an address that must not be asked",
    "malformed": "cannot be parsed",
}


@dataclass(frozen=True)
class Fault:
    """One fault in a curated table."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ReferenceFaultError(CiError):
    """The curated tables are not valid; `faults` lists all of them."""

    def __init__(self, faults: list[Fault], folder: Path) -> None:
        self.faults = faults
        super().__init__(
            f"{folder} has {len(faults)} fault{'s' * (len(faults) != 1)}: run `apoptoscope check` to list them"
        )
