"""Printing into a pipe whose reader may stop early, as `apoptoscope events | head -1` does."""

import signal


def printing() -> None:
    """From here on a command only prints: where nobody reads on, it ends in silence, as other tools do (status 141).

    Not earlier: as long as a command talks to servers, a connection that breaks must be an error and not its end.
    """
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def counted(count: int, what: str) -> str:
    """`1 line`, `2 lines`."""
    return f"{count} {what}{'s' * (count != 1)}"
