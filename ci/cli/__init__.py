"""The `apoptoscope` command. One module a family of commands; exit status 0 done, 1 could not, 2 called wrongly.

Imports of what a command needs stand inside the command: `apoptoscope settings` must not wait for pandas.
"""

import atexit
import gc
import sys

from ci.errors import CiError


def main() -> None:
    """Runs a command; what a person can act on becomes one sentence on stderr and exit status 1."""
    look_seldom()
    try:
        if sys.argv[1:] == ["poll"]:
            from ci.cli.polling import poll  # what timers call most: the library for options takes longer than its work

            raise SystemExit(poll())
        from ci.cli.commands import app

        app()
    except CiError as error:
        sys.stderr.write(f"apoptoscope: {error}\n")
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def look_seldom() -> None:
    """Lets Python look for cycles of dead objects every 50,000 objects: by its own measure of 700 it spends a quarter
    of a poll without news on them, and finds next to none. At the end it need not look at all: a tenth of a second."""
    gc.set_threshold(50_000, 20, 20)
    atexit.register(gc.freeze)
