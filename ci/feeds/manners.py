"""How often a host may be asked, and whether it asked to be left alone; shared by all fetches of one process.

Other processes keep their own count: two pollers on one machine may together ask twice as often as one.
"""

import asyncio
import time
from collections.abc import Mapping

GAPS_S: Mapping[str, float] = {
    "ncbi.nlm.nih.gov": 0.4,  # 3 a second without a key; gaps of 0.35 s still drew a 429
    "sec.gov": 0.11,  # 10 a second for all its hosts together
    "api.fda.gov": 0.25,  # 240 a minute
    "clinicaltrials.gov": 1.0,  # its robots.txt: Crawl-delay 1
}
"""Domain -> seconds between two requests to it and all hosts under it."""


class Manners:
    """Turns, one after the other, and pauses that hosts asked for. Hosts are `name:port`."""

    def __init__(self, gaps_s: Mapping[str, float] = GAPS_S) -> None:
        self._gaps_s = gaps_s
        self._asked_at: dict[str, float] = {}
        self._closed_until: dict[str, float] = {}

    async def turn(self, host: str, gap_s: float = 0) -> None:
        """Waits until `host` may be asked again: by its rule, and no sooner than `gap_s` after it was asked last."""
        domain = self._domain(host)
        gap_s = max(gap_s, self._gaps_s.get(domain, 0))
        while (left_s := self._asked_at.get(domain, -gap_s) + gap_s - time.monotonic()) > 0:
            await asyncio.sleep(left_s)  # and look again: another may have taken the turn, or the loop was held up
        self._asked_at[domain] = time.monotonic()

    def close(self, host: str, seconds: float) -> None:
        """Notes that the host asked for a pause."""
        until = time.monotonic() + seconds
        self._closed_until[host] = max(until, self._closed_until.get(host, 0))

    def closed_for_s(self, host: str) -> int:
        """Seconds until the host may be asked; 0 where it asked for no pause, or the pause is over."""
        return max(0, int(self._closed_until.get(host, 0) - time.monotonic() + 0.999))

    def _domain(self, host: str) -> str:
        """The domain whose rule holds for the host, else the host itself."""
        name = host.partition(":")[0]
        return next((domain for domain in self._gaps_s if name == domain or name.endswith(f".{domain}")), host)
