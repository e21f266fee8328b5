"""How often a host may be asked, and whether it asked to be left alone.

Within one process the turns are kept here. Pollers of one database share them through it: a host is held by one of them
at a time (`Board`), who learns with it when it was asked last and which pauses it wants.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Protocol
from urllib.parse import urlsplit

NCBI = "ncbi.nlm.nih.gov"
GAPS_S: Mapping[str, float] = {
    NCBI: 0.4,  # 3 a second without a key; gaps of 0.35 s still drew a 429
    "sec.gov": 0.11,  # 10 a second for all its hosts together
    "api.fda.gov": 0.25,  # 240 a minute
    "clinicaltrials.gov": 1.0,  # its robots.txt: Crawl-delay 1
}
"""Domain -> seconds between two requests to it and all hosts under it."""

NCBI_GAP_WITH_KEY_S = 0.11
LONGEST_GAP_S = 60.0
HELD_ELSEWHERE_S = 30.0
"""So long a request waits for a host that another poller holds."""
_LOOK_AGAIN_S = 0.25


class Board(Protocol):
    """Where pollers write down which hosts they hold."""

    def hold(self, name: str, manners: "Manners") -> bool:
        """Takes the host for this poller, and tells `manners` what is known of it; False where another has it."""


def gaps(*, has_ncbi_key: bool) -> dict[str, float]:
    """The rules; NCBI lets those with a key ask ten times a second."""
    return {**GAPS_S, **({NCBI: NCBI_GAP_WITH_KEY_S} if has_ncbi_key else {})}


class Manners:
    """Turns, one after the other, and pauses that hosts asked for. Hosts are `name:port`."""

    def __init__(
        self,
        gaps_s: Mapping[str, float] = GAPS_S,
        board: Board | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gaps_s = gaps_s
        self._board = board
        self._clock = clock
        self._free_at: dict[str, float] = {}
        self._asked_at: dict[str, float] = {}
        self._closed_until: dict[str, float] = {}
        self._held: set[str] = set()
        self._under_way: Counter[str] = Counter()
        self.untold: dict[str, float] = {}
        """Pauses that were asked for since the board was told: name -> seconds."""

    def name_of(self, host: str) -> str:
        """What turns are counted by: the domain whose rule holds for the host, else the host itself."""
        name, _, port = host.partition(":")
        domain = next((domain for domain in self._gaps_s if name == domain or name.endswith(f".{domain}")), "")
        return domain or (name if port in ("", "80", "443") else host)

    def name_of_url(self, url: str) -> str:
        """The same for an address; empty for one that cannot be asked."""
        try:
            parts = urlsplit(url)
            return self.name_of(f"{parts.hostname}:{parts.port or ''}") if parts.hostname else ""
        except ValueError:
            return ""

    # ------------------------------------------------------------ asking

    @asynccontextmanager
    async def asking(self, host: str, gap_s: float = 0) -> AsyncIterator[int]:
        """While a request is under way: the host is this poller's, and it is its turn. Gives the seconds for which the
        host wants to be left alone; then it must not be asked."""
        name = self.name_of(host)
        self._under_way[name] += 1
        try:
            if not await self._taken(name):
                yield int(HELD_ELSEWHERE_S)
            elif left_s := self.closed_for_s(host):
                yield left_s
            else:
                await self.turn(host, gap_s)
                yield self.closed_for_s(host)
        finally:
            self._under_way[name] -= 1

    async def turn(self, host: str, gap_s: float = 0) -> None:
        """Waits until `host` may be asked again: by its rule, and no sooner than `gap_s` after it was asked last."""
        name = self.name_of(host)
        gap_s = max(gap_s, self._gaps_s.get(name, 0))
        while (left_s := self._next_at(name, gap_s) - self._clock()) > 0:
            await asyncio.sleep(left_s)  # and look again: another may have taken the turn, or the loop was held up
        self._asked_at[name] = self._clock()

    def note_asked(self, host: str) -> None:
        """The request of the one whose turn it is goes out only now."""
        self._asked_at[self.name_of(host)] = self._clock()

    def _next_at(self, name: str, gap_s: float) -> float:
        return max(self._free_at.get(name, 0), self._asked_at.get(name, -gap_s) + gap_s)

    async def _taken(self, name: str) -> bool:
        give_up_at = self._clock() + HELD_ELSEWHERE_S
        while self._board and name not in self._held:
            if self._board.hold(name, self):
                self._held.add(name)
            elif self._clock() > give_up_at:
                return False
            else:
                await asyncio.sleep(_LOOK_AGAIN_S)
        return True

    # ------------------------------------------------------------ pauses

    def close(self, host: str, seconds: float) -> None:
        """Notes that the host asked for a pause."""
        name = self.name_of(host)
        self.learn(name, closed_for_s=seconds)
        self.untold[name] = max(seconds, self.untold.get(name, 0))

    def closed_for_s(self, host: str) -> int:
        """Seconds until the host may be asked; 0 where it asked for no pause, or the pause is over."""
        return max(0, int(self._closed_until.get(self.name_of(host), 0) - self._clock() + 0.999))

    # ------------------------------------------------------------ what the board knows

    def learn(self, name: str, *, closed_for_s: float = 0, free_in_s: float = 0) -> None:
        """What is known of a host from elsewhere: its pause, and when it may be asked again."""
        now = self._clock()
        if closed_for_s > 0:
            self._closed_until[name] = max(now + closed_for_s, self._closed_until.get(name, 0))
        if free_in_s > 0:
            self._free_at[name] = now + min(free_in_s, LONGEST_GAP_S)

    def holds(self, names: set[str]) -> None:
        """Notes that these are this poller's now."""
        self._held |= names

    def let_go(self, needed: set[str]) -> dict[str, float]:
        """The hosts that are no longer needed, and in how many seconds each may be asked by whoever takes it next."""
        gone = {name for name in self._held - needed if not self._under_way[name]}
        self._held -= gone
        now = self._clock()
        return {name: max(0.0, self._next_at(name, self._gaps_s.get(name, 0)) - now) for name in gone}
