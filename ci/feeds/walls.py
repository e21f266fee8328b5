"""Challenge pages: what stands between a reader and a source when the source takes it for an attack."""

import re
from collections.abc import Mapping

_TITLES = re.compile(
    r"<title[^>]*>\s*(?:just a moment|attention required|access denied|access to this page has been denied"
    r"|verify(?:ing)? (?:that )?you are|please verify|pardon our interruption|checking your browser|one moment,? please"
    r"|ddos[- ]guard|security check|bot verification|are you a robot|human verification"
    r"|robot or human|sucuri website firewall|captcha|request rejected|please wait)",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rb"(?i)/cdn-cgi/challenge-platform|_Incapsula_Resource|cf-browser-verification"
    rb"|cf_chl_opt|px-captcha|data-dd-captcha"
)
_HEADERS = {"cf-mitigated": "challenge", "x-amzn-waf-action": "", "x-datadome": "protected"}
LONGEST = 200_000
"""A longer page carries something to read."""


def is_wall(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether an answer is a challenge page, whatever its status says."""
    for name, value in _HEADERS.items():
        if name in headers and headers[name].lower().startswith(value):
            return True
    if len(body) > LONGEST or not re.search(rb"(?i)<(?:!doctype\s+)?html|<title|<script", body[:2000]):
        return False
    if re.match(rb"\s*<(?:\?xml|rss|feed|rdf)", body):
        return False
    return bool(_TITLES.search(body[:20_000].decode("latin-1")) or _WORDS.search(body))
