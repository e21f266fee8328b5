"""Which sources of a round may be asked next: one of each host at a time, the longest due first."""

from collections import Counter, deque
from collections.abc import Iterable


class Queue:
    """Sources that wait, and the hosts that are being asked. Built of (source id, host), the longest due first."""

    def __init__(self, waiting: Iterable[tuple[str, str]]) -> None:
        self._waiting = deque(waiting)
        self._busy: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    @property
    def hosts(self) -> set[str]:
        """Those that are being asked, and those that are still to be."""
        return {host for host, count in self._busy.items() if count} | {host for _, host in self._waiting}

    def take(self, most: int) -> dict[str, str]:
        """Source -> host of the next ones, each of another host; an unknown host (empty) keeps nobody waiting."""
        taken: dict[str, str] = {}
        passed_over: list[tuple[str, str]] = []
        while self._waiting and len(taken) < most:
            source_id, host = self._waiting.popleft()
            if host and self._busy[host]:
                passed_over.append((source_id, host))
            else:
                taken[source_id] = host
                self._busy[host] += 1
        self._waiting.extendleft(reversed(passed_over))
        return taken

    def done(self, host: str) -> None:
        """One that was taken was asked, or could not be claimed."""
        self._busy[host] -= 1
