"""Addresses: one canonical form for articles; the form that may be shown and logged is that of ci.shown."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from ci.shown import shown_url as shown_url

LONGEST = 4096
"""A longer address is no address of an article but somebody's experiment."""

TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|_hs\w+|__hs\w+|mc_[ce]id|[a-z]*clid|igshid|mkt_tok|cmpid|ncid|trk|yclid|oly_\w+id|vero_\w+|wt\.mc_\w+|s_cid|fromfeed",
    re.IGNORECASE,
)
"""Query parameters that say how a reader came and not what is read."""

FEED_MARKS = {("rss", "1"), ("rss", "yes"), ("rss", "true"), ("feed", "rss"), ("feed", "atom"), ("source", "rss")}
"""Parameters that feeds add to their own links (bioRxiv's `?rss=1`)."""

_CANONICAL = re.compile(r"https?://(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{1,63}(?P<path>(?:/[\w~-][\w.~-]*)*/?)", re.ASCII)
"""An address with nothing in it that could be written otherwise: most are so, and the long way costs ten times more."""


def canonical_url(url: str, base: str = "") -> str:
    """The address without tracking, user name and fragment; empty for what is not http(s) with a host.

    A fragment stays only where it is the address of a page (`#!/news/1`, `#/news/1`).
    """
    if len(url) <= LONGEST and (plain := _CANONICAL.fullmatch(url)):
        return url if plain["path"] else f"{url}/"
    joined = _joined(url, base)
    if not joined:
        return ""
    parts = urlsplit(joined)
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not _is_host(host):
        return ""
    if (parts.scheme.lower(), port) in (("http", 80), ("https", 443)):
        port = None
    authority = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    scheme, path = parts.scheme.lower(), parts.path or "/"
    if (kept := _path_query(parts.query)) is not None:
        bare = str(_canonicalized(urlunsplit((scheme, authority, path, "", fragment))))
        return urlunsplit(urlsplit(bare)._replace(query=kept)) if bare else ""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = parts.query if all(map(_is_told, pairs)) else urlencode([pair for pair in pairs if _is_told(pair)])
    return _canonicalized(urlunsplit((scheme, authority, path, query, fragment)))


def host_of(url: str) -> str:
    """`example.org` of `https://www.example.org/news`; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def doi_in(text: str) -> str:
    """The first DOI of a string that is one or holds one (`doi:10.1/x`, `https://doi.org/10.1/x`), in lower case."""
    found = re.search(r"\b10\.\d{4,9}/[^\s\"'<>]+", unquote(text))
    if not found:
        return ""
    doi = re.sub(r"[?#].*", "", found.group()).rstrip(".,;:")
    return (doi[:-1] if doi.endswith(")") and "(" not in doi else doi).lower()


def _joined(url: str, base: str) -> str:
    """Absolute, cleaned as browsers do: no control characters or line breaks, no blanks at the ends."""
    bare = re.sub(r"[\x00-\x1f\x7f-\x9f]", "", url).strip()
    if not bare or len(bare) > LONGEST:
        return ""
    try:
        return urljoin(base, bare) if base else bare
    except ValueError:
        return ""


def _path_query(query: str) -> str | None:
    """A query that is no list of names and values (`?/news/2026`, `?p123`), as it is but for tracking; else None.

    A server that reads it whole does not know it once it is sorted or written as `?p123=`.
    """
    parts = [part for part in query.split("&") if part]
    if all("=" in part and "/" not in part.partition("=")[0] for part in parts):
        return None
    told = "&".join(part for part in parts if _is_told((part.partition("=")[0], part.partition("=")[2])))
    return quote(told, safe="%/?:@!$&'()*+,;=~[]")


def _is_told(pair: tuple[str, str]) -> bool:
    """Whether a parameter says what is read."""
    name, value = pair
    return not TRACKING.fullmatch(name) and (name.lower(), value.lower()) not in FEED_MARKS


def _is_host(host: str) -> bool:
    return bool(host) and not re.search(r"[\s<>\"'\\^`{|}%]", host)


def _canonicalized(url: str) -> str:
    from w3lib.url import canonicalize_url  # most addresses are plain

    try:
        return canonicalize_url(url, keep_fragments=True)
    except (ValueError, UnicodeError):
        return ""
