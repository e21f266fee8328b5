"""What is secret in an address: every layer shows some, and none may tell a password or a key, or take it elsewhere."""

import re
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit, urlunsplit

SECRET = re.compile(r"(?i)(key(?!words?$)|token|secret|passw|pass$|pwd|signature|auth(?!ors?$)|sig$)")
"""Names of parameters whose values nobody else may know."""
LONGEST = 200


def masked_url(url: str) -> str:
    """The whole address without user and password, the values of keys starred out, and no control characters."""
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return _printable(re.sub(r"//[^/?#]*@", "//", url))
    if any(SECRET.search(name) for name, _ in pairs):
        query = "&".join(f"{quote(k)}={'***' if SECRET.search(k) else quote(v)}" for k, v in pairs)
        parts = parts._replace(query=query)
    return _printable(urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])))


def shown_url(url: str) -> str:
    """The same for a message or a log: not endless."""
    masked = masked_url(url)
    return masked if len(masked) <= LONGEST else masked[: LONGEST - 3] + "…"


def without_secrets(url: str) -> str:
    """The address that may be given away: no user, and parameters that are keys left out; else as it was."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return masked_url(url)
    pairs = parts.query.split("&")
    kept = [pair for pair in pairs if not _is_key(pair)]
    if kept == pairs and "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="&".join(kept)))


def without_keys_of(url: str, source: str) -> str:
    """An article's address without the keys that the address of its source brought into it; else as it was."""
    try:
        keys = {pair for pair in parse_qsl(urlsplit(source).query, keep_blank_values=True) if SECRET.search(pair[0])}
        parts = urlsplit(url)
    except ValueError:
        return url
    pairs = parts.query.split("&")
    # taken apart first: an article's address writes %2F where the source's may write %2f or /
    kept = [pair for pair in pairs if keys.isdisjoint(parse_qsl(pair, keep_blank_values=True))]
    return url if kept == pairs else urlunsplit(parts._replace(query="&".join(kept)))


def _is_key(pair: str) -> bool:
    return any(SECRET.search(name) for name, _ in parse_qsl(pair, keep_blank_values=True))


def with_login_of(url: str, other: str) -> str:
    """`other` with the user and password of `url`, where it is of the same scheme, host and port; else as it is."""
    try:
        mine, its = urlsplit(url), urlsplit(other)
        login, at, _ = mine.netloc.rpartition("@")
        is_same = at and "@" not in its.netloc and _site(mine) == _site(its)
    except ValueError:
        return other
    return urlunsplit(its._replace(netloc=f"{login}@{its.netloc}")) if is_same else other


def _site(parts: SplitResult) -> tuple[str, str | None, int | None]:
    scheme = parts.scheme.lower()
    return scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(scheme)


def _printable(url: str) -> str:
    return "".join(c for c in url if c.isprintable())
