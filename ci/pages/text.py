"""Text from the web, shown as text."""

import re
from collections.abc import Sequence

ADDED = "added by hand, from a file"
"""Stands where the outlet of an article would, if it has neither outlet nor address."""
_SPECIAL = re.compile(r"([\\`*_\[\]()#$:<>|~\-!{}+.&])")


def literal(text: str) -> str:
    """Text for a place that reads Markdown: `$119 … $` stays dollars, an image address stays an address."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " ")


def with_commands(text: str) -> str:
    """A sentence for a place that reads Markdown, what stands between backticks as a command to type."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return literal(text)
    return "".join(f"`{part}`" if number % 2 else literal(part) for number, part in enumerate(parts))


def safe_url(url: str) -> str:
    """The address, or nothing where a click on it could do more than open a page."""
    return url if re.match(r"https?://[^\s<>\"'\\\\]+$", url) else ""


def small(markdown: str) -> str:
    """Small print that holds a link: a caption would pale the link below the contrast that it needs."""
    return f":small[{markdown}]"


def link(url: str, words: str) -> str:
    """Markdown of a link; the words alone where the address is not one to click on."""
    address = safe_url(url)
    if not address:
        return literal(words)
    return f"[{literal(words)}](<{address}>)"


def also(outlets: Sequence[str], shown: int = 4) -> str:
    """`also in A, B and 3 more outlets`: other outlets that printed the same text; nothing where there is none."""
    if not outlets:
        return ""
    more = len(outlets) - shown
    return f"also in {', '.join(outlets[:shown])}" + (f" and {more} more" if more > 0 else "")
