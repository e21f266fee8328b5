"""Which addresses were asked in vain lately, kept from round to round, also where a poller is started for each."""

import json
from datetime import UTC, datetime, timedelta

from ci.feeds.walks import MOST_TRIES
from ci.store import Store

HOLD = timedelta(days=1)
_MOST = 5000


class Tries:
    """`urls` is what walks read and change; `keep` stores it where it changed."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._kept = store.noted("tried")
        found = json.loads(self._kept or "{}")
        self._since = datetime.fromisoformat(found["since"]) if found else now
        self.urls: dict[str, int] = found.get("urls", {})

    def forget_old(self, now: datetime) -> None:
        """Once a day what was given up gets another chance; what is still to be asked for again stays so."""
        if abs(now - self._since) > HOLD:
            left = {url: count for url, count in self.urls.items() if count < MOST_TRIES}
            self.urls.clear()
            self.urls |= left
            self._since = now

    def keep(self) -> None:
        newest = dict(list(self.urls.items())[-_MOST:])
        text = json.dumps({"since": self._since.astimezone(UTC).isoformat(), "urls": newest}) if newest else ""
        if text != self._kept:
            self._store.note("tried", text)
            self._kept = text
