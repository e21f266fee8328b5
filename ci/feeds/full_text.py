"""The page behind an item that came as a summary: asked for within robots.txt, and believed only if it is about it."""

import re

from ci.feeds.robots import rules_of
from ci.feeds.walks import Gathered, Later, Visit, Walk
from ci.model import Article

_SHARE = 0.5
"""So much of an item's headline must stand on its page: else it is a consent form, a log-in or another article."""
_LONGER = 1.2


def walk(visit: Visit) -> Walk:
    """robots.txt, where it is not known yet, and the page; no answer where programs are asked not to read it."""
    rules = yield from rules_of(visit.url, visit.robots)
    if not rules.allows(visit.url):
        return Gathered([])
    return Gathered([(yield Later(visit.url, rules.delay_s))])


def fuller(item: Article, page: Article) -> str:
    """The page's text, if it is longer than the item's and about the same; else nothing."""
    if len(page.text) < _LONGER * len(item.text):
        return ""
    wanted, found = _marks(item.title), _marks(page.full_text)
    return page.text if wanted and len(wanted & found) >= _SHARE * len(wanted) else ""


def _marks(text: str) -> set[str]:
    """Words of four letters and more, and pairs of signs where words are not parted by blanks."""
    folded = text.casefold()
    unparted = re.findall(r"[\u3040-\u9fff\uac00-\ud7af]+", folded)
    return set(re.findall(r"[^\W_]{4,}", folded)) | {run[i : i + 2] for run in unparted for i in range(len(run) - 1)}
