"""Dates on the command line: 2023, 2023-11 or 2023-11-21."""

from datetime import date

from ci.errors import InputError
from ci.when import When


def day(option: str, typed: str, *, last: bool = False) -> date | None:
    """The first day of what was typed, or the last one; None where nothing was. InputError names the option."""
    if not typed.strip():
        return None
    try:
        when = When.parse(typed.strip())
    except ValueError as error:
        raise InputError(f"{option}: {error}") from error
    return when.ends_on if last else when.starts_on
