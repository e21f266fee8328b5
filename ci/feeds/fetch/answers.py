"""What came back: a whole answer, or the word that nothing has changed."""

from dataclasses import dataclass

from ci.model import Fetched


@dataclass(frozen=True)
class NotModified:
    """The source says that nothing has changed since the validators that were sent; `moved_to` as in Fetched."""

    fresh_s: int | None = None
    moved_to: str = ""


@dataclass(frozen=True)
class Answer(Fetched):
    """A whole answer; `fresh_s` is for how many seconds it holds, where its headers say so."""

    fresh_s: int | None = None
