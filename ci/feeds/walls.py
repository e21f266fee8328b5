"""Challenge pages: what stands between a reader and a source when the source takes it for an attack.

The services behind them mark good answers too (a header of DataDome, scripts of Cloudflare and Imperva), so
a mark alone proves nothing: it needs a status that refuses, or a page that has nothing to read.
"""

import re
from collections.abc import Mapping

_TITLES = re.compile(
    r"<title[^<>]*>\s*(?:just a moment|attention required|access denied(?![:,?] )|access to this page has been denied"
    r"|verify(?:ing)? (?:that )?you are|please verify|pardon our interruption|checking your browser|one moment,? please"
    r"|ddos[- ]guard|security check|bot verification|are you a robot|human verification"
    r"|robot or human|sucuri website firewall|captcha|request rejected|please wait)",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rb"(?i)/cdn-cgi/challenge-platform/(?!scripts/jsd/)|_Incapsula_Resource|cf-browser-verification"
    rb"|cf_chl_opt|px-captcha|data-dd-captcha"
)
"""Cloudflare's `scripts/jsd` stands on every ordinary page of a site that it guards."""
_HEADERS = {"cf-mitigated": "challenge", "x-amzn-waf-action": "", "x-datadome": "protected"}
_REFUSING = {403, 429, 503}
LONGEST = 200_000
"""A longer page carries something to read."""
_ARTICLE = 1_500
"""So many characters of text have no challenge page: they are read as the page that was asked for."""


def is_wall(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether an answer is a challenge page, whatever its status says."""
    is_page = re.search(rb"(?i)<(?:!doctype\s+)?html|<title|<script", body[:2000]) and not re.match(
        rb"[\s\xef\xbb\xbf]*(?:[{\[]|<(?:\?xml|rss|feed|rdf))", body
    )
    is_marked = any(name in headers and headers[name].lower().startswith(value) for name, value in _HEADERS.items())
    if not is_marked and is_page and len(body) <= LONGEST:
        is_marked = bool(_TITLES.search(body[:20_000].decode("latin-1")) or _WORDS.search(body))
    if not is_marked:
        return False
    return status in _REFUSING or not body.strip() or bool(is_page and not _has_text(body))


def _has_text(body: bytes) -> bool:
    """Whether a page has so much to read as an article has, outside its scripts."""
    if len(body) > LONGEST:
        return True
    first, *others = re.split(rb"(?i)<(/?)(?:script|style)\b[^<>]*>", body)
    shown = [first, *(text for slash, text in zip(others[::2], others[1::2], strict=True) if slash)]
    return len(b" ".join(re.sub(rb"<[^<>]*>", b" ", b" ".join(shown)).split())) >= _ARTICLE
