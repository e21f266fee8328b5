"""The faults of fetching, each a sentence: the address without its secrets, what was found, what to do."""

from urllib.parse import unquote

from ci.errors import FeedError
from ci.feeds.urls import shown_url

LATER = "it will be asked again later"
REASONS = {
    400: "bad request",
    401: "a user name and password are needed",
    403: "access denied for this program or this place",
    404: "not found",
    406: "no acceptable form of it",
    407: "the proxy wants a user name and password",
    408: "time ran out",
    429: "asked too often",
    451: "unavailable for legal reasons",
    500: "server fault",
    502: "server fault",
    503: "out of service for now",
    504: "server fault",
}


def forbidden(target: str, named: str) -> FeedError:
    """`named` is, or leads to, an address that must not be asked."""
    remedy = "if it is your own, name its host and port in APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS"
    return FeedError("forbidden-address", f"{_subject(target, named)} is not a public address; {remedy}")


def not_web(target: str, named: str) -> FeedError:
    """`named` is, or leads to, something else than http or https with a host."""
    says = "is not an http or https address; check how it is written"
    return FeedError("forbidden-address", f"{_subject(target, named)} {says}")


def _subject(target: str, named: str) -> str:
    asked, leads_to = shown_url(named), shown_url(target)
    is_same = unquote(named) == unquote(target) or unquote(asked) == unquote(leads_to)
    return asked if is_same else f"{asked} leads to {leads_to or 'nowhere'}, which"


def refused(named: str, status: int, retry_after_s: int | None) -> FeedError:
    """A status that is no success and no redirect."""
    if status == 410:
        says = f"{shown_url(named)} is gone for good (410); remove it or look for its new address"
        return FeedError("gone", says, status=status)
    reason = f" ({REASONS[status]})" if status in REASONS else ""
    remedy = LATER if status >= 500 or status in (408, 425, 429) else "check the address"
    says = f"{shown_url(named)} answered with status {status}{reason}; {remedy}"
    return FeedError("refused", says, status=status, retry_after_s=retry_after_s)


def walled(named: str, status: int, retry_after_s: int | None) -> FeedError:
    says = f"{shown_url(named)} shows a challenge page for browsers; open it in one, or look for another address"
    return FeedError("wall", says, status=status, retry_after_s=retry_after_s)


def paused(named: str, host: str, left_s: int) -> FeedError:
    """The host asked for a pause, in this answer or in one to another address of it."""
    says = f"{shown_url(named)} was not asked: {host.removesuffix(':443').removesuffix(':80')} wants a pause"
    return FeedError("refused", f"{says} of {left_s} more seconds; {LATER}", retry_after_s=left_s, was_asked=False)


def too_large(named: str, max_bytes: int) -> FeedError:
    limit = f"{max_bytes / 1024 / 1024:.3g} MiB"
    return FeedError("too-large", f"{shown_url(named)} sends more than the {limit} that are allowed")


def truncated(named: str) -> FeedError:
    return FeedError("truncated", f"{shown_url(named)} broke off in the middle of its answer; {LATER}")


def slow(named: str, limit_s: float) -> FeedError:
    return FeedError("slow", f"{shown_url(named)} did not answer completely within {limit_s:g} seconds; {LATER}")


def short(error: Exception) -> str:
    """What the operating system or a library says, in one printable line."""
    text = getattr(error, "strerror", None) or getattr(error, "message", None) or str(error) or type(error).__name__
    return "".join(c for c in " ".join(str(text).split(": b'")[0].split()) if c.isprintable())[:160]
