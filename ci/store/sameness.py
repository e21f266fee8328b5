"""What an article is known by: its address in one spelling, and the hashes of its words. Pure."""

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from ci.model import Article

_TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|mc_[ce]id|cmpid|ref|_hs\w+)$")
_PLAIN_URL = re.compile(r"https?://(?:www\.)?+([a-z0-9][a-z0-9.-]*(?:/[\w./~-]*)?)", re.ASCII)
"""An address with nothing in it that is left out or written otherwise, but for its ends."""
_CANNOT_BE_STORED = re.compile("[\x00\ud800-\udfff]")
_TEXTS = ("url", "title", "text", "source", "guid", "doi", "language")
_NOT_A_WORD = re.compile(r"\W+")
_ASCII = bytes(ord(chr(n).lower()) if n < 128 and (chr(n).isalnum() or n == ord("_")) else 32 for n in range(256))
"""Letters in lower case, digits and `_`; a blank for all else."""
_LONG = 200
"""Characters of words from which on a text is a copy of another, whatever its title."""


def url_key(url: str) -> str:
    """What two spellings of one address share: without scheme, www, fragment, tracking and last slash."""
    if plain := _PLAIN_URL.fullmatch(url):
        return plain[1].rstrip("/")
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return url.strip()
    pairs = parse_qsl(parts.query, keep_blank_values=True) if parts.query else []
    query = [(k, v) for k, v in pairs if not _TRACKING.match(k) or (k == "ref" and v.isdecimal())]  # a number is an id
    address = parts.hostname.removeprefix("www.") + port + parts.path.rstrip("/")
    return address + ("?" + urlencode(sorted(query)) if query else "")


def without_share(key: str) -> str:
    """The address itself, of one that several items share and that is told apart by what stands behind `#`."""
    return key.partition("#")[0]


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def words_hash(article: Article) -> str:
    """Exact copies of one text share it, under whatever title; a short one counts with its title."""
    body = only_words(article.text)
    return text_hash(body if len(body) > _LONG else only_words(article.full_text))


def only_words(text: str) -> str:
    """In lower case, without what stands between them."""
    if text.isascii():
        return " ".join(ascii_words(text))
    return _NOT_A_WORD.sub(" ", text).casefold().strip()


def ascii_words(text: str, most: int | None = None) -> Sequence[str]:
    """The words of a text without accents, in lower case: as a pattern finds them, in a tenth of its time."""
    return text.encode("ascii").translate(_ASCII).decode("ascii").split()[:most]


def storable(article: Article) -> Article:
    """PostgreSQL stores no NUL and no half of a surrogate pair; one character for one, so that offsets stay."""
    given = [getattr(article, name) for name in _TEXTS]
    if _is_storable("".join(given)):
        return article
    texts = {name: _CANNOT_BE_STORED.sub("\ufffd", text) for name, text in zip(_TEXTS, given, strict=True)}
    return Article(**texts, published=article.published)


def _is_storable(text: str) -> bool:
    return "\x00" not in text if text.isascii() else _CANNOT_BE_STORED.search(text) is None
