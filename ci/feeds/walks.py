"""Sources that take several requests: a search and its records, pages, a listing and its links.

A walk is a generator that yields the addresses to ask, receives what was fetched (or the FeedError, thrown into it),
and returns the answers that hold articles; each of these is then parsed by its kind, guarded like any feed. The first
address is the one that validators belong to. No walk touches the network.
"""

import re
from collections.abc import Awaitable, Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from ci.errors import FeedError
from ci.feeds.apis import Pages
from ci.feeds.robots import Rules
from ci.model import Fetched

STEP_GAP_S = 1.0
"""Between two requests of one visit to one host, where no rule asks for more."""
DRUGS = "{drugs}"
"""In an address: the names of our drugs."""
MOST_TRIES = 3
"""So often is an address asked that fails in a way that may pass; then it is left alone for a day."""


def _nothing(urls: Sequence[str]) -> set[str]:
    return set()


def _no_names() -> Sequence[str]:
    return ()


def _no_updates(numbers: Sequence[str]) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Visit:
    """One poll of one source. `known` tells of which of these addresses an article is stored; `updates`, by the number
    of a study, the day of the registry's last update that the stored snapshot is of.

    With `since` an API is asked for everything from that day on, known or not; other kinds pay no heed to it.
    """

    url: str
    contact: str = ""
    known: Callable[[Sequence[str]], set[str]] = _nothing
    gap_s: float = STEP_GAP_S
    since: date | None = None
    api_key: str = ""
    """Of NCBI, for those who have one."""
    robots: dict[str, Rules] = field(default_factory=dict)
    """What is known of robots.txt, by site; a walk adds to it."""
    tried: dict[str, int] = field(default_factory=dict)
    """Addresses that brought no article lately -> how often they were asked; a walk adds to it."""
    updates: Callable[[Sequence[str]], dict[str, str]] = _no_updates
    names: Callable[[], Sequence[str]] = _no_names
    """What its service is to be asked for, where the address says `{drugs}`."""

    @property
    def is_for_our_drugs(self) -> bool:
        """Then no request is conditional: what was said of one search holds for none that has other names in it."""
        return DRUGS in self.url

    @property
    def email(self) -> str:
        """The e-mail address in `contact`; empty where it holds none."""
        found = re.search(r"[^\s<>()+,;]+@[^\s<>(),;]+\.\w+", self.contact)
        return found.group() if found else ""

    def note_failure(self, url: str, error: FeedError | None = None) -> None:
        """That an address brought nothing; what no second look can mend is given up at once."""
        self.tried[url] = self.tried.get(url, 0) + 1 if error and error.may_pass else MOST_TRIES

    def is_given_up(self, url: str) -> bool:
        return self.tried.get(url, 0) >= MOST_TRIES


@dataclass(frozen=True)
class Gathered:
    """The answers to parse; not whole where some were left for the next poll, which then must not be conditional."""

    answers: list[Fetched]
    is_whole: bool = True
    singles: dict[str, Fetched] = field(default_factory=dict)
    """Answers that each hold one article: one that cannot be read loses nobody else. By what `tried` calls them."""
    must_bring: str = ""
    """What is said of the source where none of `singles` can be read; empty where that is no fault of it."""
    gap: str = ""
    """Where a bound ended the walk before its end: what was left out, in words; no later poll comes back to it."""


class Later(NamedTuple):
    """An address to ask for, and for how long its host is left alone before."""

    url: str
    gap_s: float


Walk = Generator[str | Later, Fetched, Gathered]
Ask = Callable[[Later, bool], Awaitable[Fetched | None]]
"""(address, whether it is the first) -> the answer, None where the first is not modified; or FeedError."""


def one_answer(visit: Visit) -> Walk:
    """A kind whose one answer is all there is."""
    return Gathered([(yield visit.url)])


def paged(pages: Pages[Any], goes_on: Callable[[Fetched], bool], most: int) -> Walk:
    """The answers on the way through `pages` of ci.feeds.apis, while `goes_on` says of the last that more is wanted."""
    answers: list[Fetched] = []
    gap = ""
    step = _next(pages, None)
    while step:
        try:
            answer = yield step
        except FeedError as error:
            step = _next(pages, error)
            continue
        answers.append(answer)
        wants_more = goes_on(answer)
        if wants_more and len(answers) >= most and _has_next(pages, answer):
            gap = cut_off(f"{most} pages")
        step = _next(pages, answer) if wants_more and len(answers) < most else ""
    return Gathered(answers, gap=gap)


def cut_off(read: str) -> str:
    """The words for a search of which only so much was read."""
    return f"only the first {read} were read, and what is new goes on behind them"


def _next(pages: Pages[Any], answer: Fetched | FeedError | None) -> str:
    """The next address that `pages` wants; empty at its end."""
    try:
        if isinstance(answer, FeedError):
            return pages.throw(answer)
        return next(pages) if answer is None else pages.send(answer)
    except StopIteration:
        return ""


def _has_next(pages: Pages[Any], answer: Fetched) -> bool:
    """Whether more would be there; a search that `pages` itself calls endless has more."""
    try:
        return bool(_next(pages, answer))
    except FeedError:
        return True


async def follow(walk: Walk, ask: Ask) -> Gathered | None:
    """Takes a walk to its end; None where its first address is not modified. FeedError where a fault ends it."""
    try:
        step, is_first = next(walk), True
        while True:
            try:
                answer = await ask(step if isinstance(step, Later) else Later(step, 0), is_first)
            except FeedError as error:
                step = walk.throw(error)
            else:
                if answer is None:
                    return None
                step = walk.send(answer)
            is_first = False
    except StopIteration as done:
        gathered: Gathered = done.value
        return gathered
    finally:
        walk.close()


def with_query(url: str, **changed: object) -> str:
    """The address with these parameters in place of those of the same name; an empty value takes one away."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in changed]
    added = [(name, str(value)) for name, value in changed.items() if value != ""]
    return urlunsplit(parts._replace(query=urlencode(kept + added, quote_via=quote, safe=":*|")))


def query_of(url: str, name: str) -> str:
    """A parameter of an address; empty where it has none of that name."""
    return dict(parse_qsl(urlsplit(url).query)).get(name, "")
